//===- Sharding.cpp - sdy meshes and shardings to the tp dialect's --------===//
// Only the spelling changes; the tp dialect's verifiers check that axes exist,
// are used once and fit, with the same locations.

#include "Import.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Frontend/StableHLO/Sdy.h"

using namespace mlir;
using namespace tp;

static constexpr StringLiteral kSdySharding = "sdy.sharding";
static constexpr StringLiteral kMhloSharding = "mhlo.sharding";

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

static AxisRefAttr convert(sdy::AxisRefAttr axis) {
  sdy::SubAxisInfoAttr info = axis.getSubAxisInfo();
  return AxisRefAttr::get(axis.getContext(), axis.getName(),
                          info ? info.getPreSize() : 1,
                          info ? info.getSize() : 0);
}

static SmallVector<AxisRefAttr> convert(ArrayRef<sdy::AxisRefAttr> axes) {
  return llvm::map_to_vector(
      axes, [](sdy::AxisRefAttr axis) { return convert(axis); });
}

static DimShardingAttr convert(sdy::DimensionShardingAttr dim) {
  return DimShardingAttr::get(dim.getContext(), convert(dim.getAxes()),
                              /*open=*/!dim.getIsClosed(),
                              dim.getPriority().value_or(-1), /*granule=*/1);
}

/// The same sharding in the tp dialect; an error at `loc` when it has none.
static FailureOr<ShardingAttr> convert(sdy::TensorShardingAttr sharding,
                                       Location loc) {
  auto mesh = dyn_cast<FlatSymbolRefAttr>(sharding.getMeshOrRef());
  if (!mesh) {
    emitUnsupported(loc) << "sharding " << sharding
                         << " names no mesh, which is not supported";
    return failure();
  }
  MLIRContext *context = sharding.getContext();
  SmallVector<DimShardingAttr> dims = llvm::map_to_vector(
      sharding.getDimShardings(),
      [](sdy::DimensionShardingAttr dim) { return convert(dim); });
  SmallVector<PartialAxisAttr> partial = llvm::map_to_vector(
      sharding.getUnreducedAxes(), [&](sdy::AxisRefAttr axis) {
        return PartialAxisAttr::get(context, convert(axis), ReductionKind::Sum);
      });
  return ShardingAttr::get(context, mesh, dims,
                           convert(sharding.getReplicatedAxes()), partial);
}

//===----------------------------------------------------------------------===//
// Meshes
//===----------------------------------------------------------------------===//

static LogicalResult importMesh(sdy::MeshOp op) {
  sdy::MeshAttr mesh = op.getMesh();
  ArrayRef<int64_t> ids = mesh.getDeviceIds();
  if (!ids.empty() && mesh.getAxes().empty())
    return emitUnsupported(op) << "is a mesh of one device, which is not "
                                  "supported";
  if (!llvm::equal(ids, llvm::seq<int64_t>(0, ids.size())))
    return emitUnsupported(op) << "orders devices by device_ids, which is not "
                                  "supported";
  SmallVector<MeshAxisAttr> axes =
      llvm::map_to_vector(mesh.getAxes(), [](sdy::MeshAxisAttr axis) {
        return MeshAxisAttr::get(axis.getContext(), axis.getName(),
                                 axis.getSize());
      });
  auto converted = MeshAttr::getChecked([&] { return op.emitOpError(); },
                                        op.getContext(), ArrayRef(axes));
  if (!converted)
    return failure();
  OpBuilder b(op);
  MeshOp::create(b, op.getLoc(), op.getSymName(), converted);
  op.erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Arguments and results
//===----------------------------------------------------------------------===//

/// Rewrites the attributes of one argument or result. `mhlo` attributes speak
/// to the framework's own compiler and are dropped, but a sharding among them
/// may not be ignored.
static LogicalResult importValueAttrs(func::FuncOp function, Location loc,
                                      DictionaryAttr &attrs) {
  NamedAttrList list;
  for (NamedAttribute attr : attrs) {
    if (attr.getName() == kMhloSharding)
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
    FailureOr<ShardingAttr> converted = convert(sharding, loc);
    if (failed(converted))
      return failure();
    list.set(TPDialect::kShardingAttr, *converted);
  }
  attrs = list.getDictionary(function.getContext());
  return success();
}

static LogicalResult importFunction(func::FuncOp function) {
  for (unsigned i = 0, e = function.getNumArguments(); i != e; ++i) {
    DictionaryAttr attrs = function.getArgAttrDict(i);
    if (!attrs)
      continue;
    Location loc = function.isExternal() ? function.getLoc()
                                         : function.getArgument(i).getLoc();
    if (failed(importValueAttrs(function, loc, attrs)))
      return failure();
    function.setArgAttrs(i, attrs);
  }
  for (unsigned i = 0, e = function.getNumResults(); i != e; ++i) {
    DictionaryAttr attrs = function.getResultAttrDict(i);
    if (!attrs)
      continue;
    if (failed(importValueAttrs(function, function.getLoc(), attrs)))
      return failure();
    function.setResultAttrs(i, attrs);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static LogicalResult importConstraint(sdy::ShardingConstraintOp op) {
  FailureOr<ShardingAttr> sharding = convert(op.getSharding(), op.getLoc());
  if (failed(sharding))
    return failure();
  OpBuilder b(op);
  auto constrain =
      ConstrainOp::create(b, op.getLoc(), op.getInput(), *sharding);
  op.getResult().replaceAllUsesWith(constrain.getResult());
  op.erase();
  return success();
}

/// Turns shardings that an op states for its results into constraints.
static LogicalResult importResultShardings(Operation *op) {
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
    FailureOr<ShardingAttr> converted = convert(sharding, op->getLoc());
    if (failed(converted))
      return failure();
    auto constrain = ConstrainOp::create(b, op->getLoc(), result, *converted);
    result.replaceAllUsesExcept(constrain.getResult(), constrain);
  }
  return success();
}

LogicalResult frontend::importShardings(ModuleOp module) {
  SmallVector<Operation *> ops;
  module.walk([&](Operation *op) { ops.push_back(op); });
  for (Operation *op : ops) {
    if (auto mesh = dyn_cast<sdy::MeshOp>(op)) {
      if (failed(importMesh(mesh)))
        return failure();
    } else if (auto function = dyn_cast<func::FuncOp>(op)) {
      if (failed(importFunction(function)))
        return failure();
    } else if (auto constraint = dyn_cast<sdy::ShardingConstraintOp>(op)) {
      if (failed(importConstraint(constraint)))
        return failure();
    } else if (failed(importResultShardings(op))) {
      return failure();
    }
  }
  return success();
}
