//===- machine.h - what runs a kernel -------------------------------------===//
// One block of threads at a time: its warps, its shared and local memory and
// the launch it belongs to. Operations find all they touch here.
#ifndef TEST_STANDIN_PTX_MACHINE_H
#define TEST_STANDIN_PTX_MACHINE_H

#include "global_memory.h"
#include "module.h"
#include "shared_memory.h"
#include <string>
#include <vector>

namespace ptx {

/// What a thread did wrong; ends the launch.
struct fault {
  uint32_t line;
  unsigned thread; ///< Of its block.
  std::string text;
};

/// 32 threads in lockstep. A lane is one of them.
struct warp {
  uint8_t *file = nullptr; ///< The registers.
  unsigned index = 0;      ///< In its block.
  uint32_t live = 0;       ///< Lanes whose thread has not exited.
  uint32_t waiting = 0;    ///< Lanes at a barrier.
  uint32_t waiting_at = 0; ///< The block that ends with it.
  uint32_t epoch = 0;      ///< Barriers of the warp alone so far.
  uint32_t at[warp_size];  ///< The block where each lane stands.
};

struct machine {
  const ptx::kernel *kernel = nullptr;
  const ptx::launch *launch = nullptr;
  uint32_t block[3] = {0, 0, 0}; ///< The one that runs.
  unsigned threads = 0;          ///< Of a block.
  std::vector<warp> warps;
  std::vector<uint8_t> parameters;
  std::vector<uint8_t> local; ///< Of all threads, one after another.
  shared_memory shared;
  global_memory global;
  statistics counted;
  uint64_t budget = 0; ///< Instructions of warps that may still run.
};

/// Ends the launch with a message for a lane.
[[noreturn]] void fail(const warp &warp, const operation &operation,
                       unsigned lane, std::string text);

/// Runs a warp until none of its lanes can go on.
void run_warp(machine &machine, warp &warp);

/// Runs all threads of machine.block to their end.
void run_block(machine &machine);

inline unsigned thread_of(const warp &warp, unsigned lane) {
  return warp.index * warp_size + lane;
}

inline unsigned first_lane(uint32_t mask) {
  return static_cast<unsigned>(__builtin_ctz(mask));
}

} // namespace ptx

#endif // TEST_STANDIN_PTX_MACHINE_H
