//===- Build.cpp - level 1 ops that several patterns build ----------------===//
// What costs nothing is not built: identities disappear, splats stay splats,
// a view of a view is one view.

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace tp;

static RankedTensorType getType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

static Value createEmpty(OpBuilder &b, Location loc, RankedTensorType type) {
  return tensor::EmptyOp::create(b, loc, type.getShape(),
                                 type.getElementType());
}

DenseElementsAttr frontend::getSplat(Value value) {
  DenseElementsAttr elements;
  if (matchPattern(value, m_Constant(&elements)) && elements.isSplat())
    return elements;
  return {};
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

Value frontend::createElementwise(
    OpBuilder &b, Location loc, RankedTensorType type, ValueRange inputs,
    function_ref<Value(ImplicitLocOpBuilder &, ValueRange)> emitBody) {
  int64_t rank = type.getRank();
  SmallVector<AffineMap> maps(inputs.size() + 1,
                              b.getMultiDimIdentityMap(rank));
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  Value init = createEmpty(b, loc, type);
  auto op = linalg::GenericOp::create(
      b, loc, type, inputs, init, maps, iterators,
      [&](OpBuilder &nested, Location nestedLoc, ValueRange args) {
        ImplicitLocOpBuilder body(nestedLoc, nested);
        linalg::YieldOp::create(body, emitBody(body, args.drop_back()));
      });
  return op.getResult(0);
}

//===----------------------------------------------------------------------===//
// Reshape
//===----------------------------------------------------------------------===//

namespace {
/// Dimensions of both shapes that hold the same elements; the finest such.
struct ReshapeGroup {
  ReassociationIndices from, to;
  int64_t extent;
};
} // namespace

static SmallVector<ReshapeGroup> groupDims(ArrayRef<int64_t> from,
                                           ArrayRef<int64_t> to) {
  SmallVector<ReshapeGroup> groups;
  size_t i = 0, j = 0;
  while (i != from.size() && j != to.size()) {
    ReshapeGroup &group = groups.emplace_back();
    group.extent = from[i];
    int64_t other = to[j];
    group.from.push_back(i++);
    group.to.push_back(j++);
    while (group.extent != other) {
      if (group.extent < other) {
        group.extent *= from[i];
        group.from.push_back(i++);
      } else {
        other *= to[j];
        group.to.push_back(j++);
      }
    }
  }
  // What is left has extent 1 and joins the last group.
  for (; i != from.size(); ++i)
    groups.back().from.push_back(i);
  for (; j != to.size(); ++j)
    groups.back().to.push_back(j);
  return groups;
}

Value frontend::reshape(OpBuilder &b, Location loc, Value value,
                        ArrayRef<int64_t> shape) {
  RankedTensorType from = getType(value);
  auto to = RankedTensorType::get(shape, from.getElementType());
  if (from == to)
    return value;
  if (from.getNumElements() == 0)
    return arith::ConstantOp::create(b, loc, b.getZeroAttr(to));
  SmallVector<ReassociationIndices> collapsed, expanded;
  SmallVector<int64_t> middle;
  if (from.getRank() != 0 && to.getRank() != 0)
    for (ReshapeGroup &group : groupDims(from.getShape(), shape)) {
      collapsed.push_back(group.from);
      expanded.push_back(group.to);
      middle.push_back(group.extent);
    }
  if (static_cast<int64_t>(middle.size()) != from.getRank())
    value = b.createOrFold<tensor::CollapseShapeOp>(
        loc, RankedTensorType::get(middle, from.getElementType()), value,
        collapsed);
  if (middle.size() != shape.size())
    value = b.createOrFold<tensor::ExpandShapeOp>(loc, to, value, expanded);
  return value;
}

//===----------------------------------------------------------------------===//
// Transpose and broadcast
//===----------------------------------------------------------------------===//

Value frontend::transpose(OpBuilder &b, Location loc, Value value,
                          ArrayRef<int64_t> permutation) {
  RankedTensorType from = getType(value);
  if (llvm::equal(permutation, llvm::seq<int64_t>(0, from.getRank())))
    return value;
  SmallVector<int64_t> shape = llvm::map_to_vector(
      permutation, [&](int64_t dim) { return from.getDimSize(dim); });
  auto to = RankedTensorType::get(shape, from.getElementType());
  if (DenseElementsAttr splat = getSplat(value))
    return arith::ConstantOp::create(b, loc, splat.resizeSplat(to));
  Value init = createEmpty(b, loc, to);
  return linalg::TransposeOp::create(b, loc, value, init, permutation)
      ->getResult(0);
}

Value frontend::broadcastInDim(OpBuilder &b, Location loc, Value value,
                               ArrayRef<int64_t> dims, RankedTensorType type) {
  if (DenseElementsAttr splat = getSplat(value))
    return arith::ConstantOp::create(b, loc, splat.resizeSplat(type));
  // Only dimensions that keep their extent stay; the others are repeated anew.
  SmallVector<int64_t> keptShape, keptDims;
  for (auto [extent, dim] : llvm::zip(getType(value).getShape(), dims))
    if (extent == type.getDimSize(dim)) {
      keptShape.push_back(extent);
      keptDims.push_back(dim);
    }
  value = reshape(b, loc, value, keptShape);

  auto order = llvm::to_vector(llvm::seq<int64_t>(0, keptDims.size()));
  llvm::sort(order,
             [&](int64_t x, int64_t y) { return keptDims[x] < keptDims[y]; });
  value = transpose(b, loc, value, order);

  SmallVector<int64_t> added;
  for (int64_t dim = 0; dim != type.getRank(); ++dim)
    if (!llvm::is_contained(keptDims, dim))
      added.push_back(dim);
  if (llvm::all_of(added,
                   [&](int64_t dim) { return type.getDimSize(dim) == 1; }))
    return reshape(b, loc, value, type.getShape());
  Value init = createEmpty(b, loc, type);
  return linalg::BroadcastOp::create(b, loc, value, init, added)->getResult(0);
}

//===----------------------------------------------------------------------===//
// Initial values
//===----------------------------------------------------------------------===//

Value frontend::createFilled(OpBuilder &b, Location loc, TypedAttr scalar,
                             RankedTensorType type) {
  Value fill = arith::ConstantOp::create(b, loc, scalar);
  Value init = createEmpty(b, loc, type);
  return linalg::FillOp::create(b, loc, fill, init).getResult(0);
}
