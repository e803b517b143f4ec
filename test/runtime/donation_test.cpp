//===- donation_test.cpp - Arguments and results over many steps ----------===//
// Does state stay where it is: donated arguments share storage with results,
// results feed back shard by shard, borrowed memory is only read?

#include "runner.h"

#include <gtest/gtest.h>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

/// state[ranks * 16] sharded over x; one step is 2 * state + 1.
bytes state_program(uint32_t ranks, bool donated) {
  program_builder b(ranks);
  fb::Ref in = b.argument(fb::DType::f32, {uint64_t(16) * ranks}, {{"x"}},
                          donated ? 0 : -1);
  fb::Ref out = b.result(fb::DType::f32, {uint64_t(16) * ranks}, {{"x"}});
  b.launch(b.kernel("advance", 1, 2), {in, out}, 1);
  return b.build();
}

float after(float state, int steps) {
  for (int i = 0; i < steps; ++i)
    state = 2 * state + 1;
  return state;
}

TEST(Donation, StorageIsSharedAndStateAdvances) {
  runner run(state_program(3, true));
  for (uint32_t rank = 0; rank < 3; ++rank) {
    run.write(rank, 0, std::vector<float>(16, float(rank)));
    void *argument = nullptr;
    const void *result = nullptr;
    ASSERT_TRUE(
        outcome(tprt_session_argument_data(run.session, rank, 0, &argument))
            .ok());
    ASSERT_TRUE(
        outcome(tprt_session_result_data(run.session, rank, 0, &result)).ok());
    EXPECT_EQ(argument, result);
  }
  ASSERT_TRUE(run.run(4).ok());
  ASSERT_TRUE(outcome(tprt_session_feed(run.session, 0, 0)).ok());
  ASSERT_TRUE(run.run(3).ok());
  for (uint32_t rank = 0; rank < 3; ++rank)
    EXPECT_EQ(run.read_as<float>(rank, 0),
              std::vector<float>(16, after(float(rank), 7)));
}

TEST(Donation, WithoutItArgumentsKeepTheirValue) {
  runner run(state_program(2, false));
  for (uint32_t rank = 0; rank < 2; ++rank)
    run.write(rank, 0, std::vector<float>(16, 1.0f));
  ASSERT_TRUE(run.run(5).ok());
  EXPECT_EQ(run.read_as<float>(1, 0), std::vector<float>(16, 3.0f));
  // Until the result is fed back.
  ASSERT_TRUE(outcome(tprt_session_feed(run.session, 0, 0)).ok());
  ASSERT_TRUE(run.run().ok());
  EXPECT_EQ(run.read_as<float>(1, 0), std::vector<float>(16, 7.0f));
}

TEST(Donation, FeedNeedsEqualLayouts) {
  program_builder b(2);
  b.argument(fb::DType::f32, {4}, {{"x"}});
  b.result(fb::DType::f32, {4});
  runner run(b.build());
  EXPECT_EQ(outcome(tprt_session_feed(run.session, 0, 0)).code(), TPRT_USAGE);
  EXPECT_EQ(outcome(tprt_session_feed(run.session, 1, 0)).code(), TPRT_USAGE);
}

TEST(Binding, BorrowedMemoryIsReadInPlace) {
  runner run(state_program(2, false));
  alignas(64) float shared[16];
  std::fill_n(shared, 16, 2.0f);
  for (uint32_t rank = 0; rank < 2; ++rank) {
    outcome outcome =
        tprt_session_borrow_argument(run.session, rank, 0, shared, 64);
    ASSERT_TRUE(outcome.ok()) << outcome.message();
  }
  ASSERT_TRUE(run.run().ok());
  EXPECT_EQ(run.read_as<float>(1, 0)[3], 5.0f);
  std::fill_n(shared, 16, 4.0f);
  ASSERT_TRUE(run.run().ok());
  EXPECT_EQ(run.read_as<float>(0, 0)[3], 9.0f);
  EXPECT_EQ(outcome(tprt_session_write_argument(run.session, 0, 0, shared, 64))
                .code(),
            TPRT_USAGE);
  EXPECT_EQ(
      outcome(tprt_session_borrow_argument(run.session, 0, 0, shared + 1, 64))
          .code(),
      TPRT_USAGE);
}

TEST(Binding, MistakesAreNamed) {
  runner run(state_program(2, true));
  alignas(64) float data[16] = {};
  EXPECT_EQ(
      outcome(tprt_session_write_argument(run.session, 2, 0, data, 64)).code(),
      TPRT_USAGE);
  EXPECT_EQ(
      outcome(tprt_session_write_argument(run.session, 0, 1, data, 64)).code(),
      TPRT_USAGE);
  EXPECT_EQ(
      outcome(tprt_session_write_argument(run.session, 0, 0, data, 60)).code(),
      TPRT_USAGE);
  // A donated argument is written.
  EXPECT_EQ(
      outcome(tprt_session_borrow_argument(run.session, 0, 0, data, 64)).code(),
      TPRT_USAGE);
  run.write(0, 0, std::vector<float>(16));
  outcome unbound = run.run();
  EXPECT_EQ(unbound.code(), TPRT_USAGE);
  EXPECT_NE(unbound.message().find("argument 0 has no value on rank 1"),
            std::string::npos)
      << unbound.message();
  // Nothing has run: the session is as good as new.
  run.write(1, 0, std::vector<float>(16));
  EXPECT_TRUE(run.run().ok());
}

} // namespace
