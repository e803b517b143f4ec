//===- PointwiseExpr.cpp - what is done to every element of a tensor ------===//
// Frameworks print one function in many ways, by order and by grouping. As
// polynomials they are all alike.

#include "PointwiseExpr.h"
#include "DispatchOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include <cmath>
#include <map>

using namespace mlir;
using namespace tp;

/// The elementwise op that computes `value`, at the position of the iteration.
static linalg::LinalgOp elementwiseOp(Value value) {
  auto op = value.getDefiningOp<linalg::LinalgOp>();
  bool fits =
      op && op.hasPureTensorSemantics() && isParallel(op) &&
      op.getIndexingMapMatchingResult(cast<OpResult>(value)).isIdentity();
  return fits ? op : nullptr;
}

/// The tensor whose element an argument of a body is, read at the position of
/// the iteration; null for others.
static Value tensorOf(BlockArgument argument) {
  auto op = dyn_cast<linalg::LinalgOp>(argument.getOwner()->getParentOp());
  if (!op)
    return nullptr;
  OpOperand *operand = op.getMatchingOpOperand(argument);
  bool fits = op.isDpsInput(operand) &&
              (op.getMatchingIndexingMap(operand).isIdentity() ||
               constantElement(operand->get()));
  return fits ? operand->get() : nullptr;
}

Value tp::elementSource(Value value) {
  while (true) {
    auto argument = dyn_cast<BlockArgument>(value);
    if (Value tensor = argument ? tensorOf(argument) : nullptr) {
      value = tensor;
      continue;
    }
    if (argument || !isa<RankedTensorType>(value.getType()))
      return value;
    linalg::LinalgOp op = elementwiseOp(value);
    if (!op)
      return value;
    unsigned number = cast<OpResult>(value).getResultNumber();
    value = op.getBlock()->getTerminator()->getOperand(number);
  }
}

std::optional<double> tp::constantElement(Value value) {
  FloatAttr number;
  SplatElementsAttr splat;
  if (matchPattern(value, m_Constant(&number)))
    return number.getValueAsDouble();
  if (matchPattern(value, m_Constant(&splat)) &&
      isa<FloatType>(splat.getElementType()))
    return splat.getSplatValue<APFloat>().convertToDouble();
  Operation *op = value.getDefiningOp();
  if (isa_and_present<linalg::FillOp, linalg::BroadcastOp,
                      tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op))
    return constantElement(op->getOperand(0));
  return std::nullopt;
}

namespace {

/// A polynomial in x and in one tanh: by their exponents, the coefficients.
using Polynomial = std::map<std::pair<int, int>, double>;

class Expander {
public:
  explicit Expander(Value x) : x(elementSource(x)) {}

  /// None for what is no such polynomial, or no small one.
  std::optional<Polynomial> expand(Value value) {
    value = elementSource(value);
    if (value == x)
      return Polynomial{{{1, 0}, 1.0}};
    if (std::optional<double> constant = constantElement(value))
      return Polynomial{{{0, 0}, *constant}};
    Operation *op = value.getDefiningOp();
    if (!op || ++visited > kMostOps)
      return std::nullopt;
    if (isa<math::TanhOp>(op)) {
      if (tanh && tanh != op)
        return std::nullopt;
      tanh = op;
      return Polynomial{{{0, 1}, 1.0}};
    }
    if (isa<math::PowFOp>(op))
      return power(op);
    if (isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp>(op))
      return combine(op);
    return std::nullopt;
  }

  /// The tanh that has been met.
  Operation *tanh = nullptr;

private:
  static constexpr int kMostOps = 64;
  static constexpr int kHighestDegree = 4;

  std::optional<Polynomial> combine(Operation *op) {
    std::optional<Polynomial> a = expand(op->getOperand(0));
    std::optional<Polynomial> b = a ? expand(op->getOperand(1)) : std::nullopt;
    if (!b)
      return std::nullopt;
    if (isa<arith::MulFOp>(op))
      return product(*a, *b);
    if (isa<arith::DivFOp>(op)) {
      bool isConstant = b->size() == 1 && b->count({0, 0});
      if (!isConstant)
        return std::nullopt;
      return product(*a, {{{0, 0}, 1 / b->begin()->second}});
    }
    for (auto [exponents, coefficient] : *b)
      (*a)[exponents] += isa<arith::SubFOp>(op) ? -coefficient : coefficient;
    return a;
  }

  std::optional<Polynomial> power(Operation *op) {
    std::optional<Polynomial> base = expand(op->getOperand(0));
    std::optional<double> exponent =
        constantElement(elementSource(op->getOperand(1)));
    if (!base || (exponent != 2.0 && exponent != 3.0))
      return std::nullopt;
    std::optional<Polynomial> result = product(*base, *base);
    return result && exponent == 3.0 ? product(*result, *base) : result;
  }

  static std::optional<Polynomial> product(const Polynomial &a,
                                           const Polynomial &b) {
    Polynomial result;
    for (auto [m, c] : a)
      for (auto [n, d] : b) {
        std::pair<int, int> exponents{m.first + n.first, m.second + n.second};
        if (exponents.first + exponents.second > kHighestDegree)
          return std::nullopt;
        result[exponents] += c * d;
      }
    return result;
  }

  Value x;
  int visited = 0;
};

} // namespace

/// Whether two polynomials are equal but for a relative error of each
/// coefficient.
static bool areClose(const Polynomial &a, const Polynomial &b, double error) {
  return a.size() == b.size() &&
         llvm::all_of(llvm::zip(a, b), [&](const auto &pair) {
           const auto &[x, y] = pair;
           return x.first == y.first &&
                  std::abs(x.second - y.second) <= error * std::abs(y.second);
         });
}

bool tp::isTanhGelu(Value y, Value x) {
  Expander expander(x);
  std::optional<Polynomial> outer = expander.expand(y);
  if (!outer || !expander.tanh)
    return false;
  Expander inside(x);
  std::optional<Polynomial> inner = inside.expand(expander.tanh->getOperand(0));
  if (!inner || inside.tanh)
    return false;
  // Two constants, rounded to 8, 11 or 24 bits, are multiplied.
  bool isNarrow =
      getElementTypeOrSelf(x.getType()).getIntOrFloatBitWidth() < 32;
  double error = isNarrow ? 1.0 / 128 : 1e-6;
  const double slope = std::sqrt(2 / std::acos(-1.0));
  return areClose(*outer, {{{1, 0}, 0.5}, {{1, 1}, 0.5}}, error) &&
         areClose(*inner, {{{1, 0}, slope}, {{3, 0}, slope * 0.044715}}, error);
}
