//===- ReshardPath.cpp - collectives between two layouts ------------------===//
// Dijkstra over layouts. Every edge only appends levels to a dimension or takes
// the last ones away, so that uneven extents need no special case: blocks are
// padded before a collective and cut after it. Why not pattern by pattern:
// docs/rationale/Partition.md.

#include "tp/Partition/ReshardPath.h"
#include "CommonAxes.h"
#include "ReshardEdges.h"
#include "ReshardSteps.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <queue>

using namespace tp;

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
      : shape(shape), elementBytes(elementBytes), goal(goal) {}

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
    forEachEdge(shape, from, goal, [&](Step step, Layout next) {
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
  std::vector<Visited> visited;
  std::map<std::vector<int64_t>, int64_t> indices;
  std::priority_queue<Entry, std::vector<Entry>, Later> queue;
};
} // namespace

std::optional<Path> tp::findReshardPath(llvm::ArrayRef<int64_t> shape,
                                        int64_t elementBytes,
                                        const Layout &from, const Layout &to) {
  auto common = withCommonAxes(from, to);
  auto [source, goal] = common ? *common : std::pair(from, to);
  for (const PartialAxis &p : goal.partial)
    if (!llvm::is_contained(source.partial, p))
      return std::nullopt;
  if (common)
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
