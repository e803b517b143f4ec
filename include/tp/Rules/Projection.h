//===- Projection.h - a tensor's sharding seen by an op's factors ---------===//
// Between the axes of dimensions, as attributes hold them, and the axes of
// factors, as an op's rule sees them. Plain values, no IR.
#ifndef TP_RULES_PROJECTION_H
#define TP_RULES_PROJECTION_H

#include "tp/Dialect/TP/ShardingRule.h"

namespace tp {

/// How one factor is split on one tensor: axes, and the granule in units of
/// the factor. A factor that a tensor lacks is simply not split there.
using FactorSharding = DimSharding;

/// The same split with the smallest granule that describes it: 1 where every
/// shard is full, so that equal splits compare equal.
DimSharding canonicalSplit(DimSharding split, int64_t extent);

/// Distributes the axes of one dimension over its factors, major first. Axes
/// fill a factor to its size before the next one gets any; an axis is cut into
/// sub-axes where that describes the same shards. An axis that does not divide
/// what is left of a factor stays on it with all that follow. The result can
/// be finer or coarser than `dim`: then fromFactors(toFactors(dim)) differs
/// from dim, and an op that needs these factors needs a reshard.
llvm::SmallVector<FactorSharding, 1> toFactors(const DimSharding &dim,
                                               llvm::ArrayRef<int64_t> sizes);

/// The sharding of a dimension whose factors are split like this. A factor's
/// axes count only where all factors before it are split into single elements;
/// others are dropped. Where the last factor is split unevenly, the product of
/// the sizes behind it becomes the granule.
DimSharding fromFactors(llvm::ArrayRef<FactorSharding> factors,
                        llvm::ArrayRef<int64_t> sizes);

/// The factors of a tensor that lies on the mesh as `sharding` says; one entry
/// for each factor of the rule. Axes of dimensions without factors are lost.
llvm::SmallVector<FactorSharding> toFactors(const ShardingRule &rule,
                                            const TensorFactors &tensor,
                                            const TensorSharding &sharding);

/// How a tensor lies on the mesh whose factors are split like this; one entry
/// of `factors` for each factor of the rule. Never partial.
TensorSharding fromFactors(const ShardingRule &rule,
                           const TensorFactors &tensor,
                           llvm::ArrayRef<FactorSharding> factors);

} // namespace tp

#endif // TP_RULES_PROJECTION_H
