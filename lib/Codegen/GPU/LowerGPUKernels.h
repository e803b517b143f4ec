//===- LowerGPUKernels.h - GPU kernels to the LLVM dialect ----------------===//
#ifndef TP_LIB_CODEGEN_GPU_LOWERGPUKERNELS_H
#define TP_LIB_CODEGEN_GPU_LOWERGPUKERNELS_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace tp {

/// Lowers the kernels of `module`, of scf, arith, math, memref and gpu, to the
/// LLVM and NVVM dialects. Each keeps its name and becomes an entry on bare
/// pointers. `hasLibDevice`: functions of f64 may become calls of libdevice;
/// else they are errors.
mlir::LogicalResult lowerGPUKernels(mlir::gpu::GPUModuleOp module,
                                    bool hasLibDevice);

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_LOWERGPUKERNELS_H
