//===- kernels_test.cpp - do kernels that compilers made run right? -------===//
// PTX of nvcc (kernels/kernels.cu) and of LLVM (kernels/llvm_kernels.c) against
// the same thing in C++.
#include "harness.h"
#include "kernels/bodies.h"
#include <fstream>
#include <functional>
#include <random>
#include <sstream>

using namespace ptx_test;

namespace {
class Kernels : public testing::Test {
protected:
  void load(const char *path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    module = parse(text.str());
  }

  template <class... T>
  void run(const char *name, std::array<uint32_t, 2> grid,
           std::array<uint32_t, 2> block, const T &...value) {
    ASSERT_TRUE(module);
    const ptx::kernel *kernel = module->find(name);
    ASSERT_TRUE(kernel) << name;
    parameters values(value...);
    ptx::launch launch;
    std::copy(grid.begin(), grid.end(), launch.grid);
    std::copy(block.begin(), block.end(), launch.block);
    launch.parameters = values.get();
    launch.allowed = [this](uint64_t address, uint64_t size, bool) {
      for (auto [base, bytes] : arrays)
        if (address >= base && address + size <= base + bytes)
          return true;
      return false;
    };
    ASSERT_EQ(ptx::run(*kernel, launch), "");
  }

  template <class T> T *array(std::vector<T> &values) {
    arrays.emplace_back(reinterpret_cast<uint64_t>(values.data()),
                        values.size() * sizeof(T));
    return values.data();
  }
  std::vector<float> numbers(size_t count, float scale = 1) {
    std::vector<float> values(count);
    for (float &value : values)
      value = scale * std::uniform_real_distribution<float>(-1, 1)(random);
    return values;
  }

  std::unique_ptr<ptx::module> module;
  std::vector<std::pair<uint64_t, uint64_t>> arrays;
  std::mt19937 random{7};
};

class NvccKernels : public Kernels {
protected:
  void SetUp() override { load(KERNELS "/kernels.ptx"); }
};

/// The same kernels for two generations, which have other instructions.
class LLVMKernels : public Kernels,
                    public testing::WithParamInterface<const char *> {
protected:
  void SetUp() override { load(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Generations, LLVMKernels,
                         testing::Values(KERNELS "/llvm_kernels.ptx",
                                         KERNELS "/llvm_kernels_sm100.ptx"));
} // namespace

TEST_F(NvccKernels, Saxpy) {
  std::vector<float> x = numbers(1000), y = numbers(1000), wanted = y;
  for (size_t at = 0; at < x.size(); ++at)
    wanted[at] = std::fma(x[at], 2.5f, wanted[at]);
  run("saxpy", {4, 1}, {256, 1}, 2.5f, array(x), array(y), 1000);
  EXPECT_EQ(y, wanted);
}

TEST_F(NvccKernels, BlockSum) {
  for (unsigned threads : {32u, 64u, 256u}) {
    std::vector<float> x(3 * 777), sums(3);
    for (size_t at = 0; at < x.size(); ++at)
      x[at] = float(at % 17);
    std::vector<float> wanted(3);
    for (size_t at = 0; at < x.size(); ++at)
      wanted[at / 777] += x[at]; // Whole numbers: exact in any order.
    run("block_sum", {3, 1}, {threads, 1}, array(x), array(sums), 777);
    EXPECT_EQ(sums, wanted);
  }
}

TEST_F(NvccKernels, Softmax) {
  std::vector<float> x = numbers(5 * 300, 8), y(x.size());
  run("softmax", {5, 1}, {128, 1}, array(x), array(y), 300);
  for (int row = 0; row < 5; ++row) {
    const float *in = x.data() + row * 300;
    double most = *std::max_element(in, in + 300), sum = 0;
    for (int at = 0; at < 300; ++at)
      sum += std::exp(in[at] - most);
    for (int at = 0; at < 300; ++at)
      EXPECT_NEAR(y[row * 300 + at], std::exp(in[at] - most) / sum, 1e-7);
  }
}

TEST_F(NvccKernels, Transpose) {
  std::vector<float> x = numbers(37 * 53), y(x.size());
  run("transpose", {4, 3}, {16, 16}, array(x), array(y), 37, 53);
  for (int row = 0; row < 37; ++row)
    for (int column = 0; column < 53; ++column)
      EXPECT_EQ(y[column * 37 + row], x[row * 53 + column]);
}

TEST_F(NvccKernels, IndexByDivision) {
  long n = 1000, a = 7, b = 11, c = 13;
  std::vector<int> x(11 * 13 + 13), out(n);
  for (int &value : x)
    value = static_cast<int>(random());
  run("index_by_division", {4, 1}, {256, 1}, array(x), array(out), n, a, b, c);
  for (long i = 0; i < n; ++i)
    EXPECT_EQ(out[i], x[(i / a) % b * c + i % c] / 3 - int(i % 7));
}

TEST_F(NvccKernels, Narrow) {
  std::vector<float> x = numbers(500, 1000);
  std::vector<uint16_t> b(500), h(500);
  run("narrow", {2, 1}, {64, 1}, array(x), array(b), array(h), 500);
  auto to_brain = [](double value) {
    int exponent = std::ilogb(value);
    float rounded = float(std::ldexp(
        std::nearbyint(std::ldexp(value, 7 - exponent)), exponent - 7));
    return uint16_t(bits_as<uint32_t>(rounded) >> 16);
  };
  auto of_brain = [](uint16_t bits) {
    return double(bits_as<float>(uint32_t(bits) << 16));
  };
  for (int i = 0; i < 500; ++i) {
    EXPECT_EQ(b[i], to_brain(of_brain(to_brain(x[i])) * 1.5));
    float half = static_cast<float>(static_cast<_Float16>(x[i]));
    EXPECT_EQ(h[i], bits_as<uint16_t>(static_cast<_Float16>(half + 0.25f)));
  }
}

TEST_F(NvccKernels, Collatz) {
  std::vector<unsigned> x(333), steps(333);
  for (size_t at = 0; at < x.size(); ++at)
    x[at] = unsigned(at) + 1;
  run("collatz", {6, 1}, {64, 1}, array(x), array(steps), 333);
  for (size_t at = 0; at < x.size(); ++at) {
    unsigned count = 0;
    for (unsigned value = x[at]; value != 1 && count < 500; ++count)
      value = value % 2 ? 3 * value + 1 : value / 2;
    EXPECT_EQ(steps[at], count) << x[at];
  }
}

/// nvcc's own expansions of the library's functions; sin of large numbers goes
/// through local memory.
TEST_F(NvccKernels, Functions) {
  std::vector<float> x = numbers(300, 5);
  for (float more : {1e-3f, 20.f, 1e5f, 3.3e7f, 1e15f})
    x.push_back(more);
  int n = int(x.size());
  std::vector<float> out(6 * x.size());
  run("functions", {5, 1}, {64, 1}, array(x), array(out), n);
  auto near = [&](float got, double wanted, float of) {
    EXPECT_NEAR(got, wanted, 1e-6 * std::max(1.0, std::fabs(wanted))) << of;
  };
  for (int i = 0; i < n; ++i) {
    double value = x[i], size = std::fabs(value);
    near(out[6 * i + 0], std::sin(value), x[i]);
    near(out[6 * i + 1], std::tanh(value), x[i]);
    near(out[6 * i + 2], std::log(size), x[i]);
    near(out[6 * i + 3], std::erf(value), x[i]);
    near(out[6 * i + 4], std::pow(size, double(1.7f)), x[i]);
    near(out[6 * i + 5], 1 / std::sqrt(size), x[i]);
  }
}

TEST_F(NvccKernels, Histogram) {
  std::vector<unsigned> x(5000), counts(16), wanted(16);
  for (unsigned &value : x)
    ++wanted[(value = static_cast<unsigned>(random())) % 16];
  run("histogram", {3, 1}, {96, 1}, array(x), array(counts), 5000);
  EXPECT_EQ(counts, wanted);
}

TEST_P(LLVMKernels, Integers) {
  uint32_t count = 700;
  std::vector<uint64_t> wide(count);
  std::vector<int32_t> sign(count);
  std::vector<uint32_t> out(count);
  for (uint32_t i = 0; i < count; ++i) {
    wide[i] = (uint64_t(random()) << (i % 33)) | random();
    sign[i] = static_cast<int32_t>(random());
  }
  run("integers", {6, 1}, {128, 1}, array(wide), array(sign), array(out),
      count);
  for (uint32_t i = 0; i < count; ++i)
    ASSERT_EQ(out[i], of_integers(i, wide[i], sign[i])) << i;
}

TEST_P(LLVMKernels, Numbers) {
  uint32_t count = 700;
  std::vector<float> x = numbers(count, 3), y = numbers(count, 2), out(count);
  run("numbers", {6, 1}, {128, 1}, array(x), array(y), array(out), count);
  for (uint32_t i = 0; i < count; ++i)
    ASSERT_EQ(out[i], of_floats(i, x[i], y[i])) << i;
}

TEST_P(LLVMKernels, Divisors) {
  uint32_t count = 500;
  std::vector<uint32_t> a(count), b(count), out(count);
  for (uint32_t i = 0; i < count; ++i) {
    a[i] = static_cast<uint32_t>(random()) % 5000;
    b[i] = static_cast<uint32_t>(random()) % 3000;
  }
  run("divisors", {2, 1}, {32, 1}, array(a), array(b), array(out), count);
  for (uint32_t i = 0; i < count; ++i)
    ASSERT_EQ(out[i], gcd(a[i], b[i]));
}

/// Vectors of eight: packed registers and wide accesses.
TEST_P(LLVMKernels, NarrowVectors) {
  std::vector<float> numbers_x = numbers(64 * 8), numbers_y = numbers(64 * 8);
  auto to_brain = [](float value) {
    return uint16_t(bits_as<uint32_t>(value) >> 16);
  };
  auto of_brain = [](uint16_t bits) {
    return bits_as<float>(uint32_t(bits) << 16);
  };
  auto to_half = [](float value) {
    return bits_as<uint16_t>(static_cast<_Float16>(value));
  };
  auto of_half = [](uint16_t bits) { return float(bits_as<_Float16>(bits)); };
  // Aligned as the kernel's vectors are.
  struct alignas(32) eight_floats {
    float of[8];
  };
  std::vector<eight_floats> products(64);
  std::vector<uint16_t> x(512), y(512), out(512), least(512);
  for (int i = 0; i < 512; ++i) {
    x[i] = to_brain(numbers_x[i]);
    y[i] = to_brain(numbers_y[i]);
  }
  run("brain_sums", {2, 1}, {32, 1}, array(x), array(y), array(out),
      array(products));
  for (int i = 0; i < 512; ++i) {
    double sum = double(of_brain(x[i])) + of_brain(y[i]);
    int exponent = std::max(std::ilogb(sum), -126);
    float rounded = float(std::ldexp(
        std::nearbyint(std::ldexp(sum, 7 - exponent)), exponent - 7));
    ASSERT_EQ(out[i], to_brain(sum == 0 ? 0.f : rounded)) << sum;
    ASSERT_EQ(products[i / 8].of[i % 8], of_brain(x[i]) * of_brain(y[i]));
  }
  for (int i = 0; i < 512; ++i) {
    x[i] = to_half(numbers_x[i]);
    y[i] = to_half(numbers_y[i]);
  }
  run("half_products", {2, 1}, {32, 1}, array(x), array(y), array(out),
      array(least));
  for (int i = 0; i < 512; ++i) {
    ASSERT_EQ(out[i], to_half(of_half(x[i]) * of_half(y[i])));
    ASSERT_EQ(least[i], of_half(x[i]) < of_half(y[i]) ? x[i] : y[i]);
  }
}
