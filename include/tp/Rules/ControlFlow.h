//===- ControlFlow.h - loops and branches of a program --------------------===//
// Loops carry values and branches join them: each such value has one sharding,
// at every place where it goes in, goes on or comes out.
#ifndef TP_RULES_CONTROLFLOW_H
#define TP_RULES_CONTROLFLOW_H

#include "mlir/IR/Operation.h"

namespace tp {

/// Whether `op` is a loop or branch whose regions are part of the program:
/// scf.while, scf.for, scf.if or scf.index_switch.
bool isControlFlow(mlir::Operation *op);

/// Refuses a scf.while whose condition forwards values of other types than the
/// loop carries: each carried value is one from its beginning to its end.
llvm::LogicalResult checkCarried(mlir::Operation *op);

/// A value that becomes result number `result` of a loop or branch: an initial
/// value, or what a region's terminator gives.
struct CarriedOperand {
  mlir::OpOperand *operand;
  unsigned result;
};

/// All of them, in order: the initial values, then region by region.
llvm::SmallVector<CarriedOperand> carriedOperands(mlir::Operation *op);

/// The number of the result that an argument of a loop's region carries; none
/// for an induction variable or an argument of another op.
std::optional<unsigned> carriedBy(mlir::BlockArgument argument);

} // namespace tp

#endif // TP_RULES_CONTROLFLOW_H
