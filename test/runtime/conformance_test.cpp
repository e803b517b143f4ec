//===- conformance_test.cpp - Every backend with every transport ----------===//
// Does each pair run each kind of command, and do the real pairs compute what
// the command means? New backends and transports are added to the two lists.

#include "null_tables.h"
#include "runner.h"

#include <functional>
#include <gtest/gtest.h>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

constexpr uint32_t ranks = 4;

/// A program with one f32 argument of 1024 elements per rank, filled with
/// rank * 1000 + index, one f32 result, and what that is on each rank.
struct program_case {
  const char *name;
  std::function<void(program_builder &, fb::Ref in, fb::Ref out)> build;
  std::function<float(uint32_t rank, uint32_t index)> expected;
  bool communicates;
};

float input(uint32_t rank, uint32_t index) {
  return float(rank * 1000 + index);
}

void reduce(program_builder &b, fb::Ref in, fb::Ref out) {
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f32, 1024, in, out, b.communicator({"x"}));
}

void rotate(program_builder &b, fb::Ref in, fb::Ref out) {
  b.collective(fb::CollectiveKind::permute, fb::Reduction::none, fb::DType::f32,
               1024, in, out, b.communicator({"x"}), {1, 2, 3, 0});
}

void add_kernel(program_builder &b, fb::Ref in, fb::Ref out) {
  b.launch(b.kernel("add_arrays", 64, 3), {in, in, out}, 2);
}

/// out[32,32] = in * identity.
void multiply(program_builder &b, fb::Ref in, fb::Ref out) {
  std::vector<float> identity(32 * 32);
  for (int i = 0; i < 32; ++i)
    identity[i * 33] = 1;
  fb::GemmT gemm;
  gemm.dtype = fb::DType::f32;
  gemm.m = gemm.n = gemm.k = gemm.lda = gemm.ldb = gemm.ldc = 32;
  gemm.a = std::make_unique<fb::Ref>(in);
  gemm.b = std::make_unique<fb::Ref>(b.constant(identity.data(), 4096));
  gemm.c = std::make_unique<fb::Ref>(out);
  b.gemm(gemm);
}

/// Two collectives under way at once, and a kernel beside them.
void overlap(program_builder &b, fb::Ref in, fb::Ref out) {
  fb::Ref sum = b.arena(4096), rotated = b.arena(4096), twice = b.arena(4096);
  uint32_t all = b.communicator({"x"});
  b.fork();
  uint32_t first = b.start(fb::CollectiveKind::all_reduce, fb::Reduction::max,
                           fb::DType::f32, 1024, in, sum, all);
  uint32_t second =
      b.start(fb::CollectiveKind::permute, fb::Reduction::none, fb::DType::f32,
              1024, in, rotated, all, {1, 2, 3, 0});
  uint32_t add = b.kernel("add_arrays", 64, 3);
  b.launch(add, {in, in, twice}, 2);
  b.wait(first);
  b.wait(second);
  b.launch(add, {sum, rotated, sum}, 2);
  b.launch(add, {sum, twice, out}, 2);
}

const program_case cases[] = {
    {"copy",
     [](program_builder &b, fb::Ref in, fb::Ref out) { b.copy(in, out); },
     input, false},
    {"launch", add_kernel,
     [](uint32_t rank, uint32_t i) { return 2 * input(rank, i); }, false},
    {"gemm", multiply, input, false},
    {"all_reduce", reduce,
     [](uint32_t, uint32_t i) { return 6000.0f + 4.0f * float(i); }, true},
    {"permute", rotate,
     [](uint32_t rank, uint32_t i) { return input((rank + 3) % 4, i); }, true},
    {"overlap", overlap,
     [](uint32_t rank, uint32_t i) {
       return input(3, i) + input((rank + 3) % 4, i) + 2 * input(rank, i);
     },
     true},
};

using pair = std::tuple<const char *, const char *>;

class Conformance : public testing::TestWithParam<
                        std::tuple<const char *, const char *, int>> {
protected:
  const char *backend() const { return std::get<0>(GetParam()); }
  const char *transport() const { return std::get<1>(GetParam()); }
  const program_case &program() const { return cases[std::get<2>(GetParam())]; }
  /// Whether results mean anything.
  bool real() const {
    return std::string(backend()) != "null" &&
           (std::string(transport()) != "null" || !program().communicates);
  }
};

TEST_P(Conformance, RunsThreeSteps) {
  register_null_tables();
  program_builder b(ranks);
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  program().build(b, in, out);
  tprt_session_options_t options{backend(), transport(), 10000, 2, 0, 0};
  {
    runner run(b.build(), options);
    for (uint32_t rank = 0; rank < ranks; ++rank) {
      std::vector<float> data(1024);
      for (uint32_t i = 0; i < 1024; ++i)
        data[i] = input(rank, i);
      run.write(rank, 0, data);
    }
    outcome outcome = run.run(3);
    ASSERT_TRUE(outcome.ok()) << outcome.message();
    for (uint32_t rank = 0; rank < ranks && real(); ++rank) {
      std::vector<float> result = run.read_as<float>(rank, 0);
      for (uint32_t i = 0; i < 1024; ++i)
        ASSERT_EQ(result[i], program().expected(rank, i))
            << "rank " << rank << " index " << i;
    }
  }
  // Whatever was opened has been closed.
  EXPECT_EQ(counts().open_devices, 0u);
  EXPECT_EQ(counts().open_modules, 0u);
  EXPECT_EQ(counts().open_groups, 0u);
  EXPECT_EQ(counts().open_buffers, 0u);
  EXPECT_EQ(counts().open_plans, 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Tables, Conformance,
    testing::Combine(testing::Values("cpu", "null"),
                     testing::Values("inproc", "null"),
                     testing::Range(0, int(std::size(cases)))),
    [](const auto &info) {
      return std::string(std::get<0>(info.param)) + "_" +
             std::get<1>(info.param) + "_" +
             cases[std::get<2>(info.param)].name;
    });

TEST(NullTables, WalkTheCommandList) {
  register_null_tables();
  program_builder b(ranks);
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  overlap(b, in, out);
  runner run(b.build(), {"null", "null", 1000, 1});
  for (uint32_t rank = 0; rank < ranks; ++rank)
    run.write(rank, 0, std::vector<float>(1024));
  reset_counts();
  ASSERT_TRUE(run.run(5).ok());
  EXPECT_EQ(counts().launches, 3u * ranks * 5);
  EXPECT_EQ(counts().starts, 2u * ranks * 5);
  EXPECT_EQ(counts().waits, 2u * ranks * 5);
}

TEST(Registry, NamesAreUniqueAndUnknownOnesListTheOthers) {
  register_null_tables();
  tprt_backend_t again{};
  const tprt_backend_t *cpu = nullptr;
  ASSERT_TRUE(outcome(tprt_find_backend("cpu", &cpu)).ok());
  again = *cpu;
  EXPECT_EQ(outcome(tprt_register_backend(&again)).code(), TPRT_USAGE);
  again.name = "other";
  again.launch = nullptr;
  EXPECT_EQ(outcome(tprt_register_backend(&again)).code(), TPRT_USAGE);
  again.abi = TPRT_BACKEND_ABI + 1;
  EXPECT_EQ(outcome(tprt_register_backend(&again)).code(), TPRT_USAGE);
  const tprt_transport_t *none = nullptr;
  outcome missing = tprt_find_transport("pigeon", &none);
  EXPECT_EQ(missing.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(missing.message().find("inproc"), std::string::npos);
}

} // namespace
