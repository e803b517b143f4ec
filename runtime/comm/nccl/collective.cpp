//===- collective.cpp - One collective as calls of NCCL -------------------===//
// All-to-all and permute are sends and receives in one group, but for the part
// that a rank would send to itself, which is a copy.

#include "collective.h"

#include <algorithm>

using namespace tprt;
using namespace tprt::nccl;

//===-- Lowering ----------------------------------------------------------===//

static const char *reduction_name(tprt_reduction_t reduction) {
  static const char *const names[] = {"sum", "max", "min", "prod", "none"};
  return names[reduction];
}

tprt_status_t tprt::nccl::lower_collective(const tprt_collective_t &desc,
                                           uint32_t group_size,
                                           lowered_collective &out) {
  out.desc = desc;
  out.group_size = group_size;
  out.element = tprt_dtype_size(desc.dtype);
  out.unit = 1;
  std::optional<ncclDataType_t> type = element_type(desc.dtype);
  std::optional<ncclRedOp_t> reduction = reduction_operator(desc.reduction);
  if (reduction && !type)
    return tprt_status_create(
        TPRT_UNSUPPORTED, "the nccl transport cannot reduce %s by %s",
        tprt_dtype_name(desc.dtype), reduction_name(desc.reduction));
  if (!type)
    out.unit = out.element;
  out.type = type.value_or(ncclUint8);
  out.reduction = reduction.value_or(ncclSum);
  return nullptr;
}

const char *tprt::nccl::call_name(const lowered_collective &collective) {
  switch (collective.desc.kind) {
  case TPRT_ALL_REDUCE:
    return "ncclAllReduce";
  case TPRT_ALL_GATHER:
    return "ncclAllGather";
  case TPRT_REDUCE_SCATTER:
    return "ncclReduceScatter";
  case TPRT_ALL_TO_ALL:
  case TPRT_PERMUTE:
    break;
  }
  return "ncclSend and ncclRecv";
}

/// Who sends to a position in a permute.
static uint32_t source_of(const lowered_collective &collective,
                          uint32_t position) {
  const uint32_t *targets = collective.desc.targets;
  const uint32_t *end = targets + collective.group_size;
  const uint32_t *found = std::find(targets, end, position);
  return found == end ? TPRT_NO_TARGET : static_cast<uint32_t>(found - targets);
}

//===-- A rank's own part -------------------------------------------------===//

static tprt_status_t keep_own_permute(const tprt_backend_t &backend,
                                      tprt_device_t *device,
                                      const lowered_collective &collective,
                                      const exchange_operands &operands) {
  uint64_t bytes = collective.desc.count * collective.element;
  uint32_t source = source_of(collective, operands.position);
  if (source == TPRT_NO_TARGET)
    return backend.clear(device, TPRT_COMM, operands.recv, bytes);
  if (source == operands.position)
    return backend.copy(device, TPRT_COMM, operands.recv, operands.send, bytes);
  return nullptr;
}

tprt_status_t tprt::nccl::keep_own_part(const tprt_backend_t &backend,
                                        tprt_device_t *device,
                                        const lowered_collective &collective,
                                        const exchange_operands &operands) {
  if (collective.desc.kind == TPRT_PERMUTE)
    return keep_own_permute(backend, device, collective, operands);
  if (collective.desc.kind != TPRT_ALL_TO_ALL)
    return nullptr;
  uint64_t chunk =
      collective.desc.count / collective.group_size * collective.element;
  uint64_t offset = operands.position * chunk;
  return backend.copy(
      device, TPRT_COMM, static_cast<uint8_t *>(operands.recv) + offset,
      static_cast<const uint8_t *>(operands.send) + offset, chunk);
}

//===-- What is done with others ------------------------------------------===//

bool tprt::nccl::has_exchange(const lowered_collective &collective,
                              const exchange_operands &operands) {
  if (collective.desc.kind == TPRT_ALL_TO_ALL)
    return collective.group_size > 1;
  if (collective.desc.kind != TPRT_PERMUTE)
    return true;
  uint32_t target = collective.desc.targets[operands.position];
  uint32_t source = source_of(collective, operands.position);
  return (target != TPRT_NO_TARGET && target != operands.position) ||
         (source != TPRT_NO_TARGET && source != operands.position);
}

/// Sends and receives that are one operation. The first failure counts, and the
/// group is ended in any case.
namespace {
class transfer {
public:
  transfer(const library &nccl, ncclComm_t communicator, cudaStream_t stream,
           ncclDataType_t type)
      : nccl(nccl), communicator(communicator), stream(stream), type(type),
        result(nccl.ncclGroupStart()) {}

  void send(const void *from, uint64_t count, uint32_t to) {
    note(nccl.ncclSend(from, count, type, static_cast<int>(to), communicator,
                       stream));
  }
  void receive(void *to, uint64_t count, uint32_t from) {
    note(nccl.ncclRecv(to, count, type, static_cast<int>(from), communicator,
                       stream));
  }
  ncclResult_t end() {
    ncclResult_t last = nccl.ncclGroupEnd();
    note(last);
    return result ? result : last;
  }

private:
  void note(ncclResult_t next) {
    if (!result && next != ncclInProgress)
      result = next;
  }

  const library &nccl;
  ncclComm_t communicator;
  cudaStream_t stream;
  ncclDataType_t type;
  ncclResult_t result;
};
} // namespace

static ncclResult_t permute(transfer &transfer,
                            const lowered_collective &collective,
                            const exchange_operands &operands) {
  uint64_t count = collective.desc.count * collective.unit;
  uint32_t target = collective.desc.targets[operands.position];
  uint32_t source = source_of(collective, operands.position);
  if (target != TPRT_NO_TARGET && target != operands.position)
    transfer.send(operands.send, count, target);
  if (source != TPRT_NO_TARGET && source != operands.position)
    transfer.receive(operands.recv, count, source);
  return transfer.end();
}

static ncclResult_t all_to_all(transfer &transfer,
                               const lowered_collective &collective,
                               const exchange_operands &operands) {
  uint64_t count = collective.desc.count / collective.group_size;
  uint64_t bytes = count * collective.element;
  for (uint32_t i = 0; i < collective.group_size; ++i) {
    if (i == operands.position)
      continue;
    transfer.send(static_cast<const uint8_t *>(operands.send) + i * bytes,
                  count * collective.unit, i);
    transfer.receive(static_cast<uint8_t *>(operands.recv) + i * bytes,
                     count * collective.unit, i);
  }
  return transfer.end();
}

ncclResult_t tprt::nccl::exchange(const library &nccl, ncclComm_t communicator,
                                  cudaStream_t stream,
                                  const lowered_collective &collective,
                                  const exchange_operands &operands) {
  uint64_t count = collective.desc.count * collective.unit;
  switch (collective.desc.kind) {
  case TPRT_ALL_REDUCE:
    return nccl.ncclAllReduce(operands.send, operands.recv, count,
                              collective.type, collective.reduction,
                              communicator, stream);
  case TPRT_ALL_GATHER:
    return nccl.ncclAllGather(operands.send, operands.recv, count,
                              collective.type, communicator, stream);
  case TPRT_REDUCE_SCATTER:
    return nccl.ncclReduceScatter(
        operands.send, operands.recv, count / collective.group_size,
        collective.type, collective.reduction, communicator, stream);
  case TPRT_ALL_TO_ALL:
  case TPRT_PERMUTE:
    break;
  }
  transfer transfer(nccl, communicator, stream, collective.type);
  return collective.desc.kind == TPRT_PERMUTE
             ? permute(transfer, collective, operands)
             : all_to_all(transfer, collective, operands);
}
