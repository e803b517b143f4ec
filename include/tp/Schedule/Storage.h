//===- Storage.h - which values share storage, and where it lies ----------===//
// Plain values, no IR. The input is a CommandList in its final order.
#ifndef TP_SCHEDULE_STORAGE_H
#define TP_SCHEDULE_STORAGE_H

#include "tp/Schedule/Arena.h"
#include "tp/Schedule/CommandList.h"

namespace tp::schedule {

/// Storage for one or several values, one after the other.
struct Buffer {
  enum Space { Arena, Argument, Result, Constant };
  Space space;
  unsigned index = 0;  ///< Of the argument, result or constant.
  uint64_t offset = 0; ///< In the arena or among the constants.
  uint64_t size = 0;   ///< Bytes.
};

/// The storage of every value.
struct StoragePlan {
  std::vector<Buffer> buffers;
  std::vector<unsigned> bufferOf; ///< By value.
  uint64_t arenaSize = 0;
  uint64_t constantsSize = 0;
};

/// Decides the storage of every value, and inserts the copies that this needs
/// into `list`, which must be in its final order.
///
/// - A value that is updated (Destination::content) passes its storage on when
///   nothing else reads it any more, else a copy is updated. So does one that
///   `mayReplace` names, without the copy.
/// - A result is computed right in its storage. A copy at the end is needed for
///   a result that is an argument, a constant or another result's value.
/// - The storage of a donated argument is that of its result. The result is
///   computed there when the argument is not read any more, or when the
///   computation is an update of the argument; else it is copied at the end.
/// - Everything else lies in the arena. A collective's buffers live until its
///   wait.
StoragePlan planStorage(CommandList &list);

/// When each buffer of the arena lives: from the first command that touches it
/// to the last. `numbers` gets which of `plan.buffers` they are.
std::vector<Lifetime> arenaLifetimes(const CommandList &list,
                                     const StoragePlan &plan,
                                     std::vector<unsigned> &numbers);

} // namespace tp::schedule

#endif // TP_SCHEDULE_STORAGE_H
