//===- memory.h - addresses of a warp's accesses --------------------------===//
// What loads, stores and atomics share: each lane's address becomes a pointer
// of the host, after all that can be wrong with it was checked.
#ifndef TEST_STANDIN_PTX_MEMORY_H
#define TEST_STANDIN_PTX_MEMORY_H

#include "builder.h"
#include "lanes.h"

namespace ptx {

enum class access { read, write, update };

/// The space that an instruction names; none for generic addresses.
enum class spaces { generic, global, constant, shared, local, parameter };
spaces space_of(const instruction &instruction);

/// A register with the address, 64 bits; adds the constant part to `offset`.
uint32_t address_source(builder &builder, const operand &operand,
                        int64_t &offset);

/// Where the lanes of a warp access memory, all checked. Lanes that are not
/// active have the pointer of one that is.
struct lane_pointers {
  uint8_t *of[warp_size];
  bool contiguous; ///< All lanes are active and follow one another.
};

/// The address is in source[0], the space in source[3]; the immediate is added.
/// `size` is a power of two.
void find_pointers(machine &machine, warp &warp, const operation &operation,
                   uint32_t mask, unsigned size, access access,
                   lane_pointers &pointers);

/// Says to the kernel that its shared memory may be touched in so small pieces.
void note_shared_access(kernel &kernel, spaces space, unsigned size);

} // namespace ptx

#endif // TEST_STANDIN_PTX_MEMORY_H
