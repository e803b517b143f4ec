//===- arithmetic.cpp - add, sub, mul, mad, fma, div, rem, min, max -------===//
// Narrow floats are computed in a wider format and rounded once; see numbers.h.
// Signs do not matter to the low half of integer sums and products, so that
// these work on unsigned numbers, which wrap.
#include "builder.h"
#include "directed.h"
#include "dispatch.h"

namespace ptx {

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

template <class T> struct promoted {
  using type = uint32_t;
};
template <> struct promoted<uint64_t> {
  using type = uint64_t;
};

template <class T> static T add_integers(T a, T b) {
  using P = typename promoted<T>::type;
  return static_cast<T>(P(a) + P(b));
}
template <class T> static T subtract_integers(T a, T b) {
  using P = typename promoted<T>::type;
  return static_cast<T>(P(a) - P(b));
}
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
template <class T> static T least(T a, T b) { return b < a ? b : a; }
template <class T> static T greatest(T a, T b) { return a < b ? b : a; }
template <class T> static T negate_integer(T a) {
  return subtract_integers<T>(0, a);
}
template <class T> static T absolute_integer(T a) {
  using U = std::make_unsigned_t<T>;
  return a < 0 ? static_cast<T>(subtract_integers<U>(0, static_cast<U>(a))) : a;
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
// Floats
//===----------------------------------------------------------------------===//

enum class float_op { add, subtract, multiply, fma, divide };

/// One operation on floats, rounded to nearest even.
template <class T, float_op Op> static T exact(T a, T b, T c = T()) {
  if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
    switch (Op) {
    case float_op::add:
      return a + b;
    case float_op::subtract:
      return a - b;
    case float_op::multiply:
      return a * b;
    case float_op::fma:
      return std::fma(a, b, c);
    case float_op::divide:
      return a / b;
    }
  } else {
    if constexpr (Op == float_op::fma)
      return from_double<T>(
          add_to_odd(double(to_float(a)) * to_float(b), double(to_float(c))));
    // Sums and products of two narrow floats are exact in double, but for
    // sums of far apart numbers.
    double x = to_float(a), y = to_float(b);
    switch (Op) {
    case float_op::add:
      return from_double<T>(add_to_odd(x, y));
    case float_op::subtract:
      return from_double<T>(add_to_odd(x, -y));
    default:
      return from_double<T>(x * y);
    }
  }
}

/// NaN and what is below 0 become 0.
template <class T> static T saturated(T value) {
  if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
    return value > T(0) ? (value < T(1) ? value : T(1)) : T(0);
  } else {
    float wide = to_float(value);
    return from_float<T>(wide > 0.f ? (wide < 1.f ? wide : 1.f) : 0.f);
  }
}
template <class T> static T relu(T value) {
  float wide = to_float(value);
  return wide != wide || wide > 0.f ? value : from_float<T>(0.f);
}

template <class T, bool Flush> static T input(T value) {
  if constexpr (std::is_same_v<T, float> && Flush)
    return flushed(value);
  else
    return value;
}

enum class finishing { none, saturate, relu };
template <class T, finishing F, bool Flush> static T finished(T value) {
  value = input<T, Flush>(value);
  if constexpr (F == finishing::saturate)
    return saturated(value);
  else if constexpr (F == finishing::relu && sizeof(T) == 2)
    return relu(value);
  else
    return value;
}

template <class T, float_op Op, finishing F, bool Flush>
static T compute_2(T a, T b) {
  return finished<T, F, Flush>(
      exact<T, Op>(input<T, Flush>(a), input<T, Flush>(b)));
}
template <class T, float_op Op, finishing F, bool Flush>
static T compute_3(T a, T b, T c) {
  return finished<T, F, Flush>(
      exact<T, Op>(input<T, Flush>(a), input<T, Flush>(b), input<T, Flush>(c)));
}

/// The same on both numbers of a register.
template <class P, auto F> static P both_1(P a) {
  return {F(a.low), F(a.high)};
}
template <class P, auto F> static P both_2(P a, P b) {
  return {F(a.low, b.low), F(a.high, b.high)};
}
template <class P, auto F> static P both_3(P a, P b, P c) {
  return {F(a.low, b.low, c.low), F(a.high, b.high, c.high)};
}

template <float_op Op, finishing F, bool Flush>
static handler float_handler_of(const type &type) {
  handler plain = for_floats(type, [](auto value) -> handler {
    using T = decltype(value);
    if constexpr (Op == float_op::divide && sizeof(T) == 2)
      return nullptr;
    else if constexpr (Op == float_op::fma)
      return each<&compute_3<T, Op, F, Flush>>();
    else
      return each<&compute_2<T, Op, F, Flush>>();
  });
  if (plain || !type.pair || Op == float_op::divide)
    return plain;
  auto pair = [](auto pair_value, auto value) -> handler {
    using P = decltype(pair_value);
    using T = decltype(value);
    if constexpr (Op == float_op::divide)
      return nullptr;
    else if constexpr (Op == float_op::fma)
      return each<&both_3<P, &compute_3<T, Op, F, Flush>>>();
    else
      return each<&both_2<P, &compute_2<T, Op, F, Flush>>>();
  };
  if (type.bits == 32)
    return pair(f32x2(), float());
  return type.kind == type::brain ? pair(bf16x2(), bf16())
                                  : pair(f16x2(), f16());
}

template <float_op Op>
static handler float_handler(const instruction &instruction, const type &type) {
  bool flush = instruction.has("ftz");
  if (instruction.has("sat"))
    return flush ? float_handler_of<Op, finishing::saturate, true>(type)
                 : float_handler_of<Op, finishing::saturate, false>(type);
  if (instruction.has("relu"))
    return float_handler_of<Op, finishing::relu, false>(type);
  return flush ? float_handler_of<Op, finishing::none, true>(type)
               : float_handler_of<Op, finishing::none, false>(type);
}

/// -1 when the instruction rounds to nearest, else how it rounds.
static int directed_rounding(const instruction &instruction) {
  for (std::string_view word : instruction.modifiers)
    if (word == "rz" || word == "rm" || word == "rp")
      return rounding_of(word);
  return -1;
}

template <float_op Op>
static void decode_float(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  bool three = Op == float_op::fma;
  builder.expect_operands(three ? 4 : 3, three ? 4 : 3);
  const std::vector<operand> &operands = instruction.operands;
  uint32_t a = builder.source(operands[1], type);
  uint32_t b = builder.source(operands[2], type);
  uint32_t c = three ? builder.source(operands[3], type) : 0;
  int rounding = directed_rounding(instruction);
  handler run = float_handler<Op>(instruction, type);
  if (rounding >= 0 && !type.pair && type.bits >= 32 &&
      !instruction.has("sat") && !instruction.has("ftz"))
    run = type.bits == 32 ? directed_float(static_cast<int>(Op))
                          : directed_double(static_cast<int>(Op));
  else if (rounding >= 0)
    run = nullptr;
  if (!run)
    builder.fail("the instruction's modifiers are not known");
  builder.emit(run, builder.target(operands[0], type.all_bits()), {a, b, c},
               rounding);
}

//===----------------------------------------------------------------------===//
// Decoders of what integers and floats share
//===----------------------------------------------------------------------===//

static void emit_binary(builder &builder, const instruction &instruction,
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
static void emit_unary(builder &builder, const instruction &instruction,
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

/// Two 16-bit integers in a register.
struct u16x2 {
  uint16_t low, high;
};
struct s16x2 {
  int16_t low, high;
};

static void decode_add(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  if (type.is_float())
    return decode_float<float_op::add>(builder, instruction);
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
    return decode_float<float_op::subtract>(builder, instruction);
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
    return decode_float<float_op::multiply>(builder, instruction);
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
    return decode_float<float_op::fma>(builder, instruction);
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
    return decode_float<float_op::divide>(builder, instruction);
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

//===----------------------------------------------------------------------===//
// Minimum, maximum, sign
//===----------------------------------------------------------------------===//

/// -0 is below +0. A NaN loses against a number unless `KeepNaN`.
template <class T, bool Max, bool KeepNaN, bool Flush>
static T extreme(T first, T second) {
  first = input<T, Flush>(first);
  second = input<T, Flush>(second);
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

template <bool Max>
static void decode_extreme(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  handler run;
  if (instruction.has("xorsign") || instruction.has("abs") ||
      instruction.has("relu"))
    run = nullptr;
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

void add_arithmetic(decoders &table) {
  table["add"] = decode_add;
  table["sub"] = decode_sub;
  table["mul"] = decode_mul;
  table["mul24"] = decode_mul24;
  table["mad"] = decode_mad;
  table["fma"] = decode_float<float_op::fma>;
  table["div"] = decode_div;
  table["rem"] = decode_rem;
  table["min"] = decode_extreme<false>;
  table["max"] = decode_extreme<true>;
  table["abs"] = decode_abs;
  table["neg"] = decode_neg;
  table["copysign"] = decode_copysign;
}

} // namespace ptx
