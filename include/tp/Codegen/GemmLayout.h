//===- GemmLayout.h - a contraction as one GEMM call ----------------------===//
// Shapes and indexing maps -> m, n, k, leading dimensions, batch strides. A
// pure function: tp-form-dispatches asks it whether a contraction can be a
// GEMM, the writer of the file asks it for the numbers.
#ifndef TP_CODEGEN_GEMMLAYOUT_H
#define TP_CODEGEN_GEMMLAYOUT_H

#include "mlir/IR/AffineMap.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <optional>

namespace tp {

namespace tprt {
class GemmOp;
} // namespace tprt

/// A loop around the product; strides in elements, 0 where an operand does not
/// depend on it. strideC is never 0.
struct GemmBatch {
  int64_t size;
  int64_t strideA;
  int64_t strideB;
  int64_t strideC;
};

/// A row-major matrix product in CBLAS terms, C[m,n] = A[m,k] * B[k,n], over
/// batch dimensions.
struct GemmLayout {
  int64_t m, n, k;
  int64_t lda, ldb, ldc;
  bool transposeA; ///< A is stored as [k, m], lda elements between rows of k.
  bool transposeB; ///< B is stored as [n, k].
  llvm::SmallVector<GemmBatch, 2> batch; ///< Major first.
};

/// One dense row-major operand of a contraction.
struct GemmOperand {
  llvm::ArrayRef<int64_t> shape;
  mlir::AffineMap map; ///< A projected permutation of the iteration dimensions.
};

/// The GEMM call that computes c = a * b, or none when a single call with these
/// operands in this order cannot: no unit stride where BLAS needs one or
/// several contracted dimensions that are not one in memory. Where the rows of
/// the result are not contiguous, `b * a` has the larger product a call.
std::optional<GemmLayout> gemmLayout(GemmOperand a, GemmOperand b,
                                     GemmOperand c);

/// The GEMM call that `op` is.
std::optional<GemmLayout> gemmLayout(tprt::GemmOp op);

} // namespace tp

#endif // TP_CODEGEN_GEMMLAYOUT_H
