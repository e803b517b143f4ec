//===- bind_test.cpp - Does each rank read and hold only its slices? ------===//
// Weights whose every byte outside the rank's slices is NaN give the same local
// arrays, and what is read is never more than the slices.

#include "io/bind.h"

#include "io/safetensors.h"
#include "runner.h"
#include "test_program.h"
#include "test_support.h"

#include <cmath>
#include <cstring>

using namespace tprt::io;
using namespace tprt::io::test;
using tprt::test::runner;

namespace {

constexpr uint32_t num_ranks = 4;

tprt::test::bytes program_bytes() {
  std::string file = copy_program(num_ranks);
  return tprt::test::bytes(file.begin(), file.end());
}

/// Global values of "rows": 1, 2, 3, ...
std::vector<float> rows() {
  std::vector<float> values(35);
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(i + 1);
  return values;
}

const uint8_t *bytes_of(const std::vector<float> &values) {
  return reinterpret_cast<const uint8_t *>(values.data());
}

/// `values` with NaN wherever the rank holds nothing.
std::vector<float> with_nan_outside(const slice_layout &layout,
                                    const std::vector<float> &values) {
  std::vector<float> copy(values.size(), NAN);
  slice_runs runs(layout);
  slice_run run;
  while (runs.next(run))
    memcpy(reinterpret_cast<uint8_t *>(copy.data()) + run.global_offset,
           bytes_of(values) + run.global_offset, run.size);
  return copy;
}

/// Binds what the test does not look at.
void bind_others(runner &runner, uint32_t except) {
  for (uint32_t rank = 0; rank < num_ranks; ++rank)
    for (uint32_t i = 0; i < tprt_executable_num_arguments(runner.executable);
         ++i)
      if (i != except) {
        auto zeros = [](const slice_layout &layout, uint8_t *local) {
          memset(local, 0, layout.local_bytes());
          return tprt_status_t(nullptr);
        };
        ASSERT_OK(
            write_argument(runner.session, runner.executable, rank, i, zeros));
      }
}

} // namespace

TEST(Bind, BytesOutsideTheSliceDoNotMatter) {
  runner runner(program_bytes());
  bind_others(runner, 0);
  for (uint32_t rank = 0; rank < num_ranks; ++rank) {
    slice_layout layout;
    ASSERT_OK(argument_layout(runner.executable, 0, rank, layout));
    std::vector<float> file = with_nan_outside(layout, rows());
    uint64_t bytes;
    ASSERT_OK(bind_argument(runner.session, runner.executable, rank, 0,
                            bytes_of(file), "x", bytes));
    EXPECT_EQ(bytes, layout.own_bytes());
  }
  ASSERT_TRUE(runner.run().ok());
  std::vector<float> all;
  for (uint32_t rank = 0; rank < num_ranks; ++rank) {
    std::vector<float> local = runner.read_as<float>(rank, 0);
    all.insert(all.end(), local.begin(), local.end());
  }
  // 7 rows over 4 ranks: 2 a rank, the last of all is padding.
  std::vector<float> wanted = rows();
  wanted.resize(40, 0.0f);
  EXPECT_EQ(all, wanted);
}

TEST(Bind, RanksTogetherReadTheArrayOnce) {
  runner runner(program_bytes());
  std::vector<float> values = rows();
  uint64_t total = 0;
  for (uint32_t rank = 0; rank < num_ranks; ++rank) {
    uint64_t bytes;
    ASSERT_OK(bind_argument(runner.session, runner.executable, rank, 0,
                            bytes_of(values), "x", bytes));
    total += bytes;
  }
  EXPECT_EQ(total, values.size() * sizeof(float));
}

TEST(Bind, PaddingIsZeroAgain) {
  runner runner(program_bytes());
  bind_others(runner, 0);
  std::vector<float> values = rows();
  for (uint32_t rank = 0; rank < num_ranks; ++rank) {
    std::vector<float> dirt(10, NAN);
    runner.write(rank, 0, dirt);
    uint64_t bytes;
    ASSERT_OK(bind_argument(runner.session, runner.executable, rank, 0,
                            bytes_of(values), "x", bytes));
  }
  ASSERT_TRUE(runner.run().ok());
  std::vector<float> last = runner.read_as<float>(num_ranks - 1, 0);
  for (size_t i = 5; i < 10; ++i)
    EXPECT_EQ(last[i], 0.0f);
}

TEST(Bind, RefusesBytesThatAreNoBooleans) {
  runner runner(program_bytes());
  std::vector<uint8_t> flags{0, 1, 0, 1, 2, 1};
  uint64_t bytes;
  EXPECT_OK(bind_argument(runner.session, runner.executable, 0, 3, flags.data(),
                          "f.npz: array \"arg3\"", bytes));
  expect_status(bind_argument(runner.session, runner.executable, 2, 3,
                              flags.data(), "f.npz: array \"arg3\"", bytes),
                TPRT_BAD_INPUT, "f.npz: array \"arg3\" holds bytes other than");
}

TEST(Bind, NamesBothTypes) {
  runner runner(program_bytes());
  expect_status(check_argument_type(runner.executable, 0, {TPRT_F32, {5, 7}},
                                    "w: tensor \"rows\""),
                TPRT_BAD_INPUT,
                "w: tensor \"rows\" is tensor<5x7xf32>, but argument 0 "
                "(\"rows\") is tensor<7x5xf32>");
  expect_status(check_argument_type(runner.executable, 2, {TPRT_I64, {3}}, "x"),
                TPRT_BAD_INPUT,
                "x is tensor<3xi64>, but argument 2 is tensor<3xi32>");
  EXPECT_OK(check_argument_type(runner.executable, 0, {TPRT_F32, {7, 5}}, "x"));
}
