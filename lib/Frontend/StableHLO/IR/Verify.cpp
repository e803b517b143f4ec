//===- Verify.cpp - checks that several ops' verifiers share --------------===//

#include "Verify.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using namespace tp::stablehlo;

LogicalResult tp::stablehlo::verifyDims(Operation *op, StringRef what,
                                        ArrayRef<int64_t> dims, int64_t rank) {
  llvm::SmallBitVector seen(rank);
  for (int64_t dim : dims) {
    if (dim < 0 || dim >= rank)
      return op->emitOpError() << what << " names dimension " << dim
                               << " of a tensor of rank " << rank;
    if (seen.test(dim))
      return op->emitOpError()
             << what << " names dimension " << dim << " twice";
    seen.set(dim);
  }
  return success();
}

LogicalResult tp::stablehlo::verifyShape(Operation *op, StringRef what,
                                         RankedTensorType type,
                                         ArrayRef<int64_t> expected) {
  if (type.getRank() == static_cast<int64_t>(expected.size()) &&
      llvm::all_of(llvm::zip(type.getShape(), expected), [](auto pair) {
        return agree(std::get<0>(pair), std::get<1>(pair));
      }))
    return success();
  return op->emitOpError() << what << " has type " << type
                           << ", expected shape ["
                           << llvm::make_range(expected.begin(), expected.end())
                           << "]";
}
