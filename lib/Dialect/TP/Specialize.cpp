//===- Specialize.cpp - how ops get the shapes of what they are given -----===//

#include "tp/Dialect/TP/Specialize.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace tp;

std::optional<SmallVector<int64_t>> tp::readIntegers(Attribute constant) {
  if (auto integer = dyn_cast<IntegerAttr>(constant))
    return SmallVector<int64_t>{integer.getValue().getSExtValue()};
  auto elements = dyn_cast<DenseIntElementsAttr>(constant);
  constexpr int64_t kMostOfAShape = 64;
  if (!elements || elements.getNumElements() > kMostOfAShape)
    return std::nullopt;
  return llvm::map_to_vector(
      elements.getValues<APInt>(), [](const APInt &element) {
        // A truth is 1.
        return element.getBitWidth() == 1 ? int64_t(element.getZExtValue())
                                          : element.getSExtValue();
      });
}

std::optional<SmallVector<int64_t>> Specializer::getIntegers(Value value) {
  auto entry = known.find(value);
  if (entry != known.end())
    return entry->second;
  Attribute constant;
  return matchPattern(value, m_Constant(&constant)) ? readIntegers(constant)
                                                    : std::nullopt;
}

LogicalResult tp::setShape(OpResult result, ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(result.getType());
  bool fits = type.getRank() == static_cast<int64_t>(shape.size()) &&
              llvm::all_of(llvm::zip(type.getShape(), shape), [](auto dims) {
                auto [declared, extent] = dims;
                return declared == extent || ShapedType::isDynamic(declared) ||
                       ShapedType::isDynamic(extent);
              });
  if (!fits)
    return result.getOwner()->emitOpError()
           << "makes a tensor of type " << type << ", but its operands give "
           << RankedTensorType::get(shape, type.getElementType());
  SmallVector<int64_t> extents(type.getShape());
  for (auto [extent, given] : llvm::zip(extents, shape))
    if (ShapedType::isDynamic(extent))
      extent = given;
  result.setType(RankedTensorType::get(extents, type.getElementType(),
                                       type.getEncoding()));
  return success();
}
