//===- EmitLines.h - kernels of line ops on a CPU -------------------------===//
#ifndef TP_LIB_CODEGEN_LOOPS_EMITLINES_H
#define TP_LIB_CODEGEN_LOOPS_EMITLINES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace tp {

/// emitKernelLoops for a kernel of a line op.
mlir::FailureOr<mlir::func::FuncOp> emitLineKernel(mlir::func::FuncOp kernel,
                                                   mlir::ModuleOp module,
                                                   int64_t &tiles);

} // namespace tp

#endif // TP_LIB_CODEGEN_LOOPS_EMITLINES_H
