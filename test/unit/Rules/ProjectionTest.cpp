//===- ProjectionTest.cpp - do factors keep every element in its shard? ---===//

#include "tp/Rules/Projection.h"
#include "gtest/gtest.h"
#include <random>

using namespace tp;

static Axis x(int64_t size, int64_t pre = 1) { return {0, pre, size}; }
static Axis y(int64_t size, int64_t pre = 1) { return {1, pre, size}; }

TEST(Projection, DividingAxisFillsTheMajorFactor) {
  auto factors = toFactors({{x(4)}}, {12, 32});
  EXPECT_EQ(factors[0], (DimSharding{{x(4)}}));
  EXPECT_EQ(factors[1], DimSharding());
  EXPECT_EQ(fromFactors(factors, {12, 32}), (DimSharding{{x(4)}}));
}

TEST(Projection, LargerAxisIsCutIntoSubAxes) {
  auto factors = toFactors({{x(8)}}, {4, 32});
  EXPECT_EQ(factors[0], (DimSharding{{x(4, 1)}}));
  EXPECT_EQ(factors[1], (DimSharding{{x(2, 4)}}));
  EXPECT_EQ(fromFactors(factors, {4, 32}), (DimSharding{{x(8)}}));
}

TEST(Projection, UnevenAxisStaysOnTheMajorFactorWithAGranule) {
  auto factors = toFactors({{x(8)}}, {12, 32});
  EXPECT_EQ(factors[0], (DimSharding{{x(8)}}));
  EXPECT_EQ(factors[1], DimSharding());
  EXPECT_EQ(fromFactors(factors, {12, 32}), (DimSharding{{x(8)}, 32}));
}

TEST(Projection, GranuleOfWholeFactorsKeepsTheFactorsWhole) {
  auto factors = toFactors({{x(8)}, 128}, {28, 128});
  EXPECT_EQ(factors[0], (DimSharding{{x(8)}}));
  EXPECT_EQ(fromFactors(factors, {28, 128}), (DimSharding{{x(8)}, 128}));
}

TEST(Projection, AxesAfterAFullFactorGoToTheNext) {
  auto factors = toFactors({{x(4), y(2)}}, {4, 6});
  EXPECT_EQ(factors[0], (DimSharding{{x(4)}}));
  EXPECT_EQ(factors[1], (DimSharding{{y(2)}}));
}

TEST(Projection, MinorFactorCountsOnlyBehindFullOnes) {
  EXPECT_EQ(fromFactors({{{x(2)}}, {{y(2)}}}, {4, 8}), (DimSharding{{x(2)}}));
  EXPECT_EQ(fromFactors({{}, {{y(2)}}}, {4, 8}), DimSharding());
  EXPECT_EQ(fromFactors({{}, {{y(2)}}}, {1, 8}), (DimSharding{{y(2)}}));
}

TEST(Projection, SubAxesJoinOnlyWhereExtentsDivide) {
  // 2x3 over 4: whole is 2,2,2,0; cut in turn it would be 2,1,2,1.
  auto split = fromFactors({{{x(2, 1)}}, {{x(2, 2)}}}, {2, 3});
  EXPECT_EQ(split.axes, (AxisList{x(2, 1), x(2, 2)}));
  auto factors = toFactors({{x(4)}}, {2, 3});
  EXPECT_EQ(factors[0].axes, (AxisList{x(4)}));
}

TEST(Projection, GranuleThatChangesNothingIsDropped) {
  EXPECT_EQ(canonicalSplit({{x(4)}, 32}, 384), (DimSharding{{x(4)}}));
  EXPECT_EQ(canonicalSplit({{x(8)}, 32}, 384), (DimSharding{{x(8)}, 32}));
}

/// The element of a dimension that stands at `positions` of its factors.
static int64_t elementAt(llvm::ArrayRef<int64_t> positions,
                         llvm::ArrayRef<int64_t> sizes) {
  int64_t element = 0;
  for (auto [position, size] : llvm::zip_equal(positions, sizes))
    element = element * size + position;
  return element;
}

static bool holds(const Mesh &mesh, int64_t extent, const DimSharding &split,
                  int64_t rank, int64_t element) {
  ShardRange range = shardRange(mesh, extent, split, rank);
  return element >= range.offset && element < range.offset + range.size;
}

// Whatever the factors, a rank holds the same elements of the dimension as it
// holds positions of the factors.
TEST(Projection, FactorsAndDimensionPlaceElementsAlike) {
  std::mt19937 random(7);
  auto pick = [&](std::initializer_list<int64_t> from) {
    return from.begin()[random() % from.size()];
  };
  for (int trial = 0; trial < 2000; ++trial) {
    Mesh mesh{{{"x", pick({2, 3, 4, 6, 8})}, {"y", pick({2, 3, 4})}}};
    llvm::SmallVector<int64_t> sizes = {pick({1, 2, 3, 4, 6, 12}),
                                        pick({1, 2, 3, 5, 8})};
    int64_t extent = sizes[0] * sizes[1];
    DimSharding dim{{x(mesh.axes[0].size)}, pick({1, 1, 2, sizes[1]})};
    if (random() % 2)
      dim.axes.push_back(y(mesh.axes[1].size));
    auto factors = toFactors(dim, sizes);
    DimSharding back = fromFactors(factors, sizes);
    // Only where a granule does not divide the minor factor is an axis left
    // out: behind others it has no place there.
    if (product(back.axes) != product(dim.axes)) {
      EXPECT_NE(sizes[1] % canonicalSplit(dim, extent).granule, 0);
      continue;
    }
    for (int64_t rank = 0; rank < mesh.numRanks(); ++rank)
      for (int64_t major = 0; major < sizes[0]; ++major)
        for (int64_t minor = 0; minor < sizes[1]; ++minor) {
          bool inFactors = holds(mesh, sizes[0], factors[0], rank, major) &&
                           holds(mesh, sizes[1], factors[1], rank, minor);
          bool inDim =
              holds(mesh, extent, back, rank, elementAt({major, minor}, sizes));
          ASSERT_EQ(inFactors, inDim)
              << "trial " << trial << " rank " << rank << " sizes " << sizes[0]
              << "x" << sizes[1] << " granule " << dim.granule;
        }
  }
}

// Where nothing is lost on the way, the way back gives the same shards.
TEST(Projection, OneFactorLosesNothing) {
  for (int64_t extent : {1, 5, 7, 12, 30522})
    for (int64_t granule : {1, 2, 3}) {
      DimSharding dim = canonicalSplit({{x(4), y(2)}, granule}, extent);
      EXPECT_EQ(fromFactors(toFactors(dim, {extent}), {extent}), dim);
    }
}
