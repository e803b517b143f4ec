//===- Gather.cpp - gather to tensor_ext.gather ---------------------------===//

#include "Import.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

namespace {
struct ImportGather : OpRewritePattern<GatherOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GatherOp op,
                                PatternRewriter &rewriter) const override {
    GatherDimensionNumbersAttr numbers = op.getDimensionNumbers();
    rewriter.replaceOpWithNewOp<tensor_ext::GatherOp>(
        op, op.getResult().getType(), op.getOperand(), op.getStartIndices(),
        numbers.getOffsetDims(), numbers.getCollapsedSliceDims(),
        numbers.getStartIndexMap(), numbers.getIndexVectorDim(),
        op.getSliceSizes(), numbers.getOperandBatchingDims(),
        numbers.getStartIndicesBatchingDims());
    return success();
  }
};
} // namespace

void frontend::populateGatherPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportGather>(patterns.getContext());
}
