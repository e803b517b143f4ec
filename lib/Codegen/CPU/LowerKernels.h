//===- LowerKernels.h - kernels' loops to the LLVM dialect --------------===//
#ifndef TP_LIB_CODEGEN_CPU_LOWERKERNELS_H
#define TP_LIB_CODEGEN_CPU_LOWERKERNELS_H

#include "mlir/IR/BuiltinOps.h"

namespace tp {

/// Lowers a module of kernels as loops over memory to the LLVM dialect. Each
/// kernel keeps its name and gets the ABI of tprt/kernel.h. `hasFMA`: the
/// target multiplies and adds in one instruction.
mlir::LogicalResult lowerKernels(mlir::ModuleOp module, bool hasFMA);

} // namespace tp

#endif // TP_LIB_CODEGEN_CPU_LOWERKERNELS_H
