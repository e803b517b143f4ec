//===- TPOps.cpp - verifiers of the sharding dialect's ops ----------------===//

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"
#include "tp/Dialect/TP/TPDialect.h"

using namespace mlir;
using namespace tp;

#define GET_OP_CLASSES
#include "tp/Dialect/TP/TPOps.cpp.inc"

/// Checks the sharding that an op states for its result.
static LogicalResult verifyStatedSharding(Operation *op, ShardingAttr sharding,
                                          Type type) {
  MeshOp mesh = lookupMesh(op, sharding.getMesh());
  if (!mesh) // (S8)
    return op->emitOpError()
           << "names mesh " << sharding.getMesh() << ", which is not declared";
  return sharding.verifyFor([&] { return op->emitOpError(); }, mesh,
                            cast<RankedTensorType>(type).getRank());
}

LogicalResult ConstrainOp::verify() {
  return verifyStatedSharding(*this, getSharding(), getType());
}

LogicalResult ReshardOp::verify() {
  return verifyStatedSharding(*this, getSharding(), getType());
}

/// Checks mesh and axes of a collective (S3, S4, S6, S8).
template <typename OpT> static LogicalResult verifyAxes(OpT op) {
  MeshOp mesh = op.getMeshOp();
  if (!mesh)
    return op.emitOpError()
           << "names mesh " << op.getMeshAttr() << ", which is not declared";
  // A sharding of one dimension over these axes has the same rules.
  auto dim = DimShardingAttr::get(
      op.getContext(),
      llvm::to_vector(op.getAxes().template getAsRange<AxisRefAttr>()), false,
      -1, 1);
  auto sharding =
      ShardingAttr::get(op.getContext(), op.getMeshAttr(), {dim}, {}, {});
  return sharding.verifyFor([&] { return op.emitOpError(); }, mesh, 1);
}

/// Checks that `result` has the shape of `input` but for `dim`, whose extent
/// is that of `input` times `multiply` over `divide` (S10).
template <typename OpT>
static LogicalResult verifyExtent(OpT op, int64_t dim, int64_t multiply,
                                  int64_t divide, ArrayRef<int64_t> input,
                                  ArrayRef<int64_t> result) {
  if (dim < 0 || dim >= int64_t(input.size()))
    return op.emitOpError() << "works on dimension " << dim
                            << " of a tensor of rank " << input.size();
  if (input.size() != result.size())
    return op.emitOpError() << "gives a tensor of rank " << result.size()
                            << " for one of rank " << input.size();
  for (auto [index, in, out] : llvm::enumerate(input, result)) {
    bool changes = int64_t(index) == dim;
    if (changes ? in * multiply != out * divide : in != out)
      return op.emitOpError()
             << "gives extent " << out << " in dimension " << index << " for "
             << in << (changes ? " split or joined over " : " not over ")
             << std::max(multiply, divide) << " ranks";
  }
  return success();
}

template <typename OpT> static LogicalResult verifyElementTypes(OpT op) {
  Type in = op.getInput().getType().getElementType();
  Type out = op.getType().getElementType();
  if (in != out) // (S10)
    return op.emitOpError() << "gives element type " << out << " for " << in;
  return success();
}

LogicalResult AllReduceOp::verify() { return verifyAxes(*this); }

LogicalResult AllGatherOp::verify() {
  if (failed(verifyAxes(*this)) || failed(verifyElementTypes(*this)))
    return failure();
  return verifyExtent(*this, getDim(), getGroupSize(), 1,
                      getInput().getType().getShape(), getType().getShape());
}

LogicalResult ReduceScatterOp::verify() {
  if (failed(verifyAxes(*this)) || failed(verifyElementTypes(*this)))
    return failure();
  return verifyExtent(*this, getDim(), 1, getGroupSize(),
                      getInput().getType().getShape(), getType().getShape());
}

LogicalResult AllSliceOp::verify() {
  if (failed(verifyAxes(*this)) || failed(verifyElementTypes(*this)))
    return failure();
  return verifyExtent(*this, getDim(), 1, getGroupSize(),
                      getInput().getType().getShape(), getType().getShape());
}

LogicalResult AllToAllOp::verify() {
  if (failed(verifyAxes(*this)) || failed(verifyElementTypes(*this)))
    return failure();
  ArrayRef<int64_t> input = getInput().getType().getShape();
  int64_t rank = input.size(), split = getSplitDim(), concat = getConcatDim();
  if (split == concat || split < 0 || concat < 0 || split >= rank ||
      concat >= rank)
    return emitOpError() << "splits dimension " << split
                         << " and concatenates dimension " << concat
                         << " of a tensor of rank " << rank; // (S10)
  SmallVector<int64_t> expected(input);
  if (expected[split] % getGroupSize() != 0)
    return emitOpError() << "splits extent " << expected[split] << " over "
                         << getGroupSize() << " ranks";
  expected[split] /= getGroupSize();
  expected[concat] *= getGroupSize();
  if (getType().getShape() != ArrayRef(expected))
    return emitOpError() << "gives " << getType() << ", expected shape ["
                         << expected << "]";
  return success();
}

LogicalResult PermuteOp::verify() {
  if (failed(verifyAxes(*this)))
    return failure();
  int64_t size = getGroupSize();
  if (int64_t(getTargets().size()) != size)
    return emitOpError() << "has " << getTargets().size() << " targets for "
                         << size << " ranks"; // (S11)
  SmallVector<bool> hit(size);
  for (int64_t target : getTargets()) {
    if (target < 0 || target >= size || hit[target])
      return emitOpError() << "has targets that are no permutation: " << target
                           << " is outside the group or named twice";
    hit[target] = true;
  }
  return success();
}

LogicalResult AxisIndexOp::verify() { return verifyAxes(*this); }

//===----------------------------------------------------------------------===//
// What all collectives share
//===----------------------------------------------------------------------===//

template <typename OpT> static int64_t groupSize(OpT op) {
  return product(axisValues(op.getMeshOp().getMesh(), op.getAxes()));
}

#define TP_COLLECTIVE(OP)                                                      \
  MeshOp OP::getMeshOp() { return lookupMesh(*this, getMeshAttr()); }          \
  int64_t OP::getGroupSize() { return groupSize(*this); }
TP_COLLECTIVE(AllReduceOp)
TP_COLLECTIVE(AllGatherOp)
TP_COLLECTIVE(ReduceScatterOp)
TP_COLLECTIVE(AllToAllOp)
TP_COLLECTIVE(PermuteOp)
TP_COLLECTIVE(AllSliceOp)
TP_COLLECTIVE(AxisIndexOp)
#undef TP_COLLECTIVE
