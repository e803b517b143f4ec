//===- FunctionCommands.h - a function as a list of commands --------------===//
#ifndef TP_LIB_SCHEDULE_FUNCTIONCOMMANDS_H
#define TP_LIB_SCHEDULE_FUNCTIONCOMMANDS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "tp/Schedule/Storage.h"
#include "llvm/ADT/DenseMap.h"

namespace tp::schedule {

/// A function on tensors and the list of its commands.
struct FunctionCommands {
  CommandList list;
  /// What each command stands for: Command::origin is an index into this.
  llvm::SmallVector<mlir::Operation *> ops;
  /// The number of every tensor value's content in `list`.
  llvm::DenseMap<mlir::Value, unsigned> numberOf;
  /// The type that a value has where it is made, by number.
  llvm::SmallVector<mlir::RankedTensorType> types;
  /// Where a value is made, by number.
  llvm::SmallVector<mlir::Location> locations;
  /// The contents of the constants, each once.
  llvm::SmallVector<mlir::ElementsAttr> constants;
};

/// Reads the commands of a function at level 4 on tensors. Fails, having said
/// why at the op, when the function is not of this form.
mlir::FailureOr<FunctionCommands> collectCommands(mlir::func::FuncOp function);

/// Rewrites `function`, whose `commands` are in their final order, to slots.
void rewriteToSlots(mlir::func::FuncOp function,
                    const FunctionCommands &commands, const StoragePlan &plan);

} // namespace tp::schedule

#endif // TP_LIB_SCHEDULE_FUNCTIONCOMMANDS_H
