//===- RandomOps.cpp - checks of random bits ------------------------------===//

#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

void RngBitGeneratorOp::getAsmResultNames(OpAsmSetValueNameFn setName) {
  setName(getOutputState(), "output_state");
  setName(getOutput(), "output");
}

LogicalResult RngBitGeneratorOp::verify() {
  RankedTensorType state = getInitialState().getType();
  if (state.getRank() != 1 || state.getElementTypeBitWidth() != 64)
    return emitOpError() << "has a state of type " << state
                         << ", expected rank 1 and elements of 64 bits";
  int64_t words = state.getDimSize(0);
  if (ShapedType::isDynamic(words))
    return success();
  bool isThreeFry = getRngAlgorithm() == RngAlgorithm::THREE_FRY;
  if (words != 2 && (isThreeFry || words != 3))
    return emitOpError() << "has a state of " << words << " words, "
                         << stringifyRngAlgorithm(getRngAlgorithm())
                         << " expects " << (isThreeFry ? "2" : "2 or 3");
  return success();
}
