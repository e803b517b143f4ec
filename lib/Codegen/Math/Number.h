//===- Number.h - arithmetic that reads like arithmetic -------------------===//
#ifndef TP_LIB_CODEGEN_MATH_NUMBER_H
#define TP_LIB_CODEGEN_MATH_NUMBER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace tp::expansion {

/// A float value with operators, which emit ops where the builder stands. A
/// double beside it is a constant of its type.
class Number {
public:
  Number(mlir::ImplicitLocOpBuilder &b, mlir::Value value)
      : b(&b), value(value) {}
  operator mlir::Value() const { return value; }

  Number constant(double number) const {
    return wrap(mlir::arith::ConstantOp::create(
        *b, b->getFloatAttr(value.getType(), number)));
  }
  Number operator+(Number other) const {
    return wrap(mlir::arith::AddFOp::create(*b, value, other));
  }
  Number operator-(Number other) const {
    return wrap(mlir::arith::SubFOp::create(*b, value, other));
  }
  Number operator*(Number other) const {
    return wrap(mlir::arith::MulFOp::create(*b, value, other));
  }
  Number operator/(Number other) const {
    return wrap(mlir::arith::DivFOp::create(*b, value, other));
  }
  Number operator+(double other) const { return *this + constant(other); }
  Number operator-(double other) const { return *this - constant(other); }
  Number operator*(double other) const { return *this * constant(other); }
  Number operator-() const {
    return wrap(mlir::arith::NegFOp::create(*b, value));
  }
  Number abs() const { return wrap(mlir::math::AbsFOp::create(*b, value)); }
  Number trunc() const { return wrap(mlir::math::TruncOp::create(*b, value)); }
  Number rint() const {
    return wrap(mlir::math::RoundEvenOp::create(*b, value));
  }
  Number sqrt() const { return wrap(mlir::math::SqrtOp::create(*b, value)); }
  Number withSignOf(Number other) const {
    return wrap(mlir::math::CopySignOp::create(*b, value, other));
  }
  /// *this * factor + summand, rounded once.
  Number fma(Number factor, Number summand) const {
    return wrap(mlir::math::FmaOp::create(*b, value, factor, summand));
  }
  Number fma(double factor, double summand) const {
    return fma(constant(factor), constant(summand));
  }
  Number fma(double factor, Number summand) const {
    return fma(constant(factor), summand);
  }
  Number fma(Number factor, double summand) const {
    return fma(factor, constant(summand));
  }
  /// NaN counts as larger and as smaller than all.
  Number atMost(double limit) const {
    return wrap(mlir::arith::MinimumFOp::create(*b, value, constant(limit)));
  }
  Number atLeast(double limit) const {
    return wrap(mlir::arith::MaximumFOp::create(*b, value, constant(limit)));
  }
  /// Coefficients of a polynomial in *this, the constant one first.
  Number polynomial(llvm::ArrayRef<double> coefficients) const {
    Number sum = constant(coefficients.back());
    for (double coefficient : llvm::reverse(coefficients.drop_back()))
      sum = sum.fma(*this, coefficient);
    return sum;
  }

  using Predicate = mlir::arith::CmpFPredicate;
  mlir::Value compare(Predicate predicate, Number other) const {
    return mlir::arith::CmpFOp::create(*b, predicate, value, other);
  }
  mlir::Value operator<(Number other) const {
    return compare(Predicate::OLT, other);
  }
  mlir::Value operator>(Number other) const {
    return compare(Predicate::OGT, other);
  }
  mlir::Value operator==(Number other) const {
    return compare(Predicate::OEQ, other);
  }
  mlir::Value operator<(double other) const { return *this < constant(other); }
  mlir::Value operator>(double other) const { return *this > constant(other); }
  mlir::Value operator==(double other) const {
    return *this == constant(other);
  }
  mlir::Value isNaN() const { return compare(Predicate::UNO, *this); }

  /// *this where `condition` holds, else `other`.
  Number where(mlir::Value condition, Number other) const {
    return wrap(
        mlir::arith::SelectOp::create(*b, condition, value, other.value));
  }
  Number where(mlir::Value condition, double other) const {
    return where(condition, constant(other));
  }

  /// Bits as an integer of the same width, and back.
  mlir::Value bits() const {
    unsigned width = value.getType().getIntOrFloatBitWidth();
    return mlir::arith::BitcastOp::create(*b, b->getIntegerType(width), value);
  }
  Number fromBits(mlir::Value integer) const {
    return wrap(mlir::arith::BitcastOp::create(*b, value.getType(), integer));
  }

  /// The same number in f64, and that rounded to f32.
  Number wide() const {
    return wrap(mlir::arith::ExtFOp::create(*b, b->getF64Type(), value));
  }
  Number narrow() const {
    return wrap(mlir::arith::TruncFOp::create(*b, b->getF32Type(), value));
  }

private:
  Number wrap(mlir::Value other) const { return Number(*b, other); }

  mlir::ImplicitLocOpBuilder *b;
  mlir::Value value;
};

/// Expands ops of f32 by a function on numbers.
template <typename OpT> struct ExpandF32 : mlir::OpRewritePattern<OpT> {
  using Expansion = Number (*)(mlir::ImplicitLocOpBuilder &, mlir::ValueRange);
  ExpandF32(mlir::MLIRContext *context, Expansion expand)
      : mlir::OpRewritePattern<OpT>(context), expand(expand) {}

  mlir::LogicalResult
  matchAndRewrite(OpT op, mlir::PatternRewriter &rewriter) const override {
    if (!op->getResult(0).getType().isF32())
      return mlir::failure();
    mlir::ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(op, mlir::Value(expand(b, op->getOperands())));
    return mlir::success();
  }

  Expansion expand;
};

} // namespace tp::expansion

#endif // TP_LIB_CODEGEN_MATH_NUMBER_H
