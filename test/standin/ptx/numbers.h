//===- numbers.h - the number formats of PTX ------------------------------===//
// f16 and bf16 beside the host's float and double, with conversions that round
// to nearest even exactly: what has no type on the host is computed in a wider
// one and rounded once, by rounding to odd where two roundings could differ.
#ifndef TEST_STANDIN_PTX_NUMBERS_H
#define TEST_STANDIN_PTX_NUMBERS_H

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace ptx {

template <class To, class From> inline To bits_as(From from) {
  static_assert(sizeof(To) == sizeof(From), "a cast of bits keeps the size");
  To to;
  std::memcpy(&to, &from, sizeof(to));
  return to;
}

struct f16 {
  uint16_t bits;
};
struct bf16 {
  uint16_t bits;
};
/// Two numbers in one register, the first in the low half.
struct f16x2 {
  f16 low, high;
};
struct bf16x2 {
  bf16 low, high;
};
struct f32x2 {
  float low, high;
};

/// The float next to `value` whose last bit is odd, unless `value` is a float:
/// rounding it again to less than 23 bits gives what rounding `value` gives.
inline float to_odd_float(double value) {
  float nearest = static_cast<float>(value);
  uint32_t bits = bits_as<uint32_t>(nearest);
  double back = nearest;
  bool inexact = back != value && value == value;
  // Rounded away from zero, the neighbour towards zero is the odd one.
  uint32_t away = std::fabs(back) > std::fabs(value) ? 1u : 0u;
  uint32_t odd = away ? (bits - 1) | 1u : bits | 1u;
  // An even result's odd neighbour: bits - 1 below it, bits + 1 above it.
  return inexact && !(bits & 1u) ? bits_as<float>(odd) : nearest;
}

/// a + b in double, rounded to odd.
inline double add_to_odd(double a, double b) {
  double sum = a + b;
  double from_b = sum - a;
  double error = (a - (sum - from_b)) + (b - from_b);
  uint64_t bits = bits_as<uint64_t>(sum);
  bool inexact = error != 0 && std::isfinite(sum) && sum != 0;
  bool away = (error < 0) == (sum > 0);
  uint64_t odd = away ? bits - 1 : bits + 1;
  return inexact && !(bits & 1u) ? bits_as<double>(odd) : sum;
}

inline float to_float(f16 value) {
  return static_cast<float>(bits_as<_Float16>(value.bits));
}
inline float to_float(bf16 value) {
  return bits_as<float>(static_cast<uint32_t>(value.bits) << 16);
}
inline float to_float(float value) { return value; }
inline double to_float(double value) { return value; }

/// Rounds to nearest even.
template <class To> To from_float(float value);
template <> inline f16 from_float<f16>(float value) {
  uint16_t bits = bits_as<uint16_t>(static_cast<_Float16>(value));
  return {value == value ? bits : uint16_t(0x7fff)};
}
template <> inline bf16 from_float<bf16>(float value) {
  uint32_t bits = bits_as<uint32_t>(value);
  uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  return {static_cast<uint16_t>(value == value ? rounded : 0x7fffu)};
}
template <> inline float from_float<float>(float value) { return value; }

template <class To> inline To from_double(double value) {
  return from_float<To>(to_odd_float(value));
}
template <> inline float from_double<float>(double value) {
  return static_cast<float>(value);
}
template <> inline double from_double<double>(double value) { return value; }

/// A subnormal number as the zero of its sign, as .ftz asks for.
inline float flushed(float value) {
  uint32_t bits = bits_as<uint32_t>(value);
  return (bits & 0x7f800000u) ? value : bits_as<float>(bits & 0x80000000u);
}

} // namespace ptx

#endif // TEST_STANDIN_PTX_NUMBERS_H
