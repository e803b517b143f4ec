//===- device_exchange.cpp - Collectives among devices sharing hardware ---===//
// A stream waits only for events that were recorded before the meeting that the
// waiting host has left, so that no two streams ever wait for each other.

#include "device_exchange.h"

#include <algorithm>

using namespace tprt;
using namespace tprt::inproc;

// Up to this size of an operand another copy costs less than another meeting.
static constexpr uint64_t staged_limit = 256 * 1024;

static uint64_t round_up(uint64_t value, uint64_t unit) {
  return (value + unit - 1) / unit * unit;
}

//===-- Creation ----------------------------------------------------------===//

device_exchange::device_exchange(const exchange_terms &terms,
                                 const uint32_t *ranks, uint32_t size)
    : terms(terms), ranks(ranks), size(size), members(new member_state[size]) {
  for (uint32_t i = 0; i < size; ++i)
    members[i].sources.resize(size);
}

device_exchange::~device_exchange() {
  for (uint32_t i = 0; i < size; ++i) {
    member_state &member = members[i];
    for (tprt_event_t *event : member.points)
      if (event)
        terms.backend->event_destroy(member.device, event);
    if (member.staging)
      terms.backend->free(member.device, member.staging, 2 * stage_bytes);
  }
}

void device_exchange::add(const tprt_collective_t &desc) {
  uint64_t bytes = desc.count * tprt_dtype_size(desc.dtype);
  if (size > 1 && bytes <= staged_limit)
    stage_bytes = std::max(stage_bytes, round_up(bytes, TPRT_ALIGNMENT));
}

tprt_status_t device_exchange::open(uint32_t member, tprt_device_t *device) {
  member_state &self = members[member];
  self.device = device;
  if (size == 1)
    return nullptr;
  for (tprt_event_t *&event : self.points)
    TPRT_RETURN_IF_ERROR(
        terms.backend->event_create(device, /*timed=*/0, &event));
  if (!stage_bytes)
    return nullptr;
  void *staging = nullptr;
  TPRT_RETURN_IF_ERROR(terms.backend->alloc(device, 2 * stage_bytes, &staging));
  self.staging = static_cast<uint8_t *>(staging);
  return nullptr;
}

//===-- Meeting -----------------------------------------------------------===//

/// Comes to the next meeting and waits for all others.
tprt_status_t device_exchange::meet(const task &task) {
  uint32_t number = task.self.meetings.load(std::memory_order_relaxed) + 1;
  task.self.meetings.store(number, std::memory_order_relaxed);
  meetings.arrive(size, number);
  uint64_t deadline = now_ns() + terms.timeout_ms * 1'000'000;
  switch (meetings.opened.wait(number, deadline, terms.aborted, terms.spins)) {
  case wait_result::reached:
    return nullptr;
  case wait_result::stopped:
    return ended_by_abort();
  case wait_result::timed_out:
    break;
  }
  for (uint32_t i = 0; i < size; ++i)
    if (members[i].meetings.load(std::memory_order_relaxed) != number)
      return no_answer(terms.timeout_ms, ranks[i]);
  return no_answer(terms.timeout_ms, -1);
}

device_exchange::point device_exchange::ready(const task &task) const {
  return task.self.runs & 1 ? ready_odd : ready_even;
}

tprt_status_t device_exchange::record(const task &task, point point) {
  return terms.backend->record(task.self.device, TPRT_COMM,
                               task.self.points[point]);
}

/// Lets the member's stream go on when another's has come to a point.
tprt_status_t device_exchange::follow(const task &task, point point,
                                      uint32_t other) {
  if (other == task.member)
    return nullptr; // its own work is in order
  return terms.backend->wait(task.self.device, TPRT_COMM,
                             members[other].points[point]);
}

tprt_status_t device_exchange::follow_all(const task &task, point point) {
  for (uint32_t i = 0; i < size; ++i)
    TPRT_RETURN_IF_ERROR(follow(task, point, i));
  return nullptr;
}

//===-- Work --------------------------------------------------------------===//

tprt_status_t device_exchange::copy(const task &task, void *to,
                                    const void *from, uint64_t bytes) {
  if (!bytes || to == from)
    return nullptr;
  return terms.backend->copy(task.self.device, TPRT_COMM, to, from, bytes);
}

/// Combines `count` elements of all sources behind the first `skip`.
tprt_status_t device_exchange::reduce(const task &task, uint64_t skip,
                                      uint64_t count, void *to) {
  if (!count)
    return nullptr;
  std::vector<const void *> &sources = task.self.sources;
  for (const void *&source : sources)
    source = static_cast<const uint8_t *>(source) + skip * task.element;
  tprt_reduce_t work{
      task.desc.reduction, task.desc.dtype, size, sources.data(), to, count};
  return terms.backend->reduce(task.self.device, TPRT_COMM, &work);
}

/// Who sends to the member in a permute.
uint32_t device_exchange::source_of(const task &task) const {
  for (uint32_t i = 0; i < size; ++i)
    if (task.desc.targets[i] == task.member)
      return i;
  return TPRT_NO_TARGET;
}

tprt_status_t device_exchange::receive(const task &task) {
  uint32_t from = source_of(task);
  if (from == TPRT_NO_TARGET)
    return terms.backend->clear(task.self.device, TPRT_COMM, task.recv,
                                task.bytes);
  return copy(task, task.recv, task.self.sources[from], task.bytes);
}

/// Any collective that a member can complete by reading the others' operands.
tprt_status_t device_exchange::complete(const task &task) {
  auto *recv = static_cast<uint8_t *>(task.recv);
  uint64_t chunk = task.bytes / size;
  auto source = [&](uint32_t i) {
    return static_cast<const uint8_t *>(task.self.sources[i]);
  };
  switch (task.desc.kind) {
  case TPRT_ALL_REDUCE:
    return reduce(task, 0, task.desc.count, recv);
  case TPRT_REDUCE_SCATTER: {
    uint64_t count = task.desc.count / size;
    return reduce(task, task.member * count, count, recv);
  }
  case TPRT_ALL_GATHER:
    for (uint32_t i = 0; i < size; ++i)
      TPRT_RETURN_IF_ERROR(
          copy(task, recv + i * task.bytes, source(i), task.bytes));
    return nullptr;
  case TPRT_ALL_TO_ALL:
    for (uint32_t i = 0; i < size; ++i)
      TPRT_RETURN_IF_ERROR(
          copy(task, recv + i * chunk, source(i) + task.member * chunk, chunk));
    return nullptr;
  case TPRT_PERMUTE:
    break;
  }
  return receive(task);
}

/// First element of a chunk; all but the last have whole cache lines.
uint64_t device_exchange::chunk_begin(const task &task, uint32_t chunk) const {
  uint64_t per = round_up((task.desc.count + size - 1) / size, 64);
  return std::min(task.desc.count, chunk * per);
}

/// A large all-reduce: each member reduces one chunk in place of its own
/// result, then copies the others' from theirs. When send and recv are one
/// buffer this is safe too: chunk i of any send is read by member i alone, and
/// is written when it has been.
tprt_status_t device_exchange::reduce_together(const task &task) {
  auto *recv = static_cast<uint8_t *>(task.recv);
  uint64_t own = chunk_begin(task, task.member);
  TPRT_RETURN_IF_ERROR(reduce(task, own,
                              chunk_begin(task, task.member + 1) - own,
                              recv + own * task.element));
  TPRT_RETURN_IF_ERROR(record(task, reduced));
  TPRT_RETURN_IF_ERROR(meet(task));
  for (uint32_t i = 1; i < size; ++i) {
    // Members start at different places, so that not all read the same.
    uint32_t other = (task.member + i) % size;
    uint64_t begin = chunk_begin(task, other) * task.element;
    uint64_t end = chunk_begin(task, other + 1) * task.element;
    TPRT_RETURN_IF_ERROR(follow(task, reduced, other));
    TPRT_RETURN_IF_ERROR(
        copy(task, recv + begin,
             static_cast<const uint8_t *>(members[other].recv) + begin,
             end - begin));
  }
  return nullptr;
}

//===-- The ways to run a collective --------------------------------------===//

tprt_status_t device_exchange::run_alone(const task &task, const void *send) {
  if (task.desc.kind != TPRT_PERMUTE)
    return copy(task, task.recv, send, task.bytes);
  task.self.sources[0] = send;
  return receive(task);
}

uint8_t *device_exchange::stage(uint32_t member, uint32_t run) const {
  return members[member].staging + (run & 1) * stage_bytes;
}

/// A stage is written again when the next staged collective but one begins. By
/// then the member's stream has waited for the others' events of the next one,
/// which stand behind their reads of this one.
tprt_status_t device_exchange::run_staged(const task &task, const void *send) {
  uint32_t run = task.self.staged_runs++;
  TPRT_RETURN_IF_ERROR(copy(task, stage(task.member, run), send, task.bytes));
  TPRT_RETURN_IF_ERROR(record(task, ready(task)));
  TPRT_RETURN_IF_ERROR(meet(task));
  for (uint32_t i = 0; i < size; ++i)
    task.self.sources[i] = stage(i, run);
  TPRT_RETURN_IF_ERROR(follow_all(task, ready(task)));
  return complete(task);
}

tprt_status_t device_exchange::run_direct(const task &task, const void *send) {
  task.self.send = send;
  task.self.recv = task.recv;
  TPRT_RETURN_IF_ERROR(record(task, ready(task)));
  TPRT_RETURN_IF_ERROR(meet(task));
  for (uint32_t i = 0; i < size; ++i)
    task.self.sources[i] = members[i].send;
  if (task.desc.kind == TPRT_PERMUTE) {
    if (uint32_t from = source_of(task); from != TPRT_NO_TARGET)
      TPRT_RETURN_IF_ERROR(follow(task, ready(task), from));
  } else {
    TPRT_RETURN_IF_ERROR(follow_all(task, ready(task)));
  }
  TPRT_RETURN_IF_ERROR(task.desc.kind == TPRT_ALL_REDUCE ? reduce_together(task)
                                                         : complete(task));
  TPRT_RETURN_IF_ERROR(record(task, done));
  TPRT_RETURN_IF_ERROR(meet(task));
  if (task.desc.kind != TPRT_PERMUTE)
    return follow_all(task, done);
  uint32_t target = task.desc.targets[task.member];
  return target == TPRT_NO_TARGET ? nullptr : follow(task, done, target);
}

tprt_status_t device_exchange::run(uint32_t member,
                                   const tprt_collective_t &desc,
                                   const void *send, void *recv) {
  uint64_t element = tprt_dtype_size(desc.dtype);
  task task{desc, member, members[member], element, desc.count * element, recv};
  if (terms.aborted->load(std::memory_order_acquire))
    return ended_by_abort();
  if (!task.bytes)
    return nullptr;
  if (size == 1)
    return run_alone(task, send);
  ++task.self.runs;
  return task.bytes <= staged_limit ? run_staged(task, send)
                                    : run_direct(task, send);
}
