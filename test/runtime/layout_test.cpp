//===- layout_test.cpp - Which part of an array a rank holds --------------===//
// Do local shapes and slices follow the rule (axes in turn, each by the ceiling
// of what it got), also where nothing divides?

#include "runner.h"

#include <gtest/gtest.h>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

struct layout_case {
  uint64_t extent;
  std::vector<std::string> axes; // of data=2, model=4
  uint64_t local;
  std::vector<std::pair<uint64_t, uint64_t>> slices; // by rank: offset, size
};

using slices = std::vector<std::pair<uint64_t, uint64_t>>;

const layout_case cases[] = {
    {8, {}, 8, slices(8, {0, 8})},
    {8,
     {"model"},
     2,
     {{0, 2}, {2, 2}, {4, 2}, {6, 2}, {0, 2}, {2, 2}, {4, 2}, {6, 2}}},
    // 7 over 4: the last rank has one.
    {7,
     {"model"},
     2,
     {{0, 2}, {2, 2}, {4, 2}, {6, 1}, {0, 2}, {2, 2}, {4, 2}, {6, 1}}},
    // 5 over 4: the last rank has nothing.
    {5,
     {"model"},
     2,
     {{0, 2}, {2, 2}, {4, 1}, {5, 0}, {0, 2}, {2, 2}, {4, 1}, {5, 0}}},
    {7,
     {"data"},
     4,
     {{0, 4}, {0, 4}, {0, 4}, {0, 4}, {4, 3}, {4, 3}, {4, 3}, {4, 3}}},
    // 7 over data, then model: 4 and 3, then by ones.
    {7,
     {"data", "model"},
     1,
     {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}, {6, 1}, {7, 0}}},
    // 9 over data, then model: 5 and 4, then by twos.
    {9,
     {"data", "model"},
     2,
     {{0, 2}, {2, 2}, {4, 1}, {5, 0}, {5, 2}, {7, 2}, {9, 0}, {9, 0}}},
    {1,
     {"model", "data"},
     1,
     {{0, 1}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}}},
    {0, {"model"}, 0, slices(8, {0, 0})},
};

TEST(Layout, SlicesFollowTheRule) {
  for (const layout_case &c : cases) {
    program_builder b({{"data", 2}, {"model", 4}});
    b.argument(fb::DType::f32, {3, c.extent}, {{}, c.axes});
    b.result(fb::DType::f64, {c.extent}, {c.axes});
    runner run;
    outcome loaded = run.load(b.build());
    ASSERT_TRUE(loaded.ok()) << loaded.message();
    tprt_value_info_t info;
    ASSERT_TRUE(
        outcome(tprt_executable_argument_info(run.executable, 0, &info)).ok());
    EXPECT_EQ(info.num_dims, 2u);
    EXPECT_EQ(info.global_shape[1], c.extent);
    EXPECT_EQ(info.local_shape[0], 3u);
    EXPECT_EQ(info.local_shape[1], c.local);
    EXPECT_EQ(info.local_bytes, 3 * c.local * 4);
    for (uint32_t rank = 0; rank < 8; ++rank) {
      tprt_slice_t argument[2], result[1];
      ASSERT_TRUE(outcome(tprt_executable_argument_slice(run.executable, 0,
                                                         rank, argument))
                      .ok());
      ASSERT_TRUE(
          outcome(tprt_executable_result_slice(run.executable, 0, rank, result))
              .ok());
      EXPECT_EQ(argument[0].size, 3u);
      EXPECT_EQ(argument[1].offset, c.slices[rank].first)
          << c.extent << " rank " << rank;
      EXPECT_EQ(argument[1].size, c.slices[rank].second)
          << c.extent << " rank " << rank;
      EXPECT_EQ(result[0].offset, argument[1].offset);
    }
  }
}

TEST(Layout, QueriesNameWhatIsOutOfRange) {
  program_builder b(2);
  b.argument(fb::DType::f32, {4});
  b.program.arguments[0]->name = "weight";
  runner run;
  ASSERT_TRUE(run.load(b.build()).ok());
  EXPECT_EQ(tprt_executable_num_ranks(run.executable), 2u);
  EXPECT_STREQ(tprt_executable_function(run.executable), "main");
  EXPECT_STREQ(tprt_executable_backend(run.executable), "cpu");
  tprt_value_info_t info;
  ASSERT_TRUE(
      outcome(tprt_executable_argument_info(run.executable, 0, &info)).ok());
  EXPECT_STREQ(info.name, "weight");
  EXPECT_EQ(info.donation, -1);
  tprt_slice_t slice;
  EXPECT_EQ(
      outcome(tprt_executable_argument_info(run.executable, 1, &info)).code(),
      TPRT_USAGE);
  EXPECT_EQ(
      outcome(tprt_executable_argument_slice(run.executable, 0, 2, &slice))
          .code(),
      TPRT_USAGE);
  const char *name = nullptr;
  uint64_t size = 0;
  ASSERT_TRUE(
      outcome(tprt_executable_mesh_axis(run.executable, 0, &name, &size)).ok());
  EXPECT_STREQ(name, "x");
  EXPECT_EQ(size, 2u);
  EXPECT_EQ(outcome(tprt_executable_mesh_axis(run.executable, 1, &name, &size))
                .code(),
            TPRT_USAGE);
}

} // namespace
