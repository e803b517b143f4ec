//===- progress.h - Where each rank is, and what failed first -------------===//
// Written by ranks as they go, read by whoever has to say what went wrong.
#ifndef TPRT_CORE_PROGRESS_H
#define TPRT_CORE_PROGRESS_H

#include "program.h"
#include "tprt/tprt.h"

#include <atomic>
#include <functional>
#include <mutex>

namespace tprt {

/// The place of a rank that meets the others before its first step.
constexpr uint32_t meeting = UINT32_MAX;

/// One rank's position; on a cache line of its own, as it is written for every
/// command.
struct alignas(64) rank_progress {
  /// Command lists begun (upper half) and the command under way (lower half).
  std::atomic<uint64_t> position{0};
  /// Whether the command is a wait for other ranks, which has its own deadline.
  std::atomic<bool> waiting{false};

  void enter(uint64_t list, uint32_t op, bool waits) {
    waiting.store(waits, std::memory_order_relaxed);
    position.store(list << 32 | op, std::memory_order_relaxed);
  }
  /// Between runs nobody can be late.
  void leave() { waiting.store(true, std::memory_order_relaxed); }
  uint32_t op() const {
    return static_cast<uint32_t>(position.load(std::memory_order_relaxed));
  }
};

/// "op 17 (all_reduce \"attention\") at file.py:3:1".
std::string describe_op(const program &program, uint32_t op);

/// Keeps the first failure of a run; later ones, which it causes, are freed.
class first_failure {
public:
  ~first_failure();

  /// Takes `status`. When it is the first, `react` sees it before anybody is
  /// told that there is one.
  void record(tprt_status_t status,
              const std::function<void(tprt_status_t)> &react);

  bool any() const { return failed.load(std::memory_order_acquire); }

  /// Hands the status to the caller, once.
  tprt_status_t take();

private:
  std::atomic<bool> failed{false};
  std::mutex mutex;
  tprt_status_t status = nullptr;
};

/// Completes the status of a failed command with rank, op and location. At the
/// end of a step it was found when the device was asked for: any op so far may
/// be the one.
tprt_status_t blame(const program &program, tprt_status_t status, uint32_t rank,
                    uint32_t op);

/// Completes the status of what a rank does outside of commands; NULL stays.
tprt_status_t blame_rank(tprt_status_t status, uint32_t rank);

/// The status of a wait in `op` that ended because rank `missing` did not
/// arrive, which was last seen in `reached`.
tprt_status_t blame_missing(const program &program, tprt_status_t status,
                            uint32_t op, uint32_t missing, uint32_t reached);

/// The same when the rank is in another process.
tprt_status_t blame_remote(const program &program, tprt_status_t status,
                           uint32_t op, uint32_t missing);

/// The status of a rank that stays in one command, or whose device does not end
/// when `op` is the end of the step.
tprt_status_t blame_stuck(const program &program, uint32_t rank, uint32_t op,
                          uint64_t timeout_ms);

} // namespace tprt

#endif // TPRT_CORE_PROGRESS_H
