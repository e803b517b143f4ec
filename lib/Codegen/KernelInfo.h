//===- KernelInfo.h - what compiled kernels say of themselves -------------===//
#ifndef TP_LIB_CODEGEN_KERNELINFO_H
#define TP_LIB_CODEGEN_KERNELINFO_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace llvm {
class Module;
} // namespace llvm

namespace tp {

/// Whether `function` is a kernel to be compiled.
bool isKernel(mlir::func::FuncOp function);

/// What a kernel expects of its caller, as compiled.
struct KernelInfo {
  std::string name;
  int64_t tiles = 0, threads = 1, sharedBytes = 0;
  int64_t reads = 0; ///< Of the operands.
  llvm::SmallVector<uint64_t> operandBytes;
  llvm::SmallVector<uint64_t> coordinateSizes;
};

/// Describes the kernels of `module`, which have `tprt.tiles` and, for GPUs,
/// `tprt.threads` and `tprt.shared_bytes`. The sizes of coordinates are those
/// of the launches in `module`.
llvm::SmallVector<KernelInfo> describeKernels(mlir::ModuleOp module);

/// Adds to `code`, for each kernel NAME, the constant NAME_info in the form
/// that tprt/kernel.h says for shared objects.
void addKernelInfo(llvm::ArrayRef<KernelInfo> kernels, llvm::Module &code);

/// The same in the form for PTX: an array in global memory.
void addGPUKernelInfo(llvm::ArrayRef<KernelInfo> kernels, llvm::Module &code);

} // namespace tp

#endif // TP_LIB_CODEGEN_KERNELINFO_H
