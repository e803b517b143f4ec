//===- ConstantCopies.h - a constant of its own for each use --------------===//
// A constant that two ops share would carry the sharding of one to the other,
// though each could have its own at no cost.
#ifndef TP_LIB_PROPAGATION_CONSTANTCOPIES_H
#define TP_LIB_PROPAGATION_CONSTANTCOPIES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"

namespace tp {

/// Which op a copy was made of.
using ConstantOrigins = llvm::DenseMap<mlir::Operation *, mlir::Operation *>;

/// Gives each use of a sub-expression that depends on constants only a copy of
/// its own. The answer has every op of such a sub-expression as key, with what
/// it is a copy of (itself when it is none).
ConstantOrigins copyConstantsPerUse(mlir::func::FuncOp function);

/// Joins copies of the same op whose operands and shardings are equal.
void joinEqualCopies(mlir::func::FuncOp function, ConstantOrigins &origins);

} // namespace tp

#endif // TP_LIB_PROPAGATION_CONSTANTCOPIES_H
