//===- endings.cpp - What a transport says when ranks do not meet ---------===//
// Statuses only.

#include "endings.h"

using namespace tprt;

tprt_status_t tprt::ended_by_abort() {
  return tprt_status_create(TPRT_RANK_FAILED,
                            "ended as another rank has failed");
}

tprt_status_t tprt::no_answer(uint64_t timeout_ms, int64_t missing) {
  tprt_status_t status =
      tprt_status_create(TPRT_TIMEOUT, "no answer within %llu ms",
                         static_cast<unsigned long long>(timeout_ms));
  tprt_status_set_rank(status, static_cast<int32_t>(missing));
  return status;
}

tprt_status_t tprt::different_schedules(uint32_t rank, uint64_t hash,
                                        uint32_t other, uint64_t other_hash) {
  return TPRT_BAD("rank %u has schedule %016llx, rank %u has schedule %016llx",
                  rank, static_cast<unsigned long long>(hash), other,
                  static_cast<unsigned long long>(other_hash));
}
