//===- stream_test.cpp - Does a missing event show as wrong numbers? ------===//
// Streams are in order and otherwise free: under some seed every order happens
// that events do not forbid, and no other.

#include "support.h"

#include <set>

namespace {

class Streams : public StandinTest {};

/// What a reader on the other stream sees of a write that it does, or does not,
/// wait for.
static float read_behind_a_write(CUstream compute, CUstream comm, CUdeviceptr x,
                                 CUdeviceptr y, CUdeviceptr z, CUevent event) {
  float old = 0, fresh = 1, seen = -1;
  cuMemcpyHtoD(x, &fresh, 4);
  cuMemcpyHtoD(y, &old, 4);
  cuMemcpyDtoDAsync(y, x, 4, compute);
  if (event) {
    cuEventRecord(event, compute);
    cuStreamWaitEvent(comm, event, 0);
  }
  cuMemcpyDtoDAsync(z, y, 4, comm);
  cuStreamSynchronize(comm);
  cuStreamSynchronize(compute);
  cuMemcpyDtoH(&seen, z, 4);
  return seen;
}

TEST_F(Streams, WithoutAnEventBothOrdersHappen) {
  CUdeviceptr x = make({0}), y = make({0}), z = make({0});
  std::set<float> seen;
  for (int seed = 0; seed < 20; ++seed) {
    standin_set("SEED", std::to_string(seed).c_str());
    seen.insert(read_behind_a_write(compute, comm, x, y, z, nullptr));
  }
  EXPECT_EQ(seen, (std::set<float>{0, 1}));
}

TEST_F(Streams, AnEventLeavesOneOrder) {
  CUdeviceptr x = make({0}), y = make({0}), z = make({0});
  CUevent event = make_event();
  for (const char *seed : {"0", "1", "2", "3", "4", "5", "6", "7", "issue",
                           "comm-first", "comm-last"}) {
    standin_set("SEED", seed);
    EXPECT_EQ(read_behind_a_write(compute, comm, x, y, z, event), 1) << seed;
  }
}

TEST_F(Streams, PoliciesTakeTheExtremes) {
  CUdeviceptr x = make({0}), y = make({0}), z = make({0});
  standin_set("SEED", "comm-first");
  EXPECT_EQ(read_behind_a_write(compute, comm, x, y, z, nullptr), 0);
  standin_set("SEED", "comm-last");
  EXPECT_EQ(read_behind_a_write(compute, comm, x, y, z, nullptr), 1);
  standin_set("SEED", "issue");
  EXPECT_EQ(read_behind_a_write(compute, comm, x, y, z, nullptr), 1);
  standin_set("SEED", "last:s1");
  EXPECT_EQ(read_behind_a_write(compute, comm, x, y, z, nullptr), 0);
  standin_set("SEED", "first:s1");
  EXPECT_EQ(read_behind_a_write(compute, comm, x, y, z, nullptr), 1);
}

TEST_F(Streams, AWaitCanBeLeftOutToSeeWhetherItIsNeeded) {
  CUdeviceptr x = make({0}), y = make({0}), z = make({0});
  CUevent event = make_event();
  standin_set("SEED", "comm-first");
  standin_set("FAIL", "skip:cuStreamWaitEvent:2");
  EXPECT_EQ(read_behind_a_write(compute, comm, x, y, z, event), 1);
  EXPECT_EQ(read_behind_a_write(compute, comm, x, y, z, event), 0);
  EXPECT_EQ(read_behind_a_write(compute, comm, x, y, z, event), 1);
}

TEST_F(Streams, AWaitIsForTheRecordBeforeIt) {
  standin_set("SEED", "comm-first");
  CUdeviceptr x = make({1}), y = make({0}), z = make({0});
  CUevent event = make_event();
  cuEventRecord(event, compute);
  cuStreamWaitEvent(comm, event, 0);
  cuMemcpyDtoDAsync(z, y, 4, comm);
  // Recorded again behind the write: too late for the wait above.
  cuMemcpyDtoDAsync(y, x, 4, compute);
  cuEventRecord(event, compute);
  finish();
  EXPECT_EQ(read(z, 1)[0], 0);
}

TEST_F(Streams, AnEventNeverRecordedHoldsNobody) {
  CUevent event = make_event();
  EXPECT_EQ(cuEventQuery(event), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamWaitEvent(comm, event, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(comm), CUDA_SUCCESS);
}

TEST_F(Streams, NothingRunsUntilSomebodyAsks) {
  CUdeviceptr data = make({1});
  standin_clear_log();
  for (int i = 0; i < 5; ++i)
    cuMemsetD8Async(data, 0, 4, compute);
  EXPECT_EQ(read_log().find("run "), std::string::npos);
  finish();
  EXPECT_NE(read_log().find("run "), std::string::npos);
}

TEST_F(Streams, AFullQueueRunsSome) {
  standin_set("CAPACITY", "4");
  CUdeviceptr data = make({1});
  standin_clear_log();
  for (int i = 0; i < 6; ++i)
    cuMemsetD8Async(data, 0, 4, compute);
  EXPECT_NE(read_log().find("run "), std::string::npos);
  finish();
}

TEST_F(Streams, QueriesSayBusyBeforeTheySayReady) {
  EXPECT_EQ(cuStreamQuery(compute), CUDA_SUCCESS);
  CUdeviceptr data = make({1});
  cuMemsetD8Async(data, 0, 4, compute);
  EXPECT_EQ(cuStreamQuery(compute), CUDA_ERROR_NOT_READY);
  CUresult last = CUDA_ERROR_NOT_READY;
  for (int i = 0; i < 100 && last == CUDA_ERROR_NOT_READY; ++i)
    last = cuStreamQuery(compute);
  EXPECT_EQ(last, CUDA_SUCCESS);
}

TEST_F(Streams, BlockingCopiesDoNotWaitForNonBlockingStreams) {
  CUdeviceptr x = make({1}), y = make({0});
  cuMemcpyDtoDAsync(y, x, 4, compute);
  EXPECT_EQ(read(y, 1)[0], 0);
  finish();
  EXPECT_EQ(read(y, 1)[0], 1);
}

TEST_F(Streams, BlockingCopiesWaitForBlockingStreams) {
  CUstream stream;
  ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_DEFAULT), CUDA_SUCCESS);
  CUdeviceptr x = make({1}), y = make({0});
  cuMemcpyDtoDAsync(y, x, 4, stream);
  EXPECT_EQ(read(y, 1)[0], 1);
  cuStreamDestroy(stream);
}

TEST_F(Streams, TheContextsOwnStreamAndBlockingStreamsAreInOrder) {
  CUstream stream;
  ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_DEFAULT), CUDA_SUCCESS);
  for (const char *seed : {"comm-first", "comm-last", "3", "4", "5"}) {
    standin_set("SEED", seed);
    CUdeviceptr x = make({1}), y = make({0}), z = make({0}), w = make({0});
    cuMemcpyDtoDAsync(y, x, 4, stream);
    cuMemcpyDtoDAsync(z, y, 4, nullptr);
    cuMemcpyDtoDAsync(w, z, 4, stream);
    EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
    EXPECT_EQ(read(w, 1)[0], 1) << seed;
  }
  cuStreamDestroy(stream);
}

TEST_F(Streams, OrdinaryHostMemoryIsReadAtTheCall) {
  CUdeviceptr y = make({0});
  float value = 1;
  cuMemcpyHtoDAsync(y, &value, 4, compute);
  value = 2;
  finish();
  EXPECT_EQ(read(y, 1)[0], 1);
}

TEST_F(Streams, PageLockedHostMemoryIsReadWhenTheStreamIsThere) {
  CUdeviceptr y = make({0});
  void *host;
  ASSERT_EQ(cuMemHostAlloc(&host, 4, 0), CUDA_SUCCESS);
  auto *value = static_cast<float *>(host);
  *value = 1;
  cuMemcpyHtoDAsync(y, value, 4, compute);
  *value = 2;
  finish();
  EXPECT_EQ(read(y, 1)[0], 2);
  EXPECT_EQ(cuMemFreeHost(host), CUDA_SUCCESS);
}

TEST_F(Streams, DownloadsToOrdinaryMemoryAreDoneAtOnce) {
  CUdeviceptr y = make({3});
  float value = 0;
  cuMemcpyDtoHAsync(&value, y, 4, compute);
  EXPECT_EQ(value, 3);
}

TEST_F(Streams, MemoryThatIsFreedWhileItIsWaitedForBreaksTheDevice) {
  CUdeviceptr x = make({1}), y = make({0});
  CUevent event = make_event();
  standin_set("FAIL", "hang:cuMemsetD8Async:1");
  cuMemsetD8Async(x, 0, 4, comm);
  cuEventRecord(event, comm);
  cuStreamWaitEvent(compute, event, 0);
  cuMemsetD8Async(y, 0, 4, compute);
  EXPECT_EQ(cuMemFree(y), CUDA_SUCCESS);
  buffers.pop_back();
  standin_set("TIMEOUT_MS", "20");
  EXPECT_NE(cuStreamSynchronize(compute), CUDA_SUCCESS);
}

TEST_F(Streams, TimesAreInOrder) {
  CUevent start = make_event(0), end = make_event(0);
  float ms = -1;
  EXPECT_EQ(cuEventElapsedTime(&ms, start, end), CUDA_ERROR_INVALID_HANDLE);
  cuEventRecord(start, compute);
  cuEventRecord(end, compute);
  EXPECT_EQ(cuEventElapsedTime(&ms, start, end), CUDA_ERROR_NOT_READY);
  EXPECT_EQ(cuEventSynchronize(end), CUDA_SUCCESS);
  EXPECT_EQ(cuEventElapsedTime(&ms, start, end), CUDA_SUCCESS);
  EXPECT_GE(ms, 0);
  CUevent untimed = make_event();
  cuEventRecord(untimed, compute);
  finish();
  EXPECT_EQ(cuEventElapsedTime(&ms, start, untimed), CUDA_ERROR_INVALID_HANDLE);
}

TEST_F(Streams, ADestroyedStreamStillDoesItsWork) {
  CUdeviceptr x = make({1}), y = make({0});
  CUevent event = make_event();
  cuMemcpyDtoDAsync(y, x, 4, comm);
  cuEventRecord(event, comm);
  EXPECT_EQ(cuStreamDestroy(comm), CUDA_SUCCESS);
  comm = nullptr;
  EXPECT_EQ(cuEventSynchronize(event), CUDA_SUCCESS);
  EXPECT_EQ(read(y, 1)[0], 1);
}

TEST_F(Streams, SameSeedSameOrder) {
  CUdeviceptr x = make({1}), y = make({0});
  auto order_of = [&](const char *seed) {
    standin_set("SEED", seed);
    standin_clear_log();
    for (int i = 0; i < 10; ++i) {
      cuMemsetD8Async(x, 0, 4, compute);
      cuMemsetD8Async(y, 0, 4, comm);
    }
    finish();
    return read_log();
  };
  std::string first = order_of("7");
  EXPECT_EQ(first, order_of("7"));
  EXPECT_NE(first, order_of("8"));
}

} // namespace
