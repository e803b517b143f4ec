//===- ReshardPathTest.cpp - do paths bring every element home? -----------===//
// A small machine of N ranks runs each path on plain arrays; afterwards every
// rank must hold exactly the elements that the target sharding gives it.

#include "tp/Partition/ReshardPath.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"
#include <random>

using namespace tp;
using llvm::SmallVector;

namespace {
constexpr int64_t kPadding = -1000000000;

/// A dense row-major array.
struct Array {
  std::vector<int64_t> shape;
  std::vector<int64_t> data;

  explicit Array(std::vector<int64_t> s) : shape(std::move(s)) {
    data.assign(size(), kPadding);
  }
  int64_t size() const {
    int64_t n = 1;
    for (int64_t e : shape)
      n *= e;
    return n;
  }
  int64_t &at(llvm::ArrayRef<int64_t> index) {
    int64_t offset = 0;
    for (auto [i, e] : llvm::zip_equal(index, shape)) {
      EXPECT_LT(i, e);
      offset = offset * e + i;
    }
    return data[offset];
  }
  template <typename Fn> void forEach(Fn fn) {
    SmallVector<int64_t> index(shape.size());
    for (int64_t n = 0, e = size(); n < e; ++n) {
      fn(index, data[n]);
      for (unsigned d = shape.size(); d-- > 0;) {
        if (++index[d] < shape[d])
          break;
        index[d] = 0;
      }
    }
  }
};

/// `value` with `dim` of a new extent; element i of it is element
/// source(i) of the old one, padding where that is negative.
template <typename Fn>
Array remap(Array value, unsigned dim, int64_t extent, Fn source) {
  std::vector<int64_t> shape = value.shape;
  shape[dim] = extent;
  Array result(shape);
  result.forEach([&](llvm::ArrayRef<int64_t> index, int64_t &element) {
    SmallVector<int64_t> from(index);
    from[dim] = source(index[dim]);
    if (from[dim] >= 0 && from[dim] < value.shape[dim])
      element = value.at(from);
  });
  return result;
}

/// Where element `i` of the blocks lies in the dimension; -1 for padding.
int64_t fromBlock(const Blocks &blocks, int64_t i) {
  int64_t block = i / blocks.blockExtent(), inside = i % blocks.blockExtent();
  // Positions of the levels, minor first.
  SmallVector<int64_t> positions;
  for (const Blocks::Level &level : llvm::reverse(blocks.levels)) {
    positions.push_back(block % level.parts);
    block /= level.parts;
  }
  // Outwards: inside a block, then inside the block that holds it.
  int64_t at = inside;
  for (unsigned l = blocks.levels.size(); l-- > 0;) {
    int64_t outer = l ? blocks.levels[l - 1].chunk : blocks.extent;
    at += positions[blocks.levels.size() - 1 - l] * blocks.levels[l].chunk;
    if (at >= outer)
      return -1;
  }
  return at;
}

Array toBlocks(const Array &value, unsigned dim, const Blocks &blocks) {
  EXPECT_EQ(value.shape[dim], blocks.extent);
  return remap(value, dim, blocks.paddedExtent(),
               [&](int64_t i) { return fromBlock(blocks, i); });
}

Array fromBlocks(const Array &value, unsigned dim, const Blocks &blocks) {
  EXPECT_EQ(value.shape[dim], blocks.paddedExtent());
  std::vector<int64_t> home(blocks.extent, -1);
  for (int64_t i = 0; i < blocks.paddedExtent(); ++i)
    if (int64_t at = fromBlock(blocks, i); at >= 0)
      home[at] = i;
  return remap(value, dim, blocks.extent, [&](int64_t i) { return home[i]; });
}

Array part(const Array &value, unsigned dim, int64_t position, int64_t parts) {
  int64_t extent = value.shape[dim] / parts;
  return remap(value, dim, extent,
               [&](int64_t i) { return position * extent + i; });
}

Array concat(llvm::ArrayRef<Array> values, unsigned dim) {
  int64_t extent = values[0].shape[dim];
  Array result =
      remap(values[0], dim, extent * values.size(), [](int64_t) { return -1; });
  result.forEach([&](llvm::ArrayRef<int64_t> index, int64_t &element) {
    SmallVector<int64_t> at(index);
    at[dim] %= extent;
    element = Array(values[index[dim] / extent]).at(at);
  });
  return result;
}

int64_t combine(Reduction kind, int64_t a, int64_t b) {
  if (a == kPadding || b == kPadding)
    return kPadding;
  return kind == Reduction::Max ? std::max(a, b) : a + b;
}

Array reduce(llvm::ArrayRef<Array> values, Reduction kind) {
  Array result = values[0];
  for (const Array &next : values.drop_front())
    for (auto [a, b] : llvm::zip_equal(result.data, next.data))
      a = combine(kind, a, b);
  return result;
}

/// All ranks and what they hold.
class Machine {
public:
  Machine(const Mesh &mesh, std::vector<Array> values)
      : values(std::move(values)), mesh(mesh) {}

  void run(const ReshardStep &step) {
    bool splits = step.kind == ReshardStep::AllSlice ||
                  step.kind == ReshardStep::ReduceScatter ||
                  step.kind == ReshardStep::AllToAll;
    if (splits)
      for (Array &value : values)
        value = toBlocks(value, step.splitDim, step.split);
    std::vector<Array> next = values;
    for (llvm::ArrayRef<int64_t> group : groups(mesh, step.axes)) {
      std::vector<Array> held;
      for (int64_t rank : group)
        held.push_back(values[rank]);
      for (auto [position, rank] : llvm::enumerate(group))
        runOn(step, held, position, next, group);
    }
    values = std::move(next);
    if (step.kind == ReshardStep::AllGather ||
        step.kind == ReshardStep::AllToAll)
      for (Array &value : values)
        value = fromBlocks(value, step.joinDim, step.join);
  }

  std::vector<Array> values;

private:
  void runOn(const ReshardStep &step, llvm::ArrayRef<Array> held,
             int64_t position, std::vector<Array> &next,
             llvm::ArrayRef<int64_t> group) {
    int64_t n = held.size();
    Array &own = next[group[position]];
    switch (step.kind) {
    case ReshardStep::AllSlice:
      own = part(held[position], step.splitDim, position, n);
      break;
    case ReshardStep::AllGather:
      own = concat(held, step.joinDim);
      break;
    case ReshardStep::AllToAll: {
      std::vector<Array> parts;
      for (const Array &value : held)
        parts.push_back(part(value, step.splitDim, position, n));
      own = concat(parts, step.joinDim);
      break;
    }
    case ReshardStep::AllReduce:
      own = reduce(held, step.reduction);
      break;
    case ReshardStep::ReduceScatter:
      own = part(reduce(held, step.reduction), step.splitDim, position, n);
      break;
    case ReshardStep::Permute:
      next[group[step.targets[position]]] = held[position];
      break;
    }
  }

  const Mesh &mesh;
};

Array globalArray(llvm::ArrayRef<int64_t> shape) {
  Array global(std::vector<int64_t>(shape.begin(), shape.end()));
  for (auto [i, element] : llvm::enumerate(global.data))
    element = i + 1;
  return global;
}

/// Where the elements of `rank` are: by dimension, offset and valid extent.
SmallVector<ShardRange> rangesOf(const Mesh &mesh,
                                 llvm::ArrayRef<int64_t> shape,
                                 const TensorSharding &sharding, int64_t rank) {
  SmallVector<ShardRange> ranges;
  for (auto [extent, dim] : llvm::zip_equal(shape, sharding.dims))
    ranges.push_back(shardRange(mesh, extent, dim, rank));
  return ranges;
}

/// What each rank holds of `global`; where partial, rank 0 of each group holds
/// the value and the others what changes nothing for a sum, or for a maximum.
std::vector<Array> shardsOf(const Mesh &mesh, Array global,
                            const TensorSharding &sharding) {
  std::vector<Array> shards;
  auto local = shardShape(global.shape, sharding);
  for (int64_t rank = 0; rank < mesh.numRanks(); ++rank) {
    auto ranges = rangesOf(mesh, global.shape, sharding, rank);
    bool neutral = llvm::any_of(sharding.partial, [&](const PartialAxis &p) {
      return coordinate(mesh, p.axis).of(rank) != 0;
    });
    Array shard(std::vector<int64_t>(local.begin(), local.end()));
    shard.forEach([&](llvm::ArrayRef<int64_t> index, int64_t &element) {
      SmallVector<int64_t> at;
      for (auto [i, range] : llvm::zip_equal(index, ranges)) {
        if (i >= range.size)
          return;
        at.push_back(range.offset + i);
      }
      element = neutral ? 0 : global.at(at);
    });
    shards.push_back(std::move(shard));
  }
  return shards;
}

std::string print(const TensorSharding &sharding) {
  std::string text = "[";
  for (const DimSharding &dim : sharding.dims) {
    text += "{";
    for (const Axis &a : dim.axes)
      text += std::to_string(a.index) + ":(" + std::to_string(a.preSize) + ")" +
              std::to_string(a.size) + " ";
    text += "by " + std::to_string(dim.granule) + "}";
  }
  text += "] partial";
  for (const PartialAxis &p : sharding.partial)
    text += " " + std::to_string(p.axis.index);
  return text;
}

/// Runs the path and compares what is valid with what should be there.
void check(const Mesh &mesh, llvm::ArrayRef<int64_t> shape,
           const TensorSharding &from, const TensorSharding &to) {
  SCOPED_TRACE(print(from) + " to " + print(to));
  auto path =
      findReshardPath(shape, 4, layoutOf(shape, from), layoutOf(shape, to));
  ASSERT_TRUE(path);
  Array global = globalArray(shape);
  Machine machine(mesh, shardsOf(mesh, global, from));
  for (const ReshardStep &step : *path)
    machine.run(step);
  std::vector<Array> expected = shardsOf(mesh, global, to);
  for (int64_t rank = 0; rank < mesh.numRanks(); ++rank) {
    Array &actual = machine.values[rank];
    ASSERT_EQ(actual.shape, expected[rank].shape);
    expected[rank].forEach([&](llvm::ArrayRef<int64_t> index, int64_t &e) {
      if (e != kPadding)
        EXPECT_EQ(actual.at(index), e) << "on rank " << rank;
    });
  }
}

Mesh meshOf(std::initializer_list<int64_t> sizes) {
  Mesh mesh;
  for (int64_t size : sizes)
    mesh.axes.push_back({std::string(1, char('a' + mesh.axes.size())), size});
  return mesh;
}

/// Every way to put some of the axes, in any order, on `rank` dimensions.
void placeAxes(llvm::ArrayRef<Axis> axes, TensorSharding current,
               std::vector<TensorSharding> &all) {
  all.push_back(current);
  for (unsigned i = 0; i < axes.size(); ++i) {
    SmallVector<Axis> rest(axes);
    rest.erase(rest.begin() + i);
    for (unsigned d = 0; d < current.dims.size(); ++d) {
      TensorSharding next = current;
      next.dims[d].axes.push_back(axes[i]);
      placeAxes(rest, next, all);
    }
  }
}

std::vector<TensorSharding> allShardings(const Mesh &mesh, unsigned rank) {
  SmallVector<Axis> axes;
  for (auto [i, axis] : llvm::enumerate(mesh.axes))
    axes.push_back({unsigned(i), 1, axis.size});
  std::vector<TensorSharding> all;
  TensorSharding none;
  none.dims.resize(rank);
  placeAxes(axes, none, all);
  return all;
}

/// Kinds of steps, for tests that ask for certain ones.
SmallVector<int> kindsOf(llvm::ArrayRef<int64_t> shape,
                         const TensorSharding &from, const TensorSharding &to) {
  SmallVector<int> kinds;
  auto path =
      findReshardPath(shape, 4, layoutOf(shape, from), layoutOf(shape, to));
  for (const ReshardStep &step : *path)
    kinds.push_back(step.kind);
  return kinds;
}

TensorSharding sharding(std::initializer_list<DimSharding> dims) {
  TensorSharding result;
  result.dims.assign(dims.begin(), dims.end());
  return result;
}
} // namespace

TEST(ReshardPath, AllPairsOnOneAxis) {
  for (int64_t ranks : {1, 2, 3, 4}) {
    Mesh mesh = meshOf({ranks});
    auto all = allShardings(mesh, 2);
    for (const auto &shape : {SmallVector<int64_t>{7, 5}, {8, 12}, {1, 3}})
      for (const TensorSharding &from : all)
        for (const TensorSharding &to : all)
          check(mesh, shape, from, to);
  }
}

TEST(ReshardPath, AllPairsOnTwoAxes) {
  for (Mesh mesh : {meshOf({2, 2}), meshOf({3, 2}), meshOf({2, 3})}) {
    auto all = allShardings(mesh, 2);
    // 5 over 2 x 2 has padding in the middle: [0 1 | 2 -] [3 4 | - -].
    for (const auto &shape : {SmallVector<int64_t>{5, 7}, {12, 6}, {5, 2}})
      for (const TensorSharding &from : all)
        for (const TensorSharding &to : all)
          check(mesh, shape, from, to);
  }
}

TEST(ReshardPath, RandomPairsOnThreeAxes) {
  Mesh mesh = meshOf({2, 3, 2});
  auto all = allShardings(mesh, 3);
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i)
    check(mesh, {5, 13, 4}, all[random() % all.size()],
          all[random() % all.size()]);
}

TEST(ReshardPath, PartialValues) {
  Mesh mesh = meshOf({2, 3});
  auto all = allShardings(mesh, 2);
  for (TensorSharding from : all) {
    for (unsigned i = 0; i < mesh.axes.size(); ++i) {
      Axis axis{i, 1, mesh.axes[i].size};
      bool used = llvm::any_of(from.dims, [&](const DimSharding &dim) {
        return llvm::is_contained(dim.axes, axis);
      });
      if (!used)
        from.partial.push_back(
            {axis, i == 0 ? Reduction::Sum : Reduction::Max});
    }
    for (const TensorSharding &to : all)
      check(mesh, {5, 7}, from, to);
  }
}

TEST(ReshardPath, KeepsPartialAxesOfTheTarget) {
  Mesh mesh = meshOf({2, 2});
  Axis a{0, 1, 2}, b{1, 1, 2};
  TensorSharding from = sharding({{}, {}}), to = sharding({{{b}}, {}});
  from.partial = {{a, Reduction::Sum}, {b, Reduction::Sum}};
  to.partial = {{a, Reduction::Sum}};
  check(mesh, {5, 3}, from, to);
  // Nothing makes a value partial again.
  EXPECT_FALSE(
      findReshardPath({5, 3}, 4, layoutOf({5, 3}, to), layoutOf({5, 3}, from)));
}

TEST(ReshardPath, Granules) {
  Mesh mesh = meshOf({2, 2});
  Axis a{0, 1, 2}, b{1, 1, 2};
  std::vector<TensorSharding> all = {
      sharding({{}, {}}),          sharding({{{a}, 1}, {}}),
      sharding({{{a}, 3}, {}}),    sharding({{{a, b}, 3}, {}}),
      sharding({{{a, b}, 1}, {}}), sharding({{{b, a}, 2}, {}}),
      sharding({{{b}, 3}, {{a}}}), sharding({{}, {{a, b}, 2}})};
  for (const auto &shape : {SmallVector<int64_t>{21, 4}, {15, 6}})
    for (const TensorSharding &from : all)
      for (const TensorSharding &to : all)
        check(mesh, shape, from, to);
}

TEST(ReshardPath, SubAxes) {
  Mesh mesh = meshOf({4, 3});
  Axis whole{0, 1, 4}, major{0, 1, 2}, minor{0, 2, 2}, b{1, 1, 3};
  std::vector<TensorSharding> all = {sharding({{}, {}}),
                                     sharding({{{whole}}, {}}),
                                     sharding({{{major}}, {}}),
                                     sharding({{{minor}}, {{major}}}),
                                     sharding({{{minor, b}}, {}}),
                                     sharding({{{major, minor}}, {}}),
                                     sharding({{{minor, major}}, {{b}}}),
                                     sharding({{{b}}, {{whole}}})};
  for (const auto &shape : {SmallVector<int64_t>{5, 7}, {8, 12}})
    for (const TensorSharding &from : all)
      for (const TensorSharding &to : all)
        check(mesh, shape, from, to);
}

TEST(ReshardPath, SubAxesWithoutCommonParts) {
  Mesh mesh = meshOf({6});
  Axis two{0, 1, 2}, three{0, 1, 3};
  check(mesh, {12}, sharding({{{two}}}), sharding({{{three}}}));
  check(mesh, {7}, sharding({{{three}}}), sharding({{{two}}}));
}

TEST(ReshardPath, PadsSplitsOfOneRank) {
  Mesh mesh = meshOf({1});
  check(mesh, {7}, sharding({{{{0, 1, 1}}, 3}}), sharding({{}}));
  check(mesh, {7}, sharding({{}}), sharding({{{{0, 1, 1}}, 3}}));
}

TEST(ReshardPath, TakesTheCheapStep) {
  Axis a{0, 1, 4}, b{1, 1, 4};
  DimSharding none, onA{{a}}, onB{{b}}, onBoth{{a, b}};
  using Kinds = SmallVector<int>;
  TensorSharding partial = sharding({none, none});
  partial.partial = {{a, Reduction::Sum}};
  SmallVector<int64_t> shape = {16, 16};
  EXPECT_EQ(kindsOf(shape, partial, sharding({none, none})),
            Kinds{ReshardStep::AllReduce});
  EXPECT_EQ(kindsOf(shape, partial, sharding({onA, none})),
            Kinds{ReshardStep::ReduceScatter});
  EXPECT_EQ(kindsOf(shape, sharding({onA, none}), sharding({none, onA})),
            Kinds{ReshardStep::AllToAll});
  EXPECT_EQ(kindsOf(shape, sharding({onA, none}), sharding({onB, none})),
            Kinds{ReshardStep::Permute});
  EXPECT_EQ(kindsOf(shape, sharding({onA, onB}), sharding({onB, onA})),
            Kinds{ReshardStep::Permute});
  EXPECT_EQ(kindsOf(shape, sharding({onBoth, none}), sharding({none, none})),
            Kinds{ReshardStep::AllGather});
  EXPECT_EQ(kindsOf(shape, sharding({none, none}), sharding({onBoth, none})),
            Kinds{ReshardStep::AllSlice});
  EXPECT_TRUE(
      kindsOf(shape, sharding({onA, none}), sharding({onA, none})).empty());
}

TEST(ReshardPath, NeverMoreThanGatheringEverything) {
  Mesh mesh = meshOf({2, 3});
  auto all = allShardings(mesh, 2);
  SmallVector<int64_t> shape = {12, 18};
  for (const TensorSharding &from : all)
    for (const TensorSharding &to : all) {
      Layout source = layoutOf(shape, from);
      auto path = findReshardPath(shape, 4, source, layoutOf(shape, to));
      int64_t local = 4;
      for (int64_t extent : shardShape(shape, from))
        local *= extent;
      EXPECT_LE(pathWireBytes(shape, 4, source, *path), 12 * 18 * 4 - local);
    }
}
