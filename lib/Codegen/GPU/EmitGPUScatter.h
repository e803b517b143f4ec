//===- EmitGPUScatter.h - kernels of scatters on a GPU --------------------===//
#ifndef TP_LIB_CODEGEN_GPU_EMITGPUSCATTER_H
#define TP_LIB_CODEGEN_GPU_EMITGPUSCATTER_H

#include "EmitGPUKernel.h"

namespace tp {

/// emitGPUKernel for a kernel of a scatter: a thread for each part of the
/// result, a vector of neighbouring columns in some of the rows.
mlir::FailureOr<mlir::gpu::GPUFuncOp>
emitGPUScatter(mlir::func::FuncOp kernel, mlir::gpu::GPUModuleOp module,
               GPUGrid &grid);

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_EMITGPUSCATTER_H
