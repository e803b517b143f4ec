//===- Signedness.cpp - unsigned elements become signless -----------------===//
// Level 1 has signless integers only: there an op says how it reads them. So
// every op of level 0 that has an unsigned operand or result is marked, and all
// values change their types at once. What callers pass keeps its type in an
// attribute.

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;

static constexpr llvm::StringLiteral kOperand = "tp.unsigned_operand";
static constexpr llvm::StringLiteral kResult = "tp.unsigned_result";

bool frontend::hasUnsignedOperand(Operation *op) {
  return op->hasAttr(kOperand);
}

bool frontend::hasUnsignedResult(Operation *op) { return op->hasAttr(kResult); }

void frontend::markSigned(Operation *op) {
  op->removeAttr(kOperand);
  op->removeAttr(kResult);
}

static bool isUnsigned(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getElementType().isUnsignedInteger();
}

/// `type` with signless elements.
static Type toSignless(Type type) {
  if (!isUnsigned(type))
    return type;
  auto tensor = cast<RankedTensorType>(type);
  return tensor.clone(
      IntegerType::get(type.getContext(), tensor.getElementTypeBitWidth()));
}

static SmallVector<Type> toSignless(TypeRange types) {
  return llvm::map_to_vector(types, [](Type type) { return toSignless(type); });
}

/// Notes on `function` which of its tensors callers see as unsigned.
static void convertFunction(func::FuncOp function) {
  auto unit = UnitAttr::get(function.getContext());
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    if (isUnsigned(type))
      function.setArgAttr(index, TPDialect::kUnsignedAttr, unit);
  for (auto [index, type] : llvm::enumerate(function.getResultTypes()))
    if (isUnsigned(type))
      function.setResultAttr(index, TPDialect::kUnsignedAttr, unit);
  function.setType(FunctionType::get(function.getContext(),
                                     toSignless(function.getArgumentTypes()),
                                     toSignless(function.getResultTypes())));
}

static LogicalResult convertConstant(stablehlo::ConstantOp constant) {
  auto type = dyn_cast<RankedTensorType>(toSignless(constant.getType()));
  if (type == constant.getType())
    return success();
  auto elements = dyn_cast<DenseElementsAttr>(constant.getValue());
  if (!elements)
    return emitUnsupported(constant)
           << "keeps unsigned elements in a resource, "
              "which is not supported";
  constant.setValueAttr(elements.bitcast(type.getElementType()));
  return success();
}

static LogicalResult convertOp(Operation *op) {
  if (auto function = dyn_cast<func::FuncOp>(op)) {
    convertFunction(function);
  } else {
    auto unit = UnitAttr::get(op->getContext());
    bool isLevel0 =
        isa_and_present<stablehlo::StableHLODialect>(op->getDialect()) ||
        op->getName().getDialectNamespace() == "chlo";
    if (isLevel0 && llvm::any_of(op->getOperandTypes(), isUnsigned))
      op->setAttr(kOperand, unit);
    if (isLevel0 && llvm::any_of(op->getResultTypes(), isUnsigned))
      op->setAttr(kResult, unit);
    if (auto constant = dyn_cast<stablehlo::ConstantOp>(op))
      return convertConstant(constant);
  }
  return success();
}

LogicalResult frontend::makeSignless(ModuleOp module) {
  // Marks first: an operand's type is its definition's.
  WalkResult result = module.walk([](Operation *op) {
    return failed(convertOp(op)) ? WalkResult::interrupt()
                                 : WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  module.walk([](Operation *op) {
    for (Value value : op->getResults())
      value.setType(toSignless(value.getType()));
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (Value value : block.getArguments())
          value.setType(toSignless(value.getType()));
  });
  return success();
}
