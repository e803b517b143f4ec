//===- IndexBuilder.h - indices with what is known about them -------------===//
// The same walk over a kernel's ops first finds out how values are read (dry)
// and then writes code, so an index carries both a value and what is known.
#ifndef TP_LIB_CODEGEN_LOOPS_INDEXBUILDER_H
#define TP_LIB_CODEGEN_LOOPS_INDEXBUILDER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/Builders.h"

namespace tp::loops {

/// An index of one dimension.
struct Index {
  static constexpr int kNoLoop = -1;

  mlir::Value value;  ///< Null in a dry walk.
  int64_t low, high;  ///< It is in [low, high).
  int loop = kNoLoop; ///< It is this loop's index plus `offset`.
  int64_t offset = 0;

  static Index unknown(mlir::Value value, int64_t extent) {
    return {value, 0, extent};
  }
  bool isConstant() const { return high - low == 1; }
};

using Indices = llvm::SmallVector<Index, 6>;

/// Index arithmetic. In a dry walk it creates no ops.
class IndexBuilder {
public:
  explicit IndexBuilder(mlir::OpBuilder &builder) : builder(builder) {}

  bool dry = false;

  Index constant(int64_t number, mlir::Location loc) {
    return {dry ? mlir::Value() : constantValue(number, loc), number,
            number + 1};
  }

  Index add(Index index, int64_t number, mlir::Location loc) {
    if (number == 0)
      return index;
    if (index.isConstant())
      return constant(index.low + number, loc);
    Index sum{nullptr, index.low + number, index.high + number, index.loop,
              index.offset + number};
    if (!dry)
      sum.value = builder.createOrFold<mlir::arith::AddIOp>(
          loc, index.value, constantValue(number, loc));
    return sum;
  }

  Index add(Index a, Index b, mlir::Location loc) {
    if (a.isConstant())
      return add(b, a.low, loc);
    if (b.isConstant())
      return add(a, b.low, loc);
    Index sum{nullptr, a.low + b.low, a.high + b.high - 1};
    if (!dry)
      sum.value =
          builder.createOrFold<mlir::arith::AddIOp>(loc, a.value, b.value);
    return sum;
  }

  Index multiply(Index index, int64_t number, mlir::Location loc) {
    if (number == 1)
      return index;
    if (index.isConstant())
      return constant(index.low * number, loc);
    Index product{nullptr, index.low * number, (index.high - 1) * number + 1};
    if (number < 0)
      product = {nullptr, (index.high - 1) * number, index.low * number + 1};
    if (!dry)
      product.value = builder.createOrFold<mlir::arith::MulIOp>(
          loc, index.value, constantValue(number, loc));
    return product;
  }

  /// Quotient and remainder by a positive number; `index` is not negative.
  Index divide(Index index, int64_t number, mlir::Location loc) {
    if (number == 1)
      return index;
    if (index.low / number == (index.high - 1) / number)
      return constant(index.low / number, loc);
    Index quotient{nullptr, index.low / number, (index.high - 1) / number + 1};
    if (!dry)
      quotient.value = builder.createOrFold<mlir::arith::DivUIOp>(
          loc, index.value, constantValue(number, loc));
    return quotient;
  }
  Index remainder(Index index, int64_t number, mlir::Location loc) {
    if (index.low >= 0 && index.high <= number)
      return index;
    Index rest{nullptr, 0, number};
    if (number == 1)
      return constant(0, loc);
    if (!dry)
      rest.value = builder.createOrFold<mlir::arith::RemUIOp>(
          loc, index.value, constantValue(number, loc));
    return rest;
  }

  mlir::Value constantValue(int64_t number, mlir::Location loc) {
    return mlir::arith::ConstantIndexOp::create(builder, loc, number);
  }

private:
  mlir::OpBuilder &builder;
};

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_INDEXBUILDER_H
