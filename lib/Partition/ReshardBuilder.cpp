//===- ReshardBuilder.cpp - makes reshards, each of them once -------------===//

#include "ReshardBuilder.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "tp/Support/Layout.h"

using namespace mlir;
using namespace tp;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

static bool isInit(OpOperand &operand) {
  auto op = dyn_cast<DestinationStyleOpInterface>(operand.getOwner());
  return op && op.isDpsInit(&operand);
}

bool tp::isFreelySharded(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || op->getNumResults() != 1 || !isMemoryEffectFree(op) ||
      !isa<ShardableOpInterface>(op) || isa<TPDialect>(op->getDialect()) ||
      !capturedTensors(op).empty())
    return false;
  return llvm::all_of(op->getOpOperands(), [](OpOperand &operand) {
    return !isa<TensorType>(operand.get().getType()) ||
           (isInit(operand) && isFreelySharded(operand.get()));
  });
}

/// The op of the block of `value` that `user` is or stands in. What is made in
/// front of it serves all later users, in whatever region, and a loop does not
/// make it anew in every step.
static Operation *placeFor(Value value, Operation *user) {
  return value.getParentBlock()->findAncestorOpInBlock(*user);
}

ReshardBuilder::ReshardBuilder(MeshOp mesh)
    : builder(mesh.getContext()), mesh(mesh.getMesh()),
      meshName(FlatSymbolRefAttr::get(mesh.getSymNameAttr())) {}

bool ReshardBuilder::isLaidOut(Value value, ShardingAttr sharding,
                               const TensorSharding &wanted) const {
  return sameLayout(shapeOf(value), sharding.getValue(mesh), wanted);
}

Value ReshardBuilder::reshard(Value value, const TensorSharding &wanted,
                              Operation *user, Location loc,
                              const Twine &reason) {
  // What was brought elsewhere for others may come from where it is needed.
  if (auto before = value.getDefiningOp<ReshardOp>())
    if (isLaidOut(value, shardingOf(before.getInput()), wanted))
      return before.getInput();
  ShardingAttr attr = attrOf(wanted);
  if (Value known = made.lookup({value, attr}))
    return known;
  user = placeFor(value, user);
  Value result = rematerialize(value, wanted, user);
  if (!result) {
    builder.setInsertionPoint(user);
    result = ReshardOp::create(builder, loc, value.getType(), value, attr,
                               builder.getStringAttr(reason));
  }
  made[{value, attr}] = result;
  return result;
}

Value ReshardBuilder::rematerialize(Value value, const TensorSharding &wanted,
                                    Operation *user) {
  if (!isFreelySharded(value) || !wanted.partial.empty())
    return {};
  Operation *op = value.getDefiningOp();
  FailureOr<ShardingRule> rule =
      cast<ShardableOpInterface>(op).getShardingRule();
  if (failed(rule))
    return {};
  auto factors = toFactors(*rule, rule->results[0], wanted);
  for (auto [factor, split] : llvm::zip_equal(rule->factors, factors))
    if (factor.kind != FactorKind::PassThrough && !split.axes.empty())
      return {};
  if (!sameLayout(shapeOf(value), wanted,
                  fromFactors(*rule, rule->results[0], factors)))
    return {};
  IRMapping inits;
  for (OpOperand &operand : op->getOpOperands()) {
    if (!isa<TensorType>(operand.get().getType()))
      continue;
    TensorSharding init =
        fromFactors(*rule, rule->operands[operand.getOperandNumber()], factors);
    inits.map(operand.get(),
              reshard(operand.get(), init, user, op->getLoc(), ""));
  }
  builder.setInsertionPoint(user);
  Operation *copy = builder.clone(*op, inits);
  copy->setAttr(TPDialect::kShardingsAttr,
                builder.getArrayAttr(attrOf(wanted)));
  copy->removeAttr(kOriginsAttr);
  return copy->getResult(0);
}
