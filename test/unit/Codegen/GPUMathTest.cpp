//===- GPUMathTest.cpp - how exact are functions in GPU kernels? ----------===//
// The PTX that ships is interpreted. The interpreter gives what a GPU
// approximates (ex2, rcp, rsqrt) rounded to nearest; PTX promises 2 ulps for
// them, so that on a GPU exp, exp2, tanh, erf and rsqrt may be that much
// further off. All else is exact arithmetic and gives the same bits there.

#include "GPUHarness.h"
#include "MathAccuracy.h"
#include "gtest/gtest.h"
#include <cmath>
#include <random>

using namespace tp::test;

namespace {
constexpr int64_t count = 1 << 19;

class GPUMathTest : public testing::TestWithParam<Function> {};

TEST_P(GPUMathTest, IsExactEnough) {
  const Function &function = GetParam();
  Array x({count});
  x.data = spreadValues(count);
  auto kernel =
      DeviceKernel::compile(elementwiseKernel(function.body, count), "sm_80");
  ASSERT_TRUE(kernel) << DeviceKernel::errors;
  Array y = kernel->run({x}, {}, 0xFF)[0];
  AccuracyCheck check(function.name, function.absolute);
  for (int64_t i = 0; i < count; ++i)
    check.add(y.data[i], function.exact(x.data[i]), x.data[i]);
  check.finish(function.ulps, "PTX");
}

const double third = 0.333333343f;

double gelu(double x) {
  return 0.5 * x * (1 + std::erf(x * 0.70710678118654752));
}

INSTANTIATE_TEST_SUITE_P(
    Functions, GPUMathTest,
    testing::Values(
        Function{"exp", "%y = math.exp %x : f32", std::exp, 1},
        Function{"exp2", "%y = math.exp2 %x : f32", std::exp2, 0.75},
        Function{"expm1", "%y = math.expm1 %x : f32", std::expm1, 2.5},
        Function{"tanh", "%y = math.tanh %x : f32", std::tanh, 1.5},
        Function{"erf", "%y = math.erf %x : f32", std::erf, 1.1},
        Function{"erfc", "%y = math.erfc %x : f32", std::erfc, 3.5, 0x1p-126},
        Function{"log", "%y = math.log %x : f32", std::log, 1},
        Function{"log1p", "%y = math.log1p %x : f32", std::log1p, 2},
        Function{"log2", "%y = math.log2 %x : f32", std::log2, 1.6},
        Function{"log10", "%y = math.log10 %x : f32", std::log10, 0.51},
        Function{"rsqrt", "%y = math.rsqrt %x : f32",
                 [](double x) { return 1 / std::sqrt(x); }, 0.51},
        Function{"sqrt", "%y = math.sqrt %x : f32", std::sqrt, 0.5},
        Function{"cbrt", "%y = math.cbrt %x : f32", std::cbrt, 0.51},
        Function{"sin", "%y = math.sin %x : f32", std::sin, 0.51},
        Function{"cos", "%y = math.cos %x : f32", std::cos, 0.51},
        Function{"tan", "%y = math.tan %x : f32", std::tan, 0.51},
        Function{"asin", "%y = math.asin %x : f32", std::asin, 0.51},
        Function{"acos", "%y = math.acos %x : f32", std::acos, 0.51},
        Function{"atan", "%y = math.atan %x : f32", std::atan, 0.51},
        Function{"sinh", "%y = math.sinh %x : f32", std::sinh, 0.51},
        Function{"cosh", "%y = math.cosh %x : f32", std::cosh, 0.51},
        Function{"asinh", "%y = math.asinh %x : f32", std::asinh, 0.51},
        Function{"acosh", "%y = math.acosh %x : f32", std::acosh, 0.51},
        Function{"atanh", "%y = math.atanh %x : f32", std::atanh, 0.51},
        Function{"ceil", "%y = math.ceil %x : f32", std::ceil, 0},
        Function{"floor", "%y = math.floor %x : f32", std::floor, 0},
        Function{"trunc", "%y = math.trunc %x : f32", std::trunc, 0},
        Function{"round", "%y = math.round %x : f32", std::round, 0},
        Function{"roundeven", "%y = math.roundeven %x : f32", std::nearbyint,
                 0},
        Function{"absf", "%y = math.absf %x : f32",
                 [](double x) { return std::fabs(x); }, 0},
        Function{"negf", "%y = arith.negf %x : f32",
                 [](double x) { return -x; }, 0},
        Function{"fpowi",
                 "%three = arith.constant -3 : i32\n"
                 "%y = math.fpowi %x, %three : f32, i32",
                 [](double x) { return std::pow(x, -3); }, 0.51},
        Function{"cube",
                 "%three = arith.constant 3.0 : f32\n"
                 "%y = math.powf %x, %three : f32",
                 [](double x) { return x * x * x; }, 1.6},
        Function{"isinf",
                 "%q = math.isinf %x : f32\n%y = arith.uitofp %q : i1 to f32",
                 [](double x) { return double(std::isinf(x)); }, 0},
        Function{"isnan",
                 "%q = math.isnan %x : f32\n%y = arith.uitofp %q : i1 to f32",
                 [](double x) { return double(std::isnan(x)); }, 0},
        Function{"isfinite",
                 "%q = math.isfinite %x : f32\n"
                 "%y = arith.uitofp %q : i1 to f32",
                 [](double x) { return double(std::isfinite(x)); }, 0},
        Function{"isnormal",
                 "%q = math.isnormal %x : f32\n"
                 "%y = arith.uitofp %q : i1 to f32",
                 [](double x) { return double(std::isnormal(float(x))); }, 0},
        Function{"sincos",
                 "%s, %c = math.sincos %x : f32\n%y = arith.mulf %s, %c : f32",
                 [](double x) { return std::sin(x) * std::cos(x); }, 2.5},
        Function{"logistic",
                 "%n = arith.negf %x : f32\n %e = math.exp %n : f32\n"
                 "%p = arith.addf %e, %one : f32\n"
                 "%y = arith.divf %one, %p : f32",
                 [](double x) { return 1 / (1 + std::exp(-x)); }, 2.2,
                 // exp overflows where the result is denormal.
                 0x1p-126},
        Function{"gelu",
                 "%c = arith.constant 0.707106769 : f32\n"
                 "%h = arith.constant 0.5 : f32\n"
                 "%s = arith.mulf %x, %c : f32\n %e = math.erf %s : f32\n"
                 "%p = arith.addf %e, %one : f32\n"
                 "%q = arith.mulf %h, %x : f32\n %y = arith.mulf %q, %p : f32",
                 gelu, 0.8,
                 // 1 + erf cancels where it is small.
                 0x1p-23}),
    [](const auto &info) { return std::string(info.param.name); });

//===----------------------------------------------------------------------===//
// Two arguments
//===----------------------------------------------------------------------===//

struct BinaryFunction {
  const char *name;
  const char *body; ///< Computes %y from %x and %z.
  double (*exact)(double, double);
  double ulps;
};

void PrintTo(const BinaryFunction &function, std::ostream *os) {
  *os << function.name;
}

/// Pairs of special values, of numbers of like size, and of any numbers.
void fillPairs(Array &x, Array &z) {
  const double specials[] = {0.0,         -0.0,      1.0,       -1.0,
                             HUGE_VAL,    -HUGE_VAL, NAN,       0.5,
                             -0.5,        2.0,       -2.0,      3.0,
                             -3.0,        0x1p-149,  -0x1p-149, 0x1p-126,
                             0x1p24,      -0x1p24,   16777215,  0x1.fffffep127,
                             -33554433.0, 1e-3,      2.5,       -2.5};
  std::vector<double> any = spreadValues(count);
  std::mt19937 random(7);
  std::shuffle(any.begin(), any.end(), random);
  std::uniform_real_distribution<float> like(-20, 20);
  size_t i = 0;
  for (double left : specials)
    for (double right : specials) {
      x.data[i] = float(left);
      z.data[i++] = float(right);
    }
  for (; i < count / 2; ++i) {
    x.data[i] = like(random);
    z.data[i] = i % 2 ? like(random) : std::round(like(random));
  }
  for (; i < count; ++i) {
    x.data[i] = any[i];
    z.data[i] = any[count - 1 - i];
  }
}

class GPUBinaryMathTest : public testing::TestWithParam<BinaryFunction> {};

TEST_P(GPUBinaryMathTest, IsExactEnough) {
  const BinaryFunction &function = GetParam();
  Array x({count}), z({count});
  fillPairs(x, z);
  auto kernel = DeviceKernel::compile(
      elementwiseKernel(function.body, count, /*isBinary=*/true), "sm_80");
  ASSERT_TRUE(kernel) << DeviceKernel::errors;
  Array y = kernel->run({x, z}, {}, 0xFF)[0];
  AccuracyCheck check(function.name, 0);
  for (int64_t i = 0; i < count; ++i)
    check.add(y.data[i], function.exact(x.data[i], z.data[i]),
              {x.data[i], z.data[i]});
  check.finish(function.ulps, "PTX");
}

INSTANTIATE_TEST_SUITE_P(
    Functions, GPUBinaryMathTest,
    testing::Values(
        BinaryFunction{"powf", "%y = math.powf %x, %z : f32", std::pow, 0.51},
        BinaryFunction{"atan2", "%y = math.atan2 %x, %z : f32", std::atan2,
                       0.51},
        BinaryFunction{"remf", "%y = arith.remf %x, %z : f32", std::fmod, 0},
        BinaryFunction{"copysign", "%y = math.copysign %x, %z : f32",
                       std::copysign, 0},
        BinaryFunction{"divf", "%y = arith.divf %x, %z : f32",
                       [](double x, double z) { return x / z; }, 0.501}),
    [](const auto &info) { return std::string(info.param.name); });

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

/// x^z; to a negative power what remains of a fraction.
int32_t power(int32_t x, int32_t z) {
  if (z < 0)
    return x == 1 ? 1 : x == -1 ? (z % 2 ? -1 : 1) : 0;
  uint32_t result = 1;
  for (; z > 0; --z)
    result *= uint32_t(x);
  return int32_t(result);
}

const char integerPower[] = R"(
  #id = affine_map<(d0) -> (d0)>
  func.func private @k(%a: tensor<256xi32>, %b: tensor<256xi32>, %out: tensor<256xi32>) -> tensor<256xi32> attributes {tprt.kernel} {
    %r = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
        ins(%a, %b : tensor<256xi32>, tensor<256xi32>) outs(%out : tensor<256xi32>) {
    ^bb0(%x: i32, %z: i32, %o: i32):
      %y = math.ipowi %x, %z : i32
      linalg.yield %y : i32
    } -> tensor<256xi32>
    return %r : tensor<256xi32>
  })";

TEST(IntegerMathTest, PowersAreExactAndWrap) {
  Array x({256}), z({256});
  for (int i = 0; i < 256; ++i) {
    x.data[i] = i % 16 - 8;
    z.data[i] = i / 16 - 3;
  }
  auto gpu = DeviceKernel::compile(integerPower, "sm_80");
  ASSERT_TRUE(gpu) << DeviceKernel::errors;
  auto cpu = LoadedKernel::compile(integerPower, "native");
  ASSERT_TRUE(cpu) << LoadedKernel::errors;
  Array onGPU = gpu->run({x, z}, {}, 0xFF)[0];
  Array onCPU = cpu->run({x, z}, {}, 1, 0xFF)[0];
  for (int i = 0; i < 256; ++i) {
    // No number has a power of zero below zero.
    if (x.data[i] == 0 && z.data[i] < 0)
      continue;
    int32_t expected = power(x.data[i], z.data[i]);
    EXPECT_EQ(onGPU.data[i], expected) << x.data[i] << "^" << z.data[i];
    EXPECT_EQ(onCPU.data[i], expected) << x.data[i] << "^" << z.data[i];
  }
}
} // namespace
