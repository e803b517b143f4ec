//===- EmitKernel.h - the loops of a kernel ----------------------------===//
// Writes a kernel on tensors as loops over memory. Bufferization by
// construction: an element is computed where it is read, and only the plan's
// stored values have memory, so nothing is ever allocated or copied.
#ifndef TP_LIB_CODEGEN_LOOPS_EMITKERNEL_H
#define TP_LIB_CODEGEN_LOOPS_EMITKERNEL_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace tp {

/// Adds to `module` a function of the kernel's name on memrefs, (ins, outs,
/// coordinates, first tile, last tile), that computes tiles [first, last) of
/// `tiles`. i1 tensors are memrefs of i8. Fails, having said why, on an op that
/// kernels cannot hold.
mlir::FailureOr<mlir::func::FuncOp> emitKernelLoops(mlir::func::FuncOp kernel,
                                                    mlir::ModuleOp module,
                                                    int64_t &tiles);

} // namespace tp

#endif // TP_LIB_CODEGEN_LOOPS_EMITKERNEL_H
