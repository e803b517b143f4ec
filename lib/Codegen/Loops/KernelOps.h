//===- KernelOps.h - the ops of a kernel ----------------------------------===//
#ifndef TP_LIB_CODEGEN_LOOPS_KERNELOPS_H
#define TP_LIB_CODEGEN_LOOPS_KERNELOPS_H

#include "../Dispatch/RowDomain.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace tp::loops {

/// Whether there is code for all of `kernel`, a function on tensors; an error
/// at the first op that no kernel can compute.
mlir::LogicalResult checkKernel(mlir::func::FuncOp kernel);

/// The ops of a kernel, in order, without its end.
llvm::SmallVector<mlir::Operation *> opsOf(mlir::func::FuncOp kernel);

/// A structured op with reduced dimensions; its results are always stored.
bool reduces(mlir::Operation *op);

/// Whether the first input of a reduction is contiguous along a reduced
/// dimension.
bool reducesInnermost(mlir::linalg::LinalgOp op);

/// The factor of each iteration dimension that is one of the first result.
llvm::SmallVector<int> factorsOfLoops(mlir::linalg::LinalgOp op,
                                      const RowDomain &domain);

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_KERNELOPS_H
