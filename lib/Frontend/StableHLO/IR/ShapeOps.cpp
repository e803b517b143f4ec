//===- ShapeOps.cpp - checks of ops that move elements --------------------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

LogicalResult IotaOp::verify() {
  int64_t rank = getOutput().getType().getRank();
  int64_t dim = getIotaDimension();
  if (dim >= rank)
    return emitOpError() << "counts along dimension " << dim
                         << " of a tensor of rank " << rank;
  return success();
}

LogicalResult BroadcastInDimOp::verify() {
  RankedTensorType from = getOperand().getType(), to = getResult().getType();
  ArrayRef<int64_t> dims = getBroadcastDimensions();
  if (static_cast<int64_t>(dims.size()) != from.getRank())
    return emitOpError() << "has " << dims.size()
                         << " broadcast dimensions for an operand of rank "
                         << from.getRank();
  if (failed(verifyDims(*this, "dims", dims, to.getRank())))
    return failure();
  for (auto [index, dim] : llvm::enumerate(dims)) {
    int64_t extent = from.getDimSize(index);
    if (extent != 1 && !agree(extent, to.getDimSize(dim)))
      return emitOpError() << "broadcasts operand dimension " << index
                           << " of extent " << extent << " to result dimension "
                           << dim << " of extent " << to.getDimSize(dim);
  }
  return success();
}

LogicalResult ReshapeOp::verify() {
  RankedTensorType from = getOperand().getType(), to = getResult().getType();
  if (!from.hasStaticShape() || !to.hasStaticShape() ||
      from.getNumElements() == to.getNumElements())
    return success();
  return emitOpError() << "turns " << from.getNumElements() << " elements into "
                       << to.getNumElements();
}

LogicalResult TransposeOp::verify() {
  RankedTensorType from = getOperand().getType();
  ArrayRef<int64_t> permutation = getPermutation();
  if (static_cast<int64_t>(permutation.size()) != from.getRank())
    return emitOpError() << "permutes " << permutation.size()
                         << " dimensions of a tensor of rank "
                         << from.getRank();
  if (failed(verifyDims(*this, "dims", permutation, from.getRank())))
    return failure();
  SmallVector<int64_t> shape = llvm::map_to_vector(
      permutation, [&](int64_t dim) { return from.getDimSize(dim); });
  return verifyShape(*this, "result", getResult().getType(), shape);
}

LogicalResult SliceOp::verify() {
  RankedTensorType from = getOperand().getType();
  size_t rank = from.getRank();
  if (getStartIndices().size() != rank || getLimitIndices().size() != rank ||
      getStrides().size() != rank)
    return emitOpError() << "has " << getStartIndices().size() << " starts, "
                         << getLimitIndices().size() << " limits and "
                         << getStrides().size()
                         << " strides for an operand of rank " << rank;
  SmallVector<int64_t> shape;
  for (size_t dim = 0; dim != rank; ++dim) {
    int64_t start = getStartIndices()[dim], limit = getLimitIndices()[dim],
            stride = getStrides()[dim], extent = from.getDimSize(dim);
    if (stride < 1)
      return emitOpError() << "has stride " << stride << " in dimension " << dim
                           << ", expected at least 1";
    if (start < 0 || start > limit ||
        (!ShapedType::isDynamic(extent) && limit > extent))
      return emitOpError() << "takes " << start << ":" << limit
                           << " of dimension " << dim << " of extent "
                           << extent;
    shape.push_back(llvm::divideCeil(limit - start, stride));
  }
  return verifyShape(*this, "result", getResult().getType(), shape);
}

LogicalResult ConcatenateOp::verify() {
  auto first = cast<RankedTensorType>(getInputs().front().getType());
  int64_t dim = getDimension(), rank = first.getRank();
  if (dim >= rank)
    return emitOpError() << "joins along dimension " << dim
                         << " of tensors of rank " << rank;
  SmallVector<int64_t> shape(first.getShape());
  shape[dim] = 0;
  for (auto [index, input] : llvm::enumerate(getInputs())) {
    auto type = cast<RankedTensorType>(input.getType());
    SmallVector<int64_t> expected(shape);
    if (type.getRank() == rank)
      expected[dim] = type.getDimSize(dim);
    if (failed(verifyShape(*this, ("operand " + Twine(index)).str(), type,
                           expected)))
      return failure();
    bool isDynamic =
        type.isDynamicDim(dim) || ShapedType::isDynamic(shape[dim]);
    shape[dim] =
        isDynamic ? ShapedType::kDynamic : shape[dim] + type.getDimSize(dim);
  }
  return verifyShape(*this, "result", getResult().getType(), shape);
}
