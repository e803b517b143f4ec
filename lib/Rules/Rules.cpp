//===- Rules.cpp - writing and registering sharding rules -----------------===//

#include "tp/Rules/Rules.h"
#include "DialectRules.h"
#include "RuleBuilder.h"

using namespace mlir;
using namespace tp;

void tp::registerShardingRules(DialectRegistry &registry) {
  registerArithRules(registry);
  registerLinalgRules(registry);
  registerTensorExtLineRules(registry);
  registerTensorExtRules(registry);
  registerTensorExtScatterRules(registry);
  registerTensorRules(registry);
  registerTPRules(registry);
}

static TensorFactors unmapped(Type type) {
  TensorFactors tensor;
  if (auto ranked = dyn_cast<RankedTensorType>(type))
    tensor.dims.resize(ranked.getRank());
  return tensor;
}

RuleBuilder::RuleBuilder(Operation *op) : op(op) {
  for (Type type : op->getOperandTypes())
    rule.operands.push_back(unmapped(type));
  for (Type type : op->getResultTypes())
    rule.results.push_back(unmapped(type));
}

unsigned RuleBuilder::addFactor(int64_t size, FactorKind kind,
                                Reduction reduction) {
  rule.factors.push_back({size, kind, reduction});
  return rule.factors.size() - 1;
}

void RuleBuilder::mapOperand(unsigned operand, unsigned dim, unsigned factor) {
  rule.operands[operand].dims[dim].push_back(factor);
}

void RuleBuilder::mapResult(unsigned result, unsigned dim, unsigned factor) {
  rule.results[result].dims[dim].push_back(factor);
}

static int64_t extentOf(Value value, unsigned dim) {
  return cast<RankedTensorType>(value.getType()).getDimSize(dim);
}

void RuleBuilder::replicateOperand(unsigned operand, unsigned dim) {
  int64_t extent = extentOf(op->getOperand(operand), dim);
  if (extent != 1)
    mapOperand(operand, dim, addFactor(extent, FactorKind::NeedReplication));
}

void RuleBuilder::replicateResult(unsigned result, unsigned dim) {
  int64_t extent = extentOf(op->getResult(result), dim);
  if (extent != 1)
    mapResult(result, dim, addFactor(extent, FactorKind::NeedReplication));
}

void RuleBuilder::replicateFactor(unsigned factor) {
  rule.factors[factor].kind = FactorKind::NeedReplication;
}

void RuleBuilder::mapElementwise() {
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type)
    return;
  for (auto [dim, extent] : llvm::enumerate(type.getShape())) {
    unsigned factor = addFactor(extent);
    for (OpOperand &operand : op->getOpOperands())
      if (isa<RankedTensorType>(operand.get().getType()))
        mapOperand(operand.getOperandNumber(), dim, factor);
    for (OpResult result : op->getResults())
      mapResult(result.getResultNumber(), dim, factor);
  }
}

ShardingRule RuleBuilder::take(bool isPassThrough) {
  rule.isPassThrough = isPassThrough;
  return std::move(rule);
}
