//===- SliceOps.cpp - checks of slices at computed positions --------------===//

#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp::tensor_ext;

/// Checks that a part of type `part` has a position in each dimension of
/// `whole` and fits.
static LogicalResult verifyPart(Operation *op, Type wholeType, Type partType,
                                size_t starts) {
  auto whole = cast<RankedTensorType>(wholeType),
       part = cast<RankedTensorType>(partType);
  if (part.getRank() != whole.getRank() ||
      static_cast<int64_t>(starts) != whole.getRank())
    return op->emitOpError()
           << "has " << starts << " positions and a part of rank "
           << part.getRank() << " for a tensor of rank " << whole.getRank();
  for (auto [dim, size, extent] :
       llvm::enumerate(part.getShape(), whole.getShape()))
    if (size > extent)
      return op->emitOpError()
             << "has a part of size " << size << " in dimension " << dim
             << " of extent " << extent;
  return success();
}

LogicalResult DynamicSliceOp::verify() {
  return verifyPart(*this, getInput().getType(), getType(), getStarts().size());
}

LogicalResult DynamicUpdateSliceOp::verify() {
  return verifyPart(*this, getInput().getType(), getUpdate().getType(),
                    getStarts().size());
}
