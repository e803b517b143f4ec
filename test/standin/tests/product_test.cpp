//===- product_test.cpp - Does cuBLASLt's stand-in mean what cuBLASLt does? ==//
// Against three loops over the same descriptors, and what must be refused.

#include "../numbers.h"
#include "support.h"

#include <cublasLt.h>

#include <cmath>
#include <functional>

namespace {

using standin::from_bf16;
using standin::from_f16;
using standin::to_bf16;
using standin::to_f16;
using standin::to_tf32;

/// A matrix as the tests describe it.
struct matrix {
  cudaDataType type = CUDA_R_32F;
  uint64_t rows, cols;
  int64_t ld;
  bool by_rows = false;
  int batches = 1;
  int64_t stride = 0;

  uint64_t at(int batch, uint64_t row, uint64_t col) const {
    return uint64_t(batch * stride) +
           (by_rows ? row * uint64_t(ld) + col : col * uint64_t(ld) + row);
  }
  uint64_t extent() const { return at(batches - 1, rows - 1, cols - 1) + 1; }
};

size_t width(cudaDataType type) {
  return type == CUDA_R_64F ? 8 : type == CUDA_R_32F ? 4 : 2;
}

/// What is stored for a value, and the value of what is stored.
double rounded(cudaDataType type, double value) {
  switch (type) {
  case CUDA_R_16F:
    return from_f16(to_f16(float(value)));
  case CUDA_R_16BF:
    return from_bf16(to_bf16(float(value)));
  case CUDA_R_32F:
    return float(value);
  default:
    return value;
  }
}

class Products : public StandinTest {
protected:
  void SetUp() override {
    StandinTest::SetUp();
    ASSERT_EQ(cublasLtCreate(&handle), CUBLAS_STATUS_SUCCESS);
    ASSERT_EQ(cublasLtMatmulPreferenceCreate(&wish), CUBLAS_STATUS_SUCCESS);
    // Operands of the tests start at multiples of 256.
    CUdeviceptr memory;
    ASSERT_EQ(cuMemAlloc(&memory, workspace_size), CUDA_SUCCESS);
    buffers.push_back(memory);
    workspace = reinterpret_cast<void *>(memory);
  }

  void TearDown() override {
    for (cublasLtMatrixLayout_t one : layouts)
      cublasLtMatrixLayoutDestroy(one);
    if (how)
      cublasLtMatmulDescDestroy(how);
    cublasLtMatmulPreferenceDestroy(wish);
    cublasLtDestroy(handle);
    close();
  }

  template <typename type>
  void set(cublasLtMatmulDescAttributes_t attribute, type value) {
    ASSERT_EQ(
        cublasLtMatmulDescSetAttribute(how, attribute, &value, sizeof value),
        CUBLAS_STATUS_SUCCESS);
  }

  void describe(cublasComputeType_t compute, cudaDataType scale) {
    if (how)
      cublasLtMatmulDescDestroy(how);
    ASSERT_EQ(cublasLtMatmulDescCreate(&how, compute, scale),
              CUBLAS_STATUS_SUCCESS);
  }

  cublasLtMatrixLayout_t layout(const matrix &m) {
    cublasLtMatrixLayout_t out;
    EXPECT_EQ(cublasLtMatrixLayoutCreate(&out, m.type, m.rows, m.cols, m.ld),
              CUBLAS_STATUS_SUCCESS);
    int32_t order = m.by_rows ? CUBLASLT_ORDER_ROW : CUBLASLT_ORDER_COL;
    cublasLtMatrixLayoutSetAttribute(out, CUBLASLT_MATRIX_LAYOUT_ORDER, &order,
                                     sizeof order);
    cublasLtMatrixLayoutSetAttribute(out, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT,
                                     &m.batches, sizeof m.batches);
    cublasLtMatrixLayoutSetAttribute(
        out, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET, &m.stride,
        sizeof m.stride);
    layouts.push_back(out);
    return out;
  }

  /// Numbers that narrow types hold exactly, or not.
  CUdeviceptr fill(cudaDataType type, uint64_t count, double step,
                   std::vector<double> &values) {
    std::vector<unsigned char> bytes(count * width(type));
    for (uint64_t i = 0; i < count; ++i) {
      double value = std::sin(double(i) * step);
      values.push_back(rounded(type, value));
      uint16_t narrow =
          type == CUDA_R_16F ? to_f16(float(value)) : to_bf16(float(value));
      auto single = float(value);
      const void *from = width(type) == 2   ? static_cast<void *>(&narrow)
                         : width(type) == 4 ? static_cast<void *>(&single)
                                            : static_cast<void *>(&value);
      std::memcpy(bytes.data() + i * width(type), from, width(type));
    }
    CUdeviceptr data = 0;
    EXPECT_EQ(cuMemAlloc(&data, bytes.size()), CUDA_SUCCESS);
    EXPECT_EQ(cuMemcpyHtoD(data, bytes.data(), bytes.size()), CUDA_SUCCESS);
    buffers.push_back(data);
    return data;
  }

  std::vector<double> fetch(CUdeviceptr data, cudaDataType type,
                            uint64_t count) {
    std::vector<unsigned char> bytes(count * width(type));
    EXPECT_EQ(cuMemcpyDtoH(bytes.data(), data, bytes.size()), CUDA_SUCCESS);
    std::vector<double> values;
    for (uint64_t i = 0; i < count; ++i) {
      uint16_t narrow;
      float single;
      double wide;
      std::memcpy(&narrow, bytes.data() + i * width(type), 2);
      if (width(type) == 4)
        std::memcpy(&single, bytes.data() + i * 4, 4);
      if (width(type) == 8)
        std::memcpy(&wide, bytes.data() + i * 8, 8);
      values.push_back(width(type) == 8     ? wide
                       : width(type) == 4   ? double(single)
                       : type == CUDA_R_16F ? from_f16(narrow)
                                            : from_bf16(narrow));
    }
    return values;
  }

  cublasStatus_t choose(cublasLtMatrixLayout_t a, cublasLtMatrixLayout_t b,
                        cublasLtMatrixLayout_t c, cublasLtMatrixLayout_t d) {
    int count = 0;
    return cublasLtMatmulAlgoGetHeuristic(handle, how, a, b, c, d, wish, 1,
                                          &chosen, &count);
  }

  template <typename scalar>
  cublasStatus_t multiply(scalar alpha, CUdeviceptr a,
                          cublasLtMatrixLayout_t al, CUdeviceptr b,
                          cublasLtMatrixLayout_t bl, scalar beta, CUdeviceptr c,
                          cublasLtMatrixLayout_t cl, CUdeviceptr d,
                          cublasLtMatrixLayout_t dl) {
    auto pointer = [](CUdeviceptr data) {
      return reinterpret_cast<void *>(data);
    };
    return cublasLtMatmul(handle, how, &alpha, pointer(a), al, pointer(b), bl,
                          &beta, pointer(c), cl, pointer(d), dl, &chosen.algo,
                          workspace, workspace_size, compute);
  }

  static constexpr uint64_t workspace_size = 1 << 16;
  cublasLtHandle_t handle = nullptr;
  cublasLtMatmulPreference_t wish = nullptr;
  cublasLtMatmulDesc_t how = nullptr;
  cublasLtMatmulHeuristicResult_t chosen{};
  std::vector<cublasLtMatrixLayout_t> layouts;
  void *workspace = nullptr;
};

/// One product of the table below.
struct product_case {
  cudaDataType in = CUDA_R_32F, out = CUDA_R_32F;
  cublasComputeType_t compute = CUBLAS_COMPUTE_32F;
  bool trans_a = false, trans_b = false, rows_a = false, rows_b = false,
       rows_d = false;
  int batches = 1;
  bool in_place = false;
  double alpha = 1, beta = 0;
};

class ProductTable : public Products,
                     public testing::WithParamInterface<product_case> {};

TEST_P(ProductTable, EqualsThreeLoops) {
  const product_case &p = GetParam();
  const uint64_t m = 5, n = 7, k = 9;
  auto shape = [&](cudaDataType type, uint64_t rows, uint64_t cols,
                   bool by_rows) {
    matrix out{type,    rows,      cols, int64_t((by_rows ? cols : rows) + 3),
               by_rows, p.batches, 0};
    out.stride = int64_t(out.at(0, rows - 1, cols - 1) + 5);
    return out;
  };
  matrix a =
      p.trans_a ? shape(p.in, k, m, p.rows_a) : shape(p.in, m, k, p.rows_a);
  matrix b =
      p.trans_b ? shape(p.in, n, k, p.rows_b) : shape(p.in, k, n, p.rows_b);
  matrix d = shape(p.out, m, n, p.rows_d);
  bool wide = p.compute == CUBLAS_COMPUTE_64F;
  describe(p.compute, wide ? CUDA_R_64F : CUDA_R_32F);
  set(CUBLASLT_MATMUL_DESC_TRANSA, p.trans_a ? CUBLAS_OP_T : CUBLAS_OP_N);
  set(CUBLASLT_MATMUL_DESC_TRANSB, p.trans_b ? CUBLAS_OP_T : CUBLAS_OP_N);
  std::vector<double> av, bv, cv, dv;
  CUdeviceptr ad = fill(p.in, a.extent(), 0.7, av);
  CUdeviceptr bd = fill(p.in, b.extent(), 0.3, bv);
  CUdeviceptr cd = fill(p.out, d.extent(), 0.9, cv);
  CUdeviceptr dd = p.in_place ? cd : fill(p.out, d.extent(), 0.1, dv);
  if (p.in_place)
    dv = cv;
  auto al = layout(a), bl = layout(b), dl = layout(d);
  ASSERT_EQ(choose(al, bl, dl, dl), CUBLAS_STATUS_SUCCESS);
  ASSERT_EQ(wide ? multiply(p.alpha, ad, al, bd, bl, p.beta, cd, dl, dd, dl)
                 : multiply(float(p.alpha), ad, al, bd, bl, float(p.beta), cd,
                            dl, dd, dl),
            CUBLAS_STATUS_SUCCESS);
  finish();
  std::vector<double> expected = dv;
  bool tf32 = p.compute == CUBLAS_COMPUTE_32F_FAST_TF32;
  auto take = [&](double value) {
    return tf32 ? double(to_tf32(float(value))) : value;
  };
  for (int batch = 0; batch < p.batches; ++batch)
    for (uint64_t row = 0; row < m; ++row)
      for (uint64_t col = 0; col < n; ++col) {
        double sum = 0;
        for (uint64_t i = 0; i < k; ++i)
          sum +=
              take(av[p.trans_a ? a.at(batch, i, row) : a.at(batch, row, i)]) *
              take(bv[p.trans_b ? b.at(batch, col, i) : b.at(batch, i, col)]);
        double &out = expected[d.at(batch, row, col)];
        out = p.alpha * sum + (p.beta ? p.beta * cv[d.at(batch, row, col)] : 0);
      }
  // Gaps between columns stay as they were.
  std::vector<double> result = fetch(dd, p.out, d.extent());
  double tolerance = p.out == CUDA_R_16F    ? 2e-3
                     : p.out == CUDA_R_16BF ? 2e-2
                     : wide                 ? 1e-14
                                            : 2e-6;
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(result[i], expected[i],
                tolerance * std::max(1.0, std::fabs(expected[i])))
        << i;
}

INSTANTIATE_TEST_SUITE_P(
    , ProductTable,
    testing::Values(
        product_case{}, product_case{.trans_a = true},
        product_case{.trans_b = true}, product_case{.rows_a = true},
        product_case{.trans_a = true, .rows_a = true, .rows_b = true},
        product_case{.rows_d = true}, product_case{.batches = 3},
        product_case{.batches = 2, .in_place = true, .beta = 1},
        product_case{.alpha = 2, .beta = -0.5},
        product_case{.compute = CUBLAS_COMPUTE_32F_FAST_TF32},
        product_case{.in = CUDA_R_64F,
                     .out = CUDA_R_64F,
                     .compute = CUBLAS_COMPUTE_64F,
                     .trans_b = true},
        product_case{.in = CUDA_R_16F, .out = CUDA_R_16F},
        product_case{.in = CUDA_R_16F, .out = CUDA_R_32F},
        product_case{.in = CUDA_R_16BF, .out = CUDA_R_16BF, .beta = 1},
        product_case{.in = CUDA_R_16BF, .out = CUDA_R_32F, .trans_a = true}));

TEST_F(Products, Tf32LosesWhatF32Keeps) {
  matrix one{CUDA_R_32F, 1, 1, 1};
  auto l = layout(one);
  CUdeviceptr x = make({1.0009765625f + 0.0001f}), y = make({1}), z = make({0});
  auto run = [&](cublasComputeType_t compute) {
    describe(compute, CUDA_R_32F);
    EXPECT_EQ(choose(l, l, l, l), CUBLAS_STATUS_SUCCESS);
    EXPECT_EQ(multiply(1.0f, x, l, y, l, 0.0f, z, l, z, l),
              CUBLAS_STATUS_SUCCESS);
    finish();
    return read(z, 1)[0];
  };
  EXPECT_EQ(run(CUBLAS_COMPUTE_32F), 1.0009765625f + 0.0001f);
  EXPECT_EQ(run(CUBLAS_COMPUTE_32F_FAST_TF32), 1.0009765625f);
}

/// A product of 8 x 3 by 3 x 2, for the epilogues and for what is refused.
class Epilogues : public Products {
protected:
  void SetUp() override {
    Products::SetUp();
    describe(CUBLAS_COMPUTE_32F, CUDA_R_32F);
    al = layout({CUDA_R_32F, 8, 3, 8});
    bl = layout({CUDA_R_32F, 3, 2, 3});
    dl = layout({CUDA_R_32F, 8, 2, 8});
    a = fill(CUDA_R_32F, 24, 0.7, av);
    b = fill(CUDA_R_32F, 6, 0.3, bv);
    bias = fill(CUDA_R_32F, 8, 0.5, biasv);
    d = make(std::vector<float>(16));
    aux = make(std::vector<float>(16));
  }

  cublasStatus_t run() {
    if (cublasStatus_t status = choose(al, bl, dl, dl))
      return status;
    cublasStatus_t status = multiply(1.0f, a, al, b, bl, 0.0f, d, dl, d, dl);
    finish();
    return status;
  }

  double sum(int row, int col) {
    double out = 0;
    for (int i = 0; i < 3; ++i)
      out += av[size_t(i * 8 + row)] * bv[size_t(col * 3 + i)];
    return out;
  }

  void expect(CUdeviceptr data, const std::function<double(int, double)> &f) {
    std::vector<float> values = read(data, 16);
    for (int col = 0; col < 2; ++col)
      for (int row = 0; row < 8; ++row)
        EXPECT_NEAR(values[size_t(col * 8 + row)], f(row, sum(row, col)), 2e-6);
  }

  static double gelu(double x) {
    return 0.5 * x *
           (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
  }

  cublasLtMatrixLayout_t al, bl, dl;
  std::vector<double> av, bv, biasv;
  CUdeviceptr a, b, bias, d, aux;
};

TEST_F(Epilogues, Relu) {
  set(CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_RELU);
  ASSERT_EQ(run(), CUBLAS_STATUS_SUCCESS);
  expect(d, [](int, double x) { return std::max(x, 0.0); });
}

TEST_F(Epilogues, BiasHasOneElementForEachRow) {
  set(CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_BIAS);
  set(CUBLASLT_MATMUL_DESC_BIAS_POINTER, bias);
  ASSERT_EQ(run(), CUBLAS_STATUS_SUCCESS);
  expect(d, [&](int row, double x) { return x + biasv[size_t(row)]; });
}

TEST_F(Epilogues, GeluKeepsWhatItIsAppliedTo) {
  set(CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_GELU_AUX_BIAS);
  set(CUBLASLT_MATMUL_DESC_BIAS_POINTER, bias);
  set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER, aux);
  set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD, int64_t(8));
  ASSERT_EQ(run(), CUBLAS_STATUS_SUCCESS);
  expect(aux, [&](int row, double x) { return x + biasv[size_t(row)]; });
  expect(d, [&](int row, double x) { return gelu(x + biasv[size_t(row)]); });
}

TEST_F(Epilogues, ABiasWithoutAPointerIsRefused) {
  set(CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_BIAS);
  EXPECT_EQ(run(), CUBLAS_STATUS_INVALID_VALUE);
}

TEST_F(Epilogues, AuxRowsAreMultiplesOfEight) {
  set(CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_GELU_AUX);
  set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER, aux);
  set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD, int64_t(9));
  EXPECT_EQ(run(), CUBLAS_STATUS_INVALID_VALUE);
}

TEST_F(Epilogues, TypesThatDoNotGoTogetherAreRefused) {
  dl = layout({CUDA_R_16F, 8, 2, 8});
  EXPECT_EQ(choose(al, bl, dl, dl), CUBLAS_STATUS_NOT_SUPPORTED);
}

TEST_F(Epilogues, ShapesThatDoNotGoTogetherAreRefused) {
  EXPECT_EQ(choose(al, al, dl, dl), CUBLAS_STATUS_INVALID_VALUE);
}

TEST_F(Epilogues, OperandsAreAsAlignedAsWasSaid) {
  uint32_t alignment = 64;
  cublasLtMatmulPreferenceSetAttribute(
      wish, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, &alignment,
      sizeof alignment);
  ASSERT_EQ(choose(al, bl, dl, dl), CUBLAS_STATUS_SUCCESS);
  CUdeviceptr more = make(std::vector<float>(64));
  EXPECT_EQ(multiply(1.0f, a, al, b, bl, 0.0f, more + 64, dl, more + 64, dl),
            CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(multiply(1.0f, a, al, b, bl, 0.0f, more + 32, dl, more + 32, dl),
            CUBLAS_STATUS_INVALID_VALUE);
  finish();
}

TEST_F(Epilogues, AnAlgorithmIsForItsProduct) {
  ASSERT_EQ(choose(al, bl, dl, dl), CUBLAS_STATUS_SUCCESS);
  set(CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_RELU);
  EXPECT_EQ(multiply(1.0f, a, al, b, bl, 0.0f, d, dl, d, dl),
            CUBLAS_STATUS_INVALID_VALUE);
}

TEST_F(Epilogues, AlgorithmsUseTheirWorkspace) {
  uint64_t most = 4096;
  cublasLtMatmulPreferenceSetAttribute(
      wish, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, &most, sizeof most);
  ASSERT_EQ(run(), CUBLAS_STATUS_SUCCESS);
  ASSERT_GT(chosen.workspaceSize, 0u);
  unsigned char byte = 0;
  cuMemcpyDtoH(&byte, reinterpret_cast<CUdeviceptr>(workspace), 1);
  EXPECT_NE(byte, 0xCB);
  workspace = nullptr;
  EXPECT_EQ(multiply(1.0f, a, al, b, bl, 0.0f, d, dl, d, dl),
            CUBLAS_STATUS_INVALID_VALUE);
}

TEST_F(Epilogues, MatricesThatLeaveTheirMemoryBreakTheDevice) {
  ASSERT_EQ(choose(al, bl, dl, dl), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(multiply(1.0f, b, al, b, bl, 0.0f, d, dl, d, dl),
            CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_ERROR_ILLEGAL_ADDRESS);
}

TEST_F(Epilogues, AResultOverAnOperandBreaksTheDevice) {
  ASSERT_EQ(choose(al, bl, dl, dl), CUBLAS_STATUS_SUCCESS);
  CUdeviceptr big = make(std::vector<float>(64));
  EXPECT_EQ(multiply(1.0f, big, al, b, bl, 0.0f, big, dl, big, dl),
            CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_ERROR_ILLEGAL_ADDRESS);
}

TEST(Numbers, HalvesRoundToNearestEven) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    float value = from_f16(uint16_t(bits));
    if (!std::isnan(value))
      EXPECT_EQ(to_f16(value), bits) << value;
  }
  EXPECT_EQ(to_f16(2049), to_f16(2048)); // ties to even
  EXPECT_EQ(to_f16(2051), to_f16(2052));
  EXPECT_EQ(to_f16(65519), 0x7bff);
  EXPECT_EQ(to_f16(65520), 0x7c00);
  EXPECT_EQ(to_f16(std::ldexp(1.0f, -25)), 0);
  EXPECT_EQ(to_f16(std::ldexp(1.5f, -25)), 1);
  EXPECT_EQ(to_bf16(1.00390625f), 0x3f80);
  EXPECT_EQ(to_bf16(1.01171875f), 0x3f82);
}

} // namespace
