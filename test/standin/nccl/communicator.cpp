//===- communicator.cpp - Making, splitting and ending communicators ------===//
// Every step is a question that is asked again until the answer is yes, so
// that no rank holds the lock while it waits for another.

#include "communicator.h"

#include <algorithm>
#include <cstdlib>

using namespace standin;

std::string &standin::last_error() {
  thread_local std::string text;
  return text;
}

ncclResult_t communicator::fail(ncclResult_t result, const std::string &why) {
  if (state == ncclSuccess || state == ncclInProgress) {
    state = result;
    error = why;
    log_line("run failed " + name + ": " + why);
  }
  jobs.clear();
  last_error() = why;
  return result;
}

ncclResult_t communicator::advance() {
  while (!jobs.empty()) {
    job current = jobs.front();
    ncclResult_t result = current();
    if (result == ncclInProgress)
      return result;
    if (result != ncclSuccess)
      return state;
    jobs.erase(jobs.begin());
    if (jobs.empty())
      state = ncclSuccess;
  }
  return state;
}

static void begin(communicator &comm, job what) {
  comm.state = ncclInProgress;
  comm.jobs.push_back(std::move(what));
}

/// What a non-blocking communicator answers at least this often before a job
/// is over, so that whoever polls it really does.
static job slowly(job what) {
  auto left = std::make_shared<int>(2);
  return [=] { return (*left)-- > 0 ? ncclInProgress : what(); };
}

//===-- Joining -----------------------------------------------------------===//

static bool may_share_devices() {
  const char *wish = std::getenv("NCCL_MULTI_RANK_GPU_ENABLE");
  return options().nccl_version >= 23000 && wish && std::string(wish) == "1";
}

static ncclResult_t check_devices(communicator &comm) {
  if (may_share_devices())
    return ncclSuccess;
  for (uint32_t a = 0; a < comm.num_ranks; ++a)
    for (uint32_t b = a + 1; b < comm.num_ranks; ++b)
      if (comm.shared->of(a).device == comm.shared->of(b).device)
        return comm.fail(ncclInvalidUsage,
                         format("Duplicate GPU detected : rank %u and rank %u "
                                "both on CUDA device %x000",
                                b, a, comm.shared->of(a).device + 1));
  return ncclSuccess;
}

static ncclResult_t sit_down(communicator &comm, const std::string &name) {
  comm.shared = segment::open(name, comm.num_ranks);
  if (!comm.shared)
    return comm.fail(ncclSystemError, "the segment cannot be opened");
  if (!comm.shared->take_seat(comm.rank, comm.context->device))
    return comm.fail(ncclInvalidUsage,
                     format("rank %u has joined already", comm.rank));
  return ncclSuccess;
}

static ncclResult_t wait_for_all(communicator &comm) {
  for (uint32_t rank = 0; rank < comm.num_ranks; ++rank) {
    if (comm.shared->is_dead(rank))
      return comm.fail(ncclRemoteError, format("rank %u is gone", rank));
    if (!comm.shared->of(rank).joined)
      return ncclInProgress;
  }
  comm.shared->unlink();
  return check_devices(comm);
}

void standin::start_joining(const std::shared_ptr<communicator> &comm,
                            const std::string &segment_name) {
  // The jobs belong to the communicator, which they therefore do not own.
  communicator *own = comm.get();
  own->sent.resize(own->num_ranks);
  own->received.resize(own->num_ranks);
  begin(*own, [=] { return sit_down(*own, segment_name); });
  job wait = [=] { return wait_for_all(*own); };
  begin(*own, own->blocking ? wait : slowly(wait));
}

//===-- Splitting ---------------------------------------------------------===//

namespace {
/// A rank of the parent, as it sorts in the new communicator.
struct member {
  int32_t key;
  uint32_t rank;

  bool operator<(const member &other) const {
    return key != other.key ? key < other.key : rank < other.rank;
  }
};

/// The new communicator on its way.
struct split {
  uint64_t number;
  int color, key;
  bool blocking;
  ncclComm_t *out;
  std::shared_ptr<communicator> child;
};
} // namespace

/// All ranks have to have read the colors of the split before.
static ncclResult_t announce_split(communicator &parent, const split &what) {
  for (uint32_t rank = 0; rank < parent.num_ranks; ++rank)
    if (parent.shared->of(rank).split_done < what.number - 1)
      return ncclInProgress;
  seat &own = parent.shared->of(parent.rank);
  own.color = what.color;
  own.key = what.key;
  own.split_arrived = what.number;
  return ncclSuccess;
}

static std::shared_ptr<communicator> make_child(communicator &parent,
                                                const split &what) {
  std::vector<member> members;
  for (uint32_t rank = 0; rank < parent.num_ranks; ++rank)
    if (parent.shared->of(rank).color == what.color)
      members.push_back({parent.shared->of(rank).key, rank});
  std::sort(members.begin(), members.end());
  auto child = std::make_shared<communicator>();
  child->num_ranks = uint32_t(members.size());
  for (uint32_t i = 0; i < members.size(); ++i)
    if (members[i].rank == parent.rank)
      child->rank = i;
  child->context = parent.context;
  child->blocking = what.blocking;
  child->name =
      format("%s.%llu", parent.name.c_str(), (unsigned long long)what.number);
  return child;
}

static ncclResult_t gather_split(communicator &parent, split &what) {
  for (uint32_t rank = 0; rank < parent.num_ranks; ++rank) {
    if (parent.shared->is_dead(rank))
      return parent.fail(ncclRemoteError, format("rank %u is gone", rank));
    if (parent.shared->of(rank).split_arrived < what.number)
      return ncclInProgress;
  }
  if (what.color != NCCL_SPLIT_NOCOLOR) {
    what.child = make_child(parent, what);
    start_joining(what.child,
                  format("%s-%llu-%d", parent.shared->name().c_str(),
                         (unsigned long long)what.number, what.color));
  }
  parent.shared->of(parent.rank).split_done = what.number;
  return ncclSuccess;
}

static ncclResult_t finish_split(communicator &parent, split &what) {
  if (!what.child)
    return ncclSuccess;
  ncclResult_t joined = what.child->advance();
  if (joined == ncclInProgress)
    return joined;
  if (joined != ncclSuccess)
    return parent.fail(joined, what.child->error);
  *what.out = add_handle(what.child);
  return ncclSuccess;
}

void standin::start_split(const std::shared_ptr<communicator> &comm, int color,
                          int key, bool blocking, ncclComm_t *out) {
  communicator *own = comm.get();
  auto what = std::make_shared<split>();
  *what = {++own->splits, color, key, blocking, out, nullptr};
  *out = nullptr;
  begin(*own, [=] { return announce_split(*own, *what); });
  begin(*own, [=] { return gather_split(*own, *what); });
  begin(*own, [=] { return finish_split(*own, *what); });
}

//===-- Ending ------------------------------------------------------------===//

static ncclResult_t finalize(communicator &comm) {
  run_all_ready();
  if (comm.outstanding)
    return ncclInProgress;
  comm.shared->of(comm.rank).finalized = 1;
  for (uint32_t rank = 0; rank < comm.num_ranks; ++rank)
    if (!comm.shared->of(rank).finalized && !comm.shared->of(rank).left &&
        !comm.shared->is_dead(rank))
      return ncclInProgress;
  return ncclSuccess;
}

void standin::start_finalizing(const std::shared_ptr<communicator> &comm) {
  communicator *own = comm.get();
  own->finalized = true;
  begin(*own, [=] { return finalize(*own); });
}
