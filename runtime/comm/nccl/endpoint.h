//===- endpoint.h - One rank's communicators ------------------------------===//
// NCCL forbids that two threads call it for one communicator at a time. Here is
// the lock that keeps the rank's thread and one that aborts apart, and the
// waiting that non-blocking communicators need, which always ends.
#ifndef TPRT_COMM_NCCL_ENDPOINT_H
#define TPRT_COMM_NCCL_ENDPOINT_H

#include "comm/launch/endings.h"
#include "communicator_plan.h"
#include "library.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace tprt::nccl {

/// What the endpoints of a session share.
struct session_terms {
  library nccl;
  const tprt_backend_t *backend;
  uint32_t num_ranks;
  uint64_t timeout_ms;
  std::atomic<bool> aborted{false};
  /// Fails when another process has; asked while waiting.
  std::function<tprt_status_t()> others;
  bool has_others = false;
};

class endpoint {
public:
  endpoint(session_terms &terms, uint32_t rank) : terms(terms), rank(rank) {}
  endpoint(const endpoint &) = delete;
  endpoint &operator=(const endpoint &) = delete;

  /// Creates the communicators of a plan, together with all other ranks.
  tprt_status_t connect(tprt_device_t *device, const ncclUniqueId &id,
                        const communicator_plan &plan,
                        const tprt_communicator_t *communicators);

  /// Makes calls on a communicator, alone with NCCL, and returns when all they
  /// ask for is on its stream. `call` is what `calls` does, for messages.
  template <typename Calls>
  tprt_status_t issue(uint32_t communicator, const char *call, Calls calls);

  /// Fails when a communicator has.
  tprt_status_t poll();

  /// Ends what is under way on the device, and this endpoint. Returns at once;
  /// the threads take as long as NCCL does.
  void abort(std::vector<std::thread> &threads);

  /// Gives the communicators back when nothing is under way, together with all
  /// other ranks, in two steps that this process's ranks take in turn.
  void begin_leaving();
  void leave();

private:
  tprt_status_t connect_world(const ncclUniqueId &id);
  tprt_status_t split(const tprt_communicator_t &communicator, uint32_t number);
  tprt_status_t look_around(uint64_t waited_ns);
  tprt_status_t settle(uint32_t communicator, const char *call,
                       uint64_t patience_ms);
  tprt_status_t cause_elsewhere(ncclResult_t result);
  tprt_status_t check(ncclResult_t result, const char *call,
                      uint32_t communicator);
  bool gone() const { return terms.aborted.load(std::memory_order_acquire); }

  session_terms &terms;
  uint32_t rank;
  tprt_device_t *device = nullptr;
  std::mutex calling;              // held while NCCL is called
  std::vector<ncclComm_t> handles; // by number; null until created
  bool connected = false;
};

template <typename Calls>
tprt_status_t endpoint::issue(uint32_t communicator, const char *call,
                              Calls calls) {
  ncclResult_t result = ncclSuccess;
  {
    std::lock_guard<std::mutex> lock(calling);
    if (gone())
      return ended_by_abort();
    result = calls(handles[communicator]);
  }
  TPRT_RETURN_IF_ERROR(check(result, call, communicator));
  return result == ncclInProgress ? settle(communicator, call, terms.timeout_ms)
                                  : nullptr;
}

} // namespace tprt::nccl

#endif // TPRT_COMM_NCCL_ENDPOINT_H
