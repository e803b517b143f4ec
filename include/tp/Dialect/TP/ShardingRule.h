//===- ShardingRule.h - which dimensions of an op split together ----------===//
// One rule describes an op's behaviour under sharding: factors mapped to
// dimensions (after Shardy's sharding rules). Plain values, no IR.
#ifndef TP_DIALECT_TP_SHARDINGRULE_H
#define TP_DIALECT_TP_SHARDINGRULE_H

#include "tp/Support/Mesh.h"

namespace tp {

/// What it means to split a factor.
enum class FactorKind {
  PassThrough,     ///< Each device computes its part of the result.
  Reduction,       ///< Each device computes a partial result.
  NeedReplication, ///< Every device needs the whole extent.
};

/// One factor of an op: an independent index of its computation.
struct Factor {
  int64_t size;                         ///< Extent, in elements.
  FactorKind kind;                      ///< What splitting it means.
  Reduction reduction = Reduction::Sum; ///< For FactorKind::Reduction.
};

/// The factors of each dimension of one tensor, major first. The sizes of a
/// dimension's factors multiply to its extent, except where a dimension of
/// extent 1 stands for a broadcast: it has no factor.
struct TensorFactors {
  llvm::SmallVector<llvm::SmallVector<unsigned, 1>> dims;
};

/// How an op shards.
struct ShardingRule {
  llvm::SmallVector<Factor> factors;
  /// One for each operand, in order; empty for operands that are no ranked
  /// tensors.
  llvm::SmallVector<TensorFactors> operands;
  /// One for each result.
  llvm::SmallVector<TensorFactors> results;
  /// Elementwise, reshape, transpose and the like: propagates first.
  bool isPassThrough = false;
};

} // namespace tp

#endif // TP_DIALECT_TP_SHARDINGRULE_H
