//===- inproc.cpp - The table of the in-process transport -----------------===//
// Ranks are threads of one process that read each other's memory: themselves
// where it is the host's, else through their devices.

#include "comm/launch/roll_call.h"
#include "core/registry.h"
#include "device_exchange.h"
#include "exchange.h"

#include <set>
#include <tuple>

using namespace tprt;
using namespace tprt::inproc;

// exchange keeps arrays of one pointer per member on the stack.
static constexpr uint32_t max_ranks = 4096;

namespace {

/// Where a rank stands in a communicator.
struct seat {
  uint32_t group;
  uint32_t position;
};

struct communicator_state {
  std::vector<seat> seats; // by rank
  const uint32_t *ranks;   // group by group
  uint32_t group_size;
  // One per group, where only devices reach the memory.
  std::vector<std::unique_ptr<device_exchange>> groups;
};

/// A collective of the program.
struct collective_state {
  tprt_collective_t desc;
  // One per group of its communicator, where the host reaches the memory.
  std::vector<std::unique_ptr<exchange>> groups;
};

} // namespace

struct tprt_group {
  explicit tprt_group(const tprt_group_params_t &params)
      : terms{params.backend, params.timeout_ms, spins_for(params.num_ranks),
              &aborted},
        present(0, params.num_ranks) {}

  std::atomic<bool> aborted{false};
  exchange_terms terms;
  roll_call present;
  std::vector<communicator_state> communicators;
  std::vector<collective_state> collectives;

  bool on_host() const { return terms.backend->host_memory; }
  uint64_t deadline() const { return now_ns() + terms.timeout_ms * 1'000'000; }
};

//===-- Creation ----------------------------------------------------------===//

static tprt_status_t local_ranks(uint32_t num_ranks,
                                 tprt_local_ranks_t *local) {
  *local = {0, num_ranks, /*device=*/0, /*share_a_device=*/1};
  return nullptr;
}

static communicator_state make_communicator(const tprt_communicator_t &from,
                                            const tprt_group &group,
                                            uint32_t num_ranks) {
  communicator_state to{
      std::vector<seat>(num_ranks), from.ranks, from.group_size, {}};
  for (uint32_t g = 0; g < from.num_groups; ++g) {
    const uint32_t *ranks = from.ranks + g * from.group_size;
    for (uint32_t p = 0; p < from.group_size; ++p)
      to.seats[ranks[p]] = {g, p};
    if (!group.on_host())
      to.groups.push_back(std::make_unique<device_exchange>(group.terms, ranks,
                                                            from.group_size));
  }
  return to;
}

static void add_collective(tprt_group &group, const tprt_collective_t &desc,
                           const tprt_communicator_t &communicator) {
  collective_state state{desc, {}};
  for (uint32_t g = 0; g < communicator.num_groups; ++g) {
    if (group.on_host())
      state.groups.push_back(std::make_unique<exchange>(
          desc, communicator.group_size, group.terms.spins));
    else
      group.communicators[desc.communicator].groups[g]->add(desc);
  }
  group.collectives.push_back(std::move(state));
}

static tprt_status_t create_group(const tprt_group_params_t *params,
                                  tprt_group_t **out) {
  if (params->num_ranks > max_ranks)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "the inproc transport has at most %u ranks, not "
                              "%u",
                              max_ranks, params->num_ranks);
  return guarded([&] {
    auto group = std::make_unique<tprt_group>(*params);
    for (uint32_t i = 0; i < params->num_communicators; ++i)
      group->communicators.push_back(make_communicator(
          params->communicators[i], *group, params->num_ranks));
    for (uint32_t i = 0; i < params->num_collectives; ++i) {
      const tprt_collective_t &desc = params->collectives[i];
      add_collective(*group, desc, params->communicators[desc.communicator]);
    }
    *out = group.release();
    return tprt_status_t(nullptr);
  });
}

static void destroy_group(tprt_group_t *group) { delete group; }

//===-- Joining -----------------------------------------------------------===//

/// Makes all reductions of the program ready on a device.
static tprt_status_t prepare_reductions(const tprt_group &group,
                                        tprt_device_t *device) {
  std::set<std::tuple<tprt_reduction_t, tprt_dtype_t, uint32_t>> prepared;
  for (const collective_state &collective : group.collectives) {
    const tprt_collective_t &desc = collective.desc;
    uint32_t size = group.communicators[desc.communicator].group_size;
    if (desc.reduction == TPRT_NO_REDUCTION || size == 1 ||
        !prepared.insert({desc.reduction, desc.dtype, size}).second)
      continue;
    TPRT_RETURN_IF_ERROR(group.terms.backend->reduce_prepare(
        device, desc.reduction, desc.dtype, size));
  }
  return nullptr;
}

static tprt_status_t open_exchanges(tprt_group &group, uint32_t rank,
                                    tprt_device_t *device) {
  for (communicator_state &communicator : group.communicators) {
    seat seat = communicator.seats[rank];
    TPRT_RETURN_IF_ERROR(
        communicator.groups[seat.group]->open(seat.position, device));
  }
  return prepare_reductions(group, device);
}

static tprt_status_t join(tprt_group_t *group, uint32_t rank,
                          tprt_device_t *device, uint64_t schedule_hash) {
  if (!group->on_host())
    TPRT_RETURN_IF_ERROR(
        guarded([&] { return open_exchanges(*group, rank, device); }));
  return group->present.answer(rank, schedule_hash, group->terms.timeout_ms,
                               group->aborted);
}

//===-- Collectives -------------------------------------------------------===//

static tprt_status_t start(tprt_group_t *group, uint32_t rank,
                           uint32_t collective, const void *send, void *recv) {
  collective_state &state = group->collectives[collective];
  communicator_state &communicator =
      group->communicators[state.desc.communicator];
  seat seat = communicator.seats[rank];
  if (!group->on_host())
    return communicator.groups[seat.group]->run(seat.position, state.desc, send,
                                                recv);
  state.groups[seat.group]->start(seat.position, send, recv);
  return nullptr;
}

static tprt_status_t wait_on_host(tprt_group &group, uint32_t rank,
                                  uint32_t collective) {
  collective_state &state = group.collectives[collective];
  const communicator_state &communicator =
      group.communicators[state.desc.communicator];
  seat seat = communicator.seats[rank];
  uint32_t missing = 0;
  switch (state.groups[seat.group]->wait(seat.position, group.deadline(),
                                         group.aborted, missing)) {
  case wait_result::reached:
    return nullptr;
  case wait_result::stopped:
    return ended_by_abort();
  case wait_result::timed_out:
    break;
  }
  uint32_t blamed =
      communicator.ranks[seat.group * communicator.group_size + missing];
  return no_answer(group.terms.timeout_ms,
                   missing == seat.position ? -1 : int64_t(blamed));
}

static tprt_status_t poll(tprt_group_t *group, uint32_t rank) {
  return group->aborted.load(std::memory_order_acquire) ? ended_by_abort()
                                                        : nullptr;
}

static tprt_status_t wait(tprt_group_t *group, uint32_t rank,
                          uint32_t collective) {
  return group->on_host() ? wait_on_host(*group, rank, collective)
                          : poll(group, rank);
}

static void abort_group(tprt_group_t *group, tprt_status_t why) {
  group->aborted.store(true, std::memory_order_release);
  group->present.poke();
  for (collective_state &collective : group->collectives)
    for (std::unique_ptr<exchange> &exchange : collective.groups)
      exchange->poke();
  for (communicator_state &communicator : group->communicators)
    for (std::unique_ptr<device_exchange> &exchange : communicator.groups)
      exchange->poke();
}

const tprt_transport_t *tprt::inproc_transport() {
  static const tprt_transport_t table = {TPRT_TRANSPORT_ABI,
                                         "inproc",
                                         /*capturable=*/0,
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
