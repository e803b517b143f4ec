//===- features.h - What this machine's processor can do ------------------===//
// Kernels are compiled for a processor; running them on a lesser one would end
// in an illegal instruction.
#ifndef TPRT_BACKEND_CPU_FEATURES_H
#define TPRT_BACKEND_CPU_FEATURES_H

#include "tprt/backend.h"

namespace tprt::cpu {

/// TPRT_UNSUPPORTED when this machine is of another architecture than `target`
/// or lacks one of its features, all of which are named.
tprt_status_t check_target(const tprt_target_t *target);

} // namespace tprt::cpu

#endif // TPRT_BACKEND_CPU_FEATURES_H
