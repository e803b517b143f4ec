//===- elements.h - Collectives one element at a time ---------------------===//
// The definition in tpx.fbs, in plain words: what every transport and every
// backend's reduction is compared with, bit by bit.
#ifndef TEST_RUNTIME_ELEMENTS_H
#define TEST_RUNTIME_ELEMENTS_H

#include "tprt/transport.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <random>
#include <type_traits>
#include <vector>

namespace tprt::test {

/// bf16 by the language's rules for float, rounded to nearest even.
struct bfloat {
  uint16_t bits;
  operator float() const {
    uint32_t wide = uint32_t(bits) << 16;
    float value;
    memcpy(&value, &wide, 4);
    return value;
  }
  bfloat() = default;
  bfloat(float value) {
    // Between the neighbours in bf16, the nearer one, or the even one.
    uint32_t raw;
    memcpy(&raw, &value, 4);
    bits = uint16_t(raw >> 16);
    bfloat low = from_bits(bits), high = from_bits(uint16_t(bits + 1));
    double to_low = std::fabs(double(value) - double(float(low)));
    double to_high = std::fabs(double(float(high)) - double(value));
    if (to_high < to_low || (to_high == to_low && (bits & 1)))
      bits = high.bits;
  }
  static bfloat from_bits(uint16_t bits) {
    bfloat value;
    value.bits = bits;
    return value;
  }
};

/// Integers wrap; a NaN on either side wins.
template <typename Wide>
Wide combine(tprt_reduction_t reduction, Wide a, Wide b) {
  switch (reduction) {
  case TPRT_SUM:
    if constexpr (std::is_integral_v<Wide>)
      return Wide(uint64_t(a) + uint64_t(b));
    else
      return Wide(a + b);
  case TPRT_PROD:
    if constexpr (std::is_integral_v<Wide>)
      return Wide(uint64_t(a) * uint64_t(b));
    else
      return Wide(a * b);
  case TPRT_MAX:
    return a > b || a != a ? a : b;
  default:
    return a < b || a != a ? a : b;
  }
}

/// An element type, and the one that its reductions are computed in.
template <typename T, typename Wide> struct element {
  using type = T;
  using wide = Wide;
};

/// Calls `body` with the types of an element type.
template <typename Body> void with_types(tprt_dtype_t dtype, Body body) {
  switch (dtype) {
  case TPRT_I1:
  case TPRT_UI8:
    return body(element<uint8_t, uint8_t>());
  case TPRT_I8:
    return body(element<int8_t, int8_t>());
  case TPRT_I16:
    return body(element<int16_t, int16_t>());
  case TPRT_I32:
    return body(element<int32_t, int32_t>());
  case TPRT_I64:
    return body(element<int64_t, int64_t>());
  case TPRT_UI16:
    return body(element<uint16_t, uint16_t>());
  case TPRT_UI32:
    return body(element<uint32_t, uint32_t>());
  case TPRT_UI64:
    return body(element<uint64_t, uint64_t>());
  case TPRT_F16:
    return body(element<_Float16, float>());
  case TPRT_BF16:
    return body(element<bfloat, float>());
  case TPRT_F32:
    return body(element<float, float>());
  case TPRT_F64:
    return body(element<double, double>());
  }
}

/// Element `index` of the reduction of all `sends`.
template <typename T, typename Wide>
T reduce_one(tprt_reduction_t reduction, const std::vector<const T *> &sends,
             size_t index) {
  Wide sum = Wide(sends[0][index]);
  for (size_t i = 1; i < sends.size(); ++i)
    sum = combine<Wide>(reduction, sum, Wide(sends[i][index]));
  return T(sum);
}

/// What the member at `position` receives.
template <typename T, typename Wide>
std::vector<T>
definition(tprt_collective_kind_t kind, tprt_reduction_t reduction,
           const std::vector<std::vector<T>> &sends, size_t position,
           const std::vector<uint32_t> &targets) {
  size_t count = sends[0].size(), ranks = sends.size(), chunk = count / ranks;
  std::vector<const T *> data;
  for (const std::vector<T> &send : sends)
    data.push_back(send.data());
  std::vector<T> recv;
  switch (kind) {
  case TPRT_ALL_REDUCE:
    for (size_t i = 0; i < count; ++i)
      recv.push_back(reduce_one<T, Wide>(reduction, data, i));
    break;
  case TPRT_REDUCE_SCATTER:
    for (size_t i = 0; i < chunk; ++i)
      recv.push_back(
          reduce_one<T, Wide>(reduction, data, position * chunk + i));
    break;
  case TPRT_ALL_GATHER:
    for (const std::vector<T> &send : sends)
      recv.insert(recv.end(), send.begin(), send.end());
    break;
  case TPRT_ALL_TO_ALL:
    for (const std::vector<T> &send : sends)
      recv.insert(recv.end(), send.begin() + long(position * chunk),
                  send.begin() + long((position + 1) * chunk));
    break;
  case TPRT_PERMUTE:
    recv.resize(count);
    for (size_t from = 0; from < ranks; ++from)
      if (targets[from] == position)
        recv = sends[from];
    break;
  }
  return recv;
}

/// Values of any element type, the same for the same rank and count.
template <typename T>
std::vector<T> random_values(uint32_t rank, size_t count, tprt_dtype_t dtype) {
  std::mt19937 random(rank * 7919 + uint32_t(count));
  std::vector<T> values;
  for (size_t i = 0; i < count; ++i) {
    if (dtype == TPRT_I1)
      values.push_back(T(random() % 2));
    else if constexpr (std::is_integral_v<T>)
      values.push_back(T(random()));
    else
      values.push_back(T(float(random()) / 4294967296.0f * 4 - 2));
  }
  return values;
}

/// The reductions that programs have for a type.
inline std::vector<tprt_reduction_t> reductions(tprt_collective_kind_t kind,
                                                tprt_dtype_t dtype) {
  if (kind != TPRT_ALL_REDUCE && kind != TPRT_REDUCE_SCATTER)
    return {TPRT_NO_REDUCTION};
  if (dtype == TPRT_I1)
    return {TPRT_MAX, TPRT_MIN};
  return {TPRT_SUM, TPRT_MAX, TPRT_MIN, TPRT_PROD};
}

} // namespace tprt::test

#endif // TEST_RUNTIME_ELEMENTS_H
