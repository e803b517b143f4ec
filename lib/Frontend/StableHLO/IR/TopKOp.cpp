//===- TopKOp.cpp - checks of chlo.top_k ----------------------------------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/CHLO.h"

using namespace mlir;
using namespace tp::chlo;

void TopKOp::getAsmResultNames(OpAsmSetValueNameFn setName) {
  setName(getValues(), "values");
  setName(getIndices(), "indices");
}

LogicalResult TopKOp::verify() {
  RankedTensorType operand = getOperand().getType();
  if (operand.getRank() == 0)
    return emitOpError() << "has an operand of rank 0, expected at least 1";
  int64_t k = getK(), extent = operand.getShape().back();
  if (k < 0 || (!ShapedType::isDynamic(extent) && k > extent))
    return emitOpError() << "k is " << k << " for lines of " << extent
                         << " elements";
  SmallVector<int64_t> shape(operand.getShape());
  shape.back() = k;
  if (failed(stablehlo::verifyShape(*this, "values", getValues().getType(),
                                    shape)) ||
      failed(stablehlo::verifyShape(*this, "indices", getIndices().getType(),
                                    shape)))
    return failure();
  return success();
}
