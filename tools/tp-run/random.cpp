//===- random.cpp - Arguments out of a seed -------------------------------===//
// Small floats around 0 keep deep programs in range; small integers are valid
// indices of most tables.

#include "random.h"

#include <cstring>

using namespace tp_run;
using namespace tprt::io;

namespace {

/// The mixing function of SplitMix64: every bit of the result depends on every
/// bit of `x`.
uint64_t mix(uint64_t x) {
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

constexpr uint64_t golden = 0x9e3779b97f4a7c15u;

template <typename T> void store(uint8_t *to, T value) {
  memcpy(to, &value, sizeof value);
}

/// A float in [-0.125, 0.125) with `bits` significant bits, the top ones of
/// `random`.
double small_float(uint64_t random, int bits) {
  int64_t grid =
      static_cast<int64_t>(random >> (64 - bits)) - (int64_t(1) << (bits - 1));
  return static_cast<double>(grid) /
         static_cast<double>(int64_t(1) << (bits + 2));
}

/// The bits of a float that f16 represents exactly.
uint16_t to_f16(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint16_t sign = static_cast<uint16_t>(bits >> 16 & 0x8000);
  if (value == 0)
    return sign;
  int exponent = static_cast<int>(bits >> 23 & 0xff) - 127 + 15;
  return static_cast<uint16_t>(sign | exponent << 10 | (bits >> 13 & 0x3ff));
}

uint16_t to_bf16(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return static_cast<uint16_t>(bits >> 16);
}

void write_element(tprt_dtype_t dtype, uint64_t random, uint8_t *to) {
  switch (dtype) {
  case TPRT_F64:
    return store(to, small_float(random, 53));
  case TPRT_F32:
    return store(to, static_cast<float>(small_float(random, 24)));
  case TPRT_F16: // 8 bits stay clear of f16's subnormal numbers
    return store(to, to_f16(static_cast<float>(small_float(random, 8))));
  case TPRT_BF16:
    return store(to, to_bf16(static_cast<float>(small_float(random, 8))));
  case TPRT_I1:
    return store(to, static_cast<uint8_t>(random >> 63));
  default: // little-endian: the low bytes are the value
    uint64_t integer = random >> 58;
    memcpy(to, &integer, tprt_dtype_size(dtype));
  }
}

} // namespace

void tp_run::write_random(const slice_layout &layout, uint64_t seed,
                          uint32_t argument, uint8_t *local) {
  memset(local, 0, layout.local_bytes());
  uint64_t width = tprt_dtype_size(layout.type.dtype);
  uint64_t stream = mix(mix(seed + golden) + golden * (argument + 1));
  slice_runs runs(layout);
  slice_run run;
  while (runs.next(run)) {
    uint64_t element = run.global_offset / width;
    for (uint64_t at = 0; at < run.size; at += width, ++element)
      write_element(layout.type.dtype, mix(stream + golden * (element + 1)),
                    local + run.local_offset + at);
  }
}
