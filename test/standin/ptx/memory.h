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

/// Pointers for the lanes of `mask`: the address in source[0] plus the
/// immediate.
void find_pointers(machine &machine, warp &warp, const operation &operation,
                   uint32_t mask, spaces space, unsigned size, access access,
                   uint8_t **pointers);

/// Says to the kernel that its shared memory may be touched in so small pieces.
void note_shared_access(kernel &kernel, spaces space, unsigned size);

} // namespace ptx

#endif // TEST_STANDIN_PTX_MEMORY_H
