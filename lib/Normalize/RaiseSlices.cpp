//===- RaiseSlices.cpp - parts of tensors as others of tensor's ops -------===//
// A part at a computed position is `tensor_ext.dynamic_slice`, whose starts are
// tensors; all that is written into a tensor is
// `tensor_ext.dynamic_update_slice`, but for parts with steps, of which each
// element asks where it comes from.

#include "RaiseSlices.h"
#include "RaiseScalars.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

static SmallVector<ReassociationIndices> noDims() { return {}; }

/// One group of all dimensions.
static SmallVector<ReassociationIndices> allDims(int64_t rank) {
  return {llvm::to_vector_of<int64_t, 2>(llvm::seq<int64_t>(0, rank))};
}

/// `value` with `shape`, in as few and as local reshapes as can be.
static Value reshape(ImplicitLocOpBuilder &b, Value value,
                     RankedTensorType type) {
  RankedTensorType from = typeOf(value);
  if (from == type)
    return value;
  if (from.getRank() != type.getRank())
    if (auto groups = getReassociationIndicesForReshape(from, type)) {
      if (from.getRank() > type.getRank())
        return tensor::CollapseShapeOp::create(b, type, value, *groups);
      return tensor::ExpandShapeOp::create(b, type, value, *groups);
    }
  // Through one line of all elements.
  if (from.getRank() > 1) {
    from = type.clone({type.getNumElements()});
    value = tensor::CollapseShapeOp::create(b, from, value,
                                            allDims(typeOf(value).getRank()));
  }
  if (from == type)
    return value;
  return tensor::ExpandShapeOp::create(
      b, type, value, from.getRank() == 0 ? noDims() : allDims(type.getRank()));
}

//===----------------------------------------------------------------------===//
// Taking and replacing
//===----------------------------------------------------------------------===//

/// Why an op on a part with computed sizes or steps cannot be raised.
static FailureOr<Value> refuseComputed(Operation *op, StringRef what) {
  emitUnsupported(op) << "has " << what << " that are not constant";
  return failure();
}

static Value raiseExtractSlice(tensor::ExtractSliceOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  RankedTensorType from = op.getSourceType();
  FailureOr<SmallVector<Value>> starts = createStarts(b, op.getMixedOffsets());
  if (failed(starts))
    return {};
  // From the first element to the last one that is taken.
  SmallVector<int64_t> span;
  for (auto [size, step] :
       llvm::zip_equal(op.getStaticSizes(), op.getStaticStrides()))
    span.push_back(size == 0 ? 0 : (size - 1) * step + 1);
  Value part = tensor_ext::DynamicSliceOp::create(b, from.clone(span),
                                                  op.getSource(), *starts);
  SmallVector<OpFoldResult> zeros(span.size(), b.getIndexAttr(0));
  return tensor::ExtractSliceOp::create(
      b, op.getType(), part, zeros, op.getMixedSizes(), op.getMixedStrides());
}

/// Each element of the result that lies on a step of the part is the source's.
static Value insertWithSteps(ImplicitLocOpBuilder &b, Value source, Value dest,
                             ArrayRef<int64_t> offsets,
                             ArrayRef<int64_t> steps) {
  RankedTensorType type = typeOf(dest), part = typeOf(source);
  int64_t rank = type.getRank();
  AffineMap map = b.getMultiDimIdentityMap(rank);
  SmallVector<utils::IteratorType> loops(rank, utils::IteratorType::parallel);
  Value init =
      tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
  auto emit = [&](OpBuilder &nested, Location loc, ValueRange args) {
    ImplicitLocOpBuilder body(loc, nested);
    auto number = [&](int64_t value) -> Value {
      return arith::ConstantIndexOp::create(body, value);
    };
    SmallVector<Value> at;
    Value inside = arith::ConstantOp::create(body, body.getBoolAttr(true));
    auto require = [&](arith::CmpIPredicate predicate, Value a, Value c) {
      inside = arith::AndIOp::create(
          body, inside, arith::CmpIOp::create(body, predicate, a, c));
    };
    for (int64_t dim = 0; dim != rank; ++dim) {
      Value position = arith::SubIOp::create(
          body, linalg::IndexOp::create(body, dim), number(offsets[dim]));
      Value last = number(part.getDimSize(dim) - 1);
      require(arith::CmpIPredicate::sge, position, number(0));
      require(arith::CmpIPredicate::eq,
              arith::RemSIOp::create(body, position, number(steps[dim])),
              number(0));
      Value step = arith::DivSIOp::create(body, position, number(steps[dim]));
      require(arith::CmpIPredicate::sle, step, last);
      at.push_back(arith::MaxSIOp::create(
          body, arith::MinSIOp::create(body, step, last), number(0)));
    }
    Value element = tensor::ExtractOp::create(body, source, at);
    linalg::YieldOp::create(
        body,
        arith::SelectOp::create(body, inside, element, args[0]).getResult());
  };
  return linalg::GenericOp::create(b, type, dest, init,
                                   ArrayRef<AffineMap>{map, map}, loops, emit)
      .getResult(0);
}

static FailureOr<Value> raiseInsertSlice(tensor::InsertSliceOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  Value source =
      reshape(b, op.getSource(), op.getDestType().clone(op.getStaticSizes()));
  if (source.getType() == op.getDestType() && op.hasUnitStride())
    return source;
  if (typeOf(source).getNumElements() == 0)
    return op.getDest();
  if (!op.hasUnitStride()) {
    if (llvm::any_of(op.getStaticOffsets(), ShapedType::isDynamic))
      return refuseComputed(op, "steps and offsets");
    return insertWithSteps(b, source, op.getDest(), op.getStaticOffsets(),
                           op.getStaticStrides());
  }
  FailureOr<SmallVector<Value>> starts = createStarts(b, op.getMixedOffsets());
  if (failed(starts))
    return Value();
  return tensor_ext::DynamicUpdateSliceOp::create(b, op.getDestType(), source,
                                                  op.getDest(), *starts)
      .getResult();
}

static Value raiseInsert(tensor::InsertOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  RankedTensorType type = op.getDest().getType();
  Value element = getScalarTensor(b, op.getScalar());
  FailureOr<SmallVector<Value>> starts =
      createStarts(b, getAsOpFoldResult(op.getIndices()));
  if (!element || failed(starts))
    return {};
  Value part =
      reshape(b, element, type.clone(SmallVector<int64_t>(type.getRank(), 1)));
  return tensor_ext::DynamicUpdateSliceOp::create(b, type, part, op.getDest(),
                                                  *starts);
}

//===----------------------------------------------------------------------===//
// Looking up
//===----------------------------------------------------------------------===//

/// The sizes of windows of `shape` that have one element in each of `dims`.
static SmallVector<int64_t> windowSizes(ArrayRef<int64_t> shape,
                                        ArrayRef<int64_t> dims) {
  SmallVector<int64_t> sizes(shape);
  for (int64_t dim : dims)
    sizes[dim] = 1;
  return sizes;
}

/// Dimensions of `slices` that are no dimensions of `indices` but its vectors.
static SmallVector<int64_t> windowDims(Value slices, Value indices) {
  return llvm::to_vector(llvm::seq<int64_t>(typeOf(indices).getRank() - 1,
                                            typeOf(slices).getRank()));
}

static Value raiseGather(tensor::GatherOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  RankedTensorType from = op.getSourceType();
  SmallVector<int64_t> offsetDims = windowDims(op.getResult(), op.getIndices());
  bool keeps = static_cast<int64_t>(offsetDims.size()) == from.getRank();
  return tensor_ext::GatherOp::create(
      b, op.getType(), op.getSource(), op.getIndices(), offsetDims,
      keeps ? ArrayRef<int64_t>() : op.getGatherDims(), op.getGatherDims(),
      typeOf(op.getIndices()).getRank() - 1,
      windowSizes(from.getShape(), op.getGatherDims()), ArrayRef<int64_t>{},
      ArrayRef<int64_t>{});
}

static Value raiseScatter(tensor::ScatterOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  RankedTensorType type = op.getDestType();
  SmallVector<int64_t> dims = windowDims(op.getSource(), op.getIndices());
  bool keeps = static_cast<int64_t>(dims.size()) == type.getRank();
  return tensor_ext::ScatterOp::create(
      b, type, arith::AtomicRMWKind::assign, op.getDest(), op.getIndices(),
      op.getSource(), dims, keeps ? ArrayRef<int64_t>() : op.getScatterDims(),
      op.getScatterDims(), typeOf(op.getIndices()).getRank() - 1,
      ArrayRef<int64_t>{}, ArrayRef<int64_t>{});
}

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

static FailureOr<Value> raise(Operation *op) {
  using Result = FailureOr<Value>;
  return TypeSwitch<Operation *, Result>(op)
      .Case([](tensor::ExtractSliceOp op) -> Result {
        if (llvm::any_of(op.getStaticSizes(), ShapedType::isDynamic) ||
            llvm::any_of(op.getStaticStrides(), ShapedType::isDynamic))
          return refuseComputed(op, "sizes or steps");
        if (op->getNumOperands() == 1)
          return Value();
        return raiseExtractSlice(op);
      })
      .Case([](tensor::InsertSliceOp op) -> Result {
        if (llvm::any_of(op.getStaticSizes(), ShapedType::isDynamic) ||
            llvm::any_of(op.getStaticStrides(), ShapedType::isDynamic))
          return refuseComputed(op, "sizes or steps");
        return raiseInsertSlice(op);
      })
      .Case([](tensor::InsertOp op) -> Result { return raiseInsert(op); })
      .Case([](tensor::GatherOp op) -> Result { return raiseGather(op); })
      .Case([](tensor::ScatterOp op) -> Result { return raiseScatter(op); })
      .Case([](tensor::ReshapeOp op) -> Result {
        ImplicitLocOpBuilder b(op.getLoc(), op);
        return reshape(b, op.getSource(), typeOf(op.getResult()));
      })
      .Case([](tensor::CastOp op) -> Result {
        return op.getType() == op.getSource().getType() ? op.getSource()
                                                        : Value();
      })
      .Case([](tensor::BitcastOp op) -> Result {
        ImplicitLocOpBuilder b(op.getLoc(), op);
        return arith::BitcastOp::create(b, op.getType(), op.getSource())
            .getResult();
      })
      .Default([](Operation *) -> Result { return Value(); });
}

FailureOr<bool> tp::raiseSlices(Operation *op) {
  // What has no static shape is refused as it is.
  if (!llvm::all_of(
          llvm::concat<const Type>(llvm::to_vector(op->getOperandTypes()),
                                   llvm::to_vector(op->getResultTypes())),
          [](Type type) {
            auto shaped = dyn_cast<ShapedType>(type);
            return !shaped || shaped.hasStaticShape();
          }))
    return false;
  FailureOr<Value> value = raise(op);
  if (failed(value))
    return failure();
  if (!*value)
    return false;
  op->getResult(0).replaceAllUsesWith(*value);
  op->erase();
  return true;
}
