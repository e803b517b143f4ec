//===- loads.cpp - ld, st -------------------------------------------------===//
#include "dispatch.h"
#include "memory.h"

namespace ptx {

/// The registers of a vector are in a list; their number is source[1].
template <spaces Space, class T>
static void run_load(machine &machine, warp &warp, const operation &operation,
                     uint32_t mask) {
  uint32_t count = operation.source[1];
  uint8_t *pointers[warp_size];
  find_pointers(machine, warp, operation, mask, Space, count * sizeof(T),
                access::read, pointers);
  const uint32_t *registers = &machine.kernel->lists[operation.list];
  for (uint32_t at = 0; at < count; ++at) {
    T *to = lanes<T>(warp, registers[at]);
    for (uint32_t rest = mask; rest; rest &= rest - 1) {
      unsigned lane = first_lane(rest);
      __builtin_memcpy(&to[lane], pointers[lane] + at * sizeof(T), sizeof(T));
    }
  }
}

template <spaces Space, class T>
static void run_store(machine &machine, warp &warp, const operation &operation,
                      uint32_t mask) {
  uint32_t count = operation.source[1];
  uint8_t *pointers[warp_size];
  find_pointers(machine, warp, operation, mask, Space, count * sizeof(T),
                access::write, pointers);
  const uint32_t *registers = &machine.kernel->lists[operation.list];
  for (uint32_t at = 0; at < count; ++at) {
    const T *from = lanes<T>(warp, registers[at]);
    for (uint32_t rest = mask; rest; rest &= rest - 1) {
      unsigned lane = first_lane(rest);
      __builtin_memcpy(pointers[lane] + at * sizeof(T), &from[lane], sizeof(T));
    }
  }
}

template <spaces Space> static handler access_of(unsigned bits, bool store) {
  return for_unsigned(bits, [store](auto value) {
    using T = decltype(value);
    return store ? &run_store<Space, T> : &run_load<Space, T>;
  });
}
static handler access_in(spaces space, unsigned bits, bool store) {
  switch (space) {
  case spaces::generic:
    return access_of<spaces::generic>(bits, store);
  case spaces::global:
    return access_of<spaces::global>(bits, store);
  case spaces::constant:
    return access_of<spaces::constant>(bits, store);
  case spaces::shared:
    return access_of<spaces::shared>(bits, store);
  case spaces::local:
    return access_of<spaces::local>(bits, store);
  case spaces::parameter:
    return access_of<spaces::parameter>(bits, store);
  }
}

static size_t vector_length(const instruction &instruction) {
  return instruction.has("v2")   ? 2
         : instruction.has("v4") ? 4
         : instruction.has("v8") ? 8
                                 : 1;
}

static void decode_access(builder &builder, const instruction &instruction,
                          bool store) {
  // A hint of a cache policy may follow.
  builder.expect_operands(2, 3);
  type type = instruction.last_type();
  const operand &address = instruction.operands[store ? 0 : 1];
  const operand &value = instruction.operands[store ? 1 : 0];
  std::vector<operand> values =
      value.kind == operand::list ? value.parts : std::vector<operand>{value};
  if (values.size() != vector_length(instruction))
    builder.fail("the number of registers does not match");
  spaces space = space_of(instruction);
  handler run = access_in(space, type.all_bits(), store);
  if (!run)
    builder.fail("the instruction's type is not known");
  unsigned size = type.all_bits() / 8;
  note_shared_access(builder.result(), space, size);
  int64_t offset;
  uint32_t base = address_source(builder, address, offset);
  std::vector<uint32_t> registers;
  for (const operand &one : values)
    registers.push_back(store ? builder.source(one, type)
                              : builder.target(one, type.all_bits(),
                                               type.kind == type::is_signed));
  uint32_t list = builder.add_list(registers);
  builder.emit(run, 0, {base, static_cast<uint32_t>(values.size())}, offset)
      .list = list;
}

static void decode_ld(builder &builder, const instruction &instruction) {
  decode_access(builder, instruction, false);
}
static void decode_st(builder &builder, const instruction &instruction) {
  decode_access(builder, instruction, true);
}

void add_memory(decoders &table) {
  table["ld"] = table["ldu"] = decode_ld;
  table["st"] = decode_st;
}

} // namespace ptx
