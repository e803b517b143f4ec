//===- slice.cpp - A rank's part of an array ------------------------------===//
// Inner dimensions that a rank holds whole are merged into one run, so that a
// slice of rows is one copy and a slice of columns is one copy a row.

#include "io/slice.h"

#include "io/mapped_file.h"

#include <algorithm>
#include <cstring>

using namespace tprt;
using namespace tprt::io;

uint64_t slice_layout::own_bytes() const {
  uint64_t bytes = tprt_dtype_size(type.dtype);
  for (const tprt_slice_t &part : parts)
    bytes *= part.size;
  return bytes;
}

uint64_t slice_layout::local_bytes() const {
  uint64_t bytes = tprt_dtype_size(type.dtype);
  for (uint64_t extent : local_shape)
    bytes *= extent;
  return bytes;
}

/// Everything but the parts, which argument and result have their own query
/// for.
static slice_layout without_parts(const tprt_value_info_t &info) {
  slice_layout layout;
  layout.type.dtype = info.dtype;
  layout.type.shape.assign(info.global_shape,
                           info.global_shape + info.num_dims);
  layout.local_shape.assign(info.local_shape, info.local_shape + info.num_dims);
  layout.parts.resize(info.num_dims);
  return layout;
}

tprt_status_t io::argument_layout(const tprt_executable_t *executable,
                                  uint32_t index, uint32_t rank,
                                  slice_layout &layout) {
  tprt_value_info_t info;
  TPRT_IO_RETURN_IF_ERROR(
      tprt_executable_argument_info(executable, index, &info));
  layout = without_parts(info);
  return tprt_executable_argument_slice(executable, index, rank,
                                        layout.parts.data());
}

tprt_status_t io::result_layout(const tprt_executable_t *executable,
                                uint32_t index, uint32_t rank,
                                slice_layout &layout) {
  tprt_value_info_t info;
  TPRT_IO_RETURN_IF_ERROR(
      tprt_executable_result_info(executable, index, &info));
  layout = without_parts(info);
  return tprt_executable_result_slice(executable, index, rank,
                                      layout.parts.data());
}

slice_runs::slice_runs(const slice_layout &layout)
    : current{0, 0, tprt_dtype_size(layout.type.dtype)},
      done(layout.own_bytes() == 0) {
  size_t dim = layout.parts.size();
  uint64_t global_stride = current.size, local_stride = current.size;
  // Merge from the innermost dimension up to the first that is not whole.
  bool whole = true;
  while (whole && dim > 0) {
    --dim;
    const tprt_slice_t &part = layout.parts[dim];
    current.global_offset += part.offset * global_stride;
    current.size *= part.size;
    whole = part.size == layout.type.shape[dim] &&
            part.size == layout.local_shape[dim];
    global_stride *= layout.type.shape[dim];
    local_stride *= layout.local_shape[dim];
  }
  parts.assign(layout.parts.begin(), layout.parts.begin() + dim);
  global_strides.resize(dim);
  local_strides.resize(dim);
  position.assign(dim, 0);
  while (dim > 0) {
    --dim;
    global_strides[dim] = global_stride;
    local_strides[dim] = local_stride;
    current.global_offset += parts[dim].offset * global_stride;
    global_stride *= layout.type.shape[dim];
    local_stride *= layout.local_shape[dim];
  }
}

bool slice_runs::next(slice_run &run) {
  if (done)
    return false;
  run = current;
  advance();
  return true;
}

void slice_runs::advance() {
  for (size_t dim = parts.size(); dim-- > 0;) {
    current.global_offset += global_strides[dim];
    current.local_offset += local_strides[dim];
    if (++position[dim] < parts[dim].size)
      return;
    current.global_offset -= parts[dim].size * global_strides[dim];
    current.local_offset -= parts[dim].size * local_strides[dim];
    position[dim] = 0;
  }
  done = true;
}

void io::prefetch_slice(const slice_layout &layout, const uint8_t *global) {
  // Runs that are less than a page apart share their pages: one call for them.
  constexpr uint64_t page = 4096;
  slice_runs runs(layout);
  slice_run run;
  uint64_t begin = 0, end = 0;
  while (runs.next(run)) {
    if (end > begin && run.global_offset >= end + page) {
      prefetch(global + begin, end - begin);
      begin = end = 0;
    }
    if (begin == end)
      begin = run.global_offset;
    end = run.global_offset + run.size;
  }
  if (end > begin)
    prefetch(global + begin, end - begin);
}

void io::copy_slice_in(const slice_layout &layout, const uint8_t *global,
                       uint8_t *local) {
  if (uint64_t bytes = layout.local_bytes(); bytes != layout.own_bytes())
    memset(local, 0, bytes);
  slice_runs runs(layout);
  slice_run run;
  while (runs.next(run))
    memcpy(local + run.local_offset, global + run.global_offset, run.size);
}

void io::copy_slice_out(const slice_layout &layout, const uint8_t *local,
                        uint8_t *global) {
  slice_runs runs(layout);
  slice_run run;
  while (runs.next(run))
    memcpy(global + run.global_offset, local + run.local_offset, run.size);
}

bool io::slice_equal(const slice_layout &layout, const uint8_t *local,
                     const uint8_t *global, uint64_t &element) {
  slice_runs runs(layout);
  slice_run run;
  while (runs.next(run)) {
    const uint8_t *a = global + run.global_offset;
    const uint8_t *b = local + run.local_offset;
    if (memcmp(a, b, run.size) == 0)
      continue;
    uint64_t byte = std::mismatch(a, a + run.size, b).first - a;
    element = (run.global_offset + byte) / tprt_dtype_size(layout.type.dtype);
    return false;
  }
  return true;
}
