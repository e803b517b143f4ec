//===- ReshardSteps.cpp - single steps: sizes, prices, joining ------------===//

#include "ReshardSteps.h"
#include "tp/Cost/Collectives.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace tp;
using cost::Collective;
using Step = ReshardStep;

llvm::SmallVector<int64_t> tp::localShape(llvm::ArrayRef<int64_t> shape,
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

int64_t tp::stepBytes(const Step &step, llvm::ArrayRef<int64_t> local,
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

void tp::applyToShape(const Step &step, llvm::SmallVectorImpl<int64_t> &s) {
  if (step.kind == Step::AllSlice || step.kind == Step::AllToAll ||
      step.kind == Step::ReduceScatter)
    s[step.splitDim] = step.split.blockExtent();
  if (step.kind == Step::AllGather || step.kind == Step::AllToAll)
    s[step.joinDim] = step.join.extent;
}

AxisList tp::axesOf(llvm::ArrayRef<SplitLevel> levels) {
  AxisList axes;
  for (const SplitLevel &level : levels)
    axes.push_back(level.axis);
  return axes;
}

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

ReshardPath tp::joinSteps(const ReshardPath &path) {
  ReshardPath joined;
  for (const Step &step : path)
    if (joined.empty() || !joinStep(joined.back(), step))
      joined.push_back(step);
  for (Step &step : joined)
    if (step.kind != Step::Permute)
      step.axes = joinSubAxes(step.axes);
  return joined;
}
