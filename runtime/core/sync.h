//===- sync.h - A counter that threads wait for ---------------------------===//
// A futex with a deadline, so that waiting takes no processor from the ranks
// that share it, never allocates, and always ends.
#ifndef TPRT_CORE_SYNC_H
#define TPRT_CORE_SYNC_H

#include <atomic>
#include <cstdint>

namespace tprt {

/// Nanoseconds of the monotonic clock.
uint64_t now_ns();

/// No deadline.
constexpr uint64_t never = UINT64_MAX;

enum class wait_result { reached, timed_out, stopped };

/// A counter that only grows, modulo 2^32; waiters name the value they need.
class gate {
public:
  /// Sets the counter and wakes those who wait. What was written before is
  /// visible to whoever sees the new value.
  void open(uint32_t value);

  /// The counter, with acquire.
  uint32_t value() const { return counter.load(std::memory_order_acquire); }

  bool reached(uint32_t target) const {
    return static_cast<int32_t>(value() - target) >= 0;
  }

  /// Wakes all waiters, so that they look at `stop` again.
  void poke();

  /// Waits until the counter is at `target` or beyond. Looks `spins` times
  /// before it sleeps. `stop` may be null.
  wait_result wait(uint32_t target, uint64_t deadline_ns,
                   const std::atomic<bool> *stop, unsigned spins);

private:
  std::atomic<uint32_t> counter{0};
  std::atomic<uint32_t> waiters{0};
};

/// How often to look before sleeping when `threads` run at the same time:
/// often while each has a processor, not at all when they share.
unsigned spins_for(unsigned threads);

} // namespace tprt

#endif // TPRT_CORE_SYNC_H
