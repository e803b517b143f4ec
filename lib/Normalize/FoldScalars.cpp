//===- FoldScalars.cpp - constants of single elements ---------------------===//
// Loop counters are tensors of rank 0, and what is computed of them is
// `linalg.generic` on rank 0, whose body is evaluated here op by op. Larger
// tensors stay what they are.

#include "FoldScalars.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Iterators.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

/// Whether `type` has one element and no dimensions.
static bool isScalar(Type type) {
  auto shaped = dyn_cast<ShapedType>(type);
  return shaped ? isa<RankedTensorType>(type) && shaped.getRank() == 0
                : type.isIntOrIndexOrFloat();
}

static TypedAttr getConstant(Value value) {
  TypedAttr attr;
  if (!matchPattern(value, m_Constant(&attr)))
    return {};
  return attr;
}

/// The element of a constant of rank 0, or null.
static Attribute getElement(Value value) {
  auto elements = dyn_cast_if_present<DenseElementsAttr>(getConstant(value));
  return elements && elements.isSplat() ? elements.getSplatValue<Attribute>()
                                        : Attribute();
}

/// What `op` gives for `operands`; fails when that is not known.
static LogicalResult evaluate(Operation &op,
                              DenseMap<Value, Attribute> &known) {
  SmallVector<Attribute> operands;
  for (Value operand : op.getOperands()) {
    Attribute attr = known.lookup(operand);
    operands.push_back(attr ? attr : Attribute(getConstant(operand)));
  }
  SmallVector<OpFoldResult> results;
  if (failed(op.fold(operands, results)) ||
      results.size() != op.getNumResults())
    return failure();
  for (auto [result, folded] : llvm::zip(op.getResults(), results)) {
    auto value = dyn_cast<Value>(folded);
    Attribute attr = value ? known.lookup(value) : cast<Attribute>(folded);
    if (!attr)
      return failure();
    known[result] = attr;
  }
  return success();
}

/// Elements of the results of `op`, which works on tensors of rank 0.
static FailureOr<SmallVector<Attribute>> evaluate(linalg::GenericOp op) {
  DenseMap<Value, Attribute> known;
  Block &body = *op.getBody();
  for (auto [input, argument] :
       llvm::zip(op.getInputs(), body.getArguments())) {
    known[argument] = getElement(input);
    if (!known[argument])
      return failure();
  }
  for (Operation &inner : body.without_terminator())
    if (failed(evaluate(inner, known)))
      return failure();
  SmallVector<Attribute> results;
  for (Value value : body.getTerminator()->getOperands()) {
    Attribute attr = known.lookup(value);
    results.push_back(attr ? attr : Attribute(getConstant(value)));
    if (!results.back())
      return failure();
  }
  return results;
}

static SmallVector<Value> foldGeneric(linalg::GenericOp op) {
  FailureOr<SmallVector<Attribute>> elements = evaluate(op);
  if (failed(elements))
    return {};
  OpBuilder b(op);
  SmallVector<Value> constants;
  for (auto [type, element] : llvm::zip(op.getResultTypes(), *elements))
    constants.push_back(arith::ConstantOp::create(
        b, op.getLoc(),
        DenseElementsAttr::get(cast<RankedTensorType>(type), element)));
  return constants;
}

SmallVector<Value> tp::foldScalars(Operation *op) {
  if (op->getNumResults() == 0 || op->hasTrait<OpTrait::ConstantLike>() ||
      !llvm::all_of(op->getResultTypes(), isScalar))
    return {};
  if (auto generic = dyn_cast<linalg::GenericOp>(op))
    return foldGeneric(generic);
  if (op->getNumRegions() != 0 || !llvm::all_of(op->getOperands(), getConstant))
    return {};
  OpBuilder b(op);
  SmallVector<Value> constants;
  if (failed(b.tryFold(op, constants)))
    return {};
  return constants;
}

std::optional<int64_t> tp::getConstantScalar(Value value) {
  Attribute attr = getConstant(value);
  if (isa<RankedTensorType>(value.getType()))
    attr = attr ? getElement(value) : attr;
  auto integer = dyn_cast_if_present<IntegerAttr>(attr);
  if (!integer || integer.getValue().getSignificantBits() > 64)
    return std::nullopt;
  return integer.getValue().getSExtValue();
}

void tp::eraseDeadOps(ModuleOp module) {
  module.walk<WalkOrder::PostOrder, ReverseIterator>([](Operation *op) {
    if (isOpTriviallyDead(op))
      op->erase();
  });
}
