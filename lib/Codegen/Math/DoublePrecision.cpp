//===- DoublePrecision.cpp - functions of f32 by way of f64 ---------------===//
// For functions that kernels hold few of, and whose arguments may be large
// (angles of positions) or whose results amplify errors (powers). With f64 in
// between, results are exact to little more than half an ulp, without the care
// that f32 would need.

#include "ExpandMath.h"
#include "Number.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include <cmath>

using namespace mlir;
using namespace tp;
using namespace tp::expansion;

/// 1.5 * 2^52: a number below 2^51 that is added to it loses its fraction, and
/// stands as an integer in the last bits.
static constexpr double kShift = 0x1.8p52;

static Value constant(ImplicitLocOpBuilder &b, int64_t value) {
  return arith::ConstantIntOp::create(b, value, 64);
}

//===----------------------------------------------------------------------===//
// Powers and logarithms
//===----------------------------------------------------------------------===//

/// 2^x in f64, where it is normal; beyond that some number at least as far from
/// any of f32. NaN stays NaN.
static Number exp2Wide(ImplicitLocOpBuilder &b, Number x) {
  Number limited = x.constant(-1000).where(x < -1000.0, x);
  limited = x.constant(1000).where(x > 1000.0, limited);
  Number shifted = limited + kShift;
  Number fraction = limited - (shifted - kShift);
  Number power = fraction.polynomial(
      {1, 0.69314718055995006, 0.240226506959101, 0.055504108664441706,
       0.009618129107606458, 0.0013333558231173879, 0.00015403530442414438,
       1.5252656646315175e-05, 1.3215442188712599e-06, 1.0208812855220802e-07,
       7.0726641050497568e-09});
  Value exponent = arith::AddIOp::create(b, shifted.bits(), constant(b, 1023));
  Value scale = arith::ShLIOp::create(b, exponent, constant(b, 52));
  return power * x.fromBits(scale);
}

/// log2(x) in f64 of a positive normal number: its exponent, and with m in
/// [sqrt(1/2), sqrt(2)) and s = (m - 1) / (m + 1) a polynomial in s.
static Number log2OfPositive(ImplicitLocOpBuilder &b, Number x) {
  // Bits counted from those of sqrt(1/2): the exponent of x / m on top.
  constexpr int64_t kRootOfHalf = 0x3FE6A09E667F3BCD;
  Value bits = arith::SubIOp::create(b, x.bits(), constant(b, kRootOfHalf));
  Value exponent = arith::ShRSIOp::create(b, bits, constant(b, 52));
  Value top = arith::ShLIOp::create(b, exponent, constant(b, 52));
  Number m = x.fromBits(arith::SubIOp::create(b, x.bits(), top));
  Number s = (m - 1.0) / (m + 1.0);
  Number slope = (s * s).polynomial({2.8853900817779268, 0.96179669392598977,
                                     0.57707801634545441, 0.41219858585751645,
                                     0.32059853301973062, 0.26233445808952027,
                                     0.22091027322019366, 0.21368758911286134});
  Number whole(b, arith::SIToFPOp::create(b, b.getF64Type(), exponent));
  return s.fma(slope, whole);
}

/// log2(x) in f64 of any number.
static Number log2Wide(ImplicitLocOpBuilder &b, Number x) {
  Number result = log2OfPositive(b, x);
  result = x.constant(-HUGE_VAL).where(x == 0.0, result);
  result = x.where(x == HUGE_VAL, result);
  Value outside = x.compare(Number::Predicate::ULT, x.constant(0));
  return x.constant(NAN).where(outside, result);
}

/// x to the power of y, both f64, by the rules of C's pow.
static Number powWide(ImplicitLocOpBuilder &b, Number x, Number y) {
  Number size = x.abs();
  Number power = exp2Wide(b, y * log2Wide(b, size));
  // 1 to any power, and any number to the power of 0; -1 to that of infinity.
  Value isOne = size == 1.0;
  Value exactlyOne = arith::OrIOp::create(b, x == 1.0, y == 0.0);
  power = x.constant(1).where(isOne, power);
  power = y.where(y.isNaN(), power);
  Number whole = y.trunc();
  Number half = y * 0.5;
  Value isInteger = whole == y;
  Value isOdd = arith::AndIOp::create(
      b, isInteger, half.compare(Number::Predicate::UNE, half.trunc()));
  Number signedPower = power.withSignOf(x);
  power = signedPower.where(isOdd, power);
  Value isNegative = arith::AndIOp::create(
      b, x < 0.0, x.compare(Number::Predicate::UNE, x.constant(-HUGE_VAL)));
  Value isFraction = y.compare(Number::Predicate::UNE, whole);
  Value undefined = arith::AndIOp::create(b, isNegative, isFraction);
  power = x.constant(NAN).where(undefined, power);
  return x.constant(1).where(exactlyOne, power);
}

static Number expandPow(ImplicitLocOpBuilder &b, ValueRange operands) {
  return powWide(b, Number(b, operands[0]).wide(),
                 Number(b, operands[1]).wide())
      .narrow();
}

static Number expandFPowI(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number exponent(b, arith::SIToFPOp::create(b, b.getF64Type(), operands[1]));
  return powWide(b, Number(b, operands[0]).wide(), exponent).narrow();
}

static Number expandCbrt(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  Number root = exp2Wide(b, log2Wide(b, x.abs()) * (1.0 / 3));
  root = x.where(x == 0.0, root);
  root = x.where(x.abs() == HUGE_VAL, root);
  return root.withSignOf(x).narrow();
}

static Number expandLog10(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  return (log2Wide(b, x) * 0x1.34413509f79ffp-2).narrow();
}

//===----------------------------------------------------------------------===//
// Hyperbolic functions
//===----------------------------------------------------------------------===//

static constexpr double kLog2E = 0x1.71547652b82fep+0;
static constexpr double kLn2 = 0x1.62e42fefa39efp-1;

static Number expandCosh(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number power = exp2Wide(b, Number(b, operands[0]).wide() * kLog2E);
  return ((power + power.constant(1) / power) * 0.5).narrow();
}

/// Very small numbers are their own sinh, asinh and atanh; the formulas would
/// cancel all their digits.
static Number unlessSmall(Number x, Number result) {
  return x.where(x.abs() < 0x1p-13, result).narrow();
}

static Number expandSinh(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  Number power = exp2Wide(b, x * kLog2E);
  return unlessSmall(x, (power - power.constant(1) / power) * 0.5);
}

static Number expandAsinh(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  Number size = x.abs();
  Number root = size.fma(size, 1.0).sqrt();
  Number result = log2Wide(b, size + root) * kLn2;
  return unlessSmall(x, result.withSignOf(x));
}

static Number expandAcosh(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  Number root = ((x - 1.0) * (x + 1.0)).sqrt();
  Number result = log2Wide(b, x + root) * kLn2;
  return x.constant(NAN).where(x < 1.0, result).narrow();
}

static Number expandAtanh(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  Number ratio = (x + 1.0) / (-x + 1.0);
  return unlessSmall(x, log2Wide(b, ratio) * (kLn2 / 2));
}

//===----------------------------------------------------------------------===//
// Angles
//===----------------------------------------------------------------------===//

namespace {
/// x = quarters * pi/2 + rest, |rest| <= pi/4, quarters modulo 4.
struct Angle {
  Number rest;
  Value quarters; ///< i64, of which the last two bits count.
};
} // namespace

static Value lastBits(Number quarters) { return (quarters + kShift).bits(); }

/// For |x| < 2^30. pi/2 in two parts is exact enough: no f32 below that is
/// nearer to a multiple of pi/2 than 2^-30.
static Angle reduceSmall(Number x) {
  Number quarters = (x * 0x1.45f306dc9c883p-1).rint();
  Number rest = quarters.fma(-0x1.921fb54442d18p+0, x);
  rest = quarters.fma(-0x1.1a62633145c07p-54, rest);
  return {rest, lastBits(quarters)};
}

/// For all x: x * 2/pi modulo 4, with 2/pi in parts of 24 bits, so that each
/// product is exact. What is whole is taken away before the next part is added,
/// so that no digit is lost where all of them cancel.
static Angle reduceLarge(Number x) {
  constexpr double parts[] = {
      0x1.45f306p-1,   0x1.b93910p-26,  0x1.529fc0p-52,
      0x1.3abe88p-75,  0x1.ea69bap-97,  0x1.81b6c4p-121,
      0x1.2b3278p-145, 0x1.0e4104p-170, 0x1.fca2c6p-193};
  Number rest = x.constant(0), quarters = x.constant(0);
  for (double part : parts) {
    Number product = x * part;
    Number turns = (product * 0.25).rint();
    rest = rest + turns.fma(-4.0, product);
    Number whole = rest.rint();
    rest = rest - whole;
    quarters = quarters + whole;
  }
  return {rest * 0x1.921fb54442d18p+0, lastBits(quarters)};
}

static Angle reduce(ImplicitLocOpBuilder &b, Number x) {
  Value isSmall = x.abs() < 0x1p30;
  Type types[] = {b.getF64Type(), b.getI64Type()};
  auto branch = scf::IfOp::create(b, types, isSmall, /*withElse=*/true);
  auto fill = [&](Region &region, Angle (*reduction)(Number)) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(&region.front());
    Angle angle = reduction(x);
    scf::YieldOp::create(b, ValueRange{angle.rest, angle.quarters});
  };
  fill(branch.getThenRegion(), reduceSmall);
  fill(branch.getElseRegion(), reduceLarge);
  return {Number(b, branch.getResult(0)), branch.getResult(1)};
}

namespace {
struct SinCos {
  Number sin, cos;
};
} // namespace

/// Of an angle's rest.
static SinCos sinCos(Number rest) {
  Number square = rest * rest;
  Number slope =
      square.polynomial({0.99999999999999567, -0.16666666666616434,
                         0.0083333333238403348, -0.00019841263278787125,
                         2.7555267810024142e-06, -2.4756264743598149e-08});
  Number cos =
      square.polynomial({0.99999999999994404, -0.49999999999347872,
                         0.041666666543420654, -0.0013888880368345723,
                         2.4798923458018484e-05, -2.7173048393367713e-07});
  return {rest * slope, cos};
}

static Value hasBit(ImplicitLocOpBuilder &b, Value number, int64_t bit) {
  Value part = arith::AndIOp::create(b, number, constant(b, bit));
  return arith::CmpIOp::create(b, arith::CmpIPredicate::ne, part,
                               constant(b, 0));
}

/// sin of an angle `ahead` quarters further on.
static Number sinOf(ImplicitLocOpBuilder &b, Number x, int64_t ahead) {
  Angle angle = reduce(b, x);
  SinCos parts = sinCos(angle.rest);
  Value quarters = arith::AddIOp::create(b, angle.quarters, constant(b, ahead));
  Number size = parts.cos.where(hasBit(b, quarters, 1), parts.sin);
  return (-size).where(hasBit(b, quarters, 2), size);
}

static Number expandSin(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  // Small angles are their own sine; so is -0.
  return x.where(x.abs() < 0x1p-13, sinOf(b, x, 0)).narrow();
}

static Number expandCos(ImplicitLocOpBuilder &b, ValueRange operands) {
  return sinOf(b, Number(b, operands[0]).wide(), 1).narrow();
}

static Number expandTan(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  Angle angle = reduce(b, x);
  SinCos parts = sinCos(angle.rest);
  Value isOdd = hasBit(b, angle.quarters, 1);
  Number above = (-parts.cos).where(isOdd, parts.sin);
  Number below = parts.sin.where(isOdd, parts.cos);
  return unlessSmall(x, above / below);
}

/// The angle of the point (x, y), both f64 and not so small or large that
/// their quotient is denormal.
static Number atan2Wide(ImplicitLocOpBuilder &b, Number y, Number x) {
  Number height = y.abs(), width = x.abs();
  Value isSteep = height > width;
  Number below = height.where(isSteep, width);
  Number ratio = width.where(isSteep, height) / below;
  ratio = x.constant(0).where(below == 0.0, ratio);
  Value bothInfinite =
      arith::AndIOp::create(b, height == HUGE_VAL, width == HUGE_VAL);
  ratio = x.constant(1).where(bothInfinite, ratio);
  Number slope =
      (ratio * ratio)
          .polynomial({0.99999999999850542, -0.3333333327265085,
                       0.19999995898054138, -0.142856044460588,
                       0.11109564011214637, -0.090777091499515114,
                       0.076181765630294454, -0.063774525438274693,
                       0.050680726289158998, -0.035574241261694207,
                       0.020219301193621132, -0.0084091671748711804,
                       0.0022206234306798461, -0.00027544967722141419});
  Number angle = ratio * slope;
  angle = (-angle + 0x1.921fb54442d18p+0).where(isSteep, angle);
  Value isLeft = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, x.bits(),
                                       constant(b, 0));
  angle = (-angle + 0x1.921fb54442d18p+1).where(isLeft, angle);
  angle = y.where(y.isNaN(), angle);
  angle = x.where(x.isNaN(), angle);
  return angle.withSignOf(y);
}

static Number expandAtan2(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number y = Number(b, operands[0]).wide(), x = Number(b, operands[1]).wide();
  return atan2Wide(b, y, x).narrow();
}

static Number expandAtan(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  return atan2Wide(b, x, x.constant(1)).narrow();
}

/// The other side of a triangle with a long side of 1; NaN beyond it.
static Number otherSide(Number x) { return ((-x + 1.0) * (x + 1.0)).sqrt(); }

static Number expandAsin(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  return atan2Wide(b, x, otherSide(x)).narrow();
}

static Number expandAcos(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x = Number(b, operands[0]).wide();
  return atan2Wide(b, otherSide(x), x).narrow();
}

void tp::populateDoublePrecisionPatterns(RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<ExpandF32<math::PowFOp>>(context, expandPow);
  patterns.add<ExpandF32<math::FPowIOp>>(context, expandFPowI);
  patterns.add<ExpandF32<math::CbrtOp>>(context, expandCbrt);
  patterns.add<ExpandF32<math::Log10Op>>(context, expandLog10);
  patterns.add<ExpandF32<math::CoshOp>>(context, expandCosh);
  patterns.add<ExpandF32<math::SinhOp>>(context, expandSinh);
  patterns.add<ExpandF32<math::AsinhOp>>(context, expandAsinh);
  patterns.add<ExpandF32<math::AcoshOp>>(context, expandAcosh);
  patterns.add<ExpandF32<math::AtanhOp>>(context, expandAtanh);
  patterns.add<ExpandF32<math::SinOp>>(context, expandSin);
  patterns.add<ExpandF32<math::CosOp>>(context, expandCos);
  patterns.add<ExpandF32<math::TanOp>>(context, expandTan);
  patterns.add<ExpandF32<math::Atan2Op>>(context, expandAtan2);
  patterns.add<ExpandF32<math::AtanOp>>(context, expandAtan);
  patterns.add<ExpandF32<math::AsinOp>>(context, expandAsin);
  patterns.add<ExpandF32<math::AcosOp>>(context, expandAcos);
}
