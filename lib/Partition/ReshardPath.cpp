//===- ReshardPath.cpp - collectives between two layouts ------------------===//
// Dijkstra over layouts. Every edge only appends levels to a dimension or takes
// the last ones away, so that uneven extents need no special case: blocks are
// padded before a collective and cut after it. Why not pattern by pattern:
// docs/rationale/Partition.md.

#include "tp/Partition/ReshardPath.h"
#include "tp/Cost/Collectives.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <map>
#include <queue>
#include <set>

using namespace tp;
using cost::Collective;

namespace {
using Step = ReshardStep;
using Path = ReshardPath;

/// Compared in this order: local steps break ties only.
struct PathCost {
  int64_t bytes = 0, collectives = 0, steps = 0;
  bool operator<(const PathCost &o) const {
    return std::tie(bytes, collectives, steps) <
           std::tie(o.bytes, o.collectives, o.steps);
  }
};

/// Layouts tried before settling for gathering and slicing: far above what
/// three axes on five dimensions need.
constexpr unsigned kMaxLayouts = 4096;
} // namespace

//===----------------------------------------------------------------------===//
// Common sub-axes
//===----------------------------------------------------------------------===//

/// For each mesh axis the positions at which one of the layouts cuts it.
using CutPoints = std::map<unsigned, std::set<int64_t>>;

static void collectCuts(const Layout &layout, CutPoints &cuts) {
  auto add = [&](const Axis &axis) {
    cuts[axis.index].insert(axis.preSize);
    cuts[axis.index].insert(axis.preSize * axis.size);
  };
  for (const DimLayout &dim : layout.dims)
    for (const SplitLevel &level : dim)
      add(level.axis);
  for (const PartialAxis &p : layout.partial)
    add(p.axis);
}

/// Whether each cut divides the next: only then have all sub-axes common parts.
static bool nest(const CutPoints &cuts) {
  for (const auto &[index, points] : cuts)
    for (auto it = points.begin(); std::next(it) != points.end(); ++it)
      if (*std::next(it) % *it != 0)
        return false;
  return true;
}

/// The parts of `axis` between neighbouring cuts, major first.
static AxisList cutAxis(const Axis &axis, const CutPoints &cuts) {
  AxisList parts;
  int64_t end = axis.preSize * axis.size, last = axis.preSize;
  for (int64_t cut : cuts.at(axis.index)) {
    if (cut <= axis.preSize || cut > end)
      continue;
    parts.push_back({axis.index, last, cut / last});
    last = cut;
  }
  // A level of one part can still pad its dimension: it stays.
  if (parts.empty())
    parts.push_back(axis);
  return parts;
}

static Layout cutAxes(const Layout &layout, const CutPoints &cuts) {
  Layout result;
  for (const DimLayout &dim : layout.dims) {
    DimLayout &levels = result.dims.emplace_back();
    for (const SplitLevel &level : dim) {
      // The outer parts take whole multiples of the inner block.
      int64_t chunk = level.chunk * level.axis.size;
      for (const Axis &part : cutAxis(level.axis, cuts)) {
        chunk /= part.size;
        levels.push_back({part, chunk});
      }
    }
  }
  for (const PartialAxis &p : layout.partial)
    for (const Axis &part : cutAxis(p.axis, cuts))
      result.partial.push_back({part, p.kind});
  return result;
}

//===----------------------------------------------------------------------===//
// Edges
//===----------------------------------------------------------------------===//

static llvm::SmallVector<int64_t> localShape(llvm::ArrayRef<int64_t> shape,
                                             const Layout &layout) {
  llvm::SmallVector<int64_t> local(shape);
  for (auto [extent, dim] : llvm::zip_equal(local, layout.dims))
    if (!dim.empty())
      extent = dim.back().chunk;
  return local;
}

static int64_t elements(llvm::ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t extent : shape)
    count *= extent;
  return count;
}

/// Bytes that one rank sends for `step` on a value of `local` shape.
static int64_t stepBytes(const Step &step, llvm::ArrayRef<int64_t> local,
                         int64_t elementBytes) {
  llvm::SmallVector<int64_t> padded(local);
  bool splits = step.kind == Step::AllToAll || step.kind == Step::ReduceScatter;
  if (splits)
    padded[step.splitDim] = step.split.paddedExtent();
  int64_t bytes = elements(padded) * elementBytes, group = product(step.axes);
  switch (step.kind) {
  case Step::AllSlice:
    return 0;
  case Step::AllGather:
    return cost::wireBytes(Collective::AllGather, group, bytes);
  case Step::AllToAll:
    return cost::wireBytes(Collective::AllToAll, group, bytes);
  case Step::AllReduce:
    return cost::wireBytes(Collective::AllReduce, group, bytes);
  case Step::ReduceScatter:
    return cost::wireBytes(Collective::ReduceScatter, group, bytes);
  case Step::Permute:
    return cost::wireBytes(Collective::Permute, group, bytes);
  }
  llvm_unreachable("all kinds are handled");
}

/// Shape of the local value after `step`.
static void applyToShape(const Step &step, llvm::SmallVectorImpl<int64_t> &s) {
  if (step.kind == Step::AllSlice || step.kind == Step::AllToAll ||
      step.kind == Step::ReduceScatter)
    s[step.splitDim] = step.split.blockExtent();
  if (step.kind == Step::AllGather || step.kind == Step::AllToAll)
    s[step.joinDim] = step.join.extent;
}

static AxisList axesOf(llvm::ArrayRef<SplitLevel> levels) {
  AxisList axes;
  for (const SplitLevel &level : levels)
    axes.push_back(level.axis);
  return axes;
}

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

//===----------------------------------------------------------------------===//
// Joining neighbouring steps
//===----------------------------------------------------------------------===//

/// Whether the blocks of `inner` cut those of `outer`.
static Blocks nestBlocks(const Blocks &outer, const Blocks &inner) {
  Blocks blocks = outer;
  blocks.levels.append(inner.levels.begin(), inner.levels.end());
  return blocks;
}

/// Joins `next` to the step before it where one collective does both.
static bool joinStep(Step &step, const Step &next) {
  if (step.kind != next.kind)
    return false;
  auto appendAxes = [&] {
    step.axes.append(next.axes.begin(), next.axes.end());
  };
  switch (step.kind) {
  case Step::ReduceScatter:
    if (step.reduction != next.reduction)
      return false;
    [[fallthrough]];
  case Step::AllSlice:
    if (step.splitDim != next.splitDim)
      return false;
    step.split = nestBlocks(step.split, next.split);
    appendAxes();
    return true;
  case Step::AllGather:
    if (step.joinDim != next.joinDim)
      return false;
    // The later gather takes the major levels.
    step.join = nestBlocks(next.join, step.join);
    step.axes.insert(step.axes.begin(), next.axes.begin(), next.axes.end());
    return true;
  case Step::Permute:
    if (step.axes != next.axes)
      return false;
    for (int64_t &target : step.targets)
      target = next.targets[target];
    return true;
  case Step::AllReduce:
  case Step::AllToAll:
    return false;
  }
  llvm_unreachable("all kinds are handled");
}

static Path joinSteps(const Path &path) {
  Path joined;
  for (const Step &step : path)
    if (joined.empty() || !joinStep(joined.back(), step))
      joined.push_back(step);
  for (Step &step : joined)
    if (step.kind != Step::Permute)
      step.axes = joinSubAxes(step.axes);
  return joined;
}

//===----------------------------------------------------------------------===//
// The search
//===----------------------------------------------------------------------===//

/// Reduces, gathers everything and slices: right for all layouts.
static Path gatherAndSlice(llvm::ArrayRef<int64_t> shape, const Layout &from,
                           const Layout &to) {
  Path path;
  for (Reduction kind :
       {Reduction::Sum, Reduction::Max, Reduction::Min, Reduction::Prod}) {
    Step step{Step::AllReduce, {}};
    step.reduction = kind;
    for (const PartialAxis &p : from.partial)
      if (p.kind == kind && !llvm::is_contained(to.partial, p))
        step.axes.push_back(p.axis);
    if (!step.axes.empty())
      path.push_back(step);
  }
  for (unsigned dim = 0; dim < shape.size(); ++dim) {
    if (from.dims[dim].empty() || from.dims[dim] == to.dims[dim])
      continue;
    Step step{Step::AllGather, axesOf(from.dims[dim])};
    step.joinDim = dim;
    step.join = blocksOf(shape[dim], from.dims[dim]);
    path.push_back(step);
  }
  for (unsigned dim = 0; dim < shape.size(); ++dim) {
    if (to.dims[dim].empty() || from.dims[dim] == to.dims[dim])
      continue;
    Step step{Step::AllSlice, axesOf(to.dims[dim])};
    step.splitDim = dim;
    step.split = blocksOf(shape[dim], to.dims[dim]);
    path.push_back(step);
  }
  return path;
}

/// A layout as a key: numbers that differ whenever layouts do.
static std::vector<int64_t> keyOf(const Layout &layout) {
  std::vector<int64_t> key;
  auto add = [&](const Axis &axis) {
    key.insert(key.end(), {int64_t(axis.index), axis.preSize, axis.size});
  };
  for (const DimLayout &dim : layout.dims) {
    key.push_back(dim.size());
    for (const SplitLevel &level : dim) {
      add(level.axis);
      key.push_back(level.chunk);
    }
  }
  for (const PartialAxis &p : layout.partial) {
    add(p.axis);
    key.push_back(int64_t(p.kind));
  }
  return key;
}

namespace {
/// A layout on the way, and how it was reached.
struct Visited {
  Layout layout;
  PathCost cost;
  int64_t before; ///< Index of the layout before, -1 for the first.
  Step step;
  bool done = false;
};

/// Dijkstra from one layout to another.
class PathSearch {
public:
  PathSearch(llvm::ArrayRef<int64_t> shape, int64_t elementBytes,
             const Layout &goal)
      : shape(shape), elementBytes(elementBytes), goal(goal),
        neighbours(shape, goal) {}

  std::optional<Path> run(const Layout &from) {
    reach(from, {}, -1, {Step::AllSlice, {}});
    unsigned tried = 0;
    while (!queue.empty() && tried < kMaxLayouts) {
      int64_t index = queue.top().second;
      queue.pop();
      if (visited[index].done)
        continue;
      visited[index].done = true;
      ++tried;
      if (visited[index].layout == goal)
        return pathTo(index);
      expand(index);
    }
    return std::nullopt;
  }

private:
  void expand(int64_t index) {
    Layout from = visited[index].layout;
    PathCost before = visited[index].cost;
    auto local = localShape(shape, from);
    neighbours.visit(from, [&](Step step, Layout next) {
      PathCost cost = before;
      cost.bytes += stepBytes(step, local, elementBytes);
      cost.collectives += step.kind != Step::AllSlice;
      cost.steps += 1;
      reach(std::move(next), cost, index, std::move(step));
    });
  }

  void reach(Layout layout, PathCost cost, int64_t before, Step step) {
    auto [it, isNew] = indices.try_emplace(keyOf(layout), visited.size());
    if (isNew)
      visited.push_back({std::move(layout), cost, before, std::move(step)});
    else if (!visited[it->second].done && cost < visited[it->second].cost)
      visited[it->second] = {std::move(layout), cost, before, std::move(step)};
    else
      return;
    queue.push({cost, it->second});
  }

  Path pathTo(int64_t index) const {
    Path path;
    for (; visited[index].before >= 0; index = visited[index].before)
      path.push_back(visited[index].step);
    std::reverse(path.begin(), path.end());
    return path;
  }

  using Entry = std::pair<PathCost, int64_t>;
  struct Later {
    bool operator()(const Entry &a, const Entry &b) const {
      if (a.first < b.first || b.first < a.first)
        return b.first < a.first;
      return a.second > b.second; // Found first, tried first.
    }
  };

  llvm::ArrayRef<int64_t> shape;
  int64_t elementBytes;
  const Layout &goal;
  Neighbours neighbours;
  std::vector<Visited> visited;
  std::map<std::vector<int64_t>, int64_t> indices;
  std::priority_queue<Entry, std::vector<Entry>, Later> queue;
};
} // namespace

std::optional<Path> tp::findReshardPath(llvm::ArrayRef<int64_t> shape,
                                        int64_t elementBytes,
                                        const Layout &from, const Layout &to) {
  CutPoints cuts;
  collectCuts(from, cuts);
  collectCuts(to, cuts);
  bool nested = nest(cuts);
  Layout source = nested ? cutAxes(from, cuts) : from;
  Layout goal = nested ? cutAxes(to, cuts) : to;
  for (const PartialAxis &p : goal.partial)
    if (!llvm::is_contained(source.partial, p))
      return std::nullopt;
  if (nested)
    if (auto path = PathSearch(shape, elementBytes, goal).run(source))
      return joinSteps(*path);
  return gatherAndSlice(shape, source, goal);
}

int64_t tp::pathWireBytes(llvm::ArrayRef<int64_t> shape, int64_t elementBytes,
                          const Layout &from, const ReshardPath &path) {
  llvm::SmallVector<int64_t> local = localShape(shape, from);
  int64_t bytes = 0;
  for (const Step &step : path) {
    bytes += stepBytes(step, local, elementBytes);
    applyToShape(step, local);
  }
  return bytes;
}
