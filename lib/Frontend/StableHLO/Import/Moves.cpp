//===- Moves.cpp - reversal, broadcast, bits, extents ---------------------===//

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
        b, loc, frontend::sliceOf(b, loc, operand, starts, shape),
        type.getShape()));
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
  patterns.add<ImportBitcast, ImportBroadcastOp, ImportDimensionSize,
               ImportReverse>(patterns.getContext());
}
