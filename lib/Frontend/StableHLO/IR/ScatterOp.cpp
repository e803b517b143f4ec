//===- ScatterOp.cpp - checks of scatters ---------------------------------===//
// The constraints of the StableHLO specification, in its order of ideas:
// tensors that go together, input dimensions, index dimensions, updates, body.

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// Inputs, updates and results go together, one of each.
static LogicalResult verifyTensors(ScatterOp op) {
  if (op.getInputs().empty())
    return op.emitOpError() << "has no inputs, expected at least 1";
  if (op.getNumResults() != op.getInputs().size())
    return op.emitOpError() << "has " << op.getNumResults() << " results for "
                            << op.getInputs().size() << " inputs";
  RankedTensorType first = typeOf(op.getInputs().front()),
                   update = typeOf(op.getUpdates().front());
  for (auto [input, updates, result] :
       llvm::zip(op.getInputs(), op.getUpdates(), op.getResults())) {
    if (failed(verifyShape(op, "input", typeOf(input), first.getShape())) ||
        failed(
            verifyShape(op, "updates", typeOf(updates), update.getShape())) ||
        failed(verifyShape(op, "result", typeOf(result), first.getShape())))
      return failure();
    Type element = getElementTypeOrSelf(input);
    for (Value other : {updates, Value(result)})
      if (getElementTypeOrSelf(other) != element)
        return op.emitOpError()
               << "has elements of type " << element << " and "
               << getElementTypeOrSelf(other) << " of one input";
  }
  return success();
}

static LogicalResult verifyInputDims(ScatterOp op) {
  ScatterDimensionNumbersAttr numbers = op.getScatterDimensionNumbers();
  int64_t rank = typeOf(op.getInputs().front()).getRank();
  SmallVector<int64_t> dropped(numbers.getInsertedWindowDims());
  llvm::append_range(dropped, numbers.getInputBatchingDims());
  if (failed(verifyDims(op, "inserted_window_dims and input_batching_dims",
                        dropped, rank)))
    return failure();
  SmallVector<int64_t> mapped(numbers.getScatterDimsToOperandDims());
  llvm::append_range(mapped, numbers.getInputBatchingDims());
  if (failed(verifyDims(op,
                        "scatter_dims_to_operand_dims and input_batching_dims",
                        mapped, rank)))
    return failure();
  int64_t window = numbers.getUpdateWindowDims().size();
  if (window + static_cast<int64_t>(dropped.size()) != rank)
    return op.emitOpError()
           << "has windows of rank " << window << " and " << dropped.size()
           << " other dimensions for inputs of rank " << rank;
  if (!llvm::is_sorted(numbers.getInsertedWindowDims()) ||
      !llvm::is_sorted(numbers.getInputBatchingDims()) ||
      !llvm::is_sorted(numbers.getUpdateWindowDims()))
    return op.emitOpError() << "inserted_window_dims, input_batching_dims and "
                               "update_window_dims must ascend";
  return success();
}

static LogicalResult verifyIndexDims(ScatterOp op) {
  ScatterDimensionNumbersAttr numbers = op.getScatterDimensionNumbers();
  RankedTensorType input = typeOf(op.getInputs().front()),
                   indices = typeOf(op.getScatterIndices());
  int64_t rank = indices.getRank(), vectorDim = numbers.getIndexVectorDim();
  if (vectorDim < 0 || vectorDim > rank)
    return op.emitOpError() << "index_vector_dim is " << vectorDim
                            << " for scatter indices of rank " << rank;
  int64_t length = vectorDim == rank ? 1 : indices.getDimSize(vectorDim);
  int64_t mapped = numbers.getScatterDimsToOperandDims().size();
  if (!agree(length, mapped))
    return op.emitOpError()
           << "scatter_dims_to_operand_dims has " << mapped
           << " dimensions for index vectors of length " << length;
  ArrayRef<int64_t> batching = numbers.getScatterIndicesBatchingDims();
  if (failed(verifyDims(op, "scatter_indices_batching_dims", batching, rank)))
    return failure();
  if (llvm::is_contained(batching, vectorDim))
    return op.emitOpError() << "scatter_indices_batching_dims names "
                               "index_vector_dim "
                            << vectorDim;
  if (batching.size() != numbers.getInputBatchingDims().size())
    return op.emitOpError() << "has " << numbers.getInputBatchingDims().size()
                            << " batching dimensions of the inputs and "
                            << batching.size() << " of the scatter indices";
  for (auto [o, i] : llvm::zip(numbers.getInputBatchingDims(), batching))
    if (!agree(input.getDimSize(o), indices.getDimSize(i)))
      return op.emitOpError()
             << "pairs batching dimension " << o << " of the inputs, of extent "
             << input.getDimSize(o) << ", with dimension " << i
             << " of the scatter indices, of extent " << indices.getDimSize(i);
  return success();
}

/// Updates have the dimensions of the indices, in order, and those of a window,
/// which is no larger than an input.
static LogicalResult verifyUpdates(ScatterOp op) {
  ScatterDimensionNumbersAttr numbers = op.getScatterDimensionNumbers();
  RankedTensorType input = typeOf(op.getInputs().front()),
                   indices = typeOf(op.getScatterIndices()),
                   updates = typeOf(op.getUpdates().front());
  SmallVector<int64_t> scattered;
  for (auto [dim, extent] : llvm::enumerate(indices.getShape()))
    if (static_cast<int64_t>(dim) != numbers.getIndexVectorDim())
      scattered.push_back(extent);
  ArrayRef<int64_t> windowDims = numbers.getUpdateWindowDims();
  int64_t rank = windowDims.size() + scattered.size();
  if (updates.getRank() != rank)
    return op.emitOpError()
           << "has updates of type " << updates << ", expected rank " << rank;
  if (failed(verifyDims(op, "update_window_dims", windowDims, rank)))
    return failure();
  const int64_t *expected = scattered.begin();
  SmallVector<int64_t> window;
  for (auto [dim, extent] : llvm::enumerate(updates.getShape())) {
    if (llvm::is_contained(windowDims, dim))
      window.push_back(extent);
    else if (int64_t other = *expected++; !agree(extent, other))
      return op.emitOpError()
             << "has updates of extent " << extent << " in dimension " << dim
             << " for scatter indices of extent " << other;
  }
  const int64_t *size = window.begin();
  for (auto [dim, extent] : llvm::enumerate(input.getShape())) {
    if (llvm::is_contained(numbers.getInsertedWindowDims(), dim) ||
        llvm::is_contained(numbers.getInputBatchingDims(), dim))
      continue;
    int64_t own = *size++;
    if (!ShapedType::isDynamic(own) && !ShapedType::isDynamic(extent) &&
        own > extent)
      return op.emitOpError()
             << "has windows of size " << own << " in dimension " << dim
             << " of extent " << extent;
  }
  return success();
}

LogicalResult ScatterOp::verify() {
  return success(
      succeeded(verifyTensors(*this)) && succeeded(verifyInputDims(*this)) &&
      succeeded(verifyIndexDims(*this)) && succeeded(verifyUpdates(*this)));
}

LogicalResult ScatterOp::verifyRegions() {
  Block &block = getUpdateComputation().front();
  auto end = block.empty() ? nullptr : dyn_cast<ReturnOp>(block.back());
  if (!end)
    return emitOpError()
           << "has a body that does not end in 'stablehlo.return'";
  size_t count = getInputs().size();
  if (block.getNumArguments() != 2 * count)
    return emitOpError() << "has a body of " << block.getNumArguments()
                         << " arguments, expected " << 2 * count;
  if (end.getNumOperands() != count)
    return emitOpError() << "has a body that returns " << end.getNumOperands()
                         << " values, expected " << count;
  for (auto [index, result] : llvm::enumerate(getResultTypes())) {
    Type expected = RankedTensorType::get({}, getElementTypeOrSelf(result));
    for (Type type : {block.getArgument(index).getType(),
                      block.getArgument(count + index).getType(),
                      end.getOperand(index).getType()})
      if (type != expected)
        return emitOpError() << "has a body on values of type " << type
                             << ", expected " << expected;
  }
  return success();
}
