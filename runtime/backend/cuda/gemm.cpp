//===- gemm.cpp - Running matrix products ---------------------------------===//
// One call of cuBLASLt for each index of the batch dimensions that it does not
// take at once.

#include "gemm.h"

#include "gemm_plan.h"

using namespace tprt;
using namespace tprt::cuda;

static tprt_status_t set_pointer(const gpu_gemm_plan &plan,
                                 cublasLtMatmulDescAttributes_t attribute,
                                 const void *value, const void *&current) {
  if (value == current)
    return nullptr;
  current = nullptr;
  TPRT_RETURN_IF_ERROR(plan.blas->cublasLtMatmulDescSetAttribute(
      plan.operation, attribute, &value, sizeof value));
  current = value;
  return nullptr;
}

tprt_status_t tprt::cuda::multiply(gpu_device *device,
                                   const gpu_gemm_plan &plan,
                                   const tprt_gemm_operands_t &operands) {
  if (plan.has_bias)
    TPRT_RETURN_IF_ERROR(set_pointer(plan, CUBLASLT_MATMUL_DESC_BIAS_POINTER,
                                     operands.bias, plan.bias));
  if (plan.has_aux)
    TPRT_RETURN_IF_ERROR(set_pointer(plan,
                                     CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER,
                                     operands.aux, plan.aux));
  return plan.blas->cublasLtMatmul(
      device->blas, plan.operation, &plan.alpha, operands.b, plan.x, operands.a,
      plan.y, &plan.beta, operands.c, plan.d, operands.c, plan.d,
      &plan.algorithm, reinterpret_cast<void *>(device->workspace),
      workspace_bytes, device->streams[TPRT_COMPUTE]);
}

/// The operands of one call.
static tprt_gemm_operands_t at(const gpu_gemm_plan &plan,
                               const tprt_gemm_operands_t &operands,
                               uint64_t call) {
  auto forward = [](const void *base, uint64_t bytes) {
    return static_cast<char *>(const_cast<void *>(base)) + bytes;
  };
  gemm_offsets offsets = offsets_of(plan.shape, call);
  tprt_gemm_operands_t moved = operands;
  if (plan.shape.zeros) {
    moved.a = moved.b = reinterpret_cast<const void *>(plan.zeros);
  } else {
    moved.a = forward(operands.a, offsets.a * plan.operand_bytes);
    moved.b = forward(operands.b, offsets.b * plan.operand_bytes);
  }
  moved.c = forward(operands.c, offsets.c * plan.result_bytes);
  if (plan.has_aux)
    moved.aux = forward(operands.aux, offsets.c * plan.result_bytes);
  return moved;
}

tprt_status_t tprt::cuda::run_gemm(gpu_device *device,
                                   const gpu_gemm_plan *plan,
                                   const tprt_gemm_operands_t *operands) {
  if (plan->shape.empty)
    return nullptr;
  return issue(device, [&](const driver &) {
    for (uint64_t call = 0; call < plan->shape.calls; ++call)
      TPRT_RETURN_IF_ERROR(multiply(device, *plan, at(*plan, *operands, call)));
    return tprt_status_t(nullptr);
  });
}
