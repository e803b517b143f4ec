//===- collective.h - One collective as calls of NCCL ---------------------===//
// What a collective of the program is to NCCL, apart from how it is waited for.
#ifndef TPRT_COMM_NCCL_COLLECTIVE_H
#define TPRT_COMM_NCCL_COLLECTIVE_H

#include "communicator_plan.h"
#include "element_type.h"
#include "library.h"

namespace tprt::nccl {

/// A collective with NCCL's words for its elements; what NCCL has no type for
/// is moved as bytes.
struct lowered_collective {
  tprt_collective_t desc;
  uint32_t group_size;
  ncclDataType_t type;
  ncclRedOp_t reduction;
  uint64_t unit;    // elements of `type` for one of the program's
  uint64_t element; // bytes of one of the program's
};

/// TPRT_UNSUPPORTED, naming type and reduction, when NCCL cannot reduce it.
tprt_status_t lower_collective(const tprt_collective_t &desc,
                               uint32_t group_size, lowered_collective &out);

/// The function, for messages.
const char *call_name(const lowered_collective &collective);

/// The buffers and the place of one rank.
struct exchange_operands {
  uint32_t position;
  const void *send;
  void *recv;
};

/// What a rank does for itself, on the device's TPRT_COMM and before
/// `exchange`: its own chunk, zeros where nobody sends.
tprt_status_t keep_own_part(const tprt_backend_t &backend,
                            tprt_device_t *device,
                            const lowered_collective &collective,
                            const exchange_operands &operands);

/// Whether there is anything to do with others.
bool has_exchange(const lowered_collective &collective,
                  const exchange_operands &operands);

/// The calls, grouped where there are several.
ncclResult_t exchange(const library &nccl, ncclComm_t communicator,
                      cudaStream_t stream, const lowered_collective &collective,
                      const exchange_operands &operands);

} // namespace tprt::nccl

#endif // TPRT_COMM_NCCL_COLLECTIVE_H
