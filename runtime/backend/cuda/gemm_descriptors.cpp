//===- gemm_descriptors.cpp - A product as cuBLASLt is told of it ---------===//
// Only what differs from the library's defaults is set.

#include "gemm_plan.h"

using namespace tprt;
using namespace tprt::cuda;

template <typename T>
static tprt_status_t set(const gpu_gemm_plan &plan,
                         cublasLtMatmulDescAttributes_t attribute,
                         const T &value) {
  return plan.blas->cublasLtMatmulDescSetAttribute(plan.operation, attribute,
                                                   &value, sizeof value);
}

/// An address that is aligned to `alignment` and no more. The heuristic asks of
/// a vector only whether there is one and how it is aligned.
static const void *example(const gpu_device &device, uint32_t alignment) {
  return reinterpret_cast<const void *>(device.workspace + alignment);
}

static tprt_status_t describe_epilogue(const gpu_device &device,
                                       gpu_gemm_plan &plan,
                                       const gemm_types &types,
                                       cublasLtEpilogue_t epilogue) {
  if (epilogue == CUBLASLT_EPILOGUE_DEFAULT)
    return nullptr;
  TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE, epilogue));
  if (plan.has_bias) { // one for all indices of the batch: its stride is 0
    TPRT_RETURN_IF_ERROR(
        set(plan, CUBLASLT_MATMUL_DESC_BIAS_DATA_TYPE, types.result));
    TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_BIAS_POINTER,
                             example(device, TPRT_ALIGNMENT)));
  }
  if (!plan.has_aux)
    return nullptr;
  const stored_matrix &d = plan.shape.d;
  TPRT_RETURN_IF_ERROR(
      set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_DATA_TYPE, types.result));
  TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD,
                           static_cast<int64_t>(d.ld)));
  TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_BATCH_STRIDE,
                           static_cast<int64_t>(d.stride)));
  return set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER,
             example(device, d.alignment));
}

static tprt_status_t describe_operation(const gpu_device &device,
                                        gpu_gemm_plan &plan,
                                        const gemm_types &types,
                                        cublasLtEpilogue_t epilogue) {
  TPRT_RETURN_IF_ERROR(plan.blas->cublasLtMatmulDescCreate(
      &plan.operation, types.compute, types.scale));
  cublasOperation_t transpose = CUBLAS_OP_T;
  if (plan.shape.transpose_x)
    TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_TRANSA, transpose));
  if (plan.shape.transpose_y)
    TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_TRANSB, transpose));
  return describe_epilogue(device, plan, types, epilogue);
}

static tprt_status_t describe_matrix(const gpu_gemm_plan &plan,
                                     const stored_matrix &matrix,
                                     cudaDataType_t type,
                                     cublasLtMatrixLayout_t *out) {
  const cublaslt &blas = *plan.blas;
  TPRT_RETURN_IF_ERROR(blas.cublasLtMatrixLayoutCreate(
      out, type, matrix.rows, matrix.cols, static_cast<int64_t>(matrix.ld)));
  if (plan.shape.batch == 1)
    return nullptr;
  auto count = static_cast<int32_t>(plan.shape.batch);
  auto stride = static_cast<int64_t>(matrix.stride);
  TPRT_RETURN_IF_ERROR(blas.cublasLtMatrixLayoutSetAttribute(
      *out, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, &count, sizeof count));
  return blas.cublasLtMatrixLayoutSetAttribute(
      *out, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET, &stride,
      sizeof stride);
}

tprt_status_t tprt::cuda::describe(const gpu_device &device,
                                   gpu_gemm_plan &plan, const gemm_types &types,
                                   cublasLtEpilogue_t epilogue) {
  TPRT_RETURN_IF_ERROR(describe_operation(device, plan, types, epilogue));
  const gemm_shape &shape = plan.shape;
  TPRT_RETURN_IF_ERROR(describe_matrix(plan, shape.x, types.operand, &plan.x));
  TPRT_RETURN_IF_ERROR(describe_matrix(plan, shape.y, types.operand, &plan.y));
  return describe_matrix(plan, shape.d, types.result, &plan.d);
}
