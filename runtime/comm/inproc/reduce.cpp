//===- reduce.cpp - Element-wise reduction of several buffers -------------===//
// Block by block, so that the accumulator stays in the cache, or in registers'
// reach, while the sources stream by. The order of sources is the order of
// ranks: the result has the same bits wherever it is computed.

#include "reduce.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

using namespace tprt;
using namespace tprt::inproc;

static constexpr uint64_t block = 1024;

//===-- Half precision ----------------------------------------------------===//

namespace {

/// Storage of the types that C++17 cannot compute with.
struct f16 {
  uint16_t bits;
};
struct bf16 {
  uint16_t bits;
};

template <typename To, typename From> To bits_as(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

float widen(bf16 value) { return bits_as<float>(uint32_t(value.bits) << 16); }

bf16 narrow_bf16(float value) {
  auto bits = bits_as<uint32_t>(value);
  if (value != value)
    return {static_cast<uint16_t>((bits >> 16) | 0x40)}; // a quiet NaN
  // To nearest, ties to even.
  bits += 0x7fff + ((bits >> 16) & 1);
  return {static_cast<uint16_t>(bits >> 16)};
}

float widen(f16 value) {
  uint32_t sign = uint32_t(value.bits & 0x8000) << 16;
  uint32_t rest = value.bits & 0x7fff;
  if (rest >= 0x7c00) // infinity and NaN
    return bits_as<float>(sign | 0x7f800000 | (rest & 0x3ff) << 13);
  // Normal and subnormal alike: move the exponent by a multiplication.
  float magnitude = bits_as<float>(rest << 13) * bits_as<float>(0x77800000u);
  return bits_as<float>(sign | bits_as<uint32_t>(magnitude));
}

f16 narrow_f16(float value) {
  auto bits = bits_as<uint32_t>(value);
  auto sign = static_cast<uint16_t>(bits >> 16 & 0x8000);
  uint32_t rest = bits & 0x7fffffff;
  if (rest > 0x7f800000)
    return {static_cast<uint16_t>(sign | 0x7e00)};
  if (rest >= 0x477ff000) // rounds to 65536 or more
    return {static_cast<uint16_t>(sign | 0x7c00)};
  if (rest < 0x38800000) { // subnormal: let the addition of 0.5 round
    float shifted = bits_as<float>(rest) + 0.5f;
    return {static_cast<uint16_t>(sign | (bits_as<uint32_t>(shifted) & 0x7ff))};
  }
  rest += 0xfff + (rest >> 13 & 1);
  return {static_cast<uint16_t>(sign | ((rest - 0x38000000) >> 13))};
}

/// The type that a reduction computes in, and the way there and back.
template <typename T> struct accumulator {
  using type = T;
  static T load(T value) { return value; }
  static T store(T value) { return value; }
};
template <> struct accumulator<f16> {
  using type = float;
  static float load(f16 value) { return widen(value); }
  static f16 store(float value) { return narrow_f16(value); }
};
template <> struct accumulator<bf16> {
  using type = float;
  static float load(bf16 value) { return widen(value); }
  static bf16 store(float value) { return narrow_bf16(value); }
};

//===-- Operators ---------------------------------------------------------===//

/// Integers wrap, which only unsigned arithmetic may do. At least as wide as
/// unsigned, since narrower types are promoted to int.
template <typename T>
using wrapping = std::conditional_t<(sizeof(T) < sizeof(unsigned)), unsigned,
                                    std::make_unsigned_t<T>>;

struct add {
  template <typename T> static T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>)
      return static_cast<T>(wrapping<T>(a) + wrapping<T>(b));
    else
      return a + b;
  }
};
struct multiply {
  template <typename T> static T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>)
      return static_cast<T>(wrapping<T>(a) * wrapping<T>(b));
    else
      return a * b;
  }
};
// A NaN on either side wins.
struct maximum {
  template <typename T> static T apply(T a, T b) {
    return a > b || a != a ? a : b;
  }
};
struct minimum {
  template <typename T> static T apply(T a, T b) {
    return a < b || a != a ? a : b;
  }
};

//===-- Loops -------------------------------------------------------------===//

template <typename Op, typename T>
void reduce(void *out, const void *const *sources, uint32_t num_sources,
            uint64_t count) {
  using wide = accumulator<T>;
  typename wide::type sum[block];
  for (uint64_t begin = 0; begin < count; begin += block) {
    uint64_t length = std::min(block, count - begin);
    const T *first = static_cast<const T *>(sources[0]) + begin;
    for (uint64_t i = 0; i < length; ++i)
      sum[i] = wide::load(first[i]);
    for (uint32_t s = 1; s < num_sources; ++s) {
      const T *next = static_cast<const T *>(sources[s]) + begin;
      for (uint64_t i = 0; i < length; ++i)
        sum[i] = Op::apply(sum[i], wide::load(next[i]));
    }
    T *target = static_cast<T *>(out) + begin;
    for (uint64_t i = 0; i < length; ++i)
      target[i] = wide::store(sum[i]);
  }
}

template <typename Op> reduce_fn find_typed(tprt_dtype_t dtype) {
  switch (dtype) {
  case TPRT_I1:
  case TPRT_UI8:
    return reduce<Op, uint8_t>;
  case TPRT_I8:
    return reduce<Op, int8_t>;
  case TPRT_I16:
    return reduce<Op, int16_t>;
  case TPRT_I32:
    return reduce<Op, int32_t>;
  case TPRT_I64:
    return reduce<Op, int64_t>;
  case TPRT_UI16:
    return reduce<Op, uint16_t>;
  case TPRT_UI32:
    return reduce<Op, uint32_t>;
  case TPRT_UI64:
    return reduce<Op, uint64_t>;
  case TPRT_F16:
    return reduce<Op, f16>;
  case TPRT_BF16:
    return reduce<Op, bf16>;
  case TPRT_F32:
    return reduce<Op, float>;
  case TPRT_F64:
    return reduce<Op, double>;
  }
  return nullptr;
}

} // namespace

reduce_fn tprt::inproc::find_reduction(tprt_reduction_t reduction,
                                       tprt_dtype_t dtype) {
  switch (reduction) {
  case TPRT_SUM:
    return find_typed<add>(dtype);
  case TPRT_MAX:
    return find_typed<maximum>(dtype);
  case TPRT_MIN:
    return find_typed<minimum>(dtype);
  case TPRT_PROD:
    return find_typed<multiply>(dtype);
  case TPRT_NO_REDUCTION:
    break;
  }
  return nullptr;
}
