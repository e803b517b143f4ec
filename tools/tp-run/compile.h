//===- compile.h - From the user's file to an executable ------------------===//
// A .tpx is loaded; anything else is MLIR and goes through tp-compile, or is
// found in the cache.
#ifndef TP_RUN_COMPILE_H
#define TP_RUN_COMPILE_H

#include "handles.h"
#include "options.h"

namespace tp_run {

/// Loads the program that the options ask for; one that leaves dimensions open
/// is compiled for `input_shapes` when the options name no others. When
/// tp-compile failed it has said why on stderr: then the status' message is
/// empty and its code is that of tp-compile.
tprt_status_t load_program(const options &options,
                           const std::string &input_shapes,
                           executable_ptr &executable);

} // namespace tp_run

#endif // TP_RUN_COMPILE_H
