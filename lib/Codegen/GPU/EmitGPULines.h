//===- EmitGPULines.h - kernels of line ops on a GPU ----------------------===//
#ifndef TP_LIB_CODEGEN_GPU_EMITGPULINES_H
#define TP_LIB_CODEGEN_GPU_EMITGPULINES_H

#include "EmitGPUKernel.h"

namespace tp {

/// emitGPUKernel for a kernel of a line op: a thread for each line, so that
/// neighbours read neighbouring elements where lines run across memory.
mlir::FailureOr<mlir::gpu::GPUFuncOp>
emitGPULines(mlir::func::FuncOp kernel, mlir::gpu::GPUModuleOp module,
             GPUGrid &grid);

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_EMITGPULINES_H
