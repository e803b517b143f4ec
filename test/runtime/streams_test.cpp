//===- streams_test.cpp - The executor on a device with streams -----------===//
// Does the executor give a device without host memory what its order needs and
// nothing besides: events for tokens, one look at the device per run, a graph
// for the steady state; and does a device that fails or never ends end the run
// with the rank to blame and nothing left behind?

#include "lazy_backend.h"
#include "null_tables.h"
#include "runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <thread>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

constexpr uint32_t ranks = 4;

class Streams : public testing::Test {
protected:
  void SetUp() override {
    register_lazy_backend();
    register_null_tables();
    register_half_transport();
    lazy().graphs = true;
    lazy().stuck = lazy().failing = -1;
  }
  void TearDown() override {
    EXPECT_EQ(lazy().devices, 0);
    EXPECT_EQ(lazy().events, 0);
    EXPECT_EQ(lazy().graphs_alive, 0);
    EXPECT_EQ(lazy().buffers, 0);
  }
};

/// in -> doubled -> all-reduced beside a copy -> out; and state += 1000 tiles.
bytes small_program() {
  program_builder b(ranks);
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  fb::Ref side = b.result(fb::DType::f32, {1024});
  fb::Ref twice = b.arena(4096), sum = b.arena(4096);
  b.launch(b.kernel("add_arrays", 64, 3), {in, in, twice}, 2);
  b.fork();
  uint32_t start =
      b.start(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
              fb::DType::f32, 1024, twice, sum, b.communicator({"x"}));
  b.copy(twice, side);
  b.wait(start);
  b.copy(sum, out);
  return b.build();
}

constexpr int commands_per_step = 3; // launch and two copies

void bind(runner &run) {
  for (uint32_t rank = 0; rank < ranks; ++rank)
    run.write(rank, 0, std::vector<float>(1024, float(rank + 1)));
}

nlohmann::json parsed(tprt_status_t (*ask)(tprt_session_t *, char **),
                      runner &run) {
  char *text = nullptr;
  outcome asked = ask(run.session, &text);
  EXPECT_TRUE(asked.ok()) << asked.message();
  if (!asked.ok())
    return {};
  nlohmann::json value = nlohmann::json::parse(text);
  tprt_string_free(text);
  return value;
}

// Whatever the order: results are right, with lists and with graphs.
TEST_F(Streams, AnyOrderThatEventsAllowGivesTheSameNumbers) {
  bytes file = small_program();
  for (uint32_t seed = 1; seed < 40; ++seed)
    for (int graphs : {0, 1}) {
      lazy().seed = seed;
      runner run(file, {"lazy", "inproc", 20000, 1, graphs, 0});
      bind(run);
      ASSERT_TRUE(run.run(1 + seed % 3).ok());
      for (uint32_t rank = 0; rank < ranks; ++rank) {
        ASSERT_EQ(run.read_as<float>(rank, 0)[7], 20.0f) << seed;
        ASSERT_EQ(run.read_as<float>(rank, 1)[7], 2.0f * float(rank + 1));
      }
    }
}

// Two tokens, each an event that is recorded and waited for once.
TEST_F(Streams, AnEventForEachTokenAndNoneBesides) {
  runner run(small_program(), {"lazy", "null", 20000, 1, 1, 0});
  bind(run);
  reset_lazy_counts();
  ASSERT_TRUE(run.run(50).ok());
  EXPECT_EQ(lazy().records, 2u * 50 * ranks);
  EXPECT_EQ(lazy().waits, 2u * 50 * ranks);
  EXPECT_EQ(lazy().commands, uint64_t(commands_per_step) * 50 * ranks);
  EXPECT_EQ(lazy().allocations, 0u);
  EXPECT_EQ(lazy().transfers, 0u);
  EXPECT_EQ(lazy().polls, uint64_t(ranks)); // once, at the end of the run
}

// A record behind which nothing starts, and a collective that a later wait has
// covered, cost nothing.
TEST_F(Streams, ImpliedWaitsAreNotGiven) {
  program_builder b(ranks);
  fb::Ref in = b.argument(fb::DType::f32, {16});
  fb::Ref out = b.result(fb::DType::f32, {16});
  fb::Ref other = b.result(fb::DType::f32, {16});
  uint32_t all = b.communicator({"x"});
  b.fork();
  auto reduce = [&](fb::Ref to) {
    return b.start(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                   fb::DType::f32, 16, in, to, all);
  };
  uint32_t first = reduce(out), second = reduce(other);
  b.wait(second);
  b.wait(first);
  b.fork();
  runner run(b.build(), {"lazy", "null", 20000, 1, 1, 0});
  for (uint32_t rank = 0; rank < ranks; ++rank)
    run.write(rank, 0, std::vector<float>(16));
  reset_lazy_counts();
  ASSERT_TRUE(run.run(1).ok());
  EXPECT_EQ(lazy().records, 2u * ranks);
  EXPECT_EQ(lazy().waits, 2u * ranks);
}

TEST_F(Streams, TheSteadyStateIsAGraph) {
  runner run(small_program(), {"lazy", "null", 20000, 1, 0, 0});
  bind(run);
  reset_lazy_counts();
  ASSERT_TRUE(run.run(1).ok());
  EXPECT_EQ(lazy().captures, 0u); // the first step warms up
  EXPECT_FALSE(parsed(tprt_session_stats, run)["graph"]);
  ASSERT_TRUE(run.run(20).ok());
  ASSERT_TRUE(run.run(20).ok());
  EXPECT_EQ(lazy().captures, uint64_t(ranks));
  EXPECT_EQ(lazy().graph_launches, 40u * ranks);
  EXPECT_EQ(lazy().commands, 2u * commands_per_step * ranks);
  nlohmann::json stats = parsed(tprt_session_stats, run);
  EXPECT_TRUE(stats["graph"]);
  EXPECT_EQ(stats["steps"], 41);
  EXPECT_EQ(run.read_as<float>(2, 1)[3], 6.0f);
}

TEST_F(Streams, OneRunIsEnoughForAGraph) {
  runner run(small_program(), {"lazy", "null", 20000, 1, 0, 0});
  bind(run);
  reset_lazy_counts();
  ASSERT_TRUE(run.run(10).ok());
  EXPECT_EQ(lazy().graph_launches, 9u * ranks);
}

TEST_F(Streams, WithoutGraphsTheListGoesOn) {
  lazy().graphs = false;
  runner run(small_program(), {"lazy", "null", 20000, 1, 0, 0});
  bind(run);
  reset_lazy_counts();
  ASSERT_TRUE(run.run(5).ok());
  ASSERT_TRUE(run.run(5).ok());
  EXPECT_EQ(lazy().graph_launches, 0u);
  EXPECT_EQ(lazy().commands, 10u * commands_per_step * ranks);
}

// inproc's collectives meet on the host, so that a graph cannot hold them.
TEST_F(Streams, AGraphNeedsATransportThatAllowsIt) {
  runner run(small_program(), {"lazy", "inproc", 20000, 1, 0, 0});
  bind(run);
  reset_lazy_counts();
  ASSERT_TRUE(run.run(5).ok());
  EXPECT_EQ(lazy().captures, 0u);
}

TEST_F(Streams, AFailingDeviceIsFoundAtTheEnd) {
  for (int graphs : {0, 1})
    for (int64_t rank = 0; rank < ranks; ++rank) {
      runner run(small_program(), {"lazy", "inproc", 20000, 1, graphs, 0});
      bind(run);
      lazy().failing = rank;
      outcome outcome = run.run(3);
      lazy().failing = -1;
      EXPECT_EQ(outcome.code(), TPRT_RANK_FAILED);
      EXPECT_EQ(outcome.rank(), rank);
      EXPECT_EQ(outcome.message(), "rank " + std::to_string(rank) +
                                       ", at or before op 6 (copy \"copy6\") "
                                       "at model.py:6:1: the lazy device has "
                                       "failed");
      EXPECT_EQ(outcome.op_index(), 6);
      EXPECT_EQ(outcome.location(), "model.py:6:1");
      EXPECT_EQ(run.run().code(), TPRT_USAGE);
    }
}

TEST_F(Streams, ADeviceThatNeverEndsIsATimeout) {
  runner run(small_program(), {"lazy", "null", 200, 1, 0, 0});
  bind(run);
  lazy().stuck = 2;
  outcome outcome = run.run(2);
  EXPECT_EQ(outcome.code(), TPRT_TIMEOUT);
  EXPECT_EQ(outcome.rank(), 2);
  EXPECT_NE(outcome.message().find("rank 2 has waited for its device at or "
                                   "before op 6 (copy \"copy6\")"),
            std::string::npos)
      << outcome.message();
  lazy().stuck = -1; // lets its thread end
}

// What the device may still write to is not given back before it ends.
TEST_F(Streams, AStuckDeviceKeepsItsMemory) {
  {
    runner run(small_program(), {"lazy", "null", 100, 1, 0, 0});
    bind(run);
    lazy().stuck = 2;
    EXPECT_EQ(run.run(2).code(), TPRT_TIMEOUT);
  }
  EXPECT_EQ(lazy().devices, int64_t(ranks));
  lazy().stuck = -1; // lets its thread end, and the session go
  for (int i = 0; i < 500 && lazy().devices; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

TEST_F(Streams, OtherProcessesRanksAreRefused) {
  runner run(small_program(), {"lazy", "half", 2000, 1, 0, 0});
  uint32_t first = 9, count = 9, total = 9;
  tprt_session_local_ranks(run.session, &first, &count, &total);
  EXPECT_EQ(first, 2u);
  EXPECT_EQ(count, 2u);
  EXPECT_EQ(total, 4u);
  std::vector<float> data(1024);
  outcome remote =
      tprt_session_write_argument(run.session, 1, 0, data.data(), 4096);
  EXPECT_EQ(remote.code(), TPRT_USAGE);
  EXPECT_EQ(remote.message(), "rank 1 runs in another process");
  outcome none =
      tprt_session_write_argument(run.session, 4, 0, data.data(), 4096);
  EXPECT_EQ(none.message(), "rank 4 is outside [0, 4)");
  run.write(2, 0, data);
  outcome unbound = run.run();
  EXPECT_EQ(unbound.message(), "argument 0 has no value on rank 3");
  run.write(3, 0, data);
  EXPECT_TRUE(run.run(2).ok());
  nlohmann::json stats = parsed(tprt_session_stats, run);
  ASSERT_EQ(stats["ranks"].size(), 2u);
  EXPECT_EQ(stats["ranks"][0]["rank"], 2);
}

/// The complete events of a trace, by rank and row, in order.
std::vector<nlohmann::json> row(const nlohmann::json &trace, int rank,
                                int stream) {
  std::vector<nlohmann::json> events;
  for (const nlohmann::json &event : trace["traceEvents"])
    if (event["ph"] == "X" && event["pid"] == rank && event["tid"] == stream)
      events.push_back(event);
  return events;
}

void check_trace(const char *backend) {
  runner run(small_program(), {backend, "inproc", 20000, 1, 0, 1});
  bind(run);
  ASSERT_TRUE(run.run(40).ok());
  nlohmann::json trace = parsed(tprt_session_trace, run);
  for (int rank = 0; rank < int(ranks); ++rank) {
    for (int stream : {0, 1}) {
      auto events = row(trace, rank, stream);
      for (size_t i = 1; i < events.size(); ++i)
        EXPECT_GE(events[i]["ts"].get<double>() + 0.001,
                  events[i - 1]["ts"].get<double>() +
                      events[i - 1]["dur"].get<double>())
            << events[i] << events[i - 1];
    }
    // The latest steps only; the launch comes first in each.
    auto compute = row(trace, rank, 0);
    ASSERT_EQ(compute.size(), 16u * 4);
    EXPECT_EQ(compute[0]["name"], "launch0");
    EXPECT_EQ(compute[0]["args"]["kernel"], "add_arrays");
    EXPECT_EQ(compute[0]["args"]["bytes"], 3 * 4096);
    EXPECT_EQ(compute[1]["args"]["location"], "model.py:4:1");
    auto communication = row(trace, rank, 1);
    size_t collectives = 0;
    for (const nlohmann::json &event : communication)
      collectives += event["args"]["action"] == "start";
    EXPECT_EQ(collectives, 16u);
  }
  nlohmann::json stats = parsed(tprt_session_stats, run);
  EXPECT_GT(stats["ranks"][0]["ops"][0]["ns"], 0);
  EXPECT_EQ(stats["ranks"][0]["ops"][3]["stream"], "communication");
}

TEST_F(Streams, TraceOfStreams) { check_trace("lazy"); }
TEST_F(Streams, TraceOfHostMemory) { check_trace("cpu"); }

TEST_F(Streams, ATraceMustBeAskedFor) {
  runner run(small_program());
  char *text = nullptr;
  EXPECT_EQ(outcome(tprt_session_trace(run.session, &text)).code(), TPRT_USAGE);
}

} // namespace
