//===- FunctionCommands.h - a function as a list of commands --------------===//
#ifndef TP_LIB_SCHEDULE_FUNCTIONCOMMANDS_H
#define TP_LIB_SCHEDULE_FUNCTIONCOMMANDS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "tp/Schedule/Storage.h"
#include "llvm/ADT/DenseMap.h"

namespace tp::schedule {

/// What a loop or branch runs, and how much storage it needs.
struct RegionUse {
  llvm::SmallVector<mlir::func::FuncOp> functions;
  unsigned scratch; ///< The value that is the arena of all of them.
};

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
  /// By loop or branch.
  llvm::DenseMap<mlir::Operation *, RegionUse> regions;
};

/// Gives the bytes that the arena of a region's function takes; fails, having
/// said why, when it cannot be scheduled.
using ArenaOf =
    llvm::function_ref<mlir::FailureOr<uint64_t>(mlir::func::FuncOp)>;

/// Reads the commands of a function at level 4 on tensors. Fails, having said
/// why at the op, when the function is not of this form.
mlir::FailureOr<FunctionCommands> collectCommands(mlir::func::FuncOp function,
                                                  ArenaOf arenaOf);

/// A function whose commands are in their final order, and their storage.
struct PlannedFunction {
  FunctionCommands commands;
  StoragePlan plan;
};

/// The plan of a region's function.
using PlanOf = llvm::function_ref<const PlannedFunction &(mlir::func::FuncOp)>;

/// Rewrites a function to slots; what its loops and branches run is written in
/// them.
void rewriteToSlots(mlir::func::FuncOp function, const PlannedFunction &planned,
                    PlanOf planOf);

} // namespace tp::schedule

#endif // TP_LIB_SCHEDULE_FUNCTIONCOMMANDS_H
