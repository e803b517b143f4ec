//===- transport_test.cpp - A transport's table by itself -----------------===//
// Do join, deadline and abort hold for every transport that moves data, used
// without an executor?

#include "runner.h"
#include "tprt/transport.h"

#include <gtest/gtest.h>
#include <thread>

using namespace tprt::test;

namespace {

class Transport : public testing::TestWithParam<const char *> {
protected:
  static constexpr uint32_t ranks = 3;

  void SetUp() override {
    ASSERT_TRUE(outcome(tprt_find_transport(GetParam(), &table)).ok());
    ASSERT_TRUE(outcome(tprt_find_backend("cpu", &params.backend)).ok());
    params.num_ranks = ranks;
    params.local = {0, ranks, 0, 1};
    params.num_communicators = 1;
    params.communicators = &everyone;
    params.num_collectives = 1;
    params.collectives = &sum;
    params.timeout_ms = 200;
    ASSERT_TRUE(outcome(table->group_create(&params, &group)).ok());
  }
  void TearDown() override { table->group_destroy(group); }

  /// Runs `body` for each of the first `count` ranks on a thread of its own.
  template <typename Body>
  std::vector<outcome> on_ranks(uint32_t count, Body body) {
    std::vector<outcome> outcomes(count, outcome(nullptr));
    std::vector<std::thread> threads;
    for (uint32_t rank = 0; rank < count; ++rank)
      threads.emplace_back([&, rank] { outcomes[rank] = body(rank); });
    for (std::thread &thread : threads)
      thread.join();
    return outcomes;
  }

  const uint32_t numbers[ranks] = {0, 1, 2};
  const tprt_communicator_t everyone{1, ranks, numbers};
  const tprt_collective_t sum{TPRT_ALL_REDUCE, TPRT_SUM, TPRT_F32, 4, 0,
                              nullptr};
  tprt_group_params_t params{};
  const tprt_transport_t *table = nullptr;
  tprt_group_t *group = nullptr;
  float buffers[ranks][4] = {};
};

TEST_P(Transport, JoinComparesSchedules) {
  for (const outcome &outcome : on_ranks(ranks, [&](uint32_t rank) {
         return table->join(group, rank, nullptr, rank == 2 ? 8 : 7);
       }))
    EXPECT_EQ(outcome.code(), TPRT_BAD_INPUT) << outcome.message();
}

TEST_P(Transport, JoinOfEqualSchedules) {
  for (const outcome &outcome : on_ranks(ranks, [&](uint32_t rank) {
         return table->join(group, rank, nullptr, 7);
       }))
    EXPECT_TRUE(outcome.ok()) << outcome.message();
}

TEST_P(Transport, JoinNamesWhoDoesNotCome) {
  for (const outcome &outcome : on_ranks(2, [&](uint32_t rank) {
         return table->join(group, rank, nullptr, 7);
       })) {
    EXPECT_EQ(outcome.code(), TPRT_TIMEOUT);
    EXPECT_EQ(outcome.rank(), 2);
  }
}

TEST_P(Transport, WaitNamesWhoDoesNotCome) {
  for (const outcome &outcome : on_ranks(2, [&](uint32_t rank) {
         tprt_status_free(table->start(group, rank + 1, 0, buffers[rank + 1],
                                       buffers[rank + 1]));
         return table->wait(group, rank + 1, 0);
       })) {
    EXPECT_EQ(outcome.code(), TPRT_TIMEOUT);
    EXPECT_EQ(outcome.rank(), 0);
  }
}

TEST_P(Transport, AbortEndsWaitsUnderWayAndLaterOnes) {
  std::thread aborter([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    table->abort(group, nullptr);
  });
  auto outcomes = on_ranks(2, [&](uint32_t rank) {
    tprt_status_free(
        table->start(group, rank, 0, buffers[rank], buffers[rank]));
    return table->wait(group, rank, 0);
  });
  aborter.join();
  for (const outcome &outcome : outcomes)
    EXPECT_EQ(outcome.code(), TPRT_RANK_FAILED);
  EXPECT_EQ(outcome(table->wait(group, 0, 0)).code(), TPRT_RANK_FAILED);
}

INSTANTIATE_TEST_SUITE_P(All, Transport, testing::Values("inproc"),
                         [](const auto &info) { return info.param; });

} // namespace
