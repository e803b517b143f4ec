//===- PropagationGraphTest.cpp - where does the fixpoint end? ------------===//

#include "tp/Propagation/PropagationGraph.h"
#include "gtest/gtest.h"

using namespace tp;

static const Axis kX = {0, 1, 2};
static const Axis kY = {1, 1, 4};

static StatedSharding stated(std::initializer_list<StatedDim> dims) {
  StatedSharding sharding;
  sharding.dims.append(dims.begin(), dims.end());
  return sharding;
}

static StatedDim closed(AxisList axes, int64_t priority = 0) {
  return {{std::move(axes)}, false, priority};
}

static StatedDim open(AxisList axes = {}, int64_t priority = 0) {
  return {{std::move(axes)}, true, priority};
}

static AxisList axes(const PropagationGraph &graph, unsigned value,
                     unsigned dim) {
  return graph.getSharding(value).dims[dim].axes;
}

/// (i, k) x (k, j) -> (i, j)
static ShardingRule matmul(int64_t i, int64_t k, int64_t j) {
  ShardingRule rule;
  rule.factors = {{i, FactorKind::PassThrough},
                  {k, FactorKind::Reduction},
                  {j, FactorKind::PassThrough}};
  rule.operands = {{{{0}, {1}}}, {{{1}, {2}}}};
  rule.results = {{{{0}, {2}}}};
  return rule;
}

/// (a) -> (a) or, expanded, (a*b) -> (a, b).
static ShardingRule expand(int64_t a, int64_t b) {
  ShardingRule rule;
  rule.isPassThrough = true;
  rule.factors = {{a, FactorKind::PassThrough}, {b, FactorKind::PassThrough}};
  rule.operands = {{{{0, 1}}}};
  rule.results = {{{{0}, {1}}}};
  return rule;
}

// Column-split then row-split weights split the hidden activation and nothing
// around it.
TEST(PropagationGraph, Megatron) {
  PropagationGraph graph;
  unsigned in = graph.addValue({8, 16});
  unsigned w1 = graph.addValue({16, 64}, stated({closed({}), closed({kY})}));
  unsigned hidden = graph.addValue({8, 64});
  graph.addOp(matmul(8, 16, 64), {in, w1}, {hidden});
  unsigned w2 = graph.addValue({64, 16}, stated({closed({kY}), closed({})}));
  unsigned out = graph.addValue({8, 16});
  graph.addOp(matmul(8, 64, 16), {hidden, w2}, {out});
  graph.propagate(Strategy::Aggressive);
  EXPECT_EQ(axes(graph, hidden, 1), AxisList{kY});
  EXPECT_TRUE(graph.getSharding(in).isReplicated());
  EXPECT_TRUE(graph.getSharding(out).isReplicated());
}

// 12 heads of 32 over 8: the joined dimension gets a granule of one head, and
// the weight that makes it too.
TEST(PropagationGraph, UnevenHeadsStayWhole) {
  PropagationGraph graph;
  Axis eight = {0, 1, 8};
  unsigned heads =
      graph.addValue({12, 32}, stated({closed({eight}), closed({})}));
  unsigned joined = graph.addValue({384});
  graph.addOp(expand(12, 32), {joined}, {heads});
  graph.propagate(Strategy::Aggressive);
  EXPECT_EQ(graph.getSharding(joined).dims[0], (DimSharding{{eight}, 32}));
}

TEST(PropagationGraph, JoinedSplitAlongRowsGetsTheGranuleOfItsHeads) {
  PropagationGraph graph;
  Axis eight = {0, 1, 8};
  unsigned in = graph.addValue({4, 16});
  unsigned w = graph.addValue({16, 384}, stated({closed({}), open({eight})}));
  unsigned joined = graph.addValue({4, 384});
  graph.addOp(matmul(4, 16, 384), {in, w}, {joined});
  unsigned heads = graph.addValue({4, 12, 32});
  ShardingRule rule;
  rule.isPassThrough = true;
  rule.factors = {{4, FactorKind::PassThrough},
                  {12, FactorKind::PassThrough},
                  {32, FactorKind::PassThrough}};
  rule.operands = {{{{0}, {1, 2}}}};
  rule.results = {{{{0}, {1}, {2}}}};
  graph.addOp(rule, {joined}, {heads});
  graph.propagate(Strategy::Aggressive);
  EXPECT_EQ(axes(graph, heads, 1), AxisList{eight});
  EXPECT_EQ(graph.getSharding(joined).dims[1].granule, 32);
  EXPECT_EQ(graph.getSharding(w).dims[1].granule, 32);
}

// A later priority finds its axes still free, and its dimension unsplit.
TEST(PropagationGraph, PrioritiesInOrder) {
  PropagationGraph graph;
  unsigned a = graph.addValue({8, 16}, stated({open({kX}, 1), open({}, 0)}));
  unsigned w = graph.addValue({16, 64}, stated({open(), open({kX}, 0)}));
  unsigned r = graph.addValue({8, 64});
  graph.addOp(matmul(8, 16, 64), {a, w}, {r});
  graph.propagate(Strategy::Aggressive);
  EXPECT_EQ(axes(graph, r, 1), AxisList{kX});
  EXPECT_TRUE(axes(graph, r, 0).empty());
  EXPECT_EQ(axes(graph, a, 0), AxisList{kX});
}

TEST(PropagationGraph, ReplicatedAxesKeepOut) {
  PropagationGraph graph;
  unsigned a = graph.addValue({8}, stated({closed({kX})}));
  StatedSharding none = stated({open()});
  none.replicated = {kX};
  unsigned b = graph.addValue({8}, none);
  graph.addLink(a, b);
  graph.propagate(Strategy::Aggressive);
  EXPECT_TRUE(graph.getSharding(b).isReplicated());
}

TEST(PropagationGraph, PartialValuesKeepTheirAxes) {
  PropagationGraph graph;
  unsigned a = graph.addValue({8}, stated({closed({kX})}));
  StatedSharding partial = stated({open()});
  partial.partial = {{kX, Reduction::Sum}};
  unsigned b = graph.addValue({8}, partial);
  graph.addLink(a, b);
  graph.propagate(Strategy::Aggressive);
  EXPECT_TRUE(axes(graph, b, 0).empty());
  EXPECT_EQ(graph.getSharding(b).partial.size(), 1u);
}

TEST(PropagationGraph, OriginIsTheStatement) {
  PropagationGraph graph;
  unsigned a = graph.addValue({8, 16}, stated({closed({}), closed({kX})}));
  unsigned b = graph.addValue({8, 16});
  unsigned c = graph.addValue({8, 16});
  graph.addLink(a, b);
  graph.addLink(b, c);
  graph.propagate(Strategy::Basic);
  ASSERT_EQ(graph.getOrigins(c).size(), 1u);
  EXPECT_EQ(graph.getOrigins(c)[0].value, a);
  EXPECT_EQ(graph.getOrigins(c)[0].dim, 1u);
}

// Granules that cannot both hold do not chase each other for ever.
TEST(PropagationGraph, ClashingGranulesEnd) {
  PropagationGraph graph;
  Axis eight = {0, 1, 8};
  unsigned a = graph.addValue(
      {384}, stated({{{{eight}, 48}, /*open=*/true, /*priority=*/0}}));
  unsigned heads = graph.addValue({12, 32});
  graph.addOp(expand(12, 32), {a}, {heads});
  unsigned b = graph.addValue(
      {384}, stated({{{{eight}, 20}, /*open=*/true, /*priority=*/0}}));
  graph.addLink(a, b);
  graph.propagate(Strategy::Aggressive);
  EXPECT_EQ(axes(graph, heads, 0), AxisList{eight});
}
