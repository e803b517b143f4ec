//===- CountedLoop.h - how often does a loop run? -------------------------===//
// A decision on numbers, apart from the op that asks.
#ifndef TP_LIB_FRONTEND_STABLEHLO_IMPORT_COUNTEDLOOP_H
#define TP_LIB_FRONTEND_STABLEHLO_IMPORT_COUNTEDLOOP_H

#include "llvm/ADT/APInt.h"
#include <optional>

namespace tp::frontend {

/// How a counter is compared with its bound for the loop to go on.
enum class CountedBy { LT, LE, GT, GE, NE };

/// The number of steps of a loop whose counter goes from `start` by `step` as
/// long as it is `by` of `bound`; all of one width, read as unsigned or not.
/// None when the loop never ends, or only because the counter wraps around.
std::optional<uint64_t> countTrips(CountedBy by, const llvm::APInt &start,
                                   const llvm::APInt &bound,
                                   const llvm::APInt &step, bool isUnsigned);

} // namespace tp::frontend

#endif // TP_LIB_FRONTEND_STABLEHLO_IMPORT_COUNTEDLOOP_H
