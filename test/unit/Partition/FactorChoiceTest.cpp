//===- FactorChoiceTest.cpp - which axes does an op work on? --------------===//

#include "tp/Partition/FactorChoice.h"
#include "gtest/gtest.h"

using namespace tp;

namespace {
const Axis kX{0, 1, 4}, kY{1, 1, 2};

/// c[i, j] = sum over k of a[i, k] * b[k, j]
struct Matmul {
  ShardingRule rule;
  TensorFactors a{{{0}, {2}}}, b{{{2}, {1}}}, c{{{0}, {1}}};

  Matmul() {
    rule.factors = {{8, FactorKind::PassThrough},
                    {16, FactorKind::PassThrough},
                    {32, FactorKind::Reduction}};
  }

  llvm::SmallVector<FactorSharding>
  choose(TensorSharding onA, TensorSharding onB, TensorSharding onC) {
    return chooseFactors(rule, {{8 * 32, a, toFactors(rule, a, onA)},
                                {32 * 16, b, toFactors(rule, b, onB)},
                                {8 * 16, c, toFactors(rule, c, onC)}});
  }
};

TensorSharding dims(AxisList first, AxisList second) {
  TensorSharding sharding;
  sharding.dims.push_back({first});
  sharding.dims.push_back({second});
  return sharding;
}
} // namespace

TEST(FactorChoice, KeepsWhatAgrees) {
  auto chosen =
      Matmul().choose(dims({kY}, {}), dims({}, {kX}), dims({kY}, {kX}));
  EXPECT_EQ(chosen[0].axes, AxisList{kY});
  EXPECT_EQ(chosen[1].axes, AxisList{kX});
  EXPECT_TRUE(chosen[2].axes.empty());
}

TEST(FactorChoice, SplitsReductionsThatBothSidesSplit) {
  auto chosen = Matmul().choose(dims({}, {kX}), dims({kX}, {}), dims({}, {}));
  EXPECT_EQ(chosen[2].axes, AxisList{kX});
}

TEST(FactorChoice, AnAxisServesTheFactorThatMoreElementsHave) {
  // k on a and b against j on c alone.
  auto chosen = Matmul().choose(dims({}, {kX}), dims({kX}, {}), dims({}, {kX}));
  EXPECT_EQ(chosen[2].axes, AxisList{kX});
  EXPECT_TRUE(chosen[1].axes.empty());
  // j on b and c against k on a alone.
  chosen = Matmul().choose(dims({}, {kX}), dims({}, {kX}), dims({}, {kX}));
  EXPECT_EQ(chosen[1].axes, AxisList{kX});
  EXPECT_TRUE(chosen[2].axes.empty());
}

TEST(FactorChoice, TakesTheLongerSplitOnlyWhereItGoesOn) {
  auto chosen =
      Matmul().choose(dims({kX, kY}, {}), dims({}, {}), dims({kX}, {}));
  EXPECT_EQ(chosen[0].axes, (AxisList{kX, kY}));
  // Another order is another split: the larger tensor's stays.
  chosen =
      Matmul().choose(dims({kX, kY}, {}), dims({}, {}), dims({kY, kX}, {}));
  EXPECT_EQ(chosen[0].axes, (AxisList{kX, kY}));
}

TEST(FactorChoice, NeverSplitsWhatMustBeWhole) {
  Matmul matmul;
  matmul.rule.factors[2].kind = FactorKind::NeedReplication;
  auto chosen = matmul.choose(dims({}, {kX}), dims({kX}, {}), dims({}, {}));
  for (const FactorSharding &split : chosen)
    EXPECT_TRUE(split.axes.empty());
}

TEST(FactorChoice, MinorFactorsWaitForTheMajorOnes) {
  // [i, j] -> [i * j]: j can be split in the joined dimension only when i is
  // split into single elements.
  ShardingRule rule;
  rule.factors = {{4, FactorKind::PassThrough}, {6, FactorKind::PassThrough}};
  TensorFactors separate{{{0}, {1}}}, joined{{{0, 1}}};
  TensorSharding whole;
  whole.dims.resize(1);
  auto choose = [&](TensorSharding sharding) {
    return chooseFactors(rule,
                         {{24, separate, toFactors(rule, separate, sharding)},
                          {24, joined, toFactors(rule, joined, whole)}});
  };
  auto chosen = choose(dims({}, {kY}));
  EXPECT_TRUE(chosen[1].axes.empty());
  chosen = choose(dims({kX}, {kY}));
  EXPECT_EQ(chosen[0].axes, AxisList{kX});
  EXPECT_EQ(chosen[1].axes, AxisList{kY});
}
