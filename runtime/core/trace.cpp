//===- trace.cpp - The latest steps as a timeline -------------------------===//
// A large program has a million events: they are written one after the other,
// and what all steps and ranks say of a command is made once.

#include "trace.h"

#include "operands.h"
#include "order.h"
#include "session.h"

#include <cstdio>
#include <nlohmann/json.hpp>

using namespace tprt;
using json = nlohmann::ordered_json;

static std::string print(const json &value) {
  // Names come from the file and need not be UTF-8.
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// What is the same in each event of a command, without the braces.
static std::string describe(const program &program, uint32_t op) {
  const command &command = program.commands[op];
  json args = {{"op", op},
               {"action", action_name(command.action)},
               {"bytes", bytes_of(program, command)},
               {"location", command.location}};
  if (command.action == action::launch)
    args["kernel"] =
        program.kernels[program.launches[command.index].kernel].symbol;
  if (uint64_t flops = flops_of(program, command))
    args["flops"] = flops;
  return "\"ph\": \"X\", \"name\": " + print(command.name) +
         ", \"cat\": " + print(action_name(command.action)) + ", \"tid\": " +
         std::to_string(static_cast<int>(stream_of(program, command))) +
         ", \"args\": " + print(args);
}

static void add_event(std::string &text, const std::string &event) {
  text += text.back() == '[' ? "\n{" : ",\n{";
  text += event;
  text += '}';
}

/// The names of a rank's process and rows.
static void add_names(std::string &text, uint32_t rank) {
  std::string pid = "\"ph\": \"M\", \"pid\": " + std::to_string(rank);
  add_event(text, pid +
                      ", \"name\": \"process_name\", \"args\": {\"name\": "
                      "\"rank " +
                      std::to_string(rank) + "\"}");
  for (tprt_stream_t stream : {TPRT_COMPUTE, TPRT_COMM})
    add_event(text, pid + ", \"tid\": " + std::to_string(stream) +
                        ", \"name\": \"thread_name\", \"args\": {\"name\": \"" +
                        stream_name(stream) + "\"}");
}

static void add_rank(std::string &text, const rank_state &rank,
                     const std::vector<std::string> &descriptions) {
  char times[128];
  for (const step_trace::step *step : rank.trace().steps())
    for (size_t op = 0; op < step->commands.size(); ++op) {
      const step_trace::interval &interval = step->commands[op];
      if (!interval.end)
        continue;
      std::snprintf(times, sizeof times,
                    "\"pid\": %u, \"ts\": %.3f, \"dur\": %.3f, ", rank.rank(),
                    double(interval.begin) / 1000,
                    double(interval.end - interval.begin) / 1000);
      add_event(text, times + descriptions[op]);
    }
}

std::string tprt::trace_json(session_state &state) {
  const program &program = state.program();
  std::vector<std::string> descriptions;
  for (uint32_t op = 0; op < program.commands.size(); ++op)
    descriptions.push_back(describe(program, op));
  std::string text = "{\"displayTimeUnit\": \"ns\", \"traceEvents\": [";
  for (uint32_t i = 0; i < state.num_local(); ++i) {
    const rank_state &rank = state.rank(state.first_rank() + i);
    add_names(text, rank.rank());
    add_rank(text, rank, descriptions);
  }
  return text + "\n]}\n";
}
