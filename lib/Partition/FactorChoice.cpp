//===- FactorChoice.cpp - the axes an op works on -------------------------===//
// The greedy choice: docs/rationale/Partition.md. It bounds every later search
// by modelled cost from above.

#include "tp/Partition/FactorChoice.h"
#include "tp/Support/Layout.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace tp;

namespace {
/// A split of a factor that some tensor has, or the beginning of one.
struct Candidate {
  unsigned factor;
  FactorSharding split;
  DimLayout layout;
};

/// Compared in this order, greater first.
struct Score {
  int64_t elements;
  bool passesThrough;
  int64_t parts;
  bool operator<(const Score &o) const {
    return std::tie(elements, passesThrough, parts) <
           std::tie(o.elements, o.passesThrough, o.parts);
  }
};

/// Holds what is chosen so far and what may still be.
class GreedyChoice {
public:
  GreedyChoice(const ShardingRule &rule, llvm::ArrayRef<FactorTensor> tensors)
      : rule(rule), tensors(tensors), chosen(rule.factors.size()) {
    for (const FactorTensor &tensor : tensors)
      for (unsigned f = 0; f < rule.factors.size(); ++f)
        addPrefixes(f, tensor.factors[f]);
  }

  llvm::SmallVector<FactorSharding> run() {
    while (const Candidate *best = findBest())
      assign(Candidate(*best));
    return std::move(chosen);
  }

private:
  void addPrefixes(unsigned factor, const FactorSharding &split) {
    if (rule.factors[factor].kind == FactorKind::NeedReplication)
      return;
    for (unsigned length = 1; length <= split.axes.size(); ++length)
      addCandidate(factor, prefixOf(split, length));
  }

  static FactorSharding prefixOf(const FactorSharding &split, unsigned length) {
    FactorSharding prefix;
    prefix.axes.assign(split.axes.begin(), split.axes.begin() + length);
    prefix.granule = split.granule;
    return prefix;
  }

  void addCandidate(unsigned factor, FactorSharding split) {
    split = canonicalSplit(split, rule.factors[factor].size);
    for (const Candidate &c : candidates)
      if (c.factor == factor && c.split == split)
        return;
    DimLayout layout = layoutOf(rule.factors[factor].size, split);
    candidates.push_back({factor, std::move(split), std::move(layout)});
  }

  /// Whether `split` is `prefix`, or goes on from it.
  bool extends(unsigned factor, const FactorSharding &split,
               const FactorSharding &prefix) const {
    if (split.axes.size() < prefix.axes.size())
      return false;
    FactorSharding start = canonicalSplit(prefixOf(split, prefix.axes.size()),
                                          rule.factors[factor].size);
    return start == prefix;
  }

  const Candidate *findBest() const {
    const Candidate *best = nullptr;
    Score bestScore{};
    for (const Candidate &candidate : candidates) {
      if (!isValid(candidate))
        continue;
      Score score = scoreOf(candidate);
      if (!best || bestScore < score) {
        best = &candidate;
        bestScore = score;
      }
    }
    return best;
  }

  Score scoreOf(const Candidate &c) const {
    Score score{0, rule.factors[c.factor].kind == FactorKind::PassThrough,
                product(c.split.axes) / product(chosen[c.factor].axes)};
    for (const FactorTensor &tensor : tensors)
      if (extends(c.factor, tensor.factors[c.factor], c.split))
        score.elements += tensor.elements;
    return score;
  }

  /// Whether the split can stand in all tensors: what is major to it in a
  /// dimension must be split into single elements.
  bool isValid(const Candidate &c) const {
    for (const FactorTensor &tensor : tensors)
      for (const auto &dim : tensor.dims.dims) {
        const auto *at = llvm::find(dim, c.factor);
        if (at == dim.end())
          continue;
        for (unsigned major : llvm::make_range(dim.begin(), at))
          if (product(chosen[major].axes) != rule.factors[major].size)
            return false;
      }
    return true;
  }

  void assign(const Candidate &best) {
    chosen[best.factor] = best.split;
    llvm::SmallVector<Candidate> before = std::move(candidates);
    candidates.clear();
    for (Candidate &c : before) {
      if (c.factor == best.factor) {
        if (!(c.split == best.split) && extends(c.factor, c.split, best.split))
          candidates.push_back(std::move(c));
        continue;
      }
      // An axis is used once: splits of other factors end before it.
      bool overlaps = llvm::any_of(c.split.axes, [&](const Axis &axis) {
        return llvm::any_of(best.split.axes, [&](const Axis &used) {
          return axis.overlaps(used);
        });
      });
      if (!overlaps)
        candidates.push_back(std::move(c));
    }
  }

  const ShardingRule &rule;
  llvm::ArrayRef<FactorTensor> tensors;
  llvm::SmallVector<FactorSharding> chosen;
  llvm::SmallVector<Candidate> candidates;
};
} // namespace

llvm::SmallVector<FactorSharding>
tp::chooseFactors(const ShardingRule &rule,
                  llvm::ArrayRef<FactorTensor> tensors) {
  return GreedyChoice(rule, tensors).run();
}
