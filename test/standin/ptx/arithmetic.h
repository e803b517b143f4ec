//===- arithmetic.h - what the decoders of arithmetic share ---------------===//
// Integers and floats have most opcodes in common, but little code.
#ifndef TEST_STANDIN_PTX_ARITHMETIC_H
#define TEST_STANDIN_PTX_ARITHMETIC_H

#include "builder.h"
#include "dispatch.h"

namespace ptx {

/// Two 16-bit integers in a register.
struct u16x2 {
  uint16_t low, high;
};
struct s16x2 {
  int16_t low, high;
};

/// A function on both numbers of a register.
template <class P, auto F> P both_1(P a) { return {F(a.low), F(a.high)}; }
template <class P, auto F> P both_2(P a, P b) {
  return {F(a.low, b.low), F(a.high, b.high)};
}
template <class P, auto F> P both_3(P a, P b, P c) {
  return {F(a.low, b.low, c.low), F(a.high, b.high, c.high)};
}

/// Sums that wrap, of integers of any size.
template <class T> struct promoted {
  using type = uint32_t;
};
template <> struct promoted<uint64_t> {
  using type = uint64_t;
};
template <class T> T add_integers(T a, T b) {
  using P = typename promoted<T>::type;
  return static_cast<T>(P(a) + P(b));
}
template <class T> T subtract_integers(T a, T b) {
  using P = typename promoted<T>::type;
  return static_cast<T>(P(a) - P(b));
}

/// Operations of one type, its operands and result alike; errors when `run` is
/// null.
void emit_unary(builder &builder, const instruction &instruction,
                const type &type, handler run);
void emit_binary(builder &builder, const instruction &instruction,
                 const type &type, handler run);

/// Decoders of the instructions that integers and floats share, for floats.
void decode_float_add(builder &builder, const instruction &instruction);
void decode_float_subtract(builder &builder, const instruction &instruction);
void decode_float_multiply(builder &builder, const instruction &instruction);
void decode_float_fma(builder &builder, const instruction &instruction);
void decode_float_divide(builder &builder, const instruction &instruction);

/// Decoders of min, max, abs, neg and copysign.
void add_extremes_and_signs(decoders &table);

} // namespace ptx

#endif // TEST_STANDIN_PTX_ARITHMETIC_H
