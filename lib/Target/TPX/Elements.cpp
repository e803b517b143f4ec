//===- Elements.cpp - element types and constants of a file ---------------===//

#include "Elements.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using tprt::fb::DType;

std::optional<DType> tp::toDType(Type type) {
  if (auto integer = dyn_cast<IntegerType>(type)) {
    bool isUnsigned = integer.isUnsigned();
    switch (integer.getWidth()) {
    case 1:
      return DType::i1;
    case 8:
      return isUnsigned ? DType::ui8 : DType::i8;
    case 16:
      return isUnsigned ? DType::ui16 : DType::i16;
    case 32:
      return isUnsigned ? DType::ui32 : DType::i32;
    case 64:
      return isUnsigned ? DType::ui64 : DType::i64;
    }
  }
  if (type.isIndex())
    return DType::i64;
  if (type.isF16())
    return DType::f16;
  if (type.isBF16())
    return DType::bf16;
  if (type.isF32())
    return DType::f32;
  if (type.isF64())
    return DType::f64;
  return std::nullopt;
}

/// Fills `bytes` with repetitions of `element`.
static void fill(MutableArrayRef<char> bytes, ArrayRef<char> element) {
  for (size_t at = 0; at + element.size() <= bytes.size(); at += element.size())
    llvm::copy(element, bytes.begin() + at);
}

LogicalResult tp::copyElements(ElementsAttr content,
                               MutableArrayRef<char> bytes) {
  int64_t count = content.getNumElements();
  if (auto dense = dyn_cast<DenseElementsAttr>(content)) {
    if (dense.getElementType().isInteger(1)) {
      if (int64_t(bytes.size()) != count)
        return failure();
      llvm::transform(dense.getValues<bool>(), bytes.begin(),
                      [](bool bit) { return char(bit); });
      return success();
    }
    ArrayRef<char> raw = dense.getRawData();
    size_t copies = dense.isSplat() ? count : 1;
    if (raw.size() * copies != bytes.size())
      return failure();
    fill(bytes, raw);
    return success();
  }
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(content)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    if (!blob || blob->getData().size() != bytes.size())
      return failure();
    llvm::copy(blob->getData(), bytes.begin());
    return success();
  }
  return failure();
}
