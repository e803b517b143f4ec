//===- EmitScatter.h - kernels of scatters on a CPU -----------------------===//
#ifndef TP_LIB_CODEGEN_LOOPS_EMITSCATTER_H
#define TP_LIB_CODEGEN_LOOPS_EMITSCATTER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace tp::loops {

/// emitKernelLoops for a kernel of a scatter.
mlir::FailureOr<mlir::func::FuncOp> emitScatterKernel(mlir::func::FuncOp kernel,
                                                      mlir::ModuleOp module,
                                                      int64_t &tiles);

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_EMITSCATTER_H
