//===- RaiseScalars.h - scalars of a program as tensors of rank 0 ---------===//
// What is computed of a tensor's element is known at run time only, when it
// lies where tensors lie.
#ifndef TP_LIB_NORMALIZE_RAISESCALARS_H
#define TP_LIB_NORMALIZE_RAISESCALARS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace tp {

/// The tensor of rank 0 whose element `scalar` is; null when it is no constant
/// and of no tensor.
mlir::Value getScalarTensor(mlir::ImplicitLocOpBuilder &b, mlir::Value scalar);

/// Positions as tensors of rank 0 of i64; fails when one is of no tensor.
mlir::FailureOr<llvm::SmallVector<mlir::Value>>
createStarts(mlir::ImplicitLocOpBuilder &b,
             llvm::ArrayRef<mlir::OpFoldResult> offsets);

/// Whether `value` is a number that a program computes of a tensor.
bool isTensorElement(mlir::Value value);

/// Replaces an op that makes numbers of a tensor's elements by one on tensors
/// of rank 0, of which its users extract; true when it did.
bool raiseScalars(mlir::Operation *op);

/// The same for ops that make a tensor of numbers.
bool raiseTensorOfScalars(mlir::Operation *op);

/// `op` with what its body and operands use of a tensor's elements as inputs.
mlir::linalg::LinalgOp raiseScalarOperands(mlir::linalg::LinalgOp op);

} // namespace tp

#endif // TP_LIB_NORMALIZE_RAISESCALARS_H
