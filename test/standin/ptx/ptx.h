//===- ptx.h - runs PTX on the CPU ----------------------------------------===//
// An interpreter of the PTX that the compiler makes, so that GPU kernels can be
// run, and what they do wrong found, where there is no GPU: it executes warps
// of 32 threads in lockstep, and reports what a GPU may let pass: an access
// outside every allocation or off its alignment, a read of shared memory that
// nobody wrote, a barrier that a thread misses, a shuffle with a thread that is
// not there, a race between two threads of a block.
#ifndef TEST_STANDIN_PTX_H
#define TEST_STANDIN_PTX_H

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ptx {

struct kernel;

/// A parsed module.
class module {
public:
  module();
  ~module();

  /// Parses PTX; null when it is not understood, with the line in `error`. An
  /// instruction that the interpreter does not know is such an error.
  static std::unique_ptr<module> parse(std::string_view text,
                                       std::string &error);

  /// The entry of a name; null when there is none. Belongs to the module.
  const kernel *find(std::string_view name) const;

  /// A variable in global or constant memory and its size; null when there is
  /// none of the name.
  void *variable(std::string_view name, uint64_t &size) const;

  struct contents;

private:
  std::unique_ptr<contents> own;
};

/// The parameters of a kernel, in bytes each.
unsigned num_parameters(const kernel &kernel);
unsigned parameter_size(const kernel &kernel, unsigned index);

/// Bytes of static shared memory, and the most threads that the kernel says a
/// block may have (.maxntid or .reqntid; 0 when it does not say).
uint64_t shared_bytes(const kernel &kernel);
unsigned max_threads(const kernel &kernel);

struct launch {
  uint32_t grid[3] = {1, 1, 1};
  uint32_t block[3] = {1, 1, 1};
  uint64_t shared_bytes = 0; ///< Dynamic.
  /// Where each parameter lies, as in cuLaunchKernel.
  const void *const *parameters = nullptr;
  /// Whether [address, address + size) of global memory may be read, or
  /// written. Addresses are the host's. Null: all may.
  /// Asked for whole pages too, and not again for a page that it allowed: it
  /// may not change during a launch.
  std::function<bool(uint64_t address, uint64_t size, bool write)> allowed;
  /// Of warps; a kernel that runs longer is taken for one that never ends.
  uint64_t most_instructions = uint64_t(1) << 33;
};

/// Runs a kernel to its end, its blocks one after another: the same launch
/// gives the same bytes and the same error. Several threads may run kernels at
/// once. Returns an empty string, or what went wrong: with the kernel, the line
/// of PTX, and the thread.
std::string run(const kernel &kernel, const launch &launch);

/// What the kernels of a module do, counted over all launches so far.
struct statistics {
  uint64_t instructions = 0;                    ///< Of warps.
  uint64_t global_reads = 0, global_writes = 0; ///< Of warps.
  uint64_t global_sectors = 0; ///< 32-byte pieces that these touched.
  uint64_t bytes_asked = 0;    ///< Bytes that threads asked for in them.
};
statistics counts(const kernel &kernel);

} // namespace ptx

#endif // TEST_STANDIN_PTX_H
