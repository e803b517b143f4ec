//===- ElementBits.cpp - longer computations on one element ---------------===//

#include "ElementBits.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace tp;

namespace {
/// Arithmetic on integers of one type.
struct Bits {
  ImplicitLocOpBuilder &b;
  IntegerType type;

  Value constant(const APInt &value) {
    return arith::ConstantOp::create(b, b.getIntegerAttr(type, value));
  }
  Value constant(uint64_t value) {
    return constant(APInt(type.getWidth(), value, /*isSigned=*/false,
                          /*implicitTrunc=*/true));
  }
  Value conj(Value x, Value y) { return arith::AndIOp::create(b, x, y); }
  Value disj(Value x, Value y) { return arith::OrIOp::create(b, x, y); }
  Value add(Value x, Value y) { return arith::AddIOp::create(b, x, y); }
  Value test(arith::CmpIPredicate predicate, Value x, Value y) {
    return arith::CmpIOp::create(b, predicate, x, y);
  }
  Value select(Value condition, Value x, Value y) {
    return arith::SelectOp::create(b, condition, x, y);
  }
};
} // namespace

Value frontend::emitIntPower(ImplicitLocOpBuilder &b, Value base,
                             Value exponent, bool isUnsigned) {
  Bits bits{b, cast<IntegerType>(base.getType())};
  unsigned width = bits.type.getWidth();
  Value zero = bits.constant(0), one = bits.constant(1);
  // By squares, bit by bit; a square that no bit needs may wrap.
  Value power = one, square = base;
  for (unsigned bit = 0; bit != width; ++bit) {
    Value mask = bits.constant(APInt::getOneBitSet(width, bit));
    Value isSet =
        bits.test(arith::CmpIPredicate::ne, bits.conj(exponent, mask), zero);
    power = bits.select(isSet, arith::MulIOp::create(b, power, square), power);
    if (bit + 1 != width)
      square = arith::MulIOp::create(b, square, square);
  }
  if (isUnsigned)
    return power;
  // The powers of 1 and -1 have a period of 2, in two's complement too.
  Value isNegative = bits.test(arith::CmpIPredicate::slt, exponent, zero);
  Value next = bits.add(base, one); // 2 and 0 for these bases.
  Value hasInverse =
      bits.test(arith::CmpIPredicate::ule, next, bits.constant(2));
  Value isOne = bits.test(arith::CmpIPredicate::ne, base, zero);
  hasInverse = bits.conj(hasInverse, isOne);
  return bits.select(isNegative, bits.select(hasInverse, power, zero), power);
}

//===----------------------------------------------------------------------===//
// Formats
//===----------------------------------------------------------------------===//

/// `x` with the mantissa rounded to `mantissaBits`, on its bits.
static Value roundMantissa(Bits bits, Value x, unsigned ownBits,
                           unsigned mantissaBits) {
  unsigned dropped = ownBits - mantissaBits;
  unsigned width = bits.type.getWidth();
  Value last = arith::ShRUIOp::create(bits.b, x, bits.constant(dropped));
  last = bits.conj(last, bits.constant(1));
  // Half of the last place less one, and one more when the last bit is odd: a
  // tie then rounds to even.
  Value half = bits.constant((uint64_t(1) << (dropped - 1)) - 1);
  Value rounded = bits.add(x, bits.add(half, last));
  return bits.conj(
      rounded, bits.constant(APInt::getHighBitsSet(width, width - dropped)));
}

/// `x`, whose bits these are, with exponents outside `exponentBits` replaced.
static Value limitExponent(Bits bits, Value x, unsigned ownMantissa,
                           unsigned ownExponent, unsigned exponentBits) {
  uint64_t bias = (uint64_t(1) << (ownExponent - 1)) - 1;
  uint64_t reduced = (uint64_t(1) << (exponentBits - 1)) - 1;
  uint64_t infinity = ((uint64_t(1) << ownExponent) - 1) << ownMantissa;
  Value exponent = bits.conj(x, bits.constant(infinity));
  Value isAbove = bits.test(arith::CmpIPredicate::ugt, exponent,
                            bits.constant((bias + reduced) << ownMantissa));
  Value isBelow = bits.test(arith::CmpIPredicate::ule, exponent,
                            bits.constant((bias - reduced) << ownMantissa));
  Value sign =
      bits.conj(x, bits.constant(APInt::getSignMask(bits.type.getWidth())));
  Value limited =
      bits.select(isAbove, bits.disj(sign, bits.constant(infinity)), x);
  return bits.select(isBelow, sign, limited);
}

Value frontend::emitReducedPrecision(ImplicitLocOpBuilder &b, Value x,
                                     unsigned exponentBits,
                                     unsigned mantissaBits) {
  auto type = cast<FloatType>(x.getType());
  unsigned width = type.getWidth();
  unsigned ownMantissa = type.getFPMantissaWidth() - 1;
  unsigned ownExponent = width - 1 - ownMantissa;
  Bits bits{b, b.getIntegerType(width)};
  Value reduced = arith::BitcastOp::create(b, bits.type, x);
  if (mantissaBits < ownMantissa)
    reduced = roundMantissa(bits, reduced, ownMantissa, mantissaBits);
  if (exponentBits < ownExponent)
    reduced =
        limitExponent(bits, reduced, ownMantissa, ownExponent, exponentBits);
  reduced = arith::BitcastOp::create(b, type, reduced);
  Value isNaN = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, x, x);
  return arith::SelectOp::create(b, isNaN, x, reduced);
}

Value frontend::emitNextAfter(ImplicitLocOpBuilder &b, Value from, Value to) {
  Type type = from.getType();
  unsigned width = type.getIntOrFloatBitWidth();
  Bits bits{b, b.getIntegerType(width)};
  Value x = arith::BitcastOp::create(b, bits.type, from);
  Value y = arith::BitcastOp::create(b, bits.type, to);
  Value signMask = bits.constant(APInt::getSignMask(width));
  Value zero = bits.constant(0), one = bits.constant(1);
  // One more where the number grows away from zero, else one less.
  Value grows = arith::CmpFOp::create(b, arith::CmpFPredicate::OGT, to, from);
  Value isNegative = bits.test(arith::CmpIPredicate::slt, x, zero);
  Value outwards = arith::XOrIOp::create(b, grows, isNegative);
  Value step = bits.select(outwards, one, bits.constant(~uint64_t(0)));
  Value next = bits.add(x, step);
  // From zero the way is to the smallest number of the other's sign.
  Value isZero = bits.test(
      arith::CmpIPredicate::eq,
      bits.conj(x, bits.constant(APInt::getSignedMaxValue(width))), zero);
  next = bits.select(isZero, bits.disj(bits.conj(y, signMask), one), next);
  Value result = arith::BitcastOp::create(b, type, next);
  Value isEqual = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, from, to);
  result = arith::SelectOp::create(b, isEqual, to, result);
  Value isNaN = arith::CmpFOp::create(b, arith::CmpFPredicate::UNO, from, to);
  Value sum = arith::AddFOp::create(b, from, to); // NaN.
  return arith::SelectOp::create(b, isNaN, sum, result);
}
