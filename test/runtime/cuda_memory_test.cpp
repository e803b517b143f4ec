//===- cuda_memory_test.cpp - Memory, devices and their errors ------------===//
// Do allocation, transfers, sharing of cards, looking and losing a device do
// what tprt/backend.h says?

#include "cuda_support.h"

#include <numeric>
#include <thread>

using namespace tprt::test;

namespace {

//===-- Memory ------------------------------------------------------------===//

TEST_F(CudaTest, AllocGivesAlignedZeros) {
  tprt_device_t *rank = device();
  for (uint64_t size : {64, 1000, 100000}) {
    void *data = memory(rank, size);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(data) % TPRT_ALIGNMENT, 0u);
    EXPECT_EQ(read<uint8_t>(rank, data, size), std::vector<uint8_t>(size));
  }
}

TEST_F(CudaTest, AllocSaysWhatThereIs) {
  tprt_device_t *rank = device();
  void *data = nullptr;
  outcome refused = cuda->alloc(rank, uint64_t(1) << 40, &data);
  EXPECT_EQ(refused.code(), TPRT_OUT_OF_MEMORY);
  EXPECT_NE(refused.message().find(
                "cannot allocate 1099511627776 bytes of GPU memory, where "),
            std::string::npos)
      << refused.message();
  EXPECT_NE(refused.message().find("are free: cuMemAlloc_v2 failed with "
                                   "CUDA_ERROR_OUT_OF_MEMORY"),
            std::string::npos)
      << refused.message();
}

TEST_F(CudaTest, CopiesAndClearsAreInTheStreamsOrder) {
  tprt_device_t *rank = device();
  std::vector<uint32_t> values(1000);
  std::iota(values.begin(), values.end(), 7);
  void *from = memory(rank, values), *middle = memory(rank, 4000),
       *to = memory(rank, 4000);
  for (tprt_stream_t stream : {TPRT_COMPUTE, TPRT_COMM}) {
    require(cuda->copy(rank, stream, middle, from, 4000));
    require(cuda->copy(rank, stream, to, middle, 4000));
    require(cuda->clear(rank, stream, middle, 4000));
    EXPECT_EQ(read<uint32_t>(rank, to, 1000), values);
    EXPECT_EQ(read<uint32_t>(rank, middle, 1000), std::vector<uint32_t>(1000));
    require(cuda->clear(rank, stream, to, 4000));
  }
  // Nothing is something that the driver is not asked for.
  require(cuda->copy(rank, TPRT_COMPUTE, to, from, 0));
  require(cuda->clear(rank, TPRT_COMPUTE, to, 0));
  require(cuda->upload(rank, to, values.data(), 0));
  require(cuda->download(rank, values.data(), to, 0));
}

TEST_F(CudaTest, UploadWaitsForWorkOnBothStreams) {
  tprt_device_t *rank = device();
  for (const char *order : {"comm-last", "comm-first", "7"}) {
    standin()->set("SEED", order);
    std::vector<uint32_t> first(500, 1), second(500, 2);
    void *data = memory(rank, first), *compute = memory(rank, 2000),
         *comm = memory(rank, 2000);
    require(cuda->copy(rank, TPRT_COMPUTE, compute, data, 2000));
    require(cuda->copy(rank, TPRT_COMM, comm, data, 2000));
    require(cuda->upload(rank, data, second.data(), 2000));
    EXPECT_EQ(read<uint32_t>(rank, compute, 500), first);
    EXPECT_EQ(read<uint32_t>(rank, comm, 500), first);
    EXPECT_EQ(read<uint32_t>(rank, data, 500), second);
  }
}

TEST_F(CudaTest, ConstantsAreOnTheDevice) {
  tprt_device_t *rank = device();
  std::vector<float> host(100, 3.5f);
  void *data = nullptr;
  require(cuda->constants_map(rank, host.data(), 400, &data));
  EXPECT_NE(data, static_cast<void *>(host.data()));
  EXPECT_EQ(read<float>(rank, data, 100), host);
  cuda->constants_unmap(rank, data, 400);
}

TEST_F(CudaTest, AnyThreadMayUseADevice) {
  tprt_device_t *rank = nullptr;
  std::thread([&] { rank = device(); }).join();
  void *data = nullptr;
  std::thread([&] { data = memory(rank, std::vector<int>(16, 5)); }).join();
  EXPECT_EQ(read<int>(rank, data, 16), std::vector<int>(16, 5));
}

TEST_F(CudaTest, RanksOfOneCardShareItsContext) {
  uint64_t before = standin()->calls("cuDevicePrimaryCtxRetain");
  tprt_device_t *first = device(0), *second = device(1);
  void *from = memory(first, std::vector<int>(16, 9)), *to = memory(second, 64);
  require(cuda->copy(second, TPRT_COMM, to, from, 64));
  EXPECT_EQ(read<int>(second, to, 16), std::vector<int>(16, 9));
  EXPECT_NE(cuda->native_stream(first, TPRT_COMM),
            cuda->native_stream(second, TPRT_COMM));
  EXPECT_EQ(standin()->calls("cuDevicePrimaryCtxRetain"), before + 1);
}

TEST_F(CudaTest, OrdinalsGoAround) {
  standin()->set("DEVICES", "2");
  uint64_t before = standin()->calls("cuDevicePrimaryCtxRetain");
  tprt_device_t *first = device(0, 0), *second = device(1, 1),
                *third = device(2, 2);
  EXPECT_NE(first, third);
  void *from = memory(first, std::vector<int>(16, 9)), *to = memory(third, 64);
  require(cuda->copy(third, TPRT_COMPUTE, to, from, 64));
  EXPECT_EQ(read<int>(third, to, 16), std::vector<int>(16, 9));
  memory(second, 64);
  EXPECT_EQ(standin()->calls("cuDevicePrimaryCtxRetain"), before + 2);
}

//===-- Completion and errors ---------------------------------------------===//

TEST_F(CudaTest, PollLooksAtBothStreams) {
  tprt_device_t *rank = device();
  void *from = memory(rank, 64), *to = memory(rank, 64);
  for (tprt_stream_t stream : {TPRT_COMPUTE, TPRT_COMM}) {
    require(cuda->copy(rank, stream, to, from, 64));
    int done = 0, looks = 0;
    for (; !done && looks < 10000; ++looks)
      require(cuda->poll(rank, &done));
    EXPECT_TRUE(done);
  }
}

TEST_F(CudaTest, WorkThatFailsLaterIsReportedAndEndsTheDevice) {
  {
    tprt_device_t *rank = nullptr;
    tprt_device_params_t params{0, 1, 1, 0};
    require(cuda->device_create(&params, &rank));
    void *from = nullptr, *to = nullptr;
    require(cuda->alloc(rank, 64, &from));
    require(cuda->alloc(rank, 64, &to));
    fail_next("run:cuMemcpyDtoDAsync_v2");
    require(cuda->copy(rank, TPRT_COMPUTE, to, from, 64));
    int done = 0;
    tprt_status_t status = nullptr;
    for (int looks = 0; !done && !status && looks < 10000; ++looks)
      status = cuda->poll(rank, &done);
    outcome failed(status);
    EXPECT_EQ(failed.code(), TPRT_RANK_FAILED);
    EXPECT_NE(failed.message().find("cuStreamQuery failed with CUDA_ERROR_"),
              std::string::npos)
        << failed.message();
    outcome later = cuda->copy(rank, TPRT_COMPUTE, to, from, 64);
    EXPECT_NE(later.message().find(
                  "GPU 0 (stand-in sm_90) is lost: cuStreamQuery failed with "),
              std::string::npos)
        << later.message();
    cuda->free(rank, from, 64);
    cuda->free(rank, to, 64);
    cuda->device_destroy(rank);
  }
  standin()->set("FAIL", nullptr);
  // A new context is a new start.
  tprt_device_t *again = device();
  EXPECT_EQ(read<int>(again, memory(again, 64), 1)[0], 0);
}

TEST_F(CudaTest, RangesNest) {
  tprt_device_t *rank = device();
  if (!cuda->range_push)
    GTEST_SKIP() << "built without nvtx3";
  cuda->range_push(rank, "outer");
  cuda->range_push(rank, "inner");
  cuda->range_pop(rank);
  cuda->range_pop(rank);
}

} // namespace
