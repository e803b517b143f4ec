//===- SortOp.cpp - checks of sorts ---------------------------------------===//

#include "Verify.h"
#include "mlir/IR/Builders.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

LogicalResult SortOp::verify() {
  if (failed(verifyResultPerInput(*this, getInputs())))
    return failure();
  auto first = cast<RankedTensorType>(getInputs().front().getType());
  int64_t rank = first.getRank(), dim = getDimension();
  if (dim < -rank || dim >= rank)
    return emitOpError() << "sorts dimension " << dim << " of tensors of rank "
                         << rank;
  for (auto [input, result] : llvm::zip(getInputs(), getResults())) {
    auto type = cast<RankedTensorType>(input.getType());
    if (failed(verifyShape(*this, "input", type, first.getShape())) ||
        failed(verifyShape(*this, "result",
                           cast<RankedTensorType>(result.getType()),
                           first.getShape())))
      return failure();
    Type expected = type.getElementType();
    if (getElementTypeOrSelf(result) != expected)
      return emitOpError() << "has a result of element type "
                           << getElementTypeOrSelf(result)
                           << " for an input of element type " << expected;
  }
  return success();
}

LogicalResult SortOp::verifyRegions() {
  SmallVector<Type> arguments;
  for (Value input : getInputs())
    arguments.append(2, getElementTypeOrSelf(input));
  return verifyScalarBody(*this, getComparator(), arguments,
                          IntegerType::get(getContext(), 1));
}
