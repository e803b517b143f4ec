//===- cuda_program_test.cpp - Whole programs, call by call ---------------===//
// Is what the executor, the transports and the CUDA backend ask of the driver
// in the steady state what it should be: nothing made, nothing waited for, an
// event for each token, collectives in one order, and a graph where there can
// be one?

#include "cuda_program.h"
#include "cuda_support.h"

#include <algorithm>
#include <set>

using namespace tprt::test;

namespace {

constexpr uint32_t ranks = 2;

class CudaProgram : public CudaTest {
protected:
  void SetUp() override {
    CudaTest::SetUp();
    if (standin())
      standin()->set("DEVICES", "2"); // what nccl has one rank on each of
  }

  /// Runs and gives the calls that were made meanwhile.
  std::vector<std::string> calls_of(runner &run, uint64_t steps) {
    standin()->clear_log();
    outcome ran = run.run(steps);
    EXPECT_TRUE(ran.ok()) << ran.message();
    std::vector<std::string> calls;
    for (const std::string &line : standin_lines())
      if (line.find('(') != std::string::npos && line.find("run ") != 0)
        calls.push_back(line);
    return calls;
  }

  const cuda_program program{ranks};
};

/// How many of the calls are of a function.
uint64_t count(const std::vector<std::string> &calls, const std::string &name) {
  return uint64_t(
      std::count_if(calls.begin(), calls.end(), [&](const std::string &line) {
        return function_of(line) == name;
      }));
}

std::string thread_of(const std::string &line) {
  return line.substr(0, line.find(' '));
}

tprt_session_options_t options(const char *transport, bool graphs) {
  return {"cuda", transport, 60000, 1, graphs ? 0 : 1, 0};
}

/// What a call does that no step may: give the device other work than the
/// program's, or wait for it.
bool is_forbidden(const std::string &line) {
  static const std::set<std::string> allowed = {
      "cublasLtMatmul",    "cublasLtMatmulDescSetAttribute",
      "cuLaunchKernel",    "cuMemcpyDtoDAsync_v2",
      "cuMemsetD8Async",   "cuEventRecord",
      "cuStreamWaitEvent", "cuStreamQuery",
      "cuGraphLaunch",     "cuCtxSetCurrent",
      "ncclAllReduce",     "ncclReduceScatter",
      "ncclAllGather",     "ncclGroupStart",
      "ncclGroupEnd",      "ncclCommGetAsyncError"};
  return !allowed.count(function_of(line)) ||
         line.find("[waited]") != std::string::npos;
}

TEST_F(CudaProgram, IsRightInAnyOrder) {
  for (const char *transport : {"inproc", "nccl"})
    for (bool graphs : {true, false})
      for (const char *seed :
           {"issue", "comm-first", "comm-last", "1", "2", "3", "4"}) {
        standin()->set("SEED", seed);
        runner run(program.file, options(transport, graphs));
        program.bind(run);
        outcome ran = run.run(4);
        ASSERT_TRUE(ran.ok()) << ran.message();
        EXPECT_EQ(program.check(run), "") << transport << ", seed " << seed;
      }
}

TEST_F(CudaProgram, ASteadyStepMakesNothingAndWaitsForNothing) {
  for (const char *transport : {"inproc", "nccl"})
    for (bool graphs : {true, false}) {
      runner run(program.file, options(transport, graphs));
      program.bind(run);
      calls_of(run, 2); // the first step and, where there is one, the graph's
      for (const std::string &line : calls_of(run, 5))
        EXPECT_FALSE(is_forbidden(line)) << transport << ": " << line;
      EXPECT_EQ(program.check(run), "");
    }
}

TEST_F(CudaProgram, ARunLooksAtTheDeviceWhenAllIsGiven) {
  for (const char *transport : {"inproc", "nccl"}) {
    runner run(program.file, options(transport, false));
    program.bind(run);
    std::set<std::string> looking;
    for (const std::string &line : calls_of(run, 5)) {
      std::string name = function_of(line);
      if (name == "cuStreamQuery")
        looking.insert(thread_of(line));
      else if (name != "ncclCommGetAsyncError")
        EXPECT_FALSE(looking.count(thread_of(line)))
            << transport << ": after it looked: " << line;
    }
    EXPECT_EQ(looking.size(), ranks);
  }
}

TEST_F(CudaProgram, AnEventForEachTokenAndNoneBesides) {
  // What nccl does needs no events, so that these are the program's.
  runner run(program.file, options("nccl", false));
  program.bind(run);
  calls_of(run, 1);
  std::vector<std::string> calls = calls_of(run, 10);
  EXPECT_EQ(count(calls, "cuEventRecord"), program.events * ranks * 10u);
  EXPECT_EQ(count(calls, "cuStreamWaitEvent"), program.events * ranks * 10u);
  EXPECT_EQ(count(calls, "cublasLtMatmul"), program.gemms * ranks * 10u);
  EXPECT_EQ(count(calls, "cuLaunchKernel"), program.launches * ranks * 10u);
  EXPECT_EQ(count(calls, "cuMemcpyDtoDAsync_v2"), program.copies * ranks * 10u);
}

TEST_F(CudaProgram, CollectivesAreInOneOrderOnAllRanks) {
  runner run(program.file, options("nccl", false));
  program.bind(run);
  std::map<std::string, std::vector<std::string>> by_thread;
  for (const std::string &line : calls_of(run, 3))
    for (const char *name :
         {"ncclAllReduce", "ncclReduceScatter", "ncclAllGather"})
      if (function_of(line) == name)
        by_thread[thread_of(line)].push_back(name);
  ASSERT_EQ(by_thread.size(), ranks);
  const std::vector<std::string> &first = by_thread.begin()->second;
  EXPECT_EQ(first.size(), program.starts * 3u);
  for (const auto &[thread, order] : by_thread)
    EXPECT_EQ(order, first) << thread;
}

TEST_F(CudaProgram, TheSteadyStateIsAGraph) {
  runner run(program.file, options("nccl", true));
  program.bind(run);
  std::vector<std::string> first = calls_of(run, 3);
  EXPECT_EQ(count(first, "cuGraphInstantiateWithFlags"), ranks);
  EXPECT_EQ(count(first, "cuGraphLaunch"), ranks * 2u); // behind the first step
  std::vector<std::string> later = calls_of(run, 6);
  EXPECT_EQ(count(later, "cuGraphLaunch"), ranks * 6u);
  for (const char *name : {"cublasLtMatmul", "cuLaunchKernel", "cuEventRecord",
                           "cuStreamWaitEvent", "ncclAllReduce"})
    EXPECT_EQ(count(later, name), 0u) << name;
  EXPECT_EQ(program.check(run), "");
}

TEST_F(CudaProgram, InprocGoesOnAsAList) {
  runner run(program.file, options("inproc", true));
  program.bind(run);
  EXPECT_EQ(count(calls_of(run, 3), "cuGraphLaunch"), 0u);
}

} // namespace
