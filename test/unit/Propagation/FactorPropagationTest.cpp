//===- FactorPropagationTest.cpp - what does one op tell its tensors? -----===//

#include "tp/Propagation/FactorPropagation.h"
#include "gtest/gtest.h"

using namespace tp;

static const Axis kX = {0, 1, 2};
static const Axis kY = {1, 1, 4};

namespace {
/// An op whose tensors are given as lists of factors, one a dimension.
struct TestOp {
  ShardingRule rule;
  OpProjection projection;

  TestOp(std::initializer_list<int64_t> sizes, unsigned numOperands) {
    for (int64_t size : sizes)
      rule.factors.push_back({size, FactorKind::PassThrough});
    projection.numOperands = numOperands;
  }
  ProjectedTensor &add(std::initializer_list<unsigned> factors) {
    ProjectedTensor tensor;
    tensor.factors.resize(rule.factors.size());
    for (unsigned factor : factors) {
      tensor.factors[factor].present = tensor.factors[factor].open = true;
      tensor.numElements *= rule.factors[factor].size;
    }
    projection.tensors.push_back(tensor);
    return projection.tensors.back();
  }
  void run(Strategy strategy) {
    propagateFactors(rule, projection, strategy,
                     [](unsigned, unsigned) { return true; });
  }
  AxisList axes(unsigned tensor, unsigned factor) {
    return projection.tensors[tensor].factors[factor].split.axes;
  }
};

/// lhs(i, k) x rhs(k, j) -> (i, j), everything open.
TestOp contraction() {
  TestOp op({8, 16, 32}, 2);
  op.rule.factors[2].kind = FactorKind::Reduction;
  op.add({0, 2});
  op.add({2, 1});
  op.add({0, 1});
  return op;
}
} // namespace

static void split(ProjectedTensor &tensor, unsigned factor, AxisList axes) {
  tensor.factors[factor].split.axes = std::move(axes);
}

class BothStrategies : public testing::TestWithParam<Strategy> {};
INSTANTIATE_TEST_SUITE_P(FactorPropagation, BothStrategies,
                         testing::Values(Strategy::Basic,
                                         Strategy::Aggressive));

TEST_P(BothStrategies, ColumnSplitReachesTheResult) {
  TestOp op = contraction();
  split(op.projection.tensors[1], 1, {kX});
  op.run(GetParam());
  EXPECT_EQ(op.axes(2, 1), AxisList{kX});
  EXPECT_TRUE(op.axes(0, 0).empty());
  EXPECT_TRUE(op.axes(0, 2).empty());
}

TEST_P(BothStrategies, ContractedFactorTiesTheOperands) {
  TestOp op = contraction();
  split(op.projection.tensors[1], 2, {kX});
  op.run(GetParam());
  EXPECT_EQ(op.axes(0, 2), AxisList{kX});
}

TEST_P(BothStrategies, ClosedFactorStays) {
  TestOp op = contraction();
  split(op.projection.tensors[1], 1, {kX});
  op.projection.tensors[2].factors[1].open = false;
  op.run(GetParam());
  EXPECT_TRUE(op.axes(2, 1).empty());
}

TEST_P(BothStrategies, ReservedAxisIsNotTaken) {
  TestOp op = contraction();
  split(op.projection.tensors[1], 1, {kX});
  op.projection.tensors[2].reserved = {kX};
  op.run(GetParam());
  EXPECT_TRUE(op.axes(2, 1).empty());
}

TEST_P(BothStrategies, ReplicatedFactorsDoNotPropagate) {
  TestOp op = contraction();
  op.rule.factors[1].kind = FactorKind::NeedReplication;
  split(op.projection.tensors[1], 1, {kX});
  op.run(GetParam());
  EXPECT_TRUE(op.axes(2, 1).empty());
}

TEST_P(BothStrategies, DisagreementEndsTheList) {
  TestOp op({64}, 2);
  split(op.add({0}), 0, {kX});
  split(op.add({0}), 0, {kX, kY});
  op.add({0});
  op.run(GetParam());
  EXPECT_EQ(op.axes(0, 0), (AxisList{kX, kY}));
  EXPECT_EQ(op.axes(2, 0), (AxisList{kX, kY}));

  TestOp other({64}, 2);
  split(other.add({0}), 0, {kX});
  split(other.add({0}), 0, {kY});
  other.add({0});
  other.run(GetParam());
  EXPECT_TRUE(other.axes(2, 0).empty());
}

TEST_P(BothStrategies, NothingIsSplitIntoMorePartsThanItHas) {
  TestOp op({2}, 1);
  split(op.add({0}), 0, {kX, kY});
  op.add({0});
  op.run(GetParam());
  EXPECT_EQ(op.axes(1, 0), AxisList{kX});
}

TEST_P(BothStrategies, GranuleOfAnUnevenSplitTravels) {
  TestOp op({28}, 1);
  ProjectedTensor &source = op.add({0});
  source.factors[0].split = {{{0, 1, 8}}, 2};
  op.add({0});
  op.run(GetParam());
  EXPECT_EQ(op.projection.tensors[1].factors[0].split,
            (DimSharding{{{0, 1, 8}}, 2}));
}

// One result dimension has the axis already: basic gives it to nobody,
// aggressive to the tensor that can take it.
TEST(FactorPropagation, ConflictOnOneTensor) {
  auto make = [] {
    TestOp op = contraction();
    split(op.projection.tensors[0], 2, {kX});
    split(op.projection.tensors[2], 0, {kX});
    return op;
  };
  TestOp basic = make();
  basic.run(Strategy::Basic);
  EXPECT_TRUE(basic.axes(1, 2).empty());
  TestOp aggressive = make();
  aggressive.run(Strategy::Aggressive);
  EXPECT_EQ(aggressive.axes(1, 2), AxisList{kX});
  EXPECT_TRUE(aggressive.axes(0, 0).empty());
}

// Two factors offer the same axis: the larger tensor's wins.
TEST(FactorPropagation, LargerTensorWins) {
  TestOp op = contraction();
  split(op.projection.tensors[0], 0, {kX}); // 8 x 32
  split(op.projection.tensors[1], 1, {kX}); // 32 x 16
  op.run(Strategy::Aggressive);
  EXPECT_TRUE(op.axes(2, 0).empty());
  EXPECT_EQ(op.axes(2, 1), AxisList{kX});
}

// An elementwise op whose result is closed leaves its operands alone.
TEST(FactorPropagation, ElementwiseDoesNotLeakSideways) {
  TestOp op({64}, 2);
  op.rule.isPassThrough = true;
  split(op.add({0}), 0, {kX});
  op.add({0});
  op.add({0}).factors[0].open = false;
  op.run(Strategy::Aggressive);
  EXPECT_TRUE(op.axes(1, 0).empty());
}

TEST(FactorPropagation, OnlySourcesGive) {
  TestOp op({64}, 1);
  split(op.add({0}), 0, {kX});
  op.add({0});
  propagateFactors(op.rule, op.projection, Strategy::Aggressive,
                   [](unsigned tensor, unsigned) { return tensor == 1; });
  EXPECT_TRUE(op.axes(1, 0).empty());
}

TEST(FactorPropagation, SubAxisGrowsToTheLongerOne) {
  TestOp op({64}, 1);
  split(op.add({0}), 0, {{1, 1, 2}});
  split(op.add({0}), 0, {kY});
  op.run(Strategy::Aggressive);
  EXPECT_EQ(op.axes(0, 0), AxisList{kY});
}
