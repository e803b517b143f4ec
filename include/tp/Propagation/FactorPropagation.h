//===- FactorPropagation.h - shardings through one op ---------------------===//
// What one op tells its operands and results about each other: decisions on
// plain values, no IR. After Shardy's basic and aggressive propagation.
#ifndef TP_PROPAGATION_FACTORPROPAGATION_H
#define TP_PROPAGATION_FACTORPROPAGATION_H

#include "tp/Rules/Projection.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tp {

/// One factor on one tensor.
struct ProjectedFactor {
  FactorSharding split;
  bool present = false; ///< The tensor has the factor.
  bool open = false;    ///< Propagation may split it further.
};

/// One operand or result as the factors of its op see it.
struct ProjectedTensor {
  llvm::SmallVector<ProjectedFactor> factors; ///< By number of the factor.
  /// Axes that no factor may take here: replicated, partial, kept for a later
  /// priority, or on a dimension without factors.
  AxisList reserved;
  int64_t numElements = 1;
};

/// Operands and results of one op. Values that are no ranked tensors have no
/// present factor.
struct OpProjection {
  llvm::SmallVector<ProjectedTensor> tensors; ///< Operands, then results.
  unsigned numOperands = 0;
};

/// Says whether `tensor` may give its axes of `factor` to the others.
using SourceFilter = llvm::function_ref<bool(unsigned tensor, unsigned factor)>;

/// How far one op goes.
enum class Strategy {
  /// An axis goes to all tensors that have the factor, or to none.
  Basic,
  /// A conflict on one tensor does not keep an axis from the others.
  Aggressive,
};

/// Whether `list` begins with `prefix`, whose last axis may be the major part
/// of an axis of `list`.
bool beginsWith(llvm::ArrayRef<Axis> list, llvm::ArrayRef<Axis> prefix);

/// Axes that the tensors agree on for `factor`: sources extend each other,
/// and a disagreement ends the list.
FactorSharding agreedSplit(const ShardingRule &rule, const OpProjection &op,
                           unsigned factor, SourceFilter isSource);

/// Splits open factors further where other tensors of the op are split.
/// Factors that need replication stay as they are.
void propagateFactors(const ShardingRule &rule, OpProjection &op,
                      Strategy strategy, SourceFilter isSource);

} // namespace tp

#endif // TP_PROPAGATION_FACTORPROPAGATION_H
