//===- arithmetic.cpp - add, sub, mul, mad, div, rem of integers ----------===//
// Signs do not matter to the low half of sums and products, so that these work
// on unsigned numbers, which wrap.
#include "arithmetic.h"
#include <algorithm>

namespace ptx {

template <class T> static T multiply_low(T a, T b) {
  using P = typename promoted<T>::type;
  return static_cast<T>(P(a) * P(b));
}
template <class T> static T multiply_add_low(T a, T b, T c) {
  using P = typename promoted<T>::type;
  return static_cast<T>(P(a) * P(b) + P(c));
}

template <class T> struct widened;
template <> struct widened<uint8_t> {
  using type = uint16_t;
};
template <> struct widened<uint16_t> {
  using type = uint32_t;
};
template <> struct widened<uint32_t> {
  using type = uint64_t;
};
template <> struct widened<int8_t> {
  using type = int16_t;
};
template <> struct widened<int16_t> {
  using type = int32_t;
};
template <> struct widened<int32_t> {
  using type = int64_t;
};
template <> struct widened<uint64_t> {
  using type = unsigned __int128;
};
template <> struct widened<int64_t> {
  using type = __int128;
};

template <class T> static T multiply_high(T a, T b) {
  using W = typename widened<T>::type;
  return static_cast<T>((W(a) * W(b)) >> (8 * sizeof(T)));
}
template <class T> static T multiply_add_high(T a, T b, T c) {
  using U = std::make_unsigned_t<T>;
  return static_cast<T>(
      add_integers<U>(static_cast<U>(multiply_high(a, b)), static_cast<U>(c)));
}
template <class T> static auto multiply_wide(T a, T b) {
  using W = typename widened<T>::type;
  return static_cast<W>(W(a) * W(b));
}
template <class T>
static auto multiply_add_wide(T a, T b, typename widened<T>::type c) {
  using W = typename widened<T>::type;
  using U = std::make_unsigned_t<W>;
  return static_cast<W>(static_cast<U>(W(a) * W(b)) + static_cast<U>(c));
}
template <class T> static T multiply_24_low(T a, T b) {
  // The low 24 bits, extended by their sign where T has one.
  using U = std::make_unsigned_t<T>;
  T short_a = static_cast<T>(static_cast<U>(a) << 8) >> 8;
  T short_b = static_cast<T>(static_cast<U>(b) << 8) >> 8;
  return static_cast<T>(static_cast<U>(short_a) * static_cast<U>(short_b));
}

/// What division by zero gives is not defined; this is what GPUs do. The
/// smallest number divided by -1 is itself.
template <class T> static T divide_integers(T a, T b) {
  if (b == 0)
    return static_cast<T>(~T(0));
  if (std::is_signed_v<T> && b == T(-1))
    return static_cast<T>(subtract_integers<std::make_unsigned_t<T>>(
        0, static_cast<std::make_unsigned_t<T>>(a)));
  return static_cast<T>(a / b);
}
template <class T> static T remainder_of(T a, T b) {
  if (b == 0)
    return a;
  if (std::is_signed_v<T> && b == T(-1))
    return 0;
  return static_cast<T>(a % b);
}
static int32_t add_saturated(int32_t a, int32_t b) {
  int64_t sum = int64_t(a) + b;
  return static_cast<int32_t>(
      std::min<int64_t>(std::max<int64_t>(sum, INT32_MIN), INT32_MAX));
}
static int32_t subtract_saturated(int32_t a, int32_t b) {
  int64_t difference = int64_t(a) - b;
  return static_cast<int32_t>(
      std::min<int64_t>(std::max<int64_t>(difference, INT32_MIN), INT32_MAX));
}

//===----------------------------------------------------------------------===//
// Decoders
//===----------------------------------------------------------------------===//

void emit_binary(builder &builder, const instruction &instruction,
                 const type &type, handler run) {
  if (!run)
    builder.fail("the instruction's type is not known");
  builder.expect_operands(3, 3);
  const std::vector<operand> &operands = instruction.operands;
  uint32_t a = builder.source(operands[1], type);
  uint32_t b = builder.source(operands[2], type);
  builder.emit(run,
               builder.target(operands[0], type.all_bits(),
                              type.kind == type::is_signed),
               {a, b});
}
void emit_unary(builder &builder, const instruction &instruction,
                const type &type, handler run) {
  if (!run)
    builder.fail("the instruction's type is not known");
  builder.expect_operands(2, 2);
  const std::vector<operand> &operands = instruction.operands;
  uint32_t a = builder.source(operands[1], type);
  builder.emit(run,
               builder.target(operands[0], type.all_bits(),
                              type.kind == type::is_signed),
               {a});
}

static void decode_add(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  if (type.is_float())
    return decode_float_add(builder, instruction);
  if (instruction.has("cc"))
    builder.fail("carries are not known");
  handler run = for_unsigned(type.bits, [](auto value) {
    return each<&add_integers<decltype(value)>>();
  });
  if (type.pair)
    run = each<&both_2<u16x2, &add_integers<uint16_t>>>();
  if (instruction.has("sat"))
    run = type.kind == type::is_signed && type.bits == 32
              ? each<&add_saturated>()
              : nullptr;
  emit_binary(builder, instruction, type, run);
}

static void decode_sub(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  if (type.is_float())
    return decode_float_subtract(builder, instruction);
  if (instruction.has("cc"))
    builder.fail("carries are not known");
  handler run = type.pair ? nullptr : for_unsigned(type.bits, [](auto value) {
    return each<&subtract_integers<decltype(value)>>();
  });
  if (instruction.has("sat"))
    run = type.kind == type::is_signed && type.bits == 32
              ? each<&subtract_saturated>()
              : nullptr;
  emit_binary(builder, instruction, type, run);
}

static type widened_type(type type) {
  type.bits *= 2;
  return type;
}

static void decode_mul(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  if (type.is_float())
    return decode_float_multiply(builder, instruction);
  if (instruction.has("wide")) {
    builder.expect_operands(3, 3);
    handler run = for_integers(type, [](auto value) -> handler {
      using T = decltype(value);
      if constexpr (sizeof(T) == 8)
        return nullptr;
      else
        return each<&multiply_wide<T>>();
    });
    if (!run)
      builder.fail("the instruction's type is not known");
    uint32_t a = builder.source(instruction.operands[1], type);
    uint32_t b = builder.source(instruction.operands[2], type);
    builder.emit(run,
                 builder.target(instruction.operands[0], 2 * type.bits,
                                type.kind == type::is_signed),
                 {a, b});
    return;
  }
  handler run =
      instruction.has("hi")
          ? for_integers(type,
                         [](auto value) {
                           return each<&multiply_high<decltype(value)>>();
                         })
          : for_unsigned(type.bits, [](auto value) {
              return each<&multiply_low<decltype(value)>>();
            });
  emit_binary(builder, instruction, type, type.pair ? nullptr : run);
}

static void decode_mul24(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  handler run = type.kind == type::is_signed
                    ? each<&multiply_24_low<int32_t>>()
                    : each<&multiply_24_low<uint32_t>>();
  emit_binary(builder, instruction, type,
              instruction.has("lo") && type.bits == 32 ? run : nullptr);
}

static void decode_mad(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  if (type.is_float())
    return decode_float_fma(builder, instruction);
  builder.expect_operands(4, 4);
  bool wide = instruction.has("wide");
  ptx::type sum = wide ? widened_type(type) : type;
  handler run;
  if (instruction.has("cc") || instruction.has("sat") || type.pair)
    run = nullptr;
  else if (wide)
    run = for_integers(type, [](auto value) -> handler {
      using T = decltype(value);
      if constexpr (sizeof(T) == 8)
        return nullptr;
      else
        return each<&multiply_add_wide<T>>();
    });
  else if (instruction.has("hi"))
    run = for_integers(type, [](auto value) {
      return each<&multiply_add_high<decltype(value)>>();
    });
  else
    run = for_unsigned(type.bits, [](auto value) {
      return each<&multiply_add_low<decltype(value)>>();
    });
  if (!run)
    builder.fail("the instruction's modifiers are not known");
  uint32_t a = builder.source(instruction.operands[1], type);
  uint32_t b = builder.source(instruction.operands[2], type);
  uint32_t c = builder.source(instruction.operands[3], sum);
  builder.emit(run,
               builder.target(instruction.operands[0], sum.bits,
                              type.kind == type::is_signed),
               {a, b, c});
}

/// The approximations of a GPU are computed exactly.
static void decode_div(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  if (type.is_float())
    return decode_float_divide(builder, instruction);
  emit_binary(builder, instruction, type, for_integers(type, [](auto value) {
                return each<&divide_integers<decltype(value)>>();
              }));
}

static void decode_rem(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  emit_binary(builder, instruction, type, for_integers(type, [](auto value) {
                return each<&remainder_of<decltype(value)>>();
              }));
}

void add_arithmetic(decoders &table) {
  table["add"] = decode_add;
  table["sub"] = decode_sub;
  table["mul"] = decode_mul;
  table["mul24"] = decode_mul24;
  table["mad"] = decode_mad;
  table["fma"] = decode_float_fma;
  table["div"] = decode_div;
  table["rem"] = decode_rem;
  add_extremes_and_signs(table);
}

} // namespace ptx
