//===- Localizer.cpp - what an op needs to become local -------------------===//

#include "tp/Dialect/TP/Localizer.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Utils/Utils.h"

using namespace mlir;
using namespace tp;

Localizer::Localizer(OpBuilder &builder, Operation *op, MeshOp mesh,
                     IRMapping &values,
                     ArrayRef<TensorSharding> operandShardings,
                     ArrayRef<TensorSharding> resultShardings)
    : builder(builder), op(op), meshOp(mesh), mesh(mesh.getMesh().getValue()),
      values(values), operandShardings(operandShardings),
      resultShardings(resultShardings) {}

Value Localizer::getOperand(unsigned index) {
  return values.lookup(op->getOperand(index));
}

RankedTensorType tp::localType(RankedTensorType global,
                               const TensorSharding &sharding) {
  return RankedTensorType::get(shardShape(global.getShape(), sharding),
                               global.getElementType(), global.getEncoding());
}

RankedTensorType Localizer::getResultType(unsigned index) {
  return localType(cast<RankedTensorType>(op->getResult(index).getType()),
                   resultShardings[index]);
}

Operation *Localizer::cloneLocal() {
  Operation *local = builder.clone(*op, values);
  local->removeAttr(TPDialect::kShardingsAttr);
  for (OpResult result : local->getResults())
    if (isa<RankedTensorType>(result.getType()))
      result.setType(getResultType(result.getResultNumber()));
  return local;
}

//===----------------------------------------------------------------------===//
// Positions
//===----------------------------------------------------------------------===//

Value Localizer::axisIndex(const Axis &axis) {
  return AxisIndexOp::create(
      builder, getLoc(), FlatSymbolRefAttr::get(meshOp.getSymNameAttr()),
      axesAttr(builder.getContext(), mesh, joinSubAxes({axis})));
}

static Value constant(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

Value Localizer::shardOffset(int64_t extent, const DimSharding &sharding) {
  Value offset;
  for (const SplitLevel &level : layoutOf(extent, sharding)) {
    if (level.axis.size == 1)
      continue;
    Value start =
        arith::MulIOp::create(builder, getLoc(), axisIndex(level.axis),
                              constant(builder, getLoc(), level.chunk));
    offset =
        offset ? Value(arith::AddIOp::create(builder, getLoc(), offset, start))
               : start;
  }
  return offset;
}

Value Localizer::validExtent(int64_t extent, const DimSharding &sharding) {
  // Each level leaves what is valid from the start of the block, at most the
  // block: an inner level's padding may lie before the end of the tensor, so
  // comparing global positions with the extent would not do.
  Value valid;
  int64_t left = extent;
  for (const SplitLevel &level : layoutOf(extent, sharding)) {
    if (!valid && level.axis.size * level.chunk == left) {
      left = level.chunk;
      continue;
    }
    if (!valid)
      valid = constant(builder, getLoc(), left);
    Value chunk = constant(builder, getLoc(), level.chunk);
    if (level.axis.size != 1) {
      Value start = arith::MulIOp::create(builder, getLoc(),
                                          axisIndex(level.axis), chunk);
      valid = arith::SubIOp::create(builder, getLoc(), valid, start);
    }
    valid = arith::MinSIOp::create(builder, getLoc(), valid, chunk);
    left = level.chunk;
  }
  return valid;
}

//===----------------------------------------------------------------------===//
// Padding
//===----------------------------------------------------------------------===//

Value Localizer::maskPadding(Value value, RankedTensorType global,
                             const TensorSharding &sharding,
                             ArrayRef<int64_t> dims, TypedAttr identity) {
  SmallVector<std::pair<int64_t, Value>> limits;
  for (int64_t dim : dims)
    if (Value valid = validExtent(global.getDimSize(dim), sharding.dims[dim]))
      limits.emplace_back(dim, valid);
  if (limits.empty())
    return value;
  auto type = cast<RankedTensorType>(value.getType());
  Value neutral = arith::ConstantOp::create(builder, getLoc(), identity);
  Value init = tensor::EmptyOp::create(builder, getLoc(), type.getShape(),
                                       type.getElementType());
  AffineMap map = builder.getMultiDimIdentityMap(type.getRank());
  SmallVector<utils::IteratorType> loops(type.getRank(),
                                         utils::IteratorType::parallel);
  auto masked = linalg::GenericOp::create(
      builder, getLoc(), type, value, init, ArrayRef<AffineMap>{map, map},
      loops, [&](OpBuilder &b, Location loc, ValueRange args) {
        Value inside;
        for (auto [dim, valid] : limits) {
          Value position = linalg::IndexOp::create(b, loc, dim);
          Value below = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::slt,
                                              position, valid);
          inside = inside ? Value(arith::AndIOp::create(b, loc, inside, below))
                          : below;
        }
        Value kept = arith::SelectOp::create(b, loc, inside, args[0], neutral);
        linalg::YieldOp::create(b, loc, kept);
      });
  return masked.getResult(0);
}

/// `type` with dimension `dim` replaced by `extents`.
static RankedTensorType withExtents(RankedTensorType type, int64_t dim,
                                    ArrayRef<int64_t> extents) {
  SmallVector<int64_t> shape(type.getShape());
  shape.erase(shape.begin() + dim);
  shape.insert(shape.begin() + dim, extents.begin(), extents.end());
  return RankedTensorType::get(shape, type.getElementType());
}

/// Groups that join dimension `dim` with the one behind it.
static SmallVector<ReassociationIndices> joinNext(int64_t joinedRank,
                                                  int64_t dim) {
  SmallVector<ReassociationIndices> groups(joinedRank);
  for (int64_t i = 0, next = 0; i < joinedRank; ++i) {
    groups[i].push_back(next++);
    if (i == dim)
      groups[i].push_back(next++);
  }
  return groups;
}

/// Gives `change` the value with dimension `dim` seen as `outer` rows of which
/// each lies in the dimension behind it, and joins the two again.
static Value inRows(OpBuilder &builder, Location loc, Value value, int64_t dim,
                    int64_t outer,
                    function_ref<Value(Value value, int64_t dim)> change) {
  if (outer == 1)
    return change(value, dim);
  auto type = cast<RankedTensorType>(value.getType());
  int64_t inner = type.getDimSize(dim) / outer;
  SmallVector<ReassociationIndices> groups = joinNext(type.getRank(), dim);
  Value rows = tensor::ExpandShapeOp::create(
      builder, loc, withExtents(type, dim, {outer, inner}), value, groups);
  rows = change(rows, dim + 1);
  inner = cast<RankedTensorType>(rows.getType()).getDimSize(dim + 1);
  return tensor::CollapseShapeOp::create(
      builder, loc, withExtents(type, dim, {outer * inner}), rows, groups);
}

static Value padEnd(OpBuilder &builder, Location loc, Value value, int64_t dim,
                    int64_t extent) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getDimSize(dim) == extent)
    return value;
  Type element = type.getElementType();
  Value zero;
  if (auto pair = dyn_cast<ComplexType>(element)) {
    Attribute part = builder.getZeroAttr(pair.getElementType());
    zero = complex::ConstantOp::create(builder, loc, pair,
                                       builder.getArrayAttr({part, part}));
  } else {
    zero =
        arith::ConstantOp::create(builder, loc, builder.getZeroAttr(element));
  }
  return tensor::createPadHighOp(withExtents(type, dim, {extent}), value, zero,
                                 /*nofold=*/false, loc, builder);
}

static Value cutEnd(OpBuilder &builder, Location loc, Value value, int64_t dim,
                    int64_t extent) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getDimSize(dim) == extent)
    return value;
  RankedTensorType cut = withExtents(type, dim, {extent});
  SmallVector<OpFoldResult> offsets(type.getRank(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(type.getRank(), builder.getIndexAttr(1));
  SmallVector<OpFoldResult> sizes =
      getAsIndexOpFoldResult(builder.getContext(), cut.getShape());
  return tensor::ExtractSliceOp::create(builder, loc, cut, value, offsets,
                                        sizes, strides);
}

Value tp::padToBlocks(OpBuilder &builder, Location loc, Value value,
                      int64_t dim, const Blocks &blocks) {
  int64_t outer = 1, left = blocks.extent;
  for (const Blocks::Level &level : blocks.levels) {
    int64_t padded = level.parts * level.chunk;
    if (padded != left)
      value =
          inRows(builder, loc, value, dim, outer, [&](Value rows, int64_t d) {
            return padEnd(builder, loc, rows, d, padded);
          });
    outer *= level.parts;
    left = level.chunk;
  }
  return value;
}

Value tp::cutFromBlocks(OpBuilder &builder, Location loc, Value value,
                        int64_t dim, const Blocks &blocks) {
  int64_t outer = blocks.parts();
  for (unsigned i = blocks.levels.size(); i-- > 0;) {
    const Blocks::Level &level = blocks.levels[i];
    outer /= level.parts;
    int64_t left = i ? blocks.levels[i - 1].chunk : blocks.extent;
    if (level.parts * level.chunk != left)
      value =
          inRows(builder, loc, value, dim, outer, [&](Value rows, int64_t d) {
            return cutEnd(builder, loc, rows, d, left);
          });
  }
  return value;
}

Value Localizer::shardOf(Value whole, const TensorSharding &sharding) {
  auto type = cast<RankedTensorType>(whole.getType());
  Layout layout = layoutOf(type.getShape(), sharding);
  for (auto [dim, levels] : llvm::enumerate(layout.dims)) {
    if (levels.empty())
      continue;
    Blocks blocks = blocksOf(type.getDimSize(dim), levels);
    whole = padToBlocks(builder, getLoc(), whole, dim, blocks);
    AxisList axes;
    for (const SplitLevel &level : levels)
      axes.push_back(level.axis);
    auto part = withExtents(cast<RankedTensorType>(whole.getType()), dim,
                            {blocks.blockExtent()});
    whole = AllSliceOp::create(
        builder, getLoc(), part, whole, builder.getI64IntegerAttr(dim),
        FlatSymbolRefAttr::get(meshOp.getSymNameAttr()),
        axesAttr(builder.getContext(), mesh, joinSubAxes(axes)));
  }
  return whole;
}
