//===- moves.cpp - mov, cvta, and the widths of registers -----------------===//
#include "builder.h"
#include "dispatch.h"

namespace ptx {

void decode_predicate_logic(builder &builder, const instruction &instruction);

template <class T> static T same(T value) { return value; }
template <class To, class From> static To resized(From value) {
  return static_cast<To>(value);
}

template <class To> static handler resize_to(unsigned from, bool sign) {
  auto make = [](auto value) { return each<&resized<To, decltype(value)>>(); };
  return sign ? for_signed(from, make) : for_unsigned(from, make);
}

handler resize(unsigned from, unsigned to, bool sign) {
  return for_unsigned(
      to, [=](auto value) { return resize_to<decltype(value)>(from, sign); });
}

static handler copy(unsigned bits) {
  return for_unsigned(
      bits, [](auto value) { return each<&same<decltype(value)>>(); });
}

/// Parts of a register, the first in its low bits; their places are in a list
/// and their number is the immediate.
template <class Whole, class Part>
static void run_pack(machine &machine, warp &warp, const operation &operation,
                     uint32_t mask) {
  const uint32_t *parts = &machine.kernel->lists[operation.list];
  Whole packed[warp_size] = {};
  for (int64_t part = 0; part < operation.immediate; ++part) {
    const Part *from = lanes<Part>(warp, parts[part]);
    unsigned shift = static_cast<unsigned>(part) * 8 * sizeof(Part);
    PTX_LANE_LOOP
    for (unsigned lane = 0; lane < warp_size; ++lane)
      packed[lane] |=
          static_cast<Whole>(static_cast<Whole>(from[lane]) << shift);
  }
  lane_results<Whole>::write(warp, operation.target, mask,
                             [&](unsigned lane) { return packed[lane]; });
}
template <class Whole, class Part>
static void run_unpack(machine &machine, warp &warp, const operation &operation,
                       uint32_t mask) {
  const uint32_t *parts = &machine.kernel->lists[operation.list];
  Whole packed[warp_size];
  __builtin_memcpy(packed, lanes<Whole>(warp, operation.source[0]),
                   sizeof(packed));
  for (int64_t part = 0; part < operation.immediate; ++part) {
    unsigned shift = static_cast<unsigned>(part) * 8 * sizeof(Part);
    lane_results<Part>::write(warp, parts[part], mask, [&](unsigned lane) {
      return static_cast<Part>(packed[lane] >> shift);
    });
  }
}

struct packing {
  handler pack, unpack;
};
static packing packing_of(unsigned whole, unsigned part) {
  if (whole == 32 && part == 16)
    return {run_pack<uint32_t, uint16_t>, run_unpack<uint32_t, uint16_t>};
  if (whole == 32 && part == 8)
    return {run_pack<uint32_t, uint8_t>, run_unpack<uint32_t, uint8_t>};
  if (whole == 64 && part == 32)
    return {run_pack<uint64_t, uint32_t>, run_unpack<uint64_t, uint32_t>};
  if (whole == 64 && part == 16)
    return {run_pack<uint64_t, uint16_t>, run_unpack<uint64_t, uint16_t>};
  if (whole == 16 && part == 8)
    return {run_pack<uint16_t, uint8_t>, run_unpack<uint16_t, uint8_t>};
  return {nullptr, nullptr};
}

static void decode_packing(builder &builder, const instruction &instruction,
                           bool pack) {
  unsigned whole = instruction.last_type().bits;
  const std::vector<operand> &parts = instruction.operands[pack ? 1 : 0].parts;
  if (parts.empty())
    builder.fail("a list of registers is empty");
  unsigned part = whole / static_cast<unsigned>(parts.size());
  packing handlers = packing_of(whole, part);
  if (!handlers.pack)
    builder.fail("the sizes of the registers do not match");
  std::vector<uint32_t> places;
  for (const operand &one : parts)
    places.push_back(pack ? builder.source(one, part)
                          : builder.target(one, part));
  uint32_t list = builder.add_list(places);
  int64_t count = static_cast<int64_t>(parts.size());
  operation &made =
      pack ? builder.emit(handlers.pack,
                          builder.target(instruction.operands[0], whole), {},
                          count)
           : builder.emit(handlers.unpack, 0,
                          {builder.source(instruction.operands[1], whole)},
                          count);
  made.list = list;
}

static void decode_mov(builder &builder, const instruction &instruction) {
  builder.expect_operands(2, 2);
  type type = instruction.last_type();
  if (type.bits == 1)
    return decode_predicate_logic(builder, instruction);
  if (instruction.operands[0].kind == operand::list)
    return decode_packing(builder, instruction, false);
  if (instruction.operands[1].kind == operand::list)
    return decode_packing(builder, instruction, true);
  unsigned bits = type.all_bits();
  uint32_t from = builder.source(instruction.operands[1], type);
  builder.emit(copy(bits), builder.target(instruction.operands[0], bits),
               {from});
}

static void run_offset(machine &, warp &warp, const operation &operation,
                       uint32_t mask) {
  const uint64_t *from = lanes<uint64_t>(warp, operation.source[0]);
  uint64_t offset = static_cast<uint64_t>(operation.immediate);
  lane_results<uint64_t>::write(
      warp, operation.target, mask,
      [=](unsigned lane) { return from[lane] + offset; });
}

/// Addresses of shared and local memory are offsets, generic ones lie in a
/// window; global and generic addresses are the same.
static void decode_cvta(builder &builder, const instruction &instruction) {
  builder.expect_operands(2, 2);
  if (instruction.last_type().bits != 64)
    builder.fail("addresses have 64 bits");
  uint64_t window = 0;
  if (instruction.has("shared") || instruction.has("shared::cta"))
    window = shared_window;
  else if (instruction.has("local"))
    window = local_window;
  else if (!instruction.has("global") && !instruction.has("const"))
    builder.fail("the space of memory is not known");
  if (instruction.has("to"))
    window = 0 - window;
  uint32_t from = builder.source(instruction.operands[1], 64);
  builder.emit(run_offset, builder.target(instruction.operands[0], 64), {from},
               static_cast<int64_t>(window));
}

void add_moves(decoders &table) {
  table["mov"] = decode_mov;
  table["cvta"] = decode_cvta;
}

} // namespace ptx
