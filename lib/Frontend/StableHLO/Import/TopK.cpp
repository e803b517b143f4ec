//===- TopK.cpp - top_k to tensor_ext.top_k -------------------------------===//

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
    rewriter.replaceOpWithNewOp<tensor_ext::TopKOp>(
        op, op.getValues().getType(), op.getIndices().getType(),
        op.getOperand(), op.getK());
    return success();
  }
};
} // namespace

void frontend::populateTopKPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportTopK>(patterns.getContext());
}
