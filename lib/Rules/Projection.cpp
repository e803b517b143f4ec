//===- Projection.cpp - a tensor's sharding seen by an op's factors -------===//
// The layout of shards decides what may be rewritten: docs/Semantics.md says
// where elements lie, and every step here keeps each of them in its place or
// leaves the two directions unequal.

#include "tp/Rules/Projection.h"
#include "llvm/ADT/STLExtras.h"

using namespace tp;

DimSharding tp::canonicalSplit(DimSharding split, int64_t extent) {
  if (split.axes.empty() || extent % (product(split.axes) * split.granule) == 0)
    split.granule = 1;
  return split;
}

/// For each factor the product of the sizes behind it.
static llvm::SmallVector<int64_t>
suffixProducts(llvm::ArrayRef<int64_t> sizes) {
  llvm::SmallVector<int64_t> suffix(sizes.size(), 1);
  for (unsigned i = sizes.size(); i-- > 1;)
    suffix[i - 1] = suffix[i] * sizes[i];
  return suffix;
}

namespace {
/// Hands the axes of one dimension to its factors in turn.
class FactorFiller {
public:
  FactorFiller(const DimSharding &dim, llvm::ArrayRef<int64_t> sizes)
      : sizes(sizes), factors(sizes.size()) {
    llvm::SmallVector<int64_t> suffix = suffixProducts(sizes);
    int64_t extent = suffix.front() * sizes.front();
    DimSharding split = canonicalSplit(dim, extent);
    // Splits in multiples of the granule never reach inside the factors that
    // the granule spans.
    last = sizes.size() - 1;
    while (last > 0 && split.granule % suffix[last - 1] == 0)
      --last;
    if (split.granule % suffix[last] == 0)
      factors[last].granule = split.granule / suffix[last];
    left = extent / split.granule;
    inFactor = sizes.front();
    for (const Axis &axis : split.axes)
      place(axis);
    for (auto [factor, size] : llvm::zip_equal(factors, sizes))
      factor = canonicalSplit(factor, size);
  }

  llvm::SmallVector<FactorSharding, 1> take() { return std::move(factors); }

private:
  void place(Axis axis) {
    while (true) {
      while (current < last && inFactor == 1)
        inFactor = sizes[++current];
      // No factor can say that its neighbours' shards end inside of it.
      if (current == last && last > 0 &&
          sizes[last] % factors[last].granule != 0)
        return;
      if (current == last || inFactor % axis.size == 0)
        return put(axis);
      bool cuts = axis.size % inFactor == 0 && left % axis.size == 0;
      if (!cuts) {
        // Uneven: whatever follows splits what this axis leaves.
        last = current;
        factors[last].granule = 1;
        return put(axis);
      }
      put({axis.index, axis.preSize, inFactor});
      axis = {axis.index, axis.preSize * placedSize, axis.size / placedSize};
    }
  }

  void put(const Axis &axis) {
    factors[current].axes.push_back(axis);
    placedSize = axis.size;
    if (inFactor % axis.size == 0) {
      inFactor /= axis.size;
      left /= axis.size;
    }
  }

  llvm::ArrayRef<int64_t> sizes;
  llvm::SmallVector<FactorSharding, 1> factors;
  unsigned current = 0;   ///< Factor that gets the next axis.
  unsigned last;          ///< Takes every axis that reaches it.
  int64_t inFactor;       ///< Elements of the current factor still unsplit.
  int64_t left;           ///< Granules of the dimension still unsplit.
  int64_t placedSize = 1; ///< Size of the axis placed last.
};
} // namespace

llvm::SmallVector<FactorSharding, 1>
tp::toFactors(const DimSharding &dim, llvm::ArrayRef<int64_t> sizes) {
  if (sizes.empty())
    return {};
  return FactorFiller(dim, sizes).take();
}

/// Appends `axis`; joins it to a sub-axis before it where both together split
/// the same elements as one after the other.
static void appendAxis(AxisList &axes, const Axis &axis, bool mayJoin) {
  if (mayJoin && !axes.empty()) {
    Axis &before = axes.back();
    if (before.index == axis.index &&
        before.preSize * before.size == axis.preSize) {
      before.size *= axis.size;
      return;
    }
  }
  axes.push_back(axis);
}

DimSharding tp::fromFactors(llvm::ArrayRef<FactorSharding> factors,
                            llvm::ArrayRef<int64_t> sizes) {
  DimSharding dim;
  if (sizes.empty())
    return dim;
  llvm::SmallVector<int64_t> suffix = suffixProducts(sizes);
  int64_t extent = suffix.front() * sizes.front();
  for (auto [index, factor] : llvm::enumerate(factors)) {
    FactorSharding split = canonicalSplit(factor, sizes[index]);
    // A granule holds for all axes of a dimension: those before would end
    // their shards elsewhere if it did not divide the factor.
    if (!dim.axes.empty() && sizes[index] % split.granule != 0)
      break;
    bool even = true;
    int64_t inFactor = sizes[index];
    for (const Axis &axis : split.axes) {
      even &= inFactor % axis.size == 0;
      appendAxis(dim.axes, axis, even && split.granule == 1);
      if (even)
        inFactor /= axis.size;
    }
    if (!even || split.granule != 1)
      dim.granule = suffix[index] * split.granule;
    if (!even || split.granule != 1 || inFactor != 1)
      break;
  }
  return canonicalSplit(dim, extent);
}

static llvm::SmallVector<int64_t> sizesOf(const ShardingRule &rule,
                                          llvm::ArrayRef<unsigned> factors) {
  return llvm::map_to_vector(factors,
                             [&](unsigned f) { return rule.factors[f].size; });
}

llvm::SmallVector<FactorSharding>
tp::toFactors(const ShardingRule &rule, const TensorFactors &tensor,
              const TensorSharding &sharding) {
  llvm::SmallVector<FactorSharding> result(rule.factors.size());
  for (auto [factors, dim] : llvm::zip_equal(tensor.dims, sharding.dims)) {
    auto splits = toFactors(dim, sizesOf(rule, factors));
    for (auto [factor, split] : llvm::zip_equal(factors, splits))
      result[factor] = std::move(split);
  }
  return result;
}

TensorSharding tp::fromFactors(const ShardingRule &rule,
                               const TensorFactors &tensor,
                               llvm::ArrayRef<FactorSharding> factors) {
  TensorSharding result;
  for (const auto &dim : tensor.dims) {
    auto splits =
        llvm::map_to_vector(dim, [&](unsigned f) { return factors[f]; });
    result.dims.push_back(fromFactors(splits, sizesOf(rule, dim)));
  }
  return result;
}
