//===- SpecialFunctions.cpp - functions that math lacks -------------------===//
// Written in functions that math has, in f64 or, for narrower types, in f32. At
// poles, and where a function is not defined, results are XLA's.

#include "SpecialFunctions.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace tp;

namespace {
/// Arithmetic on one type of floats.
struct Floats {
  ImplicitLocOpBuilder &b;
  FloatType type;

  Value constant(double value) {
    return arith::ConstantOp::create(b, b.getFloatAttr(type, value));
  }
  Value infinity() { return constant(HUGE_VAL); }
  Value nan() { return constant(std::nan("")); }
  Value add(Value x, Value y) { return arith::AddFOp::create(b, x, y); }
  Value sub(Value x, Value y) { return arith::SubFOp::create(b, x, y); }
  Value mul(Value x, Value y) { return arith::MulFOp::create(b, x, y); }
  Value div(Value x, Value y) { return arith::DivFOp::create(b, x, y); }
  Value neg(Value x) { return arith::NegFOp::create(b, x); }
  Value abs(Value x) { return math::AbsFOp::create(b, x); }
  Value floor(Value x) { return math::FloorOp::create(b, x); }
  Value log(Value x) { return math::LogOp::create(b, x); }
  Value exp(Value x) { return math::ExpOp::create(b, x); }
  Value sqrt(Value x) { return math::SqrtOp::create(b, x); }
  Value pow(Value x, Value y) { return math::PowFOp::create(b, x, y); }
  Value test(arith::CmpFPredicate predicate, Value x, Value y) {
    return arith::CmpFOp::create(b, predicate, x, y);
  }
  Value less(Value x, Value y) { return test(arith::CmpFPredicate::OLT, x, y); }
  Value equal(Value x, Value y) {
    return test(arith::CmpFPredicate::OEQ, x, y);
  }
  Value isWhole(Value x) { return equal(x, floor(x)); }
  Value both(Value x, Value y) { return arith::AndIOp::create(b, x, y); }
  Value select(Value condition, Value x, Value y) {
    return arith::SelectOp::create(b, condition, x, y);
  }
};
} // namespace

/// `function` of `arguments`, computed in f32 at least.
static Value compute(ImplicitLocOpBuilder &b, ValueRange arguments,
                     function_ref<Value(Floats, ArrayRef<Value>)> function) {
  auto own = cast<FloatType>(arguments.front().getType());
  if (own.getWidth() >= 32)
    return function(Floats{b, own}, llvm::to_vector(arguments));
  FloatType wide = b.getF32Type();
  SmallVector<Value> inputs = llvm::map_to_vector(arguments, [&](Value x) {
    return Value(arith::ExtFOp::create(b, wide, x));
  });
  return arith::TruncFOp::create(b, own, function(Floats{b, wide}, inputs));
}

//===----------------------------------------------------------------------===//
// Inverse error function
//===----------------------------------------------------------------------===//

/// The polynomial of `x` with `coefficients`, the highest power first.
static Value emitPolynomial(ImplicitLocOpBuilder &b, Value x,
                            ArrayRef<double> coefficients) {
  auto constant = [&](double value) -> Value {
    return arith::ConstantOp::create(b, b.getFloatAttr(x.getType(), value));
  };
  Value sum = constant(coefficients.front());
  for (double coefficient : coefficients.drop_front())
    sum = arith::AddFOp::create(b, arith::MulFOp::create(b, sum, x),
                                constant(coefficient));
  return sum;
}

/// In f32: M. Giles, Approximating the erfinv function (2012): two polynomials
/// of -log(1 - x^2), one for the middle and one for the tails.
static Value emitErfInvSingle(ImplicitLocOpBuilder &b, Value x) {
  static constexpr double kMiddle[] = {
      2.81022636e-08,  3.43273939e-07, -3.5233877e-06,
      -4.39150654e-06, 0.00021858087,  -0.00125372503,
      -0.00417768164,  0.246640727,    1.50140941};
  static constexpr double kTail[] = {
      -0.000200214257, 0.000100950558, 0.00134934322,
      -0.00367342844,  0.00573950773,  -0.0076224613,
      0.00943887047,   1.00167406,     2.83297682};
  Type own = x.getType(), type = b.getF32Type();
  if (own != type)
    x = arith::ExtFOp::create(b, type, x);
  auto constant = [&](double value) -> Value {
    return arith::ConstantOp::create(b, b.getFloatAttr(type, value));
  };
  Value square = arith::MulFOp::create(b, x, x);
  Value w = arith::NegFOp::create(
      b, math::Log1pOp::create(b, arith::NegFOp::create(b, square)));
  Value isMiddle =
      arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, w, constant(5.0));
  Value middle =
      emitPolynomial(b, arith::SubFOp::create(b, w, constant(2.5)), kMiddle);
  Value tail = emitPolynomial(
      b, arith::SubFOp::create(b, math::SqrtOp::create(b, w), constant(3.0)),
      kTail);
  Value factor = arith::SelectOp::create(b, isMiddle, middle, tail);
  // At 1 and -1 the polynomial meets infinity.
  Value isEnd = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, square,
                                      constant(1.0));
  Value infinity = arith::ConstantOp::create(
      b, b.getFloatAttr(type, APFloat::getInf(APFloat::IEEEsingle())));
  factor = arith::SelectOp::create(b, isEnd, infinity, factor);
  Value result = arith::MulFOp::create(b, factor, x);
  return own == type ? result : Value(arith::TruncFOp::create(b, own, result));
}

/// In f64: S. Winitzki, A handy approximation for the error function (2008),
/// and two of Halley's steps, which triple the digits each.
static Value emitErfInvDouble(Floats d, Value x) {
  constexpr double kPi = llvm::numbers::pi, kA = 0.147;
  Value one = d.constant(1.0), size = d.abs(x);
  Value rest = d.sub(one, size);
  Value log = math::Log1pOp::create(d.b, d.neg(d.mul(size, size)));
  Value centre = d.add(d.constant(2 / (kPi * kA)), d.mul(log, d.constant(0.5)));
  Value root =
      d.sqrt(d.sub(d.mul(centre, centre), d.mul(log, d.constant(1 / kA))));
  Value w = d.sqrt(d.sub(root, centre));
  Value isMiddle = d.less(size, d.constant(0.5));
  for (int step = 0; step != 2; ++step) {
    Value below = d.sub(math::ErfOp::create(d.b, w), size);
    Value above = d.sub(rest, math::ErfcOp::create(d.b, w));
    Value error = d.select(isMiddle, below, above);
    Value slope = d.mul(d.constant(2 * llvm::numbers::inv_sqrtpi),
                        d.exp(d.neg(d.mul(w, w))));
    Value newton = d.div(error, slope);
    w = d.sub(w, d.div(newton, d.add(one, d.mul(w, newton))));
  }
  w = d.select(d.equal(size, one), d.infinity(), w);
  return math::CopySignOp::create(d.b, w, x);
}

Value frontend::emitErfInv(ImplicitLocOpBuilder &b, Value x) {
  return x.getType().isF64() ? emitErfInvDouble(Floats{b, b.getF64Type()}, x)
                             : emitErfInvSingle(b, x);
}

//===----------------------------------------------------------------------===//
// Gamma
//===----------------------------------------------------------------------===//

// Lanczos' approximation of the gamma function at z + 1: powers of z + g + 1/2
// and a sum of kLanczos[i] / (z + i) behind its first term.
static constexpr double kLanczosG = 7.0;
static constexpr double kLanczos[] = {0.99999999999980993227684700473478,
                                      676.520368121885098567009190444019,
                                      -1259.13921672240287047156078755283,
                                      771.3234287776530788486528258894,
                                      -176.61502916214059906584551354,
                                      12.507343278686904814458936853,
                                      -0.13857109526572011689554707,
                                      9.984369578019570859563e-6,
                                      1.50563273514931155834e-7};

/// The distance of `x` to the nearest whole number.
static Value distanceToWhole(Floats d, Value x) {
  Value part = d.sub(x, d.floor(x));
  Value other = d.sub(d.constant(1.0), part);
  return d.select(d.less(other, part), other, part);
}

static Value lgamma(Floats d, Value x) {
  Value half = d.constant(0.5), one = d.constant(1.0);
  // gamma(x) gamma(1 - x) = pi / sin(pi x).
  Value reflects = d.less(x, half);
  Value z = d.select(reflects, d.neg(x), d.sub(x, one));
  Value sum = d.constant(kLanczos[0]);
  for (auto [index, coefficient] : llvm::enumerate(llvm::drop_begin(kLanczos)))
    sum = d.add(
        sum, d.div(d.constant(coefficient), d.add(z, d.constant(index + 1))));
  Value base = d.add(z, d.constant(kLanczosG + 0.5));
  Value log = d.log(base);
  // (z + 1/2) log - base, so that it overflows late.
  Value power = d.mul(d.sub(d.add(z, half), d.div(base, log)), log);
  Value right =
      d.add(d.add(d.constant(0.5 * std::log(2 * llvm::numbers::pi)), power),
            d.log(sum));
  Value distance = distanceToWhole(d, d.abs(x));
  Value sine =
      math::SinOp::create(d.b, d.mul(d.constant(llvm::numbers::pi), distance));
  Value logSine = d.log(sine);
  Value left =
      d.sub(d.sub(d.constant(std::log(llvm::numbers::pi)), logSine), right);
  // At a pole the right side may be anything.
  left = d.select(d.equal(distance, d.constant(0.0)), d.infinity(), left);
  Value result = d.select(reflects, left, right);
  return d.select(d.equal(d.abs(x), d.infinity()), d.infinity(), result);
}

static Value digamma(Floats d, Value x) {
  Value half = d.constant(0.5), one = d.constant(1.0);
  Value reflects = d.less(x, half);
  Value z = d.select(reflects, d.neg(x), d.sub(x, one));
  Value sum = d.constant(kLanczos[0]), slope = d.constant(0.0);
  for (auto [index, coefficient] :
       llvm::enumerate(llvm::drop_begin(kLanczos))) {
    Value pole = d.add(z, d.constant(index + 1));
    Value term = d.div(d.constant(coefficient), pole);
    sum = d.add(sum, term);
    slope = d.sub(slope, d.div(term, pole));
  }
  Value base = d.add(z, d.constant(kLanczosG + 0.5));
  Value right = d.sub(d.add(d.log(base), d.div(slope, sum)),
                      d.div(d.constant(kLanczosG), base));
  // psi(x) = psi(1 - x) - pi / tan(pi x), whose period is 1.
  Value near = d.sub(x, d.floor(d.add(x, half)));
  Value angle = d.mul(d.constant(llvm::numbers::pi), near);
  Value tangent = math::TanOp::create(d.b, angle);
  Value left = d.sub(right, d.div(d.constant(llvm::numbers::pi), tangent));
  Value result = d.select(reflects, left, right);
  Value isPole = d.both(d.isWhole(x),
                        d.test(arith::CmpFPredicate::OLE, x, d.constant(0.0)));
  return d.select(isPole, d.nan(), result);
}

/// The sum's first terms, and the formula of Euler and Maclaurin for the rest.
static Value zeta(Floats d, Value x, Value q) {
  constexpr int kTerms = 9;
  // Bernoulli's number of 2 j, over the factorial of 2 j.
  static constexpr double kBernoulli[] = {1.0 / 12,
                                          -1.0 / 720,
                                          1.0 / 30240,
                                          -1.0 / 1209600,
                                          1.0 / 47900160,
                                          -691.0 / 1307674368000.0,
                                          1.0 / 74724249600.0,
                                          -3617.0 / 10670622842880000.0,
                                          43867.0 / 5109094217170944000.0,
                                          -174611.0 / 802857662698291200000.0,
                                          77683.0 / 14101100039391805440000.0,
                                          -236364091.0 /
                                              1693824136731743669452800000.0};
  Value one = d.constant(1.0), zero = d.constant(0.0), minus = d.neg(x);
  Value sum = zero, at = q;
  for (int term = 0; term != kTerms; ++term) {
    sum = d.add(sum, d.pow(at, minus));
    at = d.add(at, one);
  }
  Value power = d.pow(at, minus);
  sum = d.add(sum, d.div(d.mul(power, at), d.sub(x, one)));
  sum = d.add(sum, d.mul(power, d.constant(0.5)));
  Value factor = d.div(d.mul(x, power), at);
  for (auto [index, coefficient] : llvm::enumerate(kBernoulli)) {
    sum = d.add(sum, d.mul(factor, d.constant(coefficient)));
    Value next = d.mul(d.add(x, d.constant(2.0 * index + 1)),
                       d.add(x, d.constant(2.0 * index + 2)));
    factor = d.div(d.mul(factor, next), d.mul(at, at));
  }
  Value isEven = d.isWhole(d.mul(x, d.constant(0.5)));
  Value isPole =
      d.both(d.isWhole(q), d.test(arith::CmpFPredicate::OLE, q, zero));
  Value result = d.select(isPole, d.select(isEven, d.infinity(), d.nan()), sum);
  result = d.select(d.less(x, one), d.nan(), result);
  return d.select(d.equal(x, one), d.infinity(), result);
}

static Value polygamma(Floats d, Value n, Value x) {
  Value one = d.constant(1.0), zero = d.constant(0.0);
  Value order = d.add(n, one);
  Value size = d.mul(d.exp(lgamma(d, order)), zeta(d, order, x));
  Value isOdd = d.isWhole(d.mul(order, d.constant(0.5)));
  Value result = d.select(isOdd, size, d.neg(size));
  Value isOrder =
      d.both(d.isWhole(n), d.test(arith::CmpFPredicate::OGE, n, zero));
  result = d.select(isOrder, result, d.nan());
  return d.select(d.equal(n, zero), digamma(d, x), result);
}

//===----------------------------------------------------------------------===//
// Bessel
//===----------------------------------------------------------------------===//

/// The sum of Chebyshev polynomials of `x`, by Clenshaw.
static Value emitChebyshev(Floats d, Value x, ArrayRef<double> coefficients) {
  Value twice = d.mul(x, d.constant(2.0));
  Value last = d.constant(0.0), sum = d.constant(coefficients.back());
  for (double coefficient :
       llvm::reverse(coefficients.drop_front().drop_back())) {
    Value next = d.add(d.sub(d.mul(twice, sum), last), d.constant(coefficient));
    last = sum;
    sum = next;
  }
  return d.add(d.sub(d.mul(x, sum), last), d.constant(coefficients.front()));
}

/// Two expansions that interpolate the function: of i1e(x) / x in x / 4 - 1 up
/// to 8, and of i1e(x) sqrt(x) in 16 / x - 1 beyond.
static Value besselI1e(Floats d, Value x) {
  static constexpr double kNear[] = {
      0.12629359322181682,    -0.176416518357834,      0.10264365868984707,
      -0.05294598120809496,   0.024726449030626485,    -0.010564084894626168,
      0.004156422944312867,   -0.0015135724506312254,  0.0005122859561685436,
      -0.0001617608158258673, 4.7815651075472116e-05,  -1.3273163655892501e-05,
      3.4702513081150436e-06, -8.568720265139662e-07,  2.00329475336233e-07,
      -4.445059116728496e-08, 9.381537378953765e-09,   -1.887249758379672e-09,
      3.6255901140471933e-10, -6.663479967458641e-11,  1.1736179465326319e-11,
      -1.984021020390303e-12, 3.2225730330764923e-13,  -5.038591072148435e-14,
      7.55073629489511e-15,   -1.1208482059155145e-15, 1.7835125737386548e-16,
      -1.454999315475547e-16};
  static constexpr double kFar[] = {
      0.38928811750914005,     -0.009761097491361448,   -0.00011058893876265616,
      -3.882564808849187e-06,  -2.512236238253439e-07,  -2.631468842134721e-08,
      -3.8353804108354206e-09, -5.589743043432627e-10,  -1.8974988681003113e-11,
      3.252606517456513e-11,   1.4125792549557481e-11,  2.0357361629752546e-12,
      -7.198770659438969e-13,  -4.0838860071445993e-13, -2.1017042273197006e-14,
      4.2819914281011506e-14,  1.0425742300729235e-14,  -3.811187476721045e-15,
      -1.887379141862766e-15,  3.95516952522712e-16,    2.958110102355138e-16,
      -6.071532165918825e-17,  -1.4051260155412137e-16};
  Value size = d.abs(x), eight = d.constant(8.0), one = d.constant(1.0);
  Value isNear = d.test(arith::CmpFPredicate::OLE, size, eight);
  Value position = d.sub(d.mul(size, d.constant(0.25)), one);
  Value near = d.mul(size, emitChebyshev(d, position, kNear));
  position = d.sub(d.div(d.constant(16.0), size), one);
  Value far = d.div(emitChebyshev(d, position, kFar), d.sqrt(size));
  return math::CopySignOp::create(d.b, d.select(isNear, near, far), x);
}

//===----------------------------------------------------------------------===//
// In every type
//===----------------------------------------------------------------------===//

Value frontend::emitLgamma(ImplicitLocOpBuilder &b, Value x) {
  return compute(
      b, x, [](Floats d, ArrayRef<Value> args) { return lgamma(d, args[0]); });
}

Value frontend::emitDigamma(ImplicitLocOpBuilder &b, Value x) {
  return compute(
      b, x, [](Floats d, ArrayRef<Value> args) { return digamma(d, args[0]); });
}

Value frontend::emitPolygamma(ImplicitLocOpBuilder &b, Value n, Value x) {
  return compute(b, {n, x}, [](Floats d, ArrayRef<Value> args) {
    return polygamma(d, args[0], args[1]);
  });
}

Value frontend::emitZeta(ImplicitLocOpBuilder &b, Value x, Value q) {
  return compute(b, {x, q}, [](Floats d, ArrayRef<Value> args) {
    return zeta(d, args[0], args[1]);
  });
}

Value frontend::emitBesselI1e(ImplicitLocOpBuilder &b, Value x) {
  return compute(b, x, [](Floats d, ArrayRef<Value> args) {
    return besselI1e(d, args[0]);
  });
}
