//===- atomics.cpp - atom, red, membar, fence -----------------------------===//
// The lanes of a warp update one after another, in order. Global memory is
// updated by the host's atomic instructions, since launches of other devices
// may run beside this one.
#include "dispatch.h"
#include "memory.h"
#include <algorithm>

namespace ptx {

enum class update {
  add,
  least,
  greatest,
  exchange,
  swap,
  both,
  either,
  differ,
  increase,
  decrease
};

template <update U, class T> static T updated(T old, T value, T other) {
  if constexpr (std::is_same_v<T, f16> || std::is_same_v<T, bf16>) {
    return U == update::add ? from_float<T>(to_float(old) + to_float(value))
                            : value;
  } else if constexpr (std::is_floating_point_v<T>) {
    return U == update::add ? old + value : value;
  } else {
    using W = std::make_unsigned_t<T>;
    switch (U) {
    case update::add:
      return static_cast<T>(static_cast<W>(old) + static_cast<W>(value));
    case update::least:
      return std::min(old, value);
    case update::greatest:
      return std::max(old, value);
    case update::exchange:
      return value;
    case update::swap:
      return old == value ? other : old;
    case update::both:
      return old & value;
    case update::either:
      return old | value;
    case update::differ:
      return old ^ value;
    case update::increase:
      return old >= value ? T(0) : static_cast<T>(old + 1);
    case update::decrease:
      return old == 0 || old > value ? value : static_cast<T>(old - 1);
    }
  }
}

template <class T> struct bits_of {
  using type =
      std::make_unsigned_t<std::conditional_t<std::is_integral_v<T>, T, int>>;
};
template <> struct bits_of<f16> {
  using type = uint16_t;
};
template <> struct bits_of<bf16> {
  using type = uint16_t;
};
template <> struct bits_of<float> {
  using type = uint32_t;
};
template <> struct bits_of<double> {
  using type = uint64_t;
};

template <update U, class T>
static T update_at(uint8_t *pointer, T value, T other) {
  using B = typename bits_of<T>::type;
  B *at = reinterpret_cast<B *>(pointer);
  B old = __atomic_load_n(at, __ATOMIC_RELAXED);
  B next;
  do
    next = bits_as<B>(updated<U>(bits_as<T>(old), value, other));
  while (!__atomic_compare_exchange_n(at, &old, next, true, __ATOMIC_SEQ_CST,
                                      __ATOMIC_RELAXED));
  return bits_as<T>(old);
}

template <update U, class T>
static void run_update(machine &machine, warp &warp, const operation &operation,
                       uint32_t mask) {
  lane_pointers pointers;
  find_pointers(machine, warp, operation, mask, sizeof(T), access::update,
                pointers);
  const T *values = lanes<T>(warp, operation.source[1]);
  const T *others = lanes<T>(warp, operation.source[2]);
  T *to = lanes<T>(warp, operation.target);
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = first_lane(rest);
    to[lane] = update_at<U>(pointers.of[lane], values[lane], others[lane]);
  }
}

template <update U> static handler integer_update(const type &type) {
  if (type.is_float() || type.bits < 32)
    return nullptr;
  return for_integers(type, [](auto value) -> handler {
    using T = decltype(value);
    if constexpr (sizeof(T) < 4)
      return nullptr;
    else
      return &run_update<U, T>;
  });
}

static handler update_of(const instruction &instruction, const type &type) {
  if (instruction.has("add") && type.is_float())
    return for_floats(type, [](auto value) -> handler {
      return &run_update<update::add, decltype(value)>;
    });
  if (instruction.has("add"))
    return integer_update<update::add>(type);
  if (instruction.has("min"))
    return integer_update<update::least>(type);
  if (instruction.has("max"))
    return integer_update<update::greatest>(type);
  if (instruction.has("exch"))
    return integer_update<update::exchange>(type);
  if (instruction.has("cas"))
    return integer_update<update::swap>(type);
  if (instruction.has("and"))
    return integer_update<update::both>(type);
  if (instruction.has("or"))
    return integer_update<update::either>(type);
  if (instruction.has("xor"))
    return integer_update<update::differ>(type);
  if (instruction.has("inc"))
    return integer_update<update::increase>(type);
  if (instruction.has("dec"))
    return integer_update<update::decrease>(type);
  return nullptr;
}

static void decode_update(builder &builder, const instruction &instruction,
                          bool has_result) {
  type type = instruction.last_type();
  size_t first = has_result ? 1 : 0;
  bool swap = instruction.has("cas");
  size_t count = first + (swap ? 3 : 2);
  builder.expect_operands(count, count);
  handler run = update_of(instruction, type);
  spaces space = space_of(instruction);
  if (!run || space == spaces::local || space == spaces::constant ||
      space == spaces::parameter)
    builder.fail("the instruction's modifiers are not known");
  note_shared_access(builder.result(), space, type.bits / 8);
  int64_t offset;
  const std::vector<operand> &operands = instruction.operands;
  uint32_t base = address_source(builder, operands[first], offset);
  uint32_t value = builder.source(operands[first + 1], type);
  uint32_t other = swap ? builder.source(operands[first + 2], type) : value;
  uint32_t target = has_result ? builder.target(operands[0], type.bits)
                               : builder.scratch(type.bits);
  builder.emit(run, target, {base, value, other, static_cast<uint32_t>(space)},
               offset);
}

static void decode_atom(builder &builder, const instruction &instruction) {
  decode_update(builder, instruction, true);
}
static void decode_red(builder &builder, const instruction &instruction) {
  decode_update(builder, instruction, false);
}

/// Memory is never reordered here.
static void decode_fence(builder &, const instruction &) {}

void add_atomics(decoders &table) {
  table["atom"] = decode_atom;
  table["red"] = decode_red;
  table["membar"] = table["fence"] = decode_fence;
}

} // namespace ptx
