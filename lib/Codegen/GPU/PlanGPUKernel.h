//===- PlanGPUKernel.h - how a kernel is spread over threads --------------===//
// Decisions only, made from the kernel's tensors; EmitGPUKernel writes what a
// thread does. Which dimensions are rows is RowDomain's answer, as on the CPU.
#ifndef TP_LIB_CODEGEN_GPU_PLANGPUKERNEL_H
#define TP_LIB_CODEGEN_GPU_PLANGPUKERNEL_H

#include "../Loops/RowBlocks.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace tp {

/// How the elements of a kernel are spread over threads. Rows are shared out to
/// groups of threads, several to a block; the elements of a row to the threads
/// of its group. A kernel without reductions has one row, and all the grid is
/// its group.
struct GPUPlan {
  /// Every row is a block of its own.
  loops::RowBlocks rows;
  int64_t numRows = 1;
  /// Powers of two, unless the grid is one group. Rows and threads of a block
  /// make whole warps.
  int64_t threadsPerRow = 1, rowsPerBlock = 1;
  /// Neighbouring threads have neighbouring rows, else neighbouring elements of
  /// a row: whichever is contiguous in memory.
  bool adjacentRows = false;
  bool gridIsGroup = false;
  int64_t tiles = 1;
  /// Most neighbouring elements that a thread takes at once: 16 bytes of them.
  int64_t mostVector = 1;

  int64_t threadsPerBlock() const {
    return gridIsGroup ? threadsPerRow / tiles : threadsPerRow * rowsPerBlock;
  }
  /// Most elements that a thread keeps in registers: with more, it visits them
  /// in a loop and computes again what it needs twice.
  int64_t mostHeld() const { return threadsPerBlock() > 512 ? 16 : 32; }
  /// How many elements along the last of `extents` a thread takes at once.
  int64_t vectorOf(llvm::ArrayRef<int64_t> extents) const;
};

/// Threads that execute in step, and can read each other's registers.
inline constexpr int64_t kWarp = 32;
/// Most bytes of a block's shared memory, which every generation has.
inline constexpr int64_t kMaxSharedBytes = 160 * 1024;

/// Plans `kernel`, a function on tensors; an error at the op that no kernel can
/// compute.
mlir::FailureOr<GPUPlan> planGPUKernel(mlir::func::FuncOp kernel);

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_PLANGPUKERNEL_H
