//===- CPUMathTest.cpp - how exact are functions in kernels? --------------===//
// The reference is libm in double. Errors are counted in units in the last
// place of the exact result.

#include "KernelHarness.h"
#include "MathAccuracy.h"
#include "gtest/gtest.h"
#include <cmath>

using namespace tp::test;

namespace {
constexpr int64_t count = 1 << 20;

class CPUMathTest : public testing::TestWithParam<Function> {};

TEST_P(CPUMathTest, IsExactEnough) {
  const Function &function = GetParam();
  Array x({count});
  x.data = spreadValues(count);
  for (const char *cpu : {"native", "x86-64-v3", "x86-64-v2"}) {
    auto kernel =
        LoadedKernel::compile(elementwiseKernel(function.body, count), cpu);
    ASSERT_TRUE(kernel) << LoadedKernel::errors;
    Array y = kernel->run({x}, {}, 1, 0xFF)[0];
    AccuracyCheck check(function.name, function.absolute);
    for (int64_t i = 0; i < count; ++i)
      check.add(y.data[i], function.exact(x.data[i]), x.data[i]);
    bool hasFMA = llvm::StringRef(cpu) != "x86-64-v2";
    check.finish(hasFMA ? function.ulps : function.withoutFMA, cpu);
  }
}

const double third = 0.333333343f;

INSTANTIATE_TEST_SUITE_P(
    Functions, CPUMathTest,
    testing::Values(
        Function{"exp", "%y = math.exp %x : f32", std::exp, 4.2, 0x1p-126},
        Function{"exp2", "%y = math.exp2 %x : f32", std::exp2, 4, 0},
        Function{"expm1", "%y = math.expm1 %x : f32", std::expm1, 4.2, 0},
        Function{"tanh", "%y = math.tanh %x : f32", std::tanh, 5.2, 0},
        Function{"erf", "%y = math.erf %x : f32", std::erf, 4.8, 0},
        Function{"erfc", "%y = math.erfc %x : f32", std::erfc, 4, 0x1p-126, 54},
        Function{"log", "%y = math.log %x : f32", std::log, 4, 0},
        Function{"log1p", "%y = math.log1p %x : f32", std::log1p, 4, 0},
        Function{"log2", "%y = math.log2 %x : f32", std::log2, 4, 0},
        Function{"rsqrt", "%y = math.rsqrt %x : f32",
                 [](double x) { return 1 / std::sqrt(x); }, 2, 0},
        Function{"sqrt", "%y = math.sqrt %x : f32", std::sqrt, 0.5, 0},
        Function{"cbrt", "%y = math.cbrt %x : f32", std::cbrt, 4, 0},
        Function{"sin", "%y = math.sin %x : f32", std::sin, 1, 0},
        Function{"cos", "%y = math.cos %x : f32", std::cos, 1, 0},
        Function{"tan", "%y = math.tan %x : f32", std::tan, 2, 0},
        Function{"atan", "%y = math.atan %x : f32", std::atan, 4, 0},
        Function{"ceil", "%y = math.ceil %x : f32", std::ceil, 0, 0},
        Function{"floor", "%y = math.floor %x : f32", std::floor, 0, 0},
        Function{"round", "%y = math.round %x : f32", std::round, 0, 0},
        Function{"roundeven", "%y = math.roundeven %x : f32", std::nearbyint, 0,
                 0},
        Function{"absf", "%y = math.absf %x : f32",
                 [](double x) { return std::fabs(x); }, 0, 0},
        Function{"negf", "%y = arith.negf %x : f32",
                 [](double x) { return -x; }, 0, 0},
        Function{"powf", "%y = math.powf %x, %third : f32",
                 [](double x) { return std::pow(x, third); }, 1, 0},
        Function{"power", "%y = math.powf %third, %x : f32",
                 [](double x) { return std::pow(third, x); }, 1, 0},
        Function{"cube",
                 "%three = arith.constant 3.0 : f32\n"
                 "%y = math.powf %x, %three : f32",
                 [](double x) { return x * x * x; }, 1.6, 0},
        Function{"atan2", "%y = math.atan2 %x, %third : f32",
                 [](double x) { return std::atan2(x, third); }, 2, 0},
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
                 [](double x) { return 1 / (1 + std::exp(-x)); }, 5,
                 // exp overflows where the result is denormal.
                 0x1p-126},
        Function{"silu",
                 "%n = arith.negf %x : f32\n %e = math.exp %n : f32\n"
                 "%p = arith.addf %e, %one : f32\n"
                 "%s = arith.divf %one, %p : f32\n"
                 "%y = arith.mulf %x, %s : f32",
                 [](double x) { return x * (1 / (1 + std::exp(-x))); }, 6,
                 0x1p-119}),
    [](const auto &info) { return std::string(info.param.name); });
} // namespace
