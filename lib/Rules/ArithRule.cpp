//===- ArithRule.cpp - how arith and math shard on tensors ----------------===//
// Level 1 keeps elementwise work in linalg, but constants are arith's and
// users write `arith.addf %a, %b : tensor<...>` by hand.

#include "DialectRules.h"
#include "ElementwiseOps.h"
#include "RuleBuilder.h"

using namespace mlir;
using namespace tp;

namespace {
/// One result element for each element of the operands, if any.
template <typename OpT>
struct ElementwiseRule
    : ShardableOpInterface::ExternalModel<ElementwiseRule<OpT>, OpT> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    RuleBuilder builder(op);
    builder.mapElementwise();
    return builder.take(/*isPassThrough=*/true);
  }
};
} // namespace

void tp::registerArithRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, arith::ArithDialect *) {
    arith::ConstantOp::attachInterface<ElementwiseRule<arith::ConstantOp>>(
        *context);
  });
  attachToElementwiseOps<ElementwiseRule>(registry);
}
