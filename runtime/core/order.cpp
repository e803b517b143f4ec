//===- order.cpp - What each command waits for ----------------------------===//
// As each stream is in order, what one stream knows of the other is a single
// number: how far the other has come.

#include "order.h"

#include "coverage.h"
#include "operands.h"
#include "status.h"

using namespace tprt;

//===-- Tokens ------------------------------------------------------------===//

namespace {

class orderer {
public:
  orderer(program &program, const command_list &list)
      : program(program), list(list), started(list.first_start),
        completed(list.first_start) {}

  tprt_status_t run();

private:
  tprt_status_t visit(uint32_t op);
  tprt_status_t begin(uint32_t op);
  tprt_status_t wait(uint32_t op);
  tprt_status_t meet(uint32_t op);
  uint32_t event_of(uint32_t token);

  tprt::program &program;
  const command_list &list;
  std::vector<bool> waited; // by op of the list, tokens only
  uint32_t last_start = 0;  // op of the last start, valid if there is one
  uint32_t computed = 0;    // ops that the communication stream has seen end
  uint32_t started;         // collectives begun so far
  uint32_t completed;       // of them, those the compute stream has seen end
  uint32_t met = 0;         // ops up to the last loop or branch
  bool forked = false;      // the communication stream has waited
};

} // namespace

uint32_t orderer::event_of(uint32_t token) {
  program.order[token].records = program.num_events++;
  return program.order[token].records;
}

tprt_status_t orderer::begin(uint32_t op) {
  if (!forked)
    return TPRT_BAD("starts a collective before the communication stream has "
                    "waited for a record: the step before may still use its "
                    "buffers");
  if (computed < met)
    return TPRT_BAD("starts a collective beside op %u (\"%s\"), which it does "
                    "not wait for",
                    met - 1, program.commands[met - 1].name);
  start &start = program.starts[started++];
  start.op = op;
  start.computed = computed;
  return nullptr;
}

tprt_status_t orderer::wait(uint32_t op) {
  uint32_t token = program.commands[op].index;
  if (waited[token - list.begin])
    return TPRT_BAD("waits a second time for op %u", token);
  waited[token - list.begin] = true;
  const command &command = program.commands[token];
  stream_order &order = program.order[op];
  if (command.action == action::start) {
    if (command.index < completed)
      return nullptr; // a later one has completed
    order.completes = command.index + 1;
    for (; completed < order.completes; ++completed)
      program.starts[completed].completed = op;
    order.waits = event_of(token);
    return nullptr;
  }
  // Nothing runs behind a wait without a later start, and what a later record
  // has shown need not be waited for again.
  bool first = !forked;
  forked = true;
  if ((token > computed || first) && op < last_start) {
    order.waits = event_of(token);
    computed = token;
  }
  return nullptr;
}

/// A loop or branch: nothing runs beside it.
tprt_status_t orderer::meet(uint32_t op) {
  if (completed < started)
    return TPRT_BAD("begins before op %u (\"%s\") has been waited for",
                    program.starts[started - 1].op,
                    program.commands[program.starts[started - 1].op].name);
  met = op + 1;
  return nullptr;
}

tprt_status_t orderer::visit(uint32_t op) {
  switch (program.commands[op].action) {
  case action::loop:
  case action::branch:
    return meet(op);
  case action::start:
    return begin(op);
  case action::wait:
    return wait(op);
  default:
    return nullptr;
  }
}

tprt_status_t orderer::run() {
  waited.resize(list.end - list.begin);
  computed = list.begin;
  for (uint32_t op = list.begin; op < list.end; ++op)
    if (program.commands[op].action == action::start)
      last_start = op;
  for (uint32_t op = list.begin; op < list.end; ++op)
    TPRT_RETURN_IF_ERROR(in_op(program, op, visit(op)));
  if (completed < list.end_start)
    return in_op(program, program.starts[list.end_start - 1].op,
                 TPRT_BAD("starts a collective that is never waited for"));
  return nullptr;
}

tprt_stream_t tprt::stream_of(const program &program, const command &command) {
  if (command.action == action::wait)
    return program.commands[command.index].action == action::start
               ? TPRT_COMPUTE
               : TPRT_COMM;
  return command.action == action::start ? TPRT_COMM : TPRT_COMPUTE;
}

const char *tprt::stream_name(tprt_stream_t stream) {
  return stream == TPRT_COMM ? "communication" : "compute";
}

//===-- Devices without streams -------------------------------------------===//

static std::vector<ref> buffers_of_collectives(const program &program) {
  std::vector<ref> buffers;
  for (const start &start : program.starts) {
    buffers.push_back(storage_of(program, start.send));
    buffers.push_back(storage_of(program, start.recv));
  }
  return buffers;
}

namespace {

/// The buffers of a set of collectives.
class buffers_in_use {
public:
  explicit buffers_in_use(const program &program)
      : receiving(buffers_of_collectives(program)),
        used(buffers_of_collectives(program)), program(program) {}

  void add(const start &start, int by) {
    receiving.add(storage_of(program, start.recv), by);
    used.add(storage_of(program, start.recv), by);
    used.add(storage_of(program, start.send), by);
  }
  bool read_is_safe(const ref &ref) const {
    return !receiving.any(storage_of(program, ref));
  }
  bool write_is_safe(const ref &ref) const {
    return !used.any(storage_of(program, ref));
  }

private:
  coverage receiving; // what they write
  coverage used;      // what they write or read
  const tprt::program &program;
};

} // namespace

/// Without a communication stream nothing orders two collectives that are under
/// way: one that uses the buffers of another begins when that is complete.
static void order_starts(program &program) {
  buffers_in_use under_way(program);
  uint32_t first = 0; // the oldest one under way
  auto complete = [&](uint32_t end) {
    for (; first < end; ++first)
      under_way.add(program.starts[first], -1);
  };
  for (uint32_t op = 0; op < program.commands.size(); ++op) {
    const command &command = program.commands[op];
    if (command.action == action::wait)
      complete(program.order[op].completes);
    if (command.action != action::start)
      continue;
    const start &start = program.starts[command.index];
    if (!under_way.read_is_safe(start.send) ||
        !under_way.write_is_safe(start.recv)) {
      program.order[op].completes = command.index;
      complete(command.index);
    }
    under_way.add(start, 1);
  }
}

tprt_status_t tprt::order_streams(program &program) {
  program.order.resize(program.commands.size());
  TPRT_RETURN_IF_ERROR(orderer(program, program.main).run());
  for (const command_list &region : program.regions)
    TPRT_RETURN_IF_ERROR(orderer(program, region).run());
  order_starts(program);
  return nullptr;
}

//===-- Races -------------------------------------------------------------===//

namespace {

/// Walks the compute stream with the buffers of the collectives that may run
/// beside each command. They are a window of the list of collectives, as both
/// its ends only move forward.
class race_checker {
public:
  explicit race_checker(const program &program)
      : program(program), beside(program) {}

  tprt_status_t run();

private:
  void move_window(uint32_t op);
  tprt_status_t check(uint32_t op) const;
  tprt_status_t explain(uint32_t op, const ref &ref, bool writes) const;

  const tprt::program &program;
  buffers_in_use beside;
  size_t first = 0; // the window: [first, last) of program.starts
  size_t last = 0;
};

} // namespace

/// A collective may run beside the commands from the one that it did not wait
/// for to the one that waits for it.
void race_checker::move_window(uint32_t op) {
  for (; last < program.starts.size() && program.starts[last].computed <= op;
       ++last)
    beside.add(program.starts[last], 1);
  for (; first < last && program.starts[first].completed <= op; ++first)
    beside.add(program.starts[first], -1);
}

tprt_status_t race_checker::explain(uint32_t op, const ref &ref,
                                    bool writes) const {
  for (size_t i = first; i < last; ++i) {
    const start &other = program.starts[i];
    bool receives = overlap(ref, storage_of(program, other.recv));
    if (!receives && !(writes && overlap(ref, storage_of(program, other.send))))
      continue;
    const char *name = program.commands[other.op].name;
    const char *does = writes ? "writes to" : "reads";
    const char *use = receives ? "receives" : "sends";
    if (other.op < op)
      return TPRT_BAD("%s what op %u (\"%s\") %s, before its wait", does,
                      other.op, name, use);
    return TPRT_BAD("%s what op %u (\"%s\") %s, which does not wait for it: no "
                    "record behind this op is waited for before that start",
                    does, other.op, name, use);
  }
  return nullptr;
}

tprt_status_t race_checker::check(uint32_t op) const {
  command_operands operands = operands_of(program, program.commands[op]);
  for (const ref &read : operands.reads)
    if (!beside.read_is_safe(read))
      return explain(op, storage_of(program, read), /*writes=*/false);
  for (const ref &write : operands.writes)
    if (!beside.write_is_safe(write))
      return explain(op, storage_of(program, write), /*writes=*/true);
  return nullptr;
}

tprt_status_t race_checker::run() {
  for (uint32_t op = 0; op < program.commands.size(); ++op) {
    move_window(op);
    if (program.commands[op].action != action::start)
      TPRT_RETURN_IF_ERROR(in_op(program, op, check(op)));
  }
  return nullptr;
}

tprt_status_t tprt::check_races(const program &program) {
  return race_checker(program).run();
}
