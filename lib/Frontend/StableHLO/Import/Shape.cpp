//===- Shape.cpp - constants and ops that move elements -------------------===//

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

namespace {
struct ImportConstant : OpRewritePattern<ConstantOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ConstantOp op,
                                PatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(
        op, cast<TypedAttr>(op.getValue()));
    return success();
  }
};

struct ImportIota : OpRewritePattern<IotaOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(IotaOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getOutput().getType();
    Type element = type.getElementType();
    auto emitIndex = [&](ImplicitLocOpBuilder &b, ValueRange) -> Value {
      Value index = linalg::IndexOp::create(b, op.getIotaDimension());
      Type counter = isa<FloatType>(element) ? Type(b.getI64Type()) : element;
      Value count = arith::IndexCastOp::create(b, counter, index);
      if (counter == element)
        return count;
      return arith::SIToFPOp::create(b, element, count);
    };
    rewriter.replaceOp(op, frontend::createElementwise(rewriter, op.getLoc(),
                                                       type, {}, emitIndex));
    return success();
  }
};

struct ImportBroadcast : OpRewritePattern<BroadcastInDimOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BroadcastInDimOp op,
                                PatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, frontend::broadcastInDim(rewriter, op.getLoc(),
                                                    op.getOperand(),
                                                    op.getBroadcastDimensions(),
                                                    op.getResult().getType()));
    return success();
  }
};

struct ImportReshape : OpRewritePattern<ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReshapeOp op,
                                PatternRewriter &rewriter) const override {
    rewriter.replaceOp(op,
                       frontend::reshape(rewriter, op.getLoc(), op.getOperand(),
                                         op.getResult().getType().getShape()));
    return success();
  }
};

struct ImportTranspose : OpRewritePattern<TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(TransposeOp op,
                                PatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, frontend::transpose(rewriter, op.getLoc(),
                                               op.getOperand(),
                                               op.getPermutation()));
    return success();
  }
};

struct ImportSlice : OpRewritePattern<SliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SliceOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getResult().getType();
    if (op.getOperand().getType() == type) {
      rewriter.replaceOp(op, op.getOperand());
      return success();
    }
    if (type.getNumElements() == 0) { // May start where the operand ends.
      Attribute zero = rewriter.getZeroAttr(type.getElementType());
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(
          op, DenseElementsAttr::get(type, zero));
      return success();
    }
    auto toAttrs = [&](ArrayRef<int64_t> values) {
      return getAsIndexOpFoldResult(getContext(), values);
    };
    rewriter.replaceOpWithNewOp<tensor::ExtractSliceOp>(
        op, type, op.getOperand(), toAttrs(op.getStartIndices()),
        toAttrs(type.getShape()), toAttrs(op.getStrides()));
    return success();
  }
};

struct ImportConcatenate : OpRewritePattern<ConcatenateOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ConcatenateOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getInputs().size() == 1)
      rewriter.replaceOp(op, op.getInputs());
    else
      rewriter.replaceOpWithNewOp<tensor::ConcatOp>(
          op, op.getResult().getType(), op.getDimension(), op.getInputs());
    return success();
  }
};
} // namespace

void frontend::populateShapePatterns(RewritePatternSet &patterns) {
  patterns.add<ImportBroadcast, ImportConcatenate, ImportConstant, ImportIota,
               ImportReshape, ImportSlice, ImportTranspose>(
      patterns.getContext());
}
