//===- sync.cpp - A counter that threads wait for -------------------------===//
// std::atomic::wait has no deadline and condition variables cost two system
// calls more; hence the futex.

#include "sync.h"

#include <algorithm>
#include <climits>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace tprt;

// A sleeper looks at its stop flag this often even if nobody wakes it.
static constexpr uint64_t longest_sleep_ns = 100'000'000;

uint64_t tprt::now_ns() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000u +
         static_cast<uint64_t>(time.tv_nsec);
}

static void sleep_while(std::atomic<uint32_t> &word, uint32_t value,
                        uint64_t duration_ns) {
  timespec duration{static_cast<time_t>(duration_ns / 1'000'000'000u),
                    static_cast<long>(duration_ns % 1'000'000'000u)};
  syscall(SYS_futex, reinterpret_cast<uint32_t *>(&word), FUTEX_WAIT_PRIVATE,
          value, &duration, nullptr, 0);
}

void gate::poke() {
  syscall(SYS_futex, reinterpret_cast<uint32_t *>(&counter), FUTEX_WAKE_PRIVATE,
          INT_MAX, nullptr, nullptr, 0);
}

void gate::open(uint32_t value) {
  // Sequentially consistent with the waiter's increment of `waiters` and its
  // later look at the counter: one of the two sees the other.
  counter.store(value, std::memory_order_seq_cst);
  if (waiters.load(std::memory_order_seq_cst))
    poke();
}

static void pause_processor() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

wait_result gate::wait(uint32_t target, uint64_t deadline_ns,
                       const std::atomic<bool> *stop, unsigned spins) {
  for (unsigned i = 0; i < spins; ++i) {
    if (reached(target))
      return wait_result::reached;
    pause_processor();
  }
  wait_result result = wait_result::reached;
  waiters.fetch_add(1, std::memory_order_seq_cst);
  for (;;) {
    uint32_t seen = counter.load(std::memory_order_seq_cst);
    if (static_cast<int32_t>(seen - target) >= 0)
      break;
    if (stop && stop->load(std::memory_order_acquire)) {
      result = wait_result::stopped;
      break;
    }
    uint64_t left = longest_sleep_ns;
    if (deadline_ns != never) {
      uint64_t now = now_ns();
      if (now >= deadline_ns) {
        result = wait_result::timed_out;
        break;
      }
      left = std::min(left, deadline_ns - now);
    }
    sleep_while(counter, seen, left);
  }
  waiters.fetch_sub(1, std::memory_order_relaxed);
  return result;
}

unsigned tprt::spins_for(unsigned threads) {
  return threads <= std::thread::hardware_concurrency() ? 2000 : 0;
}
