//===- CPUMathTest.cpp - how exact are functions in kernels? --------------===//
// Inputs are spread over all bit patterns of f32, so every exponent, both
// signs, denormals, infinities and NaN take part; the reference is libm in
// double. Errors are counted in units in the last place of the exact result.

#include "KernelHarness.h"
#include "gtest/gtest.h"
#include <cmath>
#include <cstring>

using namespace tp::test;

namespace {
struct Function {
  const char *name;
  const char *body; ///< Computes %y from %x.
  double (*exact)(double);
  double ulps;     ///< Allowed error.
  double absolute; ///< Allowed in addition.
  double withoutFMA =
      ulps; ///< Allowed error where there is no such instruction.
};

/// Names tests by the function, not by the bytes of the parameter.
void PrintTo(const Function &function, std::ostream *os) {
  *os << function.name;
}

constexpr int64_t count = 1 << 20;

/// Every 4111th bit pattern, and values around where functions change.
std::vector<double> inputs() {
  std::vector<double> values;
  for (uint64_t i = 0; values.size() < count - 4096; ++i) {
    uint32_t bits = uint32_t(i * 4111);
    float value;
    std::memcpy(&value, &bits, 4);
    values.push_back(value);
  }
  for (int i = 0; i < 4000; ++i)
    values.push_back(float((i - 2000) * 0.0545));
  for (double special :
       {0.0,       -0.0,        1.0,       -1.0,     HUGE_VAL,
        -HUGE_VAL, double(NAN), 88.72283,  88.72284, -87.33654,
        -103.97,   0x1p-149,    -0x1p-149, 0x1p-126, 0x1.fffffep127,
        9.2e18,    -9.3e18,     1e-8,      -1e-8,    1e-4,
        -1e-4,     0.5,         0.25,      2.0})
    values.push_back(float(special));
  values.resize(count, 0.75);
  return values;
}

double ulpOf(double exact) {
  int exponent;
  std::frexp(exact, &exponent);
  return std::ldexp(1.0, std::max(exponent - 24, -149));
}

/// Largest error in ulps, and where.
struct Worst {
  double ulps = 0, at = 0, got = 0, exact = 0;
};

class MathTest : public testing::TestWithParam<Function> {};

TEST_P(MathTest, IsExactEnough) {
  const Function &function = GetParam();
  std::string text = R"(
    #id = affine_map<(d0) -> (d0)>
    func.func private @k(%a: tensor<1048576xf32>, %out: tensor<1048576xf32>) -> tensor<1048576xf32> attributes {tprt.kernel} {
      %one = arith.constant 1.0 : f32
      %third = arith.constant 0.333333343 : f32
      %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
          ins(%a : tensor<1048576xf32>) outs(%out : tensor<1048576xf32>) {
      ^bb0(%x: f32, %o: f32):
        )" + std::string(function.body) +
                     R"(
        linalg.yield %y : f32
      } -> tensor<1048576xf32>
      return %r : tensor<1048576xf32>
    })";
  Array x({count});
  x.data = inputs();
  for (const char *cpu : {"native", "x86-64-v3", "x86-64-v2"}) {
    auto kernel = LoadedKernel::compile(text, cpu);
    ASSERT_TRUE(kernel) << LoadedKernel::errors;
    Array y = kernel->run({x}, {}, 1, 0xFF)[0];
    Worst worst;
    int64_t wrong = 0;
    for (int64_t i = 0; i < count; ++i) {
      double exact = function.exact(x.data[i]), got = y.data[i];
      bool overflows = std::fabs(exact) >= 0x1.ffffffp127;
      if (std::isnan(exact) || std::isinf(exact) || overflows ||
          !std::isfinite(got)) {
        float rounded = float(exact);
        bool same = std::isnan(rounded) ? std::isnan(got) : rounded == got;
        // Within a few ulps of the largest value, either is right.
        bool nearLargest = got * exact > 0 && std::fabs(got) > 0x1.fffff0p127 &&
                           std::fabs(exact) > 0x1.fffff0p127;
        if (!same && !nearLargest && ++wrong < 5)
          ADD_FAILURE() << function.name << "(" << x.data[i] << ") is " << got
                        << ", expected " << rounded;
        continue;
      }
      double off = std::fabs(got - exact) - function.absolute;
      if (off / ulpOf(exact) > worst.ulps)
        worst = {off / ulpOf(exact), x.data[i], got, exact};
      if (exact == 0 && got == 0 && std::signbit(exact) != std::signbit(got) &&
          ++wrong < 5)
        ADD_FAILURE() << function.name << "(" << x.data[i]
                      << ") has the wrong sign of zero";
    }
    bool hasFMA = llvm::StringRef(cpu) != "x86-64-v2";
    EXPECT_LE(worst.ulps, hasFMA ? function.ulps : function.withoutFMA)
        << function.name << "(" << worst.at << ") is " << worst.got
        << ", exactly " << worst.exact;
    EXPECT_EQ(wrong, 0);
    printf("%-10s %-10s %8.2f ulp at %g\n", function.name, cpu, worst.ulps,
           worst.at);
  }
}

const double third = 0.333333343f;

INSTANTIATE_TEST_SUITE_P(
    Functions, MathTest,
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
