//===- RaiseMoves.cpp - generic ops that only move elements ---------------===//
// A transpose or broadcast under its name folds into the contraction that reads
// it, and a lookup under its name finds the shard that has the element. Tools
// that lower to generic ops drop these names.

#include "RaiseMoves.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Normalize/Movement.h"

using namespace mlir;
using namespace tp;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

//===----------------------------------------------------------------------===//
// Transposes and broadcasts
//===----------------------------------------------------------------------===//

std::optional<Movement> tp::getMovement(AffineMap map) {
  if (!map.isProjectedPermutation())
    return std::nullopt;
  Movement movement;
  for (int64_t dim = 0, e = map.getNumDims(); dim != e; ++dim) {
    std::optional<unsigned> from =
        map.getResultPosition(getAffineDimExpr(dim, map.getContext()));
    if (from)
      movement.permutation.push_back(*from);
    else
      movement.repeated.push_back(dim);
  }
  return movement;
}

/// The input whose elements `op` yields as they are.
static OpOperand *getYieldedInput(linalg::GenericOp op) {
  auto argument =
      dyn_cast<BlockArgument>(op.getBody()->getTerminator()->getOperand(0));
  if (op->getNumResults() != 1 || !argument ||
      argument.getOwner() != op.getBody() ||
      argument.getArgNumber() >= op.getNumDpsInputs())
    return nullptr;
  return op.getMatchingOpOperand(argument);
}

static Value createEmpty(ImplicitLocOpBuilder &b, RankedTensorType type) {
  return tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
}

/// `input` without its dimensions of extent 1 at which `map` reads element 0.
static Value dropConstantDims(ImplicitLocOpBuilder &b, Value input,
                              AffineMap &map) {
  RankedTensorType type = typeOf(input);
  SmallVector<int64_t> shape;
  SmallVector<AffineExpr> kept;
  for (auto [extent, expr] : llvm::zip_equal(type.getShape(), map.getResults()))
    if (extent != 1 || expr != getAffineConstantExpr(0, map.getContext())) {
      shape.push_back(extent);
      kept.push_back(expr);
    }
  if (kept.size() == map.getNumResults())
    return input;
  map = AffineMap::get(map.getNumDims(), 0, kept, map.getContext());
  SmallVector<OpFoldResult> zeros(type.getRank(), b.getIndexAttr(0)),
      ones(type.getRank(), b.getIndexAttr(1));
  return tensor::ExtractSliceOp::create(
      b, type.clone(shape), input, zeros,
      getAsIndexOpFoldResult(b.getContext(), type.getShape()), ones);
}

bool tp::raiseMove(linalg::LinalgOp structured) {
  auto op = dyn_cast<linalg::GenericOp>(structured.getOperation());
  if (!op || op.getNumLoops() != op.getNumParallelLoops() ||
      op.getNumDpsInits() != 1 || op.hasDynamicShape() ||
      !op.hasPureTensorSemantics())
    return false;
  OpOperand *input = getYieldedInput(op);
  if (!input || !isa<RankedTensorType>(input->get().getType()) ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
    return false;
  ImplicitLocOpBuilder b(op.getLoc(), op);
  AffineMap map = op.getMatchingIndexingMap(input);
  Value value = dropConstantDims(b, input->get(), map);
  std::optional<Movement> movement = getMovement(map);
  if (!movement) {
    if (value != input->get())
      value.getDefiningOp()->erase();
    return false;
  }
  if (!llvm::is_sorted(movement->permutation)) {
    SmallVector<int64_t> shape =
        llvm::map_to_vector(movement->permutation, [&](int64_t from) {
          return typeOf(value).getDimSize(from);
        });
    Value init = createEmpty(b, typeOf(value).clone(shape));
    value = linalg::TransposeOp::create(b, value, init, movement->permutation)
                ->getResult(0);
  }
  if (!movement->repeated.empty())
    value = linalg::BroadcastOp::create(b, value,
                                        createEmpty(b, typeOf(op.getResult(0))),
                                        movement->repeated)
                ->getResult(0);
  op.getResult(0).replaceAllUsesWith(value);
  op.erase();
  return true;
}

//===----------------------------------------------------------------------===//
// Lookups
//===----------------------------------------------------------------------===//

namespace {
/// What a body reads of a tensor: by loops, and by positions that inputs hold.
class Lookup {
public:
  explicit Lookup(linalg::GenericOp op) : op(op) {}

  /// Whether the body is a lookup that a gather does.
  bool match() {
    extract = op.getBody()
                  ->getTerminator()
                  ->getOperand(0)
                  .getDefiningOp<tensor::ExtractOp>();
    if (!extract ||
        op->isAncestor(extract.getTensor().getParentBlock()->getParentOp()))
      return false;
    for (auto [dim, index] : llvm::enumerate(extract.getIndices()))
      if (!matchIndex(dim, index))
        return false;
    return !starts.empty() && coversLoops();
  }

  Value build();

private:
  bool matchIndex(int64_t dim, Value index);
  bool coversLoops();
  bool isBatch(int64_t loop) const { return positions.isFunctionOfDim(loop); }

  linalg::GenericOp op;
  tensor::ExtractOp extract;
  AffineMap positions;           ///< Of all inputs of positions.
  SmallVector<Value> starts;     ///< Inputs of positions.
  SmallVector<int64_t> lookedUp; ///< Dimensions that they are of.
  SmallVector<std::pair<int64_t, int64_t>> byLoop; ///< Dimension and loop.
};
} // namespace

bool Lookup::matchIndex(int64_t dim, Value index) {
  if (auto position = index.getDefiningOp<linalg::IndexOp>()) {
    byLoop.push_back({dim, int64_t(position.getDim())});
    return extract.getTensor().getType().getDimSize(dim) ==
           op.getStaticLoopRanges()[position.getDim()];
  }
  if (auto cast = index.getDefiningOp<arith::IndexCastOp>())
    index = cast.getIn();
  auto argument = dyn_cast<BlockArgument>(index);
  if (!argument || argument.getOwner() != op.getBody() ||
      argument.getArgNumber() >= op.getNumDpsInputs())
    return false;
  OpOperand *input = op.getMatchingOpOperand(argument);
  AffineMap map = op.getMatchingIndexingMap(input);
  if (!isa<RankedTensorType>(input->get().getType()) ||
      (positions && map != positions) ||
      (!starts.empty() && starts[0].getType() != input->get().getType()))
    return false;
  std::optional<Movement> movement = getMovement(map);
  if (!movement || !llvm::is_sorted(movement->permutation))
    return false;
  positions = map;
  starts.push_back(input->get());
  lookedUp.push_back(dim);
  return true;
}

/// Whether each loop is a dimension of the positions or reads one dimension
/// whole, in order.
bool Lookup::coversLoops() {
  SmallVector<int64_t> windows;
  llvm::SmallBitVector used(op.getNumLoops());
  for (auto [dim, loop] : byLoop) {
    if (used.test(loop))
      return false;
    used.set(loop);
    if (!isBatch(loop))
      windows.push_back(loop);
  }
  return llvm::is_sorted(windows) &&
         windows.size() + positions.getNumResults() == op.getNumLoops();
}

Value Lookup::build() {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  int64_t vectorDim = positions.getNumResults();
  Value indices = starts.front();
  if (starts.size() > 1) {
    RankedTensorType type = typeOf(indices);
    SmallVector<int64_t> shape(type.getShape());
    shape.push_back(1);
    SmallVector<ReassociationIndices> groups;
    for (int64_t dim = 0; dim != vectorDim; ++dim)
      groups.push_back({dim});
    if (vectorDim != 0)
      groups.back().push_back(vectorDim);
    SmallVector<Value> parts;
    for (Value start : starts)
      parts.push_back(
          tensor::ExpandShapeOp::create(b, type.clone(shape), start, groups));
    indices = tensor::ConcatOp::create(b, vectorDim, parts);
  }
  SmallVector<int64_t> sizes(extract.getTensor().getType().getShape());
  SmallVector<int64_t> offsetDims, inputBatch, indicesBatch;
  for (int64_t dim : lookedUp)
    sizes[dim] = 1;
  for (auto [dim, loop] : byLoop) {
    if (!isBatch(loop)) {
      offsetDims.push_back(loop);
      continue;
    }
    sizes[dim] = 1;
    inputBatch.push_back(dim);
    indicesBatch.push_back(
        *positions.getResultPosition(b.getAffineDimExpr(loop)));
  }
  return tensor_ext::GatherOp::create(
      b, typeOf(op.getResult(0)), extract.getTensor(), indices, offsetDims,
      /*collapsed=*/lookedUp, /*start_index_map=*/lookedUp, vectorDim, sizes,
      inputBatch, indicesBatch);
}

bool tp::raiseLookup(linalg::LinalgOp structured) {
  auto op = dyn_cast<linalg::GenericOp>(structured.getOperation());
  if (!op || op->getNumResults() != 1 || op.hasDynamicShape() ||
      op.getNumLoops() != op.getNumParallelLoops() ||
      !op.hasPureTensorSemantics() ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
    return false;
  Lookup lookup(op);
  if (!lookup.match())
    return false;
  op.getResult(0).replaceAllUsesWith(lookup.build());
  op.erase();
  return true;
}
