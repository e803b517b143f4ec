//===- nccl_test.cpp - Do ranks meet, agree, and fail as NCCL's do? -------===//
// Ranks are threads here, and processes at the end.

#include "../numbers.h"
#include "support.h"

#include <nccl.h>

#include <functional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

/// A rank with a device, a stream and a communicator of its own.
struct rank_state {
  int rank = 0, ranks = 0;
  CUcontext context = nullptr;
  CUstream stream = nullptr;
  ncclComm_t comm = nullptr;
  bool blocking = true;

  void open(int number, int count, const ncclUniqueId &id, bool blocks,
            int device) {
    rank = number;
    ranks = count;
    blocking = blocks;
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    ASSERT_EQ(cuDevicePrimaryCtxRetain(&context, device), CUDA_SUCCESS);
    own_device = device;
    ASSERT_EQ(cuCtxSetCurrent(context), CUDA_SUCCESS);
    ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
    ncclConfig_t config = NCCL_CONFIG_INITIALIZER;
    config.blocking = blocks;
    ncclResult_t result =
        ncclCommInitRankConfig(&comm, count, id, number, &config);
    ASSERT_EQ(result, blocks ? ncclSuccess : ncclInProgress);
    ASSERT_EQ(settle(), ncclSuccess) << ncclGetLastError(comm);
  }

  void close() {
    if (comm)
      ncclCommDestroy(comm);
    cuStreamDestroy(stream);
    cuDevicePrimaryCtxRelease(own_device);
  }

  /// Polls until the communicator is idle.
  ncclResult_t settle(ncclComm_t which = nullptr) {
    ncclResult_t state = ncclInProgress;
    while (state == ncclInProgress)
      EXPECT_EQ(ncclCommGetAsyncError(which ? which : comm, &state),
                ncclSuccess);
    return state;
  }

  /// A call that may be under way still.
  ncclResult_t done(ncclResult_t result) {
    return result == ncclInProgress ? settle() : result;
  }

  CUdeviceptr make(const std::vector<float> &values) {
    CUdeviceptr data = 0;
    EXPECT_EQ(cuMemAlloc(&data, values.size() * 4), CUDA_SUCCESS);
    EXPECT_EQ(cuMemcpyHtoD(data, values.data(), values.size() * 4),
              CUDA_SUCCESS);
    return data;
  }

  std::vector<float> take(CUdeviceptr data, size_t count) {
    std::vector<float> values(count);
    EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
    EXPECT_EQ(cuMemcpyDtoH(values.data(), data, count * 4), CUDA_SUCCESS);
    EXPECT_EQ(cuMemFree(data), CUDA_SUCCESS);
    return values;
  }

  int own_device = 0;
};

void *at(CUdeviceptr data) { return reinterpret_cast<void *>(data); }

class Nccl : public testing::TestWithParam<bool> {
protected:
  void SetUp() override {
    standin_reset();
    standin_set("RECORD", "1");
    standin_set("DEVICES", "4");
    standin_set("TIMEOUT_MS", "5000");
  }
  void TearDown() override { EXPECT_EQ(leaks(), ""); }

  /// Runs a body on `count` ranks, each a thread.
  void ranks(int count, const std::function<void(rank_state &)> &body) {
    ncclUniqueId id;
    ASSERT_EQ(ncclGetUniqueId(&id), ncclSuccess);
    std::vector<std::thread> threads;
    for (int rank = 0; rank < count; ++rank)
      threads.emplace_back([&, rank] {
        rank_state self;
        self.open(rank, count, id, GetParam(), rank);
        if (!testing::Test::HasFailure())
          body(self);
        self.close();
      });
    for (std::thread &thread : threads)
      thread.join();
  }
};

INSTANTIATE_TEST_SUITE_P(, Nccl, testing::Bool(),
                         [](const testing::TestParamInfo<bool> &info) {
                           return info.param ? "Blocking" : "NonBlocking";
                         });

TEST_P(Nccl, AllReduceSumsAndEveryRankHasTheSameBits) {
  std::vector<std::vector<float>> results(3);
  ranks(3, [&](rank_state &self) {
    std::vector<float> values;
    for (int i = 0; i < 7; ++i)
      values.push_back(0.1f * float(i + 1) * float(self.rank + 1));
    CUdeviceptr data = self.make(values);
    ASSERT_EQ(self.done(ncclAllReduce(at(data), at(data), 7, ncclFloat32,
                                      ncclSum, self.comm, self.stream)),
              ncclSuccess);
    results[size_t(self.rank)] = self.take(data, 7);
  });
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(results[0], results[2]);
  for (int i = 0; i < 7; ++i)
    EXPECT_NEAR(results[0][size_t(i)], 0.6f * float(i + 1), 1e-5f);
}

TEST_P(Nccl, GatherScatterAndBroadcast) {
  ranks(2, [&](rank_state &self) {
    auto r = float(self.rank);
    CUdeviceptr in = self.make({r, r + 10, r + 20, r + 30});
    CUdeviceptr all = self.make(std::vector<float>(8));
    CUdeviceptr part = self.make({0, 0});
    CUdeviceptr cast = self.make({r});
    auto check = [&](ncclResult_t result) {
      ASSERT_EQ(self.done(result), ncclSuccess);
    };
    check(
        ncclAllGather(at(in), at(all), 4, ncclFloat32, self.comm, self.stream));
    check(ncclReduceScatter(at(in), at(part), 2, ncclFloat32, ncclMax,
                            self.comm, self.stream));
    check(ncclBroadcast(at(cast), at(cast), 1, ncclFloat32, 1, self.comm,
                        self.stream));
    EXPECT_EQ(self.take(all, 8),
              (std::vector<float>{0, 10, 20, 30, 1, 11, 21, 31}));
    EXPECT_EQ(self.take(part, 2), self.rank ? (std::vector<float>{21, 31})
                                            : (std::vector<float>{1, 11}));
    EXPECT_EQ(self.take(cast, 1)[0], 1);
    cuMemFree(in);
  });
}

TEST_P(Nccl, AllToAllByMessagesOfOneGroup) {
  ranks(3, [&](rank_state &self) {
    auto r = float(self.rank);
    CUdeviceptr from = self.make({10 * r, 10 * r + 1, 10 * r + 2});
    CUdeviceptr to = self.make({0, 0, 0}), again = self.make({0, 0, 0});
    ASSERT_EQ(ncclGroupStart(), ncclSuccess);
    for (int peer = 0; peer < 3; ++peer) {
      EXPECT_EQ(ncclSend(at(from + unsigned(peer) * 4), 1, ncclFloat32, peer,
                         self.comm, self.stream),
                ncclSuccess);
      EXPECT_EQ(ncclRecv(at(to + unsigned(peer) * 4), 1, ncclFloat32, peer,
                         self.comm, self.stream),
                ncclSuccess);
    }
    ASSERT_EQ(self.done(ncclGroupEnd()), ncclSuccess);
    ASSERT_EQ(self.done(ncclAlltoAll(at(from), at(again), 1, ncclFloat32,
                                     self.comm, self.stream)),
              ncclSuccess);
    std::vector<float> expected{r, 10 + r, 20 + r};
    EXPECT_EQ(self.take(to, 3), expected);
    EXPECT_EQ(self.take(again, 3), expected);
    cuMemFree(from);
  });
}

TEST_P(Nccl, NarrowTypesRoundAtEveryHop) {
  ranks(2, [&](rank_state &self) {
    // 256 + 1 is no bf16.
    uint16_t value = standin::to_bf16(self.rank ? 1.0f : 256.0f);
    CUdeviceptr data;
    ASSERT_EQ(cuMemAlloc(&data, 2), CUDA_SUCCESS);
    cuMemcpyHtoD(data, &value, 2);
    ASSERT_EQ(self.done(ncclAllReduce(at(data), at(data), 1, ncclBfloat16,
                                      ncclSum, self.comm, self.stream)),
              ncclSuccess);
    EXPECT_EQ(cuStreamSynchronize(self.stream), CUDA_SUCCESS);
    cuMemcpyDtoH(&value, data, 2);
    EXPECT_EQ(standin::from_bf16(value), 256.0f);
    cuMemFree(data);
  });
}

TEST_P(Nccl, SplitsByColorAndOrdersByKey) {
  ranks(4, [&](rank_state &self) {
    ncclComm_t part = nullptr;
    int color = self.rank == 3 ? NCCL_SPLIT_NOCOLOR : self.rank % 2;
    ASSERT_EQ(
        self.done(ncclCommSplit(self.comm, color, -self.rank, &part, nullptr)),
        ncclSuccess);
    if (self.rank == 3) {
      EXPECT_EQ(part, nullptr);
      return;
    }
    ASSERT_TRUE(part);
    ASSERT_EQ(self.settle(part), ncclSuccess);
    int count = 0, rank = -1;
    ncclCommCount(part, &count);
    ncclCommUserRank(part, &rank);
    EXPECT_EQ(count, self.rank == 1 ? 1 : 2);
    EXPECT_EQ(rank, self.rank == 0 ? 1 : 0);
    CUdeviceptr data = self.make({float(self.rank + 1)});
    ncclResult_t result = ncclAllReduce(at(data), at(data), 1, ncclFloat32,
                                        ncclSum, part, self.stream);
    if (result == ncclInProgress)
      result = self.settle(part);
    ASSERT_EQ(result, ncclSuccess);
    EXPECT_EQ(self.take(data, 1)[0], self.rank == 1 ? 2 : 4);
    EXPECT_EQ(ncclCommDestroy(part), ncclSuccess);
  });
}

TEST_P(Nccl, CollectivesAreCaptured) {
  ranks(2, [&](rank_state &self) {
    CUdeviceptr data = self.make({1});
    CUgraph graph;
    CUgraphExec runs;
    ASSERT_EQ(cuStreamBeginCapture(self.stream, CU_STREAM_CAPTURE_MODE_RELAXED),
              CUDA_SUCCESS);
    ASSERT_EQ(self.done(ncclAllReduce(at(data), at(data), 1, ncclFloat32,
                                      ncclSum, self.comm, self.stream)),
              ncclSuccess);
    ASSERT_EQ(cuStreamEndCapture(self.stream, &graph), CUDA_SUCCESS);
    ASSERT_EQ(cuGraphInstantiate(&runs, graph, 0), CUDA_SUCCESS);
    cuGraphDestroy(graph);
    for (int i = 0; i < 3; ++i)
      EXPECT_EQ(cuGraphLaunch(runs, self.stream), CUDA_SUCCESS);
    EXPECT_EQ(self.take(data, 1)[0], 8);
    cuGraphExecDestroy(runs);
  });
}

TEST_P(Nccl, RanksThatDisagreeAreTold) {
  ranks(2, [&](rank_state &self) {
    CUdeviceptr data = self.make({1, 2, 3});
    ASSERT_EQ(
        self.done(ncclAllReduce(at(data), at(data), unsigned(2 + self.rank),
                                ncclFloat32, ncclSum, self.comm, self.stream)),
        ncclSuccess);
    EXPECT_EQ(cuStreamSynchronize(self.stream), CUDA_SUCCESS);
    EXPECT_EQ(self.settle(), ncclInvalidUsage);
    std::string own = self.rank ? "3" : "2", other = self.rank ? "2" : "3";
    EXPECT_EQ(ncclGetLastError(self.comm),
              "rank " + std::to_string(self.rank) + " does all_reduce of " +
                  own + " float32, rank " + std::to_string(1 - self.rank) +
                  " all_reduce of " + other + " float32");
    cuMemFree(data);
  });
}

TEST_P(Nccl, AnAbortFreesTheStream) {
  ranks(2, [&](rank_state &self) {
    CUdeviceptr data = self.make({1});
    ASSERT_EQ(self.done(ncclAllReduce(at(data), at(data), 1, ncclFloat32,
                                      ncclSum, self.comm, self.stream)),
              ncclSuccess);
    EXPECT_EQ(cuStreamSynchronize(self.stream), CUDA_SUCCESS);
    // The other rank never comes to the second.
    if (self.rank == 0) {
      ASSERT_EQ(self.done(ncclAllReduce(at(data), at(data), 1, ncclFloat32,
                                        ncclSum, self.comm, self.stream)),
                ncclSuccess);
      for (int i = 0; i < 5; ++i)
        EXPECT_EQ(cuStreamQuery(self.stream), CUDA_ERROR_NOT_READY);
      EXPECT_EQ(ncclCommAbort(self.comm), ncclSuccess);
      self.comm = nullptr;
      EXPECT_EQ(cuStreamSynchronize(self.stream), CUDA_SUCCESS);
    }
    cuMemFree(data);
  });
}

TEST_P(Nccl, ABrokenDeviceEndsWhatIsUnderWay) {
  ranks(2, [&](rank_state &self) {
    if (GetParam() || self.rank == 1)
      return; // a blocking call would not return, the other never comes
    CUdeviceptr data = self.make({1});
    EXPECT_EQ(ncclAllReduce(at(data), at(data), 1, ncclFloat32, ncclSum,
                            self.comm, self.stream),
              ncclInProgress);
    standin_set("FAIL", "run:cuMemsetD8Async:1");
    cuMemsetD8Async(data, 0, 4, self.stream);
    EXPECT_EQ(cuStreamSynchronize(self.stream), CUDA_ERROR_ILLEGAL_ADDRESS);
    EXPECT_EQ(self.settle(), ncclUnhandledCudaError);
    cuMemFree(data);
  });
}

TEST_P(Nccl, FinalizingWaitsForAllRanks) {
  ranks(2, [&](rank_state &self) {
    EXPECT_EQ(self.done(ncclCommFinalize(self.comm)), ncclSuccess);
    CUdeviceptr data = self.make({1});
    EXPECT_EQ(ncclAllReduce(at(data), at(data), 1, ncclFloat32, ncclSum,
                            self.comm, self.stream),
              ncclInvalidArgument);
    cuMemFree(data);
  });
}

TEST_P(Nccl, FailuresOfACollectiveAreTheCommunicators) {
  standin_set("FAIL", "run:ncclAllReduce:1");
  ranks(1, [&](rank_state &self) {
    CUdeviceptr data = self.make({1});
    ASSERT_EQ(self.done(ncclAllReduce(at(data), at(data), 1, ncclFloat32,
                                      ncclSum, self.comm, self.stream)),
              ncclSuccess);
    ncclResult_t state = ncclSuccess;
    for (int i = 0; i < 100 && state == ncclSuccess; ++i) {
      EXPECT_EQ(cuStreamQuery(self.stream), CUDA_ERROR_NOT_READY);
      ncclCommGetAsyncError(self.comm, &state);
    }
    EXPECT_EQ(state, ncclRemoteError);
    ncclCommAbort(self.comm);
    self.comm = nullptr;
    EXPECT_EQ(cuStreamSynchronize(self.stream), CUDA_SUCCESS);
    cuMemFree(data);
  });
}

/// All ranks on one device, each a thread.
TEST_P(Nccl, ARefusedBeginningIsToldToAllRanks) {
  ncclUniqueId id;
  ASSERT_EQ(ncclGetUniqueId(&id), ncclSuccess);
  std::vector<std::thread> threads;
  for (int rank = 0; rank < 3; ++rank)
    threads.emplace_back([&, rank] {
      rank_state self;
      cuInit(0);
      ASSERT_EQ(cuDevicePrimaryCtxRetain(&self.context, 0), CUDA_SUCCESS);
      ASSERT_EQ(cuCtxSetCurrent(self.context), CUDA_SUCCESS);
      ncclConfig_t config = NCCL_CONFIG_INITIALIZER;
      config.blocking = GetParam();
      EXPECT_EQ(
          self.done(ncclCommInitRankConfig(&self.comm, 3, id, rank, &config)),
          ncclInvalidUsage);
      if (self.comm)
        ncclCommDestroy(self.comm);
      cuDevicePrimaryCtxRelease(0);
    });
  for (std::thread &thread : threads)
    thread.join();
}

//===-- One thread, several ranks -----------------------------------------===//

class NcclAlone : public testing::Test {
protected:
  void SetUp() override {
    standin_reset();
    standin_set("TIMEOUT_MS", "5000");
    cuInit(0);
  }
};

/// Two ranks of one thread on one device; how it ends.
static ncclResult_t two_on_one_device() {
  CUcontext context;
  cuDevicePrimaryCtxRetain(&context, 0);
  cuCtxSetCurrent(context);
  ncclUniqueId id;
  ncclGetUniqueId(&id);
  ncclComm_t comms[2];
  ncclGroupStart();
  for (int rank = 0; rank < 2; ++rank)
    EXPECT_EQ(ncclCommInitRank(&comms[rank], 2, id, rank), ncclSuccess);
  ncclResult_t result = ncclGroupEnd();
  if (result != ncclSuccess)
    EXPECT_STREQ(ncclGetLastError(comms[0]),
                 "Duplicate GPU detected : rank 1 and rank 0 both on CUDA "
                 "device 1000");
  for (ncclComm_t comm : comms)
    ncclCommAbort(comm);
  cuDevicePrimaryCtxRelease(0);
  EXPECT_EQ(leaks(), "");
  return result;
}

TEST_F(NcclAlone, TwoRanksOnOneDeviceAreRefused) {
  EXPECT_EQ(two_on_one_device(), ncclInvalidUsage);
  standin_set("NCCL_VERSION", "23003");
  EXPECT_EQ(two_on_one_device(), ncclInvalidUsage);
  setenv("NCCL_MULTI_RANK_GPU_ENABLE", "1", 1);
  EXPECT_EQ(two_on_one_device(), ncclSuccess);
  standin_set("NCCL_VERSION", nullptr);
  EXPECT_EQ(two_on_one_device(), ncclInvalidUsage);
  unsetenv("NCCL_MULTI_RANK_GPU_ENABLE");
}

TEST_F(NcclAlone, ARankThatNeverComesEndsInATimeout) {
  standin_set("TIMEOUT_MS", "30");
  CUcontext context;
  cuDevicePrimaryCtxRetain(&context, 0);
  cuCtxSetCurrent(context);
  ncclUniqueId id;
  ncclGetUniqueId(&id);
  ncclComm_t comm;
  EXPECT_EQ(ncclCommInitRank(&comm, 2, id, 0), ncclSystemError);
  ncclCommAbort(comm);
  cuDevicePrimaryCtxRelease(0);
}

TEST_F(NcclAlone, VersionIsAsAsked) {
  int version = 0;
  EXPECT_EQ(ncclGetVersion(&version), ncclSuccess);
  EXPECT_EQ(version, 22809);
  standin_set("NCCL_VERSION", "23003");
  ncclGetVersion(&version);
  EXPECT_EQ(version, 23003);
}

//===-- Processes ---------------------------------------------------------===//

/// The exit code of a process that is one rank of two.
static int in_a_process(const ncclUniqueId &id, int rank,
                        const std::function<bool(rank_state &)> &body) {
  standin_set("DEVICES", "2");
  rank_state self;
  self.open(rank, 2, id, false, rank);
  bool good = !testing::Test::HasFailure() && body(self);
  return good && !testing::Test::HasFailure() ? 0 : 1;
}

/// Runs a body in two processes; 0 when it was true in both.
static int two_processes(const std::function<bool(rank_state &)> &body) {
  ncclUniqueId id;
  ncclGetUniqueId(&id);
  pid_t children[2];
  for (int rank = 0; rank < 2; ++rank) {
    children[rank] = fork();
    if (!children[rank])
      _exit(in_a_process(id, rank, body));
  }
  int result = 0;
  for (pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    result |= status;
  }
  return result;
}

TEST_F(NcclAlone, RanksMayBeProcesses) {
  EXPECT_EQ(two_processes([](rank_state &self) {
              CUdeviceptr data = self.make({float(self.rank + 1)});
              if (self.done(ncclAllReduce(at(data), at(data), 1, ncclFloat32,
                                          ncclSum, self.comm, self.stream)))
                return false;
              bool good = self.take(data, 1)[0] == 3;
              good &= !self.done(ncclCommFinalize(self.comm));
              self.close();
              return good;
            }),
            0);
}

TEST_F(NcclAlone, AProcessThatDiesIsNoticed) {
  EXPECT_EQ(two_processes([](rank_state &self) {
              CUdeviceptr data = self.make({1});
              auto reduce = [&] {
                return self.done(ncclAllReduce(at(data), at(data), 1,
                                               ncclFloat32, ncclSum, self.comm,
                                               self.stream));
              };
              if (reduce() || cuStreamSynchronize(self.stream))
                return false;
              if (self.rank == 1)
                _exit(0);
              if (reduce())
                return false;
              ncclResult_t state = ncclSuccess;
              while (state == ncclSuccess)
                ncclCommGetAsyncError(self.comm, &state);
              return state == ncclRemoteError;
            }),
            0);
}

} // namespace
