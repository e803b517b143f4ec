//===- reduce.h - Element-wise reduction of several buffers ---------------===//
// The arithmetic of collectives, apart from how ranks meet.
#ifndef TPRT_COMM_INPROC_REDUCE_H
#define TPRT_COMM_INPROC_REDUCE_H

#include "tprt/transport.h"

namespace tprt::inproc {

/// out[i] = sources[0][i] op sources[1][i] op ..., in that order, for i in
/// [0, count). `out` may be one of the sources. f16 and bf16 are accumulated in
/// f32 and rounded once.
using reduce_fn = void (*)(void *out, const void *const *sources,
                           uint32_t num_sources, uint64_t count);

/// The function of a reduction and an element type; null for a reduction that
/// is none.
reduce_fn find_reduction(tprt_reduction_t reduction, tprt_dtype_t dtype);

} // namespace tprt::inproc

#endif // TPRT_COMM_INPROC_REDUCE_H
