//===- registry.h - The backends and transports that are there ------------===//
// The library's own are known from the start; others are registered by name.
#ifndef TPRT_CORE_REGISTRY_H
#define TPRT_CORE_REGISTRY_H

#include "tprt/transport.h"

namespace tprt {

/// The tables of the library's own folders.
const tprt_backend_t *cpu_backend();
const tprt_transport_t *inproc_transport();

} // namespace tprt

#endif // TPRT_CORE_REGISTRY_H
