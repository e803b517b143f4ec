//===- arguments.h - Where a program's arguments come from ----------------===//
// --inputs wins over --weights, which wins over --random-inputs.
#ifndef TP_RUN_ARGUMENTS_H
#define TP_RUN_ARGUMENTS_H

#include "handles.h"
#include "io/npz.h"
#include "io/safetensors.h"
#include "options.h"

namespace tp_run {

/// The files that the command line names, opened before anything is compiled.
struct argument_files {
  std::unique_ptr<tprt::io::npz_file> inputs;
  std::unique_ptr<tprt::io::safetensors_file> weights;
};

tprt_status_t open_argument_files(const options &options,
                                  argument_files &files);

/// The shapes of the arrays for arguments, as tp-compile's --shapes takes them.
tprt_status_t describe_shapes(const argument_files &files, std::string &text);

/// What the weights file gave to the ranks.
struct weights_use {
  uint64_t tensors = 0;
  uint64_t bytes = 0; // of the tensors, each once: what one device would hold
  std::vector<uint64_t> bytes_read; // by rank, 0 for those of other processes
  std::vector<uint64_t> bytes_held; // by rank, padding included
};

/// Gives every rank its slice of every argument.
tprt_status_t bind_arguments(const options &options,
                             const argument_files &files,
                             const tprt_executable_t *executable,
                             tprt_session_t *session, weights_use &use);

} // namespace tp_run

#endif // TP_RUN_ARGUMENTS_H
