//===- shared_memory.h - the shared memory of a block and who touched it --===//
// Beside the bytes, for each granule of them, the last write and the last read:
// by whom, and between which barriers. Two threads that touch a granule between
// the same barriers, one of them writing, race; a read of what no thread of the
// block wrote is an error too.
#ifndef TEST_STANDIN_PTX_SHARED_MEMORY_H
#define TEST_STANDIN_PTX_SHARED_MEMORY_H

#include <cstdint>
#include <vector>

namespace ptx {

/// Who touches memory, and when: `epoch` counts the barriers of the block,
/// `warp_epoch` those of the warp alone.
struct toucher {
  uint32_t epoch;
  uint32_t warp_epoch;
  uint32_t thread;
};

class shared_memory {
public:
  std::vector<uint8_t> bytes;

  /// Before a launch: `granule` is the smallest access, up to 4 bytes.
  void start(uint64_t size, unsigned granule);
  /// Before a block of threads: what others wrote is no more.
  void start_block();
  void pass_barrier() { ++epoch; }
  uint32_t now() const { return epoch; }

  bool holds(uint64_t address, uint64_t size) const {
    return address < bytes.size() && size <= bytes.size() - address;
  }

  /// Say what was wrong; null when nothing was.
  const char *read(uint64_t address, unsigned size, toucher who);
  const char *write(uint64_t address, unsigned size, toucher who);
  /// Atomic accesses do not race with one another.
  const char *update(uint64_t address, unsigned size, toucher who);

private:
  /// What is known of a granule's reads, or writes, between two barriers.
  struct record {
    uint32_t epoch = 0;
    uint32_t thread = 0;
    uint32_t warp_epoch = 0;
    enum who : uint32_t { one, one_warp, many, atomic } by = one;
  };
  struct granule_record {
    record written, read;
  };
  template <class F>
  const char *touch(uint64_t address, unsigned size, F check);
  const char *read_granule(granule_record &granule, toucher who);
  const char *write_granule(granule_record &granule, toucher who);
  const char *update_granule(granule_record &granule, toucher who);
  bool races(const record &before, toucher who) const;
  static void remember(record &record, toucher who);

  std::vector<granule_record> records;
  unsigned shift = 2; ///< Of a granule's size.
  uint32_t epoch = 1;
  uint32_t first_epoch = 1; ///< Of the block that runs.
};

} // namespace ptx

#endif // TEST_STANDIN_PTX_SHARED_MEMORY_H
