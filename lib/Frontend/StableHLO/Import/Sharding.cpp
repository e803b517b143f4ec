//===- Sharding.cpp - sdy shardings to the tp dialect's -------------------===//
// Only the spelling changes; the tp dialect's verifiers check that axes exist,
// are used once and fit, with the same locations.

#include "Import.h"
#include "Meshes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;
using namespace tp::frontend;

static constexpr StringLiteral kSdySharding = "sdy.sharding";
static constexpr StringLiteral kMhloSharding = "mhlo.sharding";

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

/// The same sharding in the tp dialect; an error at `loc` when it has none.
static FailureOr<ShardingAttr> convert(sdy::TensorShardingAttr sharding,
                                       const MeshTable &meshes, Location loc) {
  MLIRContext *context = sharding.getContext();
  Attribute mesh = sharding.getMeshOrRef();
  SmallVector<DimShardingAttr> dims;
  for (sdy::DimensionShardingAttr dim : sharding.getDimShardings()) {
    auto axes = meshes.convert(mesh, dim.getAxes(), loc);
    if (failed(axes))
      return failure();
    dims.push_back(
        DimShardingAttr::get(context, *axes, /*open=*/!dim.getIsClosed(),
                             dim.getPriority().value_or(-1), /*granule=*/1));
  }
  auto replicated = meshes.convert(mesh, sharding.getReplicatedAxes(), loc);
  auto unreduced = meshes.convert(mesh, sharding.getUnreducedAxes(), loc);
  if (failed(replicated) || failed(unreduced))
    return failure();
  SmallVector<PartialAxisAttr> partial =
      llvm::map_to_vector(*unreduced, [&](AxisRefAttr axis) {
        return PartialAxisAttr::get(context, axis, ReductionKind::Sum);
      });
  return ShardingAttr::get(context, meshes.getMesh(mesh), dims, *replicated,
                           partial);
}

/// `sharding` with dimensions that propagation may not split further.
static ShardingAttr close(ShardingAttr sharding) {
  SmallVector<DimShardingAttr> dims =
      llvm::map_to_vector(sharding.getDims(), [](DimShardingAttr dim) {
        return DimShardingAttr::get(dim.getContext(), dim.getAxes(),
                                    /*open=*/false, dim.getPriority(),
                                    dim.getGranule());
      });
  return ShardingAttr::get(sharding.getContext(), sharding.getMesh(), dims,
                           sharding.getReplicated(), sharding.getPartial());
}

//===----------------------------------------------------------------------===//
// Arguments and results
//===----------------------------------------------------------------------===//

/// Whether `attr` is a sharding in another spelling than sdy's own.
static bool isOtherSharding(NamedAttribute attr) {
  if (attr.getName() == kMhloSharding)
    return true;
  auto wrapped = dyn_cast<DictionaryAttr>(attr.getValue());
  return attr.getName() == "mhlo.frontend_attributes" && wrapped &&
         wrapped.contains("xla.sdy.sharding");
}

/// Rewrites the attributes of one argument or result. `mhlo` attributes speak
/// to the framework's own compiler and are dropped, but a sharding among them
/// may not be ignored.
static LogicalResult importValueAttrs(func::FuncOp function,
                                      const MeshTable &meshes, Location loc,
                                      DictionaryAttr &attrs) {
  NamedAttrList list;
  for (NamedAttribute attr : attrs) {
    if (isOtherSharding(attr))
      return emitUnsupported(loc)
             << "sharding " << attr.getValue() << " is not supported: export "
             << "with sdy shardings";
    if (attr.getName().strref().starts_with("mhlo."))
      continue;
    if (attr.getName() != kSdySharding) {
      list.push_back(attr);
      continue;
    }
    auto sharding = dyn_cast<sdy::TensorShardingAttr>(attr.getValue());
    if (!sharding)
      return function.emitOpError()
             << "has " << kSdySharding << " = " << attr.getValue()
             << " on an argument or result, expected a #sdy.sharding";
    FailureOr<ShardingAttr> converted = convert(sharding, meshes, loc);
    if (failed(converted))
      return failure();
    list.set(TPDialect::kShardingAttr, *converted);
  }
  attrs = list.getDictionary(function.getContext());
  return success();
}

static LogicalResult importFunction(func::FuncOp function,
                                    const MeshTable &meshes) {
  for (unsigned i = 0, e = function.getNumArguments(); i != e; ++i) {
    DictionaryAttr attrs = function.getArgAttrDict(i);
    if (!attrs)
      continue;
    Location loc = function.isExternal() ? function.getLoc()
                                         : function.getArgument(i).getLoc();
    if (failed(importValueAttrs(function, meshes, loc, attrs)))
      return failure();
    function.setArgAttrs(i, attrs);
  }
  for (unsigned i = 0, e = function.getNumResults(); i != e; ++i) {
    DictionaryAttr attrs = function.getResultAttrDict(i);
    if (!attrs)
      continue;
    if (failed(importValueAttrs(function, meshes, function.getLoc(), attrs)))
      return failure();
    function.setResultAttrs(i, attrs);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// Replaces `op`, which states where its operand lies from here on.
template <typename OpT>
static LogicalResult importConstraint(OpT op, const MeshTable &meshes,
                                      bool isClosed) {
  auto sharding = convert(op.getSharding(), meshes, op.getLoc());
  if (failed(sharding))
    return failure();
  OpBuilder b(op);
  auto constrain = ConstrainOp::create(b, op.getLoc(), op.getInput(),
                                       isClosed ? close(*sharding) : *sharding);
  op.getResult().replaceAllUsesWith(constrain.getResult());
  op.erase();
  return success();
}

/// `values` under `shardings`, if there are any.
static FailureOr<SmallVector<Value>>
constrain(OpBuilder &b, Location loc, ValueRange values,
          std::optional<sdy::TensorShardingPerValueAttr> shardings,
          const MeshTable &meshes) {
  SmallVector<Value> constrained(values);
  if (!shardings)
    return constrained;
  for (auto [value, stated] :
       llvm::zip_equal(constrained, shardings->getShardings())) {
    FailureOr<ShardingAttr> sharding = convert(stated, meshes, loc);
    if (failed(sharding))
      return failure();
    value = ConstrainOp::create(b, loc, value, *sharding);
  }
  return constrained;
}

static LogicalResult importGroup(sdy::ShardingGroupOp op) {
  OpBuilder b(op);
  ShardingGroupOp::create(b, op.getLoc(), op.getInput(), op.getGroupId());
  op.erase();
  return success();
}

/// Puts the body of a named computation in its place.
static LogicalResult importNamedComputation(sdy::NamedComputationOp op,
                                            const MeshTable &meshes) {
  OpBuilder b(op);
  auto inputs =
      constrain(b, op.getLoc(), op.getInputs(), op.getInShardings(), meshes);
  if (failed(inputs))
    return failure();
  Block &body = op.getBody().front();
  for (auto [argument, input] : llvm::zip_equal(body.getArguments(), *inputs))
    argument.replaceAllUsesWith(input);
  Operation *back = body.getTerminator();
  op->getBlock()->getOperations().splice(op->getIterator(),
                                         body.getOperations(), body.begin(),
                                         back->getIterator());
  auto results = constrain(b, op.getLoc(), back->getOperands(),
                           op.getOutShardings(), meshes);
  if (failed(results))
    return failure();
  op->replaceAllUsesWith(*results);
  op.erase();
  return success();
}

/// Turns shardings that an op states for its results into constraints.
static LogicalResult importResultShardings(Operation *op,
                                           const MeshTable &meshes) {
  Attribute attr = op->getDiscardableAttr(kSdySharding);
  if (!attr)
    return success();
  auto list = dyn_cast<sdy::TensorShardingPerValueAttr>(attr);
  if (!list || list.getShardings().size() != op->getNumResults())
    return op->emitOpError() << "has " << kSdySharding << " = " << attr
                             << ", expected a #sdy.sharding_per_value of "
                             << op->getNumResults() << " shardings";
  op->removeDiscardableAttr(kSdySharding);
  OpBuilder b(op->getContext());
  b.setInsertionPointAfter(op);
  for (auto [result, sharding] :
       llvm::zip(op->getResults(), list.getShardings())) {
    FailureOr<ShardingAttr> converted = convert(sharding, meshes, op->getLoc());
    if (failed(converted))
      return failure();
    auto constrain = ConstrainOp::create(b, op->getLoc(), result, *converted);
    result.replaceAllUsesExcept(constrain.getResult(), constrain);
  }
  return success();
}

static LogicalResult importOp(Operation *op, const MeshTable &meshes) {
  if (auto function = dyn_cast<func::FuncOp>(op))
    return importFunction(function, meshes);
  if (auto constraint = dyn_cast<sdy::ShardingConstraintOp>(op))
    return importConstraint(constraint, meshes, /*isClosed=*/false);
  if (auto reshard = dyn_cast<sdy::ReshardOp>(op))
    return importConstraint(reshard, meshes, /*isClosed=*/true);
  if (auto group = dyn_cast<sdy::ShardingGroupOp>(op))
    return importGroup(group);
  if (auto computation = dyn_cast<sdy::NamedComputationOp>(op))
    return importNamedComputation(computation, meshes);
  return importResultShardings(op, meshes);
}

LogicalResult frontend::importShardings(ModuleOp module) {
  FailureOr<MeshTable> meshes = MeshTable::import(module);
  if (failed(meshes))
    return failure();
  SmallVector<Operation *> ops;
  module.walk([&](Operation *op) { ops.push_back(op); });
  for (Operation *op : ops)
    if (failed(importOp(op, *meshes)))
      return failure();
  return success();
}
