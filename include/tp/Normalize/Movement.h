//===- Movement.h - what moves elements and changes none ------------------===//
// A decision on maps alone: what it leads to is the raising's.
#ifndef TP_NORMALIZE_MOVEMENT_H
#define TP_NORMALIZE_MOVEMENT_H

#include "mlir/IR/AffineMap.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace tp {

/// How a tensor's dimensions become those of another of which it has some.
struct Movement {
  llvm::SmallVector<int64_t> permutation; ///< Brings dimensions in order.
  llvm::SmallVector<int64_t> repeated;    ///< Dimensions that are new.
};

/// What the map of an input moves whose result has the identity map; none when
/// it reads elements in another way.
std::optional<Movement> getMovement(mlir::AffineMap map);

} // namespace tp

#endif // TP_NORMALIZE_MOVEMENT_H
