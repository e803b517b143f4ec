//===- CountedLoop.cpp - how often does a loop run? -----------------------===//
// Computed in twice the counter's width, where nothing wraps around; then the
// counter must be representable up to the value that ends the loop.

#include "CountedLoop.h"

using namespace llvm;
using namespace tp::frontend;

/// Steps until `start`, which grows by `step` > 0, is no longer below `bound`.
static APInt tripsUpTo(const APInt &start, const APInt &bound,
                       const APInt &step) {
  APInt zero(start.getBitWidth(), 0), one(start.getBitWidth(), 1);
  if (start.sge(bound))
    return zero;
  return (bound - start + step - one).sdiv(step);
}

std::optional<uint64_t>
tp::frontend::countTrips(CountedBy by, const APInt &start, const APInt &bound,
                         const APInt &step, bool isUnsigned) {
  unsigned width = start.getBitWidth(), wide = 2 * width + 2;
  auto widen = [&](const APInt &value) {
    return isUnsigned ? value.zext(wide) : value.sext(wide);
  };
  // The step is signed always: adding a large unsigned number steps down.
  APInt from = widen(start), to = widen(bound), by1 = step.sext(wide);
  APInt one(wide, 1), trips(wide, 0);
  switch (by) {
  case CountedBy::LT:
  case CountedBy::LE:
    if (by == CountedBy::LE)
      to += one;
    if (from.slt(to) && !by1.isStrictlyPositive())
      return std::nullopt;
    if (from.slt(to))
      trips = tripsUpTo(from, to, by1);
    break;
  case CountedBy::GT:
  case CountedBy::GE:
    if (by == CountedBy::GE)
      to -= one;
    if (from.sgt(to) && !by1.isNegative())
      return std::nullopt;
    if (from.sgt(to))
      trips = tripsUpTo(-from, -to, -by1);
    break;
  case CountedBy::NE:
    if (from == to)
      break;
    if (by1.isZero() || !(to - from).srem(by1).isZero() ||
        (to - from).sdiv(by1).isNegative())
      return std::nullopt;
    trips = (to - from).sdiv(by1);
    break;
  }
  // The counter reaches its last value without wrapping around.
  APInt last = from + trips * by1;
  if (widen(last.trunc(width)) != last || trips.getActiveBits() > 63)
    return std::nullopt;
  return trips.getZExtValue();
}
