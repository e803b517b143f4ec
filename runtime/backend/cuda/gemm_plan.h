//===- gemm_plan.h - How a product is run ---------------------------------===//
// Between planning (gemm_plan.cpp, gemm_descriptors.cpp, gemm_algorithm.cpp)
// and running (gemm.cpp).
#ifndef TPRT_BACKEND_CUDA_GEMM_PLAN_H
#define TPRT_BACKEND_CUDA_GEMM_PLAN_H

#include "cublaslt.h"
#include "device.h"
#include "gemm_shape.h"
#include "gemm_types.h"

namespace tprt::cuda {

struct gpu_gemm_plan {
  const cublaslt *blas = nullptr;
  gemm_shape shape;
  uint32_t operand_bytes = 0, result_bytes = 0; // of one element
  bool has_bias = false, has_aux = false;

  cublasLtMatmulDesc_t operation = nullptr;
  cublasLtMatrixLayout_t x = nullptr, y = nullptr, d = nullptr;
  cublasLtMatmulAlgo_t algorithm = {};
  CUdeviceptr zeros = 0; // both operands where k is 0
  // 1 and, to accumulate, 1, else 0: in the type that the product is summed in.
  union scalar {
    float f32;
    double f64;
  } alpha = {}, beta = {};

  // What `operation` points to now, where it does. The descriptor is the plan's
  // and the plan is one rank's.
  mutable const void *bias = nullptr;
  mutable const void *aux = nullptr;
};

/// The size of the workspace that each device has for its products: what
/// Hopper's algorithms want at most.
constexpr uint64_t workspace_bytes = uint64_t(32) << 20;

/// Makes the plan's descriptors. What has been made stays in `plan`.
tprt_status_t describe(const gpu_device &device, gpu_gemm_plan &plan,
                       const gemm_types &types, cublasLtEpilogue_t epilogue);

/// Decides which algorithm runs the product, and loads it.
tprt_status_t choose_algorithm(gpu_device *device, gpu_gemm_plan &plan,
                               const gemm_types &types,
                               cublasLtEpilogue_t epilogue, bool accumulate);

/// Runs one call of a plan.
tprt_status_t multiply(gpu_device *device, const gpu_gemm_plan &plan,
                       const tprt_gemm_operands_t &operands);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_GEMM_PLAN_H
