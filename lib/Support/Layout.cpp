//===- Layout.cpp - where the elements of a sharded tensor lie ------------===//

#include "tp/Support/Layout.h"
#include "llvm/ADT/STLExtras.h"

using namespace tp;

/// Whether `minor` is the sub-axis that follows `major`.
static bool follows(const Axis &major, const Axis &minor) {
  return major.index == minor.index &&
         major.preSize * major.size == minor.preSize;
}

DimLayout tp::layoutOf(int64_t extent, const DimSharding &sharding) {
  DimLayout layout;
  DimSharding prefix;
  prefix.granule = sharding.granule;
  int64_t left = extent;
  for (const Axis &axis : sharding.axes) {
    prefix.axes.push_back(axis);
    int64_t chunk = shardExtent(extent, prefix);
    bool cutsNothing = axis.size == 1 && chunk == left;
    bool joins = !layout.empty() && follows(layout.back().axis, axis) &&
                 axis.size * chunk == left;
    if (joins)
      layout.back() = {{axis.index, layout.back().axis.preSize,
                        layout.back().axis.size * axis.size},
                       chunk};
    else if (!cutsNothing)
      layout.push_back({axis, chunk});
    left = chunk;
  }
  return layout;
}

Layout tp::layoutOf(llvm::ArrayRef<int64_t> shape,
                    const TensorSharding &sharding) {
  Layout layout;
  for (auto [extent, dim] : llvm::zip_equal(shape, sharding.dims))
    layout.dims.push_back(layoutOf(extent, dim));
  llvm::SmallVector<PartialAxis, 1> partial(sharding.partial);
  llvm::sort(partial, [](const PartialAxis &a, const PartialAxis &b) {
    return a.axis < b.axis;
  });
  for (const PartialAxis &p : partial) {
    if (p.axis.size == 1)
      continue;
    auto &joined = layout.partial;
    if (!joined.empty() && joined.back().kind == p.kind &&
        follows(joined.back().axis, p.axis))
      joined.back().axis.size *= p.axis.size;
    else
      joined.push_back(p);
  }
  return layout;
}

bool tp::sameLayout(llvm::ArrayRef<int64_t> shape, const TensorSharding &a,
                    const TensorSharding &b) {
  return layoutOf(shape, a) == layoutOf(shape, b);
}

AxisList tp::joinSubAxes(llvm::ArrayRef<Axis> axes) {
  AxisList joined;
  for (const Axis &axis : axes) {
    if (!joined.empty() && follows(joined.back(), axis))
      joined.back().size *= axis.size;
    else
      joined.push_back(axis);
  }
  return joined;
}

int64_t Blocks::parts() const {
  int64_t parts = 1;
  for (const Level &level : levels)
    parts *= level.parts;
  return parts;
}

int64_t Blocks::blockExtent() const {
  return levels.empty() ? extent : levels.back().chunk;
}

Blocks tp::blocksOf(int64_t extent, llvm::ArrayRef<SplitLevel> levels) {
  Blocks blocks{extent, {}};
  for (const SplitLevel &level : levels)
    blocks.levels.push_back({level.axis.size, level.chunk});
  return blocks;
}
