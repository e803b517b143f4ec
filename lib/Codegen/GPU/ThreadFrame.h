//===- ThreadFrame.h - which part of a kernel a thread has ----------------===//
#ifndef TP_LIB_CODEGEN_GPU_THREADFRAME_H
#define TP_LIB_CODEGEN_GPU_THREADFRAME_H

#include "../Loops/IndexBuilder.h"
#include "PlanGPUKernel.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace tp {

/// The present thread, as index values of its entry block.
struct ThreadFrame {
  mlir::Value thread; ///< Of the block.
  mlir::Value group;  ///< Of the block: which of its rows.
  mlir::Value lane;   ///< Of the group.
  /// Whether the group has a row; null when all have. One without a row works
  /// on the last one, so that all threads meet at barriers, and stores nothing.
  mlir::Value hasRow;
};

/// Code that finds the present thread; `hasRow` is for who finds the row.
ThreadFrame findThread(mlir::OpBuilder &builder, const GPUPlan &plan,
                       mlir::Location loc);

/// Hands out the memory that the threads of a block share.
class SharedMemory {
public:
  SharedMemory(mlir::OpBuilder &builder, mlir::Location loc)
      : builder(builder), loc(loc) {}

  /// Sets bytes apart; their offset, which suits every type.
  int64_t reserve(int64_t bytes);

  /// The memory at an offset, an index, as an array.
  mlir::Value view(mlir::Value offset, llvm::ArrayRef<int64_t> shape,
                   mlir::Type element);

  int64_t bytes() const { return used; }

private:
  mlir::OpBuilder &builder;
  mlir::Location loc;
  int64_t used = 0;
};

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_THREADFRAME_H
