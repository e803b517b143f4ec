//===- worker_pool.cpp - The threads that share one rank's work -----------===//
// A chunk is taken by raising the lower half of `head` while its upper half
// still shows the job's generation, so that a worker that wakes late cannot
// take part of a job that it has not seen.

#include "worker_pool.h"

#include <algorithm>
#include <pthread.h>
#include <string>

using namespace tprt;
using namespace tprt::cpu;

worker_pool::worker_pool(unsigned workers, unsigned rank, unsigned spins)
    : spins(spins) {
  try {
    for (unsigned number = 1; number < workers; ++number)
      threads.emplace_back([=] { thread_main(rank, number); });
  } catch (...) {
    stop();
    throw;
  }
}

worker_pool::~worker_pool() { stop(); }

void worker_pool::stop() {
  stopping.store(true, std::memory_order_release);
  begun.poke();
  for (std::thread &thread : threads)
    thread.join();
}

void worker_pool::thread_main(unsigned rank, unsigned number) {
  pthread_setname_np(
      pthread_self(),
      ("tprt-" + std::to_string(rank) + "." + std::to_string(number)).c_str());
  uint32_t seen = 0;
  while (begun.wait(seen + 1, never, &stopping, spins) ==
         wait_result::reached) {
    seen = begun.value();
    work(seen);
  }
}

bool worker_pool::take_chunk(uint32_t generation) {
  uint64_t now = head.load(std::memory_order_acquire);
  for (;;) {
    int64_t count = job_count.load(std::memory_order_relaxed);
    int64_t chunk = job_chunk.load(std::memory_order_relaxed);
    auto first = static_cast<int64_t>(now & UINT32_MAX) * chunk;
    if (static_cast<uint32_t>(now >> 32) != generation || first >= count)
      return false;
    if (!head.compare_exchange_weak(now, now + 1, std::memory_order_acq_rel,
                                    std::memory_order_acquire))
      continue;
    // The job stays until this chunk is counted as finished.
    job_body.load(std::memory_order_relaxed)(
        job_context.load(std::memory_order_relaxed), first,
        std::min(first + chunk, count));
    auto chunks = static_cast<uint32_t>((count + chunk - 1) / chunk);
    if (finished.fetch_add(1, std::memory_order_acq_rel) + 1 == chunks)
      ended.open(generation);
    return true;
  }
}

void worker_pool::work(uint32_t generation) {
  while (take_chunk(generation)) {
  }
}

void worker_pool::run(int64_t count, int64_t chunk, body_fn body,
                      void *context) {
  if (count <= 0)
    return;
  if (threads.empty() || count <= chunk) {
    body(context, 0, count);
    return;
  }
  ++generation;
  job_count.store(count, std::memory_order_relaxed);
  job_chunk.store(chunk, std::memory_order_relaxed);
  job_body.store(body, std::memory_order_relaxed);
  job_context.store(context, std::memory_order_relaxed);
  finished.store(0, std::memory_order_relaxed);
  head.store(uint64_t(generation) << 32, std::memory_order_release);
  begun.open(generation);
  work(generation);
  ended.wait(generation, never, nullptr, spins);
}
