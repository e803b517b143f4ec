//===- Loops.cpp - functions that take as many steps as they need ---------===//

#include "ExpandMath.h"
#include "Number.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include <cmath>

using namespace mlir;
using namespace tp;
using namespace tp::expansion;

/// Emits `while (condition(values)) values = step(values)`.
static SmallVector<Value>
whileLoop(ImplicitLocOpBuilder &b, ValueRange initial,
          function_ref<Value(ValueRange)> condition,
          function_ref<SmallVector<Value>(ValueRange)> step) {
  auto loop = scf::WhileOp::create(
      b, initial.getTypes(), initial,
      [&](OpBuilder &, Location, ValueRange values) {
        scf::ConditionOp::create(b, condition(values), values);
      },
      [&](OpBuilder &, Location, ValueRange values) {
        scf::YieldOp::create(b, step(values));
      });
  return loop.getResults();
}

namespace {
/// The remainder of f32 and f16 that C's fmod gives, which is exact: multiples
/// of the divisor's size are taken away, as many bits of the quotient at a time
/// as a product in f64 holds.
struct ExpandRemainder : OpRewritePattern<arith::RemFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::RemFOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.getType().isF32() && !op.getType().isF16())
      return failure();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Number x = Number(b, op.getLhs()).wide();
    Number size = x.abs(), divisor = Number(b, op.getRhs()).wide().abs();
    Number rest(b, whileLoop(
                       b, {Value(size)},
                       [&](ValueRange rest) {
                         return isReducible(b, Number(b, rest[0]), divisor);
                       },
                       [&](ValueRange rest) {
                         Number next = reduce(b, Number(b, rest[0]), divisor);
                         return SmallVector<Value>{next};
                       })[0]);
    // Infinity has no remainder, nothing has one by zero; NaN stays.
    Value undefined = arith::OrIOp::create(
        b, size == HUGE_VAL,
        divisor.compare(Number::Predicate::UEQ, x.constant(0)));
    rest = x.constant(NAN).where(undefined, rest);
    rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, op.getType(),
                                                 rest.withSignOf(x));
    return success();
  }

  static Value isReducible(ImplicitLocOpBuilder &b, Number rest,
                           Number divisor) {
    Value isFinite = arith::AndIOp::create(b, rest < HUGE_VAL, divisor > 0.0);
    Value isLarge = rest.compare(Number::Predicate::OGE, divisor);
    return arith::AndIOp::create(b, isFinite, isLarge);
  }

  /// Less than 2^28 times a power of two times the divisor.
  static Number reduce(ImplicitLocOpBuilder &b, Number rest, Number divisor) {
    constexpr int64_t kExponent = 0x7FF0000000000000;
    auto constant = [&](int64_t value) -> Value {
      return arith::ConstantIntOp::create(b, value, 64);
    };
    auto exponent = [&](Number number) -> Value {
      return arith::AndIOp::create(b, number.bits(), constant(kExponent));
    };
    Value distance =
        arith::SubIOp::create(b, exponent(rest), exponent(divisor));
    Value excess =
        arith::SubIOp::create(b, distance, constant(int64_t(27) << 52));
    Value shift = arith::MaxSIOp::create(b, excess, constant(0));
    Number multiple =
        divisor.fromBits(arith::AddIOp::create(b, divisor.bits(), shift));
    Number quotient = (rest / multiple).trunc();
    Number next = (-quotient).fma(multiple, rest);
    // The quotient may have been rounded up.
    return (next + multiple).where(next < 0.0, next);
  }
};

/// Integer powers by squaring.
struct ExpandIntegerPower : OpRewritePattern<math::IPowIOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::IPowIOp op,
                                PatternRewriter &rewriter) const override {
    auto type = dyn_cast<IntegerType>(op.getType());
    if (!type)
      return failure();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    auto constant = [&](int64_t value) -> Value {
      return arith::ConstantIntOp::create(b, type, value);
    };
    auto select = [&](Value condition, Value yes, Value no) -> Value {
      return arith::SelectOp::create(b, condition, yes, no);
    };
    auto compare = [&](arith::CmpIPredicate predicate, Value a, int64_t c) {
      return arith::CmpIOp::create(b, predicate, a, constant(c)).getResult();
    };
    auto isOdd = [&](Value value) {
      return compare(arith::CmpIPredicate::ne,
                     arith::AndIOp::create(b, value, constant(1)), 0);
    };
    Value base = op.getLhs(), exponent = op.getRhs();
    SmallVector<Value> results = whileLoop(
        b, {constant(1), base, exponent},
        [&](ValueRange v) {
          return compare(arith::CmpIPredicate::sgt, v[2], 0);
        },
        [&](ValueRange v) -> SmallVector<Value> {
          Value product = arith::MulIOp::create(b, v[0], v[1]);
          return {select(isOdd(v[2]), product, v[0]),
                  arith::MulIOp::create(b, v[1], v[1]),
                  arith::ShRUIOp::create(b, v[2], constant(1))};
        });
    // To a negative power only 1 and -1 are not zero.
    Value isOne = compare(arith::CmpIPredicate::eq, base, 1);
    Value isMinusOne = compare(arith::CmpIPredicate::eq, base, -1);
    Value sign = select(isOdd(exponent), constant(-1), constant(1));
    Value inverse =
        select(isOne, constant(1), select(isMinusOne, sign, constant(0)));
    Value isNegative = compare(arith::CmpIPredicate::slt, exponent, 0);
    rewriter.replaceOp(op, select(isNegative, inverse, results[0]));
    return success();
  }
};
} // namespace

void tp::populateIntegerPowerPattern(RewritePatternSet &patterns) {
  patterns.add<ExpandIntegerPower>(patterns.getContext());
}

void tp::populateRemainderPattern(RewritePatternSet &patterns) {
  patterns.add<ExpandRemainder>(patterns.getContext());
}
