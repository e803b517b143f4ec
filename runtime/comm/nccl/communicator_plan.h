//===- communicator_plan.h - Which NCCL communicators a program needs -----===//
// Decided before anything is created, by every rank alike.
#ifndef TPRT_COMM_NCCL_COMMUNICATOR_PLAN_H
#define TPRT_COMM_NCCL_COMMUNICATOR_PLAN_H

#include "tprt/transport.h"

#include <vector>

namespace tprt::nccl {

/// Communicator 0 holds all ranks; the others are split off it, one for each
/// partition of the ranks that differs from all before.
struct communicator_plan {
  /// Groups of one rank: nobody to talk to.
  static constexpr uint32_t nobody = UINT32_MAX;

  std::vector<uint32_t> number; // by the program's communicator, or nobody
  std::vector<uint32_t> splits; // the program's communicator of number i + 1

  bool empty() const;
};

communicator_plan plan_communicators(const tprt_group_params_t &params);

/// Where a rank stands in a communicator of the program: colour and key of the
/// split.
struct seat {
  uint32_t group;
  uint32_t position;
};
seat seat_of(const tprt_communicator_t &communicator, uint32_t rank);

} // namespace tprt::nccl

#endif // TPRT_COMM_NCCL_COMMUNICATOR_PLAN_H
