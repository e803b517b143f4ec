//===- loads.cpp - ld, st -------------------------------------------------===//
#include "dispatch.h"
#include "memory.h"

namespace ptx {

/// The registers of a vector are in a list. What the lanes access is handled as
/// a row of `Count` elements for each, in memory when it is contiguous there.
template <class T, unsigned Count>
static void run_load(machine &machine, warp &warp, const operation &operation,
                     uint32_t mask) {
  constexpr unsigned size = Count * sizeof(T);
  lane_pointers pointers;
  find_pointers(machine, warp, operation, mask, size, access::read, pointers);
  T rows[warp_size * Count];
  if (pointers.contiguous)
    __builtin_memcpy(rows, pointers.of[0], sizeof(rows));
  else
    for (unsigned lane = 0; lane < warp_size; ++lane)
      __builtin_memcpy(rows + lane * Count, pointers.of[lane], size);
  const uint32_t *registers = &machine.kernel->lists[operation.list];
  for (unsigned at = 0; at < Count; ++at)
    lane_results<T>::write(
        warp, registers[at], mask,
        [&rows, at](unsigned lane) { return rows[lane * Count + at]; });
}

template <class T, unsigned Count>
static void run_store(machine &machine, warp &warp, const operation &operation,
                      uint32_t mask) {
  constexpr unsigned size = Count * sizeof(T);
  lane_pointers pointers;
  find_pointers(machine, warp, operation, mask, size, access::write, pointers);
  T rows[warp_size * Count];
  const uint32_t *registers = &machine.kernel->lists[operation.list];
  for (unsigned at = 0; at < Count; ++at) {
    const T *from = lanes<T>(warp, registers[at]);
    PTX_LANE_LOOP
    for (unsigned lane = 0; lane < warp_size; ++lane)
      rows[lane * Count + at] = from[lane];
  }
  if (pointers.contiguous) {
    __builtin_memcpy(pointers.of[0], rows, sizeof(rows));
    return;
  }
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = first_lane(rest);
    __builtin_memcpy(pointers.of[lane], rows + lane * Count, size);
  }
}

template <unsigned Count> static handler access_of(unsigned bits, bool store) {
  return for_unsigned(bits, [store](auto value) {
    using T = decltype(value);
    return store ? &run_store<T, Count> : &run_load<T, Count>;
  });
}
static handler access_of(unsigned bits, size_t count, bool store) {
  switch (count) {
  case 1:
    return access_of<1>(bits, store);
  case 2:
    return access_of<2>(bits, store);
  case 4:
    return access_of<4>(bits, store);
  default:
    // 32 bytes are the most.
    return bits <= 32 ? access_of<8>(bits, store) : nullptr;
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
  handler run = access_of(type.all_bits(), values.size(), store);
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
  builder.emit(run, 0, {base, 0, 0, static_cast<uint32_t>(space)}, offset)
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
