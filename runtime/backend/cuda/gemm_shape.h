//===- gemm_shape.h - A product in cuBLASLt's terms -----------------------===//
// Plain numbers, decided without a library: the library is column-major and
// knows one batch dimension.
#ifndef TPRT_BACKEND_CUDA_GEMM_SHAPE_H
#define TPRT_BACKEND_CUDA_GEMM_SHAPE_H

#include "tprt/backend.h"

#include <string>
#include <vector>

namespace tprt::cuda {

/// A column-major matrix, as it is stored, for each index of the batch.
struct stored_matrix {
  uint64_t rows = 0, cols = 0, ld = 0;
  uint64_t stride = 0; ///< Elements from one index to the next.
  /// Bytes that divide the address of each call's first element.
  uint32_t alignment = 0;
};

/// D = op(X) * op(Y) where D is the transposed C, so that X is B and Y is A:
/// a row-major matrix is the column-major one of its transpose.
struct gemm_shape {
  bool empty = false; ///< C has no elements.
  /// k is 0: X and Y are then a column and a row of zeros.
  bool zeros = false;
  bool transpose_x = false, transpose_y = false;
  stored_matrix x, y, d;
  uint64_t batch = 1; ///< In one call.
  /// What takes calls of their own, major first.
  std::vector<tprt_gemm_batch_t> loops;
  uint64_t calls = 1;
};

gemm_shape shape_of(const tprt_gemm_t &gemm);

/// Where call number `call` begins: elements to add to A, B and C.
struct gemm_offsets {
  uint64_t a = 0, b = 0, c = 0;
};
gemm_offsets offsets_of(const gemm_shape &shape, uint64_t call);

/// For people: "bf16 [8,16] x [16,4] to f32".
std::string text_of(const tprt_gemm_t &gemm);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_GEMM_SHAPE_H
