//===- registry.h - The backends and transports that are there ------------===//
// The library's own are known from the start; others are registered by name.
#ifndef TPRT_CORE_REGISTRY_H
#define TPRT_CORE_REGISTRY_H

#include "tprt/transport.h"

namespace tprt {

/// The tables of the library's own folders; those of GPUs where the build has
/// found the headers (TPRT_HAVE_CUDA, TPRT_HAVE_NCCL).
const tprt_backend_t *cpu_backend();
const tprt_backend_t *cuda_backend();
const tprt_transport_t *inproc_transport();
const tprt_transport_t *nccl_transport();

} // namespace tprt

#endif // TPRT_CORE_REGISTRY_H
