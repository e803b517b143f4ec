//===- cuda_gemm_test.cpp - Matrix products -------------------------------===//
// Do products give what three loops give, for every layout, batch, type and
// epilogue, and do they touch nothing else?

#include "backend/cuda/gemm_shape.h"
#include "cuda_support.h"

#include <cmath>
#include <cstring>
#include <random>

using namespace tprt::test;

namespace {

//===-- Numbers -----------------------------------------------------------===//

double to_double(const uint8_t *data, tprt_dtype_t dtype) {
  uint16_t half = 0;
  float single = 0;
  double number = 0;
  switch (dtype) {
  case TPRT_F64:
    memcpy(&number, data, 8);
    return number;
  case TPRT_F32:
    memcpy(&single, data, 4);
    return single;
  case TPRT_BF16: {
    memcpy(&half, data, 2);
    uint32_t bits = uint32_t(half) << 16;
    memcpy(&single, &bits, 4);
    return single;
  }
  default: {
    memcpy(&half, data, 2);
    _Float16 value;
    memcpy(&value, &half, 2);
    return double(value);
  }
  }
}

void from_double(double number, uint8_t *data, tprt_dtype_t dtype) {
  float single = float(number);
  switch (dtype) {
  case TPRT_F64:
    memcpy(data, &number, 8);
    return;
  case TPRT_F32:
    memcpy(data, &single, 4);
    return;
  case TPRT_BF16: {
    uint32_t bits;
    memcpy(&bits, &single, 4);
    bits += 0x7fff + ((bits >> 16) & 1);
    auto half = uint16_t(bits >> 16);
    memcpy(data, &half, 2);
    return;
  }
  default: {
    auto value = _Float16(single);
    memcpy(data, &value, 2);
    return;
  }
  }
}

/// Relative error of a number that has been rounded once.
double precision(tprt_dtype_t dtype) {
  switch (dtype) {
  case TPRT_F64:
    return 1e-14;
  case TPRT_F32:
    return 1e-5;
  case TPRT_BF16:
    return 1.0 / 128;
  default:
    return 1.0 / 1024;
  }
}

/// Host memory of numbers of a type.
struct numbers {
  tprt_dtype_t dtype;
  std::vector<uint8_t> bytes;

  numbers(tprt_dtype_t dtype, uint64_t count, uint32_t seed)
      : dtype(dtype), bytes(count * tprt_dtype_size(dtype)) {
    std::mt19937 random(seed);
    for (uint64_t i = 0; i < count; ++i)
      set(i, double(int(random() % 2001) - 1000) / 512);
  }
  uint8_t *at(uint64_t i) { return bytes.data() + i * tprt_dtype_size(dtype); }
  double get(uint64_t i) { return to_double(at(i), dtype); }
  void set(uint64_t i, double number) { from_double(number, at(i), dtype); }
};

//===-- The reference -----------------------------------------------------===//

uint64_t extent(uint64_t rows, uint64_t cols, uint64_t ld,
                const std::vector<tprt_gemm_batch_t> &batch,
                uint64_t tprt_gemm_batch_t::*stride) {
  if (!rows || !cols)
    return 1;
  uint64_t last = (rows - 1) * ld + cols - 1;
  for (const tprt_gemm_batch_t &b : batch)
    last += (b.size ? b.size - 1 : 0) * (b.*stride);
  return last + 1;
}

double apply(tprt_epilogue_t epilogue, double x) {
  if (epilogue == TPRT_EPILOGUE_RELU)
    return x > 0 ? x : 0;
  if (epilogue == TPRT_EPILOGUE_GELU)
    return 0.5 * x *
           (1 + std::tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
  return x;
}

struct operands {
  numbers a, b, c, bias, aux;
};

void multiply(const tprt_gemm_t &g, operands &o, uint64_t at_a, uint64_t at_b,
              uint64_t at_c) {
  for (uint64_t i = 0; i < g.m; ++i)
    for (uint64_t j = 0; j < g.n; ++j) {
      double sum = 0;
      for (uint64_t k = 0; k < g.k; ++k)
        sum += o.a.get(at_a + (g.transpose_a ? k * g.lda + i : i * g.lda + k)) *
               o.b.get(at_b + (g.transpose_b ? j * g.ldb + k : k * g.ldb + j));
      uint64_t at = at_c + i * g.ldc + j;
      if (g.accumulate)
        sum += o.c.get(at);
      if (g.has_bias)
        sum += o.bias.get(j);
      if (g.has_aux)
        o.aux.set(at, sum);
      o.c.set(at, apply(g.epilogue, sum));
    }
}

void reference(const tprt_gemm_t &g, operands &o, uint32_t dim = 0,
               uint64_t a = 0, uint64_t b = 0, uint64_t c = 0) {
  if (dim == g.num_batch)
    return multiply(g, o, a, b, c);
  const tprt_gemm_batch_t &batch = g.batch[dim];
  for (uint64_t i = 0; i < batch.size; ++i)
    reference(g, o, dim + 1, a + i * batch.stride_a, b + i * batch.stride_b,
              c + i * batch.stride_c);
}

//===-- Products ----------------------------------------------------------===//

tprt_gemm_t dense(tprt_dtype_t dtype, uint64_t m, uint64_t n, uint64_t k) {
  tprt_gemm_t g{};
  g.dtype = g.result_dtype = dtype;
  g.m = m, g.n = n, g.k = k;
  g.lda = k, g.ldb = n, g.ldc = n;
  return g;
}

class CudaGemm : public CudaTest {
protected:
  /// Plans and runs a product and compares all that it could have written.
  void check(tprt_gemm_t g, const std::vector<tprt_gemm_batch_t> &batch = {}) {
    g.num_batch = uint32_t(batch.size());
    g.batch = batch.data();
    uint64_t c_count =
        extent(g.m, g.n, g.ldc, batch, &tprt_gemm_batch_t::stride_c) + 16;
    operands host{{g.dtype,
                   extent(g.transpose_a ? g.k : g.m, g.transpose_a ? g.m : g.k,
                          g.lda, batch, &tprt_gemm_batch_t::stride_a),
                   1},
                  {g.dtype,
                   extent(g.transpose_b ? g.n : g.k, g.transpose_b ? g.k : g.n,
                          g.ldb, batch, &tprt_gemm_batch_t::stride_b),
                   2},
                  {g.result_dtype, c_count, 3},
                  {g.result_dtype, g.n + 1, 4},
                  {g.result_dtype, c_count, 5}};
    tprt_device_t *rank = only_device();
    void *c = memory(rank, host.c.bytes), *aux = memory(rank, host.aux.bytes);
    tprt_gemm_operands_t operands{
        memory(rank, host.a.bytes), memory(rank, host.b.bytes), c,
        g.has_bias ? memory(rank, host.bias.bytes) : nullptr,
        g.has_aux ? aux : nullptr};
    tprt_gemm_plan_t *plan = nullptr;
    require(cuda->gemm_plan(rank, &g, &plan));
    ASSERT_NE(plan, nullptr);
    require(cuda->gemm(rank, plan, &operands));
    reference(g, host);
    std::string text = tprt::cuda::text_of(g);
    compare(text + ", result", host.c,
            read<uint8_t>(rank, c, host.c.bytes.size()));
    compare(text + ", aux", host.aux,
            read<uint8_t>(rank, aux, host.aux.bytes.size()));
    cuda->gemm_plan_free(rank, plan);
  }

  outcome refuse(const tprt_gemm_t &g) {
    tprt_gemm_plan_t *plan = nullptr;
    return cuda->gemm_plan(only_device(), &g, &plan);
  }

private:
  tprt_device_t *only_device() {
    if (!shared)
      shared = device();
    return shared;
  }

  static void compare(const std::string &what, numbers &want,
                      const std::vector<uint8_t> &bytes) {
    numbers is = want;
    is.bytes = bytes;
    uint64_t count = bytes.size() / tprt_dtype_size(want.dtype);
    for (uint64_t i = 0; i < count; ++i)
      ASSERT_NEAR(is.get(i), want.get(i),
                  precision(want.dtype) * (4 + std::abs(want.get(i))))
          << what << " at " << i;
  }

  tprt_device_t *shared = nullptr;
};

TEST_F(CudaGemm, HasEveryTypeAndLayout) {
  for (tprt_dtype_t dtype : {TPRT_F32, TPRT_F64, TPRT_F16, TPRT_BF16})
    for (int transposed = 0; transposed < 4; ++transposed) {
      tprt_gemm_t g = dense(dtype, 8, 24, 16);
      g.transpose_a = transposed & 1;
      g.transpose_b = transposed >> 1;
      g.lda = (g.transpose_a ? g.m : g.k) + 8;
      g.ldb = (g.transpose_b ? g.k : g.n) + 16;
      g.ldc = g.n + 8;
      check(g);
      g.accumulate = 1;
      check(g);
    }
}

TEST_F(CudaGemm, HasUnevenSizesAndVectors) {
  const uint64_t sizes[][3] = {{1, 1, 1},  {7, 5, 3},   {1, 33, 17},
                               {33, 1, 9}, {13, 11, 1}, {65, 63, 70}};
  for (const auto &size : sizes)
    for (tprt_dtype_t dtype : {TPRT_F32, TPRT_BF16}) {
      check(dense(dtype, size[0], size[1], size[2]));
      tprt_gemm_t g = dense(dtype, size[0], size[1], size[2]);
      g.transpose_b = 1;
      g.ldb = g.k;
      check(g);
    }
}

TEST_F(CudaGemm, NarrowTypesMayGiveWideResults) {
  for (tprt_dtype_t dtype : {TPRT_F16, TPRT_BF16}) {
    tprt_gemm_t g = dense(dtype, 16, 8, 32);
    g.result_dtype = TPRT_F32;
    check(g);
    g.has_bias = 1;
    g.accumulate = 1;
    check(g);
  }
}

TEST_F(CudaGemm, HasEpilogues) {
  for (tprt_dtype_t dtype : {TPRT_F32, TPRT_F16, TPRT_BF16})
    for (tprt_epilogue_t epilogue :
         {TPRT_EPILOGUE_NONE, TPRT_EPILOGUE_RELU, TPRT_EPILOGUE_GELU})
      for (int bias : {0, 1})
        for (int accumulate : {0, 1}) {
          tprt_gemm_t g = dense(dtype, 16, 24, 8);
          g.epilogue = epilogue;
          g.has_bias = bias;
          g.accumulate = accumulate;
          check(g);
          check(g, {{3, 16 * 8, 0, 16 * 24}});
          g.has_aux = epilogue == TPRT_EPILOGUE_GELU;
          if (g.has_aux)
            check(g, {{2, 16 * 8, 8 * 24, 16 * 24}});
        }
}

TEST_F(CudaGemm, HasBatches) {
  for (tprt_dtype_t dtype : {TPRT_F32, TPRT_BF16}) {
    tprt_gemm_t g = dense(dtype, 8, 16, 8);
    const std::vector<tprt_gemm_batch_t> batches[] = {
        {{5, 64, 128, 128}},                     // dense
        {{5, 0, 128, 128}},                      // A is the same for all
        {{5, 64, 0, 128}},                       // B is
        {{5, 128, 256, 384}},                    // with gaps
        {{2, 192, 384, 384}, {3, 64, 128, 128}}, // two that are one
        {{2, 64, 0, 384}, {3, 128, 128, 128}},   // two that are not
        {{2, 192, 0, 384}, {3, 64, 128, 128}},   // keys shared by heads
        {{4, 128, 0, 128}, {1, 7, 7, 7}, {2, 64, 0, 512}},
        {{2, 64, 0, 768}, {2, 0, 128, 384}, {3, 128, 0, 128}},
    };
    for (const auto &batch : batches)
      check(g, batch);
    // Heads beside each other: rows of one matrix are far apart.
    tprt_gemm_t heads = dense(dtype, 8, 8, 16);
    heads.lda = heads.ldb = 64;
    heads.transpose_b = 1;
    check(heads, {{2, 8 * 64, 8 * 64, 4 * 64}, {4, 16, 16, 64}});
    // Few and far: calls of their own, aligned to single elements.
    check(g, {{2, 65, 0, 333}, {2, 1, 129, 167}});
  }
}

TEST_F(CudaGemm, WithoutDepthOnlyTheEpilogueIsLeft) {
  for (int accumulate : {0, 1})
    for (int bias : {0, 1}) {
      tprt_gemm_t g = dense(TPRT_F32, 8, 16, 0);
      g.accumulate = accumulate;
      g.has_bias = bias;
      g.epilogue = TPRT_EPILOGUE_GELU;
      g.has_aux = 1;
      check(g);
      check(g, {{3, 0, 0, 128}});
    }
}

TEST_F(CudaGemm, EmptyResultsTakeNoCall) {
  uint64_t before = standin()->calls("cublasLtMatmul");
  check(dense(TPRT_F32, 0, 4, 4));
  check(dense(TPRT_F32, 4, 0, 4));
  check(dense(TPRT_F32, 4, 4, 4), {{0, 16, 16, 16}});
  EXPECT_EQ(standin()->calls("cublasLtMatmul"), before);
}

TEST_F(CudaGemm, RoundsToTF32OnlyWhenAllowed) {
  tprt_device_t *rank = device();
  // 1 + 2^-12 needs 13 bits, TF32 has 11.
  std::vector<float> values(64 * 64, 1.0f + 0x1p-12f);
  std::vector<float> identity(64 * 64);
  for (int i = 0; i < 64; ++i)
    identity[i * 65] = 1;
  void *a = memory(rank, values), *b = memory(rank, identity),
       *c = memory(rank, 64 * 64 * 4);
  for (int allowed : {0, 1}) {
    tprt_gemm_t g = dense(TPRT_F32, 64, 64, 64);
    g.allow_tf32 = allowed;
    tprt_gemm_plan_t *plan = nullptr;
    require(cuda->gemm_plan(rank, &g, &plan));
    tprt_gemm_operands_t operands{a, b, c, nullptr, nullptr};
    require(cuda->gemm(rank, plan, &operands));
    EXPECT_EQ(read<float>(rank, c, 1)[0], allowed ? 1.0f : 1.0f + 0x1p-12f);
    cuda->gemm_plan_free(rank, plan);
  }
}

TEST_F(CudaGemm, AlgorithmsAreChosenOnceForAShape) {
  tprt_device_t *first = device(0), *second = device(1);
  uint64_t before = standin()->calls("cublasLtMatmulAlgoGetHeuristic");
  uint64_t allocated = standin()->calls("cuMemAlloc_v2");
  std::vector<std::pair<tprt_device_t *, tprt_gemm_plan_t *>> plans;
  for (tprt_device_t *rank : {first, first, second}) {
    tprt_gemm_t g = dense(TPRT_F32, 32, 48, 16);
    tprt_gemm_plan_t *plan = nullptr;
    require(cuda->gemm_plan(rank, &g, &plan));
    plans.push_back({rank, plan});
  }
  EXPECT_EQ(standin()->calls("cublasLtMatmulAlgoGetHeuristic"), before + 1);
  // One workspace for each rank's stream.
  EXPECT_EQ(standin()->calls("cuMemAlloc_v2"), allocated + 2);
  for (auto [rank, plan] : plans)
    cuda->gemm_plan_free(rank, plan);
}

TEST_F(CudaGemm, KernelsAreLoadedWhenPlanned) {
  tprt_device_t *rank = device();
  standin()->clear_log();
  tprt_gemm_t g = dense(TPRT_F32, 40, 48, 16);
  tprt_gemm_plan_t *plan = nullptr;
  require(cuda->gemm_plan(rank, &g, &plan));
  std::vector<std::string> order;
  for (const std::string &line : standin_lines())
    for (const char *name :
         {"cuStreamBeginCapture_v2", "cublasLtMatmul", "cuStreamEndCapture",
          "cuGraphInstantiateWithFlags", "cuGraphLaunch"})
      if (function_of(line) == name)
        order.push_back(name);
  EXPECT_EQ(order, (std::vector<std::string>{
                       "cuStreamBeginCapture_v2", "cublasLtMatmul",
                       "cuStreamEndCapture", "cuGraphInstantiateWithFlags"}));
  cuda->gemm_plan_free(rank, plan);
}

TEST_F(CudaGemm, RefusesWhatTheLibraryHasNot) {
  tprt_gemm_t g = dense(TPRT_I32, 4, 6, 8);
  outcome refused = refuse(g);
  EXPECT_EQ(refused.code(), TPRT_UNSUPPORTED);
  EXPECT_EQ(refused.message(), "the cuda backend has no matrix product of i32 "
                               "[4,8] x [8,6] to i32");
  g = dense(TPRT_F32, 8, 8, 8);
  g.result_dtype = TPRT_F64;
  EXPECT_EQ(refuse(g).code(), TPRT_UNSUPPORTED);
  g = dense(TPRT_F32, 8, 8, 8);
  g.has_aux = 1;
  g.epilogue = TPRT_EPILOGUE_RELU;
  EXPECT_EQ(refuse(g).message(), "the cuda backend has no matrix product of "
                                 "f32 [8,8] x [8,8] to f32, relu, aux");
  g.epilogue = TPRT_EPILOGUE_GELU;
  g.n = g.ldb = g.ldc = 7; // rows of aux are not at multiples of 8
  EXPECT_EQ(refuse(g).code(), TPRT_UNSUPPORTED);
  g = dense(TPRT_F32, 8, 8, 8);
  fail_next("cublasLtMatmulAlgoGetHeuristic");
  refused = refuse(g);
  EXPECT_EQ(refused.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(refused.message().find("matrix product of f32 [8,8] x [8,8] to "
                                   "f32: cublasLtMatmulAlgoGetHeuristic failed "
                                   "with CUBLAS_STATUS_NOT_SUPPORTED"),
            std::string::npos)
      << refused.message();
}

} // namespace
