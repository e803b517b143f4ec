//===- Place.h - the bytes of a slot --------------------------------------===//
#ifndef TP_LIB_SCHEDULE_PLACE_H
#define TP_LIB_SCHEDULE_PLACE_H

#include "tp/Dialect/TPRT/TPRTDialect.h"
#include <string>

namespace tp::schedule {

/// Storage that overlaps no other: the arena, an argument or a result; a
/// donated argument and its result are one, named as the result.
struct Storage {
  tprt::Space space;
  int64_t index;
  bool operator==(const Storage &o) const {
    return space == o.space && index == o.index;
  }
};

/// The bytes of a slot.
struct Place {
  tprt::Space space;
  int64_t index;
  Storage storage;
  uint64_t begin, end;

  bool overlaps(const Place &o) const {
    return storage == o.storage && begin < o.end && o.begin < end;
  }
};

/// "arena buffer 3", "argument 0".
inline std::string describe(const Place &place) {
  return (tprt::stringifySpace(place.space) +
          (place.space == tprt::Space::Arena ? " buffer " : " ") +
          llvm::Twine(place.index))
      .str();
}

} // namespace tp::schedule

#endif // TP_LIB_SCHEDULE_PLACE_H
