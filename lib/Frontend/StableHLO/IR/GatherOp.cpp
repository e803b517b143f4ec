//===- GatherOp.cpp - checks of gathers -----------------------------------===//
// The constraints of the StableHLO specification, in its order of ideas:
// operand dimensions, index dimensions, slices, result.

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

static LogicalResult verifyOperandDims(GatherOp op) {
  GatherDimensionNumbersAttr numbers = op.getDimensionNumbers();
  int64_t rank = op.getOperand().getType().getRank();
  SmallVector<int64_t> dropped(numbers.getCollapsedSliceDims());
  llvm::append_range(dropped, numbers.getOperandBatchingDims());
  if (failed(verifyDims(op, "collapsed_slice_dims and operand_batching_dims",
                        dropped, rank)))
    return failure();
  SmallVector<int64_t> mapped(numbers.getStartIndexMap());
  llvm::append_range(mapped, numbers.getOperandBatchingDims());
  if (failed(verifyDims(op, "start_index_map and operand_batching_dims", mapped,
                        rank)))
    return failure();
  int64_t kept = numbers.getOffsetDims().size();
  if (kept + static_cast<int64_t>(dropped.size()) != rank)
    return op.emitOpError()
           << "keeps " << kept << " and drops " << dropped.size()
           << " dimensions of an operand of rank " << rank;
  if (!llvm::is_sorted(numbers.getCollapsedSliceDims()) ||
      !llvm::is_sorted(numbers.getOperandBatchingDims()) ||
      !llvm::is_sorted(numbers.getOffsetDims()))
    return op.emitOpError()
           << "collapsed_slice_dims, operand_batching_dims and offset_dims "
              "must ascend";
  return success();
}

static LogicalResult verifyIndexDims(GatherOp op) {
  GatherDimensionNumbersAttr numbers = op.getDimensionNumbers();
  RankedTensorType operand = op.getOperand().getType(),
                   indices = op.getStartIndices().getType();
  int64_t rank = indices.getRank(), vectorDim = numbers.getIndexVectorDim();
  if (vectorDim < 0 || vectorDim > rank)
    return op.emitOpError() << "index_vector_dim is " << vectorDim
                            << " for start indices of rank " << rank;
  int64_t length = vectorDim == rank ? 1 : indices.getDimSize(vectorDim);
  int64_t mapped = numbers.getStartIndexMap().size();
  if (!agree(length, mapped))
    return op.emitOpError()
           << "start_index_map has " << mapped
           << " dimensions for index vectors of length " << length;
  ArrayRef<int64_t> batching = numbers.getStartIndicesBatchingDims();
  if (failed(verifyDims(op, "start_indices_batching_dims", batching, rank)))
    return failure();
  if (llvm::is_contained(batching, vectorDim))
    return op.emitOpError() << "start_indices_batching_dims names "
                               "index_vector_dim "
                            << vectorDim;
  if (batching.size() != numbers.getOperandBatchingDims().size())
    return op.emitOpError() << "has " << numbers.getOperandBatchingDims().size()
                            << " batching dimensions of the operand and "
                            << batching.size() << " of the start indices";
  for (auto [o, i] : llvm::zip(numbers.getOperandBatchingDims(), batching))
    if (!agree(operand.getDimSize(o), indices.getDimSize(i)))
      return op.emitOpError()
             << "pairs batching dimension " << o
             << " of the operand, of extent " << operand.getDimSize(o)
             << ", with dimension " << i << " of the start indices, of extent "
             << indices.getDimSize(i);
  return success();
}

static LogicalResult verifySliceSizes(GatherOp op) {
  GatherDimensionNumbersAttr numbers = op.getDimensionNumbers();
  RankedTensorType operand = op.getOperand().getType();
  ArrayRef<int64_t> sizes = op.getSliceSizes();
  if (static_cast<int64_t>(sizes.size()) != operand.getRank())
    return op.emitOpError()
           << "has " << sizes.size() << " slice sizes for an operand of rank "
           << operand.getRank();
  for (auto [dim, size] : llvm::enumerate(sizes)) {
    int64_t extent = operand.getDimSize(dim);
    bool isDropped = llvm::is_contained(numbers.getCollapsedSliceDims(), dim) ||
                     llvm::is_contained(numbers.getOperandBatchingDims(), dim);
    if (size < 0 || (!ShapedType::isDynamic(extent) && size > extent) ||
        (isDropped && size > 1))
      return op.emitOpError() << "takes slices of size " << size << " in "
                              << (isDropped ? "dropped " : "") << "dimension "
                              << dim << " of extent " << extent;
  }
  return success();
}

static LogicalResult verifyResult(GatherOp op) {
  GatherDimensionNumbersAttr numbers = op.getDimensionNumbers();
  RankedTensorType indices = op.getStartIndices().getType(),
                   result = op.getResult().getType();
  SmallVector<int64_t> windows;
  for (auto [dim, size] : llvm::enumerate(op.getSliceSizes()))
    if (!llvm::is_contained(numbers.getCollapsedSliceDims(), dim) &&
        !llvm::is_contained(numbers.getOperandBatchingDims(), dim))
      windows.push_back(size);
  SmallVector<int64_t> batches;
  for (auto [dim, extent] : llvm::enumerate(indices.getShape()))
    if (static_cast<int64_t>(dim) != numbers.getIndexVectorDim())
      batches.push_back(extent);
  int64_t rank = windows.size() + batches.size();
  if (failed(verifyDims(op, "offset_dims", numbers.getOffsetDims(), rank)))
    return failure();
  SmallVector<int64_t> shape;
  const int64_t *window = windows.begin(), *batch = batches.begin();
  for (int64_t dim = 0; dim != rank; ++dim)
    shape.push_back(llvm::is_contained(numbers.getOffsetDims(), dim)
                        ? *window++
                        : *batch++);
  return verifyShape(op, "result", result, shape);
}

LogicalResult GatherOp::verify() {
  return success(succeeded(verifyOperandDims(*this)) &&
                 succeeded(verifyIndexDims(*this)) &&
                 succeeded(verifySliceSizes(*this)) &&
                 succeeded(verifyResult(*this)));
}
