//===- PropagationGraph.cpp - the fixpoint over a program -----------------===//
// A worklist of ops: when a value changes, the ops around it are visited
// again. Lists of axes only grow and the mesh is finite, so it ends; each
// visit costs as much as the op has tensors.

#include "tp/Propagation/PropagationGraph.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace tp;

/// Which ops and factors take part. Rounds run in order, each to the fixpoint,
/// so that sure things settle before doubtful ones can disturb them.
struct PropagationGraph::Round {
  bool onlyPassThroughOps;
  bool onlyUnsharedOperands; ///< Skips ops that read a value others read too.
  bool onlyPassThroughFactors;
  bool broadcastsOnlyBackward; ///< A broadcast's operand tells nobody.
};

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

unsigned PropagationGraph::addValue(llvm::ArrayRef<int64_t> shape,
                                    std::optional<StatedSharding> stated) {
  ValueState &value = values.emplace_back();
  value.shape.assign(shape.begin(), shape.end());
  value.dims.resize(shape.size());
  value.open.assign(shape.size(), !stated);
  if (stated)
    value.partial = stated->partial;
  value.stated = std::move(stated);
  return values.size() - 1;
}

/// Whether `tensor` lacks a dimension that passes through to a result.
static bool isRepeated(const ShardingRule &rule, const TensorFactors &tensor) {
  llvm::SmallVector<bool> has(rule.factors.size());
  for (const auto &dim : tensor.dims)
    for (unsigned factor : dim)
      has[factor] = true;
  for (const TensorFactors &result : rule.results)
    for (const auto &dim : result.dims)
      for (unsigned factor : dim)
        if (!has[factor] && rule.factors[factor].size > 1 &&
            rule.factors[factor].kind == FactorKind::PassThrough)
          return true;
  return false;
}

/// Contractions repeat both operands and are no broadcasts.
static bool reduces(const ShardingRule &rule) {
  return llvm::any_of(rule.factors, [](const Factor &factor) {
    return factor.kind == FactorKind::Reduction;
  });
}

void PropagationGraph::addOp(ShardingRule rule,
                             llvm::ArrayRef<unsigned> operands,
                             llvm::ArrayRef<unsigned> results) {
  OpNode op;
  op.numOperands = operands.size();
  op.values.append(operands.begin(), operands.end());
  op.values.append(results.begin(), results.end());
  for (auto [value, tensor] : llvm::zip_equal(operands, rule.operands)) {
    op.isBroadcast.push_back(!reduces(rule) && isRepeated(rule, tensor));
    if (value != kNoValue)
      ++values[value].numUses;
  }
  for (unsigned value : op.values)
    if (value != kNoValue &&
        (values[value].ops.empty() || values[value].ops.back() != ops.size()))
      values[value].ops.push_back(ops.size());
  op.rule = std::move(rule);
  ops.push_back(std::move(op));
}

void PropagationGraph::addLink(unsigned from, unsigned to) {
  ShardingRule rule;
  rule.isPassThrough = true;
  TensorFactors tensor;
  for (auto [dim, extent] : llvm::enumerate(values[from].shape)) {
    rule.factors.push_back({extent, FactorKind::PassThrough});
    tensor.dims.push_back({unsigned(dim)});
  }
  rule.operands = {tensor};
  rule.results = {tensor};
  addOp(std::move(rule), from, to);
}

//===----------------------------------------------------------------------===//
// Between values and factors
//===----------------------------------------------------------------------===//

static const TensorFactors &factorsOf(const ShardingRule &rule,
                                      unsigned tensor) {
  unsigned numOperands = rule.operands.size();
  return tensor < numOperands ? rule.operands[tensor]
                              : rule.results[tensor - numOperands];
}

static llvm::SmallVector<int64_t, 4> sizesOf(const ShardingRule &rule,
                                             llvm::ArrayRef<unsigned> factors) {
  llvm::SmallVector<int64_t, 4> sizes;
  for (unsigned factor : factors)
    sizes.push_back(rule.factors[factor].size);
  return sizes;
}

ProjectedTensor PropagationGraph::projectValue(const OpNode &op,
                                               unsigned tensor) const {
  ProjectedTensor projected;
  projected.factors.resize(op.rule.factors.size());
  if (op.values[tensor] == kNoValue)
    return projected;
  const ValueState &value = values[op.values[tensor]];
  projected.reserved = value.reserved;
  for (auto [dim, factors] : llvm::enumerate(factorsOf(op.rule, tensor).dims)) {
    projected.numElements *= value.shape[dim];
    if (factors.empty())
      llvm::append_range(projected.reserved, value.dims[dim].axes);
    auto splits = toFactors(value.dims[dim], sizesOf(op.rule, factors));
    for (auto [factor, split] : llvm::zip_equal(factors, splits)) {
      // A diagonal has the factor twice: only its first place counts.
      if (!projected.factors[factor].present)
        projected.factors[factor] = {std::move(split), true, value.open[dim]};
    }
  }
  return projected;
}

OpProjection PropagationGraph::project(const OpNode &op) const {
  OpProjection projection;
  projection.numOperands = op.numOperands;
  for (unsigned tensor = 0; tensor < op.values.size(); ++tensor)
    projection.tensors.push_back(projectValue(op, tensor));
  return projection;
}

/// Whether `after` extends the axes of `before`, and ends shards at fewer
/// elements if at others.
static bool refines(const DimSharding &before, const DimSharding &after) {
  return beginsWith(after.axes, before.axes) &&
         after.granule % before.granule == 0;
}

/// Whether another dimension than `dim` uses a part of `axes`. An op that reads
/// a value twice may ask for one axis at two dimensions.
static bool isUsedByOther(llvm::ArrayRef<DimSharding> dims, unsigned dim,
                          llvm::ArrayRef<Axis> axes) {
  for (auto [index, other] : llvm::enumerate(dims))
    for (const Axis &axis : axes)
      if (index != dim && llvm::any_of(other.axes, [&](const Axis &a) {
            return a.overlaps(axis);
          }))
        return true;
  return false;
}

/// Whether another tensor splits `factor` like `tensor` does.
static bool isShared(const OpProjection &op, unsigned tensor, unsigned factor) {
  for (auto [index, other] : llvm::enumerate(op.tensors))
    if (index != tensor && other.factors[factor].present &&
        other.factors[factor].split == op.tensors[tensor].factors[factor].split)
      return true;
  return false;
}

bool PropagationGraph::update(const OpNode &op, unsigned tensor,
                              const OpProjection &after) {
  ValueState &value = values[op.values[tensor]];
  const ProjectedTensor &projected = after.tensors[tensor];
  bool changed = false;
  for (auto [dim, factors] : llvm::enumerate(factorsOf(op.rule, tensor).dims)) {
    bool fixed = llvm::any_of(factors, [&](unsigned factor) {
      return op.rule.factors[factor].kind == FactorKind::NeedReplication;
    });
    if (!value.open[dim] || factors.empty() || fixed)
      continue;
    llvm::SmallVector<FactorSharding, 2> splits;
    bool shared = false;
    for (unsigned factor : factors) {
      splits.push_back(projected.factors[factor].split);
      shared |= !splits.back().axes.empty() && isShared(after, tensor, factor);
    }
    DimSharding split = fromFactors(splits, sizesOf(op.rule, factors));
    if (!shared || split == value.dims[dim] ||
        !refines(value.dims[dim], split) ||
        isUsedByOther(value.dims, dim, split.axes))
      continue;
    value.dims[dim] = std::move(split);
    changed = true;
  }
  return changed;
}

void PropagationGraph::traceOrigins(const OpNode &op, unsigned tensor,
                                    const OpProjection &before,
                                    const OpProjection &after) {
  ValueState &value = values[op.values[tensor]];
  auto known = [&](const Axis &axis) {
    return llvm::any_of(value.origins, [&](const AxisOrigin &origin) {
      return origin.axis.overlaps(axis);
    });
  };
  auto trace = [&](unsigned factor, const Axis &axis) {
    for (auto [index, other] : llvm::enumerate(before.tensors)) {
      if (index == tensor || op.values[index] == kNoValue ||
          llvm::none_of(other.factors[factor].split.axes,
                        [&](const Axis &a) { return a.overlaps(axis); }))
        continue;
      for (const AxisOrigin &origin : values[op.values[index]].origins)
        if (origin.axis.overlaps(axis)) {
          value.origins.push_back({axis, origin.value, origin.dim});
          return;
        }
    }
  };
  for (auto [factor, projected] :
       llvm::enumerate(after.tensors[tensor].factors))
    for (const Axis &axis : projected.split.axes)
      if (!known(axis))
        trace(factor, axis);
}

//===----------------------------------------------------------------------===//
// The fixpoint
//===----------------------------------------------------------------------===//

bool PropagationGraph::isSplit(const OpNode &op) const {
  return llvm::any_of(op.values, [&](unsigned value) {
    return value != kNoValue &&
           llvm::any_of(values[value].dims, [](const DimSharding &dim) {
             return !dim.axes.empty();
           });
  });
}

bool PropagationGraph::visit(const OpNode &op, Strategy strategy,
                             const Round &round,
                             llvm::SmallVectorImpl<unsigned> &changed) {
  if ((round.onlyPassThroughOps && !op.rule.isPassThrough) ||
      (round.onlyUnsharedOperands && op.readsSharedValue) || !isSplit(op))
    return false;
  auto isSource = [&](unsigned tensor, unsigned factor) {
    if (round.onlyPassThroughFactors &&
        op.rule.factors[factor].kind != FactorKind::PassThrough)
      return false;
    return !(round.broadcastsOnlyBackward && tensor < op.numOperands &&
             op.isBroadcast[tensor]);
  };
  OpProjection before = project(op);
  OpProjection after = before;
  propagateFactors(op.rule, after, strategy, isSource);
  for (auto [tensor, value] : llvm::enumerate(op.values)) {
    if (value == kNoValue || !update(op, tensor, after))
      continue;
    traceOrigins(op, tensor, before, after);
    changed.push_back(value);
  }
  return !changed.empty();
}

void PropagationGraph::runRound(Strategy strategy, const Round &round) {
  std::deque<unsigned> queue;
  std::vector<bool> queued(ops.size(), true);
  for (unsigned op = 0; op < ops.size(); ++op)
    queue.push_back(op);
  while (!queue.empty()) {
    unsigned op = queue.front();
    queue.pop_front();
    queued[op] = false;
    llvm::SmallVector<unsigned> changed;
    if (!visit(ops[op], strategy, round, changed))
      continue;
    for (unsigned value : changed) {
      for (unsigned next : values[value].ops) {
        if (queued[next])
          continue;
        queued[next] = true;
        queue.push_back(next);
      }
    }
  }
}

llvm::SmallVector<int64_t> PropagationGraph::priorities() const {
  std::set<int64_t> found = {0};
  for (const ValueState &value : values)
    if (value.stated)
      for (const StatedDim &dim : value.stated->dims)
        found.insert(dim.priority);
  return llvm::to_vector(found);
}

/// Makes the dimensions of `priority` as stated. Those of later ones stay
/// unsplit and closed, and their axes are kept free for them.
void PropagationGraph::openPriority(int64_t priority) {
  for (auto [number, value] : llvm::enumerate(values)) {
    if (!value.stated)
      continue;
    value.reserved = value.stated->replicated;
    for (const PartialAxis &partial : value.partial)
      value.reserved.push_back(partial.axis);
    for (auto [index, dim] : llvm::enumerate(value.stated->dims)) {
      if (dim.priority > priority)
        llvm::append_range(value.reserved, dim.split.axes);
      if (dim.priority != priority)
        continue;
      value.dims[index] = canonicalSplit(dim.split, value.shape[index]);
      value.open[index] = dim.open;
      for (const Axis &axis : dim.split.axes)
        value.origins.push_back({axis, unsigned(number), unsigned(index)});
    }
  }
}

void PropagationGraph::propagate(Strategy strategy) {
  for (OpNode &op : ops)
    for (unsigned value : llvm::ArrayRef(op.values).take_front(op.numOperands))
      if (value != kNoValue && !values[value].shape.empty() &&
          values[value].numUses > 1)
        op.readsSharedValue = true;
  const Round rounds[] = {{true, true, true, true},
                          {true, false, true, true},
                          {false, false, true, true},
                          {false, false, false, true},
                          {false, false, false, false}};
  for (int64_t priority : priorities()) {
    openPriority(priority);
    for (const Round &round : rounds)
      runRound(strategy, round);
  }
}

TensorSharding PropagationGraph::getSharding(unsigned value) const {
  const ValueState &state = values[value];
  TensorSharding sharding;
  sharding.dims.append(state.dims.begin(), state.dims.end());
  sharding.partial = state.partial;
  return sharding;
}
