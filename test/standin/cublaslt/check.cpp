//===- check.cpp - Which products cuBLASLt takes --------------------------===//
// The library's tables of types and epilogues, as far as this project uses
// them. What is left out of them is refused.

#include "product.h"

using namespace standin;

static bool is_pedantic_f32(int32_t compute) {
  return compute == CUBLAS_COMPUTE_32F ||
         compute == CUBLAS_COMPUTE_32F_PEDANTIC;
}

/// Compute type, scale type, and the types of A, B, C and D.
static bool types_go_together(const problem &p) {
  uint32_t in = p.a.type, out = p.d.type;
  if (p.b.type != in || p.c.type != out)
    return false;
  if (p.how.compute == CUBLAS_COMPUTE_64F ||
      p.how.compute == CUBLAS_COMPUTE_64F_PEDANTIC)
    return p.how.scale == CUDA_R_64F && in == CUDA_R_64F && out == CUDA_R_64F;
  if (p.how.scale != CUDA_R_32F)
    return false;
  if (p.how.compute == CUBLAS_COMPUTE_32F_FAST_TF32)
    return in == CUDA_R_32F && out == CUDA_R_32F;
  if (!is_pedantic_f32(p.how.compute))
    return false;
  if (in == CUDA_R_32F)
    return out == CUDA_R_32F;
  return (in == CUDA_R_16F || in == CUDA_R_16BF) &&
         (out == in || out == CUDA_R_32F);
}

static bool shapes_agree(const problem &p) {
  bool ta = p.how.trans_a != CUBLAS_OP_N, tb = p.how.trans_b != CUBLAS_OP_N;
  uint64_t m = ta ? p.a.cols : p.a.rows, k = ta ? p.a.rows : p.a.cols;
  uint64_t n = tb ? p.b.rows : p.b.cols, k_of_b = tb ? p.b.cols : p.b.rows;
  return k == k_of_b && p.d.rows == m && p.d.cols == n && p.c.rows == m &&
         p.c.cols == n;
}

static bool layout_is_sound(const layout &l) {
  uint64_t least = l.order == CUBLASLT_ORDER_ROW ? l.cols : l.rows;
  return l.rows && l.cols && l.ld >= 0 && uint64_t(l.ld) >= least &&
         l.batches >= 1;
}

static bool batches_agree(const problem &p) {
  return p.a.batches == p.b.batches && p.a.batches == p.c.batches &&
         p.a.batches == p.d.batches;
}

static bool order_is_known(const layout &l) {
  return l.order == CUBLASLT_ORDER_COL || l.order == CUBLASLT_ORDER_ROW;
}

static bool epilogue_is_known(uint32_t epilogue) {
  switch (epilogue) {
  case CUBLASLT_EPILOGUE_DEFAULT:
  case CUBLASLT_EPILOGUE_RELU:
  case CUBLASLT_EPILOGUE_BIAS:
  case CUBLASLT_EPILOGUE_RELU_BIAS:
  case CUBLASLT_EPILOGUE_GELU:
  case CUBLASLT_EPILOGUE_GELU_BIAS:
  case CUBLASLT_EPILOGUE_GELU_AUX:
  case CUBLASLT_EPILOGUE_GELU_AUX_BIAS:
    return true;
  default:
    return false;
  }
}

static cublasStatus_t check_aux(const problem &p) {
  if (p.how.aux_type != -1 && uint32_t(p.how.aux_type) != p.d.type)
    return CUBLAS_STATUS_NOT_SUPPORTED;
  if (p.how.aux_ld < 0 || uint64_t(p.how.aux_ld) < p.d.rows ||
      p.how.aux_ld % 8 || p.how.aux_stride % 8)
    return CUBLAS_STATUS_INVALID_VALUE;
  return CUBLAS_STATUS_SUCCESS;
}

static cublasStatus_t check_epilogue(const problem &p) {
  uint32_t epilogue = p.how.epilogue;
  if (!epilogue_is_known(epilogue))
    return CUBLAS_STATUS_NOT_SUPPORTED;
  if (epilogue == CUBLASLT_EPILOGUE_DEFAULT)
    return CUBLAS_STATUS_SUCCESS;
  // Epilogues go with f32 arithmetic and results by columns.
  if (p.how.scale != CUDA_R_32F || p.d.order != CUBLASLT_ORDER_COL)
    return CUBLAS_STATUS_NOT_SUPPORTED;
  if ((epilogue & CUBLASLT_EPILOGUE_BIAS) && p.how.bias_type != -1 &&
      uint32_t(p.how.bias_type) != p.d.type)
    return CUBLAS_STATUS_NOT_SUPPORTED;
  if (epilogue & 128)
    return check_aux(p);
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t standin::check(const problem &p) {
  for (const layout *l : {&p.a, &p.b, &p.c, &p.d}) {
    if (!order_is_known(*l) || !element_size(l->type))
      return CUBLAS_STATUS_NOT_SUPPORTED;
    if (!layout_is_sound(*l))
      return CUBLAS_STATUS_INVALID_VALUE;
  }
  if (!shapes_agree(p) || !batches_agree(p))
    return CUBLAS_STATUS_INVALID_VALUE;
  if (!types_go_together(p) || p.how.trans_c != CUBLAS_OP_N ||
      p.how.fill != CUBLAS_FILL_MODE_FULL || p.c.order != p.d.order ||
      p.how.pointer_mode != CUBLASLT_POINTER_MODE_HOST)
    return CUBLAS_STATUS_NOT_SUPPORTED;
  return check_epilogue(p);
}

uint64_t standin::fingerprint(const problem &p) {
  uint64_t hash = 1469598103934665603ull;
  auto add = [&](uint64_t value) { hash = (hash ^ value) * 1099511628211ull; };
  for (const layout *l : {&p.a, &p.b, &p.c, &p.d})
    for (uint64_t value :
         {uint64_t(l->type), uint64_t(l->order), l->rows, l->cols,
          uint64_t(l->ld), uint64_t(l->batches), uint64_t(l->stride)})
      add(value);
  for (int64_t value :
       {int64_t(p.how.compute), int64_t(p.how.scale), int64_t(p.how.trans_a),
        int64_t(p.how.trans_b), int64_t(p.how.epilogue), p.how.aux_ld})
    add(uint64_t(value));
  return hash;
}
