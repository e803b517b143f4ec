//===- WindowOps.cpp - checks of windowed reductions and scatters ---------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

SmallVector<WindowDim> tp::stablehlo::windowOf(const WindowNumbers &numbers) {
  SmallVector<WindowDim> dims(numbers.rank);
  auto set = [&](std::optional<ArrayRef<int64_t>> values,
                 int64_t WindowDim::*field) {
    if (values)
      for (auto [dim, value] : llvm::zip_equal(dims, *values))
        dim.*field = value;
  };
  set(numbers.sizes, &WindowDim::size);
  set(numbers.strides, &WindowDim::stride);
  set(numbers.baseDilations, &WindowDim::baseDilation);
  set(numbers.windowDilations, &WindowDim::windowDilation);
  if (numbers.padding) {
    auto values = numbers.padding->getValues<int64_t>();
    for (auto [number, dim] : llvm::enumerate(dims)) {
      dim.low = values[2 * number];
      dim.high = values[2 * number + 1];
    }
  }
  return dims;
}

/// One positive number for each dimension.
static LogicalResult verifyNumbers(Operation *op, StringRef what,
                                   std::optional<ArrayRef<int64_t>> numbers,
                                   int64_t rank) {
  if (!numbers)
    return success();
  if (static_cast<int64_t>(numbers->size()) != rank)
    return op->emitOpError() << what << " has " << numbers->size()
                             << " numbers for a window of rank " << rank;
  for (auto [dim, number] : llvm::enumerate(*numbers))
    if (number <= 0)
      return op->emitOpError() << what << " is " << number << " in dimension "
                               << dim << ", expected at least 1";
  return success();
}

LogicalResult tp::stablehlo::verifyWindow(Operation *op,
                                          const WindowNumbers &numbers,
                                          StringRef baseDilations,
                                          StringRef windowDilations) {
  for (auto [what, values] :
       {std::pair(StringRef("window_dimensions"), numbers.sizes),
        std::pair(StringRef("window_strides"), numbers.strides),
        std::pair(baseDilations, numbers.baseDilations),
        std::pair(windowDilations, numbers.windowDilations)})
    if (failed(verifyNumbers(op, what, values, numbers.rank)))
      return failure();
  if (!numbers.padding)
    return success();
  auto type = cast<ShapedType>(numbers.padding->getType());
  if (type.getShape() != ArrayRef<int64_t>{numbers.rank, 2})
    return op->emitOpError() << "padding has type " << type
                             << ", expected shape [" << numbers.rank << ", 2]";
  return success();
}

int64_t tp::stablehlo::countWindows(const WindowDim &window, int64_t extent) {
  return ShapedType::isDynamic(extent) ? extent : window.count(extent);
}

static SmallVector<int64_t> windowCounts(ArrayRef<WindowDim> window,
                                         ArrayRef<int64_t> shape) {
  return llvm::map_to_vector(llvm::zip_equal(window, shape), [](auto pair) {
    return countWindows(std::get<0>(pair), std::get<1>(pair));
  });
}

//===----------------------------------------------------------------------===//
// reduce_window
//===----------------------------------------------------------------------===//

static WindowNumbers numbersOf(ReduceWindowOp op) {
  auto type = cast<RankedTensorType>(op.getInputs().front().getType());
  return {type.getRank(),  op.getWindowDimensions(), op.getWindowStrides(),
          op.getPadding(), op.getBaseDilations(),    op.getWindowDilations()};
}

SmallVector<WindowDim> ReduceWindowOp::getWindow() {
  return windowOf(numbersOf(*this));
}

LogicalResult ReduceWindowOp::verify() {
  if (failed(verifyResultPerInput(*this, getInputs())) ||
      failed(verifyWindow(*this, numbersOf(*this))))
    return failure();
  auto first = cast<RankedTensorType>(getInputs().front().getType());
  return verifyReduction(*this, getInputs(), getInitValues(),
                         windowCounts(getWindow(), first.getShape()));
}

LogicalResult ReduceWindowOp::verifyRegions() {
  return verifyReducer(*this, getBody());
}

//===----------------------------------------------------------------------===//
// select_and_scatter
//===----------------------------------------------------------------------===//

static WindowNumbers numbersOf(SelectAndScatterOp op) {
  return {op.getOperand().getType().getRank(), op.getWindowDimensions(),
          op.getWindowStrides(), op.getPadding()};
}

SmallVector<WindowDim> SelectAndScatterOp::getWindow() {
  return windowOf(numbersOf(*this));
}

LogicalResult SelectAndScatterOp::verify() {
  RankedTensorType operand = getOperand().getType();
  if (failed(verifyWindow(*this, numbersOf(*this))) ||
      failed(verifyShape(*this, "source", getSource().getType(),
                         windowCounts(getWindow(), operand.getShape()))) ||
      failed(
          verifyShape(*this, "initial value", getInitValue().getType(), {})) ||
      failed(verifyShape(*this, "result", getResult().getType(),
                         operand.getShape())))
    return failure();
  Type element = operand.getElementType();
  for (auto [what, value] : {std::pair("source", Value(getSource())),
                             std::pair("initial value", Value(getInitValue())),
                             std::pair("result", Value(getResult()))})
    if (getElementTypeOrSelf(value) != element)
      return emitOpError() << "has a " << what << " of element type "
                           << getElementTypeOrSelf(value)
                           << " for an operand of element type " << element;
  return success();
}

LogicalResult SelectAndScatterOp::verifyRegions() {
  Type element = getOperand().getType().getElementType();
  Type bit = IntegerType::get(getContext(), 1);
  if (failed(verifyScalarBody(*this, getSelect(), {element, element}, {bit})))
    return failure();
  return verifyScalarBody(*this, getScatter(), {element, element}, {element});
}
