//===- PropagationGraphTest.cpp - where does the fixpoint end? ------------===//

#include "tp/Propagation/PropagationGraph.h"
#include "gtest/gtest.h"
#include <random>

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

namespace {
/// A random program of products, transposes, reshapes and sums over two axes.
class RandomProgram {
public:
  explicit RandomProgram(unsigned seed) : random(seed) {
    for (int i = 0; i < 4; ++i)
      add({pick({1, 2, 6, 8, 12}), pick({3, 4, 16})});
    for (int i = 0; i < 30; ++i)
      addRandomOp();
  }

  PropagationGraph graph;
  std::vector<std::optional<StatedSharding>> statements;

private:
  int64_t pick(std::initializer_list<int64_t> from) {
    return from.begin()[random() % from.size()];
  }

  StatedDim randomDim(AxisList &left) {
    StatedDim dim;
    dim.open = random() % 2;
    dim.priority = pick({0, 0, 1});
    dim.split.granule = pick({1, 1, 2, 3});
    while (!left.empty() && random() % 2)
      dim.split.axes.push_back(left.pop_back_val());
    return dim;
  }

  unsigned add(llvm::ArrayRef<int64_t> shape) {
    std::optional<StatedSharding> statement;
    if (random() % 4 == 0) {
      statement.emplace();
      AxisList left = {kX, kY};
      for (size_t i = 0; i < shape.size(); ++i)
        statement->dims.push_back(randomDim(left));
    }
    statements.push_back(statement);
    shapes.emplace_back(shape.begin(), shape.end());
    return graph.addValue(shape, statement);
  }

  void addRandomOp() {
    unsigned a = random() % shapes.size();
    llvm::SmallVector<int64_t> shape = shapes[a];
    switch (random() % 4) {
    case 0:
      return graph.addLink(a, add(shape));
    case 1: {
      unsigned w = add({shape[1], pick({4, 6})});
      int64_t columns = shapes[w][1];
      unsigned r = add({shape[0], columns});
      return graph.addOp(matmul(shape[0], shape[1], columns), {a, w}, {r});
    }
    case 2: {
      ShardingRule rule;
      rule.isPassThrough = true;
      rule.factors = {{shape[0], FactorKind::PassThrough},
                      {shape[1], FactorKind::PassThrough}};
      rule.operands = {{{{0}, {1}}}};
      rule.results = {{{{1}, {0}}}};
      return graph.addOp(rule, a, add({shape[1], shape[0]}));
    }
    default: {
      // (a, b) -> (a * b / c, c) by way of one dimension.
      unsigned joined = add({shape[0] * shape[1], 1});
      ShardingRule collapse;
      collapse.isPassThrough = true;
      collapse.factors = {{shape[0], FactorKind::PassThrough},
                          {shape[1], FactorKind::PassThrough}};
      collapse.operands = {{{{0}, {1}}}};
      collapse.results = {{{{0, 1}, {}}}};
      return graph.addOp(collapse, a, joined);
    }
    }
  }

  std::mt19937 random;
  std::vector<llvm::SmallVector<int64_t>> shapes;
};
} // namespace

static void expectAxesUsedOnce(const TensorSharding &sharding) {
  AxisList seen;
  for (const DimSharding &dim : sharding.dims)
    for (const Axis &axis : dim.axes) {
      for (const Axis &other : seen)
        EXPECT_FALSE(axis.overlaps(other));
      seen.push_back(axis);
    }
}

// Whatever is stated: the fixpoint ends, no value uses an axis twice, what is
// closed stays, what is stated is only extended, and every axis has an origin.
TEST(PropagationGraph, InvariantsOnRandomPrograms) {
  for (unsigned seed = 0; seed < 400; ++seed) {
    for (Strategy strategy : {Strategy::Basic, Strategy::Aggressive}) {
      RandomProgram program(seed);
      program.graph.propagate(strategy);
      for (unsigned v = 0; v < program.graph.getNumValues(); ++v) {
        TensorSharding found = program.graph.getSharding(v);
        expectAxesUsedOnce(found);
        AxisList withOrigin;
        for (const AxisOrigin &origin : program.graph.getOrigins(v))
          withOrigin.push_back(origin.axis);
        for (const DimSharding &dim : found.dims)
          for (const Axis &axis : dim.axes)
            EXPECT_TRUE(llvm::any_of(
                withOrigin, [&](const Axis &a) { return a.overlaps(axis); }))
                << "seed " << seed << " value " << v;
        if (!program.statements[v])
          continue;
        for (auto [dim, stated] :
             llvm::zip_equal(found.dims, program.statements[v]->dims)) {
          if (stated.open)
            EXPECT_EQ(
                llvm::ArrayRef(dim.axes).take_front(stated.split.axes.size()),
                llvm::ArrayRef(stated.split.axes));
          else
            EXPECT_EQ(dim.axes, stated.split.axes);
        }
      }
    }
  }
}

// The same program gives the same shardings.
TEST(PropagationGraph, Deterministic) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    RandomProgram a(seed), b(seed);
    a.graph.propagate(Strategy::Aggressive);
    b.graph.propagate(Strategy::Aggressive);
    for (unsigned v = 0; v < a.graph.getNumValues(); ++v)
      EXPECT_EQ(a.graph.getSharding(v), b.graph.getSharding(v));
  }
}
