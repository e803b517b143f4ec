//===- target.h - What this machine's GPUs can run ------------------------===//
// Kernels are compiled for a generation of GPUs and run on it and later ones.
#ifndef TPRT_BACKEND_CUDA_TARGET_H
#define TPRT_BACKEND_CUDA_TARGET_H

#include "tprt/backend.h"

namespace tprt::cuda {

/// TPRT_UNSUPPORTED when there is no driver, no GPU, or none that is new
/// enough for `target`.
tprt_status_t check_target(const tprt_target_t *target);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_TARGET_H
