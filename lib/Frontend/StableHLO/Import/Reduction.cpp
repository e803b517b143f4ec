//===- Reduction.cpp - reduce to linalg.reduce ----------------------------===//

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
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

arith::AtomicRMWKind frontend::getKind(Operation *combiner) {
  using Kind = arith::AtomicRMWKind;
  Type type = getElementTypeOrSelf(combiner->getResult(0));
  auto choose = [&](Kind ofFloats, Kind ofIntegers, Kind ofUnsigned,
                    Kind ofBits) {
    return isa<FloatType>(type)           ? ofFloats
           : type.isInteger(1)            ? ofBits
           : hasUnsignedOperand(combiner) ? ofUnsigned
                                          : ofIntegers;
  };
  if (isa<AddOp>(combiner))
    return choose(Kind::addf, Kind::addi, Kind::addi, Kind::ori);
  if (isa<MulOp>(combiner))
    return choose(Kind::mulf, Kind::muli, Kind::muli, Kind::andi);
  if (isa<MaxOp>(combiner))
    return choose(Kind::maximumf, Kind::maxs, Kind::maxu, Kind::ori);
  if (isa<MinOp>(combiner))
    return choose(Kind::minimumf, Kind::mins, Kind::minu, Kind::andi);
  return isa<AndOp>(combiner) ? Kind::andi : Kind::ori;
}

Value frontend::createInit(OpBuilder &b, Location loc, Value scalar,
                           RankedTensorType type) {
  if (DenseElementsAttr splat = frontend::getSplat(scalar))
    return frontend::createFilled(
        b, loc, cast<TypedAttr>(splat.getSplatValue<Attribute>()), type);
  return frontend::broadcastInDim(b, loc, scalar, {}, type);
}

LogicalResult frontend::refuseConversion(Operation *op, ValueRange inputs) {
  for (auto [input, result] : llvm::zip(inputs, op->getResultTypes()))
    if (getElementTypeOrSelf(input) != getElementTypeOrSelf(result))
      return emitUnsupported(op)
             << "reduces elements of type " << getElementTypeOrSelf(input)
             << " to " << getElementTypeOrSelf(result)
             << ", which is not supported";
  return success();
}

namespace {
struct ImportReduce : OpRewritePattern<ReduceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReduceOp op,
                                PatternRewriter &rewriter) const override {
    if (failed(frontend::refuseConversion(op, op.getInputs())))
      return failure();
    if (Operation *combiner = frontend::getCombiner(op.getBody()))
      return reduceBy(combiner, op, rewriter);
    return reduceByBody(op, rewriter);
  }

private:
  static SmallVector<Value> createInits(ReduceOp op, OpBuilder &b) {
    return llvm::map_to_vector(
        llvm::zip(op.getInitValues(), op.getResultTypes()), [&](auto pair) {
          auto [scalar, type] = pair;
          return frontend::createInit(b, op.getLoc(), scalar,
                                      cast<RankedTensorType>(type));
        });
  }

  static SmallVector<int64_t> sortedDims(ReduceOp op) {
    SmallVector<int64_t> dims(op.getDimensions());
    llvm::sort(dims);
    return dims;
  }

  /// Several tensors, or a body of several ops, as it stands.
  static LogicalResult reduceByBody(ReduceOp op, PatternRewriter &rewriter) {
    Block &body = op.getBody().front();
    if (failed(frontend::checkScalarBody(body)))
      return failure();
    size_t count = op.getInputs().size();
    if (llvm::all_of(body.getArguments().drop_front(count),
                     [](BlockArgument element) { return element.use_empty(); }))
      return emitUnsupported(op)
             << "has a body that uses no element, and so is no reduction";
    auto combine = [&](OpBuilder &b, Location loc, ValueRange elements) {
      // Level 0 has the accumulators first.
      ImplicitLocOpBuilder at(loc, b);
      SmallVector<Value> arguments(elements.drop_front(count));
      llvm::append_range(arguments, elements.take_front(count));
      linalg::YieldOp::create(at,
                              frontend::emitScalarBody(body, at, arguments));
    };
    auto reduce = linalg::ReduceOp::create(
        rewriter, op.getLoc(), op.getInputs(), createInits(op, rewriter),
        sortedDims(op), combine);
    rewriter.replaceOp(op, reduce);
    return success();
  }

  static LogicalResult reduceBy(Operation *combiner, ReduceOp op,
                                PatternRewriter &rewriter) {
    Location loc = op.getLoc();
    Value input = op.getInputs().front();
    Value init = createInits(op, rewriter).front();
    SmallVector<int64_t> dims = sortedDims(op);
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
