//===- conversions_test.cpp - does cvt convert as the manual says? --------===//
#include "harness.h"
#include <cfenv>

using namespace ptx_test;

template <class T> const char *name();
template <> const char *name<uint8_t>() { return "u8"; }
template <> const char *name<int8_t>() { return "s8"; }
template <> const char *name<uint16_t>() { return "u16"; }
template <> const char *name<int16_t>() { return "s16"; }
template <> const char *name<uint32_t>() { return "u32"; }
template <> const char *name<int32_t>() { return "s32"; }
template <> const char *name<uint64_t>() { return "u64"; }
template <> const char *name<int64_t>() { return "s64"; }
template <> const char *name<float>() { return "f32"; }
template <> const char *name<double>() { return "f64"; }

template <class To, class From> std::string cvt(const std::string &modifiers) {
  return "cvt" + modifiers + "." + name<To>() + "." + name<From>() + " %d, %a;";
}

template <class From, class To> void check_integers() {
  check_1<To, From>(cvt<To, From>(""), integers<From>(),
                    [](From a) { return To(a); });
  check_1<To, From>(cvt<To, From>(".sat"), integers<From>(), [](From a) {
    __int128 wide = a;
    __int128 least = std::numeric_limits<To>::min();
    __int128 most = std::numeric_limits<To>::max();
    return To(wide < least ? least : wide > most ? most : wide);
  });
}
template <class From> void check_integers_from() {
  check_integers<From, uint16_t>();
  check_integers<From, int16_t>();
  check_integers<From, uint32_t>();
  check_integers<From, int32_t>();
  check_integers<From, uint64_t>();
  check_integers<From, int64_t>();
}
TEST(Conversions, BetweenIntegers) {
  check_integers_from<uint16_t>();
  check_integers_from<int16_t>();
  check_integers_from<uint32_t>();
  check_integers_from<int32_t>();
  check_integers_from<uint64_t>();
  check_integers_from<int64_t>();
}

/// Registers may be wider than the type: the operand is cut, the result
/// extended.
TEST(Conversions, OfPartsOfRegisters) {
  check_1<int32_t, int32_t>("cvt.s32.s8 %d, %a;", integers<int32_t>(),
                            [](int32_t a) { return int32_t(int8_t(a)); });
  check_1<uint32_t, uint32_t>("cvt.u32.u16 %d, %a;", integers<uint32_t>(),
                              [](uint32_t a) { return a & 0xffffu; });
  check_1<int32_t, int64_t>("cvt.s8.s64 %d, %a;", integers<int64_t>(),
                            [](int64_t a) { return int32_t(int8_t(a)); });
  check_1<uint16_t, uint64_t>("cvt.u8.u64 %d, %a;", integers<uint64_t>(),
                              [](uint64_t a) { return uint16_t(a & 255); });
  check_1<int64_t, int64_t>("cvt.s64.s32 %d, %a;", integers<int64_t>(),
                            [](int64_t a) { return int64_t(int32_t(a)); });
}

template <class From, class To> void check_to_float() {
  const std::pair<const char *, int> modes[] = {{".rn", FE_TONEAREST},
                                                {".rz", FE_TOWARDZERO},
                                                {".rm", FE_DOWNWARD},
                                                {".rp", FE_UPWARD}};
  for (auto [modifier, mode] : modes)
    check_1<To, From>(cvt<To, From>(modifier), integers<From>(),
                      [mode = mode](From a) {
                        // Holds all integers.
                        volatile long double value = a;
                        std::fesetround(mode);
                        volatile To result = static_cast<To>(value);
                        std::fesetround(FE_TONEAREST);
                        return To(result);
                      });
}
TEST(Conversions, FromIntegersToFloats) {
  check_to_float<int32_t, float>();
  check_to_float<uint32_t, float>();
  check_to_float<int64_t, float>();
  check_to_float<uint64_t, float>();
  check_to_float<int64_t, double>();
  check_to_float<uint64_t, double>();
  check_to_float<int16_t, float>();
}

/// To f16 by way of double, which has the integers' middles exactly.
TEST(Conversions, FromIntegersToHalves) {
  std::vector<int64_t> values;
  for (int64_t base : {2048, 4096, 32768, 65504})
    for (int64_t add = -40; add <= 40; ++add)
      values.insert(values.end(), {base + add, -base - add});
  values.push_back(int64_t(1) << 50);
  check_1<uint16_t, int64_t>("cvt.rn.f16.s64 %d, %a;", values, [](int64_t a) {
    return bits_as<uint16_t>(static_cast<_Float16>(float(a)));
  });
  // Far above 2^53 the last bit decides whether this is a tie.
  std::vector<uint64_t> large = {(uint64_t(257) << 54) + 0,
                                 (uint64_t(257) << 54) + 1,
                                 (uint64_t(257) << 54) - 1};
  std::vector<uint64_t> results =
      evaluate("cvt.rn.bf16.u64 %d, %a;", 64, 16,
               {{large[0], 0, 0}, {large[1], 0, 0}, {large[2], 0, 0}}, 32);
  uint64_t even = results[2];
  EXPECT_EQ(results[0], even);
  EXPECT_EQ(results[1], even + 1);
}

template <class To, class From> To whole(From value, From (*round)(From)) {
  if (std::isnan(value))
    return sizeof(To) == 8 || sizeof(From) == 8
               ? To(uint64_t(1) << (8 * sizeof(To) - 1))
               : To(0);
  long double wide = round(value);
  if (wide <= (long double)(std::numeric_limits<To>::min()))
    return std::numeric_limits<To>::min();
  if (wide >= (long double)(std::numeric_limits<To>::max()))
    return std::numeric_limits<To>::max();
  return To(wide);
}
template <class From, class To> void check_to_integer() {
  const std::pair<const char *, From (*)(From)> modes[] = {
      {".rni", [](From a) { return std::nearbyint(a); }},
      {".rzi", [](From a) { return std::trunc(a); }},
      {".rmi", [](From a) { return std::floor(a); }},
      {".rpi", [](From a) { return std::ceil(a); }}};
  std::vector<From> values = floats<From>();
  for (From more : {From(2.5), From(-3.5), From(32767.5), From(65535.5),
                    From(9.3e18), From(-9.3e18), From(1.9e19)})
    values.push_back(more);
  for (auto [modifier, round] : modes)
    check_1<To, From>(cvt<To, From>(modifier), values, [round = round](From a) {
      return whole<To, From>(a, round);
    });
}
template <class From> void check_to_integers() {
  check_to_integer<From, int16_t>();
  check_to_integer<From, uint16_t>();
  check_to_integer<From, int32_t>();
  check_to_integer<From, uint32_t>();
  check_to_integer<From, int64_t>();
  check_to_integer<From, uint64_t>();
}
TEST(Conversions, FromFloatsToIntegers) {
  check_to_integers<float>();
  check_to_integers<double>();
}

TEST(Conversions, ToWholeFloats) {
  check_1<float, float>("cvt.rni.f32.f32 %d, %a;", floats<float>(),
                        [](float a) { return std::nearbyint(a); });
  check_1<float, float>("cvt.rzi.f32.f32 %d, %a;", floats<float>(),
                        [](float a) { return std::trunc(a); });
  check_1<double, double>("cvt.rmi.f64.f64 %d, %a;", floats<double>(),
                          [](double a) { return std::floor(a); });
  check_1<double, double>("cvt.rpi.f64.f64 %d, %a;", floats<double>(),
                          [](double a) { return std::ceil(a); });
}

TEST(Conversions, BetweenFloats) {
  std::vector<double> values = floats<double>();
  for (double more : {1e-45, 1e-40, 3.4028235677973366e38, 1 + 5.96e-8})
    values.push_back(more);
  check_1<float, double>("cvt.rn.f32.f64 %d, %a;", values,
                         [](double a) { return float(a); });
  check_1<double, float>("cvt.f64.f32 %d, %a;", floats<float>(),
                         [](float a) { return double(a); });
  check_1<float, double>("cvt.rz.f32.f64 %d, %a;", values, [](double a) {
    float near = float(a);
    return std::fabs(near) > std::fabs(a) ? std::nextafter(near, 0.f) : near;
  });
  check_1<float, float>("cvt.sat.f32.f32 %d, %a;", floats<float>(),
                        [](float a) { return a > 0 ? std::min(a, 1.f) : 0.f; });
  check_1<float, float>(
      "cvt.ftz.f32.f32 %d, %a;", floats<float>(), [](float a) {
        return std::fpclassify(a) == FP_SUBNORMAL ? std::copysign(0.f, a) : a;
      });
}

TEST(Moves, PacksAndUnpacks) {
  check_2<uint32_t, uint16_t>(
      "mov.b32 %d, {%a, %b};", integers<uint16_t>(),
      [](uint16_t a, uint16_t b) { return a | (uint32_t(b) << 16); });
  check_2<uint64_t, uint32_t>(
      "mov.b64 %d, {%a, %b};", integers<uint32_t>(),
      [](uint32_t a, uint32_t b) { return a | (uint64_t(b) << 32); });
  check_1<uint32_t, uint64_t>("mov.b64 {%r6, %r7}, %a;\n"
                              "sub.s32 %d, %r7, %r6;",
                              integers<uint64_t>(), [](uint64_t a) {
                                return uint32_t(a >> 32) - uint32_t(a);
                              });
  check_1<uint32_t, uint64_t>("mov.b64 {_, %d}, %a;", integers<uint64_t>(),
                              [](uint64_t a) { return uint32_t(a >> 32); });
}

TEST(Moves, NumbersOfAllForms) {
  check_1<float, float>("mov.f32 %d, 0f3FC00000;", {0.f},
                        [](float) { return 1.5f; });
  check_1<float, float>("add.f32 %d, %a, 0.25;", {1.f},
                        [](float) { return 1.25f; });
  check_1<double, double>("mov.f64 %d, 0d4008000000000000;", {0.},
                          [](double) { return 3.0; });
  check_1<uint32_t, uint32_t>("mov.b32 %d, 0xFFFFFFF0;", {0},
                              [](uint32_t) { return 0xfffffff0u; });
  check_1<uint32_t, uint32_t>("mov.b32 %d, -16;", {0},
                              [](uint32_t) { return 0xfffffff0u; });
  check_1<uint32_t, uint32_t>("mov.u32 %d, 017;", {0},
                              [](uint32_t) { return 15u; });
}

TEST(Selection, BySignAndPredicate) {
  check_2<uint32_t, uint32_t>(
      "setp.lt.u32 %p|%q, %a, %b;\nselp.b32 %r6, 1, 0, %p;\n"
      "selp.b32 %r7, 2, 0, %q;\nor.b32 %d, %r6, %r7;",
      integers<uint32_t>(),
      [](uint32_t a, uint32_t b) { return a < b ? 1u : 2u; });
  check_3<uint32_t, uint32_t>(
      "setp.ne.b32 %q, %c, 0;\nsetp.gt.and.u32 %p, %a, %b, !%q;\n"
      "selp.b32 %d, 1, 0, %p;",
      integers<uint32_t>(), [](uint32_t a, uint32_t b, uint32_t c) {
        return uint32_t(a > b && c == 0);
      });
  check_2<uint32_t, uint32_t>(
      "setp.eq.u32 %p, %a, 7;\nsetp.eq.u32 %q, %b, 7;\nxor.pred %p, %p, %q;\n"
      "not.pred %q, %p;\nselp.b32 %d, 5, 6, %q;",
      integers<uint32_t>(),
      [](uint32_t a, uint32_t b) { return (a == 7) != (b == 7) ? 6u : 5u; });
  check_3<int32_t, int32_t>(
      "slct.b32.s32 %d, %a, %b, %c;", integers<int32_t>(),
      [](int32_t a, int32_t b, int32_t c) { return c >= 0 ? a : b; });
  check_2<uint32_t, float>("set.gt.u32.f32 %d, %a, %b;", floats<float>(),
                           [](float a, float b) { return a > b ? ~0u : 0u; });
  check_2<float, float>("set.le.f32.f32 %d, %a, %b;", floats<float>(),
                        [](float a, float b) { return a <= b ? 1.f : 0.f; });
}

TEST(Guards, OnlyActiveLanesAreWritten) {
  check_2<uint32_t, uint32_t>(
      "mov.b32 %d, 1;\nsetp.lt.u32 %p, %a, %b;\n@%p mov.b32 %d, 2;\n"
      "@!%p add.s32 %d, %d, 9;",
      integers<uint32_t>(),
      [](uint32_t a, uint32_t b) { return a < b ? 2u : 10u; });
}
