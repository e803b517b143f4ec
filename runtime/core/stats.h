//===- stats.h - A session's statistics as JSON ---------------------------===//
// The form is documented at tprt_session_stats.
#ifndef TPRT_CORE_STATS_H
#define TPRT_CORE_STATS_H

#include <string>

namespace tprt {

class session_state;

/// The statistics of all ranks, between runs.
std::string stats_json(session_state &state);

} // namespace tprt

#endif // TPRT_CORE_STATS_H
