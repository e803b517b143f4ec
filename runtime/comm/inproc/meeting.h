//===- meeting.h - A point where all members of a group meet --------------===//
// Again and again: the last to arrive lets all go on.
#ifndef TPRT_COMM_INPROC_MEETING_H
#define TPRT_COMM_INPROC_MEETING_H

#include "core/sync.h"

namespace tprt::inproc {

struct meeting {
  std::atomic<uint32_t> arrived{0};
  gate opened; // at the number of the latest meeting that all came to

  /// One of `size` members comes to meeting `number`. Nobody comes to a meeting
  /// before all have left the one before it, so that the count starts anew at
  /// each opening.
  void arrive(uint32_t size, uint32_t number) {
    if (arrived.fetch_add(1, std::memory_order_acq_rel) + 1 == size) {
      arrived.store(0, std::memory_order_relaxed);
      opened.open(number);
    }
  }
};

} // namespace tprt::inproc

#endif // TPRT_COMM_INPROC_MEETING_H
