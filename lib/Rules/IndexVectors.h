//===- IndexVectors.h - index vectors of lookups on shards ----------------===//
// Gathers and scatters hold positions as vectors along one dimension of a
// tensor of indices; on shards some components count from elsewhere.
#ifndef TP_LIB_RULES_INDEXVECTORS_H
#define TP_LIB_RULES_INDEXVECTORS_H

#include "mlir/IR/Builders.h"

namespace tp {

/// Indices of the same type, each made of one by `map`, which may ask for its
/// place by linalg.index.
mlir::Value
mapIndices(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value indices,
           llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::Value)> map);

/// `own` in a component of the index vectors, which lie along `vectorDim` and
/// have `size` components; `other` in the rest. In the body of mapIndices.
mlir::Value inComponent(mlir::OpBuilder &b, mlir::Location loc,
                        int64_t component, int64_t size, int64_t vectorDim,
                        mlir::Value own, mlir::Value other);

} // namespace tp

#endif // TP_LIB_RULES_INDEXVECTORS_H
