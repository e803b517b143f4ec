//===- ReshardEdges.cpp - layouts one collective away ---------------------===//
// Every edge only appends levels to a dimension, takes the last ones away or
// renames axes: right by itself, on uneven extents too.

#include "ReshardEdges.h"
#include "ReshardSteps.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace tp;
using Step = ReshardStep;

namespace {
/// Lists the layouts one collective away from a layout.
class Neighbours {
public:
  using Visit = llvm::function_ref<void(Step, Layout)>;

  Neighbours(llvm::ArrayRef<int64_t> shape, const Layout &goal)
      : shape(shape), goal(goal) {
    for (const DimLayout &dim : goal.dims)
      for (const SplitLevel &level : dim)
        wanted.push_back(level.axis);
  }

  void visit(const Layout &from, Visit found) const {
    reduce(from, found);
    for (unsigned dim = 0; dim < shape.size(); ++dim) {
      slice(from, dim, found);
      gather(from, dim, found);
      reorder(from, dim, found);
    }
    exchange(from, found);
  }

private:
  int64_t localExtent(const Layout &layout, unsigned dim) const {
    return layout.dims[dim].empty() ? shape[dim]
                                    : layout.dims[dim].back().chunk;
  }

  /// Appends a level over `axis`: the goal's next one where the levels so far
  /// are the goal's, else one of equal parts.
  SplitLevel append(Layout &layout, unsigned dim, const Axis &axis) const {
    DimLayout &levels = layout.dims[dim];
    llvm::ArrayRef<SplitLevel> target = goal.dims[dim];
    int64_t chunk = llvm::divideCeil(localExtent(layout, dim), axis.size);
    if (levels.size() < target.size() && target[levels.size()].axis == axis &&
        target.take_front(levels.size()) == llvm::ArrayRef(levels))
      chunk = target[levels.size()].chunk;
    levels.push_back({axis, chunk});
    return levels.back();
  }

  bool isWanted(const Axis &axis) const {
    return llvm::is_contained(wanted, axis);
  }

  static bool isUsed(const Layout &layout, const Axis &axis) {
    for (const DimLayout &dim : layout.dims)
      for (const SplitLevel &level : dim)
        if (level.axis == axis)
          return true;
    return llvm::any_of(layout.partial,
                        [&](const PartialAxis &p) { return p.axis == axis; });
  }

  void slice(const Layout &from, unsigned dim, Visit found) const {
    for (const Axis &axis : wanted) {
      if (isUsed(from, axis))
        continue;
      Layout next = from;
      Step step{Step::AllSlice, {axis}};
      step.splitDim = dim;
      step.split = blocksOf(localExtent(from, dim), append(next, dim, axis));
      found(std::move(step), std::move(next));
    }
  }

  /// Takes the last `count` levels of `dim` away.
  Step take(Step::Kind kind, Layout &layout, unsigned dim,
            unsigned count) const {
    DimLayout &levels = layout.dims[dim];
    llvm::SmallVector<SplitLevel> last(llvm::ArrayRef(levels).take_back(count));
    levels.pop_back_n(count);
    Step step{kind, axesOf(last)};
    step.joinDim = dim;
    step.join = blocksOf(localExtent(layout, dim), last);
    return step;
  }

  void gather(const Layout &from, unsigned dim, Visit found) const {
    for (unsigned count = 1; count <= from.dims[dim].size(); ++count) {
      Layout next = from;
      Step step = take(Step::AllGather, next, dim, count);
      found(std::move(step), next);
      toOtherDims(from, dim, count, found);
    }
  }

  /// all_to_all: the last `count` levels of `source` go to another dimension.
  void toOtherDims(const Layout &from, unsigned source, unsigned count,
                   Visit found) const {
    AxisList axes = axesOf(llvm::ArrayRef(from.dims[source]).take_back(count));
    if (!llvm::all_of(axes, [&](const Axis &a) { return isWanted(a); }))
      return;
    for (unsigned dim = 0; dim < shape.size(); ++dim) {
      if (dim == source)
        continue;
      Layout next = from;
      Step step = take(Step::AllToAll, next, source, count);
      llvm::SmallVector<SplitLevel> levels;
      for (const Axis &axis : axes)
        levels.push_back(append(next, dim, axis));
      step.splitDim = dim;
      step.split = blocksOf(localExtent(from, dim), levels);
      found(std::move(step), std::move(next));
    }
  }

  /// The axes still to be reduced.
  llvm::SmallVector<PartialAxis> toReduce(const Layout &from) const {
    llvm::SmallVector<PartialAxis> axes;
    for (const PartialAxis &p : from.partial)
      if (!llvm::is_contained(goal.partial, p))
        axes.push_back(p);
    return axes;
  }

  static void dropPartial(Layout &layout, llvm::ArrayRef<Axis> axes) {
    llvm::erase_if(layout.partial, [&](const PartialAxis &p) {
      return llvm::is_contained(axes, p.axis);
    });
  }

  void reduce(const Layout &from, Visit found) const {
    llvm::SmallVector<PartialAxis> axes = toReduce(from);
    for (auto [i, first] : llvm::enumerate(axes)) {
      // Together with all that combine in the same way, or alone so that the
      // others can be scattered.
      AxisList same;
      for (const PartialAxis &p : llvm::ArrayRef(axes).drop_front(i))
        if (p.kind == first.kind)
          same.push_back(p.axis);
      allReduce(from, same, first.kind, found);
      if (same.size() > 1)
        allReduce(from, {first.axis}, first.kind, found);
      if (!isWanted(first.axis))
        continue;
      for (unsigned dim = 0; dim < shape.size(); ++dim)
        scatter(from, dim, first, found);
    }
  }

  static void allReduce(const Layout &from, const AxisList &axes,
                        Reduction kind, Visit found) {
    Layout next = from;
    dropPartial(next, axes);
    Step step{Step::AllReduce, axes};
    step.reduction = kind;
    found(std::move(step), std::move(next));
  }

  void scatter(const Layout &from, unsigned dim, const PartialAxis &partial,
               Visit found) const {
    Layout next = from;
    dropPartial(next, partial.axis);
    Step step{Step::ReduceScatter, {partial.axis}};
    step.reduction = partial.kind;
    step.splitDim = dim;
    step.split =
        blocksOf(localExtent(from, dim), append(next, dim, partial.axis));
    found(std::move(step), std::move(next));
  }

  /// Two neighbouring levels of one dimension change places. The blocks stay,
  /// so they must follow each other evenly.
  void reorder(const Layout &from, unsigned dim, Visit found) const {
    for (unsigned i = 0; i + 1 < from.dims[dim].size(); ++i) {
      SplitLevel major = from.dims[dim][i], minor = from.dims[dim][i + 1];
      if (major.chunk != minor.axis.size * minor.chunk)
        continue;
      Layout next = from;
      next.dims[dim][i] = {minor.axis, major.axis.size * minor.chunk};
      next.dims[dim][i + 1] = {major.axis, minor.chunk};
      Step step{Step::Permute, {major.axis, minor.axis}};
      // The rank at (i, j) holds block k = i * minor + j, which belongs to the
      // rank (k % major, k / major) afterwards.
      for (int64_t k = 0, e = product(step.axes); k < e; ++k)
        step.targets.push_back(k % major.axis.size * minor.axis.size +
                               k / major.axis.size);
      found(std::move(step), std::move(next));
    }
  }

  /// Two axes of one size change roles everywhere; one of them may be unused.
  void exchange(const Layout &from, Visit found) const {
    AxisList axes;
    for (const DimLayout &dim : from.dims)
      for (const SplitLevel &level : dim)
        axes.push_back(level.axis);
    for (auto [i, a] : llvm::enumerate(axes)) {
      for (const Axis &b : llvm::ArrayRef(axes).drop_front(i + 1))
        exchange(from, a, b, found);
      for (const Axis &b : wanted)
        if (!isUsed(from, b))
          exchange(from, a, b, found);
    }
  }

  void exchange(const Layout &from, const Axis &a, const Axis &b,
                Visit found) const {
    if (a.size != b.size || a == b)
      return;
    Layout next = from;
    for (DimLayout &dim : next.dims)
      for (SplitLevel &level : dim)
        if (level.axis == a)
          level.axis = b;
        else if (level.axis == b)
          level.axis = a;
    Step step{Step::Permute, {a, b}};
    for (int64_t i = 0; i < a.size; ++i)
      for (int64_t j = 0; j < a.size; ++j)
        step.targets.push_back(j * a.size + i);
    found(std::move(step), std::move(next));
  }

  llvm::ArrayRef<int64_t> shape;
  const Layout &goal;
  AxisList wanted;
};
} // namespace

void tp::forEachEdge(llvm::ArrayRef<int64_t> shape, const Layout &from,
                     const Layout &goal,
                     llvm::function_ref<void(ReshardStep, Layout)> found) {
  Neighbours(shape, goal).visit(from, found);
}
