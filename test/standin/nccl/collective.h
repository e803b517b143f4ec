//===- collective.h - Collectives as work on streams ----------------------===//
// A rank's part of a collective waits at the head of its stream until all ranks
// are there; messages wait for their receiver.
#ifndef TEST_STANDIN_NCCL_COLLECTIVE_H
#define TEST_STANDIN_NCCL_COLLECTIVE_H

#include "communicator.h"

namespace standin {

enum class operation {
  all_reduce,
  all_gather,
  reduce_scatter,
  all_to_all,
  broadcast,
  reduce,
  send,
  receive
};

/// One call.
struct operation_call {
  std::string function;
  operation kind;
  const void *from;
  void *to;
  uint64_t count;
  ncclDataType_t type;
  ncclRedOp_t reduction;
  uint32_t peer; ///< Root, or the other end of a message.
  std::shared_ptr<communicator> comm;
  CUstream stream;
};

const char *operation_name(operation kind);

/// What a group puts on one stream, to be done together.
work collective_work(std::vector<operation_call> calls);

} // namespace standin

#endif // TEST_STANDIN_NCCL_COLLECTIVE_H
