//===- Integers.cpp - shapes that a program computes ----------------------===//
// Frameworks compute extents with the ops that compute everything else, on
// tensors of one or a few integers.

#include "Specialize.h"
#include "tp/Frontend/StableHLO/StableHLO.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

using Integers = SmallVector<int64_t>;

/// What `op` gives for two elements; none when it is undefined or too large.
static std::optional<int64_t> compute(Operation *op, int64_t x, int64_t y) {
  using Result = std::optional<int64_t>;
  int64_t value;
  return TypeSwitch<Operation *, Result>(op)
      .Case([&](AddOp) {
        return llvm::AddOverflow(x, y, value) ? Result() : value;
      })
      .Case([&](SubtractOp) {
        return llvm::SubOverflow(x, y, value) ? Result() : value;
      })
      .Case([&](MulOp) {
        return llvm::MulOverflow(x, y, value) ? Result() : value;
      })
      .Case([&](DivOp) {
        return y == 0 || y == -1 ? (y ? Result(-x) : Result()) : Result(x / y);
      })
      .Case([&](RemOp) {
        return y == 0 ? Result() : Result(y == -1 ? 0 : x % y);
      })
      .Case([&](MaxOp) { return std::max(x, y); })
      .Case([&](MinOp) { return std::min(x, y); })
      .Case([&](AndOp) { return x & y; })
      .Case([&](OrOp) { return x | y; })
      .Case([&](XorOp) { return x ^ y; })
      .Case([&](CompareOp op) -> Result {
        switch (op.getComparisonDirection()) {
        case ComparisonDirection::EQ:
          return x == y;
        case ComparisonDirection::NE:
          return x != y;
        case ComparisonDirection::GE:
          return x >= y;
        case ComparisonDirection::GT:
          return x > y;
        case ComparisonDirection::LE:
          return x <= y;
        case ComparisonDirection::LT:
          return x < y;
        }
        llvm_unreachable("all directions handled");
      })
      .Default([](Operation *) { return Result(); });
}

static std::optional<int64_t> compute(Operation *op, int64_t x) {
  using Result = std::optional<int64_t>;
  return TypeSwitch<Operation *, Result>(op)
      .Case<ConvertOp, ReshapeOp>([&](Operation *) { return x; })
      .Case([&](NegOp) { return -x; })
      .Case([&](AbsOp) { return x < 0 ? -x : x; })
      .Case([&](SignOp) { return (x > 0) - (x < 0); })
      .Case([&](NotOp op) {
        return getElementTypeOrSelf(op.getType()).isInteger(1) ? !x : ~x;
      })
      .Default([](Operation *) { return Result(); });
}

/// Element by element, where `compute` knows the op.
static std::optional<Integers> computeElements(Operation *op,
                                               ArrayRef<Integers> operands) {
  Integers result;
  for (size_t i = 0, e = operands[0].size(); i != e; ++i) {
    std::optional<int64_t> element =
        operands.size() == 1 ? compute(op, operands[0][i])
                             : compute(op, operands[0][i], operands[1][i]);
    if (!element)
      return std::nullopt;
    result.push_back(*element);
  }
  return result;
}

static std::optional<Integers> choose(const Integers &which,
                                      const Integers &yes, const Integers &no) {
  Integers result;
  for (size_t i = 0; i != yes.size(); ++i)
    result.push_back(which[which.size() == 1 ? 0 : i] ? yes[i] : no[i]);
  return result;
}

static std::optional<Integers> evaluate(Operation *op,
                                        ArrayRef<Integers> operands) {
  using Result = std::optional<Integers>;
  return TypeSwitch<Operation *, Result>(op)
      .Case([&](ConcatenateOp) -> Result {
        if (cast<RankedTensorType>(op->getResult(0).getType()).getRank() != 1)
          return std::nullopt;
        Integers joined;
        for (const Integers &part : operands)
          llvm::append_range(joined, part);
        return joined;
      })
      .Case([&](BroadcastInDimOp op) -> Result {
        if (operands[0].size() != 1)
          return std::nullopt;
        return Integers(op.getResult().getType().getNumElements(),
                        operands[0][0]);
      })
      .Case([&](SliceOp op) -> Result {
        if (op.getOperand().getType().getRank() != 1)
          return std::nullopt;
        Integers part;
        for (int64_t i = op.getStartIndices()[0]; i < op.getLimitIndices()[0];
             i += op.getStrides()[0])
          part.push_back(operands[0][i]);
        return part;
      })
      .Case([&](SelectOp) {
        return choose(operands[0], operands[1], operands[2]);
      })
      .Default([&](Operation *op) {
        return operands.size() <= 2 ? computeElements(op, operands) : Result();
      });
}

/// Whether `type` is that of a shape: of few integers.
static bool isShapeLike(Type type) {
  constexpr int64_t kMostOfAShape = 64;
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.hasStaticShape() &&
         isa<IntegerType>(tensor.getElementType()) &&
         tensor.getNumElements() != 0 &&
         tensor.getNumElements() <= kMostOfAShape;
}

void frontend::evaluateIntegers(Operation *op, Specializer &specializer) {
  if (op->getNumResults() != 1 || op->getNumRegions() != 0 ||
      !isShapeLike(op->getResult(0).getType()))
    return;
  if (auto constant = dyn_cast<ConstantOp>(op)) {
    if (auto integers = readIntegers(constant.getValue()))
      specializer.setIntegers(op->getResult(0), *integers);
    return;
  }
  if (auto size = dyn_cast<GetDimensionSizeOp>(op)) {
    int64_t extent =
        size.getOperand().getType().getDimSize(size.getDimension());
    if (!ShapedType::isDynamic(extent))
      specializer.setIntegers(op->getResult(0), extent);
    return;
  }
  SmallVector<Integers> operands;
  for (Value operand : op->getOperands()) {
    std::optional<Integers> integers = isShapeLike(operand.getType())
                                           ? specializer.getIntegers(operand)
                                           : std::nullopt;
    if (!integers)
      return;
    operands.push_back(*integers);
  }
  if (operands.empty())
    return;
  if (std::optional<Integers> result = evaluate(op, operands))
    specializer.setIntegers(op->getResult(0), *result);
}
