//===- slice.h - A rank's part of an array --------------------------------===//
// Copies between a global array and the padded local array of one rank, row by
// row, so that of the global array only the rank's own bytes are touched.
#ifndef TPRT_IO_SLICE_H
#define TPRT_IO_SLICE_H

#include "io/array.h"

namespace tprt::io {

/// Where a rank's part lies. The part [offset, offset + size) of each dimension
/// of the global array is [0, size) of the local one; the rest is padding.
struct slice_layout {
  array_type type; // of the global array
  std::vector<uint64_t> local_shape;
  std::vector<tprt_slice_t> parts;

  /// Bytes of the global array that the rank holds.
  uint64_t own_bytes() const;
  /// Bytes of the local array, padding included.
  uint64_t local_bytes() const;
};

/// The layout of a program's argument or result on one rank.
tprt_status_t argument_layout(const tprt_executable_t *executable,
                              uint32_t index, uint32_t rank,
                              slice_layout &layout);
tprt_status_t result_layout(const tprt_executable_t *executable, uint32_t index,
                            uint32_t rank, slice_layout &layout);

/// A run of bytes that is contiguous in both arrays.
struct slice_run {
  uint64_t global_offset;
  uint64_t local_offset;
  uint64_t size;
};

/// The runs of a slice, as long as they can be, in ascending order.
class slice_runs {
public:
  explicit slice_runs(const slice_layout &layout);

  /// The next run; false when there is none.
  bool next(slice_run &run);

private:
  void advance();

  std::vector<tprt_slice_t> parts; // dimensions that are stepped over
  std::vector<uint64_t> global_strides;
  std::vector<uint64_t> local_strides;
  std::vector<uint64_t> position;
  slice_run current;
  bool done;
};

/// Fetches the pages of the rank's part, and no others, of a mapped array.
void prefetch_slice(const slice_layout &layout, const uint8_t *global);

/// Copies the rank's part of `global` to `local` and zeroes the padding.
void copy_slice_in(const slice_layout &layout, const uint8_t *global,
                   uint8_t *local);

/// Copies the rank's part of `local` into `global`.
void copy_slice_out(const slice_layout &layout, const uint8_t *local,
                    uint8_t *global);

/// Whether the rank's part has the same bytes in both arrays; if not, `element`
/// is the number of the first element of the global array that differs.
bool slice_equal(const slice_layout &layout, const uint8_t *local,
                 const uint8_t *global, uint64_t &element);

} // namespace tprt::io

#endif // TPRT_IO_SLICE_H
