//===- random.h - Arguments out of a seed ---------------------------------===//
// An element is a function of seed, argument and its place in the global array:
// ranks make their slices alone, and every mesh has the same values.
#ifndef TP_RUN_RANDOM_H
#define TP_RUN_RANDOM_H

#include "io/slice.h"

namespace tp_run {

/// Writes a rank's local array of an argument, zeros in the padding. Floats are
/// uniform in [-0.125, 0.125) on a grid that their type represents exactly,
/// integers in [0, 64), booleans 0 or 1.
void write_random(const tprt::io::slice_layout &layout, uint64_t seed,
                  uint32_t argument, uint8_t *local);

} // namespace tp_run

#endif // TP_RUN_RANDOM_H
