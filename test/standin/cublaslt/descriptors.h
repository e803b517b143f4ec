//===- descriptors.h - What a product is described by ---------------------===//
// The objects behind cuBLASLt's opaque handles.
#ifndef TEST_STANDIN_CUBLASLT_DESCRIPTORS_H
#define TEST_STANDIN_CUBLASLT_DESCRIPTORS_H

#include <cublasLt.h>

#include <cstdint>

namespace standin {

struct product {
  int32_t compute = 0, scale = 0;
  int32_t pointer_mode = CUBLASLT_POINTER_MODE_HOST;
  int32_t trans_a = CUBLAS_OP_N, trans_b = CUBLAS_OP_N, trans_c = CUBLAS_OP_N;
  int32_t fill = CUBLAS_FILL_MODE_FULL;
  uint32_t epilogue = CUBLASLT_EPILOGUE_DEFAULT;
  void *bias = nullptr, *aux = nullptr;
  int64_t bias_stride = 0, aux_ld = 0, aux_stride = 0;
  int32_t bias_type = -1, aux_type = -1;
  int32_t sm_count = 0;
};

struct layout {
  uint32_t type = 0;
  int32_t order = CUBLASLT_ORDER_COL;
  uint64_t rows = 0, cols = 0;
  int64_t ld = 0;
  int32_t batches = 1;
  int64_t stride = 0;
};

struct preference {
  uint32_t search_mode = 0;
  uint64_t workspace = 0;
  uint32_t reductions = 0;
  uint32_t align_a = 256, align_b = 256, align_c = 256, align_d = 256;
};

/// The object of a handle; null when the handle is none of ours.
product *find(cublasLtMatmulDesc_t handle);
layout *find(cublasLtMatrixLayout_t handle);
preference *find(cublasLtMatmulPreference_t handle);

/// Bytes of an element; 0 for types that the stand-in does not know.
uint64_t element_size(uint32_t type);

} // namespace standin

#endif // TEST_STANDIN_CUBLASLT_DESCRIPTORS_H
