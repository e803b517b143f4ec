//===- trace.h - The latest steps as a timeline ---------------------------===//
// In the Trace Event Format, which Perfetto and chrome://tracing open.
#ifndef TPRT_CORE_TRACE_H
#define TPRT_CORE_TRACE_H

#include <string>

namespace tprt {

class session_state;

/// The timeline of a session's ranks, as JSON.
std::string trace_json(session_state &state);

} // namespace tprt

#endif // TPRT_CORE_TRACE_H
