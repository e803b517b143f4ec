//===- RaiseBodies.h - what stands in the bodies of structured ops --------===//
#ifndef TP_LIB_NORMALIZE_RAISEBODIES_H
#define TP_LIB_NORMALIZE_RAISEBODIES_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace tp {

/// Replaces an op with a body of positions (`tensor.generate`, `tensor.pad` of
/// computed values) by structured ops, of which it returns the last; null when
/// `op` is none.
mlir::Operation *raisePositionBody(mlir::Operation *op);

/// Writes choices in the body of a structured op as selects, and drops its
/// assertions.
void flattenBody(mlir::linalg::LinalgOp op);

/// Gives a structured op `tensor.empty` as destination where it overwrites
/// every element of one without having read it: then nobody has to make or keep
/// what stood there.
void dropUnreadInits(mlir::linalg::LinalgOp op);

} // namespace tp

#endif // TP_LIB_NORMALIZE_RAISEBODIES_H
