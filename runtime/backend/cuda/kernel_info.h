//===- kernel_info.h - What a GPU kernel says of itself -------------------===//
// NAME_info of tprt/kernel.h, read from the module and not trusted to be whole.
#ifndef TPRT_BACKEND_CUDA_KERNEL_INFO_H
#define TPRT_BACKEND_CUDA_KERNEL_INFO_H

#include "core/status.h"
#include "tprt/kernel.h"

#include <vector>

namespace tprt::cuda {

/// A kernel's description and the arrays that it points to.
struct kernel_info {
  tprt_kernel_info_t info = {};
  std::vector<uint64_t> operand_bytes;
  std::vector<uint64_t> coordinate_sizes;
};

/// Reads the array NAME_info. `out` stays where it is afterwards, as the info
/// points into it. TPRT_BAD_INPUT when the numbers contradict each other.
tprt_status_t parse_kernel_info(const char *symbol,
                                const std::vector<uint64_t> &words,
                                kernel_info *out);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_KERNEL_INFO_H
