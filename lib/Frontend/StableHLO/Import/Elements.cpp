//===- Elements.cpp - what elementwise ops compute of one element ---------===//
// The StableHLO specification's meaning in arith and math ops. Where those are
// undefined (division by zero, wide shifts, conversions out of range), the
// result is made what XLA computes, so that no input has undefined behaviour.

#include "ElementwiseOps.h"
#include "Import.h"
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
  return e.isBool() ? e.apply<arith::OrIOp>() : e.apply<arith::MaxSIOp>();
}

static Value emit(MinOp, Elements e) {
  if (e.isFloat())
    return e.apply<arith::MinimumFOp>();
  return e.isBool() ? e.apply<arith::AndIOp>() : e.apply<arith::MinSIOp>();
}

static Value emit(NegOp, Elements e) {
  if (e.isFloat())
    return e.apply<arith::NegFOp>();
  return arith::SubIOp::create(e.b, e.constant(e.type(), int64_t(0)),
                               e.args[0]);
}

static Value emit(AbsOp, Elements e) {
  return e.isFloat() ? e.apply<math::AbsFOp>() : e.apply<math::AbsIOp>();
}

static Value emit(SignOp, Elements e) {
  Value x = e.args[0];
  Type type = e.type();
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
static Value emit(PowOp, Elements e) { return e.apply<math::PowFOp>(); }
static Value emit(RoundNearestEvenOp, Elements e) {
  return e.apply<math::RoundEvenOp>();
}
static Value emit(RoundOp, Elements e) { return e.apply<math::RoundOp>(); }
static Value emit(RsqrtOp, Elements e) { return e.apply<math::RsqrtOp>(); }
static Value emit(SineOp, Elements e) { return e.apply<math::SinOp>(); }
static Value emit(SqrtOp, Elements e) { return e.apply<math::SqrtOp>(); }
static Value emit(TanOp, Elements e) { return e.apply<math::TanOp>(); }
static Value emit(TanhOp, Elements e) { return e.apply<math::TanhOp>(); }
static Value emit(chlo::ErfOp, Elements e) { return e.apply<math::ErfOp>(); }
static Value emit(chlo::ErfcOp, Elements e) { return e.apply<math::ErfcOp>(); }

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

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
    return e.compare(getIntPredicate(direction, /*isSigned=*/!e.isBool()),
                     e.args[0], e.args[1]);
  if (op.getCompareType() != ComparisonType::TOTALORDER)
    return e.compare(getFloatPredicate(direction), e.args[0], e.args[1]);
  return e.compare(getIntPredicate(direction, /*isSigned=*/true),
                   getTotalOrderKey(e, e.args[0]),
                   getTotalOrderKey(e, e.args[1]));
}

static Value emit(SelectOp, Elements e) {
  return e.select(e.args[0], e.args[1], e.args[2]);
}

//===----------------------------------------------------------------------===//
// Conversion
//===----------------------------------------------------------------------===//

static Value convertFloat(Elements e, Value x, FloatType to) {
  auto from = cast<FloatType>(x.getType());
  if (from == to)
    return x;
  if (from.getWidth() < to.getWidth())
    return arith::ExtFOp::create(e.b, to, x);
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
  return from == 1 ? Value(arith::ExtUIOp::create(e.b, to, x))
                   : Value(arith::ExtSIOp::create(e.b, to, x));
}

static Value convertIntToFloat(Elements e, Value x, FloatType to) {
  return e.isBool() ? Value(arith::UIToFPOp::create(e.b, to, x))
                    : Value(arith::SIToFPOp::create(e.b, to, x));
}

/// Whether an element is not zero.
static Value convertToBool(Elements e, Value x) {
  if (e.isFloat())
    return e.compare(arith::CmpFPredicate::UNE, x, e.constant(e.type(), 0.0));
  return e.compare(arith::CmpIPredicate::ne, x,
                   e.constant(e.type(), int64_t(0)));
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
  return dispatch(ElementwiseOps(), op, Elements{b, elements});
}
