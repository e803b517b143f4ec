//===- EmitGPUKernel.h - the code of a kernel's threads -------------------===//
// Writes a kernel on tensors as what one thread of a GPU does. As on the CPU an
// element is computed where it is read; only reductions are kept, in registers
// or, where threads exchange them, in the memory that a block shares.
#ifndef TP_LIB_CODEGEN_GPU_EMITGPUKERNEL_H
#define TP_LIB_CODEGEN_GPU_EMITGPUKERNEL_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace tp {

/// How a kernel is launched: blocks, threads of each, and the dynamic shared
/// memory of a block. All in dimension x.
struct GPUGrid {
  int64_t tiles = 1;
  int64_t threads = 1;
  int64_t sharedBytes = 0;
};

/// Adds to `module` an entry of the kernel's name on memrefs, (ins, outs,
/// coordinates), of ops of scf, arith, math, memref and gpu. Memrefs are static
/// and dense, of loops::storageType: i1 is i8 and bf16 its bits; coordinates
/// are index. Shared memory is gpu.dynamic_shared_memory, constants are
/// memref.globals of `module`; nothing is allocated. The launch is also on the
/// entry, as known_block_size and known_grid_size. Fails, having said why, on
/// an op that kernels cannot hold.
mlir::FailureOr<mlir::gpu::GPUFuncOp>
emitGPUKernel(mlir::func::FuncOp kernel, mlir::gpu::GPUModuleOp module,
              GPUGrid &grid);

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_EMITGPUKERNEL_H
