//===- ScalarBody.cpp - bodies on scalars ---------------------------------===//
// The bodies of reduce and map compute on tensors of rank 0: at level 1 these
// are elements in the body of a structured op.

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;

LogicalResult frontend::checkScalarBody(Block &body) {
  for (Operation &op : body.without_terminator()) {
    if (isa<stablehlo::ConstantOp>(op))
      continue;
    if (!isElementwise(&op))
      return emitUnsupported(&op)
             << "stands in the body of an op on scalars, where only constants "
                "and elementwise ops are supported";
    if (failed(checkElementwise(&op)))
      return failure();
  }
  for (Value value : body.getTerminator()->getOperands())
    if (value.getParentBlock() != &body)
      return emitUnsupported(body.getTerminator())
             << "returns a value from outside the body, which is not supported";
  for (Operation &op : body)
    for (Value operand : op.getOperands())
      if (operand.getParentBlock() != &body)
        return emitUnsupported(&op) << "uses a value from outside the body, "
                                       "which is not supported";
  return success();
}

SmallVector<Value> frontend::emitScalarBody(Block &body,
                                            ImplicitLocOpBuilder &b,
                                            ValueRange arguments) {
  IRMapping mapping;
  mapping.map(body.getArguments(), arguments);
  for (Operation &op : body.without_terminator()) {
    ImplicitLocOpBuilder at(op.getLoc(), b);
    if (auto constant = dyn_cast<stablehlo::ConstantOp>(op)) {
      auto value = cast<DenseElementsAttr>(constant.getValue());
      mapping.map(constant.getResult(),
                  Value(arith::ConstantOp::create(
                      at, cast<TypedAttr>(*value.value_begin<Attribute>()))));
      continue;
    }
    SmallVector<Value> elements = llvm::map_to_vector(
        op.getOperands(), [&](Value value) { return mapping.lookup(value); });
    mapping.map(op.getResult(0), emitElement(&op, at, elements));
  }
  return llvm::map_to_vector(
      body.getTerminator()->getOperands(),
      [&](Value value) { return mapping.lookup(value); });
}
