//===- memory.h - Device memory that is the host's ------------------------===//
// Every allocation is known, filled with garbage, and fenced on both sides.
#ifndef TEST_STANDIN_CUDA_MEMORY_H
#define TEST_STANDIN_CUDA_MEMORY_H

#include "engine.h"

namespace standin {

enum class memory_kind { device, page_locked, registered, variable };

struct memory_block {
  memory_kind kind;
  uint64_t base;
  uint64_t size;
  CUcontext context;
};

/// The block that holds all of [address, address + size); null when none does.
const memory_block *find_block(uint64_t address, uint64_t size);

/// Makes bytes that are somebody else's accessible, until they are dropped.
void add_block(memory_kind kind, const void *base, uint64_t size,
               CUcontext context);
void drop_block(uint64_t base);

/// Whether these bytes of the host are page-locked: copies from and to them
/// happen when they are run, others at the call.
bool is_page_locked(const void *address, uint64_t size);

/// Frees what a context leaves behind, counting it as lost.
void lose_memory(CUcontext context);

void reset_memory();
void memory_alive(std::map<std::string, uint64_t> &alive);

} // namespace standin

#endif // TEST_STANDIN_CUDA_MEMORY_H
