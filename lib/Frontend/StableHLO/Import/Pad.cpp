//===- Pad.cpp - padding --------------------------------------------------===//
// Interior padding is padding of rows of one element each; negative edges are
// slices. Convolutions and windowed reductions pad by the same code.

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;
using frontend::Padding;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// A tensor of `shape` that holds `value` at `low` and `scalar` around it.
static Value padEdges(OpBuilder &b, Location loc, Value value,
                      ArrayRef<int64_t> low, ArrayRef<int64_t> shape,
                      TypedAttr scalar) {
  RankedTensorType from = typeOf(value);
  if (from.getShape() == shape)
    return value;
  SmallVector<int64_t> high;
  for (auto [extent, before, total] : llvm::zip(from.getShape(), low, shape))
    high.push_back(total - before - extent);
  Value fill = arith::ConstantOp::create(b, loc, scalar);
  return tensor::PadOp::create(b, loc, from.clone(shape), value,
                               getAsIndexOpFoldResult(b.getContext(), low),
                               getAsIndexOpFoldResult(b.getContext(), high),
                               fill);
}

Value frontend::sliceOf(OpBuilder &b, Location loc, Value value,
                        ArrayRef<int64_t> starts, ArrayRef<int64_t> shape) {
  RankedTensorType from = typeOf(value);
  if (from.getShape() == shape)
    return value;
  SmallVector<int64_t> ones(shape.size(), 1);
  MLIRContext *context = b.getContext();
  return tensor::ExtractSliceOp::create(b, loc, from.clone(shape), value,
                                        getAsIndexOpFoldResult(context, starts),
                                        getAsIndexOpFoldResult(context, shape),
                                        getAsIndexOpFoldResult(context, ones));
}

/// Puts `count` times `scalar` behind each position of `dim` but the last: each
/// position becomes a row of its own, which is padded.
static Value padInterior(OpBuilder &b, Location loc, Value value, int64_t dim,
                         int64_t count, TypedAttr scalar) {
  SmallVector<int64_t> shape(typeOf(value).getShape());
  int64_t extent = shape[dim];
  if (extent < 2 || count == 0)
    return value;
  SmallVector<int64_t> rows(shape);
  rows.insert(rows.begin() + dim + 1, 1);
  value = frontend::reshape(b, loc, value, rows);
  rows[dim + 1] = count + 1;
  SmallVector<int64_t> zeros(rows.size(), 0);
  value = padEdges(b, loc, value, zeros, rows, scalar);
  shape[dim] = extent * (count + 1);
  value = frontend::reshape(b, loc, value, shape);
  shape[dim] -= count;
  zeros.pop_back();
  return frontend::sliceOf(b, loc, value, zeros, shape);
}

/// The extent that `padding` makes of `extent`; 0 when it cuts more than all.
static int64_t paddedExtent(int64_t extent, const Padding &padding) {
  return std::max<int64_t>(extent + padding.low + padding.high +
                               std::max<int64_t>(extent - 1, 0) *
                                   padding.interior,
                           0);
}

/// `value` padded with `scalar`.
static Value padWith(OpBuilder &b, Location loc, Value value, TypedAttr scalar,
                     ArrayRef<Padding> paddings) {
  SmallVector<int64_t> to;
  for (auto [extent, padding] :
       llvm::zip_equal(typeOf(value).getShape(), paddings))
    to.push_back(paddedExtent(extent, padding));
  for (auto [dim, padding] : llvm::enumerate(paddings))
    value = padInterior(b, loc, value, dim, padding.interior, scalar);
  // Negative edges cut.
  SmallVector<int64_t> starts, kept, before;
  for (auto [extent, padding] :
       llvm::zip_equal(typeOf(value).getShape(), paddings)) {
    int64_t start = std::min(std::max<int64_t>(-padding.low, 0), extent);
    int64_t end = std::max(start, std::min(extent, extent + padding.high));
    starts.push_back(start);
    kept.push_back(end - start);
    before.push_back(std::max<int64_t>(padding.low, 0));
  }
  if (llvm::is_contained(kept, 0))
    return arith::ConstantOp::create(
        b, loc, DenseElementsAttr::get(typeOf(value).clone(to), scalar));
  value = frontend::sliceOf(b, loc, value, starts, kept);
  return padEdges(b, loc, value, before, to, scalar);
}

Value frontend::pad(OpBuilder &b, Location loc, Value value, Value padding,
                    ArrayRef<Padding> paddings) {
  if (DenseElementsAttr splat = frontend::getSplat(padding))
    return padWith(b, loc, value,
                   cast<TypedAttr>(splat.getSplatValue<Attribute>()), paddings);
  RankedTensorType from = typeOf(value);
  auto zero = cast<TypedAttr>(b.getZeroAttr(from.getElementType()));
  Value padded = padWith(b, loc, value, zero, paddings);
  if (padded == value)
    return value;
  // A value that is computed is chosen where padded truth is false.
  Value inside = arith::ConstantOp::create(
      b, loc,
      DenseElementsAttr::get(from.clone(b.getI1Type()), b.getBoolAttr(true)));
  inside = padWith(b, loc, inside, b.getBoolAttr(false), paddings);
  Value filled = frontend::broadcastInDim(b, loc, padding, {}, typeOf(padded));
  return frontend::createElementwise(
      b, loc, typeOf(padded), {inside, padded, filled},
      [](ImplicitLocOpBuilder &body, ValueRange args) -> Value {
        return arith::SelectOp::create(body, args[0], args[1], args[2]);
      });
}

namespace {
struct ImportPad : OpRewritePattern<PadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(PadOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<Padding> paddings;
    for (auto [low, high, interior] :
         llvm::zip_equal(op.getEdgePaddingLow(), op.getEdgePaddingHigh(),
                         op.getInteriorPadding()))
      paddings.push_back({low, high, interior});
    rewriter.replaceOp(op, frontend::pad(rewriter, op.getLoc(), op.getOperand(),
                                         op.getPaddingValue(), paddings));
    return success();
  }
};
} // namespace

void frontend::populatePadPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportPad>(patterns.getContext());
}
