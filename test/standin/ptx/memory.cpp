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
  const char *wrong =
      access == access::read    ? machine.shared.read(address, size, who)
      : access == access::write ? machine.shared.write(address, size, who)
                                : machine.shared.update(address, size, who);
  if (wrong)
    fail(warp, operation, lane,
         wrong + (" (" + describe(access, size, address, "shared") + ")"));
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

namespace {
/// The addresses of a warp's lanes and what they have in common.
struct addresses {
  uint64_t of[warp_size];
  uint64_t least, most;
  uint64_t all_bits; ///< Set in any of them.
  bool contiguous, ascending;

  addresses(warp &warp, const operation &operation, uint32_t mask,
            unsigned size);
};
} // namespace

addresses::addresses(warp &warp, const operation &operation, uint32_t mask,
                     unsigned size) {
  const uint64_t *base = lanes<uint64_t>(warp, operation.source[0]);
  uint64_t offset = static_cast<uint64_t>(operation.immediate);
  uint64_t first = base[first_lane(mask)] + offset;
  for (unsigned lane = 0; lane < warp_size; ++lane)
    of[lane] = (mask >> lane) & 1u ? base[lane] + offset : first;
  // As signed numbers, which vectors compare: no address has the top bit.
  int64_t low = static_cast<int64_t>(first), high = low;
  uint64_t bits = 0, apart = 0, descents = 0;
  for (unsigned lane = 0; lane < warp_size; ++lane) {
    int64_t address = static_cast<int64_t>(of[lane]);
    low = address < low ? address : low;
    high = address > high ? address : high;
    bits |= of[lane];
    apart |= of[lane] - first - lane * size;
  }
  for (unsigned lane = 1; lane < warp_size; ++lane)
    descents |= (of[lane] - of[lane - 1]) >> 63;
  least = static_cast<uint64_t>(low);
  most = static_cast<uint64_t>(high);
  all_bits = bits;
  contiguous = apart == 0 && mask == all_lanes;
  ascending = descents == 0;
}

/// The 32-byte pieces of global memory that a warp's access touches. No aligned
/// access straddles two.
static uint64_t count_sectors(const addresses &addresses, unsigned size) {
  if (addresses.contiguous)
    return (addresses.most + size - 1) / 32 - addresses.least / 32 + 1;
  uint64_t sectors[warp_size], count = 1;
  for (unsigned lane = 0; lane < warp_size; ++lane)
    sectors[lane] = addresses.of[lane] / 32;
  if (!addresses.ascending)
    std::sort(sectors, sectors + warp_size);
  for (unsigned lane = 1; lane < warp_size; ++lane)
    count += sectors[lane] != sectors[lane - 1];
  return count;
}

static void count_global(machine &machine, const addresses &addresses,
                         uint32_t mask, unsigned size, access access) {
  statistics &counted = machine.counted;
  counted.global_reads += access != access::write;
  counted.global_writes += access != access::read;
  counted.bytes_asked +=
      uint64_t(size) * static_cast<unsigned>(__builtin_popcount(mask));
  counted.global_sectors += count_sectors(addresses, size);
}

/// Whether all lanes may do what they do; false too where only one by one can
/// tell. `base` is what is added to the addresses.
static bool all_may(machine &machine, warp &warp, const addresses &addresses,
                    uint32_t mask, spaces space, unsigned size, access access,
                    uint64_t &base) {
  base = 0;
  if ((addresses.all_bits & (size - 1)) || addresses.most >= shared_window ||
      addresses.least > addresses.most)
    return false;
  uint64_t length = addresses.most - addresses.least + size;
  switch (space) {
  case spaces::local:
    return false;
  case spaces::parameter:
    base = reinterpret_cast<uint64_t>(machine.parameters.data());
    return access == access::read &&
           addresses.most + size <= machine.parameters.size();
  case spaces::shared:
    break;
  default:
    return machine.global.may(addresses.least, length, access != access::read);
  }
  if (!machine.shared.holds(addresses.least, length))
    return false;
  base = reinterpret_cast<uint64_t>(machine.shared.bytes.data());
  bool good = true;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = first_lane(rest);
    toucher who{machine.shared.now(), warp.epoch, thread_of(warp, lane)};
    uint64_t address = addresses.of[lane];
    good &= !(access == access::read ? machine.shared.read(address, size, who)
              : access == access::write
                  ? machine.shared.write(address, size, who)
                  : machine.shared.update(address, size, who));
  }
  return good;
}

void find_pointers(machine &machine, warp &warp, const operation &operation,
                   uint32_t mask, unsigned size, access access,
                   lane_pointers &pointers) {
  spaces space = static_cast<spaces>(operation.source[3]);
  addresses addresses(warp, operation, mask, size);
  uint64_t base;
  pointers.contiguous = addresses.contiguous;
  if (all_may(machine, warp, addresses, mask, space, size, access, base)) {
    for (unsigned lane = 0; lane < warp_size; ++lane)
      pointers.of[lane] =
          reinterpret_cast<uint8_t *>(base + addresses.of[lane]);
    if (space == spaces::global || space == spaces::generic)
      count_global(machine, addresses, mask, size, access);
    return;
  }
  // One by one, to say which is wrong.
  pointers.contiguous = false;
  bool global = space == spaces::global;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = first_lane(rest);
    uint64_t address = addresses.of[lane];
    global |= space == spaces::generic && address < shared_window;
    pointers.of[lane] =
        pointer(machine, warp, operation, lane, address, space, size, access);
  }
  for (unsigned lane = 0; lane < warp_size; ++lane)
    if (!((mask >> lane) & 1u))
      pointers.of[lane] = pointers.of[first_lane(mask)];
  if (global)
    count_global(machine, addresses, mask, size, access);
}

} // namespace ptx
