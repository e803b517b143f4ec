//===- extremes.cpp - min, max, abs, neg, copysign ------------------------===//
// Signs are bits; what is smaller, of zeros and NaNs too, is PTX's own order.
#include "arithmetic.h"

namespace ptx {

template <class T> static T least(T a, T b) { return b < a ? b : a; }
template <class T> static T greatest(T a, T b) { return a < b ? b : a; }
/// What is below zero becomes zero.
template <class T, T (*Extreme)(T, T)> static T not_negative(T a, T b) {
  return greatest<T>(Extreme(a, b), 0);
}
template <class T> static T negate_integer(T a) {
  return subtract_integers<T>(0, a);
}
template <class T> static T absolute_integer(T a) {
  using U = std::make_unsigned_t<T>;
  return a < 0 ? static_cast<T>(subtract_integers<U>(0, static_cast<U>(a))) : a;
}

/// -0 is below +0. A NaN loses against a number unless `KeepNaN`.
template <class T, bool Max, bool KeepNaN, bool Flush>
static T extreme(T first, T second) {
  if constexpr (std::is_same_v<T, float> && Flush) {
    first = flushed(first);
    second = flushed(second);
  }
  auto a = to_float(first), b = to_float(second);
  bool a_nan = a != a, b_nan = b != b;
  bool below = a < b || (a == b && std::signbit(a) && !std::signbit(b));
  bool take_first =
      Max ? !below : below || (a == b && std::signbit(a) == std::signbit(b));
  if (KeepNaN ? a_nan : b_nan)
    take_first = true;
  else if (KeepNaN ? b_nan : a_nan)
    take_first = false;
  return take_first ? first : second;
}

template <bool Max, bool KeepNaN, bool Flush>
static handler extreme_of(const type &type) {
  handler plain = for_floats(type, [](auto value) {
    return each<&extreme<decltype(value), Max, KeepNaN, Flush>>();
  });
  if (plain || type.bits != 16)
    return plain;
  return type.kind == type::brain
             ? each<&both_2<bf16x2, &extreme<bf16, Max, KeepNaN, Flush>>>()
             : each<&both_2<f16x2, &extreme<f16, Max, KeepNaN, Flush>>>();
}

template <bool Max> static handler not_negative_pairs() {
  return Max ? each<
                   &both_2<s16x2, &not_negative<int16_t, &greatest<int16_t>>>>()
             : each<&both_2<s16x2, &not_negative<int16_t, &least<int16_t>>>>();
}

template <bool Max>
static void decode_extreme(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  handler run;
  if (instruction.has("xorsign") || instruction.has("abs"))
    run = nullptr;
  else if (instruction.has("relu"))
    run = type.kind != type::is_signed || type.bits != (type.pair ? 16 : 32)
              ? nullptr
          : type.pair ? not_negative_pairs<Max>()
          : Max       ? each<&not_negative<int32_t, &greatest<int32_t>>>()
                      : each<&not_negative<int32_t, &least<int32_t>>>();
  else if (type.is_float() && instruction.has("NaN"))
    run = instruction.has("ftz") ? extreme_of<Max, true, true>(type)
                                 : extreme_of<Max, true, false>(type);
  else if (type.is_float())
    run = instruction.has("ftz") ? extreme_of<Max, false, true>(type)
                                 : extreme_of<Max, false, false>(type);
  else if (type.pair && type.kind == type::is_signed)
    run = Max ? each<&both_2<s16x2, &greatest<int16_t>>>()
              : each<&both_2<s16x2, &least<int16_t>>>();
  else if (type.pair)
    run = Max ? each<&both_2<u16x2, &greatest<uint16_t>>>()
              : each<&both_2<u16x2, &least<uint16_t>>>();
  else
    run = for_integers(type, [](auto value) {
      using T = decltype(value);
      return Max ? each<&greatest<T>>() : each<&least<T>>();
    });
  // Three operands: the extreme of all.
  if (instruction.operands.size() == 4 && run) {
    const std::vector<operand> &operands = instruction.operands;
    uint32_t a = builder.source(operands[1], type);
    uint32_t b = builder.source(operands[2], type);
    uint32_t c = builder.source(operands[3], type);
    uint32_t to = builder.target(operands[0], type.all_bits());
    uint32_t two = builder.scratch(type.all_bits());
    builder.emit(run, two, {a, b});
    builder.emit(run, to, {two, c});
    return;
  }
  emit_binary(builder, instruction, type, run);
}

template <class T> static T clear_sign(T bits) {
  return static_cast<T>(bits & static_cast<T>(static_cast<T>(~T(0)) >> 1));
}
template <class T> static T flip_sign(T bits) {
  return static_cast<T>(bits ^ (T(1) << (8 * sizeof(T) - 1)));
}
template <class T> static T take_sign(T sign, T magnitude) {
  T mask = static_cast<T>(T(1) << (8 * sizeof(T) - 1));
  return static_cast<T>((sign & mask) | (magnitude & static_cast<T>(~mask)));
}
struct b32x2 {
  uint32_t low, high;
};

static float flush_and_clear_sign(float value) {
  return flushed(std::fabs(value));
}
static float flush_and_flip_sign(float value) { return flushed(-value); }

static void decode_abs(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  handler run;
  if (type.is_float() && instruction.has("ftz") && type.bits == 32)
    run = each<&flush_and_clear_sign>();
  else if (type.is_float() && type.pair)
    run = type.bits == 16 ? each<&both_1<u16x2, &clear_sign<uint16_t>>>()
                          : each<&both_1<b32x2, &clear_sign<uint32_t>>>();
  else if (type.is_float())
    run = for_unsigned(type.bits, [](auto value) {
      return each<&clear_sign<decltype(value)>>();
    });
  else
    run = for_signed(type.bits, [](auto value) {
      return each<&absolute_integer<decltype(value)>>();
    });
  emit_unary(builder, instruction, type, run);
}

static void decode_neg(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  handler run;
  if (type.is_float() && instruction.has("ftz") && type.bits == 32)
    run = each<&flush_and_flip_sign>();
  else if (type.is_float() && type.pair)
    run = type.bits == 16 ? each<&both_1<u16x2, &flip_sign<uint16_t>>>()
                          : each<&both_1<b32x2, &flip_sign<uint32_t>>>();
  else if (type.is_float())
    run = for_unsigned(type.bits, [](auto value) {
      return each<&flip_sign<decltype(value)>>();
    });
  else
    run = for_unsigned(type.bits, [](auto value) {
      return each<&negate_integer<decltype(value)>>();
    });
  emit_unary(builder, instruction, type, run);
}

static void decode_copysign(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  emit_binary(builder, instruction, type,
              for_unsigned(type.bits, [](auto value) {
                return each<&take_sign<decltype(value)>>();
              }));
}

void add_extremes_and_signs(decoders &table) {
  table["min"] = decode_extreme<false>;
  table["max"] = decode_extreme<true>;
  table["abs"] = decode_abs;
  table["neg"] = decode_neg;
  table["copysign"] = decode_copysign;
}

} // namespace ptx
