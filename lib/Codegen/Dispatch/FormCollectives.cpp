//===- FormCollectives.cpp - collectives over flat buffers ----------------===//
// The runtime's collectives know no dimensions: what a group's ranks send and
// receive are equal chunks, one behind the other. So the split dimension is
// moved to the front before, and from the front behind.

#include "Dispatch.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;

namespace {

class CollectiveFormer {
public:
  explicit CollectiveFormer(MLIRContext *context) : rewriter(context) {}

  LogicalResult form(Operation *op) {
    rewriter.setInsertionPoint(op);
    loc = op->getLoc();
    return TypeSwitch<Operation *, LogicalResult>(op)
        .Case([&](AllReduceOp op) { return replace(op, allReduce(op)); })
        .Case([&](AllGatherOp op) { return replace(op, allGather(op)); })
        .Case(
            [&](ReduceScatterOp op) { return replace(op, reduceScatter(op)); })
        .Case([&](AllToAllOp op) { return replace(op, allToAll(op)); })
        .Case([&](PermuteOp op) { return replace(op, permute(op)); })
        .Case([&](AllSliceOp op) { return replace(op, allSlice(op)); })
        .Case([&](AxisIndexOp op) { return replace(op, axisIndex(op)); })
        .Default([](Operation *) { return success(); });
  }

private:
  LogicalResult replace(Operation *op, Value value) {
    rewriter.replaceOp(op, value);
    return success();
  }

  using Shape = SmallVector<int64_t>;
  static Shape shapeOf(Value value) {
    return Shape(cast<RankedTensorType>(value.getType()).getShape());
  }
  static Type elementOf(Value value) {
    return cast<RankedTensorType>(value.getType()).getElementType();
  }

  //===--------------------------------------------------------------------===//
  // Views and transposes
  //===--------------------------------------------------------------------===//

  /// The same memory in another shape.
  Value view(Value value, ArrayRef<int64_t> shape) {
    auto type = cast<RankedTensorType>(value.getType());
    if (type.getShape() == shape)
      return value;
    int64_t rank = type.getRank(), newRank = shape.size();
    auto all = [](int64_t rank) {
      SmallVector<ReassociationIndices> groups;
      if (rank > 0)
        groups.push_back(llvm::to_vector<2>(llvm::seq<int64_t>(0, rank)));
      return groups;
    };
    auto flat =
        RankedTensorType::get({type.getNumElements()}, type.getElementType());
    if (rank == 0)
      return tensor::ExpandShapeOp::create(rewriter, loc, type.clone(shape),
                                           value,
                                           ArrayRef<ReassociationIndices>());
    if (rank > 1)
      value = tensor::CollapseShapeOp::create(rewriter, loc, flat, value,
                                              all(rank));
    if (newRank == 0)
      return tensor::CollapseShapeOp::create(rewriter, loc, type.clone(shape),
                                             value,
                                             ArrayRef<ReassociationIndices>());
    if (newRank > 1)
      value = tensor::ExpandShapeOp::create(rewriter, loc, type.clone(shape),
                                            value, all(newRank));
    return value;
  }

  /// Moves a dimension; a view where it only passes dimensions of extent 1.
  Value move(Value value, int64_t from, int64_t to) {
    Shape shape = shapeOf(value);
    SmallVector<int64_t> order;
    for (int64_t dim = 0; dim < int64_t(shape.size()); ++dim)
      if (dim != from)
        order.push_back(dim);
    order.insert(order.begin() + to, from);
    Shape moved =
        llvm::map_to_vector(order, [&](int64_t dim) { return shape[dim]; });
    int64_t passed = 1;
    for (int64_t dim = std::min(from, to); dim <= std::max(from, to); ++dim)
      if (dim != from)
        passed *= shape[dim];
    if (passed == 1 || shape[from] == 1)
      return view(value, moved);
    return linalg::TransposeOp::create(rewriter, loc, value,
                                       empty(moved, elementOf(value)), order)
        ->getResult(0);
  }

  /// Splits a dimension into `parts` and what is left.
  Value split(Value value, int64_t dim, int64_t parts) {
    Shape shape = shapeOf(value);
    shape[dim] /= parts;
    shape.insert(shape.begin() + dim, parts);
    SmallVector<ReassociationIndices> groups;
    for (int64_t i = 0; i < int64_t(shape.size()); ++i)
      if (i == dim + 1)
        groups.back().push_back(i);
      else
        groups.push_back({i});
    return tensor::ExpandShapeOp::create(
        rewriter, loc, RankedTensorType::get(shape, elementOf(value)), value,
        groups);
  }

  /// Joins a dimension with the one behind it.
  Value join(Value value, int64_t dim) {
    Shape shape = shapeOf(value);
    SmallVector<ReassociationIndices> groups;
    for (int64_t i = 0; i < int64_t(shape.size()); ++i)
      if (i == dim + 1)
        groups.back().push_back(i);
      else
        groups.push_back({i});
    shape[dim] *= shape[dim + 1];
    shape.erase(shape.begin() + dim + 1);
    return tensor::CollapseShapeOp::create(
        rewriter, loc, RankedTensorType::get(shape, elementOf(value)), value,
        groups);
  }

  Value empty(ArrayRef<int64_t> shape, Type element) {
    return tensor::EmptyOp::create(rewriter, loc, shape, element);
  }

  //===--------------------------------------------------------------------===//
  // Collectives
  //===--------------------------------------------------------------------===//

  template <typename Op> static DenseIntElementsAttr groupsOf(Op op) {
    MeshAttr mesh = op.getMeshOp().getMesh();
    auto groups = tp::groups(mesh.getValue(), axisValues(mesh, op.getAxes()));
    SmallVector<int64_t> ranks;
    for (auto &group : groups)
      llvm::append_range(ranks, group);
    return DenseIntElementsAttr::get(
        RankedTensorType::get(
            {int64_t(groups.size()), int64_t(groups.front().size())},
            IntegerType::get(op.getContext(), 64)),
        ranks);
  }

  template <typename Op>
  Value communicate(Op op, tprt::CollectiveKind kind, tprt::Reduction reduction,
                    Value from, ArrayRef<int64_t> shape,
                    DenseI64ArrayAttr targets = nullptr) {
    Value outs = empty(shape, elementOf(from));
    auto start = tprt::StartOp::create(
        rewriter, loc, outs.getType(), tprt::TokenType::get(op.getContext()),
        kind, reduction, from, outs, groupsOf(op), targets, op.getReasonAttr());
    return tprt::WaitOp::create(rewriter, loc, outs.getType(), start.getToken(),
                                start.getResult())
        .getResult();
  }

  static tprt::Reduction reduction(ReductionKind kind) {
    switch (kind) {
    case ReductionKind::Sum:
      return tprt::Reduction::Sum;
    case ReductionKind::Max:
      return tprt::Reduction::Max;
    case ReductionKind::Min:
      return tprt::Reduction::Min;
    case ReductionKind::Prod:
      return tprt::Reduction::Prod;
    }
    llvm_unreachable("all kinds handled");
  }

  static Shape inFront(int64_t extent, Shape shape) {
    shape.insert(shape.begin(), extent);
    return shape;
  }

  Value allReduce(AllReduceOp op) {
    if (op.getGroupSize() == 1)
      return op.getInput();
    return communicate(op, tprt::CollectiveKind::AllReduce,
                       reduction(op.getKind()), op.getInput(),
                       shapeOf(op.getInput()));
  }

  Value allGather(AllGatherOp op) {
    int64_t size = op.getGroupSize();
    if (size == 1)
      return op.getInput();
    Value parts =
        communicate(op, tprt::CollectiveKind::AllGather, tprt::Reduction::None,
                    op.getInput(), inFront(size, shapeOf(op.getInput())));
    return join(move(parts, 0, op.getDim()), op.getDim());
  }

  Value reduceScatter(ReduceScatterOp op) {
    int64_t size = op.getGroupSize();
    if (size == 1)
      return op.getInput();
    Value parts = move(split(op.getInput(), op.getDim(), size), op.getDim(), 0);
    return communicate(op, tprt::CollectiveKind::ReduceScatter,
                       reduction(op.getKind()), parts, shapeOf(op.getResult()));
  }

  Value allToAll(AllToAllOp op) {
    int64_t size = op.getGroupSize();
    if (size == 1)
      return op.getInput();
    Value parts =
        move(split(op.getInput(), op.getSplitDim(), size), op.getSplitDim(), 0);
    Value received = communicate(op, tprt::CollectiveKind::AllToAll,
                                 tprt::Reduction::None, parts, shapeOf(parts));
    return join(move(received, 0, op.getConcatDim()), op.getConcatDim());
  }

  Value permute(PermuteOp op) {
    return communicate(op, tprt::CollectiveKind::Permute, tprt::Reduction::None,
                       op.getInput(), shapeOf(op.getInput()),
                       op.getTargetsAttr());
  }

  //===--------------------------------------------------------------------===//
  // Coordinates
  //===--------------------------------------------------------------------===//

  template <typename Op> Value position(Op op) {
    MeshAttr mesh = op.getMeshOp().getMesh();
    Value result;
    for (const Axis &axis : axisValues(mesh, op.getAxes())) {
      Coordinate c = coordinate(mesh.getValue(), axis);
      if (c.size == 1)
        continue;
      Value index =
          tprt::CoordinateOp::create(rewriter, loc, rewriter.getIndexType(),
                                     rewriter.getI64IntegerAttr(c.stride),
                                     rewriter.getI64IntegerAttr(c.size));
      if (result) {
        Value size = arith::ConstantIndexOp::create(rewriter, loc, c.size);
        result = arith::MulIOp::create(rewriter, loc, result, size);
        index = arith::AddIOp::create(rewriter, loc, result, index);
      }
      result = index;
    }
    if (!result)
      result = arith::ConstantIndexOp::create(rewriter, loc, 0);
    return result;
  }

  Value axisIndex(AxisIndexOp op) { return position(op); }

  Value allSlice(AllSliceOp op) {
    if (op.getGroupSize() == 1)
      return op.getInput();
    Shape shape = shapeOf(op.getResult());
    SmallVector<OpFoldResult> offsets(shape.size(), rewriter.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(shape.size(), rewriter.getIndexAttr(1));
    SmallVector<OpFoldResult> sizes =
        getAsIndexOpFoldResult(op.getContext(), shape);
    Value extent =
        arith::ConstantIndexOp::create(rewriter, loc, shape[op.getDim()]);
    offsets[op.getDim()] =
        arith::MulIOp::create(rewriter, loc, position(op), extent).getResult();
    return tensor::ExtractSliceOp::create(rewriter, loc, op.getInput(), offsets,
                                          sizes, strides);
  }

  IRRewriter rewriter;
  Location loc = UnknownLoc::get(rewriter.getContext());
};

} // namespace

LogicalResult tp::formCollectives(func::FuncOp function) {
  CollectiveFormer former(function.getContext());
  for (Operation &op : llvm::make_early_inc_range(function.getBody().front()))
    if (failed(former.form(&op)))
      return failure();
  return success();
}
