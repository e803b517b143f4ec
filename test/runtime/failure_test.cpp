//===- failure_test.cpp - What happens when a rank fails or is late -------===//
// Does every run end, soon after its deadline at the latest, with the rank, the
// op and the location to blame?

#include "null_tables.h"
#include "runner.h"

#include <chrono>
#include <gtest/gtest.h>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin)
      .count();
}

// Commands of one copy and its all-reduce.
constexpr int64_t per_round = 5;

/// Ten copies with an all-reduce after each.
bytes chatty_program(uint32_t ranks) {
  program_builder b(ranks);
  fb::Ref in = b.argument(fb::DType::f32, {16});
  fb::Ref out = b.result(fb::DType::f32, {16});
  fb::Ref scratch = b.arena(64);
  uint32_t all = b.communicator({"x"});
  for (int i = 0; i < 10; ++i) {
    b.copy(in, scratch);
    b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                 fb::DType::f32, 16, scratch, out, all);
  }
  return b.build();
}

// The sweep: each rank at each of its copies.
TEST(Failure, OfOneRankEndsAllWithItsName) {
  const char *faulty = register_faulty_backend("cpu");
  bytes file = chatty_program(3);
  for (int64_t rank = 0; rank < 3; ++rank)
    for (int64_t copy = 0; copy < 10; ++copy) {
      injected() = {rank, copy};
      runner run(file, {faulty, nullptr, 20000, 1});
      for (uint32_t r = 0; r < 3; ++r)
        run.write(r, 0, std::vector<float>(16));
      auto begin = std::chrono::steady_clock::now();
      outcome outcome = run.run();
      EXPECT_LT(seconds_since(begin), 5);
      EXPECT_EQ(outcome.code(), TPRT_OUT_OF_MEMORY);
      EXPECT_EQ(outcome.rank(), rank);
      EXPECT_EQ(outcome.op_index(), copy * per_round);
      EXPECT_EQ(outcome.op_name(), "copy" + std::to_string(copy * per_round));
      EXPECT_EQ(outcome.location(),
                "model.py:" + std::to_string(copy * per_round) + ":1");
      EXPECT_NE(outcome.message().find("injected fault"), std::string::npos);
      EXPECT_EQ(run.run().code(), TPRT_USAGE); // failed for good
    }
  injected() = {};
}

/// Rank 1 stays in a kernel while `flag` is 0; then all meet, or none do.
bytes stuck_program(bool meets) {
  program_builder b(3);
  const int32_t who = 1;
  fb::Ref rank = b.constant(&who, sizeof who);
  fb::Ref flag = b.argument(fb::DType::i32, {1});
  fb::Ref out = b.result(fb::DType::i32, {1});
  fb::Ref scratch = b.arena(4);
  b.launch(b.kernel("stay", 1, 3, 1), {rank, flag, scratch}, 2,
           {b.coordinate("x")});
  if (meets)
    b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                 fb::DType::i32, 1, flag, out, b.communicator({"x"}));
  return b.build();
}

void check_stuck(bool meets) {
  bytes file = stuck_program(meets);
  alignas(64) int32_t flag[16] = {};
  auto begin = std::chrono::steady_clock::now();
  {
    runner run(file, {nullptr, nullptr, 300, 1});
    for (uint32_t r = 0; r < 3; ++r)
      ASSERT_TRUE(outcome(tprt_session_borrow_argument(run.session, r, 0, flag,
                                                       sizeof(int32_t)))
                      .ok());
    outcome outcome = run.run();
    EXPECT_EQ(outcome.code(), TPRT_TIMEOUT);
    EXPECT_EQ(outcome.rank(), 1);
    EXPECT_EQ(outcome.op_index(), 0);
    EXPECT_EQ(outcome.op_name(), "launch0");
    EXPECT_EQ(outcome.location(), "model.py:0:1");
    EXPECT_NE(outcome.message().find("rank 1"), std::string::npos)
        << outcome.message();
    // Let it go, so that the test leaves no thread behind.
    __atomic_store_n(flag, 1, __ATOMIC_SEQ_CST);
  }
  EXPECT_LT(seconds_since(begin), 5);
}

TEST(Failure, ARankThatNeverArrives) { check_stuck(true); }
TEST(Failure, ARankThatIsStuckOnItsOwn) { check_stuck(false); }

// The other ranks wait longer than the deadline in all, but never in one go.
TEST(Failure, ManyShortWaitsAreNoTimeout) {
  runner run(chatty_program(4), {nullptr, nullptr, 2000, 1});
  for (uint32_t r = 0; r < 4; ++r)
    run.write(r, 0, std::vector<float>(16));
  outcome outcome = run.run(300);
  EXPECT_TRUE(outcome.ok()) << outcome.message();
}

// A session that was never run, or is destroyed after its executable, ends too.
TEST(Failure, DestructionInAnyOrder) {
  runner run(chatty_program(2));
  tprt_executable_destroy(run.executable);
  run.executable = nullptr;
  for (uint32_t r = 0; r < 2; ++r)
    run.write(r, 0, std::vector<float>(16));
  EXPECT_TRUE(run.run().ok());
}

} // namespace
