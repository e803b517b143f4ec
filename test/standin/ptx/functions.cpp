//===- functions.cpp - roots, exponentials and other functions ------------===//
// The approximations of a GPU are computed in double and rounded: at least as
// exact as a GPU's, and the same on every host with a good library.
#include "builder.h"
#include "directed.h"
#include "dispatch.h"
#include <type_traits>

namespace ptx {

enum class function { rcp, sqrt, rsqrt, ex2, lg2, sin, cos, tanh };

template <function F, class T> static T compute(T value) {
  // Roots and quotients of the host are exact; others are computed wider.
  if constexpr (F == function::rcp)
    return T(1) / value;
  else if constexpr (F == function::sqrt)
    return std::sqrt(value);
  else if constexpr (F == function::rsqrt)
    return static_cast<T>(1.0 / std::sqrt(static_cast<double>(value)));
  else if constexpr (F == function::ex2)
    return static_cast<T>(std::exp2(static_cast<double>(value)));
  else if constexpr (F == function::lg2)
    return static_cast<T>(std::log2(static_cast<double>(value)));
  else if constexpr (F == function::sin)
    return static_cast<T>(std::sin(static_cast<double>(value)));
  else if constexpr (F == function::cos)
    return static_cast<T>(std::cos(static_cast<double>(value)));
  else
    return static_cast<T>(std::tanh(static_cast<double>(value)));
}

template <function F, class T, bool Flush> static T of_number(T value) {
  if constexpr (std::is_same_v<T, double>) {
    return compute<F>(value);
  } else if constexpr (std::is_same_v<T, float>) {
    return Flush ? flushed(compute<F>(flushed(value))) : compute<F>(value);
  } else {
    return from_double<T>(compute<F>(static_cast<double>(to_float(value))));
  }
}
template <function F, class P, class T> static P of_pair(P value) {
  return {of_number<F, T, false>(value.low),
          of_number<F, T, false>(value.high)};
}

template <function F>
static void decode(builder &builder, const instruction &instruction) {
  builder.expect_operands(2, 2);
  type type = instruction.last_type();
  bool flush = instruction.has("ftz");
  handler run = for_floats(type, [flush](auto value) {
    using T = decltype(value);
    return flush ? each<&of_number<F, T, true>>()
                 : each<&of_number<F, T, false>>();
  });
  if (type.pair && type.bits == 16)
    run = type.kind == type::brain ? each<&of_pair<F, bf16x2, bf16>>()
                                   : each<&of_pair<F, f16x2, f16>>();
  int rounding = 0;
  for (std::string_view word : instruction.modifiers)
    if (word == "rz" || word == "rm" || word == "rp")
      rounding = rounding_of(word);
  if (rounding && F == function::sqrt && !flush && type.bits >= 32)
    run = type.bits == 32 ? directed_root_float() : directed_root_double();
  else if (rounding)
    run = nullptr;
  if (!run)
    builder.fail("the instruction's type is not known");
  uint32_t from = builder.source(instruction.operands[1], type);
  builder.emit(run, builder.target(instruction.operands[0], type.all_bits()),
               {from}, rounding);
}

enum class number_class { finite, infinite, number, nan, normal, subnormal };
template <number_class C, class T> static bool is_class(T value) {
  switch (C) {
  case number_class::finite:
    return std::isfinite(value);
  case number_class::infinite:
    return std::isinf(value);
  case number_class::number:
    return !std::isnan(value);
  case number_class::nan:
    return std::isnan(value);
  case number_class::normal:
    return std::isnormal(value);
  case number_class::subnormal:
    return std::fpclassify(value) == FP_SUBNORMAL;
  }
}
template <class T> static handler testp_of(const instruction &instruction) {
  if (instruction.has("finite"))
    return each<&is_class<number_class::finite, T>>();
  if (instruction.has("infinite"))
    return each<&is_class<number_class::infinite, T>>();
  if (instruction.has("number"))
    return each<&is_class<number_class::number, T>>();
  if (instruction.has("notanumber"))
    return each<&is_class<number_class::nan, T>>();
  if (instruction.has("normal"))
    return each<&is_class<number_class::normal, T>>();
  return instruction.has("subnormal")
             ? each<&is_class<number_class::subnormal, T>>()
             : nullptr;
}
static void decode_testp(builder &builder, const instruction &instruction) {
  builder.expect_operands(2, 2);
  type type = instruction.last_type();
  handler run = type.bits == 32   ? testp_of<float>(instruction)
                : type.bits == 64 ? testp_of<double>(instruction)
                                  : nullptr;
  if (!run)
    builder.fail("the instruction's modifiers are not known");
  uint32_t from = builder.source(instruction.operands[1], type);
  builder.emit(run, builder.target(instruction.operands[0], 1), {from});
}

void add_functions(decoders &table) {
  table["rcp"] = decode<function::rcp>;
  table["sqrt"] = decode<function::sqrt>;
  table["rsqrt"] = decode<function::rsqrt>;
  table["ex2"] = decode<function::ex2>;
  table["lg2"] = decode<function::lg2>;
  table["sin"] = decode<function::sin>;
  table["cos"] = decode<function::cos>;
  table["tanh"] = decode<function::tanh>;
  table["testp"] = decode_testp;
}

} // namespace ptx
