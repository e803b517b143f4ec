//===- rank.cpp - One rank's memory and its resolved commands -------------===//
// Preparation; what happens in a step is steps.cpp's.

#include "rank.h"

#include "order.h"
#include "status.h"

#include <algorithm>

using namespace tprt;

// How many step times are kept for the median.
static constexpr size_t kept_steps = 4096;

//===-- Memory ------------------------------------------------------------===//

tprt_status_t rank_state::allocate(const char *what, uint64_t size,
                                   storage &out) {
  // An empty value still has an address.
  uint64_t bytes = std::max<uint64_t>(size, TPRT_ALIGNMENT);
  if (tprt_status_t status = shared.backend->alloc(opened, bytes, &out.data))
    return with_prefix(
        std::string(what) + " of " + counted(size, "byte") + ": ", status);
  out.size = bytes;
  out.owned = true;
  return nullptr;
}

void rank_state::release(storage &storage) {
  if (storage.owned && storage.data)
    shared.backend->free(opened, storage.data, storage.size);
  storage.owned = false;
  storage.data = nullptr;
}

tprt_status_t rank_state::allocate_all() {
  const program &program = shared.program();
  arguments.resize(program.arguments.size());
  results.resize(program.results.size());
  for (size_t i = 0; i < arguments.size(); ++i)
    TPRT_RETURN_IF_ERROR(allocate(("argument " + std::to_string(i)).c_str(),
                                  program.arguments[i].local_bytes,
                                  arguments[i]));
  for (size_t i = 0; i < results.size(); ++i) {
    if (int32_t donor = program.results[i].donation; donor >= 0) {
      results[i] = arguments[static_cast<size_t>(donor)];
      results[i].owned = false;
      continue;
    }
    TPRT_RETURN_IF_ERROR(allocate(("result " + std::to_string(i)).c_str(),
                                  program.results[i].local_bytes, results[i]));
  }
  TPRT_RETURN_IF_ERROR(allocate("arena", program.arena_size, arena));
  if (!program.constants.size)
    return nullptr;
  return shared.backend->constants_map(opened, program.constants.data,
                                       program.constants.size, &constants);
}

tprt_status_t rank_state::plan_gemms() {
  const program &program = shared.program();
  plans.resize(program.gemms.size());
  for (uint32_t op = 0; op < program.commands.size(); ++op) {
    const command &command = program.commands[op];
    if (command.action != action::gemm)
      continue;
    if (tprt_status_t status = shared.backend->gemm_plan(
            opened, &program.gemms[command.index].desc, &plans[command.index]))
      return blame(program, status, number, op);
  }
  return nullptr;
}

/// Events are the streams' alone: without them a token says nothing.
tprt_status_t rank_state::create_events() {
  if (shared.backend->host_memory)
    return nullptr;
  const tprt_backend_t &backend = *shared.backend;
  events.resize(shared.program().num_events);
  for (tprt_event_t *&event : events)
    TPRT_RETURN_IF_ERROR(backend.event_create(opened, /*timed=*/0, &event));
  if (shared.trace)
    timers.resize(shared.program().commands.size() + 1);
  for (tprt_event_t *&timer : timers)
    TPRT_RETURN_IF_ERROR(backend.event_create(opened, /*timed=*/1, &timer));
  return nullptr;
}

tprt_status_t rank_state::open() {
  const tprt_local_ranks_t &local = shared.local;
  uint32_t index = number - local.first;
  tprt_device_params_t params{
      number, shared.program().num_ranks, shared.workers_per_rank,
      local.device + (local.share_a_device ? 0 : index)};
  TPRT_RETURN_IF_ERROR(shared.backend->device_create(&params, &opened));
  return shared.backend->module_attach(opened, shared.module);
}

tprt_status_t rank_state::create() {
  TPRT_RETURN_IF_ERROR(allocate_all());
  TPRT_RETURN_IF_ERROR(plan_gemms());
  TPRT_RETURN_IF_ERROR(create_events());
  size_arrays();
  resolve();
  return nullptr;
}

rank_state::~rank_state() {
  if (!opened)
    return;
  drop_graph();
  for (std::vector<tprt_event_t *> *list : {&events, &timers})
    for (tprt_event_t *event : *list)
      if (event)
        shared.backend->event_destroy(opened, event);
  for (tprt_gemm_plan_t *plan : plans)
    if (plan)
      shared.backend->gemm_plan_free(opened, plan);
  if (constants)
    shared.backend->constants_unmap(opened, constants,
                                    shared.program().constants.size);
  for (storage &result : results)
    release(result);
  for (storage &argument : arguments)
    release(argument);
  release(arena);
  shared.backend->device_destroy(opened);
}

void rank_state::drop_graph() {
  if (graph)
    shared.backend->graph_free(opened, graph);
  graph = nullptr;
}

void rank_state::borrow(uint32_t argument, const void *data) {
  storage &storage = arguments[argument];
  drop_graph(); // it has the old address
  release(storage);
  // The verifier has seen that nothing writes to an argument but a donated one,
  // which is never borrowed.
  storage.data = const_cast<void *>(data);
  storage.bound = true;
  resolve();
}

//===-- Resolving ---------------------------------------------------------===//

void *rank_state::address(const ref &ref) const {
  void *base = nullptr;
  switch (ref.space) {
  case space::arena:
    base = arena.data;
    break;
  case space::argument:
    base = arguments[ref.index].data;
    break;
  case space::result:
    base = results[ref.index].data;
    break;
  case space::constant:
    base = constants;
    break;
  }
  // A program may have no constants and still name an empty range of them.
  return base ? static_cast<char *>(base) + ref.offset : nullptr;
}

void rank_state::size_arrays() {
  const program &program = shared.program();
  size_t num_operands = 0, num_coordinates = 0;
  for (const launch &launch : program.launches) {
    num_operands += launch.operands.size();
    num_coordinates += launch.coordinates.size();
  }
  operands.resize(num_operands);
  coordinates.resize(num_coordinates);
  commands.resize(program.commands.size());
  op_ns.resize(program.commands.size());
  op_runs.resize(program.commands.size());
  ran.resize(program.commands.size());
  graph_runs.resize(program.commands.size());
  step_times.resize(kept_steps);
  if (shared.trace)
    traced.create(program.commands.size());
}

rank_state::resolved rank_state::resolve(uint32_t op, size_t &operand,
                                         size_t &coordinate) {
  const program &program = shared.program();
  const command &command = program.commands[op];
  resolved out{};
  out.action = command.action;
  out.stream = stream_of(program, command);
  out.index = command.index;
  out.order = program.order[op];
  out.name = command.name;
  switch (command.action) {
  case action::gemm: {
    const gemm &gemm = program.gemms[command.index];
    out.plan = plans[command.index];
    out.a = address(gemm.a);
    out.b = address(gemm.b);
    out.c = address(gemm.c);
    out.bias = gemm.desc.has_bias ? address(gemm.bias) : nullptr;
    out.aux = gemm.desc.has_aux ? address(gemm.aux) : nullptr;
    break;
  }
  case action::launch: {
    const launch &launch = program.launches[command.index];
    out.launch.kernel = launch.kernel;
    out.launch.tiles = program.kernels[launch.kernel].tiles;
    out.launch.threads = program.kernels[launch.kernel].threads;
    out.launch.shared_bytes = program.kernels[launch.kernel].shared_bytes;
    out.launch.operands = operands.data() + operand;
    out.launch.coordinates = coordinates.data() + coordinate;
    out.launch.num_operands = static_cast<uint32_t>(launch.operands.size());
    out.launch.num_coordinates =
        static_cast<uint32_t>(launch.coordinates.size());
    for (const ref &ref : launch.operands) {
      operands[operand++] = address(ref);
      out.launch.bytes += ref.size;
    }
    for (const tprt::coordinate &axis : launch.coordinates)
      coordinates[coordinate++] = axis.of(number);
    break;
  }
  case action::copy:
    out.a = address(program.copies[command.index].from);
    out.c = address(program.copies[command.index].to);
    break;
  case action::start:
    out.a = address(program.starts[command.index].send);
    out.c = address(program.starts[command.index].recv);
    break;
  case action::loop:
    if (program.loops[command.index].has_predicate)
      out.a = address(program.loops[command.index].predicate);
    break;
  case action::branch:
    out.a = address(program.branches[command.index].index);
    break;
  case action::record:
  case action::wait:
    break;
  }
  return out;
}

void rank_state::resolve() {
  size_t operand = 0, coordinate = 0;
  for (uint32_t op = 0; op < commands.size(); ++op)
    commands[op] = resolve(op, operand, coordinate);
}
