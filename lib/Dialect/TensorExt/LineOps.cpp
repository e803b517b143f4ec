//===- LineOps.cpp - checks of ops along one dimension --------------------===//

#include "mlir/IR/Builders.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp::tensor_ext;

LogicalResult TopKOp::verify() {
  auto input = cast<RankedTensorType>(getInput().getType());
  if (input.getRank() == 0)
    return emitOpError() << "has an input of rank 0, expected at least 1";
  int64_t k = getK(), extent = input.getShape().back();
  if (k < 0 || (!ShapedType::isDynamic(extent) && k > extent))
    return emitOpError() << "k is " << k << ", expected 0 to " << extent;
  SmallVector<int64_t> shape(input.getShape());
  shape.back() = k;
  for (Value result : getResults()) {
    auto type = cast<RankedTensorType>(result.getType());
    if (type.getShape() != ArrayRef(shape))
      return emitOpError() << "gives " << type << ", expected "
                           << RankedTensorType::get(shape,
                                                    type.getElementType());
  }
  return success();
}

/// Whether `kind` combines values of `type`.
static bool combines(arith::AtomicRMWKind kind, Type type) {
  using Kind = arith::AtomicRMWKind;
  switch (kind) {
  case Kind::addf:
  case Kind::mulf:
  case Kind::maximumf:
  case Kind::minimumf:
  case Kind::maxnumf:
  case Kind::minnumf:
    return isa<FloatType>(type);
  case Kind::addi:
  case Kind::muli:
  case Kind::maxs:
  case Kind::mins:
  case Kind::maxu:
  case Kind::minu:
  case Kind::andi:
  case Kind::ori:
  case Kind::xori:
    return isa<IntegerType>(type);
  default:
    return false;
  }
}

LogicalResult ScanOp::verify() {
  auto type = cast<RankedTensorType>(getType());
  if (getDimension() < 0 || int64_t(getDimension()) >= type.getRank())
    return emitOpError() << "scans dimension " << getDimension()
                         << " of a tensor of rank " << type.getRank();
  if (!combines(getKind(), type.getElementType()))
    return emitOpError() << "cannot combine " << type.getElementType()
                         << " by '" << arith::stringifyAtomicRMWKind(getKind())
                         << "'";
  return success();
}

LogicalResult SortOp::verify() {
  if (getInputs().empty())
    return emitOpError() << "has no inputs, expected at least 1";
  if (getSorted().size() != getInputs().size())
    return emitOpError() << "has " << getNumResults() << " results for "
                         << getInputs().size() << " inputs, expected "
                         << getInputs().size() + 1;
  auto first = cast<RankedTensorType>(getInputs().front().getType());
  int64_t rank = first.getRank(), dim = getDimension();
  if (dim < 0 || dim >= rank)
    return emitOpError() << "sorts dimension " << dim << " of tensors of rank "
                         << rank;
  for (auto [input, result] : llvm::zip_equal(getInputs(), getSorted())) {
    auto type = cast<RankedTensorType>(input.getType());
    if (type.getShape() != first.getShape())
      return emitOpError() << "sorts " << type << " together with " << first;
    if (result.getType() != type)
      return emitOpError() << "gives " << result.getType() << ", expected "
                           << type;
  }
  auto order = cast<RankedTensorType>(getOrder().getType());
  if (order.getShape() != first.getShape())
    return emitOpError() << "gives the order " << order << ", expected "
                         << first.clone(order.getElementType());
  return success();
}

LogicalResult SortOp::verifyRegions() {
  Block &block = getComparator().front();
  auto end = block.empty() ? nullptr : dyn_cast<YieldOp>(block.back());
  if (!end || end.getNumOperands() != 1 ||
      !end.getOperand(0).getType().isInteger(1))
    return emitOpError() << "has a comparator that does not end in "
                            "'tensor_ext.yield' of one i1";
  if (block.getNumArguments() != 2 * getInputs().size())
    return emitOpError() << "has a comparator of " << block.getNumArguments()
                         << " arguments, expected " << 2 * getInputs().size();
  for (auto [number, argument] : llvm::enumerate(block.getArguments())) {
    Type expected = getElementTypeOrSelf(getInputs()[number / 2]);
    if (argument.getType() != expected)
      return emitOpError() << "has a comparator on " << argument.getType()
                           << " as argument #" << number << ", expected "
                           << expected;
  }
  return success();
}
