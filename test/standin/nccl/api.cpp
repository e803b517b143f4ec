//===- api.cpp - NCCL's functions -----------------------------------------===//
// Calls are gathered until their group ends. A non-blocking communicator may
// then say ncclInProgress, and put its work on the stream only while it is
// asked how far it is: what is given to the stream before comes first.

#include "collective.h"
#include "communicator.h"
#include "reduce.h"

#include <cstdlib>
#include <cstring>
#include <random>

using namespace standin;

static_assert(std::is_same_v<cudaStream_t, CUstream>);

//===-- Handles -----------------------------------------------------------===//

static void reset_handles();
static void handles_alive(std::map<std::string, uint64_t> &alive);

static pool<ncclComm> &handles() {
  static auto *state = [] {
    at_reset(reset_handles);
    at_leaks(handles_alive);
    return new pool<ncclComm>;
  }();
  return *state;
}

static void reset_handles() {
  // Jobs may hold the communicators that hold them.
  for (ncclComm_t handle : handles().handles())
    handle->state->jobs.clear();
  handles().clear();
}

static void handles_alive(std::map<std::string, uint64_t> &alive) {
  alive["communicator"] += handles().size();
}

ncclComm_t standin::add_handle(std::shared_ptr<communicator> comm) {
  auto handle = std::make_unique<ncclComm>();
  handle->state = std::move(comm);
  ncclComm_t out = handles().add(std::move(handle));
  out->state->name = name_of('n', out);
  return out;
}

/// Ends a call that makes no sense.
static ncclResult_t misuse(call &made, ncclResult_t code, const char *why) {
  last_error() = why;
  return made.end(code);
}

//===-- Versions and errors -----------------------------------------------===//

ncclResult_t ncclGetVersion(int *version) {
  call made("ncclGetVersion");
  if (auto code = made.asked(ncclInternalError))
    return made.end(ncclResult_t(*code));
  if (!version)
    return misuse(made, ncclInvalidArgument, "version is null");
  *version = options().nccl_version;
  return made.end(ncclSuccess);
}

const char *ncclGetErrorString(ncclResult_t result) {
  switch (result) {
  case ncclSuccess:
    return "no error";
  case ncclUnhandledCudaError:
    return "unhandled cuda error (run with NCCL_DEBUG=INFO for details)";
  case ncclSystemError:
    return "unhandled system error (run with NCCL_DEBUG=INFO for details)";
  case ncclInternalError:
    return "internal error - please report this issue to the NCCL developers";
  case ncclInvalidArgument:
    return "invalid argument (run with NCCL_DEBUG=WARN for details)";
  case ncclInvalidUsage:
    return "invalid usage (run with NCCL_DEBUG=WARN for details)";
  case ncclRemoteError:
    return "remote process exited or there was a network error";
  case ncclInProgress:
    return "NCCL operation in progress";
  default:
    return "unknown result code";
  }
}

const char *ncclGetLastError(ncclComm_t handle) {
  call made("ncclGetLastError");
  thread_local std::string text;
  text = handles().alive(handle) && !handle->state->error.empty()
             ? handle->state->error
             : last_error();
  return text.c_str();
}

//===-- Groups ------------------------------------------------------------===//

namespace {
/// What a thread has gathered since ncclGroupStart.
struct group {
  int depth = 0;
  std::vector<operation_call> calls;
  std::vector<std::shared_ptr<communicator>> busy; ///< With jobs.
  ncclResult_t error = ncclSuccess;
};
} // namespace

static group &own_group() {
  thread_local group value;
  return value;
}

using comms = std::vector<std::shared_ptr<communicator>>;

static void add_once(comms &all, const std::shared_ptr<communicator> &comm) {
  for (const auto &one : all)
    if (one == comm)
      return;
  all.push_back(comm);
}

/// Puts the calls on their streams, one piece of work on each.
static ncclResult_t put_on_streams(const std::vector<operation_call> &calls) {
  std::vector<CUstream> streams;
  std::map<CUstream, std::vector<operation_call>> by_stream;
  for (const operation_call &one : calls) {
    if (!by_stream.count(one.stream))
      streams.push_back(one.stream);
    by_stream[one.stream].push_back(one);
  }
  for (CUstream stream : streams)
    if (enqueue(stream, collective_work(by_stream[stream])) != CUDA_SUCCESS)
      return ncclUnhandledCudaError;
  return ncclSuccess;
}

/// The first collective of a communicator connects its ranks, which takes all
/// of them.
static bool is_connected(communicator &comm) {
  comm.shared->of(comm.rank).connected = 1;
  for (uint32_t rank = 0; rank < comm.num_ranks && !comm.connected; ++rank)
    if (!comm.shared->of(rank).connected)
      return false;
  return comm.connected = true;
}

static bool all_connected(const comms &all) {
  bool connected = true;
  for (const auto &comm : all)
    connected &= comm->aborted || is_connected(*comm);
  return connected;
}

static bool may_be_late(const comms &all) {
  for (const auto &comm : all)
    if (comm->blocking)
      return false;
  return true;
}

/// Leaves the work to whoever asks one of the communicators next.
static ncclResult_t put_later(std::vector<operation_call> calls,
                              const comms &all) {
  auto result = std::make_shared<ncclResult_t>(ncclInProgress);
  auto left = std::make_shared<uint32_t>(random_below(3));
  auto members = std::make_shared<comms>(all);
  auto what = std::make_shared<std::vector<operation_call>>(std::move(calls));
  job later = [=] {
    if (*result != ncclInProgress)
      return *result;
    if (!all_connected(*members) || (*left && (*left)--))
      return ncclInProgress;
    *result = put_on_streams(*what);
    what->clear();
    members->clear();
    return *result;
  };
  for (const auto &comm : all) {
    comm->state = ncclInProgress;
    comm->jobs.push_back(later);
  }
  return ncclInProgress;
}

static ncclResult_t start_calls(call &made, std::vector<operation_call> calls) {
  comms all;
  for (const operation_call &one : calls)
    add_once(all, one.comm);
  bool connected = all_connected(all);
  if (may_be_late(all) && (!connected || random_below(2)))
    return put_later(std::move(calls), all);
  if (!connected && !wait_until(made, [&] { return all_connected(all); })) {
    last_error() = "a rank does not come to connect";
    return ncclSystemError;
  }
  return put_on_streams(calls);
}

/// Waits for the jobs of blocking communicators; others go on by themselves.
static ncclResult_t start_jobs(call &made, const comms &busy) {
  ncclResult_t result = ncclSuccess;
  for (const auto &comm : busy)
    comm->advance();
  for (const auto &comm : busy) {
    if (comm->blocking &&
        !wait_until(made, [&] { return comm->advance() != ncclInProgress; }))
      comm->fail(ncclSystemError, "a rank does not come");
    if (comm->state != ncclSuccess)
      result = comm->state;
  }
  return result;
}

/// The group was closed, or a call stands alone.
static ncclResult_t end_group(call &made) {
  group closed;
  std::swap(closed, own_group());
  if (closed.error != ncclSuccess)
    return closed.error;
  if (!closed.busy.empty())
    return start_jobs(made, closed.busy);
  return closed.calls.empty() ? ncclSuccess
                              : start_calls(made, std::move(closed.calls));
}

ncclResult_t ncclGroupStart() {
  call made("ncclGroupStart");
  if (auto code = made.asked(ncclInternalError))
    return made.end(ncclResult_t(*code));
  ++own_group().depth;
  return made.end(ncclSuccess);
}

ncclResult_t ncclGroupEnd() {
  call made("ncclGroupEnd");
  if (!own_group().depth)
    return misuse(made, ncclInvalidUsage,
                  "ncclGroupEnd without ncclGroupStart");
  auto code = made.asked(ncclSystemError);
  if (--own_group().depth)
    return made.end(code ? ncclResult_t(*code) : ncclSuccess);
  if (code) {
    own_group() = {};
    return made.end(ncclResult_t(*code));
  }
  return made.end(end_group(made));
}

/// A group call that was refused spoils its group.
static ncclResult_t refuse(call &made, ncclResult_t code, const char *why) {
  if (own_group().depth)
    own_group().error = code;
  return misuse(made, code, why);
}

static ncclResult_t take_job(call &made,
                             const std::shared_ptr<communicator> &comm) {
  add_once(own_group().busy, comm);
  return made.end(own_group().depth ? ncclSuccess : end_group(made));
}

//===-- Communicators -----------------------------------------------------===//

static std::string hex(const ncclUniqueId &id) {
  std::string out = "standin-nccl-";
  for (int i = 0; i < 16; ++i)
    out += format("%02x", unsigned(static_cast<unsigned char>(id.internal[i])));
  return out;
}

ncclResult_t ncclGetUniqueId(ncclUniqueId *id) {
  call made("ncclGetUniqueId");
  if (auto code = made.asked(ncclSystemError))
    return made.end(ncclResult_t(*code));
  if (!id)
    return misuse(made, ncclInvalidArgument, "id is null");
  std::random_device source;
  std::memset(id, 0, sizeof *id);
  for (int i = 0; i < 16; ++i)
    id->internal[i] = char(source());
  return made.end(ncclSuccess);
}

/// Whether the calls of a communicator made with this configuration block.
/// False when it was not initialised.
static bool read_config(const ncclConfig_t *config, bool usual,
                        bool &blocking) {
  blocking = usual;
  if (!config)
    return true;
  if (config->magic != 0xcafebeef || config->size < 16)
    return false;
  if (config->blocking != NCCL_CONFIG_UNDEF_INT)
    blocking = config->blocking != 0;
  return true;
}

static bool blocks_by_default() {
  const char *wish = std::getenv("NCCL_COMM_BLOCKING");
  return !wish || std::string(wish) != "0";
}

static ncclResult_t init_rank(call &made, ncclComm_t *out, int num_ranks,
                              const ncclUniqueId &id, int rank,
                              const ncclConfig_t *config) {
  if (auto code = made.asked(ncclSystemError))
    return refuse(made, ncclResult_t(*code), "as was asked for");
  bool blocking;
  if (!out || num_ranks < 1 || rank < 0 || rank >= num_ranks ||
      !read_config(config, blocks_by_default(), blocking))
    return refuse(made, ncclInvalidArgument, "bad arguments");
  CUcontext context = current_context();
  if (!context || context->broken != CUDA_SUCCESS)
    return refuse(made, ncclUnhandledCudaError, "no usable device is current");
  auto comm = std::make_shared<communicator>();
  comm->rank = uint32_t(rank);
  comm->num_ranks = uint32_t(num_ranks);
  comm->context = context;
  comm->blocking = blocking;
  *out = add_handle(comm);
  made.made(comm->name);
  start_joining(comm, hex(id));
  return take_job(made, comm);
}

ncclResult_t ncclCommInitRankConfig(ncclComm_t *out, int num_ranks,
                                    ncclUniqueId id, int rank,
                                    ncclConfig_t *config) {
  call made("ncclCommInitRankConfig");
  made.arguments(format("ranks=%d, rank=%d", num_ranks, rank));
  return init_rank(made, out, num_ranks, id, rank, config);
}

ncclResult_t ncclCommInitRank(ncclComm_t *out, int num_ranks, ncclUniqueId id,
                              int rank) {
  call made("ncclCommInitRank");
  made.arguments(format("ranks=%d, rank=%d", num_ranks, rank));
  return init_rank(made, out, num_ranks, id, rank, nullptr);
}

/// Why a communicator cannot take a call now.
static std::optional<ncclResult_t> not_ready(ncclComm_t handle) {
  if (!handles().alive(handle)) {
    last_error() = "not a communicator";
    return ncclInvalidArgument;
  }
  communicator &comm = *handle->state;
  if (comm.state == ncclInProgress || comm.finalized) {
    last_error() = comm.finalized
                       ? "the communicator was finalized"
                       : "the communicator is still busy with an earlier call";
    return ncclInvalidArgument;
  }
  if (comm.state != ncclSuccess) {
    last_error() = comm.error;
    return comm.state;
  }
  return std::nullopt;
}

ncclResult_t ncclCommSplit(ncclComm_t handle, int color, int key,
                           ncclComm_t *out, ncclConfig_t *config) {
  call made("ncclCommSplit");
  made.arguments(format("comm=%s, color=%d, key=%d",
                        name_of('n', handle).c_str(), color, key));
  if (auto code = made.asked(ncclSystemError))
    return refuse(made, ncclResult_t(*code), "as was asked for");
  if (auto why = not_ready(handle))
    return refuse(made, *why, last_error().c_str());
  bool blocking;
  if (!out || (color < 0 && color != NCCL_SPLIT_NOCOLOR) ||
      !read_config(config, handle->state->blocking, blocking))
    return refuse(made, ncclInvalidArgument, "bad arguments");
  start_split(handle->state, color, key, blocking, out);
  return take_job(made, handle->state);
}

ncclResult_t ncclCommFinalize(ncclComm_t handle) {
  call made("ncclCommFinalize");
  made.arguments(name_of('n', handle));
  if (auto code = made.asked(ncclSystemError))
    return refuse(made, ncclResult_t(*code), "as was asked for");
  if (auto why = not_ready(handle))
    return refuse(made, *why, last_error().c_str());
  start_finalizing(handle->state);
  return take_job(made, handle->state);
}

static void leave(ncclComm_t handle) {
  communicator &comm = *handle->state;
  if (comm.shared)
    comm.shared->of(comm.rank).left = 1;
  comm.jobs.clear();
  handles().retire(handle);
}

ncclResult_t ncclCommDestroy(ncclComm_t handle) {
  call made("ncclCommDestroy");
  made.arguments(name_of('n', handle));
  auto code = made.asked(ncclSystemError);
  if (!handles().alive(handle))
    return misuse(made, ncclInvalidArgument, "not a communicator");
  std::shared_ptr<communicator> comm = handle->state;
  // What is under way is finished first.
  auto idle = [&] {
    run_all_ready();
    return !comm->outstanding;
  };
  if (!wait_until(made, idle))
    comm->aborted = true;
  leave(handle);
  return made.end(code ? ncclResult_t(*code) : ncclSuccess);
}

ncclResult_t ncclCommAbort(ncclComm_t handle) {
  call made("ncclCommAbort");
  made.arguments(name_of('n', handle));
  auto code = made.asked(ncclSystemError);
  if (!handles().alive(handle))
    return misuse(made, ncclInvalidArgument, "not a communicator");
  handle->state->aborted = true;
  leave(handle);
  return made.end(code ? ncclResult_t(*code) : ncclSuccess);
}

/// Nothing more is put on the streams of a broken device.
static void look_at_the_device(communicator &comm) {
  CUresult broken = comm.context->broken;
  if (comm.state != ncclInProgress || broken == CUDA_SUCCESS)
    return;
  const char *text = nullptr;
  cuGetErrorString(broken, &text);
  comm.fail(ncclUnhandledCudaError,
            format("Cuda failure %d '%s'", int(broken), text ? text : "?"));
}

/// A rank whose process is gone is noticed by those that still need it.
static void look_for_the_dead(communicator &comm) {
  if (comm.state != ncclSuccess || !comm.outstanding)
    return;
  for (uint32_t rank = 0; rank < comm.num_ranks; ++rank)
    if (rank != comm.rank && comm.shared->is_dead(rank)) {
      comm.fail(ncclRemoteError, format("rank %u is gone", rank));
      return;
    }
}

ncclResult_t ncclCommGetAsyncError(ncclComm_t handle, ncclResult_t *error) {
  call made("ncclCommGetAsyncError");
  made.arguments(name_of('n', handle));
  if (!handles().alive(handle) || !error)
    return misuse(made, ncclInvalidArgument, "not a communicator");
  communicator &comm = *handle->state;
  if (auto code = made.asked(ncclRemoteError))
    comm.fail(ncclResult_t(*code), "as was asked for");
  look_at_the_device(comm);
  comm.advance();
  look_for_the_dead(comm);
  *error = comm.state;
  made.made(std::to_string(int(*error)));
  return made.end(ncclSuccess);
}

ncclResult_t ncclCommCount(const ncclComm_t handle, int *count) {
  call made("ncclCommCount");
  if (auto why = not_ready(handle))
    return made.end(*why);
  *count = int(handle->state->num_ranks);
  return made.end(ncclSuccess);
}

ncclResult_t ncclCommCuDevice(const ncclComm_t handle, int *device) {
  call made("ncclCommCuDevice");
  if (auto why = not_ready(handle))
    return made.end(*why);
  *device = handle->state->context->device;
  return made.end(ncclSuccess);
}

ncclResult_t ncclCommUserRank(const ncclComm_t handle, int *rank) {
  call made("ncclCommUserRank");
  if (auto why = not_ready(handle))
    return made.end(*why);
  *rank = int(handle->state->rank);
  return made.end(ncclSuccess);
}

//===-- Collectives -------------------------------------------------------===//

static ncclResult_t take_call(call &made, operation_call one, ncclComm_t handle,
                              CUstream stream) {
  made.arguments(format("comm=%s, stream=%s, count=%llu, type=%s, op=%d, "
                        "peer=%u",
                        name_of('n', handle).c_str(),
                        name_of('s', stream).c_str(),
                        (unsigned long long)one.count, type_name(one.type),
                        int(one.reduction), one.peer));
  if (auto code = made.asked(ncclSystemError))
    return refuse(made, ncclResult_t(*code), "as was asked for");
  if (auto why = not_ready(handle))
    return refuse(made, *why, last_error().c_str());
  one.comm = handle->state;
  one.stream = find_stream(stream);
  if (!type_size(one.type) || !is_reduction(one.reduction) ||
      one.peer >= one.comm->num_ranks)
    return refuse(made, ncclInvalidArgument, "bad arguments");
  if (!one.stream || one.stream->context != one.comm->context)
    return refuse(made, ncclInvalidUsage,
                  "the stream is not of the communicator's device");
  if (one.stream->context->broken != CUDA_SUCCESS)
    return refuse(made, ncclUnhandledCudaError, "the device is broken");
  if (one.count)
    own_group().calls.push_back(std::move(one));
  return made.end(own_group().depth ? ncclSuccess : end_group(made));
}

/// A call before it is known whether its communicator is one.
static operation_call make_call(const char *function, operation kind,
                                const void *from, void *to, size_t count,
                                ncclDataType_t type, ncclRedOp_t reduction,
                                int peer) {
  return {function, kind,      from,           to,      count,
          type,     reduction, uint32_t(peer), nullptr, nullptr};
}

ncclResult_t ncclAllReduce(const void *from, void *to, size_t count,
                           ncclDataType_t type, ncclRedOp_t reduction,
                           ncclComm_t comm, cudaStream_t stream) {
  call made("ncclAllReduce");
  return take_call(made,
                   make_call("ncclAllReduce", operation::all_reduce, from, to,
                             count, type, reduction, 0),
                   comm, stream);
}

ncclResult_t ncclReduceScatter(const void *from, void *to, size_t count,
                               ncclDataType_t type, ncclRedOp_t reduction,
                               ncclComm_t comm, cudaStream_t stream) {
  call made("ncclReduceScatter");
  return take_call(made,
                   make_call("ncclReduceScatter", operation::reduce_scatter,
                             from, to, count, type, reduction, 0),
                   comm, stream);
}

ncclResult_t ncclReduce(const void *from, void *to, size_t count,
                        ncclDataType_t type, ncclRedOp_t reduction, int root,
                        ncclComm_t comm, cudaStream_t stream) {
  call made("ncclReduce");
  return take_call(made,
                   make_call("ncclReduce", operation::reduce, from, to, count,
                             type, reduction, root),
                   comm, stream);
}

ncclResult_t ncclAllGather(const void *from, void *to, size_t count,
                           ncclDataType_t type, ncclComm_t comm,
                           cudaStream_t stream) {
  call made("ncclAllGather");
  return take_call(made,
                   make_call("ncclAllGather", operation::all_gather, from, to,
                             count, type, ncclSum, 0),
                   comm, stream);
}

ncclResult_t ncclAlltoAll(const void *from, void *to, size_t count,
                          ncclDataType_t type, ncclComm_t comm,
                          cudaStream_t stream) {
  call made("ncclAlltoAll");
  return take_call(made,
                   make_call("ncclAlltoAll", operation::all_to_all, from, to,
                             count, type, ncclSum, 0),
                   comm, stream);
}

ncclResult_t ncclBroadcast(const void *from, void *to, size_t count,
                           ncclDataType_t type, int root, ncclComm_t comm,
                           cudaStream_t stream) {
  call made("ncclBroadcast");
  return take_call(made,
                   make_call("ncclBroadcast", operation::broadcast, from, to,
                             count, type, ncclSum, root),
                   comm, stream);
}

ncclResult_t ncclSend(const void *from, size_t count, ncclDataType_t type,
                      int peer, ncclComm_t comm, cudaStream_t stream) {
  call made("ncclSend");
  return take_call(made,
                   make_call("ncclSend", operation::send, from, nullptr, count,
                             type, ncclSum, peer),
                   comm, stream);
}

ncclResult_t ncclRecv(void *to, size_t count, ncclDataType_t type, int peer,
                      ncclComm_t comm, cudaStream_t stream) {
  call made("ncclRecv");
  return take_call(made,
                   make_call("ncclRecv", operation::receive, nullptr, to, count,
                             type, ncclSum, peer),
                   comm, stream);
}
