//===- GemmLayoutTest.cpp - is a layout the contraction it stands for? ----===//
// Each layout is executed on arrays by its CBLAS meaning and compared with the
// contraction executed from its maps.

#include "tp/Codegen/GemmLayout.h"
#include "mlir/IR/MLIRContext.h"
#include <gtest/gtest.h>
#include <numeric>

using namespace mlir;
using namespace tp;

namespace {

struct Tensor {
  SmallVector<int64_t> shape;
  SmallVector<unsigned> dims; ///< Iteration dimension of each of its own.
  std::vector<double> data;
};

struct Contraction {
  MLIRContext context;
  SmallVector<int64_t> extents;
  Tensor a, b, c;

  Contraction(ArrayRef<int64_t> extents, ArrayRef<unsigned> aDims,
              ArrayRef<unsigned> bDims, ArrayRef<unsigned> cDims)
      : extents(extents), a(make(aDims)), b(make(bDims)), c(make(cDims)) {
    std::iota(a.data.begin(), a.data.end(), 1);
    std::iota(b.data.begin(), b.data.end(), -7);
  }

  Tensor make(ArrayRef<unsigned> dims) {
    Tensor t{{}, SmallVector<unsigned>(dims), {}};
    size_t size = 1;
    for (unsigned dim : dims) {
      t.shape.push_back(extents[dim]);
      size *= extents[dim];
    }
    t.data.resize(size);
    return t;
  }

  std::optional<GemmLayout> layout(bool swapped = false) {
    auto operand = [&](const Tensor &t) {
      return GemmOperand{t.shape, AffineMap::getMultiDimMapWithTargets(
                                      extents.size(), t.dims, &context)};
    };
    return swapped ? gemmLayout(operand(b), operand(a), operand(c))
                   : gemmLayout(operand(a), operand(b), operand(c));
  }

  std::vector<double> expected() const {
    std::vector<double> result(c.data.size());
    SmallVector<int64_t> index(extents.size());
    auto at = [&](const Tensor &t) {
      size_t offset = 0;
      for (auto [dim, extent] : llvm::zip(t.dims, t.shape))
        offset = offset * extent + index[dim];
      return offset;
    };
    size_t count = 1;
    for (int64_t extent : extents)
      count *= extent;
    for (size_t i = 0; i < count; ++i) {
      size_t rest = i;
      for (int d = extents.size(); d-- > 0; rest /= extents[d])
        index[d] = rest % extents[d];
      result[at(c)] += a.data[at(a)] * b.data[at(b)];
    }
    return result;
  }
};

void gemm(const GemmLayout &g, const double *a, const double *b, double *c) {
  EXPECT_GE(g.lda, g.transposeA ? g.m : g.k);
  EXPECT_GE(g.ldb, g.transposeB ? g.k : g.n);
  EXPECT_GE(g.ldc, g.n);
  for (int64_t m = 0; m < g.m; ++m)
    for (int64_t n = 0; n < g.n; ++n) {
      double sum = 0;
      for (int64_t k = 0; k < g.k; ++k)
        sum += a[g.transposeA ? k * g.lda + m : m * g.lda + k] *
               b[g.transposeB ? n * g.ldb + k : k * g.ldb + n];
      c[m * g.ldc + n] = sum;
    }
}

void run(const GemmLayout &g, const double *a, const double *b, double *c,
         unsigned depth = 0) {
  if (depth == g.batch.size())
    return gemm(g, a, b, c);
  const GemmBatch &batch = g.batch[depth];
  EXPECT_NE(batch.strideC, 0);
  for (int64_t i = 0; i < batch.size; ++i)
    run(g, a + i * batch.strideA, b + i * batch.strideB, c + i * batch.strideC,
        depth + 1);
}

void expectEqual(Contraction &x, const GemmLayout &layout,
                 bool swapped = false) {
  std::vector<double> result(x.c.data.size());
  const Tensor &a = swapped ? x.b : x.a, &b = swapped ? x.a : x.b;
  run(layout, a.data.data(), b.data.data(), result.data());
  EXPECT_EQ(result, x.expected());
}

/// Runs and returns the layout of a contraction that must have one.
GemmLayout check(ArrayRef<int64_t> extents, ArrayRef<unsigned> a,
                 ArrayRef<unsigned> b, ArrayRef<unsigned> c) {
  Contraction x(extents, a, b, c);
  std::optional<GemmLayout> layout = x.layout();
  EXPECT_TRUE(layout.has_value());
  if (!layout)
    return {};
  expectEqual(x, *layout);
  return *layout;
}

TEST(GemmLayout, PlainAndTransposed) {
  GemmLayout nn = check({3, 5, 4}, {0, 2}, {2, 1}, {0, 1});
  EXPECT_FALSE(nn.transposeA || nn.transposeB);
  EXPECT_TRUE(check({3, 5, 4}, {2, 0}, {2, 1}, {0, 1}).transposeA);
  EXPECT_TRUE(check({3, 5, 4}, {0, 2}, {1, 2}, {0, 1}).transposeB);
  EXPECT_TRUE(nn.batch.empty());
}

// In the given order only matrix times vector, many times.
TEST(GemmLayout, TransposedResultWantsTheOtherOrder) {
  Contraction x({3, 5, 4}, {0, 2}, {2, 1}, {1, 0});
  EXPECT_EQ(check({3, 5, 4}, {0, 2}, {2, 1}, {1, 0}).batch.size(), 1u);
  std::optional<GemmLayout> swapped = x.layout(/*swapped=*/true);
  ASSERT_TRUE(swapped.has_value());
  EXPECT_TRUE(swapped->batch.empty());
  expectEqual(x, *swapped, /*swapped=*/true);
}

// x[b,s,d] * w[d,h,k] -> [b,s,h,k] is one product.
TEST(GemmLayout, DimensionsOfOneRoleMerge) {
  GemmLayout g = check({2, 3, 4, 5, 6}, {0, 1, 4}, {4, 2, 3}, {0, 1, 2, 3});
  EXPECT_EQ(g.m, 6);
  EXPECT_EQ(g.n, 20);
  EXPECT_EQ(g.k, 6);
  EXPECT_TRUE(g.batch.empty());
}

// o[b,s,h,k] * w[h,k,d]: two contracted dimensions that are one in memory.
TEST(GemmLayout, ContractedDimensionsMerge) {
  GemmLayout g = check({2, 3, 4, 5, 6}, {0, 1, 2, 3}, {2, 3, 4}, {0, 1, 4});
  EXPECT_EQ(g.k, 20);
}

TEST(GemmLayout, ContractedDimensionsApartHaveNone) {
  // o[b,h,s,k] * w[h,k,d]
  Contraction x({2, 3, 4, 5, 6}, {0, 2, 1, 3}, {2, 3, 4}, {0, 1, 4});
  EXPECT_FALSE(x.layout().has_value());
  EXPECT_FALSE(x.layout(/*swapped=*/true).has_value());
}

// Scores of attention with heads inside: q[b,q,h,d] k[b,s,h,d] -> [b,h,q,s].
TEST(GemmLayout, HeadsInsideAreABatch) {
  GemmLayout g =
      check({2, 3, 4, 5, 6}, {0, 2, 1, 4}, {0, 3, 1, 4}, {0, 1, 2, 3});
  EXPECT_EQ(g.m, 4);
  EXPECT_EQ(g.n, 5);
  EXPECT_EQ(g.k, 6);
  EXPECT_TRUE(g.transposeB);
  EXPECT_EQ(g.batch.size(), 2u);
}

// Groups of queries share keys: a free dimension becomes a batch dimension.
TEST(GemmLayout, GroupedQueries) {
  // b=0 kv=1 g=2 q=3 s=4 d=5
  GemmLayout g =
      check({2, 3, 2, 4, 5, 6}, {0, 3, 1, 2, 5}, {0, 4, 1, 5}, {0, 1, 2, 3, 4});
  EXPECT_EQ(g.n, 5);
  EXPECT_EQ(g.k, 6);
  bool shared = llvm::any_of(
      g.batch, [](const GemmBatch &batch) { return batch.strideB == 0; });
  EXPECT_TRUE(shared);
}

TEST(GemmLayout, ExtentsOfOneAndVectors) {
  check({1, 5, 4}, {0, 2}, {2, 1}, {0, 1});
  check({3, 1, 4}, {0, 2}, {2, 1}, {0, 1});
  check({3, 5, 1}, {0, 2}, {2, 1}, {0, 1});
  check({3, 5, 1}, {2, 0}, {1, 2}, {0, 1});
  check({1, 1, 1}, {0, 2}, {2, 1}, {0, 1});
  check({3, 4}, {0, 1}, {1}, {0}); // matrix times vector
  check({4, 3}, {0}, {0, 1}, {1}); // vector times matrix
  check({4}, {0}, {0}, {});        // dot
  check({3, 5}, {0}, {1}, {0, 1}); // outer product
  check({2, 3, 4}, {0, 2, 1}, {0, 2}, {0, 1});
}

TEST(GemmLayout, DimensionOfOneOperandHasNone) {
  Contraction x({3, 5, 4, 2}, {0, 2, 3}, {2, 1}, {0, 1});
  EXPECT_FALSE(x.layout().has_value());
}

// Every order of the dimensions either has no layout or the right one.
TEST(GemmLayout, AllOrders) {
  SmallVector<unsigned> a{0, 1, 3}, b{0, 2, 3}, c{0, 1, 2};
  int found = 0;
  do
    do
      do {
        Contraction x({2, 3, 4, 5}, a, b, c);
        for (bool swapped : {false, true})
          if (std::optional<GemmLayout> layout = x.layout(swapped)) {
            ++found;
            expectEqual(x, *layout, swapped);
          }
      } while (std::next_permutation(c.begin(), c.end()));
    while (std::next_permutation(b.begin(), b.end()));
  while (std::next_permutation(a.begin(), a.end()));
  EXPECT_GT(found, 100);
}

} // namespace
