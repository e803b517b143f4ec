//===- ReduceWindowOp.cpp - checks of windowed reductions -----------------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

//===----------------------------------------------------------------------===//
// Attributes that may be left out
//===----------------------------------------------------------------------===//

static SmallVector<int64_t> orOnes(std::optional<ArrayRef<int64_t>> numbers,
                                   size_t count) {
  return numbers ? SmallVector<int64_t>(*numbers)
                 : SmallVector<int64_t>(count, 1);
}

SmallVector<int64_t> ReduceWindowOp::getStridesOrOnes() {
  return orOnes(getWindowStrides(), getWindowDimensions().size());
}

SmallVector<int64_t> ReduceWindowOp::getBaseDilationsOrOnes() {
  return orOnes(getBaseDilations(), getWindowDimensions().size());
}

SmallVector<int64_t> ReduceWindowOp::getWindowDilationsOrOnes() {
  return orOnes(getWindowDilations(), getWindowDimensions().size());
}

SmallVector<std::pair<int64_t, int64_t>> ReduceWindowOp::getPaddingOrZeros() {
  SmallVector<std::pair<int64_t, int64_t>> pads(getWindowDimensions().size());
  if (!getPadding())
    return pads;
  auto values = getPadding()->getValues<int64_t>();
  for (auto [dim, pad] : llvm::enumerate(pads))
    pad = {values[2 * dim], values[2 * dim + 1]};
  return pads;
}

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

/// One positive number for each dimension.
static LogicalResult verifyNumbers(ReduceWindowOp op, StringRef what,
                                   std::optional<ArrayRef<int64_t>> numbers,
                                   int64_t rank) {
  if (!numbers)
    return success();
  if (static_cast<int64_t>(numbers->size()) != rank)
    return op.emitOpError() << what << " has " << numbers->size()
                            << " numbers for an input of rank " << rank;
  for (auto [dim, number] : llvm::enumerate(*numbers))
    if (number <= 0)
      return op.emitOpError() << what << " is " << number << " in dimension "
                              << dim << ", expected at least 1";
  return success();
}

static LogicalResult verifyWindow(ReduceWindowOp op, int64_t rank) {
  if (failed(verifyNumbers(op, "window_dimensions", op.getWindowDimensions(),
                           rank)) ||
      failed(
          verifyNumbers(op, "window_strides", op.getWindowStrides(), rank)) ||
      failed(
          verifyNumbers(op, "base_dilations", op.getBaseDilations(), rank)) ||
      failed(
          verifyNumbers(op, "window_dilations", op.getWindowDilations(), rank)))
    return failure();
  if (!op.getPadding())
    return success();
  auto type = cast<ShapedType>(op.getPadding()->getType());
  if (type.getShape() != ArrayRef<int64_t>{rank, 2})
    return op.emitOpError() << "padding has type " << type
                            << ", expected shape [" << rank << ", 2]";
  return success();
}

/// The number of `window`s, `stride` apart, in `extent` elements.
static int64_t countWindows(int64_t extent, int64_t window, int64_t stride) {
  return extent < window ? 0 : (extent - window) / stride + 1;
}

/// Elements from the first to the last of `count` that are `dilation` apart.
static int64_t dilated(int64_t count, int64_t dilation) {
  return count == 0 ? 0 : (count - 1) * dilation + 1;
}

static SmallVector<int64_t> resultShape(ReduceWindowOp op,
                                        ArrayRef<int64_t> shape) {
  SmallVector<int64_t> result;
  for (auto [extent, window, stride, base, dilation, pad] :
       llvm::zip_equal(shape, op.getWindowDimensions(), op.getStridesOrOnes(),
                       op.getBaseDilationsOrOnes(),
                       op.getWindowDilationsOrOnes(), op.getPaddingOrZeros()))
    result.push_back(
        ShapedType::isDynamic(extent)
            ? extent
            : countWindows(pad.first + dilated(extent, base) + pad.second,
                           dilated(window, dilation), stride));
  return result;
}

LogicalResult ReduceWindowOp::verify() {
  if (failed(verifyResultPerInput(*this, getInputs())))
    return failure();
  auto first = cast<RankedTensorType>(getInputs().front().getType());
  if (failed(verifyWindow(*this, first.getRank())))
    return failure();
  SmallVector<int64_t> shape = resultShape(*this, first.getShape());
  return verifyReduction(*this, getInputs(), getInitValues(), shape);
}

LogicalResult ReduceWindowOp::verifyRegions() {
  return verifyReducer(*this, getBody());
}
