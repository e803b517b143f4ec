//===- IndexDims.h - dimension numbers of gathers and scatters ------------===//
#ifndef TP_LIB_DIALECT_TENSOREXT_INDEXDIMS_H
#define TP_LIB_DIALECT_TENSOREXT_INDEXDIMS_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Operation.h"

namespace tp::tensor_ext {

/// The numbers below `count` that are not in `dims`, ascending.
llvm::SmallVector<int64_t> complement(int64_t count,
                                      llvm::ArrayRef<int64_t> dims);

/// Checks that `dims` are distinct, ascending when asked, and below `count`.
llvm::LogicalResult verifyDims(mlir::Operation *op, llvm::StringRef name,
                               llvm::ArrayRef<int64_t> dims, int64_t count,
                               bool ascending);

/// Checks the dimensions of `input` that go along with dimensions of `indices`.
llvm::LogicalResult verifyBatching(mlir::Operation *op,
                                   mlir::RankedTensorType input,
                                   llvm::ArrayRef<int64_t> inputDims,
                                   mlir::RankedTensorType indices,
                                   llvm::ArrayRef<int64_t> indicesDims,
                                   int64_t vectorDim);

} // namespace tp::tensor_ext

#endif // TP_LIB_DIALECT_TENSOREXT_INDEXDIMS_H
