//===- worker_pool.h - The threads that share one rank's work -------------===//
// Persistent threads that take chunks of a numbered range from a counter. The
// caller works too. Which thread runs a chunk is open, what a chunk is is not:
// results must not depend on it.
#ifndef TPRT_BACKEND_CPU_WORKER_POOL_H
#define TPRT_BACKEND_CPU_WORKER_POOL_H

#include "core/sync.h"

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace tprt::cpu {

class worker_pool {
public:
  /// Runs items [first, last) of the work that `context` describes.
  using body_fn = void (*)(void *context, int64_t first, int64_t last);

  /// Starts workers - 1 threads; throws when they cannot be started. `rank`
  /// names them; `spins` is how long an idle worker looks for new work.
  worker_pool(unsigned workers, unsigned rank, unsigned spins);
  ~worker_pool();
  worker_pool(const worker_pool &) = delete;
  worker_pool &operator=(const worker_pool &) = delete;

  unsigned workers() const { return static_cast<unsigned>(threads.size()) + 1; }

  /// Runs items [0, count) in chunks of `chunk` and returns when all are done.
  /// Called by one thread, the pool's owner.
  void run(int64_t count, int64_t chunk, body_fn body, void *context);

private:
  void thread_main(unsigned rank, unsigned number);
  void stop();
  bool take_chunk(uint32_t generation);
  void work(uint32_t generation);

  // The job: written by the owner while no chunk is open, read by whoever has
  // taken one. Atomic as a late worker may look before it finds nothing left.
  std::atomic<int64_t> job_count{0};
  std::atomic<int64_t> job_chunk{1};
  std::atomic<body_fn> job_body{nullptr};
  std::atomic<void *> job_context{nullptr};
  // Generation (upper half) and the next chunk (lower half).
  alignas(64) std::atomic<uint64_t> head{0};
  alignas(64) std::atomic<uint32_t> finished{0};
  alignas(64) gate begun; // the generation
  alignas(64) gate ended; // the generation whose chunks are all done
  std::atomic<bool> stopping{false};
  uint32_t generation = 0;
  unsigned spins;
  std::vector<std::thread> threads;
};

} // namespace tprt::cpu

#endif // TPRT_BACKEND_CPU_WORKER_POOL_H
