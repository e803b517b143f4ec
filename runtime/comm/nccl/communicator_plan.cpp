//===- communicator_plan.cpp - Which NCCL communicators a program needs ---===//
// Comparisons of lists of ranks.

#include "communicator_plan.h"

#include <algorithm>

using namespace tprt::nccl;

static bool same(const tprt_communicator_t &a, const tprt_communicator_t &b) {
  return a.group_size == b.group_size && a.num_groups == b.num_groups &&
         std::equal(a.ranks, a.ranks + a.num_groups * a.group_size, b.ranks);
}

/// All ranks in their own order. A program with one rank has one too, so that
/// its collectives go through the library as everybody's.
static bool is_world(const tprt_communicator_t &c) {
  if (c.num_groups != 1)
    return false;
  for (uint32_t i = 0; i < c.group_size; ++i)
    if (c.ranks[i] != i)
      return false;
  return true;
}

communicator_plan
tprt::nccl::plan_communicators(const tprt_group_params_t &params) {
  communicator_plan plan;
  for (uint32_t i = 0; i < params.num_communicators; ++i) {
    const tprt_communicator_t &next = params.communicators[i];
    if (is_world(next)) {
      plan.number.push_back(0);
      continue;
    }
    if (next.group_size == 1) {
      plan.number.push_back(communicator_plan::nobody);
      continue;
    }
    auto known = std::find_if(plan.splits.begin(), plan.splits.end(),
                              [&](uint32_t other) {
                                return same(params.communicators[other], next);
                              });
    plan.number.push_back(static_cast<uint32_t>(known - plan.splits.begin()) +
                          1);
    if (known == plan.splits.end())
      plan.splits.push_back(i);
  }
  return plan;
}

bool communicator_plan::empty() const {
  return std::all_of(number.begin(), number.end(),
                     [](uint32_t n) { return n == nobody; });
}

seat tprt::nccl::seat_of(const tprt_communicator_t &communicator,
                         uint32_t rank) {
  const uint32_t *end =
      communicator.ranks + communicator.num_groups * communicator.group_size;
  auto at = static_cast<uint32_t>(std::find(communicator.ranks, end, rank) -
                                  communicator.ranks);
  return {at / communicator.group_size, at % communicator.group_size};
}
