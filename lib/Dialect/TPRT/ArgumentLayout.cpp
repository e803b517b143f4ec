//===- ArgumentLayout.cpp - how callers see arguments and results ---------===//

#include "tp/Dialect/TPRT/ArgumentLayout.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace tp::tprt;
using tp::Coordinate;

DictionaryAttr tp::tprt::toAttribute(const ArgumentLayout &layout) {
  Builder builder(layout.type.getContext());
  SmallVector<Attribute> split;
  for (const auto &dimension : layout.split) {
    SmallVector<int64_t> factors;
    for (Coordinate factor : dimension)
      factors.append({factor.stride, factor.size});
    split.push_back(builder.getDenseI64ArrayAttr(factors));
  }
  return builder.getDictionaryAttr(
      {builder.getNamedAttr("split", builder.getArrayAttr(split)),
       builder.getNamedAttr("type", TypeAttr::get(layout.type))});
}

std::optional<ArgumentLayout> tp::tprt::toArgumentLayout(Attribute attribute) {
  auto dictionary = dyn_cast_or_null<DictionaryAttr>(attribute);
  if (!dictionary)
    return std::nullopt;
  auto type = dictionary.getAs<TypeAttr>("type");
  auto split = dictionary.getAs<ArrayAttr>("split");
  ArgumentLayout layout;
  if (!type || !split ||
      !(layout.type = dyn_cast<RankedTensorType>(type.getValue())) ||
      !layout.type.hasStaticShape() ||
      layout.type.getRank() != int64_t(split.size()))
    return std::nullopt;
  for (Attribute dimension : split) {
    auto factors = dyn_cast<DenseI64ArrayAttr>(dimension);
    if (!factors || factors.size() % 2 != 0 ||
        llvm::any_of(factors.asArrayRef(), [](int64_t f) { return f < 1; }))
      return std::nullopt;
    layout.split.emplace_back();
    for (int64_t i = 0; i < factors.size(); i += 2)
      layout.split.back().push_back({factors[i], factors[i + 1]});
  }
  return layout;
}

ArrayAttr tp::tprt::toAttribute(MLIRContext *context, const Mesh &mesh) {
  Builder builder(context);
  SmallVector<Attribute> axes;
  for (const MeshAxis &axis : mesh.axes)
    axes.push_back(builder.getDictionaryAttr(
        {builder.getNamedAttr("name", builder.getStringAttr(axis.name)),
         builder.getNamedAttr("size", builder.getI64IntegerAttr(axis.size))}));
  return builder.getArrayAttr(axes);
}

std::optional<tp::Mesh> tp::tprt::toMesh(Attribute attribute) {
  auto axes = dyn_cast_or_null<ArrayAttr>(attribute);
  if (!axes)
    return std::nullopt;
  Mesh mesh;
  for (Attribute axis : axes) {
    auto dictionary = dyn_cast<DictionaryAttr>(axis);
    auto name = dictionary ? dictionary.getAs<StringAttr>("name") : nullptr;
    auto size = dictionary ? dictionary.getAs<IntegerAttr>("size") : nullptr;
    if (!name || !size || size.getInt() < 1)
      return std::nullopt;
    mesh.axes.push_back({name.str(), size.getInt()});
  }
  return mesh;
}

std::optional<uint64_t> tp::tprt::elementBytes(Type elementType) {
  if (auto complex = dyn_cast<ComplexType>(elementType)) {
    std::optional<uint64_t> part = elementBytes(complex.getElementType());
    return part ? std::optional(2 * *part) : std::nullopt;
  }
  if (elementType.isIndex())
    return 8;
  if (!elementType.isIntOrFloat())
    return std::nullopt;
  unsigned bits = elementType.getIntOrFloatBitWidth();
  if (bits == 1)
    return 1;
  return bits % 8 == 0 ? std::optional<uint64_t>(bits / 8) : std::nullopt;
}

std::optional<uint64_t> tp::tprt::bufferBytes(ShapedType type) {
  std::optional<uint64_t> element = elementBytes(type.getElementType());
  if (!element || !type.hasStaticShape())
    return std::nullopt;
  return *element * type.getNumElements();
}
