//===- VerifySharded.cpp - is a program in level 2's form? ----------------===//

#include "Shardings.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Partition/Passes.h"
#include "tp/Rules/ControlFlow.h"
#include "tp/Rules/ReductionInit.h"
#include "tp/Support/Layout.h"

namespace tp {
#define GEN_PASS_DEF_VERIFYSHARDEDPASS
#include "tp/Partition/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

namespace {
/// Checks the shardings of one op against its rule.
class RuleCheck {
public:
  RuleCheck(Operation *op, MeshAttr mesh, const ShardingRule &rule)
      : op(op), meshAttr(mesh), mesh(mesh.getValue()), rule(rule),
        common(rule.factors.size()), owner(rule.factors.size()) {}

  LogicalResult run() {
    auto operands = shardingsOf(op, op->getOperands(), meshAttr);
    auto results = shardingsOf(op, op->getResults(), meshAttr);
    if (failed(operands) || failed(results))
      return failure();
    for (auto [number, value] : llvm::enumerate(op->getOperands())) {
      std::string name = "operand #" + std::to_string(number);
      if (!(*operands)[number].partial.empty()) // (S38)
        return op->emitOpError() << name << " is partial: expected a reshard";
      if (failed(add(value, name, rule.operands[number], (*operands)[number])))
        return failure();
    }
    for (auto [number, value] : llvm::enumerate(op->getResults()))
      if (failed(add(value, "result #" + std::to_string(number),
                     rule.results[number], (*results)[number])))
        return failure();
    return checkPartial(*results);
  }

private:
  LogicalResult add(Value value, const std::string &name,
                    const TensorFactors &factors,
                    const TensorSharding &sharding) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type)
      return success();
    auto splits = toFactors(rule, factors, sharding);
    TensorSharding split = sharding;
    split.partial.clear();
    if (!sameLayout(type.getShape(), split,
                    fromFactors(rule, factors, splits))) // (S36)
      return op->emitOpError()
             << name << " is sharded as " << describe(shardingOf(value))
             << ", which does not follow the op's factors";
    for (const auto &dim : factors.dims)
      for (unsigned factor : dim)
        if (failed(addFactor(name, factor, splits[factor])))
          return failure();
    return success();
  }

  LogicalResult addFactor(const std::string &name, unsigned factor,
                          const FactorSharding &split) {
    if (rule.factors[factor].kind == FactorKind::NeedReplication &&
        product(split.axes) != 1) // (S37)
      return op->emitOpError()
             << name << " splits factor " << factor << " as "
             << describe(mesh, split) << ", which the op needs whole";
    if (owner[factor].empty()) {
      owner[factor] = name;
      common[factor] = split;
      return success();
    }
    int64_t size = rule.factors[factor].size;
    if (layoutOf(size, common[factor]) == layoutOf(size, split))
      return success();
    return op->emitOpError() // (S36)
           << name << " splits factor " << factor << " as "
           << describe(mesh, split) << ", " << owner[factor] << " as "
           << describe(mesh, common[factor]);
  }

  /// Results are partial over the axes of reductions, and over no others.
  LogicalResult checkPartial(ArrayRef<TensorSharding> results) {
    TensorSharding expected;
    for (auto [factor, split] : llvm::zip_equal(rule.factors, common))
      if (factor.kind == FactorKind::Reduction)
        for (const Axis &axis : split.axes)
          expected.partial.push_back({axis, factor.reduction});
    for (auto [value, sharding] : llvm::zip_equal(op->getResults(), results)) {
      TensorSharding actual;
      actual.partial = sharding.partial;
      if (isa<RankedTensorType>(value.getType()) &&
          !sameLayout({}, actual, expected)) // (S38)
        return op->emitOpError()
               << "reduces over split factors, but its result is "
               << describe(shardingOf(value));
    }
    if (!layoutOf({}, expected).partial.empty() &&
        !startsFromIdentity(op)) // (S39)
      return op->emitOpError()
             << "reduces over a split dimension from an init that would join "
                "once on every rank";
    return success();
  }

  Operation *op;
  MeshAttr meshAttr;
  Mesh mesh;
  const ShardingRule &rule;
  SmallVector<FactorSharding> common;
  SmallVector<std::string> owner; ///< Who was first to have the factor.
};
} // namespace

static LogicalResult verifyReturn(func::FuncOp function, func::ReturnOp op,
                                  MeshAttr mesh) {
  auto shardings = shardingsOf(op, op.getOperands(), mesh);
  if (failed(shardings))
    return failure();
  for (auto [number, value] : llvm::enumerate(op.getOperands())) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type)
      continue;
    ShardingAttr stated = resultShardingOf(function, number);
    if (!stated)
      return function.emitOpError()
             << "result #" << number << " has no " << TPDialect::kShardingAttr;
    if (!sameLayout(type.getShape(), stated.getValue(mesh),
                    (*shardings)[number])) // (S40)
      return op.emitOpError()
             << "returns " << describe(shardingOf(value)) << " as result #"
             << number << ", which is " << describe(stated);
  }
  return success();
}

/// Whatever becomes a result of a loop or branch lies as the result does (S43).
static LogicalResult verifyControlFlow(Operation *op, MeshAttr mesh) {
  auto results = shardingsOf(op, op->getResults(), mesh);
  if (failed(results))
    return failure();
  for (auto [number, sharding] : llvm::enumerate(*results))
    if (!sharding.partial.empty()) // (S43)
      return op->emitOpError() << "has result #" << number
                               << ", which is partial: expected a reshard";
  for (CarriedOperand carried : carriedOperands(op)) {
    Value value = carried.operand->get();
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type)
      continue;
    Operation *user = carried.operand->getOwner();
    auto current = shardingsOf(user, value, mesh);
    if (failed(current))
      return failure();
    if (!sameLayout(type.getShape(), current->front(),
                    (*results)[carried.result])) { // (S43)
      auto diag = user->emitOpError()
                  << "gives " << describe(shardingOf(value))
                  << " for what lies as "
                  << describe(shardingOf(op->getResult(carried.result)));
      diag.attachNote(op->getLoc()) << "this is result #" << carried.result;
      return diag;
    }
  }
  return success();
}

static LogicalResult verifyOp(func::FuncOp function, Operation *op,
                              MeshAttr mesh) {
  if (isControlFlow(op))
    return verifyControlFlow(op, mesh);
  if (auto back = dyn_cast<func::ReturnOp>(op))
    return verifyReturn(function, back, mesh);
  if (isa<ConstrainOp, ShardingGroupOp>(op)) // (S35)
    return op->emitOpError() << "is not part of level 2";
  if (isa<ReshardOp>(op))
    return failure(failed(shardingsOf(op, op->getOperands(), mesh)));
  if (op->hasTrait<OpTrait::IsTerminator>() || !handlesTensors(op))
    return success();
  auto shardable = dyn_cast<ShardableOpInterface>(op);
  if (!shardable) {
    emitUnsupported(op) << "has no sharding rule";
    return failure();
  }
  FailureOr<ShardingRule> rule = shardable.getShardingRule();
  if (failed(rule))
    return failure();
  return RuleCheck(op, mesh, *rule).run();
}

namespace {
struct VerifyShardedPass : tp::impl::VerifyShardedPassBase<VerifyShardedPass> {
  void runOnOperation() override {
    markAllAnalysesPreserved();
    FailureOr<MeshOp> mesh = lookupOnlyMesh(getOperation());
    if (failed(mesh))
      return signalPassFailure();
    if (!*mesh)
      return;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal() &&
          failed(verifyBlock(function, function.getBody().front(),
                             mesh->getMesh())))
        return signalPassFailure();
  }

private:
  static LogicalResult verifyBlock(func::FuncOp function, Block &block,
                                   MeshAttr mesh) {
    for (Operation &op : block) {
      if (failed(verifyOp(function, &op, mesh)))
        return failure();
      if (!isControlFlow(&op))
        continue;
      for (Region &region : op.getRegions())
        for (Block &inner : region)
          if (failed(verifyBlock(function, inner, mesh)))
            return failure();
    }
    return success();
  }
};
} // namespace
