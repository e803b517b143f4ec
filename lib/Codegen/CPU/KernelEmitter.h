//===- KernelEmitter.h - the loops of a kernel ----------------------------===//
// Writes a kernel on tensors as loops over memory. Bufferization by
// construction: an element is computed where it is read, and only the plan's
// stored values have memory, so nothing is ever allocated or copied.
#ifndef TP_LIB_CODEGEN_CPU_KERNELEMITTER_H
#define TP_LIB_CODEGEN_CPU_KERNELEMITTER_H

#include "KernelPlan.h"

namespace tp::cpu {

/// Adds to `module` a function of the kernel's name on memrefs, (ins, outs,
/// coordinates, first tile, last tile), that computes tiles [first, last).
/// Fails, having said why, on an op that kernels cannot hold.
mlir::FailureOr<mlir::func::FuncOp> emitKernel(mlir::func::FuncOp kernel,
                                               const KernelPlan &plan,
                                               mlir::ModuleOp module);

} // namespace tp::cpu

#endif // TP_LIB_CODEGEN_CPU_KERNELEMITTER_H
