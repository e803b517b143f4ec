//===- schedule.cpp - runs a warp -----------------------------------------===//
// Of a warp's lanes those that stand lowest in the kernel go first, so that
// lanes which parted meet again where their ways join.
#include "lanes.h"
#include <algorithm>

namespace ptx {

[[noreturn]] void fail(const warp &warp, const operation &operation,
                       unsigned lane, std::string text) {
  throw fault{operation.line, thread_of(warp, lane), std::move(text)};
}

static void fail_at(const block &block, const warp &warp, uint32_t lanes,
                    const char *text) {
  throw fault{block.line, thread_of(warp, first_lane(lanes)), text};
}

/// Lanes that can go on.
static uint32_t ready(const warp &warp) { return warp.live & ~warp.waiting; }

static void run_operations(machine &machine, warp &warp, const block &block,
                           uint32_t mask) {
  const operation *at = machine.kernel->operations.data() + block.first;
  const operation *end = machine.kernel->operations.data() + block.last;
  for (; at != end; ++at) {
    if (!at->guarded) {
      at->run(machine, warp, *at, mask);
      continue;
    }
    uint32_t guard = predicate(warp, at->guard);
    uint32_t chosen = mask & (at->guard_negated ? ~guard : guard);
    if (chosen)
      at->run(machine, warp, *at, chosen);
  }
}

static void send(warp &warp, uint32_t lanes, uint32_t to) {
  for (; lanes; lanes &= lanes - 1)
    warp.at[first_lane(lanes)] = to;
}

static uint32_t guarded_lanes(warp &warp, const block &block, uint32_t mask) {
  if (!block.guarded)
    return mask;
  uint32_t guard = predicate(warp, block.predicate);
  return mask & (block.negated ? ~guard : guard);
}

/// Sends each lane where its index says.
static void send_by_index(machine &machine, warp &warp, const block &block,
                          uint32_t mask) {
  const uint32_t *index = lanes<uint32_t>(warp, block.predicate);
  for (; mask; mask &= mask - 1) {
    unsigned lane = first_lane(mask);
    if (index[lane] >= block.size)
      fail_at(block, warp, uint32_t(1) << lane,
              "the index of the branch is outside its labels");
    warp.at[lane] = machine.kernel->lists[block.target + index[lane]];
  }
}

/// What lanes do at the end of a block. True when all of them go to `next`
/// together.
static bool end_block(machine &machine, warp &warp, uint32_t here,
                      uint32_t mask, uint32_t &next) {
  const block &block = machine.kernel->blocks[here];
  uint32_t taken = guarded_lanes(warp, block, mask);
  next = here + 1;
  switch (block.end) {
  case ending::fall:
    return true;
  case ending::jump:
    next = block.target;
    return true;
  case ending::branch:
    if (taken == 0)
      return true;
    if (taken == mask) {
      next = block.target;
      return true;
    }
    send(warp, taken, block.target);
    send(warp, mask & ~taken, here + 1);
    return false;
  case ending::indexed:
    send_by_index(machine, warp, block, mask);
    return false;
  case ending::exit:
    warp.live &= ~taken;
    send(warp, mask & ~taken, here + 1);
    return false;
  case ending::trap:
    if (taken)
      fail_at(block, warp, taken, "the kernel traps");
    return true;
  case ending::barrier:
    send(warp, mask, here + 1);
    if (warp.waiting && warp.waiting_at != here && block.aligned)
      fail_at(block, warp, mask,
              "threads of a warp stand at different barriers");
    warp.waiting |= mask;
    warp.waiting_at = here;
    return false;
  }
  return false;
}

/// The lanes that stand lowest, and where the next ones above them stand.
static uint32_t choose(const warp &warp, uint32_t &here, uint32_t &above) {
  uint32_t mask = 0;
  here = above = ~0u;
  for (uint32_t rest = ready(warp); rest; rest &= rest - 1) {
    unsigned lane = first_lane(rest);
    uint32_t at = warp.at[lane];
    if (at < here) {
      above = here;
      here = at;
      mask = 0;
    }
    if (at == here)
      mask |= uint32_t(1) << lane;
    else
      above = std::min(above, at);
  }
  return mask;
}

void run_warp(machine &machine, warp &warp) {
  while (ready(warp)) {
    uint32_t here, above, next;
    uint32_t mask = choose(warp, here, above);
    bool together = true;
    while (together) {
      const block &block = machine.kernel->blocks[here];
      uint64_t count = block.last - block.first + (block.end != ending::fall);
      machine.counted.instructions += count;
      if (machine.counted.instructions > machine.budget)
        fail_at(block, warp, mask, "the kernel does not come to its end");
      run_operations(machine, warp, block, mask);
      together = end_block(machine, warp, here, mask, next);
      if (together && next >= above) {
        send(warp, mask, next);
        together = false;
      }
      here = next;
    }
  }
}

} // namespace ptx
