//===- results.h - Results of all ranks as global arrays ------------------===//
// Where several ranks hold the same part, they must hold the same bits.
#ifndef TP_RUN_RESULTS_H
#define TP_RUN_RESULTS_H

#include "handles.h"
#include "io/array.h"

namespace tp_run {

/// Puts every result together from the ranks' parts. TPRT_WRONG_RESULT when
/// ranks disagree on an element that both hold.
tprt_status_t gather_results(const tprt_executable_t *executable,
                             tprt_session_t *session,
                             std::vector<tprt::io::array> &results);

/// Writes result0, result1, ... to .npz or .safetensors, by the path's ending.
tprt_status_t write_results(const std::string &path,
                            const std::vector<tprt::io::array> &results);

} // namespace tp_run

#endif // TP_RUN_RESULTS_H
