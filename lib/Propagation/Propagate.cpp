//===- Propagate.cpp - a sharding for every value -------------------------===//
// Reads the program into a graph, runs the fixpoint there, writes back what it
// found.

#include "ConstantCopies.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Support/DebugStringHelper.h"
#include "mlir/Transforms/RegionUtils.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Propagation/Passes.h"
#include "tp/Propagation/PropagationGraph.h"
#include "tp/Rules/ControlFlow.h"
#include <map>
#include <numeric>

namespace tp {
#define GEN_PASS_DEF_PROPAGATEPASS
#include "tp/Propagation/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

//===----------------------------------------------------------------------===//
// Stated shardings
//===----------------------------------------------------------------------===//

/// Without axes of size 1: they split nothing and would only get in the way.
static AxisList withoutUnitAxes(ArrayRef<Axis> axes) {
  AxisList kept;
  llvm::copy_if(axes, std::back_inserter(kept),
                [](const Axis &axis) { return axis.size != 1; });
  return kept;
}

static StatedSharding statedSharding(ShardingAttr attr, MeshAttr mesh) {
  TensorSharding value = attr.getValue(mesh);
  StatedSharding stated;
  for (auto [dim, split] : llvm::zip_equal(attr.getDims(), value.dims)) {
    split.axes = withoutUnitAxes(split.axes);
    stated.dims.push_back(
        {split, dim.getOpen(), std::max<int64_t>(dim.getPriority(), 0)});
  }
  SmallVector<Attribute> replicated(attr.getReplicated().begin(),
                                    attr.getReplicated().end());
  stated.replicated =
      axisValues(mesh, ArrayAttr::get(attr.getContext(), replicated));
  stated.partial = value.partial;
  return stated;
}

/// File and line within a location that frameworks nest in names and calls.
static std::string describe(Location loc) {
  std::string text;
  loc->walk([&](Location part) {
    auto file = dyn_cast<FileLineColLoc>(part);
    if (!file)
      return WalkResult::advance();
    text =
        (" at " + file.getFilename().getValue() + ":" + Twine(file.getLine()))
            .str();
    return WalkResult::interrupt();
  });
  return text;
}

//===----------------------------------------------------------------------===//
// One function
//===----------------------------------------------------------------------===//

namespace {
/// One function as a graph, and back.
class FunctionPropagation {
public:
  FunctionPropagation(func::FuncOp function, MeshOp mesh)
      : function(function), mesh(mesh.getMesh()),
        meshName(FlatSymbolRefAttr::get(mesh.getSymNameAttr())) {}

  /// Numbers values and reads rules; fails, having said why, at an op that has
  /// none.
  LogicalResult read();
  void propagate(Strategy strategy) { graph.propagate(strategy); }
  /// Attaches what was found.
  void write(bool withOrigins);

private:
  unsigned addValue(Value value, ShardingAttr stated, const Twine &description);
  unsigned numberOf(Value value) const {
    auto found = numbers.find(value);
    return found == numbers.end() ? PropagationGraph::kNoValue : found->second;
  }
  void readArguments();
  LogicalResult readOp(Operation *op);
  LogicalResult readGroup(ShardingGroupOp op);
  LogicalResult readBlock(Block &block);
  LogicalResult readControlFlow(Operation *op);
  void readReturn(func::ReturnOp op);
  ShardingAttr shardingOf(unsigned number) const {
    return ShardingAttr::get(meshName, mesh, graph.getSharding(number));
  }
  /// What a caller passes or gets: granules are a matter of the program
  /// inside, but for `stated` ones.
  ShardingAttr outerShardingOf(unsigned number, ShardingAttr stated) const {
    TensorSharding value = graph.getSharding(number);
    for (auto [index, dim] : llvm::enumerate(value.dims))
      dim.granule = std::gcd(dim.granule,
                             stated ? stated.getDims()[index].getGranule() : 1);
    return ShardingAttr::get(meshName, mesh, value);
  }
  DictionaryAttr originsOf(unsigned number) const;

  func::FuncOp function;
  MeshAttr mesh;
  FlatSymbolRefAttr meshName;
  PropagationGraph graph;
  llvm::DenseMap<Value, unsigned> numbers;
  /// Of the values that the function returns as results; kNoValue for others.
  SmallVector<unsigned> results;
  /// The first member of each sharding group.
  std::map<int64_t, ShardingGroupOp> groups;
  /// Who stated the sharding of a value.
  llvm::DenseMap<unsigned, std::string> descriptions;
};
} // namespace

unsigned FunctionPropagation::addValue(Value value, ShardingAttr stated,
                                       const Twine &description) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type)
    return PropagationGraph::kNoValue;
  std::optional<StatedSharding> statement;
  if (stated)
    statement = statedSharding(stated, mesh);
  unsigned number = graph.addValue(type.getShape(), std::move(statement));
  if (stated)
    descriptions[number] = description.str();
  return number;
}

void FunctionPropagation::readArguments() {
  for (BlockArgument argument : function.getArguments()) {
    unsigned index = argument.getArgNumber();
    auto stated = function.getArgAttrOfType<ShardingAttr>(
        index, TPDialect::kShardingAttr);
    auto name =
        function.getArgAttrOfType<StringAttr>(index, TPDialect::kNameAttr);
    numbers[argument] =
        addValue(argument, stated,
                 "argument #" + Twine(index) +
                     (name ? " '" + name.getValue() + "'" : Twine()));
  }
}

/// The sharding that an op states for its result; null for others.
static ShardingAttr statedBy(Operation *op) {
  if (auto constrain = dyn_cast<ConstrainOp>(op))
    return constrain.getSharding();
  if (auto reshard = dyn_cast<ReshardOp>(op))
    return reshard.getSharding();
  return {};
}

/// Says so when a body reads whole tensors: no rule can split those.
static void remarkCaptures(Operation *op) {
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  for (Value value : captured)
    if (isa<RankedTensorType>(value.getType()))
      remark::missed(
          op->getLoc(),
          remark::RemarkOpts::name("CapturedTensor").category("tp-propagation"))
          << remark::reason("the body reads a tensor that is no operand: it "
                            "stays whole on every device")
          << remark::metric("type", debugString(value.getType()));
}

/// What a loop carries is one value wherever it is an argument or the result;
/// what goes in and what goes on are linked to it.
LogicalResult FunctionPropagation::readControlFlow(Operation *op) {
  if (failed(checkCarried(op)))
    return failure();
  for (OpResult result : op->getResults())
    numbers[result] = addValue(
        result, {}, op->getName().getStringRef() + describe(op->getLoc()));
  for (Region &region : op->getRegions())
    for (Block &block : region) {
      for (BlockArgument argument : block.getArguments())
        if (std::optional<unsigned> result = carriedBy(argument))
          numbers[argument] = numberOf(op->getResult(*result));
      if (failed(readBlock(block)))
        return failure();
    }
  for (CarriedOperand carried : carriedOperands(op)) {
    unsigned from = numberOf(carried.operand->get());
    unsigned to = numberOf(op->getResult(carried.result));
    if (from != to && from != PropagationGraph::kNoValue)
      graph.addLink(from, to);
  }
  return success();
}

LogicalResult FunctionPropagation::readBlock(Block &block) {
  for (Operation &op : block) {
    if (op.hasTrait<OpTrait::IsTerminator>())
      continue;
    if (failed(isControlFlow(&op) ? readControlFlow(&op) : readOp(&op)))
      return failure();
  }
  return success();
}

LogicalResult FunctionPropagation::readOp(Operation *op) {
  if (auto group = dyn_cast<ShardingGroupOp>(op))
    return readGroup(group);
  auto isTensor = [](Type type) { return isa<RankedTensorType>(type); };
  if (llvm::none_of(op->getOperandTypes(), isTensor) &&
      llvm::none_of(op->getResultTypes(), isTensor))
    return success();
  auto shardable = dyn_cast<ShardableOpInterface>(op);
  if (!shardable)
    return emitUnsupported(op) << "has no sharding rule";
  for (Value value : llvm::concat<Value>(op->getOperands(), op->getResults())) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (type && !type.hasStaticShape())
      return emitUnsupported(op) << "has a dynamic shape: " << type;
  }
  FailureOr<ShardingRule> rule = shardable.getShardingRule();
  if (failed(rule))
    return failure();
  remarkCaptures(op);
  SmallVector<unsigned> operandNumbers, resultNumbers;
  for (Value operand : op->getOperands())
    operandNumbers.push_back(numberOf(operand));
  for (Value result : op->getResults()) {
    numbers[result] =
        addValue(result, statedBy(op),
                 op->getName().getStringRef() + describe(op->getLoc()));
    resultNumbers.push_back(numbers[result]);
  }
  graph.addOp(std::move(*rule), operandNumbers, resultNumbers);
  return success();
}

/// All members of a group are linked to its first.
LogicalResult FunctionPropagation::readGroup(ShardingGroupOp op) {
  ShardingGroupOp first = groups.try_emplace(op.getGroup(), op).first->second;
  auto type = cast<RankedTensorType>(op.getInput().getType());
  auto firstType = cast<RankedTensorType>(first.getInput().getType());
  if (type.getShape() != firstType.getShape()) {
    auto diag = op.emitOpError()
                << "puts " << type << " into group " << op.getGroup()
                << ", which has " << firstType;
    diag.attachNote(first.getLoc()) << "the group's first member is here";
    return failure();
  }
  if (op.getInput() != first.getInput())
    graph.addLink(numberOf(first.getInput()), numberOf(op.getInput()));
  return success();
}

/// A result has a sharding of its own: the returned value may lie differently
/// where it is used inside.
void FunctionPropagation::readReturn(func::ReturnOp op) {
  for (OpOperand &operand : op->getOpOperands()) {
    unsigned index = operand.getOperandNumber();
    auto stated = function.getResultAttrOfType<ShardingAttr>(
        index, TPDialect::kShardingAttr);
    results.push_back(
        addValue(operand.get(), stated, "result #" + Twine(index)));
    if (results.back() != PropagationGraph::kNoValue)
      graph.addLink(numberOf(operand.get()), results.back());
  }
}

LogicalResult FunctionPropagation::read() {
  if (!function.getBody().hasOneBlock())
    return emitUnsupported(function)
           << "has " << function.getBody().getBlocks().size()
           << " blocks, expected straight-line code";
  readArguments();
  Block &body = function.getBody().front();
  if (failed(readBlock(body)))
    return failure();
  readReturn(cast<func::ReturnOp>(body.getTerminator()));
  return success();
}

DictionaryAttr FunctionPropagation::originsOf(unsigned number) const {
  MLIRContext *context = mesh.getContext();
  NamedAttrList origins;
  for (const AxisOrigin &origin : graph.getOrigins(number)) {
    std::string text = (descriptions.lookup(origin.value) +
                        Twine(" dimension ") + Twine(origin.dim))
                           .str();
    StringRef axis = mesh.getAxes()[origin.axis.index].getName();
    // Two parts of an axis may come from two places; the first is named.
    if (!origins.get(axis))
      origins.append(axis, StringAttr::get(context, text));
  }
  return origins.getDictionary(context);
}

void FunctionPropagation::write(bool withOrigins) {
  MLIRContext *context = function.getContext();
  StringRef attr = TPDialect::kShardingAttr;
  for (BlockArgument argument : function.getArguments()) {
    unsigned index = argument.getArgNumber();
    if (unsigned number = numberOf(argument);
        number != PropagationGraph::kNoValue)
      function.setArgAttr(
          index, attr,
          outerShardingOf(
              number, function.getArgAttrOfType<ShardingAttr>(index, attr)));
  }
  for (auto [index, number] : llvm::enumerate(results))
    if (number != PropagationGraph::kNoValue)
      function.setResultAttr(
          index, attr,
          outerShardingOf(
              number, function.getResultAttrOfType<ShardingAttr>(index, attr)));
  function.getBody().walk([&](Operation *op) {
    SmallVector<Attribute> shardings, origins;
    bool anyOrigin = false;
    for (Value result : op->getResults()) {
      unsigned number = numberOf(result);
      if (number == PropagationGraph::kNoValue)
        continue;
      shardings.push_back(shardingOf(number));
      origins.push_back(originsOf(number));
      anyOrigin |= !graph.getOrigins(number).empty();
    }
    if (shardings.empty())
      return;
    op->setAttr(TPDialect::kShardingsAttr, ArrayAttr::get(context, shardings));
    if (withOrigins && anyOrigin)
      op->setAttr("tp.origins", ArrayAttr::get(context, origins));
  });
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct PropagatePass : tp::impl::PropagatePassBase<PropagatePass> {
  using PropagatePassBase::PropagatePassBase;

  void runOnOperation() override {
    FailureOr<MeshOp> mesh = lookupOnlyMesh(getOperation());
    if (failed(mesh))
      return signalPassFailure();
    if (!*mesh)
      mesh = declareSingleRank();
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal())
        continue;
      if (failed(run(function, *mesh)))
        return signalPassFailure();
    }
  }

private:
  /// A program without a mesh runs on one rank.
  MeshOp declareSingleRank() {
    auto builder = OpBuilder::atBlockBegin(getOperation().getBody());
    MeshOp mesh = MeshOp::create(builder, getOperation().getLoc(), "mesh",
                                 MeshAttr::get(&getContext(), {}));
    SymbolTable(getOperation()).insert(mesh);
    return mesh;
  }

  LogicalResult run(func::FuncOp function, MeshOp mesh) {
    ConstantOrigins copies = copyConstantsPerUse(function);
    FunctionPropagation propagation(function, mesh);
    if (failed(propagation.read()))
      return failure();
    propagation.propagate(strategy);
    propagation.write(origins);
    function.walk([](ShardingGroupOp group) { group.erase(); });
    joinEqualCopies(function, copies);
    return success();
  }
};
} // namespace
