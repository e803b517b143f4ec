//===- session.cpp - All ranks of this process, and their threads ---------===//
// Creation, the run with its watch, and an end that does not hang.

#include "session.h"

#include "registry.h"
#include "status.h"
#include "sync.h"

#include <algorithm>
#include <chrono>
#include <pthread.h>
#include <system_error>

using namespace tprt;
using std::chrono::milliseconds;

static constexpr uint64_t default_timeout_ms = 300'000;
static constexpr uint64_t max_timeout_ms = uint64_t(1) << 40; // 35 years
static constexpr uint32_t max_local_ranks = 4096;

//===-- Creation ----------------------------------------------------------===//

static uint32_t default_workers(uint32_t ranks) {
  return std::max(1u, std::thread::hardware_concurrency() / ranks);
}

/// Where transports and ranks look their collectives up.
void session_state::describe_group() {
  for (const communicator &c : program().communicators)
    communicators.push_back({c.num_groups, c.group_size, c.ranks.data()});
  for (const start &start : program().starts)
    collectives.push_back(start.desc);
}

tprt_status_t session_state::create_group() {
  describe_group();
  tprt_group_params_t params{};
  params.num_ranks = program().num_ranks;
  params.local = shared.local;
  params.num_communicators = static_cast<uint32_t>(communicators.size());
  params.communicators = communicators.data();
  params.num_collectives = static_cast<uint32_t>(collectives.size());
  params.collectives = collectives.data();
  params.timeout_ms = shared.timeout_ms;
  params.backend = shared.backend;
  return shared.transport->group_create(&params, &shared.group);
}

/// A launch against what its kernel says of itself.
static tprt_status_t check_launch(const launch &launch, const kernel &kernel,
                                  const tprt_kernel_info_t &info) {
  if (info.tiles != static_cast<uint64_t>(kernel.tiles) ||
      info.num_operands != launch.operands.size() ||
      info.num_reads != launch.num_reads ||
      info.num_coordinates != launch.coordinates.size())
    return TPRT_BAD(
        "kernel \"%s\" has %llu tiles, %u operands, %u of them read, "
        "and %u coordinates; the file says %lld, %zu, %u and %zu",
        kernel.symbol, static_cast<unsigned long long>(info.tiles),
        info.num_operands, info.num_reads, info.num_coordinates,
        static_cast<long long>(kernel.tiles), launch.operands.size(),
        launch.num_reads, launch.coordinates.size());
  if (info.threads != kernel.threads ||
      info.shared_bytes != kernel.shared_bytes)
    return TPRT_BAD("kernel \"%s\" has %u threads and %u bytes of shared "
                    "memory; the file says %u and %u",
                    kernel.symbol, info.threads, info.shared_bytes,
                    kernel.threads, kernel.shared_bytes);
  for (uint32_t i = 0; i < info.num_operands; ++i)
    if (launch.operands[i].size < info.operand_bytes[i])
      return TPRT_BAD("operand %u of kernel \"%s\" has %llu bytes, the file "
                      "gives %llu",
                      i, kernel.symbol,
                      static_cast<unsigned long long>(info.operand_bytes[i]),
                      static_cast<unsigned long long>(launch.operands[i].size));
  for (uint32_t i = 0; i < info.num_coordinates; ++i)
    if (launch.coordinates[i].size > info.coordinate_sizes[i])
      return TPRT_BAD("coordinate %u of kernel \"%s\" is below %llu, the file "
                      "gives %u",
                      i, kernel.symbol,
                      static_cast<unsigned long long>(info.coordinate_sizes[i]),
                      launch.coordinates[i].size);
  return nullptr;
}

tprt_status_t session_state::check_kernels() const {
  for (uint32_t op = 0; op < program().commands.size(); ++op) {
    const command &command = program().commands[op];
    if (command.action != action::launch)
      continue;
    const launch &launch = program().launches[command.index];
    const tprt_kernel_info_t *info =
        shared.backend->kernel_info(shared.module, launch.kernel);
    if (info)
      TPRT_RETURN_IF_ERROR(with_prefix(
          describe_op(program(), op) + ": ",
          check_launch(launch, program().kernels[launch.kernel], *info)));
  }
  return nullptr;
}

tprt_status_t
session_state::choose_tables(const tprt_session_options_t &options) {
  TPRT_RETURN_IF_ERROR(tprt_find_backend(
      options.backend ? options.backend : program().backend, &shared.backend));
  TPRT_RETURN_IF_ERROR(tprt_find_transport(
      options.transport ? options.transport : "inproc", &shared.transport));
  shared.timeout_ms =
      std::min(options.timeout_ms ? options.timeout_ms : default_timeout_ms,
               max_timeout_ms);
  shared.graphs = options.graphs == 0;
  shared.trace = options.trace != 0;
  return nullptr;
}

tprt_status_t session_state::choose_ranks() {
  uint32_t total = program().num_ranks;
  tprt_local_ranks_t &local = shared.local;
  TPRT_RETURN_IF_ERROR(shared.transport->local_ranks(total, &local));
  if (local.count == 0 || local.first >= total ||
      local.count > total - local.first)
    return TPRT_MISUSE("transport \"%s\" gives this process ranks [%u, +%u) of "
                       "%u",
                       shared.transport->name, local.first, local.count, total);
  if (local.count > max_local_ranks)
    return tprt_status_create(
        TPRT_UNSUPPORTED, "%u ranks in one process, at most %u are possible",
        local.count, max_local_ranks);
  return nullptr;
}

tprt_status_t session_state::load_kernels() {
  const tprt::program &p = program();
  std::vector<const char *> symbols;
  for (const kernel &kernel : p.kernels)
    symbols.push_back(kernel.symbol);
  return shared.backend->module_load(
      static_cast<uint32_t>(p.code.size()), p.code.data(),
      static_cast<uint32_t>(symbols.size()), symbols.data(), &shared.module);
}

tprt_status_t session_state::create_ranks() {
  for (uint32_t i = 0; i < shared.local.count; ++i) {
    ranks.push_back(
        std::make_unique<rank_state>(shared, shared.local.first + i));
    rank_state &rank = *ranks.back();
    TPRT_RETURN_IF_ERROR(blame_rank(rank.open(), rank.rank()));
    if (i == 0)
      TPRT_RETURN_IF_ERROR(check_kernels());
    TPRT_RETURN_IF_ERROR(blame_rank(rank.create(), rank.rank()));
  }
  seen_positions.resize(ranks.size());
  seen_since.resize(ranks.size());
  return nullptr;
}

tprt_status_t
session_state::create(std::shared_ptr<const loaded_program> loaded,
                      const tprt_session_options_t &options) {
  shared.loaded = std::move(loaded);
  TPRT_RETURN_IF_ERROR(choose_tables(options));
  TPRT_RETURN_IF_ERROR(shared.backend->check_target(&program().target));
  TPRT_RETURN_IF_ERROR(choose_ranks());
  shared.workers_per_rank = options.workers_per_rank
                                ? options.workers_per_rank
                                : default_workers(shared.local.count);
  TPRT_RETURN_IF_ERROR(load_kernels());
  TPRT_RETURN_IF_ERROR(create_ranks());
  return create_group();
}

// How long a device may still take when nobody waits for its results any more.
static constexpr uint64_t settle_ms = 2000;

session_state::~session_state() {
  // Graphs may hold the group's communicators, and copies outside of runs may
  // be under way.
  for (std::unique_ptr<rank_state> &rank : ranks) {
    rank->settle(settle_ms);
    rank->drop_graph();
  }
  if (shared.group)
    shared.transport->group_destroy(shared.group);
  ranks.clear();
  if (shared.module)
    shared.backend->module_free(shared.module);
}

//===-- A rank's thread ---------------------------------------------------===//

/// A failure of a rank that is in one command, or waits for its device.
tprt_status_t session_state::explain(tprt_status_t status,
                                     uint32_t rank) const {
  const rank_state &own = *ranks[rank - first_rank()];
  uint32_t op = own.progress.op();
  int32_t missing = tprt_status_rank(status);
  auto other = static_cast<uint32_t>(missing);
  // Another process has said what failed there, and where.
  if (tprt_status_code(status) == TPRT_RANK_FAILED && missing >= 0 &&
      !is_local(other))
    return status;
  if (tprt_status_code(status) != TPRT_TIMEOUT || missing < 0 ||
      other >= program().num_ranks)
    return blame(program(), status, rank, op);
  if (!is_local(other))
    return blame_remote(program(), status, op, other);
  return blame_missing(program(), status, op, other,
                       ranks[other - first_rank()]->progress.op());
}

/// Records the first failure and ends the waits of all others.
void session_state::fail(tprt_status_t status) {
  failure.record(status, [this](tprt_status_t why) {
    shared.transport->abort(shared.group, why);
  });
}

tprt_status_t session_state::run_rank(uint32_t index, uint64_t count,
                                      bool first) {
  rank_state &rank = *ranks[index];
  if (first)
    TPRT_RETURN_IF_ERROR(rank.join());
  return rank.run(count, failure);
}

void session_state::thread_main(uint32_t index) {
  uint32_t number = ranks[index]->rank();
  pthread_setname_np(pthread_self(),
                     ("tprt-" + std::to_string(number)).c_str());
  uint64_t done = 0;
  std::unique_lock<std::mutex> lock(mutex);
  for (;;) {
    changed.wait(lock, [&] { return stopping || generation != done; });
    if (stopping)
      break;
    uint64_t count = steps;
    bool first = done == 0;
    done = generation;
    lock.unlock();
    if (tprt_status_t status =
            guarded([&] { return run_rank(index, count, first); }))
      fail(guarded([&] { return explain(status, number); }));
    ranks[index]->progress.leave();
    // Nobody may use or free the memory while the device does. A device that
    // never ends keeps this thread, which is then left behind.
    if (failure.any())
      ranks[index]->settle(UINT64_MAX);
    lock.lock();
    --busy;
    changed.notify_all();
  }
  --alive;
  changed.notify_all();
}

tprt_status_t
session_state::add_thread(std::vector<std::thread> &threads,
                          const std::shared_ptr<session_state> &self,
                          uint32_t index) {
  try {
    threads.emplace_back([self, index] { self->thread_main(index); });
  } catch (const std::system_error &error) {
    return tprt_status_create(TPRT_OUT_OF_MEMORY,
                              "cannot start the thread of rank %u: %s",
                              self->ranks[index]->rank(), error.what());
  }
  std::lock_guard<std::mutex> lock(mutex);
  ++alive;
  return nullptr;
}

//===-- The caller's side -------------------------------------------------===//

/// Fails the run when a rank has been in one command for too long. Waits are
/// left to the transport, which has the same deadline.
void session_state::watch(std::vector<uint64_t> &positions,
                          std::vector<uint64_t> &since) {
  uint64_t now = now_ns();
  for (uint32_t i = 0; i < ranks.size(); ++i) {
    const rank_progress &progress = ranks[i]->progress;
    uint64_t position = progress.position.load(std::memory_order_relaxed);
    if (position != positions[i] ||
        progress.waiting.load(std::memory_order_relaxed)) {
      positions[i] = position;
      since[i] = now;
    } else if (now - since[i] > shared.timeout_ms * 1'000'000) {
      fail(blame_stuck(program(), ranks[i]->rank(), progress.op(),
                       shared.timeout_ms));
    }
  }
}

tprt_status_t session_state::check_bound() {
  for (std::unique_ptr<rank_state> &rank : ranks)
    for (uint32_t i = 0; i < program().arguments.size(); ++i) {
      const value &argument = program().arguments[i];
      if (argument.local_bytes && !rank->argument(i).bound)
        return TPRT_MISUSE("argument %u%s%s%s has no value on rank %u", i,
                           argument.name ? " (\"" : "",
                           argument.name ? argument.name : "",
                           argument.name ? "\")" : "", rank->rank());
    }
  return nullptr;
}

tprt_status_t session_state::run(uint64_t count) {
  if (failure.any())
    return TPRT_MISUSE("the session has failed before");
  TPRT_RETURN_IF_ERROR(check_bound());
  auto period =
      milliseconds(std::clamp<uint64_t>(shared.timeout_ms / 4, 1, 250));
  // Ranks that another one's failure has ended need no more than this.
  auto grace = milliseconds(std::min<uint64_t>(shared.timeout_ms, 2000));
  std::unique_lock<std::mutex> lock(mutex);
  std::fill(seen_since.begin(), seen_since.end(), now_ns());
  steps = count;
  busy = num_local();
  ++generation;
  changed.notify_all();
  auto all_done = [&] { return busy == 0; };
  while (!failure.any() && !changed.wait_for(lock, period, all_done))
    watch(seen_positions, seen_since);
  if (!failure.any())
    return nullptr;
  changed.wait_for(lock, grace, all_done);
  return failure.take();
}

bool session_state::stop() {
  std::unique_lock<std::mutex> lock(mutex);
  stopping = true;
  changed.notify_all();
  return changed.wait_for(lock, milliseconds(shared.timeout_ms),
                          [&] { return alive == 0; });
}

//===-- The C interface ---------------------------------------------------===//

static void finish(tprt_session_t *session) {
  bool ended = session->state->stop();
  for (std::thread &thread : session->threads) {
    if (ended)
      thread.join();
    else
      thread.detach();
  }
  delete session;
}

static tprt_status_t create_session(tprt_executable_t *executable,
                                    const tprt_session_options_t &options,
                                    tprt_session_t **out) {
  auto state = std::make_shared<session_state>();
  TPRT_RETURN_IF_ERROR(state->create(executable->loaded, options));
  auto session = std::make_unique<tprt_session>();
  session->state = state;
  session->threads.reserve(state->num_local());
  tprt_status_t status = nullptr;
  for (uint32_t i = 0; i < state->num_local() && !status; ++i)
    status = state->add_thread(session->threads, state, i);
  if (status) {
    finish(session.release());
    return status;
  }
  *out = session.release();
  return nullptr;
}

tprt_status_t tprt_session_create(tprt_executable_t *executable,
                                  const tprt_session_options_t *options,
                                  tprt_session_t **session) {
  if (!executable || !session)
    return TPRT_MISUSE("tprt_session_create needs an executable and an output");
  tprt_session_options_t defaults{};
  return guarded([&] {
    return create_session(executable, options ? *options : defaults, session);
  });
}

void tprt_session_destroy(tprt_session_t *session) {
  if (session)
    finish(session);
}

tprt_status_t tprt_session_run(tprt_session_t *session, uint64_t steps) {
  return guarded([&] { return session->state->run(steps); });
}
