//===- MathAccuracy.cpp - how far a function is from the exact one --------===//

#include "MathAccuracy.h"
#include "gtest/gtest.h"
#include <cmath>
#include <cstring>
#include <sstream>

using namespace tp::test;

void tp::test::PrintTo(const Function &function, std::ostream *os) {
  *os << function.name;
}

std::ostream &tp::test::operator<<(std::ostream &os,
                                   const Arguments &arguments) {
  os << arguments.x;
  return arguments.isBinary ? os << ", " << arguments.z : os;
}

std::vector<double> tp::test::spreadValues(int64_t count) {
  constexpr double specials[] = {
      0.0,       -0.0,        1.0,       -1.0,     HUGE_VAL,
      -HUGE_VAL, double(NAN), 88.72283,  88.72284, -87.33654,
      -103.97,   0x1p-149,    -0x1p-149, 0x1p-126, 0x1.fffffep127,
      9.2e18,    -9.3e18,     1e-8,      -1e-8,    1e-4,
      -1e-4,     0.5,         0.25,      2.0};
  std::vector<double> values;
  for (double special : specials)
    values.push_back(float(special));
  for (int i = 0; i < 4000; ++i)
    values.push_back(float((i - 2000) * 0.0545));
  // A step that is prime to 2^32 and visits all of them about evenly.
  uint32_t step = uint32_t((uint64_t(1) << 32) / count) | 15;
  for (uint64_t i = 0; values.size() < size_t(count); ++i) {
    uint32_t bits = uint32_t(i * step);
    float value;
    std::memcpy(&value, &bits, 4);
    values.push_back(value);
  }
  return values;
}

/// The distance of neighbouring f32 at `exact`.
static double ulpOf(double exact) {
  int exponent;
  std::frexp(exact, &exponent);
  return std::ldexp(1.0, std::max(exponent - 24, -149));
}

/// Whether one of them is beyond all finite f32.
static bool isBeyond(double exact, double got) {
  return std::isnan(exact) || std::fabs(exact) >= 0x1.ffffffp127 ||
         !std::isfinite(got);
}

static bool isSame(double exact, double got) {
  float rounded = float(exact);
  // Within a few ulps of the largest value, either is right.
  bool nearLargest = got * exact > 0 && std::fabs(got) > 0x1.fffff0p127 &&
                     std::fabs(exact) > 0x1.fffff0p127;
  return nearLargest ||
         (std::isnan(rounded) ? std::isnan(got) : rounded == got);
}

void AccuracyCheck::add(double got, double exact, Arguments arguments) {
  if (isBeyond(exact, got)) {
    if (!isSame(exact, got) && ++wrong < 5)
      ADD_FAILURE() << name << "(" << arguments << ") is " << got
                    << ", expected " << float(exact);
    return;
  }
  double off = (std::fabs(got - exact) - absolute) / ulpOf(exact);
  if (off > worst.ulps)
    worst = {off, got, exact, arguments};
  if (exact == 0 && got == 0 && std::signbit(exact) != std::signbit(got) &&
      ++wrong < 5)
    ADD_FAILURE() << name << "(" << arguments << ") has the wrong sign of zero";
}

void AccuracyCheck::finish(double ulps, const char *where) const {
  EXPECT_LE(worst.ulps, ulps) << name << "(" << worst.arguments << ") is "
                              << worst.got << ", exactly " << worst.exact;
  EXPECT_EQ(wrong, 0);
  std::ostringstream place;
  place << worst.arguments;
  printf("%-10s %-10s %8.2f ulp at %s\n", name.c_str(), where, worst.ulps,
         place.str().c_str());
}

std::string tp::test::elementwiseKernel(const std::string &body, int64_t count,
                                        bool isBinary) {
  std::string type = "tensor<" + std::to_string(count) + "xf32>";
  std::string second = isBinary ? ", %b: " + type : "";
  return "#id = affine_map<(d0) -> (d0)>\n"
         "func.func private @k(%a: " +
         type + second + ", %out: " + type + ") -> " + type +
         " attributes {tprt.kernel} {\n"
         "  %one = arith.constant 1.0 : f32\n"
         "  %third = arith.constant 0.333333343 : f32\n"
         "  %r = linalg.generic {indexing_maps = [#id, #id" +
         (isBinary ? ", #id" : "") +
         "], iterator_types = [\"parallel\"]}\n"
         "      ins(%a" +
         (isBinary ? ", %b : " + type + ", " + type : " : " + type) +
         ") outs(%out : " + type + ") {\n  ^bb0(%x: f32, " +
         (isBinary ? "%z: f32, " : "") + "%o: f32):\n" + body +
         "\n    linalg.yield %y : f32\n"
         "  } -> " +
         type + "\n  return %r : " + type + "\n}\n";
}
