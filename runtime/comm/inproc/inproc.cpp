//===- inproc.cpp - The table of the in-process transport -----------------===//
// Ranks are threads of one process that read each other's memory.

#include "core/registry.h"
#include "core/status.h"
#include "exchange.h"

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

/// A collective of the program: one exchange per group of its communicator.
struct collective_state {
  uint32_t communicator;
  std::vector<std::unique_ptr<exchange>> groups;
};

struct communicator_state {
  std::vector<seat> seats; // by rank
  const uint32_t *ranks;   // group by group
  uint32_t group_size;
};

} // namespace

struct tprt_group {
  uint32_t num_ranks;
  uint64_t timeout_ms;
  std::vector<communicator_state> communicators;
  std::vector<collective_state> collectives;
  std::atomic<bool> aborted{false};

  // join: the hashes, valid for all once everybody has arrived.
  std::vector<uint64_t> hashes;
  std::unique_ptr<std::atomic<bool>[]> joined;
  std::atomic<uint32_t> num_joined{0};
  gate all_joined;

  uint64_t deadline() const { return now_ns() + timeout_ms * 1'000'000; }
};

//===-- Creation ----------------------------------------------------------===//

static communicator_state make_communicator(const tprt_communicator_t &from,
                                            uint32_t num_ranks) {
  communicator_state to{std::vector<seat>(num_ranks), from.ranks,
                        from.group_size};
  for (uint32_t g = 0; g < from.num_groups; ++g)
    for (uint32_t p = 0; p < from.group_size; ++p)
      to.seats[from.ranks[g * from.group_size + p]] = {g, p};
  return to;
}

static collective_state make_collective(const tprt_collective_t &desc,
                                        const tprt_communicator_t &communicator,
                                        unsigned spins) {
  collective_state state{desc.communicator, {}};
  for (uint32_t g = 0; g < communicator.num_groups; ++g)
    state.groups.push_back(
        std::make_unique<exchange>(desc, communicator.group_size, spins));
  return state;
}

static tprt_status_t create_group(const tprt_group_params_t *params,
                                  tprt_group_t **out) {
  if (!params->backend->host_memory)
    return tprt_status_create(
        TPRT_UNSUPPORTED,
        "the inproc transport cannot read memory of backend \"%s\"",
        params->backend->name);
  if (params->num_ranks > max_ranks)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "the inproc transport has at most %u ranks, not "
                              "%u",
                              max_ranks, params->num_ranks);
  return guarded([&] {
    auto group = std::make_unique<tprt_group>();
    group->num_ranks = params->num_ranks;
    group->timeout_ms = params->timeout_ms;
    group->hashes.resize(params->num_ranks);
    group->joined.reset(new std::atomic<bool>[params->num_ranks]());
    unsigned spins = spins_for(params->num_ranks);
    for (uint32_t i = 0; i < params->num_communicators; ++i)
      group->communicators.push_back(
          make_communicator(params->communicators[i], params->num_ranks));
    for (uint32_t i = 0; i < params->num_collectives; ++i) {
      const tprt_collective_t &desc = params->collectives[i];
      group->collectives.push_back(make_collective(
          desc, params->communicators[desc.communicator], spins));
    }
    *out = group.release();
    return tprt_status_t(nullptr);
  });
}

static void destroy_group(tprt_group_t *group) { delete group; }

//===-- Meeting -----------------------------------------------------------===//

static tprt_status_t aborted() {
  return tprt_status_create(TPRT_RANK_FAILED,
                            "ended as another rank has failed");
}

static tprt_status_t late(const tprt_group &group, int64_t missing) {
  tprt_status_t status =
      tprt_status_create(TPRT_TIMEOUT, "no answer within %llu ms",
                         static_cast<unsigned long long>(group.timeout_ms));
  tprt_status_set_rank(status, static_cast<int32_t>(missing));
  return status;
}

static tprt_status_t compare_hashes(const tprt_group &group, uint32_t rank) {
  for (uint32_t other = 0; other < group.num_ranks; ++other)
    if (group.hashes[other] != group.hashes[rank])
      return tprt_status_create(
          TPRT_BAD_INPUT,
          "rank %u has schedule %016llx, rank %u has schedule %016llx", rank,
          static_cast<unsigned long long>(group.hashes[rank]), other,
          static_cast<unsigned long long>(group.hashes[other]));
  return nullptr;
}

static tprt_status_t join(tprt_group_t *group, uint32_t rank,
                          uint64_t schedule_hash) {
  group->hashes[rank] = schedule_hash;
  group->joined[rank].store(true, std::memory_order_relaxed);
  if (group->num_joined.fetch_add(1, std::memory_order_acq_rel) + 1 ==
      group->num_ranks)
    group->all_joined.open(1);
  switch (group->all_joined.wait(1, group->deadline(), &group->aborted, 0)) {
  case wait_result::reached:
    return compare_hashes(*group, rank);
  case wait_result::stopped:
    return aborted();
  case wait_result::timed_out:
    break;
  }
  for (uint32_t other = 0; other < group->num_ranks; ++other)
    if (!group->joined[other].load(std::memory_order_relaxed))
      return late(*group, other);
  return late(*group, -1);
}

static tprt_status_t start(tprt_group_t *group, uint32_t rank, tprt_device_t *,
                           uint32_t collective, const void *send, void *recv) {
  collective_state &state = group->collectives[collective];
  seat seat = group->communicators[state.communicator].seats[rank];
  state.groups[seat.group]->start(seat.position, send, recv);
  return nullptr;
}

static tprt_status_t wait(tprt_group_t *group, uint32_t rank, tprt_device_t *,
                          uint32_t collective) {
  collective_state &state = group->collectives[collective];
  const communicator_state &communicator =
      group->communicators[state.communicator];
  seat seat = communicator.seats[rank];
  uint32_t missing = 0;
  switch (state.groups[seat.group]->wait(seat.position, group->deadline(),
                                         group->aborted, missing)) {
  case wait_result::reached:
    return nullptr;
  case wait_result::stopped:
    return aborted();
  case wait_result::timed_out:
    break;
  }
  uint32_t blamed =
      communicator.ranks[seat.group * communicator.group_size + missing];
  return late(*group, missing == seat.position ? -1 : int64_t(blamed));
}

static void abort_group(tprt_group_t *group) {
  group->aborted.store(true, std::memory_order_release);
  group->all_joined.poke();
  for (collective_state &collective : group->collectives)
    for (std::unique_ptr<exchange> &exchange : collective.groups)
      exchange->poke();
}

const tprt_transport_t *tprt::inproc_transport() {
  static const tprt_transport_t table = {TPRT_TRANSPORT_ABI,
                                         "inproc",
                                         create_group,
                                         destroy_group,
                                         join,
                                         start,
                                         wait,
                                         abort_group};
  return &table;
}
