//===- TensorExtDialect.cpp - structured ops that upstream lacks ----------===//

#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "IndexDims.h"
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

SmallVector<int64_t> tp::tensor_ext::complement(int64_t count,
                                                ArrayRef<int64_t> dims) {
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
  SmallVector<int64_t> dropped(getCollapsedSliceDims());
  llvm::append_range(dropped, getInputBatchingDims());
  return complement(cast<RankedTensorType>(getInput().getType()).getRank(),
                    dropped);
}

int64_t GatherOp::getResultDim(int64_t dim) {
  return getBatchDims()[dim - (dim > int64_t(getIndexVectorDim()) ? 1 : 0)];
}

LogicalResult tp::tensor_ext::verifyDims(Operation *op, StringRef name,
                                         ArrayRef<int64_t> dims, int64_t count,
                                         bool ascending) {
  for (auto [i, dim] : llvm::enumerate(dims)) {
    if (dim < 0 || dim >= count)
      return op->emitOpError()
             << name << " has " << dim << ", expected 0 to " << count - 1;
    if (llvm::is_contained(dims.take_front(i), dim))
      return op->emitOpError() << name << " has " << dim << " twice";
    if (ascending && i > 0 && dims[i - 1] > dim)
      return op->emitOpError() << name << " is not ascending";
  }
  return success();
}

LogicalResult tp::tensor_ext::verifyBatching(Operation *op,
                                             RankedTensorType input,
                                             ArrayRef<int64_t> inputDims,
                                             RankedTensorType indices,
                                             ArrayRef<int64_t> indicesDims,
                                             int64_t vectorDim) {
  if (failed(verifyDims(op, "input_batching_dims", inputDims, input.getRank(),
                        true)) ||
      failed(verifyDims(op, "indices_batching_dims", indicesDims,
                        indices.getRank(), false)))
    return failure();
  if (inputDims.size() != indicesDims.size())
    return op->emitOpError()
           << "has " << inputDims.size() << " input_batching_dims and "
           << indicesDims.size() << " indices_batching_dims";
  if (llvm::is_contained(indicesDims, vectorDim))
    return op->emitOpError()
           << "indices_batching_dims has index_vector_dim " << vectorDim;
  for (auto [i, j] : llvm::zip_equal(inputDims, indicesDims))
    if (input.getDimSize(i) != indices.getDimSize(j))
      return op->emitOpError()
             << "pairs batching dimension " << i << " of extent "
             << input.getDimSize(i) << " with dimension " << j
             << " of the indices of extent " << indices.getDimSize(j);
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
                        false)) ||
      failed(verifyBatching(*this, input, getInputBatchingDims(), indices,
                            getIndicesBatchingDims(), vectorDim)))
    return failure();
  for (int64_t dim : getInputBatchingDims())
    if (llvm::is_contained(getCollapsedSliceDims(), dim) ||
        llvm::is_contained(getStartIndexMap(), dim))
      return emitOpError() << "collapses or indexes batching dimension " << dim;
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
    if (size != 1 &&
        (llvm::is_contained(getCollapsedSliceDims(), int64_t(dim)) ||
         llvm::is_contained(getInputBatchingDims(), int64_t(dim))))
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
