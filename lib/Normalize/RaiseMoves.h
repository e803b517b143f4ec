//===- RaiseMoves.h - generic ops that only move elements -----------------===//
#ifndef TP_LIB_NORMALIZE_RAISEMOVES_H
#define TP_LIB_NORMALIZE_RAISEMOVES_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace tp {

/// Replaces a generic op that only moves its input's elements by a transpose
/// and a broadcast; true when it did.
bool raiseMove(mlir::linalg::LinalgOp op);

/// Replaces a generic op that looks elements up at positions that an input
/// holds by a gather; true when it did.
bool raiseLookup(mlir::linalg::LinalgOp op);

} // namespace tp

#endif // TP_LIB_NORMALIZE_RAISEMOVES_H
