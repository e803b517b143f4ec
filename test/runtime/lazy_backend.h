//===- lazy_backend.h - A device that works late and in any order ---------===//
// A backend without host memory for the tests of the executor and of
// transports: commands wait in two streams until the rank asks for its device,
// and then run in an order that a seed chooses among those that events allow. A
// missing event shows as a wrong number. Also the smallest example of an
// asynchronous backend.
#ifndef TEST_RUNTIME_LAZY_BACKEND_H
#define TEST_RUNTIME_LAZY_BACKEND_H

#include "tprt/backend.h"

#include <atomic>

namespace tprt::test {

/// Registers backend "lazy", which runs files for cpu; may be called again.
void register_lazy_backend();

/// What tests ask of the lazy devices; all ranks together.
struct lazy_control {
  std::atomic<uint32_t> seed{1};
  std::atomic<bool> graphs{true};   // else graph_begin says UNSUPPORTED
  std::atomic<int64_t> stuck{-1};   // this rank's device never ends
  std::atomic<int64_t> failing{-1}; // this rank's device fails at its next work

  // Calls since the last reset.
  std::atomic<uint64_t> records{0}, waits{0}, polls{0}, transfers{0};
  std::atomic<uint64_t> allocations{0}, captures{0}, graph_launches{0};
  std::atomic<uint64_t> commands{0}; // gemm, launch and copy, captured or not
  // Alive now.
  std::atomic<int64_t> devices{0}, events{0}, graphs_alive{0}, buffers{0};
};
lazy_control &lazy();
void reset_lazy_counts();

} // namespace tprt::test

#endif // TEST_RUNTIME_LAZY_BACKEND_H
