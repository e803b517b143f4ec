//===- TPRule.cpp - how the sharding dialect's own ops shard --------------===//

#include "DialectRules.h"
#include "RuleBuilder.h"

using namespace mlir;
using namespace tp;

namespace {
/// The result is the operand.
template <typename OpT>
struct IdentityRule
    : ShardableOpInterface::ExternalModel<IdentityRule<OpT>, OpT> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    RuleBuilder builder(op);
    builder.mapElementwise();
    return builder.take(/*isPassThrough=*/true);
  }
};
} // namespace

void tp::registerTPRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, TPDialect *) {
    ConstrainOp::attachInterface<IdentityRule<ConstrainOp>>(*context);
    ReshardOp::attachInterface<IdentityRule<ReshardOp>>(*context);
  });
}
