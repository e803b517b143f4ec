//===- roll_call.cpp - All ranks of a process, present with one schedule --===//
// The last to answer opens the gate for all.

#include "roll_call.h"

using namespace tprt;

roll_call::roll_call(uint32_t first, uint32_t count)
    : first(first), count(count), hashes(count),
      here(new std::atomic<bool>[count]()) {}

tprt_status_t roll_call::compare(uint32_t rank) const {
  for (uint32_t other = 0; other < count; ++other)
    if (hashes[other] != hashes[rank - first])
      return different_schedules(rank, hashes[rank - first], first + other,
                                 hashes[other]);
  return nullptr;
}

int64_t roll_call::first_missing() const {
  for (uint32_t other = 0; other < count; ++other)
    if (!here[other].load(std::memory_order_relaxed))
      return first + other;
  return -1;
}

tprt_status_t roll_call::answer(uint32_t rank, uint64_t hash,
                                uint64_t timeout_ms,
                                const std::atomic<bool> &aborted) {
  uint64_t deadline = now_ns() + timeout_ms * 1'000'000;
  hashes[rank - first] = hash;
  here[rank - first].store(true, std::memory_order_relaxed);
  if (num_here.fetch_add(1, std::memory_order_acq_rel) + 1 == count)
    all_here.open(1);
  switch (all_here.wait(1, deadline, &aborted, 0)) {
  case wait_result::reached:
    return compare(rank);
  case wait_result::stopped:
    return ended_by_abort();
  case wait_result::timed_out:
    break;
  }
  return no_answer(timeout_ms, first_missing());
}
