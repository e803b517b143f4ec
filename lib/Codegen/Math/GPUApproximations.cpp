//===- GPUApproximations.cpp - functions by a GPU's own -------------------===//
// A GPU has units for 2^x, 1/x and 1/sqrt(x), each exact to about an ulp where
// it is used here. What kernels are full of, exp, tanh and erf, is built on
// them: with divisions and longer polynomials these kernels would compute
// longer than they wait for memory. The coefficients are minimax fits.

#include "ExpandMath.h"
#include "Number.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace tp;
using namespace tp::expansion;

/// An instruction of the GPU.
static Number call(ImplicitLocOpBuilder &b, StringRef intrinsic, Number x) {
  auto call = LLVM::CallIntrinsicOp::create(
      b, b.getF32Type(), b.getStringAttr(intrinsic), ValueRange{Value(x)});
  return Number(b, call.getResult(0));
}

/// Denormals become zero, in and out, which no use of it sees.
static Number ex2(ImplicitLocOpBuilder &b, Number x) {
  return call(b, "llvm.nvvm.ex2.approx.ftz", x);
}

static Number reciprocal(ImplicitLocOpBuilder &b, Number x) {
  return call(b, "llvm.nvvm.rcp.approx.ftz.f", x);
}

/// 2^(x * factor), where `factor` is given as a sum of two f32, the second of
/// the first's sign or zero: so no infinity meets one of the other sign.
static Number powerOfTwo(ImplicitLocOpBuilder &b, Number x, double factor,
                         double rest) {
  // 1.5 * 2^23 and the bias of exponents: a number below 2^22 that is added to
  // it loses its fraction, and its last bits are those of a power's exponent.
  constexpr double kShift = 12582912 + 127;
  Number shifted = x.fma(factor, kShift);
  // So that 2^whole is normal. What is cut off here is left to ex2, which gives
  // infinity, or what together makes a denormal.
  shifted =
      Number(b, arith::MinNumFOp::create(b, shifted, x.constant(kShift + 127)));
  shifted =
      Number(b, arith::MaxNumFOp::create(b, shifted, x.constant(kShift - 126)));
  Number whole = shifted - kShift;
  Number fraction = x.fma(factor, -whole);
  if (rest != 0)
    fraction = x.fma(rest, fraction);
  Value mantissaBits = arith::ConstantIntOp::create(b, 23, 32);
  Value scale = arith::ShLIOp::create(b, shifted.bits(), mantissaBits);
  return ex2(b, fraction) * x.fromBits(scale);
}

/// log2(e), rounded down to an f32, and what is missing.
static constexpr double kLog2E = 0x1.715476p+0, kLog2ERest = 0x1.4ae0cp-26;

static Number expandExp(ImplicitLocOpBuilder &b, ValueRange operands) {
  return powerOfTwo(b, Number(b, operands[0]), kLog2E, kLog2ERest);
}

static Number expandExp2(ImplicitLocOpBuilder &b, ValueRange operands) {
  return powerOfTwo(b, Number(b, operands[0]), 1, 0);
}

/// Near zero a polynomial, elsewhere 1 - 2 / (e^2x + 1). There e^2x need not be
/// exact to its last bits: the larger it is the less it counts.
static Number expandTanh(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x(b, operands[0]);
  Number size = x.abs();
  Number power = ex2(b, size * (2 * kLog2E));
  Number far = reciprocal(b, power + 1.0).fma(-2.0, 1.0);
  Number square = x * x;
  Number slope = square.polynomial({1, -0.333333105, 0.133324608, -0.0538427085,
                                    0.0210396759, -0.00623555947});
  return (x * slope).where(size < 0.55, far.withSignOf(x));
}

/// Near zero a polynomial, elsewhere 1 - 2^q, q a polynomial too.
static Number expandErf(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x(b, operands[0]);
  Number size = x.abs();
  // From 4 on erf is 1.
  Number exponent = size.atMost(4).polynomial(
      {0.000255859748, -1.62956405, -0.913689196, -0.156256065, 0.0362661071,
       -0.00602760119, 0.000628865615, -3.0612573e-05});
  Number far = -ex2(b, exponent) + 1.0;
  Number square = x * x;
  // erf(x) / x - 1: less than 1, so that its error counts for less.
  Number slope =
      square.polynomial({0.128379166, -0.376126319, 0.112836875, -0.0268589407,
                         0.00519990688, -0.000813001301, 8.31677535e-05});
  return x.fma(slope, x).where(size < 0.93, far.withSignOf(x));
}

/// erfc(|x|) = e^-xx * t * p(t), t = 1 / (1 + |x|/2) and p a polynomial; what
/// rounding takes from t and from xx is made good.
static Number expandErfc(ImplicitLocOpBuilder &b, ValueRange operands) {
  Number x(b, operands[0]);
  Number size = x.abs().atMost(10.5); // From there on the result is zero.
  Number half = size * 0.5;
  Number t = reciprocal(b, half + 1.0);
  Number missing = (-t).fma(half, -t + 1.0);
  Number scaled =
      t * t.polynomial({0.28208819, 0.282260358, 0.24509944, 0.186047181,
                        0.0532617941, 0.0392166488, -0.0279800929, -0.283284754,
                        0.377214462, -0.18941848, 0.0354952477});
  // How the product changes with t, about.
  scaled = (scaled * missing).fma(t.fma(1.26, 1.0), scaled);
  Number square = size * size;
  Number power = powerOfTwo(b, square, -kLog2E, -kLog2ERest);
  power = power.fma((-size).fma(size, square), power);
  Number result = scaled * power;
  return (-result + 2.0).where(x < 0.0, result);
}

static Number expandRsqrt(ImplicitLocOpBuilder &b, ValueRange operands) {
  return call(b, "llvm.nvvm.rsqrt.approx.f", Number(b, operands[0]));
}

void tp::populateGPUApproximationPatterns(RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<ExpandF32<math::ExpOp>>(context, expandExp);
  patterns.add<ExpandF32<math::Exp2Op>>(context, expandExp2);
  patterns.add<ExpandF32<math::TanhOp>>(context, expandTanh);
  patterns.add<ExpandF32<math::ErfOp>>(context, expandErf);
  patterns.add<ExpandF32<math::ErfcOp>>(context, expandErfc);
  patterns.add<ExpandF32<math::RsqrtOp>>(context, expandRsqrt);
}
