//===- threads.cpp - runs a block of threads ------------------------------===//
// Its warps in turn, each until all its threads have exited or stand at a
// barrier.
#include "lanes.h"
#include <algorithm>

namespace ptx {

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

void run_block(machine &machine) {
  machine.shared.start_block();
  for (warp &warp : machine.warps)
    start_warp(machine, warp);
  do
    for (warp &warp : machine.warps)
      run_warp(machine, warp);
  while (pass_barrier(machine));
}

} // namespace ptx
