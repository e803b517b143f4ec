//===- numbers.h - Narrow floating point ----------------------------------===//
// f16, bf16 and TF32 as a GPU rounds them: to nearest, ties to even (TF32: away
// from zero).
#ifndef TEST_STANDIN_NUMBERS_H
#define TEST_STANDIN_NUMBERS_H

#include <cmath>
#include <cstdint>
#include <cstring>

namespace standin {

inline float from_bits(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, 4);
  return value;
}

inline uint32_t to_bits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, 4);
  return bits;
}

inline float from_bf16(uint16_t bits) {
  return from_bits(uint32_t(bits) << 16);
}

inline uint16_t to_bf16(float value) {
  uint32_t bits = to_bits(value);
  if (std::isnan(value))
    return uint16_t(bits >> 16) | 0x40;
  return uint16_t((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

inline float from_f16(uint16_t bits) {
  int exponent = (bits >> 10) & 31, fraction = bits & 1023;
  float magnitude = exponent == 31 ? (fraction ? NAN : INFINITY)
                    : exponent
                        ? std::ldexp(float(1024 + fraction), exponent - 25)
                        : std::ldexp(float(fraction), -24);
  return bits & 0x8000 ? -magnitude : magnitude;
}

inline uint16_t to_f16(float value) {
  uint16_t sign = uint16_t((to_bits(value) >> 16) & 0x8000);
  float magnitude = std::fabs(value);
  if (std::isnan(value))
    return sign | 0x7e00;
  if (magnitude >= 65520.0f) // halfway to what would be the next number
    return sign | 0x7c00;
  int exponent;
  std::frexp(magnitude, &exponent);
  // One unit of the last place: 2^-24 below the normal numbers.
  int unit = magnitude < 0x1p-14f ? -24 : exponent - 11;
  auto units = uint32_t(std::nearbyint(std::ldexp(magnitude, -unit)));
  if (unit == -24)
    return sign | uint16_t(units);
  // Rounding up to 2048 units carries into the exponent, as it should.
  return uint16_t(sign | (((unit + 24) << 10) + units));
}

inline float to_tf32(float value) {
  if (!std::isfinite(value))
    return value;
  return from_bits((to_bits(value) + 0x1000) & ~uint32_t(0x1fff));
}

} // namespace standin

#endif // TEST_STANDIN_NUMBERS_H
