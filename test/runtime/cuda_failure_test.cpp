//===- cuda_failure_test.cpp - Every call that can fail, fails once -------===//
// Whatever call of the driver, of cuBLASLt or of NCCL fails: does the run end,
// does its status say which call, why, on which rank and for which command, and
// is everything given back?

#include "cuda_program.h"
#include "cuda_support.h"

#include <algorithm>
#include <set>

using namespace tprt::test;

namespace {

constexpr uint32_t ranks = 2;

/// What became of a run: its status, and how often a function had been called
/// before everything was given back, when nobody is told of failures any more.
struct ending {
  outcome status;
  uint64_t calls;
};

tprt_status_t run_and_read(runner &run, const cuda_program &program,
                           const char *transport) {
  tprt_session_options_t options{"cuda", transport, 20000, 1, 0, 0};
  tprt_status_t status = tprt_executable_load_bytes(
      program.file.data(), program.file.size(), &run.executable);
  if (!status)
    status = tprt_session_create(run.executable, &options, &run.session);
  std::vector<float> values(1024);
  for (uint32_t rank = 0; rank < ranks && !status; ++rank)
    status =
        tprt_session_write_argument(run.session, rank, 0, values.data(), 4096);
  if (!status)
    status = tprt_session_run(run.session, 2);
  for (uint32_t rank = 0; rank < ranks && !status; ++rank)
    status =
        tprt_session_read_result(run.session, rank, 0, values.data(), 4096);
  return status;
}

/// Loads, runs and reads, up to the first failure, and gives all back.
ending execute(const cuda_program &program, const char *transport,
               const std::string &function = "cuInit") {
  runner run;
  outcome status = run_and_read(run, program, transport);
  return {status, standin()->calls(function.c_str())};
}

/// Functions that give something back: nobody is told of their failure.
bool gives_back(const std::string &name) {
  for (const char *part : {"Destroy", "Free", "Release", "Unload", "PopCurrent",
                           "CommFinalize", "CommAbort"})
    if (name.find(part) != std::string::npos)
      return true;
  return false;
}

/// Functions that cannot fail, or are called once in a process, for which
/// cuda_missing_test.cpp has processes.
bool is_left_out(const std::string &name) {
  static const std::set<std::string> names = {"cuInit",
                                              "cuDriverGetVersion",
                                              "cuGetErrorName",
                                              "cuGetErrorString",
                                              "cublasLtGetVersion",
                                              "cublasLtGetStatusName",
                                              "cublasLtGetStatusString",
                                              "ncclGetVersion",
                                              "ncclGetErrorString",
                                              "ncclGetLastError"};
  return names.count(name) != 0;
}

/// An error to fail with where the usual one is no failure.
std::string error_for(const std::string &name) {
  // That there is no description of a kernel is fine.
  return name == "cuModuleGetGlobal_v2" ? "=999" : "";
}

/// Functions that are asked in commands, which the status then names.
bool is_command(const std::string &name) {
  static const std::set<std::string> names = {
      "cublasLtMatmul",    "cuLaunchKernel", "cuEventRecord",
      "cuStreamWaitEvent", "ncclAllReduce",  "ncclReduceScatter",
      "ncclAllGather"};
  return names.count(name) != 0;
}

/// Functions by which a rank looks whether its work is done: how often depends
/// on the machine, and what they tell is an error of something else.
bool looks(const std::string &name) {
  return name == "cuStreamQuery" || name == "ncclCommGetAsyncError";
}

/// Whether a message names a function that failed.
bool is_named(const std::string &name, const std::string &message) {
  auto has = [&](const std::string &part) {
    return message.find(part) != std::string::npos;
  };
  // The card is lost to all its ranks: another call may be the first to tell.
  if ((name == "cuStreamQuery" || name == "cuStreamSynchronize") &&
      has("CUDA_ERROR_ILLEGAL_ADDRESS"))
    return true;
  if (name == "ncclCommGetAsyncError" && has("network error"))
    return true;
  // Without a context it is NCCL that finds that there is none.
  return has(name) || (name == "cuCtxSetCurrent" && has("ncclCommInit"));
}

// Of the looks, whose number is open, so many are made to fail.
constexpr uint64_t most_looks = 10;

class CudaFailure : public CudaTest,
                    public testing::WithParamInterface<const char *> {
protected:
  void SetUp() override {
    CudaTest::SetUp();
    if (standin())
      standin()->set("DEVICES", "2");
  }

  outcome run() { return execute(program, GetParam()).status; }

  /// How often each function is called when nothing fails.
  std::map<std::string, uint64_t> calls() {
    EXPECT_EQ(run().message(), "ok"); // what is loaded once is loaded now
    standin()->clear_log();
    EXPECT_EQ(run().message(), "ok");
    std::map<std::string, uint64_t> counts;
    for (const std::string &line : standin_lines())
      if (line.rfind("run ", 0) != 0 && line.find('(') != std::string::npos &&
          !is_left_out(function_of(line)))
        ++counts[function_of(line)];
    standin()->set("RECORD", nullptr);
    return counts;
  }

  void fail(const std::string &name, uint64_t call) {
    uint64_t number = fail_later(name, call, error_for(name));
    ending end = execute(program, GetParam(), name);
    standin()->set("FAIL", nullptr);
    std::string about = "call " + std::to_string(call) + " of " + name + ": " +
                        end.status.message();
    EXPECT_EQ(leaked(), "") << about;
    // Looking at a device takes another number of calls each time.
    if (end.calls >= number && !gives_back(name))
      check(name, end.status, about);
  }

  void check(const std::string &name, const outcome &result,
             const std::string &about) {
    EXPECT_FALSE(result.ok()) << about;
    EXPECT_TRUE(is_named(name, result.message())) << about;
    // What all ranks have in common is asked before there are ranks.
    if (name.rfind("cuDeviceGet", 0) != 0) {
      EXPECT_NE(result.message().find("rank "), std::string::npos) << about;
      EXPECT_GE(result.rank(), 0) << about;
    }
    if (is_command(name) && result.op_index() < 0)
      ++without_op[name];
    if (result.op_index() >= 0)
      EXPECT_NE(result.location(), "") << about;
  }

  const cuda_program program{ranks};
  std::map<std::string, uint64_t> without_op;
};

TEST_P(CudaFailure, IsNamedAndNothingIsLeft) {
  std::map<std::string, uint64_t> counts = calls();
  uint64_t total = 0;
  for (const auto &[name, count] : counts) {
    // What the backend gives back is the same on every transport.
    if (GetParam() != std::string("inproc") && gives_back(name) &&
        name.rfind("nccl", 0) != 0)
      continue;
    uint64_t last = looks(name) ? std::min(count, most_looks) : count;
    for (uint64_t call = 1; call <= last; ++call, ++total) {
      fail(name, call);
      if (HasFailure())
        return;
    }
  }
  RecordProperty("calls", std::to_string(total));
  // Only a plan's trial run is in no command of the list's first step, and is
  // named with its product all the same.
  EXPECT_TRUE(without_op.empty())
      << without_op.begin()->first << " failed without an op";
  EXPECT_GT(total, 100u);
}

TEST_P(CudaFailure, OfWorkUnderWayIsNamedToo) {
  for (const char *name : {"add_arrays", "cublasLtMatmul",
                           "cuMemcpyDtoDAsync_v2", "cuMemcpyHtoDAsync_v2"}) {
    fail_next(std::string("run:") + name);
    outcome result = run();
    standin()->set("FAIL", nullptr);
    EXPECT_FALSE(result.ok()) << name;
    std::string message = result.message();
    EXPECT_TRUE(message.find("CUDA_ERROR_") != std::string::npos ||
                message.find("unhandled cuda error") != std::string::npos ||
                message.find("Cuda failure 700") != std::string::npos)
        << message;
    EXPECT_EQ(leaked(), "") << name;
  }
  // And then all is well again.
  EXPECT_EQ(run().message(), "ok");
}

INSTANTIATE_TEST_SUITE_P(Transports, CudaFailure,
                         testing::Values("inproc", "nccl"),
                         [](const auto &info) {
                           return std::string(info.param);
                         });

} // namespace
