//===- GPUEntry.h - the function that a launch calls ----------------------===//
#ifndef TP_LIB_CODEGEN_GPU_GPUENTRY_H
#define TP_LIB_CODEGEN_GPU_GPUENTRY_H

#include "EmitGPUKernel.h"

namespace tp {

/// Checks that a GPU takes so many blocks; the error is at the kernel.
llvm::LogicalResult checkGrid(mlir::func::FuncOp kernel, const GPUGrid &grid);

/// The kernel's entry, empty, with its launch on it; where `builder` stands.
mlir::gpu::GPUFuncOp createEntry(mlir::OpBuilder &builder,
                                 mlir::func::FuncOp kernel,
                                 const GPUGrid &grid);

/// The number of the present thread among those of all blocks, which have
/// `threads` each.
mlir::Value threadOfGrid(mlir::OpBuilder &builder, mlir::Location loc,
                         int64_t threads);

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_GPUENTRY_H
