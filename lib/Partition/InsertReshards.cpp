//===- InsertReshards.cpp - every disagreement becomes a reshard ----------===//
// Op by op in program order: choose the axes of its factors, bring the operands
// there, and bring the results to what propagation decided.

#include "ReshardBuilder.h"
#include "mlir/IR/Remarks.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Partition/Passes.h"
#include "tp/Rules/ControlFlow.h"
#include "tp/Rules/ReductionInit.h"
#include "tp/Support/Layout.h"

namespace tp {
#define GEN_PASS_DEF_INSERTRESHARDSPASS
#include "tp/Partition/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

namespace {
/// Brings one function to level 2.
class FunctionResharder {
public:
  FunctionResharder(func::FuncOp function, MeshOp mesh)
      : function(function), meshAttr(mesh.getMesh()), mesh(meshAttr.getValue()),
        reshards(mesh) {}

  LogicalResult run() { return processBlock(function.getBody().front()); }

private:
  LogicalResult processBlock(Block &block) {
    for (Operation &op : llvm::make_early_inc_range(block))
      if (failed(process(&op)))
        return failure();
    return success();
  }

  LogicalResult process(Operation *op) {
    if (auto constrain = dyn_cast<ConstrainOp>(op))
      return replaceConstrain(constrain);
    if (auto back = dyn_cast<func::ReturnOp>(op))
      return reshardReturned(back);
    if (isControlFlow(op))
      return processControlFlow(op);
    if (op->hasTrait<OpTrait::IsTerminator>() || !handlesTensors(op))
      return success();
    return processSharded(op);
  }

  LogicalResult replaceConstrain(ConstrainOp op);
  LogicalResult reshardReturned(func::ReturnOp op);
  LogicalResult processControlFlow(Operation *op);
  LogicalResult processSharded(Operation *op);
  LogicalResult splitAndProcess(Operation *op);
  void reshardOperands(Operation *op, const ShardingRule &rule,
                       ArrayRef<TensorSharding> current,
                       ArrayRef<FactorSharding> chosen);
  void replicateCaptured(Operation *op);
  void setResults(Operation *op, const ShardingRule &rule,
                  ArrayRef<TensorSharding> wanted,
                  ArrayRef<FactorSharding> chosen);
  /// `; "x" comes from ...` for each axis of the mesh that `asks` is about and
  /// that an operand or a result of `op` has.
  std::string origins(Operation *op, function_ref<bool(unsigned axis)> asks);
  std::string originOf(Value value, unsigned axis);

  func::FuncOp function;
  MeshAttr meshAttr;
  Mesh mesh;
  ReshardBuilder reshards;
};
} // namespace

static FailureOr<ShardingRule> ruleOf(Operation *op) {
  auto shardable = dyn_cast<ShardableOpInterface>(op);
  if (!shardable) {
    emitUnsupported(op) << "has no sharding rule";
    return failure();
  }
  return shardable.getShardingRule();
}

/// The tensors of an op as its factors see them.
static SmallVector<FactorTensor>
factorTensors(const ShardingRule &rule, ValueRange values,
              ArrayRef<TensorFactors> factors,
              ArrayRef<TensorSharding> shardings, bool isResult) {
  SmallVector<FactorTensor> tensors;
  llvm::SmallDenseSet<Value> seen;
  for (auto [value, dims, sharding] :
       llvm::zip_equal(values, factors, shardings)) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type)
      continue;
    // What is brought elsewhere at no cost, or for another operand already,
    // has no say.
    bool counts =
        isResult || (!isFreelySharded(value) && seen.insert(value).second);
    tensors.push_back({counts ? type.getNumElements() : 0, dims,
                       toFactors(rule, dims, sharding)});
  }
  return tensors;
}

static bool splitsReduction(const ShardingRule &rule,
                            ArrayRef<FactorSharding> chosen) {
  for (auto [factor, split] : llvm::zip_equal(rule.factors, chosen))
    if (factor.kind == FactorKind::Reduction && product(split.axes) != 1)
      return true;
  return false;
}

LogicalResult FunctionResharder::processSharded(Operation *op) {
  FailureOr<ShardingRule> rule = ruleOf(op);
  if (failed(rule))
    return failure();
  auto operands = shardingsOf(op, op->getOperands(), meshAttr);
  auto results = shardingsOf(op, op->getResults(), meshAttr);
  if (failed(operands) || failed(results))
    return failure();
  SmallVector<FactorTensor> tensors =
      factorTensors(*rule, op->getOperands(), rule->operands, *operands,
                    /*isResult=*/false);
  tensors.append(factorTensors(*rule, op->getResults(), rule->results, *results,
                               /*isResult=*/true));
  SmallVector<FactorSharding> chosen = chooseFactors(*rule, tensors);
  if (splitsReduction(*rule, chosen) && !startsFromIdentity(op))
    return splitAndProcess(op);
  reshardOperands(op, *rule, *operands, chosen);
  replicateCaptured(op);
  setResults(op, *rule, *results, chosen);
  return success();
}

LogicalResult FunctionResharder::splitAndProcess(Operation *op) {
  OpBuilder builder(op->getContext());
  auto list = op->getAttrOfType<ArrayAttr>(TPDialect::kShardingsAttr);
  ShardingAttr sharding = cast<ShardingAttr>(list[0]);
  FailureOr<SmallVector<Operation *>> parts = splitInits(builder, op);
  if (failed(parts))
    return failure();
  for (Operation *part : *parts) {
    // All that the split adds has the shape of a result.
    if (handlesTensors(part) && !part->hasAttr(TPDialect::kShardingsAttr))
      part->setAttr(TPDialect::kShardingsAttr, builder.getArrayAttr(sharding));
    if (failed(process(part)))
      return failure();
  }
  return success();
}

/// The dimension that `sharding` splits over a mesh axis, if there is one.
static std::optional<unsigned> dimOver(const TensorSharding &sharding,
                                       unsigned axis) {
  for (auto [number, dim] : llvm::enumerate(sharding.dims))
    for (const Axis &at : dim.axes)
      if (at.index == axis)
        return number;
  return std::nullopt;
}

static bool isPartialOver(const TensorSharding &sharding, unsigned axis) {
  return llvm::any_of(sharding.partial, [&](const PartialAxis &p) {
    return p.axis.index == axis;
  });
}

/// Who split `value` over a mesh axis: propagation's word for it, or the
/// argument that the value is. Empty when it is not split so or not known.
std::string FunctionResharder::originOf(Value value, unsigned axis) {
  while (auto reshard = value.getDefiningOp<ReshardOp>())
    value = reshard.getInput();
  ShardingAttr sharding = shardingOf(value);
  std::optional<unsigned> dim =
      sharding ? dimOver(sharding.getValue(meshAttr), axis) : std::nullopt;
  if (!dim)
    return "";
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    unsigned number = argument.getArgNumber();
    if (std::optional<unsigned> carried = carriedBy(argument))
      return originOf(argument.getOwner()->getParentOp()->getResult(*carried),
                      axis);
    std::string text = "argument #" + std::to_string(number);
    if (auto name =
            function.getArgAttrOfType<StringAttr>(number, TPDialect::kNameAttr))
      text += " '" + name.str() + "'";
    return text + " dimension " + std::to_string(*dim);
  }
  auto result = cast<OpResult>(value);
  auto list = result.getOwner()->getAttrOfType<ArrayAttr>(kOriginsAttr);
  if (!list || list.size() <= result.getResultNumber())
    return "";
  auto byAxis = dyn_cast<DictionaryAttr>(list[result.getResultNumber()]);
  auto origin =
      byAxis ? byAxis.getAs<StringAttr>(mesh.axes[axis].name) : StringAttr();
  return origin ? origin.str() : "";
}

std::string FunctionResharder::origins(Operation *op,
                                       function_ref<bool(unsigned axis)> asks) {
  SmallVector<Value> values(op->getOperands());
  values.append(op->result_begin(), op->result_end());
  std::string text;
  for (auto [index, axis] : llvm::enumerate(mesh.axes)) {
    if (!asks(index))
      continue;
    for (Value value : values) {
      std::string origin =
          isa<RankedTensorType>(value.getType()) ? originOf(value, index) : "";
      if (origin.empty())
        continue;
      text += "; \"" + axis.name + "\" comes from " + origin;
      break;
    }
  }
  return text;
}

/// Whether `wanted` has a dimension whole that `current` splits.
static bool gathers(const TensorSharding &current,
                    const TensorSharding &wanted) {
  for (auto [from, to] : llvm::zip_equal(current.dims, wanted.dims))
    if (product(to.axes) == 1 && product(from.axes) != 1)
      return true;
  return false;
}

void FunctionResharder::reshardOperands(Operation *op, const ShardingRule &rule,
                                        ArrayRef<TensorSharding> current,
                                        ArrayRef<FactorSharding> chosen) {
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = dyn_cast<RankedTensorType>(operand.get().getType());
    if (!type)
      continue;
    unsigned number = operand.getOperandNumber();
    TensorSharding wanted = fromFactors(rule, rule.operands[number], chosen);
    if (sameLayout(type.getShape(), current[number], wanted))
      continue;
    std::string from = describe(reshards.attrOf(current[number]));
    std::string to = describe(reshards.attrOf(wanted));
    if (gathers(current[number], wanted))
      remark::missed(
          op->getLoc(),
          remark::RemarkOpts::name("Replicated").category("tp-partition"))
          << remark::reason("operand #{0} is {1} but {2} reads it as {3}",
                            number, from, op->getName().getStringRef().str(),
                            to);
    operand.set(reshards.reshard(
        operand.get(), wanted, op, op->getLoc(),
        "operand #" + Twine(number) + " of " + op->getName().getStringRef() +
            " is " + from + ", the op works on " + to +
            origins(op, [&](unsigned axis) {
              return dimOver(current[number], axis) != dimOver(wanted, axis);
            })));
  }
}

void FunctionResharder::replicateCaptured(Operation *op) {
  for (Value value : capturedTensors(op)) {
    ShardingAttr current = shardingOf(value);
    TensorSharding whole;
    whole.dims.resize(shapeOf(value).size());
    if (!current || reshards.isLaidOut(value, current, whole))
      continue;
    remark::missed(
        op->getLoc(),
        remark::RemarkOpts::name("Replicated").category("tp-partition"))
        << remark::reason("{0} reads a tensor of sharding {1} in its body",
                          op->getName().getStringRef().str(),
                          describe(current));
    Value replicated =
        reshards.reshard(value, whole, op, op->getLoc(),
                         "the body of " + op->getName().getStringRef() +
                             " reads a tensor that is " + describe(current) +
                             ": it needs " + describe(reshards.attrOf(whole)));
    op->walk([&](Operation *inner) {
      if (inner != op)
        inner->replaceUsesOfWith(value, replicated);
    });
  }
}

/// How the results of an op come out of it.
static TensorSharding producedSharding(const ShardingRule &rule,
                                       const TensorFactors &result,
                                       ArrayRef<FactorSharding> chosen) {
  TensorSharding sharding = fromFactors(rule, result, chosen);
  for (auto [factor, split] : llvm::zip_equal(rule.factors, chosen))
    if (factor.kind == FactorKind::Reduction)
      for (const Axis &axis : split.axes)
        sharding.partial.push_back({axis, factor.reduction});
  return sharding;
}

void FunctionResharder::setResults(Operation *op, const ShardingRule &rule,
                                   ArrayRef<TensorSharding> wanted,
                                   ArrayRef<FactorSharding> chosen) {
  SmallVector<Attribute> produced;
  Operation *next = op->getNextNode();
  for (OpResult result : op->getResults()) {
    if (!isa<RankedTensorType>(result.getType()))
      continue;
    unsigned number = result.getResultNumber();
    TensorSharding own = producedSharding(rule, rule.results[number], chosen);
    ShardingAttr attr = reshards.attrOf(own);
    produced.push_back(attr);
    if (sameLayout(shapeOf(result), own, wanted[number]))
      continue;
    std::string reason =
        (op->getName().getStringRef() + " gives " + describe(attr)).str();
    if (!own.partial.empty())
      reason += ": what it reduces is split";
    reason += "; the program goes on with " +
              describe(reshards.attrOf(wanted[number])) +
              origins(op, [&](unsigned axis) {
                return isPartialOver(own, axis) ||
                       dimOver(own, axis) != dimOver(wanted[number], axis);
              });
    Value resharded =
        reshards.reshard(result, wanted[number], next, op->getLoc(), reason);
    result.replaceAllUsesExcept(resharded, resharded.getDefiningOp());
  }
  if (!produced.empty())
    op->setAttr(TPDialect::kShardingsAttr,
                ArrayAttr::get(op->getContext(), produced));
}

LogicalResult FunctionResharder::replaceConstrain(ConstrainOp op) {
  auto shardings = shardingsOf(op, op->getOperands(), meshAttr);
  if (failed(shardings))
    return failure();
  // Propagation may have split open dimensions further.
  ShardingAttr stated = shardingOf(op.getResult());
  if (!stated)
    stated = op.getSharding();
  TensorSharding wanted = stated.getValue(meshAttr);
  Value value = op.getInput();
  if (!sameLayout(shapeOf(value), shardings->front(), wanted))
    value = reshards.reshard(
        value, wanted, op, op.getLoc(),
        "tp.constrain asks for " + describe(reshards.attrOf(wanted)) +
            ", the value is " + describe(reshards.attrOf(shardings->front())));
  op.getResult().replaceAllUsesWith(value);
  op.erase();
  return success();
}

LogicalResult FunctionResharder::reshardReturned(func::ReturnOp op) {
  auto shardings = shardingsOf(op, op.getOperands(), meshAttr);
  if (failed(shardings))
    return failure();
  for (OpOperand &operand : op->getOpOperands()) {
    if (!isa<RankedTensorType>(operand.get().getType()))
      continue;
    unsigned number = operand.getOperandNumber();
    ShardingAttr stated = resultShardingOf(function, number);
    if (!stated)
      return function.emitOpError()
             << "result #" << number << " has no " << TPDialect::kShardingAttr
             << ": expected one from tp-propagate";
    TensorSharding wanted = stated.getValue(meshAttr);
    const TensorSharding &current = (*shardings)[number];
    if (!sameLayout(shapeOf(operand.get()), current, wanted))
      operand.set(reshards.reshard(
          operand.get(), wanted, op, op.getLoc(),
          "result #" + Twine(number) + " of @" + function.getSymName() +
              " is returned as " + describe(reshards.attrOf(wanted)) +
              ", the value is " + describe(reshards.attrOf(current))));
  }
  return success();
}

/// Whatever becomes a result of a loop or branch is brought to its sharding;
/// the regions are programs like the one around.
LogicalResult FunctionResharder::processControlFlow(Operation *op) {
  for (Region &region : op->getRegions())
    for (Block &block : region)
      if (failed(processBlock(block)))
        return failure();
  auto results = shardingsOf(op, op->getResults(), meshAttr);
  if (failed(results))
    return failure();
  for (CarriedOperand carried : carriedOperands(op)) {
    Value value = carried.operand->get();
    Operation *user = carried.operand->getOwner();
    if (!isa<RankedTensorType>(value.getType()))
      continue;
    auto current = shardingsOf(user, value, meshAttr);
    if (failed(current))
      return failure();
    const TensorSharding &wanted = (*results)[carried.result];
    if (sameLayout(shapeOf(value), current->front(), wanted))
      continue;
    carried.operand->set(reshards.reshard(
        value, wanted, user, user->getLoc(),
        Twine(op->getName().getStringRef()) + " has result #" +
            Twine(carried.result) + " as " + describe(reshards.attrOf(wanted)) +
            ", what becomes it is " +
            describe(reshards.attrOf(current->front()))));
  }
  return success();
}

namespace {
struct InsertReshardsPass
    : tp::impl::InsertReshardsPassBase<InsertReshardsPass> {
  void runOnOperation() override {
    FailureOr<MeshOp> mesh = lookupOnlyMesh(getOperation());
    if (failed(mesh))
      return signalPassFailure();
    if (!*mesh)
      return; // Nothing to shard over.
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isDeclaration())
        if (failed(FunctionResharder(function, *mesh).run()))
          return signalPassFailure();
  }
};
} // namespace
