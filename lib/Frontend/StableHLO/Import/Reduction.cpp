//===- Reduction.cpp - reduce to linalg.reduce ----------------------------===//

#include "Import.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

Operation *frontend::getCombiner(Region &region) {
  Block &body = region.front();
  Operation *combiner = &body.front();
  if (body.getNumArguments() != 2 || body.getOperations().size() != 2 ||
      !isa<AddOp, MulOp, MaxOp, MinOp, AndOp, OrOp>(combiner) ||
      body.back().getOperand(0) != combiner->getResult(0))
    return nullptr;
  // All of them are commutative: the order of the arguments says nothing.
  Value x = combiner->getOperand(0), y = combiner->getOperand(1);
  Value a = body.getArgument(0), b = body.getArgument(1);
  return (x == a && y == b) || (x == b && y == a) ? combiner : nullptr;
}

Value frontend::createInit(OpBuilder &b, Location loc, Value scalar,
                           RankedTensorType type) {
  if (DenseElementsAttr splat = frontend::getSplat(scalar))
    return frontend::createFilled(
        b, loc, cast<TypedAttr>(splat.getSplatValue<Attribute>()), type);
  return frontend::broadcastInDim(b, loc, scalar, {}, type);
}

namespace {
struct ImportReduce : OpRewritePattern<ReduceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReduceOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getInputs().size() != 1)
      return emitUnsupported(op) << "reduces " << op.getInputs().size()
                                 << " tensors at once, which is not supported";
    Operation *combiner = frontend::getCombiner(op.getBody());
    if (!combiner)
      return emitUnsupported(op)
             << "has a body other than one add, multiply, maximum, minimum, "
                "and, or of its arguments, which is not supported";
    Location loc = op.getLoc();
    Value input = op.getInputs().front();
    auto type = cast<RankedTensorType>(op.getResult(0).getType());
    if (getElementTypeOrSelf(input) != type.getElementType())
      return emitUnsupported(op)
             << "reduces elements of type " << getElementTypeOrSelf(input)
             << " to " << type.getElementType() << ", which is not supported";
    Value init =
        frontend::createInit(rewriter, loc, op.getInitValues().front(), type);
    SmallVector<int64_t> dims(op.getDimensions());
    llvm::sort(dims);
    auto combine = [&](OpBuilder &b, Location, ValueRange elements) {
      // Accumulator first: linalg.reduce then prints the combiner by its name.
      ImplicitLocOpBuilder body(combiner->getLoc(), b);
      Value sum =
          frontend::emitElement(combiner, body, {elements[1], elements[0]});
      linalg::YieldOp::create(body, sum);
    };
    auto reduce =
        linalg::ReduceOp::create(rewriter, loc, input, init, dims, combine);
    rewriter.replaceOp(op, reduce);
    return success();
  }
};
} // namespace

void frontend::populateReductionPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportReduce>(patterns.getContext());
}
