//===- DispatchOps.h - what ops mean to dispatch forming ------------------===//
// The one place that sorts foreign ops by how a kernel treats them.
#ifndef TP_LIB_CODEGEN_DISPATCH_DISPATCHOPS_H
#define TP_LIB_CODEGEN_DISPATCH_DISPATCHOPS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Operation.h"

namespace tp {

/// A structured op whose iteration dimensions are all parallel.
bool isParallel(mlir::linalg::LinalgOp op);

/// tensor.expand_shape or collapse_shape: another view of the same memory.
bool isReshape(mlir::Operation *op);

/// What an elementwise op only converts, without loss, to a wider type; null
/// for other ops.
mlir::Value widenedValue(mlir::Operation *op);

/// Whether the op only says where an element comes from, widens it, or computes
/// it from its position alone at little cost: each kernel that reads it has it
/// inside, and nobody stores it.
bool isTransparent(mlir::Operation *op);

/// A command of level 4, or the end of the function.
bool isCommand(mlir::Operation *op);

/// Whether kernels have code for the op.
bool isComputation(mlir::Operation *op);

/// Whether each result of `op` depends on a whole line of its operand, along
/// one dimension, in order: lines are computed one by one, by code of their
/// own.
bool isLineOp(mlir::Operation *op);

/// Whether the op reads each element of its inputs for many of its result, as a
/// matrix product does: row by row, it would read memory again and again.
bool rereadsInputs(mlir::Operation *op);

/// Rough cost of one element by the ops of `op`'s body, in additions.
int64_t elementCost(mlir::Operation *op);

/// The source dimension that each result dimension of an extract_slice is.
llvm::SmallVector<int64_t> sliceSourceDims(mlir::Operation *op);

/// Tensors that `op` reads at computed positions: they must lie in memory.
llvm::SmallVector<mlir::Value> lookedUpTensors(mlir::Operation *op);

} // namespace tp

#endif // TP_LIB_CODEGEN_DISPATCH_DISPATCHOPS_H
