//===- reduce.cpp - Types and reductions of NCCL --------------------------===//
// Narrow types are combined in f32 and rounded at every step.

#include "reduce.h"

#include "../numbers.h"

#include <algorithm>
#include <iterator>
#include <type_traits>

using namespace standin;

uint64_t standin::type_size(ncclDataType_t type) {
  switch (type) {
  case ncclInt8:
  case ncclUint8:
    return 1;
  case ncclFloat16:
  case ncclBfloat16:
    return 2;
  case ncclInt32:
  case ncclUint32:
  case ncclFloat32:
    return 4;
  case ncclInt64:
  case ncclUint64:
  case ncclFloat64:
    return 8;
  default:
    return 0;
  }
}

const char *standin::type_name(ncclDataType_t type) {
  static const char *const names[] = {
      "int8",    "uint8",   "int32",   "uint32",   "int64",      "uint64",
      "float16", "float32", "float64", "bfloat16", "float8e4m3", "float8e5m2"};
  return unsigned(type) < std::size(names) ? names[type] : "?";
}

bool standin::is_reduction(ncclRedOp_t reduction) {
  return unsigned(reduction) < unsigned(ncclNumOps);
}

namespace {
/// A stored element and the type that it is computed in.
template <typename type> struct plain {
  using stored = type;
  static type load(type value) { return value; }
  static type store(type value) { return value; }
};
struct half {
  using stored = uint16_t;
  static float load(uint16_t value) { return from_f16(value); }
  static uint16_t store(float value) { return to_f16(value); }
};
struct brain {
  using stored = uint16_t;
  static float load(uint16_t value) { return from_bf16(value); }
  static uint16_t store(float value) { return to_bf16(value); }
};

template <typename wide> wide apply(ncclRedOp_t reduction, wide a, wide b) {
  using unsigned_or_same =
      typename std::conditional_t<std::is_integral_v<wide>,
                                  std::make_unsigned<wide>,
                                  std::common_type<wide>>::type;
  auto ua = unsigned_or_same(a), ub = unsigned_or_same(b);
  switch (reduction) {
  case ncclProd:
    return wide(ua * ub);
  case ncclMax:
    return std::max(a, b);
  case ncclMin:
    return std::min(a, b);
  default:
    return wide(ua + ub);
  }
}

template <typename element>
void combine_as(ncclRedOp_t reduction, void *into, const void *other,
                uint64_t count) {
  auto *a = static_cast<typename element::stored *>(into);
  auto *b = static_cast<const typename element::stored *>(other);
  for (uint64_t i = 0; i < count; ++i)
    a[i] = element::store(
        apply(reduction, element::load(a[i]), element::load(b[i])));
}

template <typename element>
void divide_as(void *data, uint64_t count, uint32_t num_ranks) {
  auto *a = static_cast<typename element::stored *>(data);
  for (uint64_t i = 0; i < count; ++i) {
    auto value = element::load(a[i]);
    a[i] = element::store(value / decltype(value)(num_ranks));
  }
}

/// Calls a function with the element of a type.
template <typename function>
void with_type(ncclDataType_t type, function &&body) {
  switch (type) {
  case ncclInt8:
    return body(plain<int8_t>());
  case ncclUint8:
    return body(plain<uint8_t>());
  case ncclInt32:
    return body(plain<int32_t>());
  case ncclUint32:
    return body(plain<uint32_t>());
  case ncclInt64:
    return body(plain<int64_t>());
  case ncclUint64:
    return body(plain<uint64_t>());
  case ncclFloat16:
    return body(half());
  case ncclFloat32:
    return body(plain<float>());
  case ncclFloat64:
    return body(plain<double>());
  case ncclBfloat16:
    return body(brain());
  default:
    return;
  }
}
} // namespace

void standin::combine(ncclDataType_t type, ncclRedOp_t reduction, void *into,
                      const void *other, uint64_t count) {
  with_type(type, [&](auto element) {
    combine_as<decltype(element)>(reduction, into, other, count);
  });
}

void standin::finish_reduction(ncclDataType_t type, ncclRedOp_t reduction,
                               void *data, uint64_t count, uint32_t num_ranks) {
  if (reduction != ncclAvg)
    return;
  with_type(type, [&](auto element) {
    divide_as<decltype(element)>(data, count, num_ranks);
  });
}
