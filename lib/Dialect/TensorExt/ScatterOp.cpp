//===- ScatterOp.cpp - tensor_ext.scatter ---------------------------------===//

#include "IndexDims.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp::tensor_ext;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

SmallVector<int64_t> ScatterOp::getScatterDims() {
  return complement(typeOf(getUpdates()).getRank(), getUpdateWindowDims());
}

SmallVector<int64_t> ScatterOp::getWindowDims() {
  SmallVector<int64_t> others(getInsertedWindowDims());
  llvm::append_range(others, getInputBatchingDims());
  return complement(typeOf(getInput()).getRank(), others);
}

SmallVector<int64_t> ScatterOp::getWindowSizes() {
  SmallVector<int64_t> sizes(typeOf(getInput()).getRank(), 1);
  for (auto [dim, from] :
       llvm::zip_equal(getWindowDims(), getUpdateWindowDims()))
    sizes[dim] = typeOf(getUpdates()).getDimSize(from);
  return sizes;
}

int64_t ScatterOp::getUpdateDim(int64_t dim) {
  return getScatterDims()[dim - (dim > int64_t(getIndexVectorDim()) ? 1 : 0)];
}

bool ScatterOp::hasIndexVectors() {
  return int64_t(getIndexVectorDim()) < typeOf(getIndices()).getRank();
}

/// Whether `kind` combines elements of `type`.
static bool combines(arith::AtomicRMWKind kind, Type type) {
  using Kind = arith::AtomicRMWKind;
  switch (kind) {
  case Kind::assign:
    return true;
  case Kind::addf:
  case Kind::mulf:
  case Kind::maximumf:
  case Kind::minimumf:
    return isa<FloatType>(type);
  case Kind::addi:
  case Kind::muli:
  case Kind::maxs:
  case Kind::mins:
  case Kind::andi:
  case Kind::ori:
    return type.isIntOrIndex();
  default:
    return false;
  }
}

/// The dimensions of each tensor, by themselves.
static LogicalResult verifyNumbers(ScatterOp op) {
  RankedTensorType input = typeOf(op.getInput()),
                   indices = typeOf(op.getIndices()),
                   updates = typeOf(op.getUpdates());
  int64_t rank = input.getRank(), vectorDim = op.getIndexVectorDim();
  if (vectorDim < 0 || vectorDim > indices.getRank())
    return op.emitOpError() << "index_vector_dim is " << vectorDim
                            << ", expected 0 to " << indices.getRank();
  ArrayRef<int64_t> map = op.getScatterDimsToOperandDims();
  if (failed(verifyDims(op, "update_window_dims", op.getUpdateWindowDims(),
                        updates.getRank(), true)) ||
      failed(verifyDims(op, "inserted_window_dims", op.getInsertedWindowDims(),
                        rank, true)) ||
      failed(
          verifyDims(op, "scatter_dims_to_operand_dims", map, rank, false)) ||
      failed(verifyBatching(op, input, op.getInputBatchingDims(), indices,
                            op.getIndicesBatchingDims(), vectorDim)))
    return failure();
  for (int64_t dim : op.getInputBatchingDims())
    if (llvm::is_contained(op.getInsertedWindowDims(), dim) ||
        llvm::is_contained(map, dim))
      return op.emitOpError()
             << "inserts or indexes batching dimension " << dim;
  int64_t vectorSize =
      vectorDim == indices.getRank() ? 1 : indices.getDimSize(vectorDim);
  if (vectorSize != int64_t(map.size()))
    return op.emitOpError() << "scatter_dims_to_operand_dims has " << map.size()
                            << " dimensions, index vectors have " << vectorSize;
  return success();
}

/// The shape of the updates follows from the rest, but for the windows, which
/// fit into the input.
static LogicalResult verifyUpdates(ScatterOp op) {
  RankedTensorType input = typeOf(op.getInput()),
                   indices = typeOf(op.getIndices()),
                   updates = typeOf(op.getUpdates());
  SmallVector<int64_t> window = op.getWindowDims(),
                       scattered = op.getScatterDims(),
                       extents(indices.getShape());
  if (op.hasIndexVectors())
    extents.erase(extents.begin() + op.getIndexVectorDim());
  if (window.size() != op.getUpdateWindowDims().size() ||
      scattered.size() != extents.size())
    return op.emitOpError()
           << "has updates of type " << updates << ", expected "
           << window.size() << " dimensions of windows and " << extents.size()
           << " of indices";
  for (auto [dim, extent] : llvm::zip_equal(scattered, extents))
    if (updates.getDimSize(dim) != extent)
      return op.emitOpError()
             << "has updates of extent " << updates.getDimSize(dim)
             << " in dimension " << dim << ", the indices have " << extent;
  for (auto [dim, from] : llvm::zip_equal(window, op.getUpdateWindowDims()))
    if (updates.getDimSize(from) > input.getDimSize(dim))
      return op.emitOpError() << "has windows of size "
                              << updates.getDimSize(from) << " in dimension "
                              << dim << " of extent " << input.getDimSize(dim);
  if (updates.getElementType() != input.getElementType())
    return op.emitOpError() << "has updates of " << updates.getElementType()
                            << " for elements of " << input.getElementType();
  return success();
}

LogicalResult ScatterOp::verify() {
  Type element = typeOf(getInput()).getElementType();
  if (!combines(getKind(), element))
    return emitOpError() << "cannot combine elements of " << element << " by "
                         << arith::stringifyAtomicRMWKind(getKind());
  return success(succeeded(verifyNumbers(*this)) &&
                 succeeded(verifyUpdates(*this)));
}
