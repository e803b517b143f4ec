//===- TopK.cpp - top_k to tensor_ext.top_k -------------------------------===//
// Level 1 orders signed integers; unsigned ones are ordered with flipped signs.

#include "Import.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Frontend/StableHLO/CHLO.h"

using namespace mlir;
using namespace tp;

namespace {
struct ImportTopK : OpRewritePattern<chlo::TopKOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(chlo::TopKOp op,
                                PatternRewriter &rewriter) const override {
    bool isUnsigned = frontend::hasUnsignedOperand(op);
    Location loc = op.getLoc();
    Value operand = op.getOperand();
    if (isUnsigned)
      operand = frontend::flipSign(rewriter, loc, operand);
    auto topK = tensor_ext::TopKOp::create(
        rewriter, loc, op.getValues().getType(), op.getIndices().getType(),
        operand, op.getK());
    Value values = topK.getValues();
    if (isUnsigned)
      values = frontend::flipSign(rewriter, loc, values);
    rewriter.replaceOp(op, {values, topK.getIndices()});
    return success();
  }
};
} // namespace

void frontend::populateTopKPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportTopK>(patterns.getContext());
}
