//===- KernelTiles.cpp - how a kernel's results are cut into tiles --------===//
// A tile is small enough for its temporaries to stay in the first-level cache.
// Cutting a result dimension that a reduction inside the kernel does not have
// would make every tile compute that reduction again; such dimensions stay
// whole. Which dimension of a value a cut reaches is followed from the results
// backwards, through indexing maps.

#include "KernelTiles.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace tp;

/// Elements of work in a tile: 16 KiB of f32.
static constexpr int64_t targetWork = 4096;

int64_t KernelTiles::count() const {
  int64_t count = 1;
  for (auto [extent, size] : llvm::zip_equal(extents, sizes))
    count *= extent / size;
  return count;
}

SmallVector<int64_t> tp::chooseTileSizes(ArrayRef<int64_t> extents,
                                         int64_t inner, int64_t target) {
  SmallVector<int64_t> sizes(extents.size(), 1);
  int64_t room = std::max<int64_t>(target / std::max<int64_t>(inner, 1), 1);
  for (int64_t d = extents.size() - 1; d >= 0 && room > 1; --d) {
    // The largest divisor that fits.
    int64_t size = std::min(room, std::max<int64_t>(extents[d], 1));
    while (extents[d] % size != 0)
      --size;
    sizes[d] = size;
    if (size != extents[d])
      break;
    room /= size;
  }
  return sizes;
}

SmallVector<int64_t> tp::withoutUnits(ArrayRef<int64_t> dims,
                                      ArrayRef<int64_t> shape) {
  return llvm::to_vector(
      llvm::make_filter_range(dims, [&](int64_t d) { return shape[d] != 1; }));
}

namespace {
/// For each dimension of a value, the dimension of the results that a cut
/// reaches it by; -1 where none does.
using Labels = SmallVector<int64_t>;

/// Follows the dimensions of a kernel's results backwards.
class LabelFlow {
public:
  explicit LabelFlow(func::FuncOp kernel) {
    auto yield = cast<func::ReturnOp>(kernel.front().getTerminator());
    for (Value result : yield.getOperands()) {
      int64_t rank = cast<RankedTensorType>(result.getType()).getRank();
      demand(result, llvm::to_vector(llvm::seq<int64_t>(0, rank)));
    }
    for (Operation &op : llvm::reverse(kernel.front().without_terminator()))
      visit(op);
  }

  /// Result dimensions that may be cut: a prefix of this length.
  int64_t limit = INT64_MAX;

private:
  /// Notes that `value` is needed with `labels`; needs that disagree leave a
  /// dimension without label, as it is then needed whole.
  void demand(Value value, ArrayRef<int64_t> labels) {
    auto [entry, isNew] = known.try_emplace(value, labels);
    if (isNew)
      return;
    for (auto [have, label] : llvm::zip_equal(entry->second, labels))
      if (have != label)
        have = -1;
  }

  void visit(Operation &op) {
    if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
      return visitLinalg(linalgOp);
    if (op.getNumResults() != 1 || !known.contains(op.getResult(0)))
      return;
    const Labels labels = known.lookup(op.getResult(0));
    if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
      return visitSlice(slice, labels);
    if (auto concat = dyn_cast<tensor::ConcatOp>(op)) {
      forbid(labels[concat.getDim()]);
      for (Value input : concat.getInputs())
        demand(input, labels);
      return;
    }
    if (isa<tensor::PadOp>(op))
      return demand(op.getOperand(0), labels);
    if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op)) {
      // Only the major part of a dimension can be cut.
      Labels source;
      ArrayRef<int64_t> shape = expand.getResultType().getShape();
      for (ArrayRef<int64_t> group : expand.getReassociationIndices()) {
        SmallVector<int64_t> parts = withoutUnits(group, shape);
        source.push_back(parts.empty() ? -1 : labels[parts.front()]);
        for (int64_t minor : ArrayRef(parts).drop_front(!parts.empty()))
          forbid(labels[minor]);
      }
      return demand(expand.getSrc(), source);
    }
    if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op)) {
      // A cut of a joined dimension need not fall between its major parts.
      Labels source(collapse.getSrcType().getRank(), -1);
      ArrayRef<int64_t> shape = collapse.getSrcType().getShape();
      for (auto [dim, group] :
           llvm::enumerate(collapse.getReassociationIndices())) {
        SmallVector<int64_t> parts = withoutUnits(group, shape);
        if (parts.size() == 1)
          source[parts.front()] = labels[dim];
        else
          forbid(labels[dim]);
      }
      return demand(collapse.getSrc(), source);
    }
  }

  void visitLinalg(linalg::LinalgOp op) {
    // Iteration dimensions by label.
    Labels loops(op.getNumLoops(), -1);
    bool needed = false;
    for (OpResult result : op->getResults()) {
      auto found = known.find(result);
      if (found == known.end())
        continue;
      needed = true;
      AffineMap map = op.getIndexingMapMatchingResult(result);
      for (auto [expr, label] :
           llvm::zip_equal(map.getResults(), found->second))
        if (auto dim = dyn_cast<AffineDimExpr>(expr))
          loops[dim.getPosition()] = label;
    }
    if (!needed)
      return;
    if (op.getNumReductionLoops() > 0)
      for (int64_t label = 0; label < limit && label < maxRank; ++label)
        if (!llvm::is_contained(loops, label))
          forbid(label);
    for (OpOperand &operand : op->getOpOperands()) {
      if (!isa<RankedTensorType>(operand.get().getType()))
        continue;
      Labels labels;
      for (AffineExpr expr : op.getMatchingIndexingMap(&operand).getResults()) {
        auto dim = dyn_cast<AffineDimExpr>(expr);
        labels.push_back(dim ? loops[dim.getPosition()] : -1);
      }
      demand(operand.get(), labels);
    }
  }

  void visitSlice(tensor::ExtractSliceOp slice, ArrayRef<int64_t> labels) {
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    Labels source;
    unsigned next = 0;
    for (unsigned dim = 0; dim < dropped.size(); ++dim)
      source.push_back(dropped[dim] ? -1 : labels[next++]);
    demand(slice.getSource(), source);
  }

  /// Result dimension `label` and those behind it stay whole.
  void forbid(int64_t label) {
    if (label >= 0)
      limit = std::min(limit, label);
  }

  static constexpr int64_t maxRank = 64;
  DenseMap<Value, Labels> known;
};
} // namespace

/// Elements that the largest loop nest of the kernel visits.
static int64_t kernelWork(func::FuncOp kernel) {
  int64_t work = 1;
  kernel.walk([&](Operation *op) {
    int64_t elements = 1;
    if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
      for (int64_t extent : linalgOp.getStaticLoopRanges())
        elements *= extent;
    } else if (op->getNumResults() == 1) {
      if (auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType()))
        elements = type.getNumElements();
    }
    work = std::max(work, elements);
  });
  return work;
}

KernelTiles tp::chooseKernelTiles(func::FuncOp kernel) {
  int64_t depth = LabelFlow(kernel).limit;
  ArrayRef<Type> results = kernel.getResultTypes();
  ArrayRef<int64_t> first = cast<RankedTensorType>(results[0]).getShape();
  for (Type type : results) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(type).getShape();
    depth = std::min<int64_t>(depth, shape.size());
    int64_t common = 0;
    while (common < depth && shape[common] == first[common])
      ++common;
    depth = common;
  }
  KernelTiles tiles;
  tiles.extents.assign(first.begin(), first.begin() + depth);
  int64_t positions = 1;
  for (int64_t extent : tiles.extents)
    positions *= std::max<int64_t>(extent, 1);
  tiles.sizes = chooseTileSizes(tiles.extents, kernelWork(kernel) / positions,
                                targetWork);
  return tiles;
}
