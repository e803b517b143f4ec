//===- cuda_gemm_shape_test.cpp - Products in the library's terms ---------===//
// Does a row-major product with many batch dimensions become the fewest
// column-major ones with one?

#include "backend/cuda/gemm_shape.h"

#include <gtest/gtest.h>

using tprt::cuda::gemm_shape;
using tprt::cuda::shape_of;

namespace {

tprt_gemm_t dense(tprt_dtype_t dtype, uint64_t m, uint64_t n, uint64_t k) {
  tprt_gemm_t g{};
  g.dtype = g.result_dtype = dtype;
  g.m = m, g.n = n, g.k = k;
  g.lda = k, g.ldb = n, g.ldc = n;
  return g;
}

gemm_shape shape(const tprt_gemm_t &g,
                 const std::vector<tprt_gemm_batch_t> &batch) {
  tprt_gemm_t with = g;
  with.num_batch = uint32_t(batch.size());
  with.batch = batch.data();
  return shape_of(with);
}

TEST(GemmShape, TurnsRowsIntoColumns) {
  tprt_gemm_t g = dense(TPRT_F32, 3, 5, 7);
  g.transpose_b = 1;
  g.ldb = 7;
  gemm_shape s = shape(g, {});
  EXPECT_TRUE(s.transpose_x);
  EXPECT_FALSE(s.transpose_y);
  EXPECT_EQ(std::make_pair(s.x.rows, s.x.cols),
            std::make_pair(uint64_t(7), uint64_t(5)));
  EXPECT_EQ(std::make_pair(s.y.rows, s.y.cols),
            std::make_pair(uint64_t(7), uint64_t(3)));
  EXPECT_EQ(std::make_pair(s.d.rows, s.d.cols),
            std::make_pair(uint64_t(5), uint64_t(3)));
}

TEST(GemmShape, ASharedWeightMakesOneProduct) {
  gemm_shape s = shape(dense(TPRT_F32, 16, 8, 4),
                       {{2, 3 * 64, 0, 3 * 128}, {3, 64, 0, 128}});
  EXPECT_EQ(s.batch, 1u);
  EXPECT_EQ(s.calls, 1u);
  EXPECT_EQ(s.d.cols, 96u);
}

TEST(GemmShape, NeighboursMerge) {
  gemm_shape s =
      shape(dense(TPRT_F32, 16, 8, 4), {{2, 192, 96, 384}, {3, 64, 32, 128}});
  EXPECT_EQ(s.batch, 6u);
  EXPECT_EQ(s.calls, 1u);
}

TEST(GemmShape, TheLargestDimensionIsOneCall) {
  gemm_shape s = shape(dense(TPRT_F32, 16, 8, 4),
                       {{2, 64, 0, 4000}, {9, 0, 32, 128}, {3, 128, 32, 2000}});
  EXPECT_EQ(s.batch, 9u);
  EXPECT_EQ(s.calls, 6u);
  EXPECT_EQ(tprt::cuda::offsets_of(s, 5).c, 4000u + 2 * 2000);
}

TEST(GemmShape, KnowsTheAlignmentOfEachCall) {
  gemm_shape s =
      shape(dense(TPRT_BF16, 16, 8, 4), {{2, 24, 0, 4001}, {9, 1000, 32, 128}});
  EXPECT_EQ(s.y.alignment, 16u); // 48 bytes between A's
  EXPECT_EQ(s.x.alignment, 64u);
  EXPECT_EQ(s.d.alignment, 2u);
}

} // namespace
