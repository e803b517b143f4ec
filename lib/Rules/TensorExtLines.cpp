//===- TensorExtLines.cpp - ops along one dimension, sharded --------------===//
// Lines are independent of each other, so all other dimensions split freely,
// and padding is lines that nobody reads. The dimension of the lines itself
// must be whole on every device.

#include "DialectRules.h"
#include "Localizers.h"
#include "RuleBuilder.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp;
using namespace tp::tensor_ext;

namespace {
/// The rule of an op whose operands and results agree in all dimensions but
/// `line`.
FailureOr<ShardingRule> ruleAlong(Operation *op, int64_t line) {
  RuleBuilder builder(op);
  auto shape = cast<RankedTensorType>(op->getOperand(0).getType()).getShape();
  for (auto [dim, extent] : llvm::enumerate(shape)) {
    if (int64_t(dim) == line) {
      for (OpOperand &operand : op->getOpOperands())
        builder.replicateOperand(operand.getOperandNumber(), dim);
      for (OpResult result : op->getResults())
        builder.replicateResult(result.getResultNumber(), dim);
      continue;
    }
    unsigned factor = builder.addFactor(extent);
    for (OpOperand &operand : op->getOpOperands())
      builder.mapOperand(operand.getOperandNumber(), dim, factor);
    for (OpResult result : op->getResults())
      builder.mapResult(result.getResultNumber(), dim, factor);
  }
  return builder.take(/*isPassThrough=*/false);
}

struct TopKRule : ShardableOpInterface::ExternalModel<TopKRule, TopKOp> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    auto input = cast<RankedTensorType>(op->getOperand(0).getType());
    return ruleAlong(op, input.getRank() - 1);
  }
};

struct ScanRule : ShardableOpInterface::ExternalModel<ScanRule, ScanOp> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    return ruleAlong(op, cast<ScanOp>(op).getDimension());
  }
};

struct SortRule : ShardableOpInterface::ExternalModel<SortRule, SortOp> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    return ruleAlong(op, cast<SortOp>(op).getDimension());
  }
};
} // namespace

void tp::registerTensorExtLineRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, TensorExtDialect *) {
    TopKOp::attachInterface<TopKRule>(*context);
    ScanOp::attachInterface<ScanRule>(*context);
    SortOp::attachInterface<SortRule>(*context);
  });
}

void tp::registerTensorExtLineLocalizers(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, TensorExtDialect *) {
    TopKOp::attachInterface<CloneLocalize<TopKOp>>(*context);
    ScanOp::attachInterface<CloneLocalize<ScanOp>>(*context);
    SortOp::attachInterface<CloneLocalize<SortOp>>(*context);
  });
}
