//===- bits.cpp - logic, shifts, bit fields and counts --------------------===//
#include "builder.h"
#include "dispatch.h"

namespace ptx {

void decode_predicate_logic(builder &builder, const instruction &instruction);

template <class T> static T bits_and(T a, T b) { return T(a & b); }
template <class T> static T bits_or(T a, T b) { return T(a | b); }
template <class T> static T bits_xor(T a, T b) { return T(a ^ b); }
template <class T> static T bits_not(T a) { return T(~a); }

/// Shifts by the width or more give zero, or the sign.
template <class T> static T shift_left(T a, uint32_t by) {
  constexpr uint32_t width = 8 * sizeof(T);
  return by < width ? static_cast<T>(a << (by & (width - 1))) : T(0);
}
template <class T> static T shift_right(T a, uint32_t by) {
  constexpr uint32_t width = 8 * sizeof(T);
  if (std::is_signed_v<T>)
    return static_cast<T>(a >> (by < width ? by : width - 1));
  return by < width ? static_cast<T>(a >> (by & (width - 1))) : T(0);
}

static uint32_t funnel_left(uint32_t low, uint32_t high, uint32_t by) {
  uint64_t both = (uint64_t(high) << 32) | low;
  return static_cast<uint32_t>((both << by) >> 32);
}
static uint32_t funnel_right(uint32_t low, uint32_t high, uint32_t by) {
  uint64_t both = (uint64_t(high) << 32) | low;
  return static_cast<uint32_t>(both >> by);
}
template <bool Left, bool Wrap>
static uint32_t funnel(uint32_t low, uint32_t high, uint32_t by) {
  uint32_t amount = Wrap ? by & 31u : (by < 32 ? by : 32);
  return Left ? funnel_left(low, high, amount)
              : funnel_right(low, high, amount);
}

template <class T> static T extract_field(T a, uint32_t at, uint32_t length) {
  constexpr uint32_t width = 8 * sizeof(T);
  using U = std::make_unsigned_t<T>;
  at &= 255u;
  length &= 255u;
  if (length == 0)
    return 0;
  uint32_t top = std::min(at + length - 1, width - 1);
  bool sign = std::is_signed_v<T> && ((static_cast<U>(a) >> top) & 1u);
  U field = at < width ? static_cast<U>(static_cast<U>(a) >> at) : U(0);
  U mask = length < width ? static_cast<U>((U(1) << length) - 1)
                          : static_cast<U>(~U(0));
  // What lies above the number's own bits is filled by the sign.
  U known = at < width ? static_cast<U>(static_cast<U>(~U(0)) >> at) : U(0);
  mask &= known;
  field &= mask;
  return static_cast<T>(sign ? static_cast<U>(field | static_cast<U>(~mask))
                             : field);
}
template <class T>
static T insert_field(T what, T into, uint64_t at_and_length) {
  constexpr uint32_t width = 8 * sizeof(T);
  uint32_t at = static_cast<uint32_t>(at_and_length) & 255u;
  uint32_t length = static_cast<uint32_t>(at_and_length >> 32) & 255u;
  if (at >= width || length == 0)
    return into;
  T mask = length < width ? static_cast<T>((T(1) << length) - 1) : T(~T(0));
  mask = static_cast<T>(mask << at);
  return static_cast<T>((into & ~mask) | ((what << at) & mask));
}
static uint64_t join_32(uint32_t low, uint32_t high) {
  return (uint64_t(high) << 32) | low;
}

template <class T> static uint32_t count_ones(T a) {
  return static_cast<uint32_t>(__builtin_popcountll(a));
}
template <class T> static uint32_t count_leading_zeros(T a) {
  constexpr int width = 8 * sizeof(T);
  return a ? static_cast<uint32_t>(__builtin_clzll(a) - (64 - width)) : width;
}
/// The place of the highest bit that is not the sign; all ones when there is
/// none.
template <class T> static uint32_t find_highest(T a) {
  using U = std::make_unsigned_t<T>;
  U bits = static_cast<U>(a < 0 ? ~a : a);
  return bits ? 8 * sizeof(T) - 1 - count_leading_zeros<U>(bits) : ~0u;
}
template <class T> static uint32_t find_highest_from_top(T a) {
  uint32_t at = find_highest(a);
  return at == ~0u ? at : 8 * sizeof(T) - 1 - at;
}
template <class T> static T reverse(T a) {
  T result = 0;
  for (unsigned bit = 0; bit < 8 * sizeof(T); ++bit)
    result = static_cast<T>(result |
                            (((a >> bit) & 1u) << (8 * sizeof(T) - 1 - bit)));
  return result;
}

/// Four bytes of eight by selectors of four bits, whose top bit repeats the
/// byte's sign.
static uint32_t permute(uint32_t a, uint32_t b, uint32_t selectors) {
  uint64_t both = (uint64_t(b) << 32) | a;
  uint32_t result = 0;
  for (unsigned at = 0; at < 4; ++at) {
    uint32_t selector = (selectors >> (4 * at)) & 15u;
    uint32_t byte = static_cast<uint32_t>(both >> (8 * (selector & 7u))) & 255u;
    if (selector & 8u)
      byte = byte & 128u ? 255u : 0u;
    result |= byte << (8 * at);
  }
  return result;
}

/// Any function of three bits; its truth table is the immediate.
static void run_lop3(machine &, warp &warp, const operation &operation,
                     uint32_t mask) {
  const uint32_t *a = lanes<uint32_t>(warp, operation.source[0]);
  const uint32_t *b = lanes<uint32_t>(warp, operation.source[1]);
  const uint32_t *c = lanes<uint32_t>(warp, operation.source[2]);
  uint32_t results[warp_size] = {};
  for (unsigned row = 0; row < 8; ++row) {
    if (!((operation.immediate >> row) & 1))
      continue;
    uint32_t not_a = row & 4u ? 0 : ~0u, not_b = row & 2u ? 0 : ~0u,
             not_c = row & 1u ? 0 : ~0u;
    for (unsigned lane = 0; lane < warp_size; ++lane)
      results[lane] |=
          (a[lane] ^ not_a) & (b[lane] ^ not_b) & (c[lane] ^ not_c);
  }
  lane_results<uint32_t>::write(warp, operation.target, mask,
                                [&](unsigned lane) { return results[lane]; });
}

template <class T> static int32_t byte_of(uint32_t word, unsigned at) {
  return static_cast<T>(word >> (8 * at));
}
template <class A, class B>
static uint32_t dot_of_bytes(uint32_t a, uint32_t b, uint32_t c) {
  for (unsigned at = 0; at < 4; ++at)
    c += static_cast<uint32_t>(byte_of<A>(a, at) * byte_of<B>(b, at));
  return c;
}

//===----------------------------------------------------------------------===//
// Decoders
//===----------------------------------------------------------------------===//

/// All sources have the instruction's type, but those that `shifts` counts from
/// the last, which have 32 bits.
static void emit(builder &builder, const instruction &instruction, handler run,
                 size_t sources, size_t shifts = 0, unsigned result_bits = 0) {
  type type = instruction.last_type();
  if (!run || type.pair)
    builder.fail("the instruction's type is not known");
  builder.expect_operands(sources + 1, sources + 1);
  uint32_t places[4] = {0, 0, 0, 0};
  for (size_t at = 0; at < sources; ++at)
    places[at] = builder.source(instruction.operands[at + 1],
                                at + shifts >= sources ? 32 : type.bits);
  unsigned bits = result_bits ? result_bits : type.bits;
  builder.emit(run,
               builder.target(instruction.operands[0], bits,
                              type.kind == type::is_signed),
               {places[0], places[1], places[2], places[3]});
}

static void decode_logic(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  if (type.bits == 1)
    return decode_predicate_logic(builder, instruction);
  handler run = for_unsigned(type.bits, [&](auto value) {
    using T = decltype(value);
    return instruction.opcode == "and"  ? each<&bits_and<T>>()
           : instruction.opcode == "or" ? each<&bits_or<T>>()
                                        : each<&bits_xor<T>>();
  });
  emit(builder, instruction, run, 2);
}

static void decode_not(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  if (type.bits == 1)
    return decode_predicate_logic(builder, instruction);
  emit(builder, instruction,
       for_unsigned(
           type.bits,
           [](auto value) { return each<&bits_not<decltype(value)>>(); }),
       1);
}

static void decode_shl(builder &builder, const instruction &instruction) {
  emit(builder, instruction,
       for_unsigned(
           instruction.last_type().bits,
           [](auto value) { return each<&shift_left<decltype(value)>>(); }),
       2, 1);
}

static void decode_shr(builder &builder, const instruction &instruction) {
  emit(builder, instruction,
       for_integers(
           instruction.last_type(),
           [](auto value) { return each<&shift_right<decltype(value)>>(); }),
       2, 1);
}

static void decode_shf(builder &builder, const instruction &instruction) {
  bool wrap = instruction.has("wrap");
  handler run = instruction.has("l") ? (wrap ? each<&funnel<true, true>>()
                                             : each<&funnel<true, false>>())
                                     : (wrap ? each<&funnel<false, true>>()
                                             : each<&funnel<false, false>>());
  emit(builder, instruction, run, 3);
}

static void decode_bfe(builder &builder, const instruction &instruction) {
  emit(builder, instruction,
       for_integers(
           instruction.last_type(),
           [](auto value) { return each<&extract_field<decltype(value)>>(); }),
       3, 2);
}

static void decode_bfi(builder &builder, const instruction &instruction) {
  builder.expect_operands(5, 5);
  type type = instruction.last_type();
  handler run = for_unsigned(type.bits, [](auto value) {
    return each<&insert_field<decltype(value)>>();
  });
  if (!run)
    builder.fail("the instruction's type is not known");
  const std::vector<operand> &operands = instruction.operands;
  uint32_t what = builder.source(operands[1], type.bits);
  uint32_t into = builder.source(operands[2], type.bits);
  uint32_t at = builder.source(operands[3], 32);
  uint32_t length = builder.source(operands[4], 32);
  uint32_t both = builder.scratch(64);
  builder.emit(each<&join_32>(), both, {at, length});
  builder.emit(run, builder.target(operands[0], type.bits), {what, into, both});
}

static void decode_popc(builder &builder, const instruction &instruction) {
  emit(builder, instruction,
       for_unsigned(
           instruction.last_type().bits,
           [](auto value) { return each<&count_ones<decltype(value)>>(); }),
       1, 0, 32);
}

static void decode_clz(builder &builder, const instruction &instruction) {
  emit(builder, instruction,
       for_unsigned(instruction.last_type().bits,
                    [](auto value) {
                      return each<&count_leading_zeros<decltype(value)>>();
                    }),
       1, 0, 32);
}

static void decode_bfind(builder &builder, const instruction &instruction) {
  bool from_top = instruction.has("shiftamt");
  emit(builder, instruction,
       for_integers(instruction.last_type(),
                    [from_top](auto value) {
                      using T = decltype(value);
                      return from_top ? each<&find_highest_from_top<T>>()
                                      : each<&find_highest<T>>();
                    }),
       1, 0, 32);
}

static void decode_brev(builder &builder, const instruction &instruction) {
  emit(builder, instruction,
       for_unsigned(
           instruction.last_type().bits,
           [](auto value) { return each<&reverse<decltype(value)>>(); }),
       1);
}

static void decode_prmt(builder &builder, const instruction &instruction) {
  static constexpr std::string_view modes[] = {"f4e", "b4e", "rc8",
                                               "ecl", "ecr", "rc16"};
  for (std::string_view mode : modes)
    if (instruction.has(mode))
      builder.fail("the modes of prmt are not known");
  emit(builder, instruction, each<&permute>(), 3);
}

static void decode_lop3(builder &builder, const instruction &instruction) {
  builder.expect_operands(5, 5);
  const std::vector<operand> &operands = instruction.operands;
  if (operands[4].kind != operand::integer)
    builder.fail("the truth table is not a number");
  uint32_t a = builder.source(operands[1], 32);
  uint32_t b = builder.source(operands[2], 32);
  uint32_t c = builder.source(operands[3], 32);
  builder.emit(run_lop3, builder.target(operands[0], 32), {a, b, c},
               static_cast<int64_t>(operands[4].bits));
}

static void decode_dp4a(builder &builder, const instruction &instruction) {
  std::vector<type> types = instruction.types();
  if (types.size() != 2)
    builder.fail("the instruction's types are not known");
  bool a = types[0].kind == type::is_signed;
  bool b = types[1].kind == type::is_signed;
  handler run = a ? (b ? each<&dot_of_bytes<int8_t, int8_t>>()
                       : each<&dot_of_bytes<int8_t, uint8_t>>())
                  : (b ? each<&dot_of_bytes<uint8_t, int8_t>>()
                       : each<&dot_of_bytes<uint8_t, uint8_t>>());
  emit(builder, instruction, run, 3);
}

void add_bits(decoders &table) {
  table["and"] = table["or"] = table["xor"] = decode_logic;
  table["not"] = decode_not;
  table["shl"] = decode_shl;
  table["shr"] = decode_shr;
  table["shf"] = decode_shf;
  table["bfe"] = decode_bfe;
  table["bfi"] = decode_bfi;
  table["popc"] = decode_popc;
  table["clz"] = decode_clz;
  table["bfind"] = decode_bfind;
  table["brev"] = decode_brev;
  table["prmt"] = decode_prmt;
  table["lop3"] = decode_lop3;
  table["dp4a"] = decode_dp4a;
}

} // namespace ptx
