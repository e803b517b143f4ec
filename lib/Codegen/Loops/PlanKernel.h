//===- PlanKernel.h - the grid of a kernel and what it stores -------------===//
// Decisions only, made from the kernel's tensors; KernelEmitter writes the
// loops.
#ifndef TP_LIB_CODEGEN_LOOPS_PLANKERNEL_H
#define TP_LIB_CODEGEN_LOOPS_PLANKERNEL_H

#include "../Dispatch/RowDomain.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace tp::loops {

/// A dimension of the grid: rows are visited in blocks of `block`.
struct GridDim {
  int factor;
  int64_t extent;
  int64_t block;
  int64_t numBlocks() const { return (extent + block - 1) / block; }
};

/// How one kernel is computed.
struct KernelPlan {
  RowDomain domain;
  llvm::SmallVector<GridDim> grid;
  /// Blocks of the whole grid, and how many of them a tile has.
  int64_t numBlocks = 1, blocksPerTile = 1;
  /// Values that are computed once a block and stored: outputs, reductions, and
  /// what is too expensive to compute again for each reader. In order.
  llvm::SetVector<mlir::Value> stored = {};

  int64_t numTiles() const {
    return (numBlocks + blocksPerTile - 1) / blocksPerTile;
  }
  const GridDim *gridDim(int factor) const;
  /// Extents of the buffer that holds one block of `value`.
  llvm::SmallVector<int64_t> blockShape(mlir::Value value) const;
  int64_t blockBytes(mlir::Value value) const;
};

/// Most bytes of a tile's temporaries: they lie on the stack of a worker.
inline constexpr int64_t kMaxTemporaryBytes = 1 << 20;
/// Most bytes of those that could be computed again instead: more would leave
/// the first-level cache.
inline constexpr int64_t kMaxChosenBytes = 32 * 1024;

/// Plans `kernel`, a function on tensors; an error at the op that no kernel
/// can compute.
mlir::FailureOr<KernelPlan> planKernel(mlir::func::FuncOp kernel);

/// The type that an element has in memory: i1 takes a byte, and bf16 is bits:
/// LLVM calls a function for each element of a vector of bf16 that it selects.
mlir::Type storageType(mlir::Type elementType);
int64_t storageBytes(mlir::Type elementType);

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_PLANKERNEL_H
