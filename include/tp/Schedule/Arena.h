//===- Arena.h - offsets for buffers of known lifetime --------------------===//
// One transient allocation a rank holds every buffer that is neither argument,
// result nor constant. Plain values, no IR.
#ifndef TP_SCHEDULE_ARENA_H
#define TP_SCHEDULE_ARENA_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace tp::schedule {

/// Every buffer starts at a multiple of this.
inline constexpr uint64_t kBufferAlignment = 64;

/// `size` rounded up to the alignment of buffers.
inline uint64_t alignBuffer(uint64_t size) {
  return (size + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
}

/// A buffer: its size in bytes and the first and last command that touch it.
struct Lifetime {
  uint64_t size;
  unsigned first;
  unsigned last; ///< Inclusive: what ends here and what begins here overlap.
};

/// Where the buffers lie.
struct ArenaPlan {
  std::vector<uint64_t> offsets; ///< One a buffer.
  uint64_t size = 0;             ///< Of the whole arena.
};

/// Gives every buffer an offset such that no two that live at the same time
/// share a byte. Equal input gives equal offsets. Three strategies are tried
/// and the smallest arena is kept: a best-fit allocator run along the commands,
/// and the tightest gap for the largest or for the longest-lived buffer first.
/// The latter two are left out where the bound is met, or where so many buffers
/// overlap that it would be slow.
ArenaPlan planArena(llvm::ArrayRef<Lifetime> buffers);

/// The most bytes that live at one time: no plan can be smaller.
uint64_t arenaLowerBound(llvm::ArrayRef<Lifetime> buffers);

} // namespace tp::schedule

#endif // TP_SCHEDULE_ARENA_H
