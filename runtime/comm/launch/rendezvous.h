//===- rendezvous.h - Processes of one program find each other ------------===//
// Rank 0 waits at an address, the others come to it; all leave with the same
// bytes or the same error. The connections stay open, so that the first failure
// of any process is told to all.
//
// No thread of its own: connections are looked at in `poll`.
#ifndef TPRT_COMM_LAUNCH_RENDEZVOUS_H
#define TPRT_COMM_LAUNCH_RENDEZVOUS_H

#include "launcher.h"
#include "socket.h"

#include <atomic>
#include <mutex>

namespace tprt {

class rendezvous {
public:
  /// `aborted` ends all waits.
  rendezvous(const place &self, uint64_t timeout_ms,
             const std::atomic<bool> &aborted)
      : self(self), timeout_ms(timeout_ms), aborted(aborted) {}
  ~rendezvous();
  rendezvous(const rendezvous &) = delete;
  rendezvous &operator=(const rendezvous &) = delete;

  /// Meets the other processes. `bytes` are rank 0's, and everybody's
  /// afterwards. Errors, the same for all: TPRT_TIMEOUT with the rank that has
  /// not come, TPRT_USAGE when the processes were not started together,
  /// TPRT_BAD_INPUT when they run different schedules.
  tprt_status_t meet(uint64_t schedule_hash, std::string &bytes);

  /// Fails when another process has reported a failure or has ended.
  tprt_status_t poll();

  /// Tells the others that this process has failed.
  void report(const char *message);

private:
  /// A process at the other end of a connection, as rank 0 sees it.
  struct guest {
    connection link;
    uint32_t rank = 0;
    bool known = false; // has said who it is
    bool gone = false;  // has said goodbye
  };
  /// The first failure that this process has heard of.
  struct failure {
    tprt_code_t code = TPRT_OK;
    int32_t rank = -1;
    std::string message;
  };

  tprt_status_t host(uint64_t hash, const std::string &bytes);
  tprt_status_t visit(uint64_t hash, std::string &bytes);
  tprt_status_t await_welcome(uint64_t deadline, std::string &bytes);
  tprt_status_t admit(guest &guest, const frame &frame, uint64_t hash);
  tprt_status_t admit_arrivals(std::vector<descriptor> &listeners,
                               uint64_t hash);
  tprt_status_t admit_all(std::vector<descriptor> &listeners, uint64_t hash);
  template <typename Predicate> void forget_guests(Predicate predicate);
  uint32_t num_known() const;
  int64_t first_missing() const;
  tprt_status_t refuse(tprt_status_t status);
  bool knows(uint32_t rank) const;
  void listen_to(guest &guest);
  void note(failure next);
  tprt_status_t status_of(const failure &failure) const;

  place self;
  uint64_t timeout_ms;
  const std::atomic<bool> &aborted;
  std::mutex mutex;
  std::vector<guest> guests; // of rank 0: all others; else rank 0
  failure first;
};

} // namespace tprt

#endif // TPRT_COMM_LAUNCH_RENDEZVOUS_H
