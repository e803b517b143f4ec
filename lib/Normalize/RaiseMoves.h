//===- RaiseMoves.h - generic ops that only move elements -----------------===//
#ifndef TP_LIB_NORMALIZE_RAISEMOVES_H
#define TP_LIB_NORMALIZE_RAISEMOVES_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace tp {

/// How a tensor's dimensions become those of another of which it has some.
struct Movement {
  llvm::SmallVector<int64_t> permutation; ///< Brings dimensions in order.
  llvm::SmallVector<int64_t> repeated;    ///< Dimensions that are new.
};

/// What the map of an input moves whose result has the identity map; none when
/// it reads elements in another way.
std::optional<Movement> getMovement(mlir::AffineMap map);

/// Replaces a generic op that only moves its input's elements by a transpose
/// and a broadcast; true when it did.
bool raiseMove(mlir::linalg::LinalgOp op);

/// Replaces a generic op that looks elements up at positions that an input
/// holds by a gather; true when it did.
bool raiseLookup(mlir::linalg::LinalgOp op);

} // namespace tp

#endif // TP_LIB_NORMALIZE_RAISEMOVES_H
