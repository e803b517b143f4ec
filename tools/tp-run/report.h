//===- report.h - What a run cost, for people and for programs ------------===//
// The summary on stdout and the file of --stats, both from libtprt's
// statistics.
#ifndef TP_RUN_REPORT_H
#define TP_RUN_REPORT_H

#include "arguments.h"

namespace tp_run {

/// Steps and their times, in nanoseconds, as the caller sees them.
struct step_times {
  uint64_t first = 0;
  std::vector<uint64_t> bench;
};

/// Prints ranks, collectives of a step, memory of a rank and the first step's
/// time. The session's statistics must be of at least one step.
tprt_status_t print_summary(const options &options,
                            const tprt_executable_t *executable,
                            tprt_session_t *session, const weights_use &use,
                            const step_times &times);

/// Prints "step: min X ms, median Y ms".
void print_bench(const step_times &times);

/// Writes libtprt's statistics with the mesh and the use of weights added. Each
/// process writes a file of its own: "F.3.json" for the one of rank 3.
tprt_status_t write_stats(const options &options,
                          const tprt_executable_t *executable,
                          tprt_session_t *session, const weights_use &use);

/// Writes the trace of the last steps; files as for write_stats.
tprt_status_t write_trace(const options &options, tprt_session_t *session);

} // namespace tp_run

#endif // TP_RUN_REPORT_H
