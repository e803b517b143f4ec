//===- reduce_ptx.h - The text of a reduction kernel ----------------------===//
// A pure function, so that every variant can be compiled and run in tests.
#ifndef TPRT_BACKEND_CUDA_REDUCE_PTX_H
#define TPRT_BACKEND_CUDA_REDUCE_PTX_H

#include "tprt/backend.h"

#include <string>

namespace tprt::cuda {

/// The most buffers that one kernel combines. All at once, as passes over some
/// of them would round halves several times.
constexpr uint32_t max_sources = 256;

constexpr uint32_t reduction_threads = 256; ///< Of a block.

/// Elements that a thread handles together where all buffers are aligned to
/// their size.
uint32_t reduction_width(tprt_dtype_t dtype);

/// PTX with an entry "reduce" of parameters, 8 bytes each: the sources'
/// addresses, the target's, the number of elements, and the number of groups of
/// `reduction_width` elements at the front that are handled together. Thread i
/// takes group i or, beyond these, element i - groups + groups * width.
std::string reduction_ptx(tprt_reduction_t reduction, tprt_dtype_t dtype,
                          uint32_t num_sources);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_REDUCE_PTX_H
