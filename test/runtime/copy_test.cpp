//===- copy_test.cpp - Kernels, constants, coordinates and views ----------===//
// Do commands see the bytes that their operands name, on every rank and with
// any number of workers?

#include "runner.h"

#include <gtest/gtest.h>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

TEST(Commands, ConstantsReachEveryRank) {
  program_builder b(3);
  const int32_t first[] = {1, 2, 3}, second[] = {4, 5};
  b.constant(first, sizeof first);
  fb::Ref constant = b.constant(second, sizeof second);
  fb::Ref out = b.result(fb::DType::i32, {2});
  b.copy(constant, out);
  runner run(b.build());
  ASSERT_TRUE(run.run().ok());
  for (uint32_t rank = 0; rank < 3; ++rank)
    EXPECT_EQ(run.read_as<int32_t>(rank, 0), (std::vector<int32_t>{4, 5}));
}

TEST(Commands, PartOfAnArgument) {
  program_builder b(1);
  fb::Ref in = b.argument(fb::DType::i32, {64});
  fb::Ref out = b.result(fb::DType::i32, {16});
  in = fb::Ref(in.space(), in.index(), 128, 64);
  b.copy(in, out);
  runner run(b.build());
  std::vector<int32_t> data(64);
  for (int32_t i = 0; i < 64; ++i)
    data[size_t(i)] = i;
  run.write(0, 0, data);
  ASSERT_TRUE(run.run().ok());
  EXPECT_EQ(run.read_as<int32_t>(0, 0)[0], 32);
  EXPECT_EQ(run.read_as<int32_t>(0, 0)[15], 47);
}

TEST(Commands, KernelsSeeTheRanksCoordinates) {
  program_builder b({{"data", 2}, {"model", 3}});
  fb::Ref out = b.result(fb::DType::i32, {2});
  b.launch(b.kernel("position", 1, 1, 2), {out}, 0,
           {b.coordinate("data"), b.coordinate("model")});
  runner run(b.build());
  ASSERT_TRUE(run.run().ok());
  for (int32_t rank = 0; rank < 6; ++rank)
    EXPECT_EQ(run.read_as<int32_t>(uint32_t(rank), 0),
              (std::vector<int32_t>{rank / 3, rank % 3}));
}

// Every tile exactly once, whoever runs it.
TEST(Commands, TilesRunOnceWithAnyNumberOfWorkers) {
  for (uint32_t workers : {1u, 2u, 3u, 8u}) {
    program_builder b(2);
    fb::Ref scratch = b.arena(4000);
    fb::Ref large = b.arena(1 << 20); // so that the work is worth sharing
    fb::Ref out = b.result(fb::DType::i32, {1000});
    uint32_t count = b.kernel("count_tiles", 1000, 1);
    fb::Ref whole(fb::Space::arena, 0, scratch.offset(),
                  large.offset() + large.size());
    b.launch(count, {whole}, 0);
    b.copy(scratch, out);
    runner run(b.build(), {nullptr, nullptr, 10000, workers});
    ASSERT_TRUE(run.run(200).ok());
    for (uint32_t rank = 0; rank < 2; ++rank)
      EXPECT_EQ(run.read_as<int32_t>(rank, 0), std::vector<int32_t>(1000, 200))
          << workers;
  }
}

TEST(Commands, EmptyProgram) {
  program_builder b(2);
  runner run(b.build());
  EXPECT_TRUE(run.run(3).ok());
}

TEST(Commands, StatisticsCountCollectivesAndBytes) {
  program_builder b(2);
  fb::Ref in = b.argument(fb::DType::f32, {10});
  fb::Ref out = b.result(fb::DType::f32, {10});
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f32, 10, in, out, b.communicator({"x"}));
  b.arena(100);
  runner run(b.build());
  for (uint32_t rank = 0; rank < 2; ++rank)
    run.write(rank, 0, std::vector<float>(10));
  ASSERT_TRUE(run.run(3).ok());
  char *json = nullptr;
  ASSERT_TRUE(outcome(tprt_session_stats(run.session, &json)).ok());
  std::string text = json;
  tprt_string_free(json);
  for (const char *part : {"\"all_reduce\"", "\"count\": 3", "\"bytes\": 120",
                           "\"argument_bytes\": 40", "\"arena_bytes\": 128",
                           "\"steps\": 3", "\"location\": \"model.py:2:1\""})
    EXPECT_NE(text.find(part), std::string::npos) << part << text;
  tprt_session_reset_stats(run.session);
  ASSERT_TRUE(outcome(tprt_session_stats(run.session, &json)).ok());
  EXPECT_NE(std::string(json).find("\"steps\": 0"), std::string::npos);
  tprt_string_free(json);
}

} // namespace
