//===- LowerReshard.cpp - a reshard as collectives ------------------------===//

#include "LowerReshard.h"
#include "tp/Dialect/TP/Localizer.h"

using namespace mlir;
using namespace tp;

namespace {
/// Builds one step after the other.
class StepBuilder {
public:
  StepBuilder(OpBuilder &builder, Location loc, MeshOp mesh, StringAttr reason)
      : builder(builder), loc(loc), mesh(mesh.getMesh().getValue()),
        meshName(FlatSymbolRefAttr::get(mesh.getSymNameAttr())),
        reason(reason) {}

  Value build(Value value, const ReshardStep &step) {
    ArrayAttr axes = axesAttr(builder.getContext(), mesh, step.axes);
    auto kind = ReductionKindAttr::get(builder.getContext(),
                                       ReductionKind(int(step.reduction)));
    IntegerAttr splitDim = builder.getI64IntegerAttr(step.splitDim);
    IntegerAttr joinDim = builder.getI64IntegerAttr(step.joinDim);
    switch (step.kind) {
    case ReshardStep::AllReduce:
      return AllReduceOp::create(builder, loc, value.getType(), value, kind,
                                 meshName, axes, reason);
    case ReshardStep::Permute:
      return PermuteOp::create(builder, loc, value.getType(), value,
                               builder.getDenseI64ArrayAttr(step.targets),
                               meshName, axes, reason);
    case ReshardStep::AllSlice:
      value = padToBlocks(builder, loc, value, step.splitDim, step.split);
      return AllSliceOp::create(builder, loc, split(value, step), value,
                                splitDim, meshName, axes);
    case ReshardStep::ReduceScatter:
      value = padToBlocks(builder, loc, value, step.splitDim, step.split);
      return ReduceScatterOp::create(builder, loc, split(value, step), value,
                                     kind, splitDim, meshName, axes, reason);
    case ReshardStep::AllGather:
      value = AllGatherOp::create(builder, loc, join(value, step), value,
                                  joinDim, meshName, axes, reason);
      return cutFromBlocks(builder, loc, value, step.joinDim, step.join);
    case ReshardStep::AllToAll: {
      value = padToBlocks(builder, loc, value, step.splitDim, step.split);
      RankedTensorType type = withExtent(split(value, step), step.joinDim,
                                         step.join.paddedExtent());
      value = AllToAllOp::create(builder, loc, type, value, splitDim, joinDim,
                                 meshName, axes, reason);
      return cutFromBlocks(builder, loc, value, step.joinDim, step.join);
    }
    }
    llvm_unreachable("all kinds are handled");
  }

private:
  static RankedTensorType withExtent(Type type, unsigned dim, int64_t extent) {
    auto tensor = cast<RankedTensorType>(type);
    SmallVector<int64_t> shape(tensor.getShape());
    shape[dim] = extent;
    return tensor.clone(shape);
  }

  static RankedTensorType split(Value value, const ReshardStep &step) {
    return withExtent(value.getType(), step.splitDim, step.split.blockExtent());
  }

  static RankedTensorType join(Value value, const ReshardStep &step) {
    return withExtent(value.getType(), step.joinDim, step.join.paddedExtent());
  }

  OpBuilder &builder;
  Location loc;
  Mesh mesh;
  FlatSymbolRefAttr meshName;
  StringAttr reason;
};
} // namespace

Value tp::buildReshard(OpBuilder &builder, Location loc, MeshOp mesh,
                       Value value, const ReshardPath &path,
                       StringAttr reason) {
  StepBuilder steps(builder, loc, mesh, reason);
  for (const ReshardStep &step : path)
    value = steps.build(value, step);
  return value;
}
