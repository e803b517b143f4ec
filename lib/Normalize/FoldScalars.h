//===- FoldScalars.h - constants of single elements -----------------------===//
#ifndef TP_LIB_NORMALIZE_FOLDSCALARS_H
#define TP_LIB_NORMALIZE_FOLDSCALARS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"

namespace tp {

/// Constants, made in front of `op`, that its results are, when it computes
/// numbers, or tensors of rank 0, from constants; none otherwise.
llvm::SmallVector<mlir::Value> foldScalars(mlir::Operation *op);

/// The integer that a number, or a tensor of rank 0, always is.
std::optional<int64_t> getConstantScalar(mlir::Value value);

/// Erases ops that nothing needs, in all functions.
void eraseDeadOps(mlir::ModuleOp module);

} // namespace tp

#endif // TP_LIB_NORMALIZE_FOLDSCALARS_H
