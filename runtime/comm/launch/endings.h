//===- endings.h - What a transport says when ranks do not meet -----------===//
// One wording for all transports.
#ifndef TPRT_COMM_LAUNCH_ENDINGS_H
#define TPRT_COMM_LAUNCH_ENDINGS_H

#include "core/status.h"

namespace tprt {

/// After abort.
tprt_status_t ended_by_abort();

/// A deadline has passed. `missing` is the rank that did not arrive, or -1.
tprt_status_t no_answer(uint64_t timeout_ms, int64_t missing);

/// Two ranks came with different schedules.
tprt_status_t different_schedules(uint32_t rank, uint64_t hash, uint32_t other,
                                  uint64_t other_hash);

} // namespace tprt

#endif // TPRT_COMM_LAUNCH_ENDINGS_H
