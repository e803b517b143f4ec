//===- rank.cpp - One rank's memory and its resolved commands -------------===//
// The executor's inner loop is step(); the rest prepares it.

#include "rank.h"

#include "status.h"
#include "sync.h"

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
    return with_prefix("rank " + std::to_string(number) + ", " + what + " of " +
                           counted(size, "byte") + ": ",
                       status);
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

tprt_status_t rank_state::create() {
  tprt_device_params_t params{number, shared.program().num_ranks,
                              shared.workers_per_rank, number};
  TPRT_RETURN_IF_ERROR(shared.backend->device_create(&params, &opened));
  TPRT_RETURN_IF_ERROR(shared.backend->module_attach(opened, shared.module));
  TPRT_RETURN_IF_ERROR(allocate_all());
  TPRT_RETURN_IF_ERROR(plan_gemms());
  size_arrays();
  resolve();
  return nullptr;
}

rank_state::~rank_state() {
  if (!opened)
    return;
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

void rank_state::borrow(uint32_t argument, const void *data) {
  storage &storage = arguments[argument];
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
  step_times.resize(kept_steps);
}

rank_state::resolved rank_state::resolve(const command &command,
                                         size_t &operand, size_t &coordinate) {
  const program &program = shared.program();
  resolved out{};
  out.action = command.action;
  out.index = command.index;
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
  case action::record:
  case action::wait:
    break;
  }
  return out;
}

void rank_state::resolve() {
  size_t operand = 0, coordinate = 0;
  const program &program = shared.program();
  for (size_t i = 0; i < commands.size(); ++i)
    commands[i] = resolve(program.commands[i], operand, coordinate);
}

//===-- Running -----------------------------------------------------------===//

tprt_status_t rank_state::join() {
  progress.enter(0, 0, true);
  return shared.transport->join(shared.group, number, opened,
                                shared.program().schedule_hash);
}

/// Waits for the first `starts` collectives of the step.
tprt_status_t rank_state::complete(uint32_t starts) {
  for (; completed < starts; ++completed)
    TPRT_RETURN_IF_ERROR(
        shared.transport->wait(shared.group, number, completed));
  return nullptr;
}

tprt_status_t rank_state::execute(const resolved &command) {
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
    return shared.transport->start(shared.group, number, command.index,
                                   command.a, command.c);
  case action::record:
    return nullptr;
  case action::wait: {
    const tprt::command &token = shared.program().commands[command.index];
    return token.action == action::start ? complete(token.index + 1) : nullptr;
  }
  }
  return nullptr;
}

tprt_status_t rank_state::step(const first_failure &failure) {
  uint64_t begin = now_ns(), before = begin;
  uint32_t op = 0;
  completed = 0;
  for (; op < commands.size(); ++op) {
    const resolved &command = commands[op];
    progress.enter(steps, op, command.action == action::wait);
    TPRT_RETURN_IF_ERROR(execute(command));
    uint64_t after = now_ns();
    op_ns[op] += after - before;
    before = after;
    if (failure.any())
      return nullptr;
  }
  progress.enter(steps, op, false);
  count_step(now_ns() - begin);
  return nullptr;
}

void rank_state::count_step(uint64_t ns) {
  step_times[steps % step_times.size()] = ns;
  min_ns = steps ? std::min(min_ns, ns) : ns;
  total_ns += ns;
  ++steps;
}

void rank_state::reset_stats() {
  std::fill(op_ns.begin(), op_ns.end(), 0);
  steps = total_ns = min_ns = 0;
}
