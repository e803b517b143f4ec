//===- gemm_types.cpp - Types and epilogues in cuBLASLt's terms -----------===//
// Narrow floats are summed in f32; f32 is f32 unless the program allows less.

#include "gemm_types.h"

using namespace tprt::cuda;

static bool find_type(tprt_dtype_t dtype, cudaDataType_t &out) {
  switch (dtype) {
  case TPRT_F16:
    out = CUDA_R_16F;
    return true;
  case TPRT_BF16:
    out = CUDA_R_16BF;
    return true;
  case TPRT_F32:
    out = CUDA_R_32F;
    return true;
  case TPRT_F64:
    out = CUDA_R_64F;
    return true;
  default:
    return false;
  }
}

bool tprt::cuda::find_types(const tprt_gemm_t &gemm, gemm_types &out) {
  if (!find_type(gemm.dtype, out.operand) ||
      !find_type(gemm.result_dtype, out.result))
    return false;
  bool half = gemm.dtype == TPRT_F16 || gemm.dtype == TPRT_BF16;
  if (gemm.result_dtype != gemm.dtype &&
      !(half && gemm.result_dtype == TPRT_F32))
    return false;
  bool wide = gemm.dtype == TPRT_F64;
  out.scale = wide ? CUDA_R_64F : CUDA_R_32F;
  bool tf32 = gemm.dtype == TPRT_F32 && gemm.allow_tf32;
  out.compute = wide   ? CUBLAS_COMPUTE_64F
                : tf32 ? CUBLAS_COMPUTE_32F_FAST_TF32
                       : CUBLAS_COMPUTE_32F;
  return true;
}

/// The library keeps what goes into gelu, with rows and matrices at multiples
/// of eight elements; for relu it keeps a bit of each element.
static bool can_keep_aux(const tprt_gemm_t &gemm) {
  bool fits = gemm.epilogue == TPRT_EPILOGUE_GELU && gemm.ldc % 8 == 0;
  for (uint32_t i = 0; i < gemm.num_batch; ++i)
    fits &= gemm.batch[i].stride_c % 8 == 0;
  return fits;
}

bool tprt::cuda::find_epilogue(const tprt_gemm_t &gemm,
                               cublasLtEpilogue_t &out) {
  if (gemm.has_aux && !can_keep_aux(gemm))
    return false;
  bool bias = gemm.has_bias;
  switch (gemm.epilogue) {
  case TPRT_EPILOGUE_NONE:
    out = bias ? CUBLASLT_EPILOGUE_BIAS : CUBLASLT_EPILOGUE_DEFAULT;
    return true;
  case TPRT_EPILOGUE_RELU:
    out = bias ? CUBLASLT_EPILOGUE_RELU_BIAS : CUBLASLT_EPILOGUE_RELU;
    return true;
  case TPRT_EPILOGUE_GELU:
    if (gemm.has_aux)
      out = bias ? CUBLASLT_EPILOGUE_GELU_AUX_BIAS : CUBLASLT_EPILOGUE_GELU_AUX;
    else
      out = bias ? CUBLASLT_EPILOGUE_GELU_BIAS : CUBLASLT_EPILOGUE_GELU;
    return true;
  }
  return false;
}
