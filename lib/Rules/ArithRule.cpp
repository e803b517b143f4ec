//===- ArithRule.cpp - how arith and math shard on tensors ----------------===//
// Level 1 keeps elementwise work in linalg, but constants are arith's and
// users write `arith.addf %a, %b : tensor<...>` by hand.

#include "DialectRules.h"
#include "RuleBuilder.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

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

template <typename OpT> void attachIfElementwise(MLIRContext *context) {
  if constexpr (OpT::template hasTrait<OpTrait::Elementwise>() &&
                OpT::template hasTrait<OpTrait::Tensorizable>())
    OpT::template attachInterface<ElementwiseRule<OpT>>(*context);
}

template <typename... Ops> void attachToElementwise(MLIRContext *context) {
  (attachIfElementwise<Ops>(context), ...);
}
} // namespace

void tp::registerArithRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, arith::ArithDialect *) {
    arith::ConstantOp::attachInterface<ElementwiseRule<arith::ConstantOp>>(
        *context);
    attachToElementwise<
#define GET_OP_LIST
#include "mlir/Dialect/Arith/IR/ArithOps.cpp.inc"
        >(context);
  });
  registry.addExtension(+[](MLIRContext *context, math::MathDialect *) {
    attachToElementwise<
#define GET_OP_LIST
#include "mlir/Dialect/Math/IR/MathOps.cpp.inc"
        >(context);
  });
}
