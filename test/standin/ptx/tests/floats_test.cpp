//===- floats_test.cpp - are floats computed and rounded as IEEE says? ----===//
// Narrow formats are checked against double, where their sums and products are
// exact, rounded by another way than the interpreter's.
#include "harness.h"
#include <cfenv>

using namespace ptx_test;

//===----------------------------------------------------------------------===//
// References
//===----------------------------------------------------------------------===//

/// Rounds to a format of so many bits of mantissa and so small an exponent.
static double round_to(double value, int mantissa, int least_exponent,
                       double most) {
  if (value == 0 || !std::isfinite(value))
    return value;
  int exponent = std::max(std::ilogb(value), least_exponent);
  double scaled = std::nearbyint(std::ldexp(value, mantissa - exponent));
  double result = std::ldexp(scaled, exponent - mantissa);
  return std::fabs(result) > most
             ? std::copysign(std::numeric_limits<double>::infinity(), value)
             : std::copysign(result, value);
}

struct half {
  uint16_t bits;
  static constexpr const char *name = "f16";
  double value() const {
    int exponent = (bits >> 10) & 31, mantissa = bits & 1023;
    double magnitude = exponent == 31 ? (mantissa ? NAN : INFINITY)
                       : exponent == 0
                           ? std::ldexp(mantissa, -24)
                           : std::ldexp(1024 + mantissa, exponent - 25);
    return bits & 0x8000 ? -magnitude : magnitude;
  }
  static half of(double wide) {
    if (std::isnan(wide))
      return {0x7fff};
    double rounded = round_to(wide, 10, -14, 65504);
    uint16_t sign = std::signbit(rounded) ? 0x8000 : 0;
    double magnitude = std::fabs(rounded);
    if (std::isinf(magnitude))
      return {uint16_t(sign | 0x7c00)};
    if (magnitude < std::ldexp(1, -14))
      return {uint16_t(sign | int(std::ldexp(magnitude, 24)))};
    int exponent = std::ilogb(magnitude);
    int mantissa = int(std::ldexp(magnitude, 10 - exponent)) - 1024;
    return {uint16_t(sign | ((exponent + 15) << 10) | mantissa)};
  }
};
struct brain {
  uint16_t bits;
  static constexpr const char *name = "bf16";
  double value() const { return bits_as<float>(uint32_t(bits) << 16); }
  static brain of(double wide) {
    if (std::isnan(wide))
      return {0x7fff};
    double rounded = round_to(wide, 7, -126, 3.3895313892515355e38);
    return {uint16_t(bits_as<uint32_t>(float(rounded)) >> 16)};
  }
};
template <class N> bool same_number(N a, N b) {
  return a.bits == b.bits || (std::isnan(a.value()) && std::isnan(b.value()));
}
namespace ptx_test {
template <> bool same<half>(half a, half b) { return same_number(a, b); }
template <> bool same<brain>(brain a, brain b) { return same_number(a, b); }
} // namespace ptx_test

template <class N> std::vector<N> narrow_numbers() {
  std::vector<N> values;
  for (unsigned bits :
       {0x0000u, 0x8000u, 0x0001u, 0x8001u, 0x03ffu, 0x0400u, 0x3c00u,
        0x3c01u, 0xbc00u, 0x3555u, 0x4248u, 0x7bffu, 0xfbffu, 0x7c00u,
        0xfc00u, 0x7e00u, 0x3f80u, 0x3f81u, 0x7f7fu, 0x7f80u, 0xff80u,
        0x7fc0u, 0x0080u, 0x007fu, 0x4049u, 0x5640u, 0x1234u, 0x9abcu})
    values.push_back({uint16_t(bits)});
  return values;
}

//===----------------------------------------------------------------------===//
// f32 and f64
//===----------------------------------------------------------------------===//

template <class T> class Floats : public testing::Test {};
using float_types = testing::Types<float, double>;
TYPED_TEST_SUITE(Floats, float_types);

template <class T> std::string name_of(const std::string &text) {
  std::string name = sizeof(T) == 4 ? "f32" : "f64";
  std::string result = text;
  for (size_t at; (at = result.find("TYPE")) != result.npos;)
    result.replace(at, 4, name);
  return result;
}

TYPED_TEST(Floats, SumsProductsQuotients) {
  using T = TypeParam;
  std::vector<T> values = floats<T>();
  check_2<T, T>(name_of<T>("add.rn.TYPE %d, %a, %b;"), values,
                [](T a, T b) { return a + b; });
  check_2<T, T>(name_of<T>("sub.TYPE %d, %a, %b;"), values,
                [](T a, T b) { return a - b; });
  check_2<T, T>(name_of<T>("mul.rn.TYPE %d, %a, %b;"), values,
                [](T a, T b) { return a * b; });
  check_2<T, T>(name_of<T>("div.rn.TYPE %d, %a, %b;"), values,
                [](T a, T b) { return a / b; });
  check_3<T, T>(name_of<T>("fma.rn.TYPE %d, %a, %b, %c;"), values,
                [](T a, T b, T c) { return std::fma(a, b, c); });
  check_1<T, T>(name_of<T>("sqrt.rn.TYPE %d, %a;"), values,
                [](T a) { return std::sqrt(a); });
  check_1<T, T>(name_of<T>("rcp.rn.TYPE %d, %a;"), values,
                [](T a) { return T(1) / a; });
}

/// A product and a sum are rounded each.
TYPED_TEST(Floats, NothingIsFusedUnasked) {
  using T = TypeParam;
  check_3<T, T>(name_of<T>("mul.rn.TYPE %d, %a, %b;\nadd.rn.TYPE %d, %d, %c;"),
                floats<T>(), [](T a, T b, T c) {
                  volatile T product = a * b;
                  return T(product + c);
                });
}

TYPED_TEST(Floats, DirectedRounding) {
  using T = TypeParam;
  const std::pair<const char *, int> modes[] = {
      {"rz", FE_TOWARDZERO}, {"rm", FE_DOWNWARD}, {"rp", FE_UPWARD}};
  for (auto [name, mode] : modes) {
    auto directed = [mode = mode](auto compute) {
      return [=](T a, T b, T c) {
        volatile T x = a, y = b, z = c;
        std::fesetround(mode);
        volatile T result = compute(x, y, z);
        std::fesetround(FE_TONEAREST);
        return T(result);
      };
    };
    std::string dot = std::string(".") + name + ".TYPE %d, ";
    std::vector<row> two = rows_of(floats<T>(), 2);
    check_rows<T, T>(name_of<T>("add" + dot + "%a, %b;"), two,
                     directed([](T a, T b, T) { return a + b; }));
    check_rows<T, T>(name_of<T>("mul" + dot + "%a, %b;"), two,
                     directed([](T a, T b, T) { return a * b; }));
    check_rows<T, T>(name_of<T>("div" + dot + "%a, %b;"), two,
                     directed([](T a, T b, T) { return a / b; }));
    check_rows<T, T>(name_of<T>("sqrt" + dot + "%a;"), two,
                     directed([](T a, T, T) { return std::sqrt(a); }));
    check_rows<T, T>(name_of<T>("fma" + dot + "%a, %b, %c;"),
                     rows_of(floats<T>(), 3),
                     directed([](T a, T b, T c) { return std::fma(a, b, c); }));
  }
}

TYPED_TEST(Floats, Extremes) {
  using T = TypeParam;
  auto below = [](T a, T b) {
    return a < b || (a == b && std::signbit(a) && !std::signbit(b));
  };
  check_2<T, T>(name_of<T>("min.TYPE %d, %a, %b;"), floats<T>(), [&](T a, T b) {
    return std::isnan(a) ? b : std::isnan(b) ? a : below(b, a) ? b : a;
  });
  check_2<T, T>(name_of<T>("max.TYPE %d, %a, %b;"), floats<T>(), [&](T a, T b) {
    return std::isnan(a) ? b : std::isnan(b) ? a : below(a, b) ? b : a;
  });
  if (sizeof(T) == 8)
    return;
  check_2<T, T>(
      name_of<T>("max.NaN.TYPE %d, %a, %b;"), floats<T>(), [&](T a, T b) {
        return std::isnan(a) || std::isnan(b) ? T(NAN) : below(a, b) ? b : a;
      });
  check_2<T, T>(
      name_of<T>("min.NaN.TYPE %d, %a, %b;"), floats<T>(), [&](T a, T b) {
        return std::isnan(a) || std::isnan(b) ? T(NAN) : below(b, a) ? b : a;
      });
}

TYPED_TEST(Floats, Signs) {
  using T = TypeParam;
  check_1<T, T>(name_of<T>("abs.TYPE %d, %a;"), floats<T>(),
                [](T a) { return std::fabs(a); });
  check_1<T, T>(name_of<T>("neg.TYPE %d, %a;"), floats<T>(),
                [](T a) { return -a; });
  // The first operand gives the sign.
  check_2<T, T>(name_of<T>("copysign.TYPE %d, %a, %b;"), floats<T>(),
                [](T a, T b) { return std::copysign(b, a); });
  check_1<uint32_t, T>(
      name_of<T>("testp.finite.TYPE %p, %a;\nselp.b32 %d, 1, 0, %p;"),
      floats<T>(), [](T a) { return uint32_t(std::isfinite(a)); });
  check_1<uint32_t, T>(
      name_of<T>("testp.subnormal.TYPE %p, %a;\nselp.b32 %d, 1, 0, %p;"),
      floats<T>(),
      [](T a) { return uint32_t(std::fpclassify(a) == FP_SUBNORMAL); });
}

TYPED_TEST(Floats, Comparisons) {
  using T = TypeParam;
  auto check = [](const char *relation, auto expected) {
    check_2<uint32_t, T>(
        name_of<T>(std::string("setp.") + relation +
                   ".TYPE %p, %a, %b;\nselp.b32 %d, 1, 0, %p;"),
        floats<T>(), [&](T a, T b) {
          return uint32_t(expected(a, b, std::isnan(a) || std::isnan(b)));
        });
  };
  check("eq", [](T a, T b, bool) { return a == b; });
  check("ne", [](T a, T b, bool nan) { return !nan && a != b; });
  check("lt", [](T a, T b, bool) { return a < b; });
  check("le", [](T a, T b, bool) { return a <= b; });
  check("gt", [](T a, T b, bool) { return a > b; });
  check("ge", [](T a, T b, bool) { return a >= b; });
  check("equ", [](T a, T b, bool nan) { return nan || a == b; });
  check("neu", [](T a, T b, bool nan) { return nan || a != b; });
  check("ltu", [](T a, T b, bool nan) { return nan || a < b; });
  check("leu", [](T a, T b, bool nan) { return nan || a <= b; });
  check("gtu", [](T a, T b, bool nan) { return nan || a > b; });
  check("geu", [](T a, T b, bool nan) { return nan || a >= b; });
  check("num", [](T, T, bool nan) { return !nan; });
  check("nan", [](T, T, bool nan) { return nan; });
}

static float flush(float value) {
  return std::fpclassify(value) == FP_SUBNORMAL ? std::copysign(0.f, value)
                                                : value;
}

TEST(FloatInstructions, SubnormalsAreFlushedWhereAsked) {
  check_2<float, float>(
      "mul.ftz.f32 %d, %a, %b;", floats<float>(),
      [](float a, float b) { return flush(flush(a) * flush(b)); });
  check_2<float, float>(
      "add.rn.ftz.f32 %d, %a, %b;", floats<float>(),
      [](float a, float b) { return flush(flush(a) + flush(b)); });
  check_2<uint32_t, float>(
      "setp.lt.ftz.f32 %p, %a, %b;\nselp.b32 %d, 1, 0, %p;", floats<float>(),
      [](float a, float b) { return uint32_t(flush(a) < flush(b)); });
  check_1<float, float>("abs.ftz.f32 %d, %a;", floats<float>(),
                        [](float a) { return flush(std::fabs(a)); });
}

TEST(FloatInstructions, Saturation) {
  check_3<float, float>("fma.rn.sat.f32 %d, %a, %b, %c;", floats<float>(),
                        [](float a, float b, float c) {
                          float value = std::fma(a, b, c);
                          return value > 0 ? std::min(value, 1.f) : 0.f;
                        });
}

TEST(FloatInstructions, Approximations) {
  auto wide = [](auto f) {
    return [f](float a) { return float(f(double(a))); };
  };
  std::vector<float> values = floats<float>();
  check_1<float, float>("lg2.approx.f32 %d, %a;", values,
                        wide([](double a) { return std::log2(a); }));
  check_1<float, float>("sin.approx.f32 %d, %a;", values,
                        wide([](double a) { return std::sin(a); }));
  check_1<float, float>("cos.approx.f32 %d, %a;", values,
                        wide([](double a) { return std::cos(a); }));
  check_1<float, float>("tanh.approx.f32 %d, %a;", values,
                        wide([](double a) { return std::tanh(a); }));
  check_1<float, float>("rsqrt.approx.f32 %d, %a;", values,
                        wide([](double a) { return 1 / std::sqrt(a); }));
  check_2<float, float>("div.full.f32 %d, %a, %b;", values,
                        [](float a, float b) { return a / b; });
  check_1<float, float>("ex2.approx.ftz.f32 %d, %a;", values, [](float a) {
    return flush(float(std::exp2(double(flush(a)))));
  });
  check_1<float, float>("ex2.approx.f32 %d, %a;", values,
                        wide([](double a) { return std::exp2(a); }));
}

TEST(FloatInstructions, PairsOfFloats) {
  auto low = [](double pair) {
    return bits_as<float>(uint32_t(bits_as<uint64_t>(pair)));
  };
  auto high = [](double pair) {
    return bits_as<float>(uint32_t(bits_as<uint64_t>(pair) >> 32));
  };
  std::vector<uint64_t> values;
  for (float a : {1.5f, -0.1f, 3e38f, 1e-40f})
    for (float b : {2.f, -7.25f, 1e20f})
      values.push_back(bits_as<uint32_t>(a) |
                       (uint64_t(bits_as<uint32_t>(b)) << 32));
  check_3<uint64_t, uint64_t>(
      "fma.rn.f32x2 %d, %a, %b, %c;", values,
      [&](uint64_t a, uint64_t b, uint64_t c) {
        double x = bits_as<double>(a), y = bits_as<double>(b),
               z = bits_as<double>(c);
        return bits_as<uint32_t>(std::fma(low(x), low(y), low(z))) |
               (uint64_t(bits_as<uint32_t>(std::fma(high(x), high(y), high(z))))
                << 32);
      });
}

//===----------------------------------------------------------------------===//
// f16 and bf16
//===----------------------------------------------------------------------===//

template <class N> class NarrowFloats : public testing::Test {};
using narrow_types = testing::Types<half, brain>;
TYPED_TEST_SUITE(NarrowFloats, narrow_types);

template <class N> std::string narrow(const std::string &text) {
  std::string result = text;
  for (size_t at; (at = result.find("TYPE")) != result.npos;)
    result.replace(at, 4, N::name);
  return result;
}

TYPED_TEST(NarrowFloats, SumsAndProducts) {
  using N = TypeParam;
  // Sums of numbers so far apart that double does not hold them are left to
  // the test of fma.
  auto near = [](double a, double b) {
    return a == 0 || b == 0 || !std::isfinite(a) || !std::isfinite(b) ||
           std::abs(std::ilogb(a) - std::ilogb(b)) < 40;
  };
  std::vector<row> rows;
  for (const row &one : rows_of(narrow_numbers<N>(), 2))
    if (near(from_bits<N>(one[0]).value(), from_bits<N>(one[1]).value()))
      rows.push_back(one);
  check_rows<N, N>(narrow<N>("add.rn.TYPE %d, %a, %b;"), rows,
                   [](N a, N b, N) { return N::of(a.value() + b.value()); });
  check_rows<N, N>(narrow<N>("sub.rn.TYPE %d, %a, %b;"), rows,
                   [](N a, N b, N) { return N::of(a.value() - b.value()); });
  check_2<N, N>(narrow<N>("mul.rn.TYPE %d, %a, %b;"), narrow_numbers<N>(),
                [](N a, N b) { return N::of(a.value() * b.value()); });
}

/// long double holds what double does not.
TYPED_TEST(NarrowFloats, FusedProductsAreRoundedOnce) {
  using N = TypeParam;
  check_3<N, N>(narrow<N>("fma.rn.TYPE %d, %a, %b, %c;"), narrow_numbers<N>(),
                [](N a, N b, N c) {
                  double product = a.value() * b.value(), sum = c.value();
                  double rounded = product + sum;
                  if (std::isfinite(rounded) && rounded != 0) {
                    // Where the sum is not exact its lost part decides ties.
                    long double part = (long double)(product)-rounded + sum;
                    if (part != 0)
                      rounded = std::nextafter(rounded,
                                               part > 0 ? INFINITY : -INFINITY);
                  }
                  return N::of(rounded);
                });
}

TYPED_TEST(NarrowFloats, ComparisonsAndExtremes) {
  using N = TypeParam;
  check_2<uint32_t, N>(
      narrow<N>("setp.gt.TYPE %p, %a, %b;\nselp.b32 %d, 1, 0, %p;"),
      narrow_numbers<N>(),
      [](N a, N b) { return uint32_t(a.value() > b.value()); });
  check_2<N, N>(narrow<N>("max.NaN.TYPE %d, %a, %b;"), narrow_numbers<N>(),
                [](N a, N b) {
                  if (std::isnan(a.value()) || std::isnan(b.value()))
                    return N{0x7fff};
                  if (a.value() == b.value())
                    return a.bits & 0x8000 ? b : a;
                  return a.value() > b.value() ? a : b;
                });
  check_1<N, N>(narrow<N>("neg.TYPE %d, %a;"), narrow_numbers<N>(),
                [](N a) { return N{uint16_t(a.bits ^ 0x8000)}; });
}

TYPED_TEST(NarrowFloats, ConversionsOfAllNumbers) {
  using N = TypeParam;
  std::vector<N> all;
  for (unsigned bits = 0; bits < 65536; bits += 3)
    all.push_back({uint16_t(bits)});
  check_1<float, N>(narrow<N>("cvt.f32.TYPE %d, %a;"), all,
                    [](N a) { return float(a.value()); });
  // Each number, the middle between it and the next, and the middle's
  // neighbours.
  std::vector<float> floats;
  for (unsigned bits = 0; bits < 65536; bits += 37) {
    double one = N{uint16_t(bits)}.value(),
           next = N{uint16_t(bits + 1)}.value();
    float middle = float((one + next) / 2);
    floats.insert(floats.end(),
                  {float(one), middle, std::nextafter(middle, INFINITY),
                   std::nextafter(middle, -INFINITY)});
  }
  check_1<N, float>(narrow<N>("cvt.rn.TYPE.f32 %d, %a;"), floats,
                    [](float a) { return N::of(a); });
  std::vector<double> doubles;
  for (float one : floats)
    doubles.insert(doubles.end(), {double(one), std::nextafter(one, 1e300),
                                   std::nextafter(double(one), -1e300)});
  check_1<N, double>(narrow<N>("cvt.rn.TYPE.f64 %d, %a;"), doubles,
                     [](double a) { return N::of(a); });
  check_1<N, float>(narrow<N>("cvt.rz.TYPE.f32 %d, %a;"), floats, [](float a) {
    N near = N::of(a);
    if (std::fabs(near.value()) > std::fabs(a))
      --near.bits;
    return near;
  });
}

TEST(FloatInstructions, PairsOfNarrowFloats) {
  std::vector<uint32_t> values;
  for (uint32_t low : {0x3f80u, 0xc049u, 0x0001u, 0x7f80u})
    for (uint32_t high : {0x4000u, 0x3dccu, 0x8000u})
      values.push_back(low | (high << 16));
  auto both = [](auto compute) {
    return [=](uint32_t a, uint32_t b) {
      auto part = [](uint32_t word, int at) {
        return brain{uint16_t(word >> at)}.value();
      };
      uint32_t low = brain::of(compute(part(a, 0), part(b, 0))).bits;
      uint32_t high = brain::of(compute(part(a, 16), part(b, 16))).bits;
      return low | (high << 16);
    };
  };
  check_2<uint32_t, uint32_t>("add.rn.bf16x2 %d, %a, %b;", values,
                              both([](double a, double b) { return a + b; }));
  check_2<uint32_t, uint32_t>("mul.rn.bf16x2 %d, %a, %b;", values,
                              both([](double a, double b) { return a * b; }));
  // The low halves give the first result.
  check_2<uint32_t, uint32_t>(
      "setp.gt.bf16x2 %p|%q, %a, %b;\nselp.b32 %r6, 1, 0, %p;\n"
      "selp.b32 %r7, 2, 0, %q;\nor.b32 %d, %r6, %r7;",
      values, [](uint32_t a, uint32_t b) {
        auto greater = [&](int at) {
          return brain{uint16_t(a >> at)}.value() >
                 brain{uint16_t(b >> at)}.value();
        };
        return uint32_t(greater(0)) + 2 * uint32_t(greater(16));
      });
  // The first operand goes to the high half.
  check_2<uint32_t, float>("cvt.rn.bf16x2.f32 %d, %a, %b;", floats<float>(),
                           [](float a, float b) {
                             return uint32_t(brain::of(b).bits) |
                                    (uint32_t(brain::of(a).bits) << 16);
                           });
}
