//===- CommonAxes.cpp - parts of axes that two layouts share --------------===//

#include "CommonAxes.h"
#include <map>
#include <set>

using namespace tp;

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

std::optional<std::pair<Layout, Layout>> tp::withCommonAxes(const Layout &a,
                                                            const Layout &b) {
  CutPoints cuts;
  collectCuts(a, cuts);
  collectCuts(b, cuts);
  if (!nest(cuts))
    return std::nullopt;
  return std::pair(cutAxes(a, cuts), cutAxes(b, cuts));
}
