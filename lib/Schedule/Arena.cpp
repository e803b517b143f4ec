//===- Arena.cpp - offsets for buffers of known lifetime ------------------===//
// Greedy placement, largest or longest-lived first, packs tightest but looks at
// every pair that overlaps; a simulated allocator is near-linear.

#include "tp/Schedule/Arena.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

using namespace tp::schedule;
using llvm::ArrayRef;

static std::vector<unsigned> numbersOf(ArrayRef<Lifetime> buffers) {
  std::vector<unsigned> numbers(buffers.size());
  std::iota(numbers.begin(), numbers.end(), 0u);
  return numbers;
}

/// Sorts buffers by a key, those of equal key by number.
template <typename Key>
static void sortBy(std::vector<unsigned> &numbers, Key key) {
  llvm::sort(numbers, [&](unsigned a, unsigned b) {
    return std::make_pair(key(a), a) < std::make_pair(key(b), b);
  });
}

namespace {

/// The placed buffers, searched by lifetime. A segment tree over the buffers in
/// order of their first command keeps the greatest last command of those
/// placed, so that a query costs O(answers * log n).
class PlacedBuffers {
public:
  explicit PlacedBuffers(ArrayRef<Lifetime> buffers)
      : buffers(buffers), byFirst(numbersOf(buffers)), leafOf(buffers.size()) {
    sortBy(byFirst, [&](unsigned buffer) { return buffers[buffer].first; });
    for (auto [leaf, buffer] : llvm::enumerate(byFirst))
      leafOf[buffer] = leaf;
    while (leaves < buffers.size())
      leaves *= 2;
    greatestLast.assign(2 * leaves, -1);
  }

  void insert(unsigned buffer) {
    size_t node = leaves + leafOf[buffer];
    for (int64_t last = buffers[buffer].last; node > 0; node /= 2)
      greatestLast[node] = std::max(greatestLast[node], last);
  }

  /// Appends the placed buffers that live at some time of `lifetime`.
  void findOverlaps(const Lifetime &lifetime,
                    std::vector<unsigned> &found) const {
    auto end = llvm::partition_point(byFirst, [&](unsigned buffer) {
      return buffers[buffer].first <= lifetime.last;
    });
    search(1, 0, leaves, end - byFirst.begin(), lifetime.first, found);
  }

private:
  void search(size_t node, size_t begin, size_t end, size_t limit,
              int64_t first, std::vector<unsigned> &found) const {
    if (begin >= limit || greatestLast[node] < first)
      return;
    if (end - begin == 1) {
      found.push_back(byFirst[begin]);
      return;
    }
    size_t middle = (begin + end) / 2;
    search(2 * node, begin, middle, limit, first, found);
    search(2 * node + 1, middle, end, limit, first, found);
  }

  ArrayRef<Lifetime> buffers;
  std::vector<unsigned> byFirst;
  std::vector<size_t> leafOf;
  std::vector<int64_t> greatestLast;
  size_t leaves = 1;
};

/// Bytes [begin, end) of the arena.
struct Range {
  uint64_t begin, end;
};

} // namespace

/// The start of the tightest gap between `taken` that holds `size` bytes; the
/// lowest of equal ones; behind all of them when none does.
static uint64_t tightestGap(std::vector<Range> &taken, uint64_t size) {
  llvm::sort(taken, [](Range a, Range b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  uint64_t end = 0, best = 0, bestGap = UINT64_MAX;
  for (Range range : taken) {
    if (range.begin > end && range.begin - end >= size &&
        range.begin - end < bestGap) {
      best = end;
      bestGap = range.begin - end;
    }
    end = std::max(end, range.end);
  }
  return bestGap == UINT64_MAX ? end : best;
}

/// Places the buffers in `order`, each into the tightest gap that those placed
/// before leave while it lives.
static ArenaPlan placeInOrder(ArrayRef<Lifetime> buffers,
                              ArrayRef<unsigned> order) {
  ArenaPlan plan;
  plan.offsets.resize(buffers.size());
  PlacedBuffers placed(buffers);
  std::vector<unsigned> overlaps;
  std::vector<Range> taken;
  for (unsigned buffer : order) {
    overlaps.clear();
    taken.clear();
    placed.findOverlaps(buffers[buffer], overlaps);
    for (unsigned other : overlaps)
      taken.push_back({plan.offsets[other],
                       plan.offsets[other] + alignBuffer(buffers[other].size)});
    uint64_t size = alignBuffer(buffers[buffer].size);
    plan.offsets[buffer] = tightestGap(taken, size);
    plan.size = std::max(plan.size, plan.offsets[buffer] + size);
    placed.insert(buffer);
  }
  return plan;
}

namespace {
/// Free bytes of the arena below its end, joined with their neighbours.
class FreeList {
public:
  /// The lowest of the smallest free ranges that hold `size` bytes; a free
  /// range at the end, or the end itself, when none does.
  uint64_t allocate(uint64_t size) {
    auto fit = bySize.lower_bound({size, 0});
    Range range{end, end};
    if (fit != bySize.end()) {
      range = {fit->second, fit->second + fit->first};
      erase(range);
    } else if (!byBegin.empty() && byBegin.rbegin()->second == end) {
      range = {byBegin.rbegin()->first, end};
      erase(range);
    }
    end = std::max(end, range.begin + size);
    if (range.begin + size < range.end)
      insert({range.begin + size, range.end});
    return range.begin;
  }

  void release(Range range) {
    auto next = byBegin.lower_bound(range.begin);
    if (next != byBegin.end() && next->first == range.end) {
      Range joined{next->first, next->second};
      range.end = joined.end;
      next = std::next(next);
      erase(joined);
    }
    if (next != byBegin.begin() && std::prev(next)->second == range.begin) {
      Range joined{std::prev(next)->first, std::prev(next)->second};
      range.begin = joined.begin;
      erase(joined);
    }
    insert(range);
  }

  uint64_t size() const { return end; }

private:
  void insert(Range range) {
    byBegin[range.begin] = range.end;
    bySize.insert({range.end - range.begin, range.begin});
  }
  void erase(Range range) {
    byBegin.erase(range.begin);
    bySize.erase({range.end - range.begin, range.begin});
  }

  std::map<uint64_t, uint64_t> byBegin;
  std::set<std::pair<uint64_t, uint64_t>> bySize;
  uint64_t end = 0;
};
} // namespace

static ArenaPlan placeAlongCommands(ArrayRef<Lifetime> buffers) {
  std::vector<unsigned> births = numbersOf(buffers);
  std::vector<unsigned> deaths = births;
  sortBy(births, [&](unsigned buffer) {
    // Of those born together the largest first: it has the fewest choices.
    return std::make_pair(buffers[buffer].first, ~buffers[buffer].size);
  });
  sortBy(deaths, [&](unsigned buffer) { return buffers[buffer].last; });
  ArenaPlan plan;
  plan.offsets.resize(buffers.size());
  FreeList free;
  auto dead = deaths.begin();
  for (unsigned buffer : births) {
    for (; buffers[*dead].last < buffers[buffer].first; ++dead)
      if (uint64_t size = alignBuffer(buffers[*dead].size))
        free.release({plan.offsets[*dead], plan.offsets[*dead] + size});
    if (uint64_t size = alignBuffer(buffers[buffer].size))
      plan.offsets[buffer] = free.allocate(size);
  }
  plan.size = free.size();
  return plan;
}

/// How many pairs of buffers live at the same time.
static uint64_t countOverlaps(ArrayRef<Lifetime> buffers) {
  std::vector<unsigned> firsts, lasts;
  for (const Lifetime &buffer : buffers) {
    firsts.push_back(buffer.first);
    lasts.push_back(buffer.last);
  }
  llvm::sort(firsts);
  llvm::sort(lasts);
  uint64_t pairs = 0;
  size_t ended = 0;
  for (size_t begun = 0; begun < firsts.size(); ++begun) {
    while (lasts[ended] < firsts[begun])
      ++ended;
    pairs += begun - ended;
  }
  return pairs;
}

uint64_t tp::schedule::arenaLowerBound(ArrayRef<Lifetime> buffers) {
  std::vector<std::pair<unsigned, int64_t>> changes;
  for (const Lifetime &buffer : buffers) {
    int64_t size = alignBuffer(buffer.size);
    changes.push_back({buffer.first, size});
    changes.push_back({buffer.last + 1, -size});
  }
  // Ends sort before births at one command, being negative.
  llvm::sort(changes);
  int64_t live = 0, most = 0;
  for (auto [command, change] : changes)
    most = std::max(most, live += change);
  return most;
}

/// Largest first; of equal ones the one that lives longest into the program.
static std::vector<unsigned> largestFirst(ArrayRef<Lifetime> buffers) {
  std::vector<unsigned> order = numbersOf(buffers);
  sortBy(order, [&](unsigned buffer) {
    return std::make_pair(~buffers[buffer].size, ~buffers[buffer].last);
  });
  return order;
}

/// Longest life first; of equal ones the largest.
static std::vector<unsigned> longestFirst(ArrayRef<Lifetime> buffers) {
  std::vector<unsigned> order = numbersOf(buffers);
  sortBy(order, [&](unsigned buffer) {
    return std::make_pair(~(buffers[buffer].last - buffers[buffer].first),
                          ~buffers[buffer].size);
  });
  return order;
}

ArenaPlan tp::schedule::planArena(ArrayRef<Lifetime> buffers) {
  // About a second of looking at pairs.
  constexpr uint64_t kMostPairs = 20'000'000;
  uint64_t bound = arenaLowerBound(buffers);
  ArenaPlan best = placeAlongCommands(buffers);
  if (best.size == bound || countOverlaps(buffers) > kMostPairs)
    return best;
  for (auto order : {largestFirst, longestFirst}) {
    ArenaPlan plan = placeInOrder(buffers, order(buffers));
    if (plan.size < best.size)
      best = std::move(plan);
    if (best.size == bound)
      break;
  }
  return best;
}
