//===- ExpandMath.cpp - functions as arithmetic ---------------------------===//
// Upstream's polynomials, what they get wrong made good, and for GPUs our own
// for the rest. How exact all of it is is measured in test/unit/Codegen,
// CPUMathTest.cpp and GPUMathTest.cpp.

#include "ExpandMath.h"
#include "Number.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include <cmath>

using namespace mlir;
using namespace tp;
using namespace tp::expansion;

namespace {
/// Without an instruction for it, fma would be a call.
struct ExpandFma : OpRewritePattern<math::FmaOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(math::FmaOp op,
                                PatternRewriter &rewriter) const override {
    Value product =
        arith::MulFOp::create(rewriter, op.getLoc(), op.getA(), op.getB());
    rewriter.replaceOpWithNewOp<arith::AddFOp>(op, product, op.getC());
    return success();
  }
};
} // namespace

/// The logarithm `op` of a denormal is taken of 2^23 times it; upstream's
/// expansion would take that of the smallest normal number.
static void keepDenormals(Operation *op, double log2to23) {
  Type type = op->getResult(0).getType();
  if (!type.isF32())
    return;
  OpBuilder builder(op);
  Location loc = op->getLoc();
  auto constant = [&](double value) -> Value {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getFloatAttr(type, value));
  };
  Value x = op->getOperand(0);
  Value isSmall = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT,
                                        x, constant(0x1p-126));
  Value scaled = arith::MulFOp::create(builder, loc, x, constant(0x1p23));
  op->setOperand(0, arith::SelectOp::create(builder, loc, isSmall, scaled, x));
  Value shift = arith::SelectOp::create(builder, loc, isSmall,
                                        constant(log2to23), constant(0));
  builder.setInsertionPointAfter(op);
  Value result = arith::SubFOp::create(builder, loc, op->getResult(0), shift);
  op->getResult(0).replaceAllUsesExcept(result, result.getDefiningOp());
}

/// Upstream's expansion gives erf(-0) = 0.
static void keepSign(math::ErfOp op) {
  OpBuilder builder(op->getContext());
  builder.setInsertionPointAfter(op);
  Value result = math::CopySignOp::create(builder, op.getLoc(), op.getResult(),
                                          op.getOperand());
  op.getResult().replaceAllUsesExcept(result, result.getDefiningOp());
}

/// x^3 as two products: it stands in the tanh form of gelu.
static void expandCube(math::PowFOp op) {
  FloatAttr exponent;
  if (!matchPattern(op.getRhs(), m_Constant(&exponent)) ||
      !exponent.getValue().isExactlyValue(3.0))
    return;
  OpBuilder builder(op);
  Value x = op.getLhs();
  Value square = arith::MulFOp::create(builder, op.getLoc(), x, x);
  Value cube = arith::MulFOp::create(builder, op.getLoc(), square, x);
  op.replaceAllUsesWith(cube);
  op.erase();
}

/// Makes up for what upstream's expansions do not get right.
static void prepareMath(Operation *root) {
  root->walk([](Operation *op) {
    if (isa<math::LogOp>(op))
      keepDenormals(op, 23 * M_LN2);
    else if (isa<math::Log2Op>(op))
      keepDenormals(op, 23);
    else if (auto erf = dyn_cast<math::ErfOp>(op))
      keepSign(erf);
    else if (auto power = dyn_cast<math::PowFOp>(op))
      expandCube(power);
  });
}

namespace {
/// Integers and f64 become bf16 by way of f32.
template <typename Op> struct ConvertThroughF32 : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    Type from = op.getIn().getType();
    if (!op.getType().isBF16() || from.isF32())
      return failure();
    Value wide =
        Op::create(rewriter, op.getLoc(), rewriter.getF32Type(), op.getIn());
    rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, op.getType(), wide);
    return success();
  }
};
} // namespace

namespace {
/// Tests that LLVM's dialect has no op for.
struct ExpandIsInf : OpRewritePattern<math::IsInfOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(math::IsInfOp op,
                                PatternRewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(op, Number(b, op.getOperand()).abs() == HUGE_VAL);
    return success();
  }
};

struct ExpandIsNormal : OpRewritePattern<math::IsNormalOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(math::IsNormalOp op,
                                PatternRewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Number size = Number(b, op.getOperand()).abs();
    auto type = cast<FloatType>(op.getOperand().getType());
    double smallest = APFloat::getSmallestNormalized(type.getFloatSemantics())
                          .convertToDouble();
    Value isLarge =
        size.compare(Number::Predicate::OGE, size.constant(smallest));
    rewriter.replaceOpWithNewOp<arith::AndIOp>(op, isLarge, size < HUGE_VAL);
    return success();
  }
};

/// Two functions in one op.
struct SplitSinCos : OpRewritePattern<math::SincosOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(math::SincosOp op,
                                PatternRewriter &rewriter) const override {
    Value x = op.getOperand();
    Value sin = math::SinOp::create(rewriter, op.getLoc(), x);
    Value cos = math::CosOp::create(rewriter, op.getLoc(), x);
    rewriter.replaceOp(op, {sin, cos});
    return success();
  }
};
} // namespace

/// What both kinds of devices need, beside polynomials.
static void addCommonPatterns(RewritePatternSet &patterns) {
  math::populateExpansionPatterns(patterns, {"clampf"});
  patterns.add<ExpandIsInf, ExpandIsNormal, SplitSinCos,
               ConvertThroughF32<arith::SIToFPOp>,
               ConvertThroughF32<arith::UIToFPOp>,
               ConvertThroughF32<arith::TruncFOp>>(patterns.getContext());
  populateIntegerPowerPattern(patterns);
}

/// Computes in f32 what no processor computes in bf16, where each op would be a
/// call, and the functions of f16.
static LogicalResult widen(Operation *root) {
  PassManager pm(root->getContext(), root->getName().getStringRef());
  arith::ArithEmulateUnsupportedFloatsOptions options;
  options.sourceTypeStrs = {"bf16"};
  options.targetTypeStr = "f32";
  pm.addPass(math::createMathExtendToSupportedTypes());
  pm.addPass(arith::createArithEmulateUnsupportedFloats(options));
  return pm.run(root);
}

/// Replaces the functions of f32 that `isExpanded` by upstream's polynomials.
static LogicalResult approximate(Operation *root,
                                 function_ref<bool(StringRef)> isExpanded) {
  prepareMath(root);
  RewritePatternSet patterns(root->getContext());
  populateMathPolynomialApproximationPatterns(patterns, isExpanded);
  return applyPatternsGreedily(root, std::move(patterns));
}

LogicalResult tp::expandMathForCPU(Operation *root, bool hasFMA) {
  auto isInline = [](StringRef name) {
    return llvm::is_contained({"math.exp", "math.expm1", "math.tanh",
                               "math.erf", "math.erfc", "math.log",
                               "math.log1p", "math.log2"},
                              name);
  };
  if (failed(widen(root)) || failed(approximate(root, isInline)))
    return failure();
  MLIRContext *context = root->getContext();
  RewritePatternSet expansions(context);
  math::populateExpansionPatterns(expansions, {"rsqrt"});
  arith::populateExpandBFloat16Patterns(expansions);
  addCommonPatterns(expansions);
  if (!hasFMA)
    expansions.add<ExpandFma>(context);
  return applyPatternsGreedily(root, std::move(expansions));
}

LogicalResult tp::expandMathForGPU(Operation *root) {
  // Where the GPU has nothing better: the same bits as on the CPU.
  auto isInline = [](StringRef name) {
    return llvm::is_contained(
        {"math.expm1", "math.log", "math.log1p", "math.log2"}, name);
  };
  if (failed(widen(root)) || failed(approximate(root, isInline)))
    return failure();
  RewritePatternSet expansions(root->getContext());
  addCommonPatterns(expansions);
  arith::populateCeilFloorDivExpandOpsPatterns(expansions);
  populateGPUApproximationPatterns(expansions);
  populateDoublePrecisionPatterns(expansions);
  populateRemainderPattern(expansions);
  return applyPatternsGreedily(root, std::move(expansions));
}
