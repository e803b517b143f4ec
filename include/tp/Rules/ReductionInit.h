//===- ReductionInit.h - what a reduction starts from ---------------------===//
// On every rank a sharded reduction starts from its init, which must join
// once: inits that are no identity are split off first.
#ifndef TP_RULES_REDUCTIONINIT_H
#define TP_RULES_REDUCTIONINIT_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/Operation.h"

namespace tp {

/// Whether combining with every init of `op` changes nothing. True for ops
/// that have no inits or do not reduce.
bool startsFromIdentity(mlir::Operation *op);

/// Builds in front of `op` the same reduction from the identity, and ops that
/// combine each of its results with the init that `op` has; `op` is replaced
/// and erased. Gives the new ops in order. Fails, having said why at `op`,
/// when the identity is not known.
mlir::FailureOr<llvm::SmallVector<mlir::Operation *>>
splitInits(mlir::OpBuilder &builder, mlir::Operation *op);

} // namespace tp

#endif // TP_RULES_REDUCTIONINIT_H
