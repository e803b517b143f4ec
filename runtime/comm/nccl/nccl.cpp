//===- nccl.cpp - The table of the NCCL transport -------------------------===//
// All ranks in this process, or this process one of many. Collectives are work
// on a device's stream: `start` puts it there, nobody waits here.

#include "collective.h"
#include "comm/launch/rendezvous.h"
#include "comm/launch/roll_call.h"
#include "core/registry.h"
#include "endpoint.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

using namespace tprt;
using namespace tprt::nccl;

namespace {

/// The ranks of one session that run in this process.
struct group {
  session_terms terms;
  tprt_group_params_t params;
  communicator_plan plan;
  std::vector<lowered_collective> collectives;

  /// What one local rank has.
  struct member {
    std::unique_ptr<endpoint> end;
    tprt_device_t *device = nullptr;
    cudaStream_t stream = nullptr;
    std::vector<seat> seats; // by communicator
  };
  std::vector<member> members;

  // How the ranks meet before their first step: threads here, or processes.
  std::unique_ptr<roll_call> present;
  std::unique_ptr<rendezvous> others;
  std::mutex id_mutex;
  std::unique_ptr<ncclUniqueId> id; // of the world, once somebody has made it

  std::mutex abort_mutex;
  std::vector<std::thread> aborters;

  member &of(uint32_t rank) { return members[rank - params.local.first]; }
};

} // namespace

static group *from(tprt_group_t *handle) {
  return reinterpret_cast<group *>(handle);
}

//===-- Which ranks run here ----------------------------------------------===//

static tprt_status_t find_local_ranks(uint32_t num_ranks,
                                      tprt_local_ranks_t *local) {
  library nccl;
  place place;
  TPRT_RETURN_IF_ERROR(open_library(nccl));
  TPRT_RETURN_IF_ERROR(find_place(process_environment(), place));
  if (place.size == 1) {
    *local = {0, num_ranks, /*device=*/0, /*share_a_device=*/0};
    return nullptr;
  }
  if (place.size != num_ranks)
    return TPRT_MISUSE("%s has started %u processes, the program has %u ranks",
                       place.launcher.c_str(), place.size, num_ranks);
  *local = {place.rank, 1, place.local_rank, /*share_a_device=*/0};
  return nullptr;
}

static tprt_status_t local_ranks(uint32_t num_ranks,
                                 tprt_local_ranks_t *local) {
  return guarded([&] { return find_local_ranks(num_ranks, local); });
}

//===-- Creation ----------------------------------------------------------===//

/// What the library reads from the environment, before it does.
static void set_defaults(const group &group) {
  // Communicators of one device are used in the order of the calls.
  setenv("NCCL_LAUNCH_ORDER_IMPLICIT", "1", /*overwrite=*/0);
  if (group.params.local.count > 1 && group.terms.nccl.shares_gpus())
    setenv("NCCL_MULTI_RANK_GPU_ENABLE", "1", /*overwrite=*/0);
}

static tprt_status_t check_memory(const tprt_backend_t &backend) {
  if (!backend.host_memory && backend.native_stream)
    return nullptr;
  return tprt_status_create(
      TPRT_UNSUPPORTED,
      "the nccl transport cannot reach the memory of backend \"%s\"",
      backend.name);
}

static tprt_status_t lower_collectives(group &group) {
  for (uint32_t i = 0; i < group.params.num_collectives; ++i) {
    const tprt_collective_t &desc = group.params.collectives[i];
    lowered_collective lowered{};
    TPRT_RETURN_IF_ERROR(lower_collective(
        desc, group.params.communicators[desc.communicator].group_size,
        lowered));
    group.collectives.push_back(lowered);
  }
  return nullptr;
}

static void add_members(group &group) {
  const tprt_local_ranks_t &local = group.params.local;
  for (uint32_t rank = local.first; rank < local.first + local.count; ++rank) {
    group::member member;
    member.end = std::make_unique<endpoint>(group.terms, rank);
    for (uint32_t i = 0; i < group.params.num_communicators; ++i)
      member.seats.push_back(seat_of(group.params.communicators[i], rank));
    group.members.push_back(std::move(member));
  }
}

/// Prepares for the others: threads of this process or other processes.
static tprt_status_t expect_others(group &group) {
  const tprt_local_ranks_t &local = group.params.local;
  group.present = std::make_unique<roll_call>(local.first, local.count);
  group.terms.others = [] { return tprt_status_t(nullptr); };
  if (local.count == group.params.num_ranks)
    return nullptr;
  place place;
  TPRT_RETURN_IF_ERROR(find_place(process_environment(), place));
  group.others = std::make_unique<rendezvous>(place, group.terms.timeout_ms,
                                              group.terms.aborted);
  group.terms.others = [&group] { return group.others->poll(); };
  group.terms.has_others = true;
  return nullptr;
}

static tprt_status_t create(const tprt_group_params_t &params,
                            tprt_group_t **out) {
  TPRT_RETURN_IF_ERROR(check_memory(*params.backend));
  auto made = std::make_unique<group>();
  TPRT_RETURN_IF_ERROR(open_library(made->terms.nccl));
  made->params = params;
  made->terms.backend = params.backend;
  made->terms.num_ranks = params.num_ranks;
  made->terms.timeout_ms = params.timeout_ms;
  TPRT_RETURN_IF_ERROR(lower_collectives(*made));
  set_defaults(*made);
  made->plan = plan_communicators(params);
  add_members(*made);
  TPRT_RETURN_IF_ERROR(expect_others(*made));
  *out = reinterpret_cast<tprt_group_t *>(made.release());
  return nullptr;
}

static tprt_status_t create_group(const tprt_group_params_t *params,
                                  tprt_group_t **out) {
  return guarded([&] { return create(*params, out); });
}

//===-- Joining -----------------------------------------------------------===//

/// The number under which the ranks find each other inside NCCL, made once.
static tprt_status_t make_id(group &group) {
  std::lock_guard<std::mutex> lock(group.id_mutex);
  if (group.id)
    return nullptr;
  const library &nccl = group.terms.nccl;
  ncclUniqueId next;
  TPRT_RETURN_IF_ERROR(
      translate(nccl, nccl.ncclGetUniqueId(&next), "ncclGetUniqueId", nullptr));
  group.id = std::make_unique<ncclUniqueId>(next);
  return nullptr;
}

/// Meets the other processes; rank 0 brings the id.
static tprt_status_t meet_processes(group &group, uint32_t rank,
                                    uint64_t hash) {
  std::string bytes;
  if (rank == 0) {
    TPRT_RETURN_IF_ERROR(make_id(group));
    bytes.assign(group.id->internal, sizeof group.id->internal);
  }
  TPRT_RETURN_IF_ERROR(group.others->meet(hash, bytes));
  ncclUniqueId id{};
  std::memcpy(id.internal, bytes.data(),
              std::min(bytes.size(), sizeof id.internal));
  group.id = std::make_unique<ncclUniqueId>(id);
  return nullptr;
}

static tprt_status_t meet(group &group, uint32_t rank, uint64_t hash) {
  if (group.others)
    return meet_processes(group, rank, hash);
  TPRT_RETURN_IF_ERROR(group.present->answer(rank, hash, group.terms.timeout_ms,
                                             group.terms.aborted));
  return group.plan.empty() ? nullptr : make_id(group);
}

/// Older libraries refuse two ranks on one GPU; says what to do instead.
static tprt_status_t explain_shared_gpu(const library &nccl,
                                        tprt_status_t status) {
  if (!status || nccl.shares_gpus() ||
      !std::strstr(tprt_status_message(status), "Duplicate GPU"))
    return status;
  tprt_status_free(status);
  return tprt_status_create(
      TPRT_UNSUPPORTED,
      "several ranks on one GPU need NCCL %s, this one is %s: run all in one "
      "process with --comm=inproc, or each on a GPU of its own",
      version_text(NCCL_VERSION(2, 30, 0)).c_str(),
      version_text(nccl.version).c_str());
}

static tprt_status_t enter(group &group, uint32_t rank, tprt_device_t *device,
                           uint64_t hash) {
  group::member &member = group.of(rank);
  member.device = device;
  // Makes the device this thread's too, which is where NCCL looks for it.
  member.stream = static_cast<cudaStream_t>(
      group.params.backend->native_stream(device, TPRT_COMM));
  TPRT_RETURN_IF_ERROR(meet(group, rank, hash));
  if (group.plan.empty())
    return nullptr;
  return explain_shared_gpu(group.terms.nccl,
                            member.end->connect(device, *group.id, group.plan,
                                                group.params.communicators));
}

static tprt_status_t join(tprt_group_t *handle, uint32_t rank,
                          tprt_device_t *device, uint64_t schedule_hash) {
  return guarded(
      [&] { return enter(*from(handle), rank, device, schedule_hash); });
}

//===-- Collectives -------------------------------------------------------===//

/// A group of one: what is received is what was sent.
static tprt_status_t run_alone(group &group, group::member &member,
                               const lowered_collective &collective,
                               const exchange_operands &operands) {
  const tprt_backend_t &backend = *group.params.backend;
  if (collective.desc.kind == TPRT_PERMUTE)
    return keep_own_part(backend, member.device, collective, operands);
  if (operands.send == operands.recv)
    return nullptr;
  return backend.copy(member.device, TPRT_COMM, operands.recv, operands.send,
                      collective.desc.count * collective.element);
}

static tprt_status_t start(tprt_group_t *handle, uint32_t rank,
                           uint32_t collective, const void *send, void *recv) {
  group &group = *from(handle);
  group::member &member = group.of(rank);
  const lowered_collective &what = group.collectives[collective];
  uint32_t number = group.plan.number[what.desc.communicator];
  exchange_operands operands{member.seats[what.desc.communicator].position,
                             send, recv};
  if (group.terms.aborted.load(std::memory_order_acquire))
    return ended_by_abort();
  if (!what.desc.count)
    return nullptr;
  if (number == communicator_plan::nobody)
    return run_alone(group, member, what, operands);
  TPRT_RETURN_IF_ERROR(
      keep_own_part(*group.params.backend, member.device, what, operands));
  if (!has_exchange(what, operands))
    return nullptr;
  return member.end->issue(number, call_name(what), [&](ncclComm_t comm) {
    return exchange(group.terms.nccl, comm, member.stream, what, operands);
  });
}

static tprt_status_t poll(tprt_group_t *handle, uint32_t rank) {
  return guarded([&] { return from(handle)->of(rank).end->poll(); });
}

/// The executor's events order what comes after the collective.
static tprt_status_t wait(tprt_group_t *handle, uint32_t rank,
                          uint32_t collective) {
  return from(handle)->terms.aborted.load(std::memory_order_acquire)
             ? ended_by_abort()
             : nullptr;
}

//===-- The end -----------------------------------------------------------===//

static void abort_group(tprt_group_t *handle, tprt_status_t why) {
  group &group = *from(handle);
  std::lock_guard<std::mutex> lock(group.abort_mutex);
  if (group.terms.aborted.exchange(true, std::memory_order_acq_rel))
    return;
  group.present->poke();
  for (group::member &member : group.members)
    member.end->abort(group.aborters);
  if (group.others && why)
    group.others->report(tprt_status_message(why));
}

static void destroy_group(tprt_group_t *handle) {
  group *group = from(handle);
  for (std::thread &aborter : group->aborters)
    aborter.join();
  if (!group->terms.aborted) {
    for (group::member &member : group->members)
      member.end->begin_leaving();
    for (group::member &member : group->members)
      member.end->leave();
  }
  delete group;
}

const tprt_transport_t *tprt::nccl_transport() {
  static const tprt_transport_t table = {TPRT_TRANSPORT_ABI,
                                         "nccl",
                                         /*capturable=*/1,
                                         local_ranks,
                                         create_group,
                                         destroy_group,
                                         join,
                                         start,
                                         wait,
                                         poll,
                                         abort_group};
  return &table;
}
