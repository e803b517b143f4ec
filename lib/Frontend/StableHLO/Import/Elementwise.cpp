//===- Elementwise.cpp - elementwise ops to linalg.generic ----------------===//

#include "ElementwiseOps.h"
#include "Import.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

LogicalResult frontend::checkElementwise(Operation *op) {
  auto accuracy = op->getAttrOfType<ResultAccuracyAttr>("result_accuracy");
  if (accuracy && accuracy.getMode().getValue() != ResultAccuracyMode::DEFAULT)
    return emitUnsupported(op)
           << "asks for accuracy "
           << stringifyResultAccuracyMode(accuracy.getMode().getValue())
           << ", only DEFAULT is supported";
  return success();
}

namespace {
template <typename OpT> struct ImportElementwise : OpRewritePattern<OpT> {
  using OpRewritePattern<OpT>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpT op,
                                PatternRewriter &rewriter) const override {
    if (failed(frontend::checkElementwise(op)))
      return failure();
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    Location loc = op.getLoc();
    if constexpr (std::is_same_v<OpT, ConvertOp>)
      if (op.getOperand().getType() == type) {
        rewriter.replaceOp(op, op.getOperand());
        return success();
      }
    // Predicates and limits may be scalars.
    SmallVector<Value> inputs;
    for (Value operand : op->getOperands()) {
      auto full = type.clone(getElementTypeOrSelf(operand));
      inputs.push_back(
          operand.getType() == full
              ? operand
              : frontend::broadcastInDim(rewriter, loc, operand, {}, full));
    }
    rewriter.replaceOp(op,
                       frontend::createElementwise(
                           rewriter, loc, type, inputs,
                           [&](ImplicitLocOpBuilder &b, ValueRange elements) {
                             return frontend::emitElement(op, b, elements);
                           }));
    return success();
  }
};

struct ImportMap : OpRewritePattern<MapOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MapOp op,
                                PatternRewriter &rewriter) const override {
    Block &body = op.getComputation().front();
    if (failed(frontend::checkScalarBody(body)))
      return failure();
    rewriter.replaceOp(
        op, frontend::createElementwise(
                rewriter, op.getLoc(), op.getResult().getType(), op.getInputs(),
                [&](ImplicitLocOpBuilder &b, ValueRange elements) {
                  return frontend::emitScalarBody(body, b, elements).front();
                }));
    return success();
  }
};
} // namespace

template <typename... OpTs>
static void addPatterns(frontend::OpList<OpTs...>,
                        RewritePatternSet &patterns) {
  patterns.add<ImportElementwise<OpTs>...>(patterns.getContext());
}

void frontend::populateElementwisePatterns(RewritePatternSet &patterns) {
  addPatterns(ElementwiseOps(), patterns);
  patterns.add<ImportMap>(patterns.getContext());
}
