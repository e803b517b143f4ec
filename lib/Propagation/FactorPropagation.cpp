//===- FactorPropagation.cpp - shardings through one op -------------------===//
// Axis lists only grow at their end, so that the fixpoint over a program ends.

#include "tp/Propagation/FactorPropagation.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>

using namespace tp;

//===----------------------------------------------------------------------===//
// Lists of axes
//===----------------------------------------------------------------------===//

/// Whether `part` is the major part of `whole` (or all of it).
static bool isMajorPart(const Axis &part, const Axis &whole) {
  return part.index == whole.index && part.preSize == whole.preSize &&
         whole.size % part.size == 0;
}

bool tp::beginsWith(llvm::ArrayRef<Axis> list, llvm::ArrayRef<Axis> prefix) {
  if (prefix.empty())
    return true;
  size_t last = prefix.size() - 1;
  return list.size() > last &&
         list.take_front(last) == prefix.take_front(last) &&
         isMajorPart(prefix[last], list[last]);
}

static bool overlapsAny(const Axis &axis, llvm::ArrayRef<Axis> axes) {
  return llvm::any_of(axes, [&](const Axis &a) { return a.overlaps(axis); });
}

namespace {
/// Builds the common list of the tensors of a factor.
class ListMerger {
public:
  explicit ListMerger(int64_t size) : size(size) {}

  /// Meets another list; takes what it has beyond the common one if `extends`.
  void meet(llvm::ArrayRef<Axis> other, bool extends) {
    size_t common = std::min(merged.size(), other.size());
    for (size_t i = 0; i < common; ++i)
      if (merged[i] != other[i] && !meetAt(i, other, extends))
        return;
    if (extends && growing && other.size() > merged.size())
      merged.append(other.begin() + merged.size(), other.end());
  }

  AxisList take() { return std::move(merged); }

private:
  /// Settles two different axes at position `i`; false when the list ends
  /// there. A sub-axis and a longer one describe nested shards only where both
  /// divide, and only at the end of a list.
  bool meetAt(size_t i, llvm::ArrayRef<Axis> other, bool extends) {
    bool isShorter = isMajorPart(merged[i], other[i]);
    bool isLonger = isMajorPart(other[i], merged[i]);
    if ((!isShorter && !isLonger) || !divides(other.take_front(i + 1)) ||
        !divides(llvm::ArrayRef(merged).take_front(i + 1)))
      return cut(i);
    if (isLonger) {
      if (i + 1 == other.size())
        return true;
      merged[i] = other[i];
      return cut(i + 1);
    }
    if (i + 1 != merged.size())
      return cut(i + 1);
    if (extends && growing)
      merged[i] = other[i];
    return true;
  }

  bool divides(llvm::ArrayRef<Axis> axes) const {
    return size % product(axes) == 0;
  }
  bool cut(size_t length) {
    merged.truncate(length);
    growing = false;
    return false;
  }

  int64_t size;
  AxisList merged;
  bool growing = true;
};
} // namespace

FactorSharding tp::agreedSplit(const ShardingRule &rule, const OpProjection &op,
                               unsigned factor, SourceFilter isSource) {
  ListMerger merger(rule.factors[factor].size);
  FactorSharding agreed;
  // Sources first: what only constrains must see all that they offer.
  for (bool sources : {true, false}) {
    for (auto [index, tensor] : llvm::enumerate(op.tensors)) {
      const ProjectedFactor &own = tensor.factors[factor];
      if (!own.present || isSource(index, factor) != sources)
        continue;
      merger.meet(own.split.axes, sources);
      if (sources && !own.split.axes.empty())
        agreed.granule = std::lcm(agreed.granule, own.split.granule);
    }
  }
  agreed.axes = merger.take();
  // A granule beyond the extent would leave all but one device without work.
  if (agreed.granule > rule.factors[factor].size)
    agreed.granule = 1;
  return canonicalSplit(agreed, rule.factors[factor].size);
}

//===----------------------------------------------------------------------===//
// What one tensor can take
//===----------------------------------------------------------------------===//

/// Whether another factor of the tensor uses a part of `axis`.
static bool usedByOther(const ProjectedTensor &tensor, unsigned factor,
                        const Axis &axis) {
  for (auto [index, other] : llvm::enumerate(tensor.factors))
    if (index != factor && overlapsAny(axis, other.split.axes))
      return true;
  return false;
}

/// Whether a factor that is split over `axes` has anything left to split.
static bool hasRoom(int64_t size, llvm::ArrayRef<Axis> axes) {
  return product(axes) < size;
}

/// The longest list between what the tensor has and `target` that it can take;
/// `target` begins with what it has.
static AxisList takeable(const ProjectedTensor &tensor, unsigned factor,
                         int64_t size, llvm::ArrayRef<Axis> target) {
  const AxisList &own = tensor.factors[factor].split.axes;
  if (!tensor.factors[factor].open)
    return own;
  AxisList taken = own;
  // The last own axis may be the major part of one in `target`.
  if (!taken.empty())
    taken.pop_back();
  for (const Axis &axis : target.drop_front(taken.size())) {
    bool isOwn = taken.size() < own.size() && own[taken.size()] == axis;
    if (!isOwn &&
        (!hasRoom(size, taken) || overlapsAny(axis, tensor.reserved) ||
         usedByOther(tensor, factor, axis)))
      break;
    taken.push_back(axis);
  }
  return taken.size() < own.size() ? own : taken;
}

/// Splits `factor` of `tensor` as far towards `target` as it can be.
static void expand(ProjectedTensor &tensor, unsigned factor, int64_t size,
                   const FactorSharding &target) {
  ProjectedFactor &own = tensor.factors[factor];
  if (!own.present || !own.open || !beginsWith(target.axes, own.split.axes))
    return;
  own.split.axes = takeable(tensor, factor, size, target.axes);
  if (own.split.axes.empty())
    return;
  // Granules grow so that shards of an uneven split end at the same elements
  // in all tensors.
  int64_t granule = std::lcm(own.split.granule, target.granule);
  if (granule <= size)
    own.split.granule = granule;
  own.split = canonicalSplit(own.split, size);
}

//===----------------------------------------------------------------------===//
// Strategies
//===----------------------------------------------------------------------===//

/// The part of `target` that all tensors of the op can take, each for itself
/// and without hurting another factor anywhere.
static void restrictToAll(const ShardingRule &rule, const OpProjection &op,
                          unsigned factor, FactorSharding &target) {
  for (const ProjectedTensor &tensor : op.tensors) {
    size_t length = 0;
    for (const Axis &axis : target.axes) {
      if (usedByOther(tensor, factor, axis))
        break;
      ++length;
    }
    target.axes.truncate(length);
    if (!tensor.factors[factor].present ||
        !beginsWith(target.axes, tensor.factors[factor].split.axes))
      continue;
    target.axes =
        takeable(tensor, factor, rule.factors[factor].size, target.axes);
  }
}

static void propagateBasic(const ShardingRule &rule, OpProjection &op,
                           SourceFilter isSource) {
  llvm::SmallVector<FactorSharding> targets(rule.factors.size());
  for (auto [f, factor] : llvm::enumerate(rule.factors)) {
    if (factor.kind == FactorKind::NeedReplication)
      continue;
    targets[f] = agreedSplit(rule, op, f, isSource);
    restrictToAll(rule, op, f, targets[f]);
  }
  for (auto [f, factor] : llvm::enumerate(rule.factors))
    for (ProjectedTensor &tensor : op.tensors)
      expand(tensor, f, factor.size, targets[f]);
}

namespace {
/// A factor with what its tensors agree on, and who said it.
struct Offer {
  unsigned factor;
  FactorSharding split;
  int64_t sourceElements = 0;
  unsigned source = 0;
};
} // namespace

/// Offers in the order in which they win conflicts: those of larger tensors
/// first, then of more axes in elementwise ops, then of earlier tensors.
static llvm::SmallVector<Offer> orderedOffers(const ShardingRule &rule,
                                              const OpProjection &op,
                                              SourceFilter isSource) {
  llvm::SmallVector<Offer> offers;
  for (auto [f, factor] : llvm::enumerate(rule.factors)) {
    if (factor.kind == FactorKind::NeedReplication)
      continue;
    Offer offer{unsigned(f), agreedSplit(rule, op, f, isSource)};
    if (offer.split.axes.empty())
      continue;
    for (auto [index, tensor] : llvm::enumerate(op.tensors)) {
      if (tensor.factors[f].split.axes == offer.split.axes &&
          tensor.numElements > offer.sourceElements) {
        offer.sourceElements = tensor.numElements;
        offer.source = index;
      }
    }
    offers.push_back(std::move(offer));
  }
  llvm::sort(offers, [&](const Offer &a, const Offer &b) {
    int64_t splitA = rule.isPassThrough ? product(a.split.axes) : 0;
    int64_t splitB = rule.isPassThrough ? product(b.split.axes) : 0;
    return std::tuple(-a.sourceElements, -splitA, a.source, a.factor) <
           std::tuple(-b.sourceElements, -splitB, b.source, b.factor);
  });
  return offers;
}

/// Cuts `split` to what the results take of it, where they have the factor.
static void limitToResults(const OpProjection &op, unsigned factor,
                           FactorSharding &split) {
  for (const ProjectedTensor &result :
       llvm::ArrayRef(op.tensors).drop_front(op.numOperands)) {
    const ProjectedFactor &own = result.factors[factor];
    if (own.present && beginsWith(split.axes, own.split.axes))
      split.axes = own.split.axes;
  }
}

static void propagateAggressive(const ShardingRule &rule, OpProjection &op,
                                SourceFilter isSource) {
  llvm::SmallVector<Offer> offers = orderedOffers(rule, op, isSource);
  for (ProjectedTensor &result :
       llvm::MutableArrayRef(op.tensors).drop_front(op.numOperands))
    for (const Offer &offer : offers)
      expand(result, offer.factor, rule.factors[offer.factor].size,
             offer.split);
  // From one operand of an elementwise op to another only by way of the
  // result: beside it, an axis would cost a reshard and gain nothing.
  if (rule.isPassThrough)
    for (Offer &offer : offers)
      limitToResults(op, offer.factor, offer.split);
  for (ProjectedTensor &operand :
       llvm::MutableArrayRef(op.tensors).take_front(op.numOperands))
    for (const Offer &offer : offers)
      expand(operand, offer.factor, rule.factors[offer.factor].size,
             offer.split);
}

void tp::propagateFactors(const ShardingRule &rule, OpProjection &op,
                          Strategy strategy, SourceFilter isSource) {
  if (strategy == Strategy::Basic)
    propagateBasic(rule, op, isSource);
  else
    propagateAggressive(rule, op, isSource);
}
