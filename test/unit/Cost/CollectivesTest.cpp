//===- CollectivesTest.cpp - bytes on the wire ----------------------------===//
// Does every collective cost what a ring sends?

#include "tp/Cost/Collectives.h"
#include "gtest/gtest.h"

using namespace tp::cost;

TEST(WireBytes, FollowTheRingFormulas) {
  // A whole tensor of 1,024 bytes over 4 ranks.
  EXPECT_EQ(wireBytes(Collective::AllReduce, 4, 1024), 1536);
  EXPECT_EQ(wireBytes(Collective::AllGather, 4, 256), 768);
  EXPECT_EQ(wireBytes(Collective::ReduceScatter, 4, 1024), 768);
  EXPECT_EQ(wireBytes(Collective::AllToAll, 4, 256), 192);
  EXPECT_EQ(wireBytes(Collective::Permute, 4, 256), 256);
}

TEST(WireBytes, ReduceScatterAndAllGatherAreAnAllReduce) {
  for (int64_t group : {2, 3, 5, 8}) {
    int64_t local = 120, whole = group * local;
    EXPECT_EQ(wireBytes(Collective::ReduceScatter, group, whole) +
                  wireBytes(Collective::AllGather, group, local),
              wireBytes(Collective::AllReduce, group, whole));
  }
}

TEST(WireBytes, OneRankSendsNothing) {
  for (auto kind :
       {Collective::AllReduce, Collective::AllGather, Collective::ReduceScatter,
        Collective::AllToAll, Collective::Permute})
    EXPECT_EQ(wireBytes(kind, 1, 1000), 0);
}

TEST(WireBytes, PartsOfABytesAreRoundedUp) {
  EXPECT_EQ(wireBytes(Collective::AllToAll, 3, 4), 3);
  EXPECT_EQ(wireBytes(Collective::AllReduce, 3, 4), 6);
}

TEST(ElementBytes, BitsTakeAByte) {
  EXPECT_EQ(elementBytes(1), 1);
  EXPECT_EQ(elementBytes(16), 2);
  EXPECT_EQ(elementBytes(64), 8);
}
