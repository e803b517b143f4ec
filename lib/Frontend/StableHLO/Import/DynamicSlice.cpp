//===- DynamicSlice.cpp - slices at computed positions --------------------===//
// Level 1 has the same ops, on signed positions: a loop that is unrolled makes
// the positions constant, and only what stays computed is written out
// (tp-expand-slices).

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

/// Start positions of a part of `sizes`. Unsigned ones are limited here, and
/// widened: they are not negative when they are read as signed.
static SmallVector<Value> importStarts(OpBuilder &b, Operation *op,
                                       OperandRange starts,
                                       RankedTensorType type,
                                       ArrayRef<int64_t> sizes) {
  if (!frontend::hasUnsignedOperand(op))
    return SmallVector<Value>(starts);
  SmallVector<Value> limited;
  for (auto [start, extent, size] : llvm::zip(starts, type.getShape(), sizes)) {
    auto scalar = RankedTensorType::get({}, b.getI64Type());
    int64_t last = extent - size;
    auto emit = [&](ImplicitLocOpBuilder &body, ValueRange args) -> Value {
      Value x = args[0];
      if (x.getType() != body.getI64Type())
        x = arith::ExtUIOp::create(body, body.getI64Type(), x);
      Value limit =
          arith::ConstantOp::create(body, body.getI64IntegerAttr(last));
      return arith::MinUIOp::create(body, x, limit);
    };
    limited.push_back(
        frontend::createElementwise(b, op->getLoc(), scalar, {start}, emit));
  }
  return limited;
}

namespace {
struct ImportDynamicSlice : OpRewritePattern<DynamicSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DynamicSliceOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType from = op.getOperand().getType(),
                     to = op.getResult().getType();
    if (from == to)
      rewriter.replaceOp(op, op.getOperand());
    else if (to.getNumElements() == 0)
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(op,
                                                     rewriter.getZeroAttr(to));
    else
      rewriter.replaceOpWithNewOp<tensor_ext::DynamicSliceOp>(
          op, to, op.getOperand(),
          importStarts(rewriter, op, op.getStartIndices(), from,
                       to.getShape()));
    return success();
  }
};

struct ImportDynamicUpdateSlice : OpRewritePattern<DynamicUpdateSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DynamicUpdateSliceOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType update = op.getUpdate().getType(),
                     type = op.getOperand().getType();
    if (update == type)
      rewriter.replaceOp(op, op.getUpdate());
    else if (update.getNumElements() == 0)
      rewriter.replaceOp(op, op.getOperand());
    else
      rewriter.replaceOpWithNewOp<tensor_ext::DynamicUpdateSliceOp>(
          op, type, op.getUpdate(), op.getOperand(),
          importStarts(rewriter, op, op.getStartIndices(), type,
                       update.getShape()));
    return success();
  }
};
} // namespace

void frontend::populateDynamicSlicePatterns(RewritePatternSet &patterns) {
  patterns.add<ImportDynamicSlice, ImportDynamicUpdateSlice>(
      patterns.getContext());
}
