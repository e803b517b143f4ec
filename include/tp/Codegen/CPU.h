//===- CPU.h - kernels as native code -------------------------------------===//
#ifndef TP_CODEGEN_CPU_H
#define TP_CODEGEN_CPU_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace tp {

/// Adds to `registry` what compileCPUKernels asks of foreign dialects.
void registerCodegenDialects(mlir::DialectRegistry &registry);

/// The processor that kernels are compiled for.
struct CPUTarget {
  std::string triple;                ///< "x86_64-pc-linux-gnu"
  std::string cpu;                   ///< LLVM's name, "znver4"
  std::vector<std::string> features; ///< What it must have: "avx2", "fma", ...
};

/// The target of a name: "native" is this machine, else a name that LLVM knows
/// for the host's architecture ("x86-64-v3", "znver4"). Emits an error at `loc`
/// when there is no such processor.
mlir::FailureOr<CPUTarget> resolveCPUTarget(mlir::Location loc,
                                            llvm::StringRef name);

/// What emitCPUKernels writes.
enum class CPUEmit { LLVMIR, Assembly, Object };

/// Compiles the kernel functions of `module` (attribute `tprt.kernel`, in
/// tensor form) and writes them in one form. Of the module only `tprt.tiles` is
/// set, on each kernel. Emits errors at the kernels that cannot be compiled.
mlir::LogicalResult emitCPUKernels(mlir::ModuleOp module,
                                   const CPUTarget &target, CPUEmit emit,
                                   llvm::raw_pwrite_stream &out);

/// The kernels as one shared object, each exported under its name with the ABI
/// of tprt/kernel.h; empty when the module has no kernel.
mlir::FailureOr<llvm::SmallVector<char>>
compileCPUKernels(mlir::ModuleOp module, const CPUTarget &target);

} // namespace tp

#endif // TP_CODEGEN_CPU_H
