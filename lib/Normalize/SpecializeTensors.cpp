//===- SpecializeTensors.cpp - how tensor's ops get static shapes ---------===//
// Sizes that are known numbers become part of the op, and what it makes follows
// from them.

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"
#include "tp/Dialect/TP/Specialize.h"
#include "tp/Normalize/Specialize.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;

static bool isDynamic(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && !tensor.hasStaticShape();
}

namespace {
/// Rebuilds one op.
class Rebuilder {
public:
  Rebuilder(Operation *op, Specializer &specializer)
      : op(op), specializer(specializer), b(op) {}

  /// The op with static shapes; null when it stays as it is.
  Value rebuild();

private:
  /// `sizes` with what is known as attributes.
  SmallVector<OpFoldResult> fold(ArrayRef<OpFoldResult> sizes) {
    return llvm::map_to_vector(sizes, [&](OpFoldResult size) -> OpFoldResult {
      auto value = dyn_cast<Value>(size);
      auto integers = value ? specializer.getIntegers(value) : std::nullopt;
      return integers ? b.getIndexAttr(integers->front()) : size;
    });
  }

  /// The extents that `sizes` are, open ones included.
  SmallVector<int64_t> extents(ArrayRef<OpFoldResult> sizes) {
    return llvm::map_to_vector(fold(sizes), [](OpFoldResult size) {
      return getConstantIntValue(size).value_or(ShapedType::kDynamic);
    });
  }

  Value rebuildSlice(tensor::ExtractSliceOp slice);
  Value rebuildExpand(tensor::ExpandShapeOp expand);

  Operation *op;
  Specializer &specializer;
  OpBuilder b;
};
} // namespace

Value Rebuilder::rebuildSlice(tensor::ExtractSliceOp slice) {
  SmallVector<OpFoldResult> offsets = fold(slice.getMixedOffsets()),
                            sizes = fold(slice.getMixedSizes()),
                            strides = fold(slice.getMixedStrides());
  SmallVector<int64_t> shape;
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  for (auto [dim, extent] : llvm::enumerate(extents(sizes)))
    if (!dropped.test(dim))
      shape.push_back(extent);
  return tensor::ExtractSliceOp::create(
      b, op->getLoc(), slice.getType().clone(shape), slice.getSource(), offsets,
      sizes, strides);
}

Value Rebuilder::rebuildExpand(tensor::ExpandShapeOp expand) {
  SmallVector<int64_t> shape = extents(expand.getMixedOutputShape());
  // One open extent of a group is what the others leave of the source's.
  for (auto [from, group] : llvm::enumerate(expand.getReassociationIndices())) {
    int64_t product = 1, open = -1;
    for (int64_t dim : group)
      if (ShapedType::isDynamic(shape[dim]))
        open = open == -1 ? dim : -2;
      else
        product *= shape[dim];
    int64_t extent = expand.getSrcType().getDimSize(from);
    if (open >= 0 && product != 0 && !ShapedType::isDynamic(extent))
      shape[open] = extent / product;
  }
  return tensor::ExpandShapeOp::create(
      b, op->getLoc(), expand.getResultType().clone(shape), expand.getSrc(),
      expand.getReassociationIndices());
}

Value Rebuilder::rebuild() {
  Location loc = op->getLoc();
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case([&](tensor::EmptyOp op) {
        return tensor::EmptyOp::create(b, loc, fold(op.getMixedSizes()),
                                       op.getType().getElementType());
      })
      .Case([&](tensor::CastOp op) { return op.getSource(); })
      .Case([&](tensor::ExtractSliceOp op) { return rebuildSlice(op); })
      .Case([&](tensor::InsertSliceOp op) {
        return tensor::InsertSliceOp::create(
            b, loc, op.getSource(), op.getDest(), fold(op.getMixedOffsets()),
            fold(op.getMixedSizes()), fold(op.getMixedStrides()));
      })
      .Case([&](tensor::CollapseShapeOp op) {
        return tensor::CollapseShapeOp::create(b, loc, op.getSrc(),
                                               op.getReassociationIndices());
      })
      .Case([&](tensor::ExpandShapeOp op) { return rebuildExpand(op); })
      .Case([&](tensor::ConcatOp op) {
        return tensor::ConcatOp::create(b, loc, op.getDim(), op.getInputs());
      })
      .Case([&](tensor::PadOp op) {
        SmallVector<OpFoldResult> low = fold(op.getMixedLowPad()),
                                  high = fold(op.getMixedHighPad());
        auto pad = tensor::PadOp::create(b, loc, Type(), op.getSource(), low,
                                         high, op.getNofold());
        pad.getRegion().takeBody(op.getRegion());
        return pad.getResult();
      })
      .Case([&](tensor::GenerateOp op) {
        SmallVector<int64_t> shape(
            cast<RankedTensorType>(op.getType()).getShape());
        SmallVector<Value> open;
        unsigned next = 0;
        for (int64_t &size : shape)
          if (ShapedType::isDynamic(size)) {
            Value value = op.getDynamicExtents()[next++];
            if (auto integers = specializer.getIntegers(value))
              size = integers->front();
            else
              open.push_back(value);
          }
        auto generate = tensor::GenerateOp::create(
            b, loc, cast<RankedTensorType>(op.getType()).clone(shape), open);
        generate.getBody().takeBody(op.getBody());
        return generate.getResult();
      })
      .Case([&](tensor::SplatOp op) {
        SmallVector<int64_t> shape(op.getType().getShape());
        unsigned next = 0;
        for (int64_t &size : shape)
          if (ShapedType::isDynamic(size))
            if (auto integers =
                    specializer.getIntegers(op.getDynamicSizes()[next++]))
              size = integers->front();
        return ShapedType::isDynamicShape(shape)
                   ? Value()
                   : tensor::SplatOp::create(b, loc, op.getInput(),
                                             op.getType().clone(shape))
                         .getResult();
      })
      .Case([&](tensor::ReshapeOp op) {
        auto shape = specializer.getIntegers(op.getShape());
        auto type = cast<ShapedType>(op.getResult().getType());
        return shape ? tensor::ReshapeOp::create(
                           b, loc,
                           RankedTensorType::get(*shape, type.getElementType()),
                           op.getSource(), op.getShape())
                           .getResult()
                     : Value();
      })
      .Default([](Operation *) { return Value(); });
}

/// Numbers of which a shape is made, one after the other.
static void noteElements(tensor::FromElementsOp op, Specializer &specializer) {
  SmallVector<int64_t> integers;
  for (Value element : op.getElements()) {
    auto known = specializer.getIntegers(element);
    if (!known)
      return;
    integers.push_back(known->front());
  }
  specializer.setIntegers(op.getResult(), integers);
}

/// A number of a shape.
static bool foldExtract(tensor::ExtractOp op, Specializer &specializer) {
  auto integers = specializer.getIntegers(op.getTensor());
  if (!integers || op.getTensor().getType().getRank() > 1 ||
      !op.getType().isIntOrIndex())
    return false;
  int64_t at = 0;
  if (!op.getIndices().empty()) {
    auto index = specializer.getIntegers(op.getIndices()[0]);
    if (!index || index->front() < 0 ||
        index->front() >= int64_t(integers->size()))
      return false;
    at = index->front();
  }
  OpBuilder b(op);
  op.getResult().replaceAllUsesWith(arith::ConstantOp::create(
      b, op.getLoc(), b.getIntegerAttr(op.getType(), (*integers)[at])));
  op.erase();
  return true;
}

namespace {
struct TensorSpecialize : SpecializeDialectInterface {
  explicit TensorSpecialize(Dialect *dialect)
      : SpecializeDialectInterface(dialect) {}

  LogicalResult specialize(Operation *op,
                           Specializer &specializer) const override {
    if (auto elements = dyn_cast<tensor::FromElementsOp>(op))
      noteElements(elements, specializer);
    if (auto extract = dyn_cast<tensor::ExtractOp>(op))
      return foldExtract(extract, specializer), success();
    bool isOpen =
        llvm::any_of(op->getResultTypes(), ::isDynamic) ||
        (isa<tensor::InsertSliceOp>(op) && op->getNumOperands() > 2) ||
        isa<tensor::CastOp>(op);
    if (!isOpen || llvm::any_of(op->getOperandTypes(), ::isDynamic))
      return success();
    Value value = Rebuilder(op, specializer).rebuild();
    if (!value)
      return success();
    if (failed(
            verifyCompatibleShape(op->getResult(0).getType(), value.getType())))
      return op->emitOpError()
             << "makes a tensor of type " << op->getResult(0).getType()
             << ", but its operands give " << value.getType();
    op->getResult(0).replaceAllUsesWith(value);
    op->erase();
    return success();
  }
};
} // namespace

void tp::registerSpecializers(DialectRegistry &registry) {
  registry.addExtension(
      +[](MLIRContext *context, tensor::TensorDialect *dialect) {
        dialect->addInterfaces<TensorSpecialize>();
      });
}
