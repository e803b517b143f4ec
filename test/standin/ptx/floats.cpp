//===- floats.cpp - add, sub, mul, fma, div of floats ---------------------===//
// Narrow floats are computed in double and rounded once; see numbers.h.
#include "arithmetic.h"
#include "directed.h"

namespace ptx {

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

void decode_float_add(builder &builder, const instruction &instruction) {
  decode_float<float_op::add>(builder, instruction);
}
void decode_float_subtract(builder &builder, const instruction &instruction) {
  decode_float<float_op::subtract>(builder, instruction);
}
void decode_float_multiply(builder &builder, const instruction &instruction) {
  decode_float<float_op::multiply>(builder, instruction);
}
void decode_float_fma(builder &builder, const instruction &instruction) {
  decode_float<float_op::fma>(builder, instruction);
}
void decode_float_divide(builder &builder, const instruction &instruction) {
  decode_float<float_op::divide>(builder, instruction);
}

} // namespace ptx
