//===- PlanKernel.h - the grid of a kernel and what it stores -------------===//
// Decisions only, made from the kernel's tensors; KernelEmitter writes the
// loops.
#ifndef TP_LIB_CODEGEN_LOOPS_PLANKERNEL_H
#define TP_LIB_CODEGEN_LOOPS_PLANKERNEL_H

#include "RowBlocks.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace tp::loops {

/// How one kernel is computed.
struct KernelPlan : RowBlocks {
  /// Blocks of the whole grid, and how many of them a tile has.
  int64_t numBlocks = 1, blocksPerTile = 1;
  /// Values that are computed once a block and stored: outputs, reductions, and
  /// what is too expensive to compute again for each reader. In order.
  llvm::SetVector<mlir::Value> stored = {};

  int64_t numTiles() const {
    return (numBlocks + blocksPerTile - 1) / blocksPerTile;
  }
};

/// Most bytes of a tile's temporaries: they lie on the stack of a worker.
inline constexpr int64_t kMaxTemporaryBytes = 1 << 20;
/// Most bytes of those that could be computed again instead: more would leave
/// the first-level cache.
inline constexpr int64_t kMaxChosenBytes = 32 * 1024;

/// Plans `kernel`, a function on tensors; an error at the op that no kernel
/// can compute.
mlir::FailureOr<KernelPlan> planKernel(mlir::func::FuncOp kernel);

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_PLANKERNEL_H
