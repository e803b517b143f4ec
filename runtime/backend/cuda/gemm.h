//===- gemm.h - Matrix products by cuBLASLt -------------------------------===//
// A plan holds everything that is decided before the first step.
#ifndef TPRT_BACKEND_CUDA_GEMM_H
#define TPRT_BACKEND_CUDA_GEMM_H

#include "tprt/backend.h"

namespace tprt::cuda {

struct gpu_device;
struct gpu_gemm_plan;

tprt_status_t plan_gemm(gpu_device *device, const tprt_gemm_t *gemm,
                        gpu_gemm_plan **plan);
void free_gemm_plan(gpu_device *device, gpu_gemm_plan *plan);
tprt_status_t run_gemm(gpu_device *device, const gpu_gemm_plan *plan,
                       const tprt_gemm_operands_t *operands);

/// Gives back what the device's plans shared. In the device's context.
void close_products(gpu_device *device);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_GEMM_H
