//===- layout.h - How a value is divided among ranks ----------------------===//
// The axes of a dimension split it in turn, major first, each by the ceiling of
// what it got; a rank's valid rows are a prefix of its shard.
#ifndef TPRT_CORE_LAYOUT_H
#define TPRT_CORE_LAYOUT_H

#include "program.h"

namespace tprt {

/// The extent that each rank holds of a dimension, padding included.
uint64_t local_extent(uint64_t extent, const std::vector<coordinate> &split);

/// The part of a dimension that `rank` holds.
tprt_slice_t local_slice(uint64_t extent, const std::vector<coordinate> &split,
                         uint32_t rank);

/// Fills local_shape and local_bytes of `value`; false when a size overflows.
bool compute_local_layout(value &value);

/// Whether both have the same element type, global shape and division.
bool same_layout(const value &a, const value &b);

} // namespace tprt

#endif // TPRT_CORE_LAYOUT_H
