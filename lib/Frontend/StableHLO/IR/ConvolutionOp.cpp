//===- ConvolutionOp.cpp - checks of convolutions -------------------------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

/// The window has the extents of the kernel's spatial dimensions.
static WindowNumbers numbersOf(ConvolutionOp op, ArrayRef<int64_t> sizes) {
  return {int64_t(sizes.size()), sizes,
          op.getWindowStrides(), op.getPadding(),
          op.getLhsDilation(),   op.getRhsDilation()};
}

static SmallVector<int64_t> windowSizes(ConvolutionOp op) {
  return llvm::map_to_vector(
      op.getDimensionNumbers().getKernelSpatialDimensions(),
      [&](int64_t dim) { return op.getRhs().getType().getDimSize(dim); });
}

SmallVector<WindowDim> ConvolutionOp::getWindow() {
  SmallVector<int64_t> sizes = windowSizes(*this);
  SmallVector<WindowDim> window = windowOf(numbersOf(*this, sizes));
  if (std::optional<ArrayRef<bool>> reversal = getWindowReversal())
    for (auto [dim, reversed] : llvm::zip_equal(window, *reversal))
      dim.reversed = reversed;
  return window;
}

/// Checks that the dimension numbers of one tensor name each of its dimensions
/// once, and as many spatial ones as those of lhs.
static LogicalResult verifyDims(ConvolutionOp op, StringRef what,
                                RankedTensorType type, int64_t first,
                                int64_t second, ArrayRef<int64_t> spatial) {
  int64_t named = spatial.size() + 2;
  if (type.getRank() != named)
    return op.emitOpError()
           << "dimension numbers of " << what << " name " << named
           << " dimensions of a tensor of rank " << type.getRank();
  int64_t expected =
      op.getDimensionNumbers().getInputSpatialDimensions().size();
  if (int64_t(spatial.size()) != expected)
    return op.emitOpError()
           << "has " << expected << " spatial dimensions of lhs and "
           << spatial.size() << " of " << what;
  SmallVector<int64_t> dims{first, second};
  llvm::append_range(dims, spatial);
  return tp::stablehlo::verifyDims(op, ("dimension numbers of " + what).str(),
                                   dims, named);
}

/// Checks that `count` groups divide `extent`.
static LogicalResult verifyDivides(ConvolutionOp op, StringRef groups,
                                   int64_t count, StringRef what,
                                   int64_t extent) {
  if (ShapedType::isDynamic(extent) || extent % count == 0)
    return success();
  return op.emitOpError() << groups << " is " << count
                          << ", which does not divide " << what << " of extent "
                          << extent;
}

static LogicalResult verifyGroups(ConvolutionOp op) {
  ConvDimensionNumbersAttr numbers = op.getDimensionNumbers();
  RankedTensorType lhs = op.getLhs().getType(), rhs = op.getRhs().getType();
  int64_t features = op.getFeatureGroupCount(),
          batches = op.getBatchGroupCount();
  StringRef featureName = op.getFeatureGroupCountAttrName(),
            batchName = op.getBatchGroupCountAttrName();
  for (auto [name, count] :
       {std::pair(featureName, features), std::pair(batchName, batches)})
    if (count < 1)
      return op.emitOpError()
             << name << " is " << count << ", expected at least 1";
  if (features != 1 && batches != 1)
    return op.emitOpError() << "has " << features << " groups of features and "
                            << batches << " of batches, expected one of either";
  int64_t inputs = lhs.getDimSize(numbers.getInputFeatureDimension()),
          seen = rhs.getDimSize(numbers.getKernelInputFeatureDimension()),
          outputs = rhs.getDimSize(numbers.getKernelOutputFeatureDimension());
  if (failed(verifyDivides(op, featureName, features, "the input features",
                           inputs)) ||
      failed(verifyDivides(op, batchName, batches, "the batch",
                           lhs.getDimSize(numbers.getInputBatchDimension()))) ||
      failed(verifyDivides(op, featureName, features, "the output features",
                           outputs)) ||
      failed(verifyDivides(op, batchName, batches, "the output features",
                           outputs)))
    return failure();
  if (!ShapedType::isDynamic(inputs) && !agree(inputs / features, seen))
    return op.emitOpError() << "has " << inputs << " input features of lhs in "
                            << features << " groups, and " << seen << " of rhs";
  return success();
}

LogicalResult ConvolutionOp::verify() {
  ConvDimensionNumbersAttr numbers = getDimensionNumbers();
  RankedTensorType lhs = getLhs().getType(), rhs = getRhs().getType(),
                   result = getResult().getType();
  ArrayRef<int64_t> spatial = numbers.getInputSpatialDimensions();
  if (failed(::verifyDims(*this, "lhs", lhs, numbers.getInputBatchDimension(),
                          numbers.getInputFeatureDimension(), spatial)) ||
      failed(::verifyDims(*this, "rhs", rhs,
                          numbers.getKernelInputFeatureDimension(),
                          numbers.getKernelOutputFeatureDimension(),
                          numbers.getKernelSpatialDimensions())) ||
      failed(::verifyDims(*this, "the result", result,
                          numbers.getOutputBatchDimension(),
                          numbers.getOutputFeatureDimension(),
                          numbers.getOutputSpatialDimensions())))
    return failure();
  SmallVector<int64_t> sizes = windowSizes(*this);
  // A kernel of no elements has no windows that could be checked.
  WindowNumbers window = numbersOf(*this, sizes);
  window.sizes.reset();
  if (failed(verifyWindow(*this, window, getLhsDilationAttrName(),
                          getRhsDilationAttrName())))
    return failure();
  std::optional<ArrayRef<bool>> reversal = getWindowReversal();
  if (reversal && reversal->size() != spatial.size())
    return emitOpError() << "window_reversal has " << reversal->size()
                         << " numbers for a window of rank " << spatial.size();
  if (failed(verifyGroups(*this)) || failed(verifyFactors(*this, lhs, rhs)))
    return failure();
  ArrayAttr precision = getPrecisionConfigAttr();
  if (precision && !precision.empty() && precision.size() != 2)
    return emitOpError() << "has " << precision.size()
                         << " precisions, expected 2";
  SmallVector<int64_t> shape(result.getRank());
  int64_t batch = lhs.getDimSize(numbers.getInputBatchDimension());
  shape[numbers.getOutputBatchDimension()] =
      ShapedType::isDynamic(batch) ? batch
                                   : batch / int64_t(getBatchGroupCount());
  shape[numbers.getOutputFeatureDimension()] =
      rhs.getDimSize(numbers.getKernelOutputFeatureDimension());
  for (auto [from, to, dim] : llvm::zip_equal(
           spatial, numbers.getOutputSpatialDimensions(), getWindow()))
    shape[to] = countWindows(dim, lhs.getDimSize(from));
  return verifyShape(*this, "result", result, shape);
}
