//===- comparisons.cpp - setp, set, selp, slct ----------------------------===//
#include "builder.h"
#include "dispatch.h"

namespace ptx {

enum class relation { eq, ne, lt, le, gt, ge, ordered, unordered };

template <class T, relation R> static bool holds(T a, T b) {
  switch (R) {
  case relation::eq:
    return a == b;
  case relation::ne:
    return a != b;
  case relation::lt:
    return a < b;
  case relation::le:
    return a <= b;
  case relation::gt:
    return a > b;
  case relation::ge:
    return a >= b;
  case relation::ordered:
    return a == a && b == b;
  case relation::unordered:
    return a != a || b != b;
  }
}

template <class T, relation R, bool Unordered, bool Flush>
static bool float_holds(T first, T second) {
  auto a = to_float(first), b = to_float(second);
  if constexpr (std::is_same_v<T, float> && Flush) {
    a = flushed(a);
    b = flushed(b);
  }
  bool nan = a != a || b != b;
  // != is true of NaN, but .ne is not.
  bool result = holds<decltype(a), R>(a, b);
  if constexpr (R == relation::ordered || R == relation::unordered)
    return result;
  else
    return Unordered ? (result || nan) : (result && !nan);
}

struct comparison {
  relation is;
  bool unordered; ///< True of NaN.
};

static const std::pair<std::string_view, comparison> comparison_names[] = {
    {"eq", {relation::eq, false}},       {"ne", {relation::ne, false}},
    {"lt", {relation::lt, false}},       {"le", {relation::le, false}},
    {"gt", {relation::gt, false}},       {"ge", {relation::ge, false}},
    {"lo", {relation::lt, false}},       {"ls", {relation::le, false}},
    {"hi", {relation::gt, false}},       {"hs", {relation::ge, false}},
    {"equ", {relation::eq, true}},       {"neu", {relation::ne, true}},
    {"ltu", {relation::lt, true}},       {"leu", {relation::le, true}},
    {"gtu", {relation::gt, true}},       {"geu", {relation::ge, true}},
    {"num", {relation::ordered, false}}, {"nan", {relation::unordered, false}},
};

template <relation R, bool Unordered, bool Flush>
static handler compare_of(const type &type) {
  if (type.is_float())
    return for_floats(type, [](auto value) {
      return each<&float_holds<decltype(value), R, Unordered, Flush>>();
    });
  if constexpr (Unordered || Flush || R == relation::ordered ||
                R == relation::unordered)
    return nullptr;
  else
    return for_integers(
        type, [](auto value) { return each<&holds<decltype(value), R>>(); });
}

template <relation R>
static handler compare_with(const type &type, bool unordered, bool flush) {
  if (flush)
    return unordered ? compare_of<R, true, true>(type)
                     : compare_of<R, false, true>(type);
  return unordered ? compare_of<R, true, false>(type)
                   : compare_of<R, false, false>(type);
}

static handler compare(const comparison &how, const type &type, bool flush) {
  switch (how.is) {
  case relation::eq:
    return compare_with<relation::eq>(type, how.unordered, flush);
  case relation::ne:
    return compare_with<relation::ne>(type, how.unordered, flush);
  case relation::lt:
    return compare_with<relation::lt>(type, how.unordered, flush);
  case relation::le:
    return compare_with<relation::le>(type, how.unordered, flush);
  case relation::gt:
    return compare_with<relation::gt>(type, how.unordered, flush);
  case relation::ge:
    return compare_with<relation::ge>(type, how.unordered, flush);
  case relation::ordered:
    return compare_with<relation::ordered>(type, false, flush);
  case relation::unordered:
    return compare_with<relation::unordered>(type, false, flush);
  }
}

static const comparison &comparison_of(builder &builder,
                                       const instruction &instruction) {
  for (std::string_view word : instruction.modifiers)
    for (const auto &[name, found] : comparison_names)
      if (name == word)
        return found;
  builder.fail("the instruction names no comparison");
}

/// p op q on the bits of two predicates; the immediate is op, the third source
/// is negated first when it says so.
enum predicate_op { op_and, op_or, op_xor, op_not, op_copy };
static void run_predicates(machine &, warp &warp, const operation &operation,
                           uint32_t mask) {
  uint32_t a = predicate(warp, operation.source[0]);
  uint32_t b = predicate(warp, operation.source[1]);
  uint32_t result = 0;
  switch (operation.immediate) {
  case op_and:
    result = a & b;
    break;
  case op_or:
    result = a | b;
    break;
  case op_xor:
    result = a ^ b;
    break;
  case op_not:
    result = ~a;
    break;
  default:
    result = a;
    break;
  }
  uint32_t &to = predicate(warp, operation.target);
  to = (result & mask) | (to & ~mask);
}

static uint32_t maybe_negated(builder &builder, const operand &operand) {
  uint32_t place = builder.predicate_source(operand);
  if (!operand.negated)
    return place;
  uint32_t negated = builder.scratch(1);
  builder.emit(run_predicates, negated, {place, place}, op_not);
  return negated;
}

static int combination_of(const instruction &instruction) {
  return instruction.has("and")   ? op_and
         : instruction.has("or")  ? op_or
         : instruction.has("xor") ? op_xor
                                  : -1;
}

/// The comparison of operands 1 and 2, combined with operand 3; and the
/// combination of its opposite, for a second result.
struct outcome {
  uint32_t holds, opposite;
};
static outcome emit_comparison(builder &builder, const instruction &instruction,
                               const type &type, bool opposite) {
  int combination = combination_of(instruction);
  size_t count = combination < 0 ? 3 : 4;
  builder.expect_operands(count, count);
  handler run = compare(comparison_of(builder, instruction), type,
                        instruction.has("ftz"));
  if (!run)
    builder.fail("the instruction's type is not known");
  uint32_t a = builder.source(instruction.operands[1], type);
  uint32_t b = builder.source(instruction.operands[2], type);
  outcome result{builder.scratch(1), 0};
  builder.emit(run, result.holds, {a, b});
  if (opposite) {
    result.opposite = builder.scratch(1);
    builder.emit(run_predicates, result.opposite, {result.holds, result.holds},
                 op_not);
  }
  if (combination < 0)
    return result;
  uint32_t other = maybe_negated(builder, instruction.operands[3]);
  builder.emit(run_predicates, result.holds, {result.holds, other},
               combination);
  if (opposite)
    builder.emit(run_predicates, result.opposite, {result.opposite, other},
                 combination);
  return result;
}

static uint16_t low_half(uint32_t both) { return uint16_t(both); }
static uint16_t high_half(uint32_t both) { return uint16_t(both >> 16); }

/// Compares the low and the high halves, for a result each.
static void decode_setp_of_pairs(builder &builder,
                                 const instruction &instruction, type type) {
  builder.expect_operands(3, 3);
  const std::vector<operand> &operands = instruction.operands;
  type.pair = false;
  handler run = compare(comparison_of(builder, instruction), type, false);
  if (!run || type.bits != 16 || operands[0].kind != operand::pair)
    builder.fail("the instruction's type is not known");
  uint32_t a = builder.source(operands[1], 32);
  uint32_t b = builder.source(operands[2], 32);
  for (size_t half = 0; half < 2; ++half) {
    handler part = half ? each<&high_half>() : each<&low_half>();
    uint32_t x = builder.scratch(16), y = builder.scratch(16);
    builder.emit(part, x, {a});
    builder.emit(part, y, {b});
    builder.emit(run, builder.target(operands[0].parts[half], 1), {x, y});
  }
}

static void decode_setp(builder &builder, const instruction &instruction) {
  type type = instruction.last_type();
  if (type.pair)
    return decode_setp_of_pairs(builder, instruction, type);
  const operand &to = instruction.operands.at(0);
  bool two = to.kind == operand::pair;
  int combination = combination_of(instruction);
  handler run = compare(comparison_of(builder, instruction), type,
                        instruction.has("ftz"));
  if (!two && combination < 0 && run) {
    builder.expect_operands(3, 3);
    uint32_t a = builder.source(instruction.operands[1], type);
    uint32_t b = builder.source(instruction.operands[2], type);
    builder.emit(run, builder.target(to, 1), {a, b});
    return;
  }
  outcome result = emit_comparison(builder, instruction, type, two);
  builder.emit(run_predicates, builder.target(two ? to.parts[0] : to, 1),
               {result.holds, result.holds}, op_copy);
  if (two)
    builder.emit(run_predicates, builder.target(to.parts[1], 1),
                 {result.opposite, result.opposite}, op_copy);
}

template <class T> static T select(T a, T b, bool which) {
  return which ? a : b;
}

/// set.CmpOp.dtype.stype: all ones, or 1.0, where the comparison holds.
static void decode_set(builder &builder, const instruction &instruction) {
  std::vector<type> types = instruction.types();
  if (types.size() != 2 || types[0].pair || types[1].pair)
    builder.fail("the instruction's types are not known");
  outcome result = emit_comparison(builder, instruction, types[1], false);
  unsigned bits = types[0].bits;
  uint64_t one = types[0].kind == type::brain  ? 0x3f80
                 : types[0].kind != type::real ? ~uint64_t(0)
                 : bits == 16                  ? 0x3c00
                                               : 0x3f800000;
  handler run = for_unsigned(
      bits, [](auto value) { return each<&select<decltype(value)>>(); });
  builder.emit(run, builder.target(instruction.operands[0], bits),
               {builder.constant_register(bits, one),
                builder.constant_register(bits, 0), result.holds});
}

static void decode_selp(builder &builder, const instruction &instruction) {
  builder.expect_operands(4, 4);
  type type = instruction.last_type();
  uint32_t a = builder.source(instruction.operands[1], type);
  uint32_t b = builder.source(instruction.operands[2], type);
  uint32_t which = maybe_negated(builder, instruction.operands[3]);
  handler run = for_unsigned(type.all_bits(), [](auto value) {
    return each<&select<decltype(value)>>();
  });
  if (!run)
    builder.fail("the instruction's type is not known");
  builder.emit(run, builder.target(instruction.operands[0], type.all_bits()),
               {a, b, which});
}

template <class T, class S> static T select_by_sign(T a, T b, S sign) {
  return sign >= S(0) ? a : b;
}

static void decode_slct(builder &builder, const instruction &instruction) {
  builder.expect_operands(4, 4);
  std::vector<type> types = instruction.types();
  if (types.size() != 2)
    builder.fail("the instruction's types are not known");
  bool real = types[1].is_float();
  handler run = for_unsigned(types[0].bits, [real](auto value) {
    using T = decltype(value);
    return real ? each<&select_by_sign<T, float>>()
                : each<&select_by_sign<T, int32_t>>();
  });
  uint32_t a = builder.source(instruction.operands[1], types[0]);
  uint32_t b = builder.source(instruction.operands[2], types[0]);
  uint32_t sign = builder.source(instruction.operands[3], types[1]);
  builder.emit(run, builder.target(instruction.operands[0], types[0].bits),
               {a, b, sign});
}

/// Logic on predicates, for the decoders of and, or, xor, not and mov.
void decode_predicate_logic(builder &builder, const instruction &instruction) {
  int combination = instruction.opcode == "not"   ? op_not
                    : instruction.opcode == "mov" ? op_copy
                                                  : op_and;
  if (instruction.opcode == "or")
    combination = op_or;
  if (instruction.opcode == "xor")
    combination = op_xor;
  size_t sources = combination >= op_not ? 1 : 2;
  builder.expect_operands(sources + 1, sources + 1);
  uint32_t a = maybe_negated(builder, instruction.operands[1]);
  uint32_t b =
      sources == 2 ? maybe_negated(builder, instruction.operands[2]) : a;
  builder.emit(run_predicates, builder.target(instruction.operands[0], 1),
               {a, b}, combination);
}

void add_comparisons(decoders &table) {
  table["setp"] = decode_setp;
  table["set"] = decode_set;
  table["selp"] = decode_selp;
  table["slct"] = decode_slct;
}

} // namespace ptx
