//===- reduce.h - Types and reductions of NCCL ----------------------------===//
#ifndef TEST_STANDIN_NCCL_REDUCE_H
#define TEST_STANDIN_NCCL_REDUCE_H

#include <nccl.h>

#include <cstdint>

namespace standin {

/// Bytes of an element; 0 for what the stand-in does not know.
uint64_t type_size(ncclDataType_t type);
const char *type_name(ncclDataType_t type);

/// Whether the reduction is one of the five built in.
bool is_reduction(ncclRedOp_t reduction);

/// into[i] = into[i] op other[i], rounded to the type, as each hop of a ring
/// does.
void combine(ncclDataType_t type, ncclRedOp_t reduction, void *into,
             const void *other, uint64_t count);

/// What remains to be done when all have been combined: the division of an
/// average.
void finish_reduction(ncclDataType_t type, ncclRedOp_t reduction, void *data,
                      uint64_t count, uint32_t num_ranks);

} // namespace standin

#endif // TEST_STANDIN_NCCL_REDUCE_H
