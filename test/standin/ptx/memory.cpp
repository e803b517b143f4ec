//===- memory.cpp - addresses of a warp's accesses ------------------------===//
#include "memory.h"
#include <algorithm>

namespace ptx {

spaces space_of(const instruction &instruction) {
  for (std::string_view word : instruction.modifiers) {
    if (word == "global")
      return spaces::global;
    if (word == "const")
      return spaces::constant;
    if (word == "shared" || word == "shared::cta")
      return spaces::shared;
    if (word == "local")
      return spaces::local;
    if (word == "param" || word == "param::entry")
      return spaces::parameter;
  }
  return spaces::generic;
}

uint32_t address_source(builder &builder, const operand &operand,
                        int64_t &offset) {
  if (operand.kind != operand::address)
    builder.fail("an address is missing");
  offset = operand.offset;
  if (operand.parts.empty())
    return builder.constant_register(64, 0);
  const ptx::operand &base = operand.parts[0];
  std::optional<place> found = builder.find_register(base.text);
  if (!found || found->bits == 64)
    return builder.source(base, 64);
  if (found->bits != 32)
    builder.fail("an address has 32 or 64 bits");
  uint32_t wide = builder.scratch(64);
  builder.emit(resize(32, 64, false), wide, {found->offset});
  return wide;
}

void note_shared_access(kernel &kernel, spaces space, unsigned size) {
  if (space == spaces::shared || space == spaces::generic)
    kernel.shared_granule = std::min(kernel.shared_granule, size);
}

//===----------------------------------------------------------------------===//
// One lane
//===----------------------------------------------------------------------===//

static std::string in_hexadecimal(uint64_t value) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  do
    text.insert(text.begin(), digits[value & 15]);
  while (value >>= 4);
  return "0x" + text;
}

static std::string describe(access access, unsigned size, uint64_t address,
                            const char *space) {
  const char *verb = access == access::read    ? "reads "
                     : access == access::write ? "writes "
                                               : "updates ";
  return verb + std::to_string(size) + " bytes of " + space + " memory at " +
         in_hexadecimal(address);
}

static uint8_t *shared_pointer(machine &machine, warp &warp,
                               const operation &operation, unsigned lane,
                               uint64_t address, unsigned size, access access) {
  if (!machine.shared.holds(address, size))
    fail(warp, operation, lane,
         describe(access, size, address, "shared") + ", which has " +
             std::to_string(machine.shared.bytes.size()) + " bytes");
  toucher who{machine.shared.now(), warp.epoch, thread_of(warp, lane)};
  std::string wrong =
      access == access::read    ? machine.shared.read(address, size, who)
      : access == access::write ? machine.shared.write(address, size, who)
                                : machine.shared.update(address, size, who);
  if (!wrong.empty())
    fail(warp, operation, lane,
         wrong + " (" + describe(access, size, address, "shared") + ")");
  return machine.shared.bytes.data() + address;
}

static uint8_t *local_pointer(machine &machine, warp &warp,
                              const operation &operation, unsigned lane,
                              uint64_t address, unsigned size, access access) {
  uint64_t bytes = machine.kernel->local_bytes;
  if (address >= bytes || size > bytes - address)
    fail(warp, operation, lane,
         describe(access, size, address, "local") + ", of which a thread has " +
             std::to_string(bytes) + " bytes");
  return machine.local.data() + thread_of(warp, lane) * bytes + address;
}

static uint8_t *parameter_pointer(machine &machine, warp &warp,
                                  const operation &operation, unsigned lane,
                                  uint64_t address, unsigned size,
                                  access access) {
  uint64_t bytes = machine.parameters.size();
  if (access != access::read || address >= bytes || size > bytes - address)
    fail(warp, operation, lane,
         describe(access, size, address, "parameter") + ", which has " +
             std::to_string(bytes) + " bytes");
  return machine.parameters.data() + address;
}

static uint8_t *global_pointer(machine &machine, warp &warp,
                               const operation &operation, unsigned lane,
                               uint64_t address, unsigned size, access access) {
  if (!machine.global.may(address, size, access != access::read))
    fail(warp, operation, lane,
         describe(access, size, address, "global") +
             ", which is in no allocation");
  return reinterpret_cast<uint8_t *>(address);
}

static uint8_t *pointer(machine &machine, warp &warp,
                        const operation &operation, unsigned lane,
                        uint64_t address, spaces space, unsigned size,
                        access access) {
  if (address % size != 0)
    fail(warp, operation, lane, describe(access, size, address, "unaligned"));
  if (space == spaces::generic && address >= shared_window) {
    bool local = address >= local_window;
    space = local ? spaces::local : spaces::shared;
    address -= local ? local_window : shared_window;
  }
  switch (space) {
  case spaces::shared:
    return shared_pointer(machine, warp, operation, lane, address, size,
                          access);
  case spaces::local:
    return local_pointer(machine, warp, operation, lane, address, size, access);
  case spaces::parameter:
    return parameter_pointer(machine, warp, operation, lane, address, size,
                             access);
  default:
    return global_pointer(machine, warp, operation, lane, address, size,
                          access);
  }
}

//===----------------------------------------------------------------------===//
// A warp
//===----------------------------------------------------------------------===//

/// The 32-byte pieces of global memory that a warp's access touches.
static uint64_t count_sectors(uint8_t *const *pointers, uint32_t mask,
                              unsigned size) {
  uint64_t sectors[2 * warp_size];
  unsigned count = 0;
  for (; mask; mask &= mask - 1) {
    uint64_t address = reinterpret_cast<uint64_t>(pointers[first_lane(mask)]);
    for (uint64_t at = address / 32; at <= (address + size - 1) / 32; ++at)
      if (count == 0 || sectors[count - 1] != at)
        sectors[count++] = at;
  }
  if (!std::is_sorted(sectors, sectors + count))
    std::sort(sectors, sectors + count);
  return static_cast<uint64_t>(std::unique(sectors, sectors + count) - sectors);
}

static void count_global(machine &machine, uint8_t *const *pointers,
                         uint32_t mask, unsigned size, access access) {
  statistics &counted = machine.counted;
  counted.global_reads += access != access::write;
  counted.global_writes += access != access::read;
  counted.bytes_asked +=
      uint64_t(size) * static_cast<unsigned>(__builtin_popcount(mask));
  counted.global_sectors += count_sectors(pointers, mask, size);
}

void find_pointers(machine &machine, warp &warp, const operation &operation,
                   uint32_t mask, spaces space, unsigned size, access access,
                   uint8_t **pointers) {
  const uint64_t *base = lanes<uint64_t>(warp, operation.source[0]);
  uint64_t offset = static_cast<uint64_t>(operation.immediate);
  bool global = space == spaces::global;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = first_lane(rest);
    uint64_t address = base[lane] + offset;
    global |= space == spaces::generic && address < shared_window;
    pointers[lane] =
        pointer(machine, warp, operation, lane, address, space, size, access);
  }
  if (global)
    count_global(machine, pointers, mask, size, access);
}

} // namespace ptx
