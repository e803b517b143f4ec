//===- GPU.h - kernels as PTX ---------------------------------------------===//
#ifndef TP_CODEGEN_GPU_H
#define TP_CODEGEN_GPU_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace tp {

/// Adds to `registry` what compileGPUKernels asks of foreign dialects.
void registerGPUCodegenDialects(mlir::DialectRegistry &registry);

/// The GPU that kernels are compiled for.
struct GPUTarget {
  std::string triple;   ///< "nvptx64-nvidia-cuda"
  std::string chip;     ///< "sm_90"
  std::string features; ///< LLVM's, with the version of PTX: "+ptx80"
  /// A CUDA toolkit, whose libdevice and ptxas are used; empty for none.
  std::string cudaPath;
};

/// The generations that there is code for: "sm_80", "sm_90", "sm_100".
llvm::ArrayRef<llvm::StringLiteral> gpuChips();

/// The target of one of gpuChips(). Emits an error at `loc` when it is another,
/// or when `cudaPath` is given and holds no toolkit.
mlir::FailureOr<GPUTarget> resolveGPUTarget(mlir::Location loc,
                                            llvm::StringRef chip,
                                            llvm::StringRef cudaPath);

/// What emitGPUKernels writes.
enum class GPUEmit { LLVMIR, PTX, Cubin };

/// Compiles the kernel functions of `module` (attribute `tprt.kernel`, in
/// tensor form), each to an entry of its name that is called as tprt/kernel.h
/// says, beside its constant NAME_info, and writes them in one form; a cubin
/// needs the toolkit's ptxas. Of the module only `tprt.tiles`, `tprt.threads`
/// and `tprt.shared_bytes` are set, on each kernel. No call stays unresolved.
/// Emits errors at the kernels that cannot be compiled. Equal input gives equal
/// bytes.
mlir::LogicalResult emitGPUKernels(mlir::ModuleOp module,
                                   const GPUTarget &target, GPUEmit emit,
                                   llvm::raw_pwrite_stream &out);

/// The kernels of a program.
struct GPUCode {
  std::string ptx;               ///< For `chip` and all later GPUs.
  llvm::SmallVector<char> cubin; ///< For `chip` alone; empty without a ptxas.
};

/// The kernels as PTX and, where the target's toolkit has a ptxas, as a cubin;
/// both empty when the module has no kernel.
mlir::FailureOr<GPUCode> compileGPUKernels(mlir::ModuleOp module,
                                           const GPUTarget &target);

} // namespace tp

#endif // TP_CODEGEN_GPU_H
