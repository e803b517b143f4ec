//===- module.h - a module as it is run -----------------------------------===//
// Kernels are lists of operations, each a function with the offsets of its
// registers in a warp's register file. Blocks end where control may leave.
// Immediates and special registers are registers too, so that an operation has
// one form.
#ifndef TEST_STANDIN_PTX_MODULE_H
#define TEST_STANDIN_PTX_MODULE_H

#include "ptx.h"
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ptx {

constexpr unsigned warp_size = 32;
constexpr uint32_t all_lanes = ~uint32_t(0);

struct machine;
struct warp;
struct operation;
using handler = void (*)(machine &, warp &, const operation &, uint32_t mask);

/// An operation on the lanes of a warp. What a field means is the handler's
/// business; `target` and `source` are mostly offsets in the register file.
struct operation {
  handler run = nullptr;
  uint32_t target = 0;
  uint32_t source[4] = {0, 0, 0, 0};
  uint32_t line = 0;
  int64_t immediate = 0;
  uint32_t list = 0;  ///< In kernel::lists, for more registers than fit.
  uint32_t guard = 0; ///< A predicate, when `guarded`.
  bool guarded = false;
  bool guard_negated = false;
};

/// What a block ends with.
enum class ending {
  fall,    ///< Into the next block.
  jump,    ///< To `target`.
  branch,  ///< To `target` where the predicate holds.
  indexed, ///< To lists[target + index], index below `size`.
  exit,    ///< Where the guard holds, if there is one.
  trap,
  barrier, ///< Of the block of threads, then into the next.
};

struct block {
  uint32_t first = 0, last = 0; ///< Of kernel::operations.
  ending end = ending::fall;
  bool guarded = false, negated = false;
  bool aligned = true; ///< Barrier: the warp arrives as one.
  uint32_t predicate = 0;
  uint32_t target = 0;
  uint32_t size = 0; ///< Of an index's labels.
  uint32_t line = 0;
};

/// Registers that have a value before the kernel starts.
struct constant {
  uint32_t offset;
  unsigned bits;
  uint64_t value;
};
enum class special {
  tid_x,
  tid_y,
  tid_z,
  ntid_x,
  ntid_y,
  ntid_z,
  ctaid_x,
  ctaid_y,
  ctaid_z,
  nctaid_x,
  nctaid_y,
  nctaid_z,
  laneid,
  warpid,
  nwarpid,
  dynamic_smem,
  total_smem,
  lanemask_eq,
  lanemask_lt,
  lanemask_le,
  lanemask_gt,
  lanemask_ge,
};
struct special_register {
  uint32_t offset;
  unsigned bits;
  special what;
};

struct parameter {
  uint32_t offset, size;
};

struct kernel {
  std::string name;
  module::contents *owner = nullptr;
  std::vector<parameter> parameters;
  uint32_t parameter_bytes = 0;
  uint64_t shared_bytes = 0; ///< Static.
  bool uses_dynamic_shared = false;
  uint64_t local_bytes = 0; ///< Of a thread.
  unsigned max_threads = 0;
  uint32_t file_bytes = 0; ///< Of a warp's registers.
  /// Of the shadow of shared memory: the smallest access to it.
  unsigned shared_granule = 4;
  std::vector<constant> constants;
  std::vector<special_register> specials;
  std::vector<operation> operations;
  std::vector<block> blocks;
  std::vector<uint32_t> lists;

  mutable std::mutex counting;
  mutable statistics counted;
};

/// A variable of a module or a kernel.
struct variable {
  enum class spaces { global, constant, shared, local, parameter };
  spaces space;
  uint64_t address; ///< An offset, but for global and constant ones.
  uint64_t size;
};

struct module::contents {
  std::string text; ///< The PTX; names are pieces of it.
  /// A line of it, for messages.
  std::string line(unsigned number) const;

  std::map<std::string, std::unique_ptr<kernel>, std::less<>> kernels;
  std::map<std::string, ptx::variable, std::less<>> variables;
  /// Where the global and constant variables lie, all inside [first, last).
  std::vector<std::unique_ptr<uint8_t[]>> storage;
  uint64_t first = ~uint64_t(0), last = 0;
};

/// Where generic addresses of shared and local memory start: no address of the
/// host is so high.
constexpr uint64_t shared_window = uint64_t(1) << 56;
constexpr uint64_t local_window = uint64_t(1) << 57;

} // namespace ptx

#endif // TEST_STANDIN_PTX_MODULE_H
