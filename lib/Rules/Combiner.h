//===- Combiner.h - the op that a reduction combines with -----------------===//
#ifndef TP_LIB_RULES_COMBINER_H
#define TP_LIB_RULES_COMBINER_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include <optional>

namespace tp {

/// The op of the body that combines `init` with each element: the only one
/// that reads it, whose result the body yields for it. Null when there is no
/// such op.
mlir::Operation *findCombiner(mlir::linalg::LinalgOp op, mlir::OpOperand &init);

/// What changes nothing when combined by `combiner`.
std::optional<mlir::TypedAttr> identityOf(mlir::Operation *combiner);

} // namespace tp

#endif // TP_LIB_RULES_COMBINER_H
