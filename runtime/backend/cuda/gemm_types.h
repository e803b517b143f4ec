//===- gemm_types.h - Types and epilogues in cuBLASLt's terms -------------===//
// What of a product the library has a name for.
#ifndef TPRT_BACKEND_CUDA_GEMM_TYPES_H
#define TPRT_BACKEND_CUDA_GEMM_TYPES_H

#include "tprt/backend.h"

#include <cublasLt.h>

namespace tprt::cuda {

/// The types of a product.
struct gemm_types {
  cudaDataType_t operand, result, scale;
  cublasComputeType_t compute;
};

/// False when the library has no product of these types.
bool find_types(const tprt_gemm_t &gemm, gemm_types &out);

/// False when the library has no such epilogue.
bool find_epilogue(const tprt_gemm_t &gemm, cublasLtEpilogue_t &out);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_GEMM_TYPES_H
