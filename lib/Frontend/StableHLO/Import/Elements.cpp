//===- Elements.cpp - what elementwise ops compute of one element ---------===//
// The StableHLO specification's meaning in arith and math ops. Where those are
// undefined (division by zero, wide shifts, conversions out of range), the
// result is made what XLA computes, so that no input has undefined behaviour.

#include "ElementBits.h"
#include "ElementwiseOps.h"
#include "Import.h"
#include "SpecialFunctions.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

namespace {
/// Builds on the elements of one op's operands.
struct Elements {
  ImplicitLocOpBuilder &b;
  ValueRange args;

  /// Whether integers are read, and given back, as unsigned ones.
  bool isUnsigned, givesUnsigned;

  Type type() const { return args[0].getType(); }
  bool isFloat() const { return isa<FloatType>(type()); }
  bool isBool() const { return type().isInteger(1); }

  /// `OpT` on all elements.
  template <typename OpT> Value apply() { return OpT::create(b, args); }

  /// A constant of type `type`.
  Value constant(Type type, const APFloat &value) {
    return arith::ConstantOp::create(b, b.getFloatAttr(type, value));
  }
  Value constant(Type type, const APInt &value) {
    return arith::ConstantOp::create(b, b.getIntegerAttr(type, value));
  }
  Value constant(Type type, double value) {
    return arith::ConstantOp::create(b, b.getFloatAttr(type, value));
  }
  Value constant(Type type, int64_t value) {
    return arith::ConstantOp::create(b, b.getIntegerAttr(type, value));
  }
  Value compare(arith::CmpIPredicate predicate, Value x, Value y) {
    return arith::CmpIOp::create(b, predicate, x, y);
  }
  Value compare(arith::CmpFPredicate predicate, Value x, Value y) {
    return arith::CmpFOp::create(b, predicate, x, y);
  }
  Value select(Value condition, Value x, Value y) {
    return arith::SelectOp::create(b, condition, x, y);
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

static Value emit(AddOp, Elements e) {
  if (e.isFloat())
    return e.apply<arith::AddFOp>();
  return e.isBool() ? e.apply<arith::OrIOp>() : e.apply<arith::AddIOp>();
}

static Value emit(SubtractOp, Elements e) {
  return e.isFloat() ? e.apply<arith::SubFOp>() : e.apply<arith::SubIOp>();
}

static Value emit(MulOp, Elements e) {
  if (e.isFloat())
    return e.apply<arith::MulFOp>();
  return e.isBool() ? e.apply<arith::AndIOp>() : e.apply<arith::MulIOp>();
}

static Value emit(chlo::SquareOp, Elements e) {
  return arith::MulFOp::create(e.b, e.args[0], e.args[0]);
}

static Value emit(MaxOp, Elements e) {
  if (e.isFloat())
    return e.apply<arith::MaximumFOp>();
  if (e.isBool())
    return e.apply<arith::OrIOp>();
  return e.isUnsigned ? e.apply<arith::MaxUIOp>() : e.apply<arith::MaxSIOp>();
}

static Value emit(MinOp, Elements e) {
  if (e.isFloat())
    return e.apply<arith::MinimumFOp>();
  if (e.isBool())
    return e.apply<arith::AndIOp>();
  return e.isUnsigned ? e.apply<arith::MinUIOp>() : e.apply<arith::MinSIOp>();
}

static Value emit(NegOp, Elements e) {
  if (e.isFloat())
    return e.apply<arith::NegFOp>();
  return arith::SubIOp::create(e.b, e.constant(e.type(), int64_t(0)),
                               e.args[0]);
}

static Value emit(AbsOp, Elements e) {
  if (e.isUnsigned)
    return e.args[0];
  return e.isFloat() ? e.apply<math::AbsFOp>() : e.apply<math::AbsIOp>();
}

static Value emit(SignOp, Elements e) {
  Value x = e.args[0];
  Type type = e.type();
  if (e.isUnsigned)
    return arith::MinUIOp::create(e.b, x, e.constant(type, int64_t(1)));
  if (!e.isFloat()) {
    Value upper = arith::MinSIOp::create(e.b, x, e.constant(type, int64_t(1)));
    return arith::MaxSIOp::create(e.b, upper, e.constant(type, int64_t(-1)));
  }
  // Zeros keep their sign, NaN stays NaN: "unordered or equal to zero".
  Value isItself =
      e.compare(arith::CmpFPredicate::UEQ, x, e.constant(type, 0.0));
  Value one = math::CopySignOp::create(e.b, e.constant(type, 1.0), x);
  return e.select(isItself, x, one);
}

/// Whether the divisor of `op` is a known constant that is neither 0 nor -1, so
/// that no quotient is undefined.
static bool hasSafeDivisor(Operation *op) {
  DenseElementsAttr splat = frontend::getSplat(op->getOperand(1));
  if (!splat)
    return false;
  APInt value = splat.getSplatValue<APInt>();
  return !value.isZero() && !value.isAllOnes();
}

/// Replaces a divisor of 0 by 1; `isZero` says where it was 0.
static Value makeSafeUnsignedDivisor(Elements e, Value &isZero) {
  Type type = e.type();
  isZero = e.compare(arith::CmpIPredicate::eq, e.args[1],
                     e.constant(type, int64_t(0)));
  return e.select(isZero, e.constant(type, int64_t(1)), e.args[1]);
}

/// Replaces divisors that make an integer quotient undefined (0, and -1 under
/// the smallest dividend) by 1; `isZero` says where the divisor was 0.
static Value makeSafeDivisor(Elements e, Value &isZero) {
  Type type = e.type();
  unsigned width = type.getIntOrFloatBitWidth();
  auto equal = arith::CmpIPredicate::eq;
  isZero = e.compare(equal, e.args[1], e.constant(type, int64_t(0)));
  Value isSmallest = e.compare(
      equal, e.args[0], e.constant(type, APInt::getSignedMinValue(width)));
  Value isMinusOne = e.compare(equal, e.args[1], e.constant(type, int64_t(-1)));
  Value overflows = arith::AndIOp::create(e.b, isSmallest, isMinusOne);
  Value isUnsafe = arith::OrIOp::create(e.b, isZero, overflows);
  return e.select(isUnsafe, e.constant(type, int64_t(1)), e.args[1]);
}

static Value emit(DivOp op, Elements e) {
  if (e.isFloat())
    return e.apply<arith::DivFOp>();
  if (e.isUnsigned) {
    Value isZero;
    Value divisor = makeSafeUnsignedDivisor(e, isZero);
    Value quotient = arith::DivUIOp::create(e.b, e.args[0], divisor);
    return e.select(isZero, e.constant(e.type(), int64_t(-1)), quotient);
  }
  if (hasSafeDivisor(op))
    return e.apply<arith::DivSIOp>();
  Value isZero;
  Value divisor = makeSafeDivisor(e, isZero);
  Value quotient = arith::DivSIOp::create(e.b, e.args[0], divisor);
  return e.select(isZero, e.constant(e.type(), int64_t(-1)), quotient);
}

static Value emit(RemOp op, Elements e) {
  if (e.isFloat())
    return e.apply<arith::RemFOp>();
  if (e.isUnsigned) {
    Value isZero;
    Value divisor = makeSafeUnsignedDivisor(e, isZero);
    Value rest = arith::RemUIOp::create(e.b, e.args[0], divisor);
    return e.select(isZero, e.args[0], rest);
  }
  if (hasSafeDivisor(op))
    return e.apply<arith::RemSIOp>();
  Value isZero;
  Value divisor = makeSafeDivisor(e, isZero);
  Value rest = arith::RemSIOp::create(e.b, e.args[0], divisor);
  return e.select(isZero, e.args[0], rest);
}

static Value emit(ClampOp, Elements e) {
  Value lower = e.args[0], x = e.args[1], upper = e.args[2];
  if (e.isFloat())
    return arith::MinimumFOp::create(
        e.b, arith::MaximumFOp::create(e.b, x, lower), upper);
  if (e.isBool())
    return arith::AndIOp::create(e.b, arith::OrIOp::create(e.b, x, lower),
                                 upper);
  if (e.isUnsigned)
    return arith::MinUIOp::create(e.b, arith::MaxUIOp::create(e.b, x, lower),
                                  upper);
  return arith::MinSIOp::create(e.b, arith::MaxSIOp::create(e.b, x, lower),
                                upper);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

static Value emit(LogisticOp, Elements e) {
  Value one = e.constant(e.type(), 1.0);
  Value negated = arith::NegFOp::create(e.b, e.args[0]);
  Value sum =
      arith::AddFOp::create(e.b, one, math::ExpOp::create(e.b, negated));
  return arith::DivFOp::create(e.b, one, sum);
}

static Value emit(Atan2Op, Elements e) { return e.apply<math::Atan2Op>(); }
static Value emit(CbrtOp, Elements e) { return e.apply<math::CbrtOp>(); }
static Value emit(CeilOp, Elements e) { return e.apply<math::CeilOp>(); }
static Value emit(CosineOp, Elements e) { return e.apply<math::CosOp>(); }
static Value emit(ExpOp, Elements e) { return e.apply<math::ExpOp>(); }
static Value emit(Expm1Op, Elements e) { return e.apply<math::ExpM1Op>(); }
static Value emit(FloorOp, Elements e) { return e.apply<math::FloorOp>(); }
static Value emit(IsFiniteOp, Elements e) {
  return e.apply<math::IsFiniteOp>();
}
static Value emit(Log1pOp, Elements e) { return e.apply<math::Log1pOp>(); }
static Value emit(LogOp, Elements e) { return e.apply<math::LogOp>(); }
static Value emit(PowOp, Elements e) {
  return e.isFloat()
             ? e.apply<math::PowFOp>()
             : frontend::emitIntPower(e.b, e.args[0], e.args[1], e.isUnsigned);
}
static Value emit(RoundNearestEvenOp, Elements e) {
  return e.apply<math::RoundEvenOp>();
}
static Value emit(RoundOp, Elements e) { return e.apply<math::RoundOp>(); }
static Value emit(RsqrtOp, Elements e) { return e.apply<math::RsqrtOp>(); }
static Value emit(SineOp, Elements e) { return e.apply<math::SinOp>(); }
static Value emit(SqrtOp, Elements e) { return e.apply<math::SqrtOp>(); }
static Value emit(TanOp, Elements e) { return e.apply<math::TanOp>(); }
static Value emit(TanhOp, Elements e) { return e.apply<math::TanhOp>(); }
static Value emit(chlo::AcosOp, Elements e) { return e.apply<math::AcosOp>(); }
static Value emit(chlo::AcoshOp, Elements e) {
  return e.apply<math::AcoshOp>();
}
static Value emit(chlo::AsinOp, Elements e) { return e.apply<math::AsinOp>(); }
static Value emit(chlo::AsinhOp, Elements e) {
  return e.apply<math::AsinhOp>();
}
static Value emit(chlo::AtanOp, Elements e) { return e.apply<math::AtanOp>(); }
static Value emit(chlo::AtanhOp, Elements e) {
  return e.apply<math::AtanhOp>();
}
static Value emit(chlo::CoshOp, Elements e) { return e.apply<math::CoshOp>(); }
static Value emit(chlo::SinhOp, Elements e) { return e.apply<math::SinhOp>(); }
static Value emit(chlo::TanOp, Elements e) { return e.apply<math::TanOp>(); }
static Value emit(chlo::ErfInvOp, Elements e) {
  return frontend::emitErfInv(e.b, e.args[0]);
}
static Value emit(chlo::BesselI1eOp, Elements e) {
  return frontend::emitBesselI1e(e.b, e.args[0]);
}
static Value emit(chlo::DigammaOp, Elements e) {
  return frontend::emitDigamma(e.b, e.args[0]);
}
static Value emit(chlo::LgammaOp, Elements e) {
  return frontend::emitLgamma(e.b, e.args[0]);
}
static Value emit(chlo::PolygammaOp, Elements e) {
  return frontend::emitPolygamma(e.b, e.args[0], e.args[1]);
}
static Value emit(chlo::ZetaOp, Elements e) {
  return frontend::emitZeta(e.b, e.args[0], e.args[1]);
}
static Value emit(chlo::ErfOp, Elements e) { return e.apply<math::ErfOp>(); }
static Value emit(chlo::ErfcOp, Elements e) { return e.apply<math::ErfcOp>(); }

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

static Value emit(PopulationCountOp, Elements e) {
  return e.apply<math::CtPopOp>();
}
static Value emit(CountLeadingZerosOp, Elements e) {
  return e.apply<math::CountLeadingZerosOp>();
}
static Value emit(ReducePrecisionOp op, Elements e) {
  return frontend::emitReducedPrecision(e.b, e.args[0], op.getExponentBits(),
                                        op.getMantissaBits());
}
static Value emit(chlo::NextAfterOp, Elements e) {
  return frontend::emitNextAfter(e.b, e.args[0], e.args[1]);
}
static Value emit(chlo::MulhiOp, Elements e) {
  if (e.isUnsigned)
    return arith::MulUIExtendedOp::create(e.b, e.args[0], e.args[1]).getHigh();
  return arith::MulSIExtendedOp::create(e.b, e.args[0], e.args[1]).getHigh();
}

static Value emit(AndOp, Elements e) { return e.apply<arith::AndIOp>(); }
static Value emit(OrOp, Elements e) { return e.apply<arith::OrIOp>(); }
static Value emit(XorOp, Elements e) { return e.apply<arith::XOrIOp>(); }

static Value emit(NotOp, Elements e) {
  unsigned width = e.type().getIntOrFloatBitWidth();
  return arith::XOrIOp::create(e.b, e.args[0],
                               e.constant(e.type(), APInt::getAllOnes(width)));
}

/// A shift by the width or more gives 0.
template <typename ShiftOp> static Value emitShift(Elements e) {
  int64_t width = e.type().getIntOrFloatBitWidth();
  Value zero = e.constant(e.type(), int64_t(0));
  Value fits = e.compare(arith::CmpIPredicate::ult, e.args[1],
                         e.constant(e.type(), width));
  Value amount = e.select(fits, e.args[1], zero);
  return e.select(fits, ShiftOp::create(e.b, e.args[0], amount), zero);
}

static Value emit(ShiftLeftOp, Elements e) {
  return emitShift<arith::ShLIOp>(e);
}

static Value emit(ShiftRightLogicalOp, Elements e) {
  return emitShift<arith::ShRUIOp>(e);
}

static Value emit(ShiftRightArithmeticOp, Elements e) {
  int64_t width = e.type().getIntOrFloatBitWidth();
  Value amount =
      arith::MinUIOp::create(e.b, e.args[1], e.constant(e.type(), width - 1));
  return arith::ShRSIOp::create(e.b, e.args[0], amount);
}

//===----------------------------------------------------------------------===//
// Comparison and choice
//===----------------------------------------------------------------------===//

static arith::CmpFPredicate getFloatPredicate(ComparisonDirection direction) {
  switch (direction) {
  case ComparisonDirection::EQ:
    return arith::CmpFPredicate::OEQ;
  case ComparisonDirection::NE: // NaN differs from everything.
    return arith::CmpFPredicate::UNE;
  case ComparisonDirection::GE:
    return arith::CmpFPredicate::OGE;
  case ComparisonDirection::GT:
    return arith::CmpFPredicate::OGT;
  case ComparisonDirection::LE:
    return arith::CmpFPredicate::OLE;
  case ComparisonDirection::LT:
    return arith::CmpFPredicate::OLT;
  }
  llvm_unreachable("all directions are listed");
}

static arith::CmpIPredicate getIntPredicate(ComparisonDirection direction,
                                            bool isSigned) {
  using Predicate = arith::CmpIPredicate;
  switch (direction) {
  case ComparisonDirection::EQ:
    return Predicate::eq;
  case ComparisonDirection::NE:
    return Predicate::ne;
  case ComparisonDirection::GE:
    return isSigned ? Predicate::sge : Predicate::uge;
  case ComparisonDirection::GT:
    return isSigned ? Predicate::sgt : Predicate::ugt;
  case ComparisonDirection::LE:
    return isSigned ? Predicate::sle : Predicate::ule;
  case ComparisonDirection::LT:
    return isSigned ? Predicate::slt : Predicate::ult;
  }
  llvm_unreachable("all directions are listed");
}

/// The signed integer that orders floats totally: -NaN < -inf < ... < -0 < 0
/// < ... < NaN. Below zero the bits other than the sign count backwards.
static Value getTotalOrderKey(Elements e, Value x) {
  int64_t width = e.type().getIntOrFloatBitWidth();
  Type type = e.b.getIntegerType(width);
  Value bits = arith::BitcastOp::create(e.b, type, x);
  Value sign = arith::ShRSIOp::create(e.b, bits, e.constant(type, width - 1));
  Value flip = arith::ShRUIOp::create(e.b, sign, e.constant(type, int64_t(1)));
  return arith::XOrIOp::create(e.b, bits, flip);
}

static Value emit(CompareOp op, Elements e) {
  ComparisonDirection direction = op.getComparisonDirection();
  if (!e.isFloat())
    return e.compare(getIntPredicate(direction,
                                     /*isSigned=*/!e.isBool() && !e.isUnsigned),
                     e.args[0], e.args[1]);
  if (op.getCompareType() != ComparisonType::TOTALORDER)
    return e.compare(getFloatPredicate(direction), e.args[0], e.args[1]);
  return e.compare(getIntPredicate(direction, /*isSigned=*/true),
                   getTotalOrderKey(e, e.args[0]),
                   getTotalOrderKey(e, e.args[1]));
}

/// Whether an element is infinity of the given sign.
static Value isInfinity(Elements e, Value x, bool isNegative) {
  const llvm::fltSemantics &semantics =
      cast<FloatType>(e.type()).getFloatSemantics();
  return e.compare(
      arith::CmpFPredicate::OEQ, x,
      e.constant(e.type(), APFloat::getInf(semantics, isNegative)));
}

static Value emit(chlo::IsInfOp, Elements e) {
  return isInfinity(e, math::AbsFOp::create(e.b, e.args[0]), false);
}
static Value emit(chlo::IsNegInfOp, Elements e) {
  return isInfinity(e, e.args[0], true);
}
static Value emit(chlo::IsPosInfOp, Elements e) {
  return isInfinity(e, e.args[0], false);
}

static Value emit(SelectOp, Elements e) {
  return e.select(e.args[0], e.args[1], e.args[2]);
}

//===----------------------------------------------------------------------===//
// Conversion
//===----------------------------------------------------------------------===//

/// `x` of f64 as f32, rounded to odd: what is not exact is cut and gets a last
/// bit of 1. Rounding that to a format of at most 22 bits of mantissa is
/// rounding `x` itself, where no hardware does it in one step.
static Value roundToOdd(Elements e, Value x) {
  Type wide = x.getType(), narrow = e.b.getF32Type(), type = e.b.getI32Type();
  Value near = arith::TruncFOp::create(e.b, narrow, x);
  Value back = arith::ExtFOp::create(e.b, wide, near);
  Value isAbove =
      e.compare(arith::CmpFPredicate::OGT, math::AbsFOp::create(e.b, back),
                math::AbsFOp::create(e.b, x));
  Value isInexact = e.compare(arith::CmpFPredicate::ONE, back, x);
  Value one = e.constant(type, int64_t(1));
  Value bits = arith::BitcastOp::create(e.b, type, near);
  bits = e.select(isAbove, arith::SubIOp::create(e.b, bits, one), bits);
  bits = e.select(isInexact, arith::OrIOp::create(e.b, bits, one), bits);
  return arith::BitcastOp::create(e.b, narrow, bits);
}

static Value convertFloat(Elements e, Value x, FloatType to) {
  auto from = cast<FloatType>(x.getType());
  if (from == to)
    return x;
  if (from.getWidth() < to.getWidth())
    return arith::ExtFOp::create(e.b, to, x);
  if (from.getWidth() == 64 && to.getWidth() == 16)
    x = roundToOdd(e, x);
  if (from.getWidth() > to.getWidth())
    return arith::TruncFOp::create(e.b, to, x);
  // Between two formats of one width (bf16 and f16) the way is through f32.
  Value wide = arith::ExtFOp::create(e.b, e.b.getF32Type(), x);
  return arith::TruncFOp::create(e.b, to, wide);
}

/// Towards zero, limited to the range of `to`; NaN gives 0.
static Value convertFloatToInt(Elements e, Value x, IntegerType to) {
  // f16 does not reach the limits of wide integers.
  if (cast<FloatType>(x.getType()).getWidth() < 32)
    x = convertFloat(e, x, e.b.getF32Type());
  Type type = x.getType();
  unsigned width = to.getWidth();
  APFloat limit = APFloat(cast<FloatType>(type).getFloatSemantics(), 1);
  limit = scalbn(limit, width - 1, APFloat::rmNearestTiesToEven);
  Value isAbove =
      e.compare(arith::CmpFPredicate::OGE, x, e.constant(type, limit));
  Value isBelow =
      e.compare(arith::CmpFPredicate::OLT, x, e.constant(type, -limit));
  Value isNaN = e.compare(arith::CmpFPredicate::UNO, x, x);
  Value isOutside = arith::OrIOp::create(
      e.b, arith::OrIOp::create(e.b, isAbove, isBelow), isNaN);
  Value inside = e.select(isOutside, e.constant(type, 0.0), x);
  Value result = arith::FPToSIOp::create(e.b, to, inside);
  result = e.select(isAbove, e.constant(to, APInt::getSignedMaxValue(width)),
                    result);
  return e.select(isBelow, e.constant(to, APInt::getSignedMinValue(width)),
                  result);
}

static Value convertInt(Elements e, Value x, IntegerType to) {
  unsigned from = x.getType().getIntOrFloatBitWidth();
  if (from == to.getWidth())
    return x;
  if (from > to.getWidth())
    return arith::TruncIOp::create(e.b, to, x);
  return from == 1 || e.isUnsigned ? Value(arith::ExtUIOp::create(e.b, to, x))
                                   : Value(arith::ExtSIOp::create(e.b, to, x));
}

static Value convertIntToFloat(Elements e, Value x, FloatType to) {
  return e.isBool() || e.isUnsigned
             ? Value(arith::UIToFPOp::create(e.b, to, x))
             : Value(arith::SIToFPOp::create(e.b, to, x));
}

/// Whether an element is not zero.
static Value convertToBool(Elements e, Value x) {
  if (e.isFloat())
    return e.compare(arith::CmpFPredicate::UNE, x, e.constant(e.type(), 0.0));
  return e.compare(arith::CmpIPredicate::ne, x,
                   e.constant(e.type(), int64_t(0)));
}

/// Towards zero, limited to the range of an unsigned `to`; NaN gives 0.
static Value convertFloatToUnsigned(Elements e, Value x, IntegerType to) {
  if (cast<FloatType>(x.getType()).getWidth() < 32)
    x = convertFloat(e, x, e.b.getF32Type());
  Type type = x.getType();
  unsigned width = to.getWidth();
  APFloat limit = APFloat(cast<FloatType>(type).getFloatSemantics(), 1);
  limit = scalbn(limit, width, APFloat::rmNearestTiesToEven);
  Value isAbove =
      e.compare(arith::CmpFPredicate::OGE, x, e.constant(type, limit));
  Value isPositive =
      e.compare(arith::CmpFPredicate::OGT, x, e.constant(type, 0.0));
  Value isOutside = arith::OrIOp::create(
      e.b, isAbove,
      arith::XOrIOp::create(e.b, isPositive,
                            e.constant(e.b.getI1Type(), APInt(1, 1))));
  Value inside = e.select(isOutside, e.constant(type, 0.0), x);
  Value result = arith::FPToUIOp::create(e.b, to, inside);
  return e.select(isAbove, e.constant(to, APInt::getAllOnes(width)), result);
}

static Value emit(ConvertOp op, Elements e) {
  Value x = e.args[0];
  Type to = op.getResult().getType().getElementType();
  if (to == e.type())
    return x;
  if (to.isInteger(1))
    return convertToBool(e, x);
  if (auto floatType = dyn_cast<FloatType>(to))
    return e.isFloat() ? convertFloat(e, x, floatType)
                       : convertIntToFloat(e, x, floatType);
  if (e.isFloat() && e.givesUnsigned)
    return convertFloatToUnsigned(e, x, cast<IntegerType>(to));
  return e.isFloat() ? convertFloatToInt(e, x, cast<IntegerType>(to))
                     : convertInt(e, x, cast<IntegerType>(to));
}

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

template <typename... OpTs>
static Value dispatch(frontend::OpList<OpTs...>, Operation *op,
                      Elements elements) {
  return TypeSwitch<Operation *, Value>(op).Case<OpTs...>(
      [&](auto typed) { return emit(typed, elements); });
}

template <typename... OpTs>
static bool contains(frontend::OpList<OpTs...>, Operation *op) {
  return isa<OpTs...>(op);
}

bool frontend::isElementwise(Operation *op) {
  return contains(ElementwiseOps(), op);
}

Value frontend::emitElement(Operation *op, ImplicitLocOpBuilder &b,
                            ValueRange elements) {
  return dispatch(
      ElementwiseOps(), op,
      Elements{b, elements, hasUnsignedOperand(op), hasUnsignedResult(op)});
}
