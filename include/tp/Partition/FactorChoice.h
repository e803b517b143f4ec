//===- FactorChoice.h - the axes an op works on ---------------------------===//
// What an op does when the shardings around it disagree: a pure function from
// the factors of its tensors to one split for each factor.
#ifndef TP_PARTITION_FACTORCHOICE_H
#define TP_PARTITION_FACTORCHOICE_H

#include "tp/Rules/Projection.h"

namespace tp {

/// One operand or result, as the rule's factors see it.
struct FactorTensor {
  int64_t elements;
  TensorFactors dims;
  /// How each factor of the rule is split here; empty for factors that the
  /// tensor lacks.
  llvm::SmallVector<FactorSharding> factors;
};

/// The split of each factor that the op works on. Axes are used once; factors
/// that need replication are not split.
///
/// Greedy: of all splits seen on a tensor, the one comes first that most
/// elements already have, then pass-through before reduction, then the one
/// that splits further, then the lower factor. A split counts only where the
/// major factors of its dimensions are split into single elements.
llvm::SmallVector<FactorSharding>
chooseFactors(const ShardingRule &rule, llvm::ArrayRef<FactorTensor> tensors);

} // namespace tp

#endif // TP_PARTITION_FACTORCHOICE_H
