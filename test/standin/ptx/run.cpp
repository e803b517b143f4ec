//===- run.cpp - runs a launch --------------------------------------------===//
// Blocks of threads one after another.
#include "lanes.h"
#include <cstring>

namespace ptx {

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
