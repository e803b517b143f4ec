//===- exchange.cpp - One collective among the ranks of one group ---------===//
// Why two stages are enough: a member that starts step s + 2 has finished its
// wait of step s + 1, for which all had started step s + 1, for which all had
// finished step s.

#include "exchange.h"

#include <algorithm>
#include <cstring>

using namespace tprt;
using namespace tprt::inproc;

// Up to this size of an operand a second copy costs less than a second meeting,
// in which every member has to be woken up again.
static constexpr uint64_t staged_bytes = 32 * 1024;
// More members than any array on the stack should hold are not staged there.
static constexpr uint32_t max_members = 4096;

static uint64_t round_up(uint64_t value, uint64_t unit) {
  return (value + unit - 1) / unit * unit;
}

exchange::exchange(const tprt_collective_t &desc, uint32_t size, unsigned spins)
    : desc(desc), size(size), spins(spins),
      element(tprt_dtype_size(desc.dtype)), send_bytes(desc.count * element),
      reduce(find_reduction(desc.reduction, desc.dtype)),
      members(new member_state[size]) {
  if (desc.kind == TPRT_PERMUTE) {
    source_of.assign(size, TPRT_NO_TARGET);
    for (uint32_t position = 0; position < size; ++position)
      if (desc.targets[position] != TPRT_NO_TARGET)
        source_of[desc.targets[position]] = position;
  }
  if (send_bytes <= staged_bytes) {
    stage_stride = round_up(std::max<uint64_t>(send_bytes, 1), 64);
    staging.resize(2 * size * stage_stride + 64);
  }
}

uint8_t *exchange::stage(uint32_t step, uint32_t member) {
  auto base = reinterpret_cast<uintptr_t>(staging.data());
  uint64_t aligned = round_up(base, 64) - base;
  return staging.data() + aligned +
         ((step & 1) * uint64_t(size) + member) * stage_stride;
}

//===-- Meeting -----------------------------------------------------------===//

void exchange::arrive(int point, uint32_t step) {
  meetings[point].arrive(size, step);
}

wait_result exchange::meet(int point, uint32_t step, uint64_t deadline_ns,
                           const std::atomic<bool> &stop) {
  return meetings[point].opened.wait(step, deadline_ns, &stop, spins);
}

void exchange::poke() {
  for (meeting &meeting : meetings)
    meeting.opened.poke();
}

void exchange::start(uint32_t member, const void *send, void *recv) {
  member_state &self = members[member];
  uint32_t step = self.step.load(std::memory_order_relaxed) + 1;
  self.recv = recv;
  self.send = send;
  if (staged() && send_bytes)
    std::memcpy(stage(step, member), send, send_bytes);
  self.step.store(step, std::memory_order_relaxed);
  arrive(all_started, step);
}

//===-- Completing --------------------------------------------------------===//

/// First element of a chunk; all but the last have whole cache lines.
uint64_t exchange::chunk_begin(uint32_t chunk) const {
  uint64_t per = round_up((desc.count + size - 1) / size, 64);
  return std::min(desc.count, chunk * per);
}

void exchange::reduce_chunk(uint32_t chunk, const void *const *sources,
                            void *out) {
  uint64_t begin = chunk_begin(chunk), end = chunk_begin(chunk + 1);
  const void *shifted[max_members];
  for (uint32_t i = 0; i < size; ++i)
    shifted[i] = static_cast<const uint8_t *>(sources[i]) + begin * element;
  reduce(static_cast<uint8_t *>(out) + begin * element, shifted, size,
         end - begin);
}

/// A large all-reduce: each member reduces one chunk in place of its own
/// result, then copies the others' from theirs. When send and recv are one
/// buffer this is safe too, as chunk i of any send is read by member i alone.
wait_result exchange::reduce_together(uint32_t member,
                                      const void *const *sources,
                                      uint64_t deadline_ns,
                                      const std::atomic<bool> &stop) {
  uint32_t step = members[member].step.load(std::memory_order_relaxed);
  auto *recv = static_cast<uint8_t *>(members[member].recv);
  reduce_chunk(member, sources, recv);
  arrive(all_reduced, step);
  wait_result result = meet(all_reduced, step, deadline_ns, stop);
  if (result != wait_result::reached)
    return result;
  for (uint32_t i = 1; i < size; ++i) {
    // Members start at different places, so that not all read the same.
    uint32_t other = (member + i) % size;
    uint64_t begin = chunk_begin(other) * element;
    uint64_t end = chunk_begin(other + 1) * element;
    if (begin != end)
      std::memcpy(recv + begin,
                  static_cast<const uint8_t *>(members[other].recv) + begin,
                  end - begin);
  }
  return result;
}

/// Any collective that a member can complete by reading the others' operands.
void exchange::complete(uint32_t member, const void *const *sources) {
  auto *recv = static_cast<uint8_t *>(members[member].recv);
  auto copy = [](void *to, const void *from, uint64_t bytes) {
    if (bytes)
      std::memcpy(to, from, bytes);
  };
  uint64_t chunk = send_bytes / size;
  switch (desc.kind) {
  case TPRT_ALL_REDUCE:
    reduce(recv, sources, size, desc.count);
    break;
  case TPRT_ALL_GATHER:
    for (uint32_t i = 0; i < size; ++i)
      copy(recv + i * send_bytes, sources[i], send_bytes);
    break;
  case TPRT_REDUCE_SCATTER: {
    const void *shifted[max_members];
    for (uint32_t i = 0; i < size; ++i)
      shifted[i] = static_cast<const uint8_t *>(sources[i]) + member * chunk;
    reduce(recv, shifted, size, desc.count / size);
    break;
  }
  case TPRT_ALL_TO_ALL:
    for (uint32_t i = 0; i < size; ++i)
      copy(recv + i * chunk,
           static_cast<const uint8_t *>(sources[i]) + member * chunk, chunk);
    break;
  case TPRT_PERMUTE:
    if (uint32_t from = source_of[member]; from != TPRT_NO_TARGET)
      copy(recv, sources[from], send_bytes);
    else if (send_bytes)
      std::memset(recv, 0, send_bytes);
    break;
  }
}

void exchange::gather_sources(uint32_t step, const void **sources) {
  for (uint32_t i = 0; i < size; ++i)
    sources[i] = staged() ? stage(step, i) : members[i].send;
}

wait_result exchange::wait(uint32_t member, uint64_t deadline_ns,
                           const std::atomic<bool> &stop, uint32_t &missing) {
  uint32_t step = members[member].step.load(std::memory_order_relaxed);
  wait_result result = meet(all_started, step, deadline_ns, stop);
  if (result != wait_result::reached) {
    for (missing = 0; missing + 1 < size; ++missing)
      if (members[missing].step.load(std::memory_order_relaxed) != step)
        break;
    return result;
  }
  const void *sources[max_members];
  gather_sources(step, sources);
  missing = member; // beyond this point nobody in particular is to blame
  if (staged()) {
    complete(member, sources);
    return wait_result::reached;
  }
  if (desc.kind == TPRT_ALL_REDUCE && size > 1) {
    result = reduce_together(member, sources, deadline_ns, stop);
    if (result != wait_result::reached)
      return result;
  } else {
    complete(member, sources);
  }
  arrive(all_finished, step);
  return meet(all_finished, step, deadline_ns, stop);
}
