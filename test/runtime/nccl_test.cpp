//===- nccl_test.cpp - The NCCL transport beyond its collectives ----------===//
// Are communicators and element types what a program needs, do processes that a
// launcher has started run one program together, and does whatever goes wrong
// with the library or with one of them end all of them with the cause?

#include "comm/nccl/communicator_plan.h"
#include "comm/nccl/element_type.h"
#include "cuda_support.h"

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <functional>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace tprt::test;
using namespace tprt::nccl;
namespace fb = tprt::fb;

namespace {

//===-- Element types -----------------------------------------------------===//

TEST(NcclTypes, AreNamedRight) {
  const std::map<tprt_dtype_t, ncclDataType_t> table = {
      {TPRT_I1, ncclUint8},      {TPRT_I8, ncclInt8},
      {TPRT_I32, ncclInt32},     {TPRT_I64, ncclInt64},
      {TPRT_UI8, ncclUint8},     {TPRT_UI32, ncclUint32},
      {TPRT_UI64, ncclUint64},   {TPRT_F16, ncclFloat16},
      {TPRT_BF16, ncclBfloat16}, {TPRT_F32, ncclFloat32},
      {TPRT_F64, ncclFloat64}};
  for (int dtype = TPRT_I1; dtype <= TPRT_F64; ++dtype) {
    auto found = table.find(tprt_dtype_t(dtype));
    std::optional<ncclDataType_t> type = element_type(tprt_dtype_t(dtype));
    ASSERT_EQ(type.has_value(), found != table.end()) << dtype;
    if (type)
      EXPECT_EQ(*type, found->second) << dtype;
  }
  EXPECT_EQ(reduction_operator(TPRT_SUM), ncclSum);
  EXPECT_EQ(reduction_operator(TPRT_MAX), ncclMax);
  EXPECT_EQ(reduction_operator(TPRT_MIN), ncclMin);
  EXPECT_EQ(reduction_operator(TPRT_PROD), ncclProd);
  EXPECT_FALSE(reduction_operator(TPRT_NO_REDUCTION));
}

//===-- Communicators -----------------------------------------------------===//

const uint32_t in_order[] = {0, 1, 2, 3}, strided[] = {0, 2, 1, 3},
               backwards[] = {3, 2, 1, 0};

communicator_plan plan(const std::vector<tprt_communicator_t> &communicators) {
  tprt_group_params_t params{};
  params.num_ranks = 4;
  params.num_communicators = uint32_t(communicators.size());
  params.communicators = communicators.data();
  return plan_communicators(params);
}

TEST(NcclCommunicators, AreSplitOnceForEachPartition) {
  constexpr uint32_t nobody = communicator_plan::nobody;
  communicator_plan made = plan({{2, 2, in_order},   // rows
                                 {1, 4, in_order},   // the world
                                 {4, 1, in_order},   // each alone
                                 {2, 2, strided},    // columns
                                 {1, 4, backwards},  // the world, backwards
                                 {2, 2, in_order}}); // rows again
  EXPECT_EQ(made.number, (std::vector<uint32_t>{1, 0, nobody, 2, 3, 1}));
  EXPECT_EQ(made.splits, (std::vector<uint32_t>{0, 3, 4}));
  EXPECT_FALSE(made.empty());
}

TEST(NcclCommunicators, OfNobodyAreNone) {
  EXPECT_TRUE(plan({}).empty());
  EXPECT_TRUE(plan({{4, 1, in_order}}).empty());
}

TEST(NcclCommunicators, SeatsAreColourAndKey) {
  tprt_communicator_t columns{2, 2, strided};
  for (uint32_t rank = 0; rank < 4; ++rank) {
    seat seat = seat_of(columns, rank);
    EXPECT_EQ(seat.group, rank % 2);
    EXPECT_EQ(seat.position, rank / 2);
  }
}

//===-- One process -------------------------------------------------------===//

/// A program with an all-reduce, and one along each axis of a 2x2 mesh.
bytes small_program(uint32_t ranks) {
  std::vector<std::pair<std::string, uint64_t>> mesh = {{"x", ranks}};
  if (ranks == 4)
    mesh = {{"x", 2}, {"y", 2}};
  program_builder b(mesh);
  b.compile_for_cuda();
  fb::Ref in = b.argument(fb::DType::f32, {64});
  fb::Ref out = b.result(fb::DType::f32, {64});
  for (const auto &[axis, size] : mesh)
    b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                 fb::DType::f32, 64, in, out, b.communicator({axis}));
  return b.build();
}

class Nccl : public CudaTest {
protected:
  void TearDown() override {
    if (standin())
      standin()->set("NCCL_VERSION", nullptr);
    unsetenv("NCCL_MULTI_RANK_GPU_ENABLE");
    CudaTest::TearDown();
  }

  /// Loads, runs and gives back. `then` is done before a second run.
  outcome run(uint32_t ranks, uint64_t timeout_ms = 20'000,
              const std::function<void()> &then = nullptr) {
    runner run;
    tprt_session_options_t options{};
    options.backend = "cuda";
    options.transport = "nccl";
    options.timeout_ms = timeout_ms;
    outcome made = run.load(small_program(ranks));
    if (made.ok())
      made = run.create(options);
    if (!made.ok())
      return made;
    for (uint32_t rank = 0; rank < ranks; ++rank)
      run.write(rank, 0, std::vector<float>(64, 1));
    outcome ran = run.run(3);
    if (ran.ok())
      EXPECT_EQ(run.read_as<float>(0, 0),
                std::vector<float>(64, ranks == 4 ? 2 : float(ranks)));
    if (!ran.ok() || !then)
      return ran;
    then();
    return run.run(3);
  }
};

TEST_F(Nccl, RanksAreThreadsWithAGpuEach) {
  for (uint32_t ranks : {1, 2, 3, 4}) {
    standin()->set("DEVICES", std::to_string(ranks).c_str());
    outcome outcome = run(ranks);
    EXPECT_TRUE(outcome.ok()) << outcome.message();
    EXPECT_EQ(leaked(), "");
  }
}

// 2.30 lets ranks share a GPU when it is asked to.
TEST_F(Nccl, RanksShareAGpu) {
  standin()->set("NCCL_VERSION", "23000");
  outcome outcome = run(4);
  EXPECT_TRUE(outcome.ok()) << outcome.message();
}

TEST_F(Nccl, AnOlderLibraryCannotShareAGpu) {
  standin()->set("NCCL_VERSION", "22809");
  outcome outcome = run(2);
  EXPECT_EQ(outcome.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(outcome.message().find(
                "several ranks on one GPU need NCCL 2.30.0, this one is "
                "2.28.9: run all in one process with --comm=inproc, or each "
                "on a GPU of its own"),
            std::string::npos)
      << outcome.message();
}

TEST_F(Nccl, ALibraryThatIsTooOldIsNamed) {
  standin()->set("NCCL_VERSION", "21705");
  outcome outcome = run(1);
  EXPECT_EQ(outcome.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(outcome.message().find("libnccl.so.2: it must be at least 2.18.0, "
                                   "this one is 2.17.5"),
            std::string::npos)
      << outcome.message();
}

// One communicator for all ranks, and one for each of the two axes.
TEST_F(Nccl, EveryRankSplitsForEveryAxis) {
  standin()->set("DEVICES", "4");
  uint64_t splits = standin()->calls("ncclCommSplit");
  uint64_t worlds = standin()->calls("ncclCommInitRankConfig");
  ASSERT_TRUE(run(4).ok());
  EXPECT_EQ(standin()->calls("ncclCommSplit") - splits, 8u);
  EXPECT_EQ(standin()->calls("ncclCommInitRankConfig") - worlds, 4u);
}

// A communicator that fails after its call has returned.
TEST_F(Nccl, AnErrorThatComesLateIsReported) {
  standin()->set("DEVICES", "2");
  fail_next("run:ncclAllReduce");
  outcome outcome = run(2);
  EXPECT_EQ(outcome.code(), TPRT_RANK_FAILED) << outcome.message();
  EXPECT_GE(outcome.rank(), 0);
}

// What never ends on the device ends by the deadline and the abort: in the
// first steps, whose commands are given one by one, and in a graph, which
// NCCL's abort waits for to be given back.
TEST_F(Nccl, WhatHangsIsAborted) {
  for (uint32_t ranks : {1, 2, 4})
    for (bool in_graph : {false, true}) {
      standin()->set("DEVICES", std::to_string(ranks).c_str());
      uint64_t aborts = standin()->calls("ncclCommAbort");
      uint64_t graphs = standin()->calls("cuGraphLaunch");
      auto hang = [] {
        uint64_t next = standin()->calls("run:ncclAllReduce") + 1;
        std::string what = "hang:ncclAllReduce:" + std::to_string(next) + "+";
        standin()->set("FAIL", what.c_str());
      };
      if (!in_graph)
        hang();
      outcome outcome = run(ranks, 400, hang);
      standin()->set("FAIL", nullptr);
      EXPECT_EQ(outcome.code(), TPRT_TIMEOUT) << outcome.message();
      EXPECT_EQ(standin()->calls("ncclCommAbort") - aborts,
                ranks * (ranks == 4 ? 3 : 1));
      EXPECT_EQ(standin()->calls("cuGraphLaunch") > graphs, in_graph);
      EXPECT_EQ(leaked(), "");
    }
}

TEST_F(Nccl, SetsWhatTheLibraryNeeds) {
  unsetenv("NCCL_LAUNCH_ORDER_IMPLICIT");
  standin()->set("DEVICES", "1");
  ASSERT_TRUE(run(1).ok());
  EXPECT_STREQ(getenv("NCCL_LAUNCH_ORDER_IMPLICIT"), "1");
  EXPECT_EQ(getenv("NCCL_MULTI_RANK_GPU_ENABLE"), nullptr);
  setenv("NCCL_LAUNCH_ORDER_IMPLICIT", "0", 1);
  ASSERT_TRUE(run(1).ok());
  EXPECT_STREQ(getenv("NCCL_LAUNCH_ORDER_IMPLICIT"), "0"); // the user's choice
}

TEST_F(Nccl, ReachesNoHostMemory) {
  program_builder b(2);
  fb::Ref in = b.argument(fb::DType::f32, {4});
  fb::Ref out = b.result(fb::DType::f32, {4});
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f32, 4, in, out, b.communicator({"x"}));
  runner run;
  ASSERT_TRUE(run.load(b.build()).ok());
  outcome outcome = run.create({"cpu", "nccl", 1000, 1, 0, 0});
  EXPECT_EQ(outcome.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(outcome.message().find("backend \"cpu\""), std::string::npos);
}

//===-- Several processes -------------------------------------------------===//

using variables = std::map<std::string, std::string>;

/// What a process has printed.
struct report {
  int code = -1, rank = -1;
  std::string message;
};

/// A comm-probe with these variables beside those of this process.
class probe {
public:
  probe(const variables &set, uint32_t ranks, const std::string &wish = "") {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    id = fork();
    if (id == 0) {
      dup2(ends[1], 1);
      close(ends[0]);
      close(ends[1]);
      for (const auto &[name, value] : set)
        setenv(name.c_str(), value.c_str(), 1);
      execl(TEST_COMM_PROBE, "comm-probe", std::to_string(ranks).c_str(),
            wish.c_str(), static_cast<char *>(nullptr));
      _exit(127);
    }
    close(ends[1]);
    output = ends[0];
  }
  probe(probe &&other) noexcept : id(other.id), output(other.output) {
    other.id = 0;
  }

  report finish() {
    std::string text;
    char buffer[4096];
    for (ssize_t count; (count = read(output, buffer, sizeof buffer)) > 0;)
      text.append(buffer, size_t(count));
    close(output);
    waitpid(id, nullptr, 0);
    report report;
    int used = 0;
    std::sscanf(text.c_str(), "%d %d %n", &report.code, &report.rank, &used);
    report.message = text.substr(size_t(used));
    return report;
  }

  void kill() { ::kill(id, SIGKILL); }

private:
  pid_t id;
  int output;
};

uint16_t free_port() {
  int probe = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto *generic = reinterpret_cast<sockaddr *>(&address);
  EXPECT_EQ(bind(probe, generic, length), 0);
  EXPECT_EQ(getsockname(probe, generic, &length), 0);
  close(probe);
  return ntohs(address.sin_port);
}

variables torchrun(uint32_t rank, uint32_t size, uint16_t port) {
  return {{"RANK", std::to_string(rank)},
          {"WORLD_SIZE", std::to_string(size)},
          {"LOCAL_RANK", std::to_string(rank)},
          {"LOCAL_WORLD_SIZE", std::to_string(size)},
          {"MASTER_ADDR", "127.0.0.1"},
          {"MASTER_PORT", std::to_string(port)},
          {"TPRT_STANDIN_DEVICES", std::to_string(size)}};
}

variables open_mpi(uint32_t rank, uint32_t size, uint16_t port) {
  return {{"OMPI_COMM_WORLD_RANK", std::to_string(rank)},
          {"OMPI_COMM_WORLD_SIZE", std::to_string(size)},
          {"OMPI_COMM_WORLD_LOCAL_RANK", std::to_string(rank)},
          {"OMPI_COMM_WORLD_LOCAL_SIZE", std::to_string(size)},
          {"MASTER_PORT", std::to_string(port)},
          {"TPRT_STANDIN_DEVICES", std::to_string(size)}};
}

class NcclProcesses : public testing::Test {
protected:
  void SetUp() override {
    if (!standin())
      GTEST_SKIP() << "no stand-in of libcuda.so.1 is first in LD_LIBRARY_PATH";
  }

  /// Starts `size` ranks, one of them with a wish or variables of its own.
  std::vector<report> start(uint32_t size, uint32_t special = UINT32_MAX,
                            const std::string &wish = "",
                            const variables &own = {}) {
    uint16_t port = free_port();
    std::vector<probe> probes;
    for (uint32_t rank = 0; rank < size; ++rank) {
      variables set = torchrun(rank, size, port);
      if (rank == special)
        for (const auto &[name, value] : own)
          set[name] = value;
      probes.emplace_back(set, size, rank == special ? wish : "");
    }
    std::vector<report> reports;
    for (probe &probe : probes)
      reports.push_back(probe.finish());
    return reports;
  }
};

TEST_F(NcclProcesses, RunOneProgramTogether) {
  for (uint32_t size : {1, 2, 4})
    for (const report &report : start(size))
      EXPECT_EQ(report.code, TPRT_OK) << report.message;
}

TEST_F(NcclProcesses, AreStartedByAnyLauncher) {
  uint16_t port = free_port();
  std::vector<probe> probes;
  for (uint32_t rank = 0; rank < 2; ++rank)
    probes.emplace_back(open_mpi(rank, 2, port), 2);
  for (probe &probe : probes) {
    report report = probe.finish();
    EXPECT_EQ(report.code, TPRT_OK) << report.message;
  }
}

TEST_F(NcclProcesses, MustBeAsManyAsRanks) {
  report report = probe(torchrun(0, 2, 1), 4).finish();
  EXPECT_EQ(report.code, TPRT_USAGE);
  EXPECT_NE(report.message.find("torchrun has started 2 processes, the program "
                                "has 4 ranks"),
            std::string::npos)
      << report.message;
}

TEST_F(NcclProcesses, MustHaveVariablesThatAgree) {
  variables set = torchrun(0, 2, 1);
  set["RANK"] = "2";
  report report = probe(set, 2).finish();
  EXPECT_EQ(report.code, TPRT_USAGE);
  EXPECT_NE(report.message.find("RANK is 2, but WORLD_SIZE is 2"),
            std::string::npos)
      << report.message;
}

TEST_F(NcclProcesses, MustRunOneProgram) {
  for (const report &report : start(3, 2, "other")) {
    EXPECT_EQ(report.code, TPRT_BAD_INPUT) << report.message;
    EXPECT_NE(report.message.find("rank 0 has schedule"), std::string::npos);
    EXPECT_NE(report.message.find("rank 2 has schedule"), std::string::npos);
  }
}

TEST_F(NcclProcesses, HearOfARankThatDoesNotCome) {
  uint16_t port = free_port();
  std::vector<probe> probes;
  for (uint32_t rank : {0, 2})
    probes.emplace_back(torchrun(rank, 3, port), 3);
  for (probe &probe : probes) {
    report report = probe.finish();
    EXPECT_EQ(report.code, TPRT_TIMEOUT) << report.message;
    EXPECT_EQ(report.rank, 1) << report.message;
  }
}

TEST_F(NcclProcesses, CannotShareAGpuWithAnOldLibrary) {
  uint16_t port = free_port();
  std::vector<probe> probes;
  for (uint32_t rank = 0; rank < 2; ++rank) {
    variables set = torchrun(rank, 2, port);
    set["TPRT_STANDIN_DEVICES"] = "1";
    probes.emplace_back(set, 2);
  }
  for (probe &probe : probes) {
    report report = probe.finish();
    EXPECT_NE(report.message.find("several ranks on one GPU need NCCL 2.30.0"),
              std::string::npos)
        << report.message;
  }
}

// The others learn what has failed, where, and for which command.
TEST_F(NcclProcesses, HearOfTheFirstFailure) {
  for (uint32_t culprit : {0, 1, 2}) {
    std::vector<report> reports =
        start(3, culprit, "", {{"TPRT_STANDIN_FAIL", "run:ncclAllReduce:2"}});
    for (const report &report : reports) {
      EXPECT_EQ(report.code, TPRT_RANK_FAILED) << report.message;
      EXPECT_EQ(report.rank, int(culprit)) << report.message;
    }
  }
}

TEST_F(NcclProcesses, HearOfARankThatHasEnded) {
  for (uint32_t culprit : {0, 2}) {
    auto begin = std::chrono::steady_clock::now();
    std::vector<report> reports = start(3, culprit, "die");
    for (uint32_t rank = 0; rank < 3; ++rank) {
      if (rank == culprit)
        continue;
      EXPECT_EQ(reports[rank].code, TPRT_RANK_FAILED) << reports[rank].message;
      EXPECT_EQ(reports[rank].rank, int(culprit)) << reports[rank].message;
    }
    // Long before the deadline, which is 4 s.
    EXPECT_LT(std::chrono::steady_clock::now() - begin,
              std::chrono::seconds(4));
  }
}

// One that is alive and does nothing is not known to have failed: the deadline
// ends the others.
TEST_F(NcclProcesses, EndByTheDeadlineWhenOneIsStuck) {
  uint16_t port = free_port();
  std::vector<probe> probes;
  for (uint32_t rank = 0; rank < 2; ++rank)
    probes.emplace_back(torchrun(rank, 2, port), 2, rank ? "stay" : "");
  report report = probes[0].finish();
  EXPECT_EQ(report.code, TPRT_TIMEOUT) << report.message;
  probes[1].kill();
  probes[1].finish();
}

} // namespace
