//===- gemm_test.cpp - Matrix products ------------------------------------===//
// Does the CPU backend's product equal the one computed element by element, for
// every transposition, batch and stride, and is it the same, bit for bit, with
// any number of workers?

#include "runner.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

struct shape {
  uint64_t m, n, k;
  std::vector<uint64_t> batch;
};

const shape shapes[] = {
    {1, 1, 1, {}},     {3, 5, 7, {}},     {64, 64, 64, {}},   {1, 300, 40, {}},
    {300, 1, 40, {}},  {513, 70, 33, {}}, {70, 1025, 33, {}}, {5, 6, 7, {3}},
    {5, 6, 7, {2, 3}}, {0, 4, 4, {}},     {4, 0, 4, {}},      {4, 4, 0, {}},
    {4, 4, 4, {0}},    {33, 17, 9, {20}}, {600, 10, 10, {2}},
};

template <typename T> struct product {
  fb::GemmT gemm;
  std::vector<T> a, b, c; // c: before
};

/// Dense operands, rows padded by `pad` elements.
template <typename T>
product<T> make(const shape &s, bool transpose_a, bool transpose_b,
                bool accumulate, uint64_t pad) {
  product<T> p;
  fb::GemmT &g = p.gemm;
  g.dtype = sizeof(T) == 4 ? fb::DType::f32 : fb::DType::f64;
  g.m = s.m, g.n = s.n, g.k = s.k;
  g.transpose_a = transpose_a, g.transpose_b = transpose_b;
  g.accumulate = accumulate;
  g.lda = std::max<uint64_t>(transpose_a ? s.m : s.k, 1) + pad;
  g.ldb = std::max<uint64_t>(transpose_b ? s.k : s.n, 1) + pad;
  g.ldc = std::max<uint64_t>(s.n, 1) + pad;
  uint64_t size_a = g.lda * (transpose_a ? s.k : s.m);
  uint64_t size_b = g.ldb * (transpose_b ? s.n : s.k);
  uint64_t size_c = g.ldc * s.m;
  for (size_t i = s.batch.size(); i-- > 0;) {
    g.batch.insert(g.batch.begin(), std::make_unique<fb::BatchT>());
    g.batch[0]->size = s.batch[i];
    g.batch[0]->stride_a = size_a, size_a *= s.batch[i];
    g.batch[0]->stride_b = size_b, size_b *= s.batch[i];
    g.batch[0]->stride_c = size_c, size_c *= s.batch[i];
  }
  std::mt19937 random(uint32_t(s.m * 31 + s.n * 7 + s.k));
  auto fill = [&](std::vector<T> &values, uint64_t size) {
    for (uint64_t i = 0; i < size; ++i)
      values.push_back(T(random()) / T(4294967296.0) * 2 - 1);
  };
  fill(p.a, size_a), fill(p.b, size_b), fill(p.c, size_c);
  return p;
}

template <typename T>
T naive_one(const product<T> &p, uint64_t a, uint64_t b, uint64_t row,
            uint64_t column) {
  double sum = 0;
  for (uint64_t k = 0; k < p.gemm.k; ++k)
    sum += double(p.a[a + (p.gemm.transpose_a ? k * p.gemm.lda + row
                                              : row * p.gemm.lda + k)]) *
           double(p.b[b + (p.gemm.transpose_b ? column * p.gemm.ldb + k
                                              : k * p.gemm.ldb + column)]);
  return T(sum);
}

template <typename T> std::vector<T> naive(const product<T> &p) {
  std::vector<T> c = p.c;
  uint64_t matrices = 1;
  for (const auto &batch : p.gemm.batch)
    matrices *= batch->size;
  for (uint64_t matrix = 0; matrix < matrices; ++matrix) {
    uint64_t rest = matrix, a = 0, b = 0, at = 0;
    for (size_t i = p.gemm.batch.size(); i-- > 0;) {
      const fb::BatchT &batch = *p.gemm.batch[i];
      uint64_t index = rest % batch.size;
      rest /= batch.size;
      a += index * batch.stride_a;
      b += index * batch.stride_b;
      at += index * batch.stride_c;
    }
    for (uint64_t row = 0; row < p.gemm.m; ++row)
      for (uint64_t column = 0; column < p.gemm.n; ++column) {
        T &target = c[at + row * p.gemm.ldc + column];
        T sum = naive_one(p, a, b, row, column);
        target = p.gemm.accumulate ? target + sum : sum;
      }
  }
  return c;
}

/// Runs the product with c copied in before it.
template <typename T>
std::vector<T> run_product(product<T> &p, uint32_t workers) {
  program_builder b(1);
  fb::Ref a = b.argument(p.gemm.dtype, {p.a.size()});
  fb::Ref bb = b.argument(p.gemm.dtype, {p.b.size()});
  fb::Ref before = b.argument(p.gemm.dtype, {p.c.size()});
  fb::Ref c = b.result(p.gemm.dtype, {p.c.size()});
  p.gemm.a = std::make_unique<fb::Ref>(a);
  p.gemm.b = std::make_unique<fb::Ref>(bb);
  p.gemm.c = std::make_unique<fb::Ref>(c);
  b.copy(before, c);
  b.gemm(p.gemm);
  runner run(b.build(), {nullptr, nullptr, 20000, workers});
  run.write(0, 0, p.a);
  run.write(0, 1, p.b);
  run.write(0, 2, p.c);
  outcome outcome = run.run(2);
  EXPECT_TRUE(outcome.ok()) << outcome.message();
  return run.read_as<T>(0, 0);
}

template <typename T>
void expect_near(const std::vector<T> &got, const std::vector<T> &expected,
                 double tolerance) {
  ASSERT_EQ(got.size(), expected.size());
  for (size_t i = 0; i < got.size(); ++i)
    ASSERT_NEAR(got[i], expected[i], tolerance) << "element " << i;
}

template <typename T> void check_all(double tolerance) {
  for (const shape &shape : shapes)
    for (int flags = 0; flags < 16; ++flags) {
      product<T> p =
          make<T>(shape, flags & 1, flags & 2, flags & 4, flags & 8 ? 3 : 0);
      expect_near(run_product(p, 2), naive(p), tolerance);
    }
}

TEST(Gemm, F32EqualsTheDefinition) { check_all<float>(1e-4); }
TEST(Gemm, F64EqualsTheDefinition) { check_all<double>(1e-12); }

// Batches that interleave, as heads do in attention: C[m, batch, n].
TEST(Gemm, InterleavedBatches) {
  product<float> p = make<float>({8, 4, 5, {3}}, false, false, false, 0);
  p.gemm.ldc = 12;
  p.gemm.batch[0]->stride_c = 4;
  expect_near(run_product(p, 2), naive(p), 1e-5);
}

// One B for all batches.
TEST(Gemm, BroadcastOperand) {
  product<float> p = make<float>({8, 4, 5, {3}}, false, false, false, 0);
  p.gemm.batch[0]->stride_b = 0;
  expect_near(run_product(p, 2), naive(p), 1e-5);
}

TEST(Gemm, SameBitsWithAnyNumberOfWorkers) {
  const shape big[] = {
      {1024, 96, 200, {}}, {96, 1300, 128, {}}, {40, 50, 64, {24}}};
  for (const shape &shape : big)
    for (int flags = 0; flags < 4; ++flags) {
      product<float> p = make<float>(shape, flags & 1, flags & 2, false, 0);
      std::vector<float> one = run_product(p, 1);
      for (uint32_t workers : {2u, 3u, 7u}) {
        std::vector<float> many = run_product(p, workers);
        EXPECT_EQ(memcmp(one.data(), many.data(), one.size() * 4), 0)
            << workers << " workers, m " << shape.m << " flags " << flags;
      }
    }
}

TEST(Gemm, HalfPrecisionIsUnsupportedByName) {
  product<float> p = make<float>({4, 4, 4, {}}, false, false, false, 0);
  program_builder b(1);
  p.gemm.dtype = fb::DType::bf16;
  p.gemm.a = std::make_unique<fb::Ref>(b.argument(fb::DType::bf16, {16}));
  p.gemm.b = std::make_unique<fb::Ref>(b.argument(fb::DType::bf16, {16}));
  p.gemm.c = std::make_unique<fb::Ref>(b.result(fb::DType::bf16, {16}));
  b.gemm(p.gemm);
  runner run;
  ASSERT_TRUE(run.load(b.build()).ok());
  outcome outcome = run.create();
  EXPECT_EQ(outcome.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(outcome.message().find("bf16"), std::string::npos);
  EXPECT_EQ(outcome.op_index(), 0);
  EXPECT_EQ(outcome.location(), "model.py:0:1");
}

} // namespace
