//===- TileKernel.h - a kernel as a loop over its tiles -------------------===//
#ifndef TP_LIB_CODEGEN_CPU_TILEKERNEL_H
#define TP_LIB_CODEGEN_CPU_TILEKERNEL_H

#include "KernelTiles.h"

namespace tp {

/// Brings a kernel's ops into the forms that tiling knows: generics, with
/// elementwise producers fused into their only consumers.
mlir::LogicalResult normalizeKernel(mlir::func::FuncOp kernel);

/// Turns a normalised kernel in tensor form into a loop over `tiles`: two index
/// arguments, first and last tile, are appended; each iteration computes one
/// tile of every result from the parts of the operands that it needs.
mlir::LogicalResult tileKernel(mlir::func::FuncOp kernel,
                               const KernelTiles &tiles);

} // namespace tp

#endif // TP_LIB_CODEGEN_CPU_TILEKERNEL_H
