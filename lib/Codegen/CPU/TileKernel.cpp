//===- TileKernel.cpp - a kernel as a loop over its tiles -----------------===//
// Tiles are computed on demand: a tile of a result asks for tiles of its
// operands, these for theirs, and what two ask for alike is computed once.

#include "TileKernel.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/TilingInterface.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;

namespace {
/// A box of a tensor: unit strides.
struct Box {
  SmallVector<OpFoldResult> offsets;
  SmallVector<OpFoldResult> sizes;
  bool operator==(const Box &o) const {
    return offsets == o.offsets && sizes == o.sizes;
  }
};

/// Computes boxes of the values of a kernel at an insertion point.
class TileBuilder {
public:
  TileBuilder(OpBuilder &builder, Location loc) : builder(builder), loc(loc) {}

  /// The part `box` of `value`.
  FailureOr<Value> tile(Value value, const Box &box) {
    Operation *op = value.getDefiningOp();
    if (!op)
      return slice(value, box);
    if (auto tilable = dyn_cast<TilingInterface>(op))
      return tileOp(tilable, cast<OpResult>(value), box);
    if (matchPattern(op, m_Constant()))
      return tileConstant(value, box);
    if (isa<tensor::EmptyOp>(op))
      return tensor::EmptyOp::create(builder, loc, box.sizes,
                                     getElementTypeOrSelf(value))
          .getResult();
    if (auto extract = dyn_cast<tensor::ExtractSliceOp>(op))
      return tileExtract(extract, box);
    if (auto concat = dyn_cast<tensor::ConcatOp>(op))
      return tileConcat(concat, box);
    if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op))
      return tileExpand(expand, box);
    if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op))
      return tileCollapse(collapse, box);
    return emitUnsupported(op) << "has no tiled form in a kernel";
  }

private:
  Value slice(Value value, const Box &box) {
    SmallVector<OpFoldResult> strides(box.offsets.size(),
                                      builder.getIndexAttr(1));
    return tensor::ExtractSliceOp::create(builder, loc, value, box.offsets,
                                          box.sizes, strides);
  }

  FailureOr<Value> tileConstant(Value value, const Box &box) {
    DenseElementsAttr content;
    if (!matchPattern(value, m_Constant(&content)) || !content.isSplat())
      return slice(value, box);
    std::optional<SmallVector<int64_t>> shape = getConstantIntValues(box.sizes);
    assert(shape && "tiles have static sizes");
    auto type = RankedTensorType::get(*shape, content.getElementType());
    return arith::ConstantOp::create(builder, loc, content.resizeSplat(type))
        .getResult();
  }

  FailureOr<Value> tileOp(TilingInterface op, OpResult result, const Box &box) {
    Box loops;
    if (failed(op.getIterationDomainTileFromResultTile(
            builder, result.getResultNumber(), box.offsets, box.sizes,
            loops.offsets, loops.sizes)))
      return emitUnsupported(op) << "has no tiled form in a kernel";
    auto &made = done[op];
    for (auto &[madeLoops, values] : made)
      if (madeLoops == loops)
        return values[result.getResultNumber()];
    FailureOr<TilingResult> tiled =
        op.getTiledImplementation(builder, loops.offsets, loops.sizes);
    if (failed(tiled))
      return emitUnsupported(op) << "has no tiled form in a kernel";
    // What the tile reads is a slice of whole operands: replace these too.
    // Operands go in front of the op that reads them, in order.
    for (Operation *generated : tiled->generatedSlices) {
      auto extract = dyn_cast<tensor::ExtractSliceOp>(generated);
      if (!extract || !extract.getSource().getDefiningOp())
        continue;
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPoint(extract);
      FailureOr<Value> part =
          tile(extract.getSource(),
               {extract.getMixedOffsets(), extract.getMixedSizes()});
      if (failed(part))
        return failure();
      extract.getResult().replaceAllUsesWith(*part);
      extract.erase();
    }
    SmallVector<Value> values = tiled->tiledValues;
    done[op].push_back({loops, values});
    return values[result.getResultNumber()];
  }

  FailureOr<Value> tileExtract(tensor::ExtractSliceOp op, const Box &box) {
    if (!op.hasUnitStride())
      return emitUnsupported(op)
             << "with strides has no tiled form in a kernel";
    llvm::SmallBitVector dropped = op.getDroppedDims();
    Box source;
    unsigned next = 0;
    for (auto [dim, offset] : llvm::enumerate(op.getMixedOffsets())) {
      if (dropped[dim]) {
        source.offsets.push_back(offset);
        source.sizes.push_back(builder.getIndexAttr(1));
        continue;
      }
      source.offsets.push_back(add(offset, box.offsets[next]));
      source.sizes.push_back(box.sizes[next++]);
    }
    FailureOr<Value> part = tile(op.getSource(), source);
    if (failed(part) || dropped.none())
      return part;
    auto whole = RankedTensorType::get(*getConstantIntValues(box.sizes),
                                       op.getType().getElementType());
    return tensor::ExtractSliceOp::create(
               builder, loc, whole, *part,
               SmallVector<OpFoldResult>(dropped.size(),
                                         builder.getIndexAttr(0)),
               source.sizes,
               SmallVector<OpFoldResult>(dropped.size(),
                                         builder.getIndexAttr(1)))
        .getResult();
  }

  FailureOr<Value> tileConcat(tensor::ConcatOp op, const Box &box) {
    uint64_t dim = op.getDim();
    if (!isWhole(box, dim, op.getResultType().getDimSize(dim)))
      return emitUnsupported(op) << "is cut along the dimension that it joins";
    SmallVector<Value> parts;
    for (Value input : op.getInputs()) {
      Box part = box;
      part.sizes[dim] = builder.getIndexAttr(
          cast<RankedTensorType>(input.getType()).getDimSize(dim));
      FailureOr<Value> value = tile(input, part);
      if (failed(value))
        return failure();
      parts.push_back(*value);
    }
    return tensor::ConcatOp::create(builder, loc, dim, parts).getResult();
  }

  /// A box of an expanded tensor is one of its source when, of the dimensions
  /// that come from one, only the major is cut.
  FailureOr<Value> tileExpand(tensor::ExpandShapeOp op, const Box &box) {
    Box source;
    ArrayRef<int64_t> shape = op.getResultType().getShape();
    for (ArrayRef<int64_t> group : op.getReassociationIndices()) {
      SmallVector<int64_t> parts = withoutUnits(group, shape);
      if (parts.empty()) {
        source.offsets.push_back(builder.getIndexAttr(0));
        source.sizes.push_back(builder.getIndexAttr(1));
        continue;
      }
      int64_t inner = 1;
      for (int64_t dim : ArrayRef(parts).drop_front()) {
        if (!isWhole(box, dim, shape[dim]))
          return emitUnsupported(op) << "is cut inside a joined dimension";
        inner *= shape[dim];
      }
      source.offsets.push_back(scale(box.offsets[parts.front()], inner));
      source.sizes.push_back(scale(box.sizes[parts.front()], inner));
    }
    FailureOr<Value> part = tile(op.getSrc(), source);
    if (failed(part))
      return failure();
    auto type = RankedTensorType::get(*getConstantIntValues(box.sizes),
                                      op.getResultType().getElementType());
    return tensor::ExpandShapeOp::create(builder, loc, type, *part,
                                         op.getReassociationIndices())
        .getResult();
  }

  FailureOr<Value> tileCollapse(tensor::CollapseShapeOp op, const Box &box) {
    Box source;
    ArrayRef<int64_t> shape = op.getSrcType().getShape();
    for (auto [dim, group] : llvm::enumerate(op.getReassociationIndices())) {
      SmallVector<int64_t> parts = withoutUnits(group, shape);
      if (parts.size() > 1 &&
          !isWhole(box, dim, op.getResultType().getDimSize(dim)))
        return emitUnsupported(op) << "is cut inside a joined dimension";
      for (int64_t part : group) {
        bool cut = parts.size() == 1 && part == parts.front();
        source.offsets.push_back(cut ? box.offsets[dim]
                                     : builder.getIndexAttr(0));
        source.sizes.push_back(cut ? box.sizes[dim]
                                   : builder.getIndexAttr(shape[part]));
      }
    }
    FailureOr<Value> part = tile(op.getSrc(), source);
    if (failed(part))
      return failure();
    return tensor::CollapseShapeOp::create(builder, loc, *part,
                                           op.getReassociationIndices())
        .getResult();
  }

  static bool isWhole(const Box &box, int64_t dim, int64_t extent) {
    return isConstantIntValue(box.offsets[dim], 0) &&
           isConstantIntValue(box.sizes[dim], extent);
  }

  OpFoldResult add(OpFoldResult a, OpFoldResult b) {
    AffineExpr x, y;
    bindDims(builder.getContext(), x, y);
    return affine::makeComposedFoldedAffineApply(builder, loc, x + y, {a, b});
  }

  OpFoldResult scale(OpFoldResult a, int64_t factor) {
    AffineExpr x;
    bindDims(builder.getContext(), x);
    return affine::makeComposedFoldedAffineApply(builder, loc, x * factor, {a});
  }

  OpBuilder &builder;
  Location loc;
  DenseMap<Operation *, SmallVector<std::pair<Box, SmallVector<Value>>>> done;
};
} // namespace

/// The offsets of tile number `index`, row-major over the grid.
static SmallVector<OpFoldResult> tileOffsets(OpBuilder &builder, Location loc,
                                             const KernelTiles &tiles,
                                             Value index) {
  SmallVector<OpFoldResult> offsets(tiles.extents.size());
  for (int64_t d = tiles.extents.size() - 1; d >= 0; --d) {
    int64_t count = tiles.extents[d] / tiles.sizes[d];
    if (count == 1) {
      offsets[d] = builder.getIndexAttr(0);
      continue;
    }
    auto constant = [&](int64_t value) {
      return arith::ConstantIndexOp::create(builder, loc, value);
    };
    Value position =
        arith::RemUIOp::create(builder, loc, index, constant(count));
    index = arith::DivUIOp::create(builder, loc, index, constant(count));
    offsets[d] =
        arith::MulIOp::create(builder, loc, position, constant(tiles.sizes[d]))
            .getResult();
  }
  return offsets;
}

/// The part of a result of `type` that one tile has.
static Box resultBox(OpBuilder &builder, RankedTensorType type,
                     const KernelTiles &tiles, ArrayRef<OpFoldResult> offsets) {
  Box box;
  for (int64_t d = 0; d < type.getRank(); ++d) {
    bool cut = d < int64_t(tiles.sizes.size());
    box.offsets.push_back(cut ? offsets[d] : builder.getIndexAttr(0));
    box.sizes.push_back(
        builder.getIndexAttr(cut ? tiles.sizes[d] : type.getDimSize(d)));
  }
  return box;
}

/// Puts a tile into its destination. Inserting the whole would fold to the tile
/// itself, which lies elsewhere.
static Value insert(OpBuilder &builder, Location loc, Value part,
                    Value destination, const Box &box) {
  if (part.getType() == destination.getType())
    return bufferization::MaterializeInDestinationOp::create(
               builder, loc, destination.getType(), part, destination)
        .getResult();
  SmallVector<OpFoldResult> strides(box.offsets.size(),
                                    builder.getIndexAttr(1));
  return tensor::InsertSliceOp::create(builder, loc, part, destination,
                                       box.offsets, box.sizes, strides);
}

LogicalResult tp::tileKernel(func::FuncOp kernel, const KernelTiles &tiles) {
  Location loc = kernel.getLoc();
  auto yield = cast<func::ReturnOp>(kernel.front().getTerminator());
  OpBuilder builder(yield);
  Type index = builder.getIndexType();
  unsigned numArguments = kernel.getNumArguments();
  for (unsigned i = 0; i < 2; ++i)
    if (failed(kernel.insertArgument(numArguments + i, index, {}, loc)))
      return failure();

  // Results are written into the destinations: the arguments before the
  // coordinates, in order.
  SmallVector<Value> destinations;
  unsigned firstIndex = 0;
  while (firstIndex < numArguments &&
         isa<RankedTensorType>(kernel.getArgument(firstIndex).getType()))
    ++firstIndex;
  for (unsigned i = 0, e = yield.getNumOperands(); i < e; ++i)
    destinations.push_back(kernel.getArgument(firstIndex - e + i));

  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto loop = scf::ForOp::create(builder, loc, kernel.getArgument(numArguments),
                                 kernel.getArgument(numArguments + 1), one,
                                 destinations);
  builder.setInsertionPointToStart(loop.getBody());
  SmallVector<OpFoldResult> offsets =
      tileOffsets(builder, loc, tiles, loop.getInductionVar());
  TileBuilder tileBuilder(builder, loc);
  SmallVector<Value> results;
  for (auto [result, destination] :
       llvm::zip_equal(yield.getOperands(), loop.getRegionIterArgs())) {
    Box box = resultBox(builder, cast<RankedTensorType>(result.getType()),
                        tiles, offsets);
    FailureOr<Value> part = tileBuilder.tile(result, box);
    if (failed(part))
      return failure();
    results.push_back(insert(builder, loc, *part, destination, box));
  }
  scf::YieldOp::create(builder, loc, results);
  yield->setOperands(loop.getResults());
  return success();
}
