//===- Moves.cpp - padding, reversal, broadcast, bits, extents ------------===//

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

//===----------------------------------------------------------------------===//
// Padding
//===----------------------------------------------------------------------===//

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

static Value sliceOf(OpBuilder &b, Location loc, Value value,
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
  return sliceOf(b, loc, value, zeros, shape);
}

/// `value`, which has the shape of the op's operand, padded with `scalar`.
static Value padWith(PadOp op, OpBuilder &b, Value value, TypedAttr scalar) {
  Location loc = op.getLoc();
  ArrayRef<int64_t> to = op.getResult().getType().getShape();
  for (auto [dim, count] : llvm::enumerate(op.getInteriorPadding()))
    value = padInterior(b, loc, value, dim, count, scalar);
  // Negative edges cut.
  SmallVector<int64_t> starts, kept, before;
  for (auto [extent, low, high] :
       llvm::zip(typeOf(value).getShape(), op.getEdgePaddingLow(),
                 op.getEdgePaddingHigh())) {
    int64_t start = std::min(std::max<int64_t>(-low, 0), extent);
    int64_t end = std::max(start, std::min(extent, extent + high));
    starts.push_back(start);
    kept.push_back(end - start);
    before.push_back(std::max<int64_t>(low, 0));
  }
  if (llvm::is_contained(kept, 0))
    return arith::ConstantOp::create(
        b, loc, DenseElementsAttr::get(typeOf(value).clone(to), scalar));
  value = sliceOf(b, loc, value, starts, kept);
  return padEdges(b, loc, value, before, to, scalar);
}

namespace {
struct ImportPad : OpRewritePattern<PadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(PadOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value operand = op.getOperand();
    RankedTensorType to = op.getResult().getType();
    if (DenseElementsAttr splat = frontend::getSplat(op.getPaddingValue())) {
      auto scalar = cast<TypedAttr>(splat.getSplatValue<Attribute>());
      rewriter.replaceOp(op, padWith(op, rewriter, operand, scalar));
      return success();
    }
    // A value that is computed is chosen where padded truth is false.
    auto zero = cast<TypedAttr>(rewriter.getZeroAttr(to.getElementType()));
    Value padded = padWith(op, rewriter, operand, zero);
    auto mask = typeOf(operand).clone(rewriter.getI1Type());
    Value inside = arith::ConstantOp::create(
        rewriter, loc,
        DenseElementsAttr::get(mask, rewriter.getBoolAttr(true)));
    inside = padWith(op, rewriter, inside, rewriter.getBoolAttr(false));
    Value filled =
        frontend::broadcastInDim(rewriter, loc, op.getPaddingValue(), {}, to);
    rewriter.replaceOp(
        op, frontend::createElementwise(
                rewriter, loc, to, {inside, padded, filled},
                [](ImplicitLocOpBuilder &b, ValueRange args) -> Value {
                  return arith::SelectOp::create(b, args[0], args[1], args[2]);
                }));
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Reversal and broadcast
//===----------------------------------------------------------------------===//

namespace {
struct ImportReverse : OpRewritePattern<ReverseOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReverseOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getResult().getType();
    int64_t rank = type.getRank();
    SmallVector<AffineExpr> exprs;
    bool moves = false;
    for (int64_t dim = 0; dim != rank; ++dim) {
      AffineExpr expr = rewriter.getAffineDimExpr(dim);
      if (type.getDimSize(dim) > 1 &&
          llvm::is_contained(op.getDimensions(), dim)) {
        expr = type.getDimSize(dim) - 1 - expr;
        moves = true;
      }
      exprs.push_back(expr);
    }
    if (!moves || type.getNumElements() == 0) {
      rewriter.replaceOp(op, op.getOperand());
      return success();
    }
    Location loc = op.getLoc();
    Value init = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                         type.getElementType());
    AffineMap maps[] = {AffineMap::get(rank, 0, exprs, getContext()),
                        rewriter.getMultiDimIdentityMap(rank)};
    SmallVector<utils::IteratorType> loops(rank, utils::IteratorType::parallel);
    rewriter.replaceOpWithNewOp<linalg::GenericOp>(
        op, type, op.getOperand(), init, maps, loops,
        [](OpBuilder &b, Location at, ValueRange args) {
          linalg::YieldOp::create(b, at, args[0]);
        });
    return success();
  }
};

struct ImportBroadcastOp : OpRewritePattern<BroadcastOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BroadcastOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getResult().getType();
    auto dims = llvm::to_vector(
        llvm::seq<int64_t>(op.getBroadcastSizes().size(), type.getRank()));
    rewriter.replaceOp(op,
                       frontend::broadcastInDim(rewriter, op.getLoc(),
                                                op.getOperand(), dims, type));
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Bits and extents
//===----------------------------------------------------------------------===//

/// `value` as an integer of its width, or one as `type`.
static Value bitcast(ImplicitLocOpBuilder &b, Type type, Value value) {
  return value.getType() == type ? value
                                 : arith::BitcastOp::create(b, type, value);
}

static IntegerType bitsOf(Type type) {
  return IntegerType::get(type.getContext(), type.getIntOrFloatBitWidth());
}

/// Each wide element as its parts, in a new minor dimension.
static Value splitBits(OpBuilder &b, Location loc, Value operand,
                       RankedTensorType type) {
  Type wide = bitsOf(typeOf(operand).getElementType()),
       narrow = bitsOf(type.getElementType());
  int64_t last = type.getRank() - 1;
  auto dims = llvm::to_vector(llvm::seq<int64_t>(0, last));
  Value repeated = frontend::broadcastInDim(
      b, loc, operand, dims, type.clone(typeOf(operand).getElementType()));
  auto emit = [&](ImplicitLocOpBuilder &body, ValueRange args) {
    Value part = arith::IndexCastOp::create(
        body, wide, linalg::IndexOp::create(body, last));
    Value width = arith::ConstantOp::create(
        body, body.getIntegerAttr(wide, narrow.getIntOrFloatBitWidth()));
    Value shifted =
        arith::ShRUIOp::create(body, bitcast(body, wide, args[0]),
                               arith::MulIOp::create(body, part, width));
    return bitcast(body, type.getElementType(),
                   arith::TruncIOp::create(body, narrow, shifted));
  };
  return frontend::createElementwise(b, loc, type, {repeated}, emit);
}

/// The parts in the minor dimension as one wide element.
static Value joinBits(OpBuilder &b, Location loc, Value operand,
                      RankedTensorType type) {
  RankedTensorType from = typeOf(operand);
  Type wide = bitsOf(type.getElementType()),
       narrow = bitsOf(from.getElementType());
  SmallVector<int64_t> starts(from.getRank(), 0), shape(from.getShape());
  int64_t count = std::exchange(shape.back(), 1);
  SmallVector<Value> parts;
  for (int64_t part = 0; part != count; ++part) {
    starts.back() = part;
    parts.push_back(frontend::reshape(
        b, loc, sliceOf(b, loc, operand, starts, shape), type.getShape()));
  }
  auto emit = [&](ImplicitLocOpBuilder &body, ValueRange args) {
    Value joined;
    for (auto [part, arg] : llvm::enumerate(args)) {
      Value bits =
          arith::ExtUIOp::create(body, wide, bitcast(body, narrow, arg));
      Value shift = arith::ConstantOp::create(
          body,
          body.getIntegerAttr(wide, part * narrow.getIntOrFloatBitWidth()));
      bits = arith::ShLIOp::create(body, bits, shift);
      joined = joined ? Value(arith::OrIOp::create(body, joined, bits)) : bits;
    }
    return bitcast(body, type.getElementType(), joined);
  };
  return frontend::createElementwise(b, loc, type, parts, emit);
}

namespace {
struct ImportBitcast : OpRewritePattern<BitcastConvertOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BitcastConvertOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value operand = op.getOperand();
    RankedTensorType from = typeOf(operand), to = op.getResult().getType();
    int64_t fromWidth = from.getElementTypeBitWidth(),
            toWidth = to.getElementTypeBitWidth();
    if (fromWidth != toWidth && std::min(fromWidth, toWidth) < 8)
      return emitUnsupported(op)
             << "turns elements of " << fromWidth << " bits into elements of "
             << toWidth << ", which is not supported";
    if (from == to)
      rewriter.replaceOp(op, operand);
    else if (to.getNumElements() == 0)
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(op,
                                                     rewriter.getZeroAttr(to));
    else if (fromWidth > toWidth)
      rewriter.replaceOp(op, splitBits(rewriter, loc, operand, to));
    else if (fromWidth < toWidth)
      rewriter.replaceOp(op, joinBits(rewriter, loc, operand, to));
    else
      rewriter.replaceOp(op, frontend::createElementwise(
                                 rewriter, loc, to, {operand},
                                 [&](ImplicitLocOpBuilder &b, ValueRange args) {
                                   return bitcast(b, to.getElementType(),
                                                  args[0]);
                                 }));
    return success();
  }
};

struct ImportDimensionSize : OpRewritePattern<GetDimensionSizeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GetDimensionSizeOp op,
                                PatternRewriter &rewriter) const override {
    int64_t size = op.getOperand().getType().getDimSize(op.getDimension());
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(
        op, DenseElementsAttr::get(op.getResult().getType(),
                                   rewriter.getI32IntegerAttr(size)));
    return success();
  }
};
} // namespace

void frontend::populateMovePatterns(RewritePatternSet &patterns) {
  patterns.add<ImportBitcast, ImportBroadcastOp, ImportDimensionSize, ImportPad,
               ImportReverse>(patterns.getContext());
}
