//===- RuleBuilder.h - writing sharding rules -----------------------------===//
// What the rules of all dialects share: an op's tensors start without factors
// and get them dimension by dimension.
#ifndef TP_LIB_RULES_RULEBUILDER_H
#define TP_LIB_RULES_RULEBUILDER_H

#include "mlir/IR/Operation.h"
#include "tp/Dialect/TP/TPDialect.h"

namespace tp {

/// Builds the rule of one op.
class RuleBuilder {
public:
  explicit RuleBuilder(mlir::Operation *op);

  /// Adds a factor and returns its number.
  unsigned addFactor(int64_t size, FactorKind kind = FactorKind::PassThrough,
                     Reduction reduction = Reduction::Sum);
  /// Appends a factor to a dimension of an operand or a result.
  void mapOperand(unsigned operand, unsigned dim, unsigned factor);
  void mapResult(unsigned result, unsigned dim, unsigned factor);
  /// Gives a dimension a factor of its own that needs replication; none when
  /// its extent is 1: there is nothing to replicate.
  void replicateOperand(unsigned operand, unsigned dim);
  void replicateResult(unsigned result, unsigned dim);
  /// Makes an existing factor need replication.
  void replicateFactor(unsigned factor);
  /// Gives equal dimensions of all ranked operands and results a common
  /// factor; they all have the shape of the first result.
  void mapElementwise();

  ShardingRule take(bool isPassThrough);

private:
  mlir::Operation *op;
  ShardingRule rule;
};

} // namespace tp

#endif // TP_LIB_RULES_RULEBUILDER_H
