//===- stats.cpp - A session's statistics as JSON -------------------------===//
// Counts follow from the program and the number of steps; only times are
// measured.

#include "stats.h"

#include "operands.h"
#include "order.h"
#include "session.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace tprt;
using json = nlohmann::ordered_json;

static const char *kind_name(tprt_collective_kind_t kind) {
  switch (kind) {
  case TPRT_ALL_REDUCE:
    return "all_reduce";
  case TPRT_ALL_GATHER:
    return "all_gather";
  case TPRT_REDUCE_SCATTER:
    return "reduce_scatter";
  case TPRT_ALL_TO_ALL:
    return "all_to_all";
  case TPRT_PERMUTE:
    return "permute";
  }
  return "?";
}

static json collectives_of(const program &program, const rank_state &rank) {
  json list = json::array();
  for (int kind = TPRT_ALL_REDUCE; kind <= TPRT_PERMUTE; ++kind) {
    uint64_t count = 0, bytes = 0;
    for (const start &start : program.starts)
      if (start.desc.kind == kind) {
        count += rank.runs_of(start.op);
        bytes += rank.runs_of(start.op) * start.send.size;
      }
    if (count)
      list.push_back({{"kind", kind_name(tprt_collective_kind_t(kind))},
                      {"count", count},
                      {"bytes", bytes}});
  }
  return list;
}

static json ops_of(const program &program, const rank_state &rank) {
  json list = json::array();
  for (uint32_t i = 0; i < program.commands.size(); ++i) {
    const command &command = program.commands[i];
    list.push_back({{"index", i},
                    {"name", command.name},
                    {"action", action_name(command.action)},
                    {"stream", stream_name(stream_of(program, command))},
                    {"location", command.location},
                    {"bytes", bytes_of(program, command)},
                    {"flops", flops_of(program, command)},
                    {"count", rank.runs_of(i)},
                    {"ns", rank.op_ns[i]}});
  }
  return list;
}

static uint64_t median(const rank_state &rank) {
  size_t kept = std::min<size_t>(rank.steps, rank.step_times.size());
  std::vector<uint64_t> times(rank.step_times.begin(),
                              rank.step_times.begin() + kept);
  if (times.empty())
    return 0;
  auto middle = times.begin() + times.size() / 2;
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

static json rank_json(const program &program, const rank_state &rank) {
  uint64_t arguments = 0, results = 0;
  for (const value &argument : program.arguments)
    arguments += argument.local_bytes;
  for (const value &result : program.results)
    if (result.donation < 0)
      results += result.local_bytes;
  return {{"rank", rank.rank()},
          {"argument_bytes", arguments},
          {"result_bytes", results},
          {"constant_bytes", program.constants.size},
          {"arena_bytes", program.arena_size},
          {"graph", rank.has_graph()},
          {"step_ns",
           {{"min", rank.min_ns},
            {"median", median(rank)},
            {"total", rank.total_ns}}},
          {"issue_ns", rank.issue_ns},
          {"collectives", collectives_of(program, rank)},
          {"ops", ops_of(program, rank)}};
}

std::string tprt::stats_json(session_state &state) {
  const program &program = state.program();
  json ranks = json::array();
  bool graph = true;
  for (uint32_t i = 0; i < state.num_local(); ++i) {
    const rank_state &rank = state.rank(state.first_rank() + i);
    ranks.push_back(rank_json(program, rank));
    graph = graph && rank.has_graph();
  }
  json root = {{"version", tprt_version()},
               {"function", program.function},
               {"backend", state.machine().backend->name},
               {"transport", state.machine().transport->name},
               {"workers_per_rank", state.machine().workers_per_rank},
               {"graph", graph},
               {"steps", state.rank(state.first_rank()).steps},
               {"ranks", std::move(ranks)}};
  // Names come from the file and need not be UTF-8.
  return root.dump(1, ' ', false, json::error_handler_t::replace);
}
