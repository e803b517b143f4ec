//===- roll_call.h - All ranks of a process, present with one schedule ----===//
// Where threads meet before their first step.
#ifndef TPRT_COMM_LAUNCH_ROLL_CALL_H
#define TPRT_COMM_LAUNCH_ROLL_CALL_H

#include "core/sync.h"
#include "endings.h"

#include <memory>
#include <vector>

namespace tprt {

class roll_call {
public:
  /// The ranks [first, first + count).
  roll_call(uint32_t first, uint32_t count);

  /// Returns when all ranks have answered, with an error on every rank unless
  /// all gave the same hash. Once per rank.
  tprt_status_t answer(uint32_t rank, uint64_t hash, uint64_t timeout_ms,
                       const std::atomic<bool> &aborted);

  /// Wakes all waiters, who then look at their `aborted`.
  void poke() { all_here.poke(); }

private:
  tprt_status_t compare(uint32_t rank) const;
  int64_t first_missing() const;

  uint32_t first;
  uint32_t count;
  std::vector<uint64_t> hashes; // valid for all once everybody has answered
  std::unique_ptr<std::atomic<bool>[]> here;
  std::atomic<uint32_t> num_here{0};
  gate all_here;
};

} // namespace tprt

#endif // TPRT_COMM_LAUNCH_ROLL_CALL_H
