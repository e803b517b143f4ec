//===- endpoint.cpp - One rank's communicators ----------------------------===//
// A call that is in progress is asked about again and again, with the lock
// given back in between, until it is done, too late, or given up.

#include "endpoint.h"

#include "core/sync.h"

#include <algorithm>
#include <chrono>

using namespace tprt;
using namespace tprt::nccl;

// A collective is usually issued within a few looks; connections take longer.
static constexpr unsigned eager_looks = 200;
static constexpr auto pause = std::chrono::microseconds(100);
// A device that is well issues a collective within this, once there are
// connections.
static constexpr uint64_t short_wait_ns = 100'000'000;
// How long a rank that is done waits for the others to leave with it. They may
// have other things to do first; it gives up its part then.
static constexpr uint64_t longest_farewell_ms = 10'000;
// How long a rank that has lost another waits for the reason.
static constexpr uint64_t patience_ns = 1'000'000'000;

static ncclConfig_t non_blocking() {
  ncclConfig_t config = NCCL_CONFIG_INITIALIZER;
  config.blocking = 0;
  return config;
}

//===-- Waiting -----------------------------------------------------------===//

/// What another process says has failed; when the network has broken it is
/// given a while to say so.
tprt_status_t endpoint::cause_elsewhere(ncclResult_t result) {
  bool broken = result == ncclRemoteError || result == ncclSystemError;
  uint64_t deadline = now_ns() + patience_ns;
  for (;;) {
    TPRT_RETURN_IF_ERROR(terms.others());
    if (!broken || !terms.has_others || gone() || now_ns() > deadline)
      return nullptr;
    std::this_thread::sleep_for(pause);
  }
}

/// A failure, in the words of who knows most of it: one that followed from an
/// abort or from another process's failure is told as that, and of a failure of
/// the device the device knows more than NCCL.
tprt_status_t endpoint::check(ncclResult_t result, const char *call,
                              uint32_t communicator) {
  if (result == ncclSuccess || result == ncclInProgress)
    return nullptr;
  if (gone())
    return ended_by_abort();
  TPRT_RETURN_IF_ERROR(cause_elsewhere(result));
  int done = 0;
  if (result == ncclUnhandledCudaError)
    TPRT_RETURN_IF_ERROR(terms.backend->poll(device, &done));
  std::lock_guard<std::mutex> lock(calling);
  if (gone())
    return ended_by_abort();
  return translate(terms.nccl, result, call, handles[communicator]);
}

/// What else may be wrong when a communicator is in progress for long: another
/// process, or the device, of which NCCL says nothing.
tprt_status_t endpoint::look_around(uint64_t waited_ns) {
  TPRT_RETURN_IF_ERROR(terms.others());
  int done = 0;
  return waited_ns > short_wait_ns ? terms.backend->poll(device, &done)
                                   : nullptr;
}

/// Waits until a communicator has nothing in progress any more.
tprt_status_t endpoint::settle(uint32_t communicator, const char *call,
                               uint64_t patience_ms) {
  uint64_t begin = now_ns();
  for (unsigned looks = 0;; ++looks) {
    ncclResult_t state = ncclSuccess, result = ncclSuccess;
    {
      std::lock_guard<std::mutex> lock(calling);
      if (gone())
        return ended_by_abort();
      result = terms.nccl.ncclCommGetAsyncError(handles[communicator], &state);
    }
    TPRT_RETURN_IF_ERROR(check(result ? result : state, call, communicator));
    if (state == ncclSuccess)
      return nullptr;
    if (looks < eager_looks)
      continue;
    uint64_t waited = now_ns() - begin;
    TPRT_RETURN_IF_ERROR(look_around(waited));
    if (waited > patience_ms * 1'000'000)
      return no_answer(patience_ms, -1);
    std::this_thread::sleep_for(pause);
  }
}

//===-- Connecting --------------------------------------------------------===//

tprt_status_t endpoint::connect_world(const ncclUniqueId &id) {
  ncclConfig_t config = non_blocking();
  return issue(0, "ncclCommInitRankConfig", [&](ncclComm_t) {
    ncclResult_t result = terms.nccl.ncclCommInitRankConfig(
        &handles[0], static_cast<int>(terms.num_ranks), id,
        static_cast<int>(rank), &config);
    return result == ncclSuccess ? ncclInProgress : result;
  });
}

tprt_status_t endpoint::split(const tprt_communicator_t &communicator,
                              uint32_t number) {
  ncclConfig_t config = non_blocking();
  seat seat = seat_of(communicator, rank);
  // It is the parent that is in progress until the child is there.
  TPRT_RETURN_IF_ERROR(issue(0, "ncclCommSplit", [&](ncclComm_t world) {
    ncclResult_t result = terms.nccl.ncclCommSplit(
        world, static_cast<int>(seat.group), static_cast<int>(seat.position),
        &handles[number], &config);
    return result == ncclSuccess ? ncclInProgress : result;
  }));
  return settle(number, "ncclCommSplit", terms.timeout_ms);
}

tprt_status_t endpoint::connect(tprt_device_t *own, const ncclUniqueId &id,
                                const communicator_plan &plan,
                                const tprt_communicator_t *communicators) {
  device = own;
  if (plan.empty())
    return nullptr;
  {
    std::lock_guard<std::mutex> lock(calling);
    handles.resize(plan.splits.size() + 1);
  }
  TPRT_RETURN_IF_ERROR(connect_world(id));
  for (uint32_t i = 0; i < plan.splits.size(); ++i)
    TPRT_RETURN_IF_ERROR(split(communicators[plan.splits[i]], i + 1));
  std::lock_guard<std::mutex> lock(calling);
  connected = true;
  return nullptr;
}

tprt_status_t endpoint::poll() {
  TPRT_RETURN_IF_ERROR(terms.others());
  ncclResult_t result = ncclSuccess;
  uint32_t number = 0;
  {
    std::lock_guard<std::mutex> lock(calling);
    if (gone())
      return ended_by_abort();
    for (uint32_t i = 0; i < handles.size() && !result; ++i) {
      ncclResult_t state = ncclSuccess;
      result = terms.nccl.ncclCommGetAsyncError(handles[i], &state);
      if (!result && state != ncclInProgress)
        result = state;
      number = i;
    }
  }
  return check(result, "collectives", number);
}

//===-- The end -----------------------------------------------------------===//

/// Runs `body` on a thread of its own, or here when there is none to be had.
template <typename Body>
static void run_aside(std::vector<std::thread> &threads, Body body) {
  try {
    threads.emplace_back(body);
  } catch (...) {
    body();
  }
}

/// One communicator holds up the abort of another when a graph has recorded
/// both, so that each has a thread of its own. While they are being created
/// the world goes first: it ends the split that is under way, which may leave a
/// child.
void endpoint::abort(std::vector<std::thread> &threads) {
  std::lock_guard<std::mutex> lock(calling); // nobody calls after this
  auto abort_one = [this](size_t number) {
    if (handles[number])
      terms.nccl.ncclCommAbort(handles[number]);
    handles[number] = nullptr;
  };
  if (!connected) {
    run_aside(threads, [this, abort_one] {
      for (size_t number = 0; number < handles.size(); ++number)
        abort_one(number);
    });
    return;
  }
  for (size_t number = 0; number < handles.size(); ++number)
    run_aside(threads, [abort_one, number] { abort_one(number); });
}

void endpoint::begin_leaving() {
  for (size_t i = handles.size(); connected && i-- > 0;)
    if (handles[i])
      terms.nccl.ncclCommFinalize(handles[i]);
}

/// Children before the world that they were split off.
void endpoint::leave() {
  for (size_t i = handles.size(); i-- > 0;) {
    if (!handles[i])
      continue;
    tprt_status_t status =
        connected ? settle(static_cast<uint32_t>(i), "ncclCommFinalize",
                           std::min(terms.timeout_ms, longest_farewell_ms))
                  : ended_by_abort();
    if (status)
      terms.nccl.ncclCommAbort(handles[i]);
    else
      terms.nccl.ncclCommDestroy(handles[i]);
    tprt_status_free(status);
    handles[i] = nullptr;
  }
}
