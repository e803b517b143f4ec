//===- results.h - Results of all ranks as global arrays ------------------===//
// Where several ranks hold the same part, they must hold the same bits.
#ifndef TP_RUN_RESULTS_H
#define TP_RUN_RESULTS_H

#include "handles.h"
#include "io/array.h"

namespace tp_run {

/// A result as a global array.
struct gathered {
  tprt::io::array array;
  /// By element, whether a rank of this process holds it; empty when all are
  /// held. The others are zeros.
  std::vector<bool> held;
};

/// Puts every result together from the parts of this process' ranks.
/// TPRT_WRONG_RESULT when ranks disagree on an element that both hold.
tprt_status_t gather_results(const tprt_executable_t *executable,
                             tprt_session_t *session,
                             std::vector<gathered> &results);

/// Writes result0, result1, ... to .npz or .safetensors, by the path's ending.
/// TPRT_UNSUPPORTED when other processes hold parts of them.
tprt_status_t write_results(const std::string &path,
                            const std::vector<gathered> &results);

} // namespace tp_run

#endif // TP_RUN_RESULTS_H
