//===- MeshTest.cpp - device and axis arithmetic --------------------------===//
// Do shards tile every dimension, and do groups partition the ranks?

#include "tp/Support/Mesh.h"
#include <gtest/gtest.h>
#include <set>

using namespace tp;

static Mesh mesh(std::initializer_list<int64_t> sizes) {
  Mesh mesh;
  for (int64_t size : sizes)
    mesh.axes.push_back({std::string(1, 'a' + mesh.axes.size()), size});
  return mesh;
}

static Axis whole(const Mesh &mesh, unsigned index) {
  return {index, 1, mesh.axes[index].size};
}

TEST(Mesh, RanksAreRowMajor) {
  Mesh m = mesh({2, 4});
  EXPECT_EQ(m.numRanks(), 8);
  EXPECT_EQ(m.stride(0), 4);
  EXPECT_EQ(coordinate(m, whole(m, 0)).of(5), 1);
  EXPECT_EQ(coordinate(m, whole(m, 1)).of(5), 1);
}

TEST(Mesh, SubAxesSplitAnAxisMajorFirst) {
  Mesh m = mesh({8});
  Axis major{0, 1, 2}, minor{0, 2, 4};
  for (int64_t rank = 0; rank < 8; ++rank) {
    EXPECT_EQ(coordinate(m, major).of(rank), rank / 4);
    EXPECT_EQ(coordinate(m, minor).of(rank), rank % 4);
    EXPECT_EQ(position(m, {major, minor}, rank), rank);
  }
  EXPECT_FALSE(major.overlaps(minor));
  EXPECT_TRUE(major.overlaps(whole(m, 0)));
  EXPECT_TRUE(Axis({0, 2, 2}).overlaps(minor));
}

TEST(Mesh, GroupsPartitionTheRanksInOrderOfPosition) {
  Mesh m = mesh({2, 3, 2});
  for (AxisList axes :
       {AxisList{}, AxisList{whole(m, 1)}, AxisList{whole(m, 2), whole(m, 0)},
        AxisList{whole(m, 0), whole(m, 1), whole(m, 2)}}) {
    std::set<int64_t> seen;
    for (const auto &group : groups(m, axes)) {
      EXPECT_EQ(int64_t(group.size()), product(axes));
      for (size_t i = 0; i < group.size(); ++i) {
        EXPECT_EQ(position(m, axes, group[i]), int64_t(i));
        EXPECT_TRUE(seen.insert(group[i]).second);
      }
    }
    EXPECT_EQ(int64_t(seen.size()), m.numRanks());
  }
}

TEST(Mesh, ShardsTileUnevenDimensions) {
  Mesh m = mesh({2, 3});
  for (int64_t extent : {0, 1, 5, 6, 7, 12, 13}) {
    for (int64_t granule : {1, 2, 4}) {
      DimSharding split{{whole(m, 0), whole(m, 1)}, granule};
      int64_t next = 0;
      for (int64_t rank = 0; rank < m.numRanks(); ++rank) {
        ShardRange range = shardRange(m, extent, split, rank);
        EXPECT_LE(range.size, shardExtent(extent, split));
        if (range.size == 0)
          continue;
        EXPECT_EQ(range.offset, next);
        EXPECT_EQ(range.offset % granule, 0);
        next += range.size;
      }
      EXPECT_EQ(next, extent) << "granule " << granule;
    }
  }
}

TEST(Mesh, NestedSplitsRoundUpInTurn) {
  // 10 over 2 gives 5; 5 over 2 gives 3: ranks hold 3, 2, 3, 2.
  Mesh m = mesh({2, 2});
  DimSharding split{{whole(m, 0), whole(m, 1)}, 1};
  EXPECT_EQ(shardExtent(10, split), 3);
  int64_t sizes[] = {3, 2, 3, 2}, offsets[] = {0, 3, 5, 8};
  for (int64_t rank = 0; rank < 4; ++rank) {
    ShardRange range = shardRange(m, 10, split, rank);
    EXPECT_EQ(range.size, sizes[rank]);
    EXPECT_EQ(range.offset, offsets[rank]);
  }
  EXPECT_FALSE(dividesEvenly(10, split));
  EXPECT_TRUE(dividesEvenly(8, split));
}

TEST(Mesh, GranulesKeepHeadsWhole) {
  // 28 heads of 128 over 8: four heads a rank, the last rank has none.
  Mesh m = mesh({8});
  DimSharding split{{whole(m, 0)}, 128};
  EXPECT_EQ(shardExtent(28 * 128, split), 4 * 128);
  EXPECT_EQ(shardRange(m, 28 * 128, split, 6).size, 4 * 128);
  EXPECT_EQ(shardRange(m, 28 * 128, split, 7).size, 0);
}
