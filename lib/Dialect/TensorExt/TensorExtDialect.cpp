//===- TensorExtDialect.cpp - structured ops that upstream lacks ----------===//

#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace tp::tensor_ext;

#include "tp/Dialect/TensorExt/TensorExtDialect.cpp.inc"

#define GET_OP_CLASSES
#include "tp/Dialect/TensorExt/TensorExtOps.cpp.inc"

void TensorExtDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "tp/Dialect/TensorExt/TensorExtOps.cpp.inc"
      >();
}

/// The numbers below `count` that are not in `dims`, ascending.
static SmallVector<int64_t> complement(int64_t count, ArrayRef<int64_t> dims) {
  SmallVector<int64_t> rest;
  for (int64_t d = 0; d < count; ++d)
    if (!llvm::is_contained(dims, d))
      rest.push_back(d);
  return rest;
}

SmallVector<int64_t> GatherOp::getBatchDims() {
  return complement(cast<RankedTensorType>(getType()).getRank(),
                    getOffsetDims());
}

SmallVector<int64_t> GatherOp::getWindowDims() {
  return complement(cast<RankedTensorType>(getInput().getType()).getRank(),
                    getCollapsedSliceDims());
}

/// Checks that `dims` are distinct, ascending when asked, and below `count`.
static LogicalResult verifyDims(GatherOp op, StringRef name,
                                ArrayRef<int64_t> dims, int64_t count,
                                bool ascending) {
  for (auto [i, dim] : llvm::enumerate(dims)) {
    if (dim < 0 || dim >= count)
      return op.emitOpError()
             << name << " has " << dim << ", expected 0 to " << count - 1;
    if (llvm::is_contained(dims.take_front(i), dim))
      return op.emitOpError() << name << " has " << dim << " twice";
    if (ascending && i > 0 && dims[i - 1] > dim)
      return op.emitOpError() << name << " is not ascending";
  }
  return success();
}

LogicalResult GatherOp::verify() {
  auto input = cast<RankedTensorType>(getInput().getType());
  auto indices = cast<RankedTensorType>(getIndices().getType());
  auto result = cast<RankedTensorType>(getType());
  int64_t rank = input.getRank(), vectorDim = getIndexVectorDim();
  if (vectorDim < 0 || vectorDim > indices.getRank())
    return emitOpError() << "index_vector_dim is " << vectorDim
                         << ", expected 0 to " << indices.getRank();
  if (failed(verifyDims(*this, "offset_dims", getOffsetDims(), result.getRank(),
                        true)) ||
      failed(verifyDims(*this, "collapsed_slice_dims", getCollapsedSliceDims(),
                        rank, true)) ||
      failed(verifyDims(*this, "start_index_map", getStartIndexMap(), rank,
                        false)))
    return failure();
  int64_t vectorSize =
      vectorDim == indices.getRank() ? 1 : indices.getDimSize(vectorDim);
  if (vectorSize != int64_t(getStartIndexMap().size()))
    return emitOpError() << "start_index_map has " << getStartIndexMap().size()
                         << " dimensions, index vectors have " << vectorSize;
  if (int64_t(getSliceSizes().size()) != rank)
    return emitOpError() << "slice_sizes has " << getSliceSizes().size()
                         << " sizes for an input of rank " << rank;
  for (auto [dim, size] : llvm::enumerate(getSliceSizes())) {
    if (size < 0 || size > input.getDimSize(dim))
      return emitOpError() << "slice size " << size << " in dimension " << dim
                           << " does not fit extent " << input.getDimSize(dim);
    if (size != 1 && llvm::is_contained(getCollapsedSliceDims(), int64_t(dim)))
      return emitOpError() << "collapses dimension " << dim << " of slice size "
                           << size;
  }

  // The result's shape follows from the rest.
  SmallVector<int64_t> window = getWindowDims();
  if (window.size() != getOffsetDims().size())
    return emitOpError() << "offset_dims has " << getOffsetDims().size()
                         << " dimensions for slices of rank " << window.size();
  SmallVector<int64_t> batch(indices.getShape());
  if (vectorDim < indices.getRank())
    batch.erase(batch.begin() + vectorDim);
  SmallVector<int64_t> batchDims = getBatchDims();
  if (batchDims.size() != batch.size())
    return emitOpError() << "gives a tensor of rank " << result.getRank()
                         << ", expected " << batch.size() + window.size();
  SmallVector<int64_t> expected(result.getRank());
  for (auto [dim, extent] : llvm::zip_equal(batchDims, batch))
    expected[dim] = extent;
  for (auto [dim, from] : llvm::zip_equal(getOffsetDims(), window))
    expected[dim] = getSliceSizes()[from];
  if (result.getShape() != ArrayRef(expected) ||
      result.getElementType() != input.getElementType())
    return emitOpError() << "gives " << result << ", expected "
                         << RankedTensorType::get(expected,
                                                  input.getElementType());
  return success();
}
