//===- ResultCopies.h - copies into storage that others still read --------===//
#ifndef TP_LIB_SCHEDULE_RESULTCOPIES_H
#define TP_LIB_SCHEDULE_RESULTCOPIES_H

#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <vector>

namespace tp::schedule {

/// A copy at the end of a program, as far as donated arguments are concerned.
struct ResultCopy {
  std::optional<unsigned> overwrites; ///< The argument that lies there.
  std::optional<unsigned> reads;      ///< The argument that is copied.
};

/// One step of doing them.
struct CopyStep {
  unsigned copy;
  bool saves; ///< Copies the source elsewhere first; the copy reads that later.
};

/// An order in which no copy reads what another has overwritten. Where
/// arguments change places in a circle, one of its sources is saved first.
std::vector<CopyStep> orderResultCopies(llvm::ArrayRef<ResultCopy> copies);

} // namespace tp::schedule

#endif // TP_LIB_SCHEDULE_RESULTCOPIES_H
