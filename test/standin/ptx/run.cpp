//===- run.cpp - runs a launch --------------------------------------------===//
// Blocks of threads one after another; the warps of one in turn, each until all
// its threads have exited or stand at a barrier. Of a warp's lanes those that
// stand lowest in the kernel go first, so that lanes which parted meet again
// where their ways join.
#include "lanes.h"
#include <algorithm>
#include <cstring>

namespace ptx {

[[noreturn]] void fail(const warp &warp, const operation &operation,
                       unsigned lane, std::string text) {
  throw fault{operation.line, thread_of(warp, lane), std::move(text)};
}

static void fail_at(const block &block, const warp &warp, uint32_t lanes,
                    const char *text) {
  throw fault{block.line, thread_of(warp, first_lane(lanes)), text};
}

//===----------------------------------------------------------------------===//
// One warp
//===----------------------------------------------------------------------===//

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

/// Runs a warp until none of its lanes can go on.
static void run_warp(machine &machine, warp &warp) {
  while (ready(warp)) {
    uint32_t here, above, next;
    uint32_t mask = choose(warp, here, above);
    bool together = true;
    while (together) {
      const block &block = machine.kernel->blocks[here];
      uint64_t count = block.last - block.first + 1;
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

//===----------------------------------------------------------------------===//
// One block of threads
//===----------------------------------------------------------------------===//

template <class F> static void fill(warp &warp, uint32_t offset, F value) {
  for (unsigned lane = 0; lane < warp_size; ++lane)
    lanes<uint32_t>(warp, offset)[lane] = value(lane);
}

static uint32_t special_value(const machine &machine, const warp &warp,
                              unsigned lane, special what) {
  const launch &launch = *machine.launch;
  unsigned thread = thread_of(warp, lane);
  uint32_t bit = uint32_t(1) << lane;
  switch (what) {
  case special::tid_x:
    return thread % launch.block[0];
  case special::tid_y:
    return thread / launch.block[0] % launch.block[1];
  case special::tid_z:
    return thread / launch.block[0] / launch.block[1];
  case special::ntid_x:
    return launch.block[0];
  case special::ntid_y:
    return launch.block[1];
  case special::ntid_z:
    return launch.block[2];
  case special::ctaid_x:
    return machine.block[0];
  case special::ctaid_y:
    return machine.block[1];
  case special::ctaid_z:
    return machine.block[2];
  case special::nctaid_x:
    return launch.grid[0];
  case special::nctaid_y:
    return launch.grid[1];
  case special::nctaid_z:
    return launch.grid[2];
  case special::laneid:
    return lane;
  case special::warpid:
    return warp.index;
  case special::nwarpid:
    return static_cast<uint32_t>(machine.warps.size());
  case special::dynamic_smem:
    return static_cast<uint32_t>(launch.shared_bytes);
  case special::total_smem:
    return static_cast<uint32_t>(machine.shared.bytes.size());
  case special::lanemask_eq:
    return bit;
  case special::lanemask_lt:
    return bit - 1;
  case special::lanemask_le:
    return bit | (bit - 1);
  case special::lanemask_gt:
    return ~(bit | (bit - 1));
  case special::lanemask_ge:
    return ~(bit - 1);
  }
  return 0;
}

static void start_warp(machine &machine, warp &warp) {
  unsigned first = warp.index * warp_size;
  unsigned count = std::min(warp_size, machine.threads - first);
  warp.live = count == warp_size ? all_lanes : (uint32_t(1) << count) - 1;
  warp.waiting = 0;
  warp.epoch = 0;
  std::fill(std::begin(warp.at), std::end(warp.at), 0);
  for (const special_register &one : machine.kernel->specials)
    fill(warp, one.offset, [&](unsigned lane) {
      return special_value(machine, warp, lane, one.what);
    });
}

/// All threads that have not exited must stand at a barrier; then they go on.
static bool pass_barrier(machine &machine) {
  bool any = false;
  for (warp &warp : machine.warps) {
    any |= warp.live != 0;
    warp.waiting = 0;
  }
  machine.shared.pass_barrier();
  return any;
}

static void run_block(machine &machine) {
  machine.shared.start_block();
  for (warp &warp : machine.warps)
    start_warp(machine, warp);
  do
    for (warp &warp : machine.warps)
      run_warp(machine, warp);
  while (pass_barrier(machine));
}

//===----------------------------------------------------------------------===//
// A launch
//===----------------------------------------------------------------------===//

static std::string triple(const uint32_t *value) {
  return "(" + std::to_string(value[0]) + ", " + std::to_string(value[1]) +
         ", " + std::to_string(value[2]) + ")";
}

static std::string describe(const machine &machine, const fault &fault) {
  const uint32_t *size = machine.launch->block;
  uint32_t thread[3] = {fault.thread % size[0],
                        fault.thread / size[0] % size[1],
                        fault.thread / size[0] / size[1]};
  return "kernel " + machine.kernel->name + ", line " +
         std::to_string(fault.line) + " `" +
         machine.kernel->owner->line(fault.line) + "`, block " +
         triple(machine.block) + ", thread " + triple(thread) + ": " +
         fault.text;
}

static std::string check_launch(const kernel &kernel, const launch &launch) {
  uint64_t threads =
      uint64_t(launch.block[0]) * launch.block[1] * launch.block[2];
  uint64_t most = kernel.max_threads ? kernel.max_threads : 1024;
  if (threads == 0 || threads > most)
    return "kernel " + kernel.name + ": a block has " +
           std::to_string(threads) + " threads, not 1 to " +
           std::to_string(most);
  if (launch.grid[0] == 0 || launch.grid[1] == 0 || launch.grid[2] == 0)
    return "kernel " + kernel.name + ": the grid is empty";
  if (!launch.parameters && !kernel.parameters.empty())
    return "kernel " + kernel.name + ": the parameters are missing";
  return {};
}

/// The registers of all warps, with the constants in place; what else they hold
/// is garbage.
static void make_registers(machine &machine, std::vector<uint8_t> &storage) {
  const kernel &kernel = *machine.kernel;
  size_t stride = kernel.file_bytes + 64;
  storage.assign(stride * machine.warps.size() + 64, 0xCB);
  uint64_t base = (reinterpret_cast<uint64_t>(storage.data()) + 63) & ~63ull;
  for (warp &warp : machine.warps) {
    warp.index = static_cast<unsigned>(&warp - machine.warps.data());
    warp.file =
        reinterpret_cast<uint8_t *>(base) + warp.index * (stride & ~size_t(63));
    for (const constant &one : kernel.constants) {
      if (one.bits == 1)
        predicate(warp, one.offset) = one.value ? all_lanes : 0;
      for (unsigned lane = 0; one.bits > 1 && lane < warp_size; ++lane)
        std::memcpy(warp.file + one.offset + lane * (one.bits / 8), &one.value,
                    one.bits / 8);
    }
  }
}

static void run_blocks(machine &machine) {
  const uint32_t *grid = machine.launch->grid;
  for (machine.block[2] = 0; machine.block[2] < grid[2]; ++machine.block[2])
    for (machine.block[1] = 0; machine.block[1] < grid[1]; ++machine.block[1])
      for (machine.block[0] = 0; machine.block[0] < grid[0]; ++machine.block[0])
        run_block(machine);
}

static void prepare(machine &machine, const kernel &kernel,
                    const launch &launch) {
  machine.kernel = &kernel;
  machine.launch = &launch;
  machine.threads = launch.block[0] * launch.block[1] * launch.block[2];
  machine.warps.resize((machine.threads + warp_size - 1) / warp_size);
  machine.parameters.resize(kernel.parameter_bytes);
  for (size_t at = 0; at < kernel.parameters.size(); ++at)
    std::memcpy(machine.parameters.data() + kernel.parameters[at].offset,
                launch.parameters[at], kernel.parameters[at].size);
  machine.local.assign(kernel.local_bytes * machine.threads, 0xCB);
  machine.shared.start(kernel.shared_bytes + launch.shared_bytes,
                       kernel.shared_granule);
  machine.global.start(launch, *kernel.owner);
  machine.budget = launch.most_instructions;
}

static void add(const statistics &more, const kernel &kernel) {
  std::lock_guard<std::mutex> lock(kernel.counting);
  kernel.counted.instructions += more.instructions;
  kernel.counted.global_reads += more.global_reads;
  kernel.counted.global_writes += more.global_writes;
  kernel.counted.global_sectors += more.global_sectors;
  kernel.counted.bytes_asked += more.bytes_asked;
}

std::string run(const kernel &kernel, const launch &launch) {
  if (std::string wrong = check_launch(kernel, launch); !wrong.empty())
    return wrong;
  machine machine;
  prepare(machine, kernel, launch);
  // Kept from launch to launch: it is large, and made of fresh pages.
  static thread_local std::vector<uint8_t> registers;
  make_registers(machine, registers);
  std::string wrong;
  try {
    run_blocks(machine);
  } catch (const fault &fault) {
    wrong = describe(machine, fault);
  }
  add(machine.counted, kernel);
  return wrong;
}

} // namespace ptx
