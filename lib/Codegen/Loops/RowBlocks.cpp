//===- RowBlocks.cpp - the part of each value that one block works on -----===//

#include "RowBlocks.h"
#include "mlir/IR/BuiltinTypes.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

const GridDim *RowBlocks::gridDim(int factor) const {
  const GridDim *found = llvm::find_if(
      grid, [&](const GridDim &dim) { return dim.factor == factor; });
  return found == grid.end() ? nullptr : found;
}

SmallVector<int64_t> RowBlocks::blockShape(Value value) const {
  SmallVector<int64_t> shape(
      cast<RankedTensorType>(value.getType()).getShape());
  for (auto [dim, extent] : llvm::enumerate(shape))
    if (const GridDim *row = gridDim(domain.factor(value, dim)))
      extent = row->block;
  return shape;
}

int64_t RowBlocks::blockBytes(Value value) const {
  int64_t bytes =
      storageBytes(cast<RankedTensorType>(value.getType()).getElementType());
  for (int64_t extent : blockShape(value))
    bytes *= extent;
  return bytes;
}

Type tp::loops::storageType(Type elementType) {
  MLIRContext *context = elementType.getContext();
  if (elementType.isInteger(1))
    return IntegerType::get(context, 8);
  if (elementType.isBF16())
    return IntegerType::get(context, 16);
  return elementType.isIndex() ? IntegerType::get(context, 64) : elementType;
}

int64_t tp::loops::storageBytes(Type elementType) {
  return (storageType(elementType).getIntOrFloatBitWidth() + 7) / 8;
}
