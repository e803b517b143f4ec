//===- Dispatch.h - the steps of dispatch forming -------------------------===//
#ifndef TP_LIB_CODEGEN_DISPATCH_DISPATCH_H
#define TP_LIB_CODEGEN_DISPATCH_DISPATCH_H

#include "DispatchTarget.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"

namespace tp {

/// Collectives of level 3 -> tprt.start and tprt.wait over flat buffers, with
/// transposes and reshapes around those of an inner dimension; axis indices ->
/// arithmetic on tprt.coordinate.
mlir::LogicalResult formCollectives(mlir::func::FuncOp function);

/// Contractions that a GEMM call of `target` can do -> tprt.gemm.
mlir::LogicalResult formGemms(mlir::func::FuncOp function,
                              const DispatchTarget &target);

/// Folds what follows GEMMs into them as far as those of `target` can do it.
void foldEpilogues(mlir::func::FuncOp function, const DispatchTarget &target);

/// The ops of one kernel, in program order.
using Dispatch = llvm::SmallVector<mlir::Operation *>;

/// What a kernel of `ops` holds beside them and what it reads.
struct DispatchContent {
  /// `ops` and the transparent ops that they read, in program order.
  llvm::SmallVector<mlir::Operation *> all;
  /// Tensors of other origin.
  llvm::SetVector<mlir::Value> inputs;
  /// Results of tprt.coordinate.
  llvm::SetVector<mlir::Value> coordinates;
};
DispatchContent contentOf(llvm::ArrayRef<mlir::Operation *> ops);

/// Transparent ops whose result must lie in memory, because a command or a
/// lookup reads it: these are computed by kernels of their own.
llvm::SetVector<mlir::Operation *>
storedTransparentOps(mlir::func::FuncOp function);

/// Divides all that is no command into dispatches. Fails, having said why, on
/// ops that are none of both.
mlir::FailureOr<llvm::SmallVector<Dispatch>>
groupOps(mlir::func::FuncOp function);

/// The kernel functions of a module, each by what it computes.
struct KernelTable {
  llvm::StringMap<mlir::func::FuncOp> byText;
  llvm::StringMap<unsigned> numberOf; ///< By name: how many there are.
};

/// Replaces dispatches by launches of kernel functions, equal ones of one.
mlir::LogicalResult outlineKernels(mlir::func::FuncOp function,
                                   llvm::ArrayRef<Dispatch> dispatches,
                                   KernelTable &kernels);

/// What a kernel does, in a word for its name: "softmax".
std::string describeKernel(llvm::ArrayRef<mlir::Operation *> ops);

} // namespace tp

#endif // TP_LIB_CODEGEN_DISPATCH_DISPATCH_H
