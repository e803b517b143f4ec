//===- layout.cpp - How a value is divided among ranks --------------------===//
// Pure arithmetic; sizes come from an untrusted file, hence the overflow
// checks.

#include "layout.h"

#include <algorithm>

using namespace tprt;

static uint64_t ceil_div(uint64_t value, uint64_t divisor) {
  return value / divisor + (value % divisor != 0);
}

uint64_t tprt::local_extent(uint64_t extent,
                            const std::vector<coordinate> &split) {
  for (const coordinate &axis : split)
    extent = ceil_div(extent, axis.size);
  return extent;
}

tprt_slice_t tprt::local_slice(uint64_t extent,
                               const std::vector<coordinate> &split,
                               uint32_t rank) {
  tprt_slice_t slice{0, extent};
  uint64_t padded = extent;
  for (const coordinate &axis : split) {
    padded = ceil_div(padded, axis.size);
    // A rank behind the end holds nothing; its offset stays inside the array.
    uint64_t skipped = std::min(slice.size, axis.of(rank) * padded);
    slice.offset += skipped;
    slice.size = std::min(slice.size - skipped, padded);
  }
  return slice;
}

bool tprt::compute_local_layout(value &value) {
  value.local_shape.clear();
  // The global size must be representable too: tools allocate the whole array.
  uint64_t global_bytes = tprt_dtype_size(value.dtype);
  value.local_bytes = global_bytes;
  for (size_t dim = 0; dim < value.shape.size(); ++dim) {
    uint64_t local = local_extent(value.shape[dim], value.sharding[dim]);
    value.local_shape.push_back(local);
    if (__builtin_mul_overflow(global_bytes, value.shape[dim], &global_bytes) ||
        __builtin_mul_overflow(value.local_bytes, local, &value.local_bytes))
      return false;
  }
  constexpr uint64_t limit = uint64_t(1) << 62;
  return global_bytes < limit && value.local_bytes < limit;
}

static bool same_split(const std::vector<coordinate> &a,
                       const std::vector<coordinate> &b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const coordinate &x, const coordinate &y) {
                      return x.stride == y.stride && x.size == y.size;
                    });
}

bool tprt::same_layout(const value &a, const value &b) {
  return a.dtype == b.dtype && a.shape == b.shape &&
         std::equal(a.sharding.begin(), a.sharding.end(), b.sharding.begin(),
                    b.sharding.end(), same_split);
}
