//===- steps.cpp - How a rank runs its steps ------------------------------===//
// On host memory each command is done when its call returns. On other backends
// commands are given to the device's streams, as a list or as a graph, and the
// rank looks at the device only when a run ends.

#include "rank.h"
#include "status.h"
#include "sync.h"

#include <algorithm>
#include <cstring>
#include <ctime>

using namespace tprt;

//===-- Commands ----------------------------------------------------------===//

tprt_status_t rank_state::join() {
  progress.enter(0, meeting, true);
  return shared.transport->join(shared.group, number, opened,
                                shared.program().schedule_hash);
}

/// Waits for the first `starts` collectives of the step.
tprt_status_t rank_state::complete(uint32_t starts) {
  for (; completed < starts; ++completed) {
    TPRT_RETURN_IF_ERROR(
        shared.transport->wait(shared.group, number, completed));
    // Without a communication stream it has been under way all the time; one
    // after the other they fill the row of one.
    if (traced.on() && !has_streams()) {
      const std::vector<tprt::start> &all = shared.program().starts;
      step_trace::interval &own = traced.at(all[completed].op);
      if (completed)
        own.begin = std::max(own.begin, traced.at(all[completed - 1].op).end);
      own.end = now_ns();
    }
  }
  return nullptr;
}

tprt_status_t rank_state::record(tprt_stream_t stream, uint32_t event) {
  if (event == no_event || !has_streams())
    return nullptr;
  return shared.backend->record(opened, stream, events[event]);
}

tprt_status_t rank_state::start(const resolved &command) {
  if (!has_streams())
    TPRT_RETURN_IF_ERROR(complete(command.order.completes));
  TPRT_RETURN_IF_ERROR(shared.transport->start(
      shared.group, number, command.index, command.a, command.c));
  return record(TPRT_COMM, command.order.records);
}

tprt_status_t rank_state::wait(const resolved &command) {
  TPRT_RETURN_IF_ERROR(complete(command.order.completes));
  if (command.order.waits == no_event || !has_streams())
    return nullptr;
  return shared.backend->wait(opened, command.stream,
                              events[command.order.waits]);
}

tprt_status_t rank_state::perform(const resolved &command,
                                  const first_failure &failure) {
  const tprt_backend_t &backend = *shared.backend;
  switch (command.action) {
  case action::gemm: {
    tprt_gemm_operands_t operands{command.a, command.b, command.c, command.bias,
                                  command.aux};
    return backend.gemm(opened, command.plan, &operands);
  }
  case action::launch:
    return backend.launch(opened, shared.module, &command.launch);
  case action::copy:
    return backend.copy(opened, TPRT_COMPUTE, command.c, command.a,
                        shared.program().copies[command.index].from.size);
  case action::start:
    return start(command);
  case action::record:
    return record(TPRT_COMPUTE, command.order.records);
  case action::wait:
    return wait(command);
  case action::loop:
    return run_loop(command, failure);
  case action::branch:
    return run_branch(command, failure);
  }
  return nullptr;
}

//===-- Loops and branches ------------------------------------------------===//

tprt_status_t rank_state::run_list(const command_list &list,
                                   const first_failure &failure) {
  completed = list.first_start;
  ++lists_begun;
  return has_streams() ? issue_commands(list, failure)
                       : run_commands(list, failure);
}

/// Nothing is under way around a region, so that its collectives are counted
/// from its own first one.
tprt_status_t rank_state::run_region(uint32_t region,
                                     const first_failure &failure) {
  uint32_t outside = completed;
  TPRT_RETURN_IF_ERROR(run_list(shared.program().regions[region], failure));
  completed = outside;
  return nullptr;
}

/// A scalar that the commands so far have computed.
tprt_status_t rank_state::read_scalar(const void *from, void *to, uint64_t size,
                                      const first_failure &failure) {
  if (!has_streams()) {
    std::memcpy(to, from, size);
    return nullptr;
  }
  // Downloading waits for the device, which must not take for ever.
  TPRT_RETURN_IF_ERROR(wait_for_device(failure));
  if (failure.any())
    return nullptr;
  return shared.backend->download(opened, to, from, size);
}

tprt_status_t rank_state::run_loop(const resolved &command,
                                   const first_failure &failure) {
  const loop &loop = shared.program().loops[command.index];
  auto op = static_cast<uint32_t>(&command - commands.data());
  for (uint64_t trip = 0; !failure.any(); ++trip) {
    uint8_t goes_on = trip < loop.trips;
    if (loop.has_predicate) {
      progress.enter(lists_begun, op, false);
      TPRT_RETURN_IF_ERROR(
          read_scalar(command.a, &goes_on, sizeof goes_on, failure));
    }
    if (!goes_on)
      return nullptr;
    TPRT_RETURN_IF_ERROR(run_region(loop.region, failure));
  }
  return nullptr;
}

/// An index as a number of regions; none below 0.
static uint64_t number_of(tprt_dtype_t dtype, const void *index) {
  uint8_t flag;
  int32_t narrow;
  int64_t wide;
  switch (dtype) {
  case TPRT_I1:
    std::memcpy(&flag, index, sizeof flag);
    return flag != 0;
  case TPRT_I32:
    std::memcpy(&narrow, index, sizeof narrow);
    return static_cast<uint64_t>(static_cast<int64_t>(narrow));
  default:
    std::memcpy(&wide, index, sizeof wide);
    return static_cast<uint64_t>(wide);
  }
}

tprt_status_t rank_state::run_branch(const resolved &command,
                                     const first_failure &failure) {
  const branch &branch = shared.program().branches[command.index];
  uint8_t index[8] = {};
  TPRT_RETURN_IF_ERROR(
      read_scalar(command.a, index, branch.index.size, failure));
  if (failure.any())
    return nullptr;
  uint64_t last = branch.regions.size() - 1;
  uint64_t chosen = std::min(number_of(branch.dtype, index), last);
  return run_region(branch.regions[chosen], failure);
}

/// Whether a command may wait for other ranks, for which it has a deadline.
static bool waits_for_ranks(action action) {
  return action == action::start || action == action::wait;
}

//===-- On host memory ----------------------------------------------------===//

tprt_status_t rank_state::run_commands(const command_list &list,
                                       const first_failure &failure) {
  uint64_t before = now_ns();
  for (uint32_t op = list.begin; op < list.end; ++op) {
    const resolved &command = commands[op];
    progress.enter(lists_begun, op, waits_for_ranks(command.action));
    if (traced.on() && command.action == action::start)
      traced.set(op, before, before);
    TPRT_RETURN_IF_ERROR(perform(command, failure));
    uint64_t after = now_ns();
    op_ns[op] += after - before;
    ++op_runs[op];
    if (traced.on() && command.action != action::start &&
        command.action != action::record && command.stream == TPRT_COMPUTE)
      traced.set(op, before, after);
    before = after;
    if (failure.any())
      return nullptr;
  }
  return nullptr;
}

tprt_status_t rank_state::run_step(const first_failure &failure) {
  uint64_t begin = now_ns();
  if (traced.on())
    traced.begin_step();
  TPRT_RETURN_IF_ERROR(run_list(shared.program().main, failure));
  if (!failure.any())
    count_steps(1, now_ns() - begin);
  return nullptr;
}

//===-- On streams --------------------------------------------------------===//

tprt_status_t rank_state::issue(uint32_t op, const first_failure &failure) {
  const tprt_backend_t &backend = *shared.backend;
  const resolved &command = commands[op];
  if (backend.range_push)
    backend.range_push(opened, command.name);
  tprt_status_t status = perform(command, failure);
  ++op_runs[op];
  ran[op] = true;
  if (!status && !timers.empty())
    status = backend.record(opened, command.stream, timers[op]);
  if (backend.range_pop)
    backend.range_pop(opened);
  return status;
}

tprt_status_t rank_state::issue_commands(const command_list &list,
                                         const first_failure &failure) {
  for (uint32_t op = list.begin; op < list.end && !failure.any(); ++op) {
    progress.enter(lists_begun, op, waits_for_ranks(commands[op].action));
    TPRT_RETURN_IF_ERROR(issue(op, failure));
  }
  return nullptr;
}

tprt_status_t rank_state::issue_step(const first_failure &failure) {
  if (!timers.empty()) {
    std::fill(ran.begin(), ran.end(), false);
    TPRT_RETURN_IF_ERROR(
        shared.backend->record(opened, TPRT_COMPUTE, timers.back()));
  }
  return run_list(shared.program().main, failure);
}

tprt_status_t rank_state::issue_steps(uint64_t count,
                                      const first_failure &failure) {
  auto end = static_cast<uint32_t>(commands.size());
  for (uint64_t i = 0; i < count && !failure.any(); ++i) {
    if (!graph) {
      TPRT_RETURN_IF_ERROR(issue_step(failure));
      continue;
    }
    progress.enter(++lists_begun, end, false);
    ++graph_launches;
    TPRT_RETURN_IF_ERROR(shared.backend->graph_launch(opened, graph));
  }
  return nullptr;
}

// How long a rank looks at its device without a pause, and how long it sleeps
// between looks after that: a step of a few milliseconds ends on time, and a
// long one leaves the processor to others.
static constexpr uint64_t eager_ns = 200'000;
static constexpr long nap_ns = 20'000;

static void nap(long ns) {
  timespec time{0, ns};
  nanosleep(&time, nullptr);
}

/// Waits for all work that was given to the device.
tprt_status_t rank_state::drain(const first_failure &failure) {
  progress.enter(lists_begun, static_cast<uint32_t>(commands.size()), false);
  return wait_for_device(failure);
}

/// Until the device has no work under way or a failure is known. The watch has
/// the deadline.
tprt_status_t rank_state::wait_for_device(const first_failure &failure) {
  uint64_t begin = now_ns();
  for (;;) {
    int done = 0;
    TPRT_RETURN_IF_ERROR(shared.backend->poll(opened, &done));
    TPRT_RETURN_IF_ERROR(shared.transport->poll(shared.group, number));
    if (done || failure.any())
      return nullptr;
    if (now_ns() - begin > eager_ns)
      nap(nap_ns);
  }
}

bool rank_state::settle(uint64_t timeout_ms) {
  if (!opened || !has_streams())
    return true;
  uint64_t begin = now_ns();
  for (;;) {
    int done = 0;
    // A device that has failed does nothing any more.
    if (tprt_status_t status = shared.backend->poll(opened, &done)) {
      tprt_status_free(status);
      return true;
    }
    if (done)
      return true;
    if ((now_ns() - begin) / 1'000'000 >= timeout_ms)
      return false;
    nap(10 * nap_ns);
  }
}

/// Times of a list's commands: each stream is in order, so that a command takes
/// from the end of the one before it, or from where the list begins, to its
/// own. Of a region that ran several times it is the last time.
tprt_status_t rank_state::collect_times(const command_list &list,
                                        uint64_t origin) {
  const program &program = shared.program();
  uint64_t reached[] = {origin, origin}; // by stream
  for (uint32_t op = list.begin; op < list.end; ++op) {
    const resolved &command = commands[op];
    if (!ran[op])
      continue;
    uint64_t end = 0, &begin = reached[command.stream];
    if (command.action == action::loop)
      TPRT_RETURN_IF_ERROR(collect_times(
          program.regions[program.loops[command.index].region], begin));
    if (command.action == action::branch)
      for (uint32_t region : program.branches[command.index].regions)
        TPRT_RETURN_IF_ERROR(collect_times(program.regions[region], begin));
    TPRT_RETURN_IF_ERROR(shared.backend->event_ns(opened, timers[op], &end));
    end = std::max(end, begin);
    if (command.action != action::record)
      traced.set(op, begin, end);
    op_ns[op] += end - begin;
    begin = end;
  }
  return nullptr;
}

tprt_status_t rank_state::collect_times() {
  uint64_t origin = 0;
  TPRT_RETURN_IF_ERROR(
      shared.backend->event_ns(opened, timers.back(), &origin));
  traced.begin_step();
  return collect_times(shared.program().main, origin);
}

tprt_status_t rank_state::run_batch(uint64_t count,
                                    const first_failure &failure) {
  uint64_t begin = now_ns();
  TPRT_RETURN_IF_ERROR(issue_steps(count, failure));
  uint64_t issued = now_ns();
  TPRT_RETURN_IF_ERROR(drain(failure));
  if (failure.any())
    return nullptr;
  issue_ns += issued - begin;
  count_steps(count, now_ns() - begin);
  return timers.empty() ? nullptr : collect_times();
}

//===-- Graphs ------------------------------------------------------------===//

bool rank_state::can_capture() const {
  return shared.graphs && !shared.trace && !graph_refused && !graph &&
         !shared.program().conditional && shared.backend->graph_begin &&
         !commands.empty() &&
         (shared.program().starts.empty() || shared.transport->capturable);
}

/// Keeps a step as a graph. What cannot be captured goes on as a list.
tprt_status_t rank_state::capture(const first_failure &failure) {
  const tprt_backend_t &backend = *shared.backend;
  tprt_status_t status = backend.graph_begin(opened);
  if (!status) {
    // What is issued now does not run: its counts are those of a launch.
    count_launches();
    op_runs.swap(graph_runs);
    status = issue_step(failure);
    op_runs.swap(graph_runs);
    tprt_status_t ended = backend.graph_end(opened, &graph);
    if (status)
      tprt_status_free(ended);
    else
      status = ended;
  }
  if (status || failure.any())
    drop_graph();
  graph_refused = !graph;
  if (tprt_status_code(status) == TPRT_UNSUPPORTED) {
    tprt_status_free(status);
    return nullptr;
  }
  return status;
}

tprt_status_t rank_state::run(uint64_t count, const first_failure &failure) {
  uint64_t left = count;
  for (; !has_streams() && left && !failure.any(); --left)
    TPRT_RETURN_IF_ERROR(run_step(failure));
  while (left && !failure.any()) {
    // The first step loads whatever is loaded late, which no graph may do.
    if (warm && can_capture())
      TPRT_RETURN_IF_ERROR(capture(failure));
    bool one = shared.trace || (!warm && can_capture());
    uint64_t batch = one ? 1 : left;
    TPRT_RETURN_IF_ERROR(run_batch(batch, failure));
    warm = true;
    left -= batch;
  }
  return nullptr;
}

//===-- Statistics --------------------------------------------------------===//

void rank_state::count_steps(uint64_t count, uint64_t ns) {
  uint64_t mean = ns / count;
  for (uint64_t i = 0; i < std::min<uint64_t>(count, step_times.size()); ++i)
    step_times[(steps + i) % step_times.size()] = mean;
  min_ns = steps ? std::min(min_ns, mean) : mean;
  total_ns += ns;
  steps += count;
}

/// Moves the launches of the graph so far into the counts by command.
void rank_state::count_launches() {
  for (size_t op = 0; op < op_runs.size(); ++op) {
    op_runs[op] += graph_launches * graph_runs[op];
    graph_runs[op] = 0;
  }
  graph_launches = 0;
}

uint64_t rank_state::runs_of(uint32_t op) const {
  return op_runs[op] + graph_launches * graph_runs[op];
}

void rank_state::reset_stats() {
  std::fill(op_ns.begin(), op_ns.end(), 0);
  std::fill(op_runs.begin(), op_runs.end(), 0);
  graph_launches = 0;
  steps = total_ns = min_ns = issue_ns = 0;
}
