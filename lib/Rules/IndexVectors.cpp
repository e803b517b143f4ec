//===- IndexVectors.cpp - index vectors of lookups on shards --------------===//

#include "IndexVectors.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace tp;

Value tp::mapIndices(OpBuilder &builder, Location loc, Value indices,
                     function_ref<Value(OpBuilder &, Value)> map) {
  auto type = cast<RankedTensorType>(indices.getType());
  Value init = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                       type.getElementType());
  AffineMap same = builder.getMultiDimIdentityMap(type.getRank());
  SmallVector<utils::IteratorType> loops(type.getRank(),
                                         utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      builder, loc, type, indices, init, ArrayRef<AffineMap>{same, same}, loops,
      [&](OpBuilder &b, Location, ValueRange args) {
        linalg::YieldOp::create(b, loc, map(b, args[0]));
      });
  return generic.getResult(0);
}

Value tp::inComponent(OpBuilder &b, Location loc, int64_t component,
                      int64_t size, int64_t vectorDim, Value own, Value other) {
  if (size == 1)
    return own;
  Value at = linalg::IndexOp::create(b, loc, vectorDim);
  Value wanted = arith::ConstantIndexOp::create(b, loc, component);
  Value isOwn =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, at, wanted);
  return arith::SelectOp::create(b, loc, isOwn, own, other);
}
