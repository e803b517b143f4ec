//===- slice_test.cpp - Does a rank get its slice, and only that? ---------===//
// Compared with one element at a time, on slices with and without padding.

#include "io/slice.h"

#include "test_support.h"

#include <numeric>

using namespace tprt::io;
using namespace tprt::io::test;

/// One dimension: extent, local extent, offset, size.
struct dimension {
  uint64_t extent, local, offset, size;
};

static slice_layout make_layout(tprt_dtype_t dtype,
                                const std::vector<dimension> &dimensions) {
  slice_layout layout;
  layout.type.dtype = dtype;
  for (const dimension &d : dimensions) {
    layout.type.shape.push_back(d.extent);
    layout.local_shape.push_back(d.local);
    layout.parts.push_back({d.offset, d.size});
  }
  return layout;
}

/// The local array element by element: what copy_slice_in should give.
static std::vector<int32_t> reference(const slice_layout &layout,
                                      const std::vector<int32_t> &global) {
  std::vector<int32_t> local(layout.local_bytes() / 4, 0);
  for (size_t i = 0; i < local.size(); ++i) {
    size_t rest = i, from = 0, stride = 1;
    bool inside = true;
    for (size_t dim = layout.parts.size(); dim-- > 0;) {
      uint64_t index = rest % layout.local_shape[dim];
      rest /= layout.local_shape[dim];
      inside &= index < layout.parts[dim].size;
      from += (layout.parts[dim].offset + index) * stride;
      stride *= layout.type.shape[dim];
    }
    if (inside)
      local[i] = global[from];
  }
  return local;
}

static const std::vector<dimension> cases[] = {
    {},
    {{6, 6, 0, 6}},
    {{7, 2, 6, 1}},               // uneven tail: one valid row, one of padding
    {{3, 1, 3, 0}},               // behind the end
    {{6, 3, 3, 3}, {4, 4, 0, 4}}, // rows
    {{6, 6, 0, 6}, {4, 2, 2, 2}}, // columns
    {{7, 2, 6, 1}, {5, 3, 3, 2}}, // both uneven
    {{3, 3, 0, 3}, {5, 2, 4, 1}, {2, 2, 0, 2}},
    {{2, 1, 1, 1}, {3, 3, 0, 3}, {4, 1, 2, 1}, {2, 2, 0, 2}},
};

TEST(Slice, InAndOutAgreeWithTheDefinition) {
  for (const auto &dimensions : cases) {
    slice_layout layout = make_layout(TPRT_I32, dimensions);
    uint64_t count = 0;
    ASSERT_TRUE(count_elements(layout.type.shape, count));
    std::vector<int32_t> global(count);
    std::iota(global.begin(), global.end(), 1);
    const uint8_t *bytes = reinterpret_cast<const uint8_t *>(global.data());
    std::vector<int32_t> local(layout.local_bytes() / 4, -1);
    copy_slice_in(layout, bytes, reinterpret_cast<uint8_t *>(local.data()));
    EXPECT_EQ(local, reference(layout, global));

    std::vector<int32_t> back(count, 0);
    copy_slice_out(layout, reinterpret_cast<const uint8_t *>(local.data()),
                   reinterpret_cast<uint8_t *>(back.data()));
    uint64_t copied = 0;
    for (size_t i = 0; i < back.size(); ++i) {
      copied += back[i] != 0;
      EXPECT_TRUE(back[i] == 0 || back[i] == global[i]);
    }
    EXPECT_EQ(copied * 4, layout.own_bytes());
  }
}

TEST(Slice, TouchesOnlyItsOwnBytes) {
  // A source of exactly the slice's bytes, the rest outside of any memory,
  // would fault; runs say as much without a fault.
  for (const auto &dimensions : cases) {
    slice_layout layout = make_layout(TPRT_I32, dimensions);
    slice_runs runs(layout);
    slice_run run;
    uint64_t bytes = 0, end = 0;
    while (runs.next(run)) {
      EXPECT_GE(run.global_offset, end);
      end = run.global_offset + run.size;
      bytes += run.size;
    }
    EXPECT_EQ(bytes, layout.own_bytes());
  }
}

TEST(Slice, MergesWholeInnerDimensions) {
  slice_layout rows = make_layout(TPRT_F32, {{8, 2, 4, 2}, {5, 5, 0, 5}});
  slice_runs runs(rows);
  slice_run run;
  ASSERT_TRUE(runs.next(run));
  EXPECT_EQ(run.global_offset, 4u * 5 * 4);
  EXPECT_EQ(run.size, 2u * 5 * 4);
  EXPECT_FALSE(runs.next(run));
}

TEST(Slice, FindsTheFirstDifference) {
  slice_layout layout = make_layout(TPRT_I32, {{4, 2, 2, 2}, {3, 3, 0, 3}});
  std::vector<int32_t> global(12, 5), local(6, 5);
  auto bytes = [](auto &v) { return reinterpret_cast<uint8_t *>(v.data()); };
  uint64_t element = 0;
  EXPECT_TRUE(slice_equal(layout, bytes(local), bytes(global), element));
  local[4] = 6;
  EXPECT_FALSE(slice_equal(layout, bytes(local), bytes(global), element));
  EXPECT_EQ(element, 10u);
}
