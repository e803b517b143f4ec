//===- ComputedSlices.cpp - slices at positions known at run time ---------===//
// Reading is a gather of one slice. Writing asks of each element of the result
// whether it lies in the part that is replaced: so every dimension of the
// tensor may be split, the written ones too, and only the update is whole.

#include "ComputedSlices.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

using namespace mlir;
using namespace tp;
using namespace tp::tensor_ext;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// An elementwise op of one scalar, on every element of `type`.
static Value
createFromScalar(ImplicitLocOpBuilder &b, RankedTensorType type, Value scalar,
                 function_ref<Value(ImplicitLocOpBuilder &, Value)> emit) {
  int64_t rank = type.getRank();
  AffineMap maps[] = {AffineMap::get(rank, 0, b.getContext()),
                      b.getMultiDimIdentityMap(rank)};
  SmallVector<utils::IteratorType> loops(rank, utils::IteratorType::parallel);
  Value init =
      tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
  return linalg::GenericOp::create(
             b, type, scalar, init, maps, loops,
             [&](OpBuilder &nested, Location loc, ValueRange args) {
               ImplicitLocOpBuilder body(loc, nested);
               linalg::YieldOp::create(body, emit(body, args[0]));
             })
      .getResult(0);
}

/// `start` limited to 0..`last`, as a tensor of `shape` of i64.
static Value clampStart(ImplicitLocOpBuilder &b, Value start, int64_t last) {
  auto type = RankedTensorType::get({}, b.getI64Type());
  return createFromScalar(
      b, type, start, [&](ImplicitLocOpBuilder &body, Value x) -> Value {
        Type wide = type.getElementType();
        if (x.getType() != wide)
          x = arith::ExtSIOp::create(body, wide, x);
        Value limit =
            arith::ConstantOp::create(body, body.getI64IntegerAttr(last));
        Value zero = arith::ConstantOp::create(body, body.getI64IntegerAttr(0));
        return arith::MinSIOp::create(
            body, arith::MaxSIOp::create(body, x, zero), limit);
      });
}

/// `position` of `dim` less `start`, in i64.
static Value emitOffset(ImplicitLocOpBuilder &b, int64_t dim, Value start) {
  Value position = arith::IndexCastOp::create(b, b.getI64Type(),
                                              linalg::IndexOp::create(b, dim));
  return arith::SubIOp::create(b, position, start);
}

/// Groups of dimensions of `shape`, one for each that `kept` has and with those
/// of extent 1 that it lacks beside them.
static SmallVector<ReassociationIndices> groupDims(ArrayRef<int64_t> shape,
                                                   ArrayRef<int64_t> kept) {
  SmallVector<ReassociationIndices> groups(kept.size());
  if (kept.empty())
    return groups;
  size_t group = 0;
  for (int64_t dim = 0, rank = shape.size(); dim != rank; ++dim) {
    if (group + 1 < kept.size() && dim >= kept[group + 1])
      ++group;
    groups[group].push_back(dim);
  }
  return groups;
}

static SmallVector<int64_t> shapeOf(RankedTensorType type,
                                    ArrayRef<int64_t> dims) {
  return llvm::map_to_vector(dims,
                             [&](int64_t dim) { return type.getDimSize(dim); });
}

/// `value` without its dimensions of extent 1 that are not in `kept`.
static Value dropDims(ImplicitLocOpBuilder &b, Value value,
                      ArrayRef<int64_t> kept) {
  RankedTensorType type = typeOf(value);
  if (static_cast<int64_t>(kept.size()) == type.getRank())
    return value;
  return tensor::CollapseShapeOp::create(b, type.clone(shapeOf(type, kept)),
                                         value,
                                         groupDims(type.getShape(), kept));
}

/// `value` as `type`, in which it has the dimensions `kept`.
static Value addDims(ImplicitLocOpBuilder &b, Value value,
                     RankedTensorType type, ArrayRef<int64_t> kept) {
  if (static_cast<int64_t>(kept.size()) == type.getRank())
    return value;
  return tensor::ExpandShapeOp::create(b, type, value,
                                       groupDims(type.getShape(), kept));
}

/// Scalars as one vector; one scalar stays what it is.
static Value toIndexVector(ImplicitLocOpBuilder &b, ArrayRef<Value> scalars) {
  if (scalars.size() == 1)
    return scalars.front();
  auto type = RankedTensorType::get({1}, b.getI64Type());
  SmallVector<Value> vectors = llvm::map_to_vector(
      scalars, [&](Value scalar) { return addDims(b, scalar, type, {}); });
  return tensor::ConcatOp::create(b, /*dim=*/0, vectors);
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

Value tp::expandComputedSlice(DynamicSliceOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  RankedTensorType from = typeOf(op.getInput()), to = typeOf(op.getResult());
  if (from == to)
    return op.getInput();
  // What is taken whole starts at 0. One position of a dimension is an element
  // to look up, which a device that has it can do.
  SmallVector<Value> starts;
  SmallVector<int64_t> indexed, collapsed, kept;
  for (auto [dim, size] : llvm::enumerate(to.getShape())) {
    bool isWhole = size == from.getDimSize(dim);
    if (!isWhole) {
      indexed.push_back(dim);
      starts.push_back(
          clampStart(b, op.getStarts()[dim], from.getDimSize(dim) - size));
    }
    if (!isWhole && size == 1)
      collapsed.push_back(dim);
    else
      kept.push_back(dim);
  }
  Value indices = toIndexVector(b, starts);
  auto offsetDims = llvm::to_vector(llvm::seq<int64_t>(0, kept.size()));
  Value slice =
      GatherOp::create(b, to.clone(shapeOf(to, kept)), op.getInput(), indices,
                       offsetDims, collapsed, indexed, /*index_vector_dim=*/0,
                       to.getShape(), ArrayRef<int64_t>{}, ArrayRef<int64_t>{});
  return addDims(b, slice, to, kept);
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

namespace {
/// Builds one dynamic_update_slice.
class UpdateBuilder {
public:
  explicit UpdateBuilder(DynamicUpdateSliceOp op)
      : op(op), b(op.getLoc(), op), type(typeOf(op.getInput())),
        sizes(typeOf(op.getUpdate()).getShape()) {}

  Value build() {
    shift();
    return choose();
  }

private:
  bool isWhole(int64_t dim) const { return sizes[dim] == type.getDimSize(dim); }

  /// Moves the update to where it goes, in every dimension of more than one
  /// position: element p of the result reads element p - start.
  void shift() {
    for (int64_t dim = 0; dim != type.getRank(); ++dim) {
      starts.emplace_back();
      if (!isWhole(dim))
        starts.back() = clampStart(b, op.getStarts()[dim],
                                   type.getDimSize(dim) - sizes[dim]);
      if (isWhole(dim) || sizes[dim] != 1)
        dims.push_back(dim);
    }
    update = dropDims(b, op.getUpdate(), dims);
    for (auto [position, dim] : llvm::enumerate(dims))
      if (!isWhole(dim))
        shiftDim(position, dim);
  }

  void shiftDim(int64_t position, int64_t dim) {
    auto indexType =
        RankedTensorType::get({type.getDimSize(dim)}, b.getI64Type());
    Value indices =
        createFromScalar(b, indexType, starts[dim],
                         [&](ImplicitLocOpBuilder &body, Value start) {
                           return emitOffset(body, 0, start);
                         });
    SmallVector<int64_t> slice(typeOf(update).getShape()), shape(slice);
    slice[position] = 1;
    shape[position] = type.getDimSize(dim);
    SmallVector<int64_t> offsetDims;
    for (int64_t i = 0, e = shape.size(); i != e; ++i)
      if (i != position)
        offsetDims.push_back(i);
    update = GatherOp::create(b, type.clone(shape), update, indices, offsetDims,
                              ArrayRef<int64_t>{position},
                              ArrayRef<int64_t>{position},
                              /*index_vector_dim=*/1, slice,
                              ArrayRef<int64_t>{}, ArrayRef<int64_t>{});
  }

  /// Takes the update where it lies, else the input.
  Value choose() {
    int64_t rank = type.getRank();
    SmallVector<AffineExpr> exprs = llvm::map_to_vector(
        dims, [&](int64_t dim) { return b.getAffineDimExpr(dim); });
    SmallVector<AffineMap> maps = {
        b.getMultiDimIdentityMap(rank),
        AffineMap::get(rank, 0, exprs, b.getContext())};
    SmallVector<Value> inputs = {op.getInput(), update};
    for (int64_t dim = 0; dim != rank; ++dim)
      if (starts[dim]) {
        written.push_back(dim);
        inputs.push_back(starts[dim]);
        maps.push_back(AffineMap::get(rank, 0, b.getContext()));
      }
    maps.push_back(b.getMultiDimIdentityMap(rank));
    Value init =
        tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
    SmallVector<utils::IteratorType> loops(rank, utils::IteratorType::parallel);
    auto emit = [&](OpBuilder &nested, Location loc, ValueRange args) {
      ImplicitLocOpBuilder body(loc, nested);
      linalg::YieldOp::create(body, emitChoice(body, args));
    };
    return linalg::GenericOp::create(b, type, inputs, init, maps, loops, emit)
        .getResult(0);
  }

  Value emitChoice(ImplicitLocOpBuilder &body, ValueRange args) {
    Value inside;
    for (auto [dim, start] : llvm::zip(written, args.drop_front(2))) {
      // Below the start the difference is a large unsigned number.
      Value offset = emitOffset(body, dim, start);
      Value size =
          arith::ConstantOp::create(body, body.getI64IntegerAttr(sizes[dim]));
      Value within =
          arith::CmpIOp::create(body, arith::CmpIPredicate::ult, offset, size);
      inside =
          inside ? Value(arith::AndIOp::create(body, inside, within)) : within;
    }
    return arith::SelectOp::create(body, inside, args[1], args[0]);
  }

  DynamicUpdateSliceOp op;
  ImplicitLocOpBuilder b;
  RankedTensorType type;
  ArrayRef<int64_t> sizes;
  SmallVector<Value> starts; ///< Null for a dimension that is written whole.
  SmallVector<int64_t> dims; ///< The dimension that each one of `update` is.
  SmallVector<int64_t> written;
  Value update;
};
} // namespace

Value tp::expandComputedUpdate(DynamicUpdateSliceOp op) {
  if (op.getUpdate().getType() == op.getInput().getType())
    return op.getUpdate();
  return UpdateBuilder(op).build();
}
