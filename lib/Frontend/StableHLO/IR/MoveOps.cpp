//===- MoveOps.cpp - checks of ops that cut and reinterpret tensors -------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

//===----------------------------------------------------------------------===//
// Slices at computed positions
//===----------------------------------------------------------------------===//

/// Checks that a part of `sizes` lies in `type` and has a position in each
/// dimension.
static LogicalResult verifyPart(Operation *op, RankedTensorType type,
                                OperandRange starts, ArrayRef<int64_t> sizes) {
  int64_t rank = type.getRank();
  if (static_cast<int64_t>(starts.size()) != rank ||
      static_cast<int64_t>(sizes.size()) != rank)
    return op->emitOpError()
           << "has " << starts.size() << " start indices and " << sizes.size()
           << " sizes for an operand of rank " << rank;
  for (Value start : starts)
    if (start.getType() != starts.front().getType())
      return op->emitOpError()
             << "has start indices of types " << starts.front().getType()
             << " and " << start.getType();
  for (auto [dim, size] : llvm::enumerate(sizes)) {
    int64_t extent = type.getDimSize(dim);
    if (!ShapedType::isDynamic(size) &&
        (size < 0 || (!ShapedType::isDynamic(extent) && size > extent)))
      return op->emitOpError() << "has size " << size << " in dimension " << dim
                               << " of extent " << extent;
  }
  return success();
}

LogicalResult DynamicSliceOp::verify() {
  if (failed(verifyPart(*this, getOperand().getType(), getStartIndices(),
                        getSliceSizes())))
    return failure();
  return verifyShape(*this, "result", getResult().getType(), getSliceSizes());
}

LogicalResult DynamicUpdateSliceOp::verify() {
  return verifyPart(*this, getOperand().getType(), getStartIndices(),
                    getUpdate().getType().getShape());
}

//===----------------------------------------------------------------------===//
// Padding, reversal, broadcast
//===----------------------------------------------------------------------===//

LogicalResult PadOp::verify() {
  RankedTensorType from = getOperand().getType();
  size_t rank = from.getRank();
  ArrayRef<int64_t> low = getEdgePaddingLow(), high = getEdgePaddingHigh(),
                    interior = getInteriorPadding();
  if (low.size() != rank || high.size() != rank || interior.size() != rank)
    return emitOpError() << "has " << low.size() << " low, " << high.size()
                         << " high and " << interior.size()
                         << " interior paddings for an operand of rank "
                         << rank;
  if (failed(
          verifyShape(*this, "padding value", getPaddingValue().getType(), {})))
    return failure();
  SmallVector<int64_t> shape;
  for (size_t dim = 0; dim != rank; ++dim) {
    int64_t extent = from.getDimSize(dim);
    if (interior[dim] < 0)
      return emitOpError() << "has interior padding " << interior[dim]
                           << " in dimension " << dim
                           << ", expected at least 0";
    if (ShapedType::isDynamic(extent)) {
      shape.push_back(extent);
      continue;
    }
    extent +=
        low[dim] + high[dim] + std::max<int64_t>(extent - 1, 0) * interior[dim];
    if (extent < 0)
      return emitOpError() << "cuts dimension " << dim << " to extent "
                           << extent;
    shape.push_back(extent);
  }
  return verifyShape(*this, "result", getResult().getType(), shape);
}

LogicalResult ReverseOp::verify() {
  return verifyDims(*this, "dims", getDimensions(),
                    getOperand().getType().getRank());
}

LogicalResult BroadcastOp::verify() {
  SmallVector<int64_t> shape(getBroadcastSizes());
  for (int64_t size : shape)
    if (size < 0)
      return emitOpError() << "has size " << size << ", expected at least 0";
  llvm::append_range(shape, getOperand().getType().getShape());
  return verifyShape(*this, "result", getResult().getType(), shape);
}

//===----------------------------------------------------------------------===//
// Bits and extents
//===----------------------------------------------------------------------===//

static int64_t widthOf(Type element) {
  if (auto complex = dyn_cast<ComplexType>(element))
    return 2 * complex.getElementType().getIntOrFloatBitWidth();
  return element.getIntOrFloatBitWidth();
}

LogicalResult BitcastConvertOp::verify() {
  RankedTensorType from = getOperand().getType(), to = getResult().getType();
  if (isa<ComplexType>(from.getElementType()) !=
      isa<ComplexType>(to.getElementType()))
    return emitOpError() << "has element types " << from.getElementType()
                         << " and " << to.getElementType()
                         << ", one of which is complex";
  int64_t fromWidth = widthOf(from.getElementType()),
          toWidth = widthOf(to.getElementType());
  if (fromWidth == toWidth)
    return verifyShape(*this, "result", to, from.getShape());
  bool splits = fromWidth > toWidth;
  int64_t wide = std::max(fromWidth, toWidth),
          narrow = std::min(fromWidth, toWidth);
  if (wide % narrow != 0)
    return emitOpError() << "turns elements of " << fromWidth
                         << " bits into elements of " << toWidth;
  SmallVector<int64_t> parts((splits ? from : to).getShape());
  parts.push_back(wide / narrow);
  return verifyShape(*this, splits ? "result" : "operand", splits ? to : from,
                     parts);
}

LogicalResult GetDimensionSizeOp::verify() {
  int64_t rank = getOperand().getType().getRank();
  if (static_cast<int64_t>(getDimension()) >= rank)
    return emitOpError() << "asks for dimension " << getDimension()
                         << " of a tensor of rank " << rank;
  return verifyShape(*this, "result", getResult().getType(), {});
}

LogicalResult ReducePrecisionOp::verify() {
  if (getExponentBits() < 1 || static_cast<int32_t>(getMantissaBits()) < 0)
    return emitOpError() << "has " << static_cast<int32_t>(getExponentBits())
                         << " bits of exponent and "
                         << static_cast<int32_t>(getMantissaBits())
                         << " of mantissa, expected at least 1 and 0";
  return success();
}
