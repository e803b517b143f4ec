//===- ArenaTest.cpp - do buffers that live together lie apart? -----------===//
// And is the arena little larger than the most bytes that live at one time?

#include "tp/Schedule/Arena.h"
#include "gtest/gtest.h"
#include <random>

using namespace tp::schedule;

/// Checks every pair: no two buffers that live together share a byte.
static void expectLegal(const std::vector<Lifetime> &buffers,
                        const ArenaPlan &plan) {
  ASSERT_EQ(plan.offsets.size(), buffers.size());
  for (size_t i = 0; i < buffers.size(); ++i) {
    EXPECT_EQ(plan.offsets[i] % kBufferAlignment, 0u);
    EXPECT_LE(plan.offsets[i] + buffers[i].size, plan.size);
    for (size_t j = 0; j < i; ++j) {
      bool together = buffers[i].first <= buffers[j].last &&
                      buffers[j].first <= buffers[i].last;
      bool apart = plan.offsets[i] + buffers[i].size <= plan.offsets[j] ||
                   plan.offsets[j] + buffers[j].size <= plan.offsets[i];
      EXPECT_TRUE(!together || apart || !buffers[i].size || !buffers[j].size)
          << "buffers " << i << " and " << j;
    }
  }
}

TEST(Arena, Empty) { EXPECT_EQ(planArena({}).size, 0u); }

TEST(Arena, ChainNeedsTwoBuffers) {
  std::vector<Lifetime> chain;
  for (unsigned i = 0; i < 100; ++i)
    chain.push_back({1000, i, i + 1});
  ArenaPlan plan = planArena(chain);
  expectLegal(chain, plan);
  EXPECT_EQ(plan.size, 2 * alignBuffer(1000));
}

TEST(Arena, NeighbouringFreeBytesJoin) {
  // Two small ones die, then a large one fits in what both held.
  std::vector<Lifetime> buffers{
      {64, 0, 1}, {64, 0, 1}, {64, 0, 3}, {128, 2, 3}};
  ArenaPlan plan = planArena(buffers);
  expectLegal(buffers, plan);
  EXPECT_EQ(plan.size, 192u);
}

TEST(Arena, BytesOfNothing) {
  std::vector<Lifetime> buffers{{0, 0, 9}, {64, 0, 9}, {0, 5, 5}};
  EXPECT_EQ(planArena(buffers).size, 64u);
}

TEST(Arena, RandomLifetimesNeverOverlap) {
  std::mt19937 random(1);
  for (unsigned round = 0; round < 200; ++round) {
    std::vector<Lifetime> buffers;
    unsigned count = random() % 80, commands = 1 + random() % 60;
    for (unsigned i = 0; i < count; ++i) {
      unsigned first = random() % commands;
      buffers.push_back({random() % 5000, first,
                         first + unsigned(random() % (commands - first))});
    }
    expectLegal(buffers, planArena(buffers));
  }
}

TEST(Arena, NearTheLowerBound) {
  // As in a backward pass: some live long, most are short.
  std::mt19937 random(2);
  uint64_t sizes = 0, bounds = 0;
  for (unsigned round = 0; round < 50; ++round) {
    std::vector<Lifetime> buffers;
    for (unsigned i = 0; i < 400; ++i) {
      unsigned length = random() % 5 ? random() % 6 : 2 * (400 - i);
      buffers.push_back({64u << (random() % 8), i, i + length});
    }
    ArenaPlan plan = planArena(buffers);
    uint64_t bound = arenaLowerBound(buffers);
    EXPECT_LE(bound, plan.size);
    EXPECT_LE(plan.size, bound + bound / 5);
    sizes += plan.size;
    bounds += bound;
  }
  EXPECT_LE(sizes, bounds + bounds / 20);
}

TEST(Arena, ManyBuffersAreQuick) {
  std::mt19937 random(3);
  std::vector<Lifetime> buffers;
  constexpr unsigned kCount = 100000;
  for (unsigned i = 0; i < kCount; ++i)
    buffers.push_back(
        {1 + random() % 100000, i, random() % 4 ? i + 3 : 2 * kCount - i});
  ArenaPlan plan = planArena(buffers);
  EXPECT_LE(plan.size, arenaLowerBound(buffers) * 11 / 10);
}

TEST(Arena, SameInputSameOffsets) {
  std::vector<Lifetime> buffers;
  for (unsigned i = 0; i < 50; ++i)
    buffers.push_back({64 * (1 + i * 7 % 5), i, i + 1 + i * 3 % 7});
  EXPECT_EQ(planArena(buffers).offsets, planArena(buffers).offsets);
}
