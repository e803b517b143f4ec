//===- KernelInfo.h - what compiled kernels say of themselves -------------===//
#ifndef TP_LIB_CODEGEN_CPU_KERNELINFO_H
#define TP_LIB_CODEGEN_CPU_KERNELINFO_H

#include "mlir/IR/BuiltinOps.h"

namespace llvm {
class Module;
} // namespace llvm

namespace tp {

/// Adds to `code`, for each kernel NAME of `module`, the constant NAME_info of
/// tprt/kernel.h: grid, operand sizes and coordinates, as compiled. Kernels
/// have `tprt.tiles`; the sizes of coordinates are those of the launches in
/// `module`.
void addKernelInfo(mlir::ModuleOp module, llvm::Module &code);

} // namespace tp

#endif // TP_LIB_CODEGEN_CPU_KERNELINFO_H
