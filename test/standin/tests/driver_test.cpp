//===- driver_test.cpp - Does the driver refuse what CUDA refuses? --------===//
// Contexts, handles, memory, and what is recorded of the calls.

#include "support.h"

#include <thread>

namespace {

class Driver : public StandinTest {};

TEST_F(Driver, NothingWorksWithoutAContext) {
  std::thread([] {
    CUdeviceptr data;
    EXPECT_EQ(cuMemAlloc(&data, 4), CUDA_ERROR_INVALID_CONTEXT);
  }).join();
}

TEST_F(Driver, MemoryIsGarbageUntilItIsWritten) {
  CUdeviceptr data;
  ASSERT_EQ(cuMemAlloc(&data, 3), CUDA_SUCCESS);
  EXPECT_EQ(data % 256, 0u);
  unsigned char bytes[3];
  ASSERT_EQ(cuMemcpyDtoH(bytes, data, 3), CUDA_SUCCESS);
  EXPECT_EQ(bytes[2], 0xCB);
  EXPECT_EQ(cuMemFree(data), CUDA_SUCCESS);
}

TEST_F(Driver, FreeingTwiceIsRefused) {
  CUdeviceptr data;
  ASSERT_EQ(cuMemAlloc(&data, 3), CUDA_SUCCESS);
  EXPECT_EQ(cuMemFree(data), CUDA_SUCCESS);
  EXPECT_EQ(cuMemFree(data), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(Driver, MemoryRunsOut) {
  standin_set("MEMORY", "1000");
  CUdeviceptr data, more;
  ASSERT_EQ(cuMemAlloc(&data, 600), CUDA_SUCCESS);
  EXPECT_EQ(cuMemAlloc(&more, 600), CUDA_ERROR_OUT_OF_MEMORY);
  size_t free, total;
  ASSERT_EQ(cuMemGetInfo(&free, &total), CUDA_SUCCESS);
  EXPECT_EQ(free, 400u);
  EXPECT_EQ(total, 1000u);
  EXPECT_EQ(cuMemFree(data), CUDA_SUCCESS);
}

TEST_F(Driver, CopiesLeaveNoAllocation) {
  CUdeviceptr data = make({1, 2});
  EXPECT_EQ(cuMemcpyDtoDAsync(data, data + 4, 8, compute),
            CUDA_ERROR_INVALID_VALUE);
}

TEST_F(Driver, DestroyedHandlesAreRefused) {
  CUstream stream;
  ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
  ASSERT_EQ(cuStreamDestroy(stream), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamQuery(stream), CUDA_ERROR_INVALID_HANDLE);
  CUevent event;
  ASSERT_EQ(cuEventCreate(&event, 0), CUDA_SUCCESS);
  ASSERT_EQ(cuEventDestroy(event), CUDA_SUCCESS);
  EXPECT_EQ(cuEventRecord(event, compute), CUDA_ERROR_INVALID_HANDLE);
}

TEST_F(Driver, WhatIsNotGivenBackIsNamed) {
  CUdeviceptr data;
  ASSERT_EQ(cuMemAlloc(&data, 4), CUDA_SUCCESS);
  EXPECT_EQ(leaks(), "1 allocation, 1 context, 2 streams");
  ASSERT_EQ(cuMemFree(data), CUDA_SUCCESS);
}

TEST_F(Driver, AContextTakesAllWithItAndSaysSo) {
  CUdeviceptr data;
  ASSERT_EQ(cuMemAlloc(&data, 4), CUDA_SUCCESS);
  ASSERT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_SUCCESS);
  EXPECT_EQ(leaks(), "1 allocation, 2 streams");
  EXPECT_EQ(cuMemFree(data), CUDA_ERROR_CONTEXT_IS_DESTROYED);
  standin_reset();
  compute = comm = nullptr;
}

TEST_F(Driver, SeveralDevicesHaveTheirOwnContexts) {
  standin_set("DEVICES", "2");
  CUcontext other;
  ASSERT_EQ(cuDevicePrimaryCtxRetain(&other, 1), CUDA_SUCCESS);
  EXPECT_NE(other, context);
  CUcontext again;
  ASSERT_EQ(cuDevicePrimaryCtxRetain(&again, 0), CUDA_SUCCESS);
  EXPECT_EQ(again, context);
  EXPECT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_SUCCESS);
  EXPECT_EQ(cuDevicePrimaryCtxRelease(1), CUDA_SUCCESS);
}

TEST_F(Driver, StreamsAndEventsOfDifferentDevicesDoNotMix) {
  standin_set("DEVICES", "2");
  CUcontext other;
  ASSERT_EQ(cuDevicePrimaryCtxRetain(&other, 1), CUDA_SUCCESS);
  ASSERT_EQ(cuCtxPushCurrent(other), CUDA_SUCCESS);
  CUevent event;
  ASSERT_EQ(cuEventCreate(&event, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuEventRecord(event, compute), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuStreamWaitEvent(compute, event, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuEventDestroy(event), CUDA_SUCCESS);
  ASSERT_EQ(cuCtxPopCurrent(nullptr), CUDA_SUCCESS);
  EXPECT_EQ(cuDevicePrimaryCtxRelease(1), CUDA_SUCCESS);
}

TEST_F(Driver, NoDevice) {
  standin_set("DEVICES", "0");
  EXPECT_EQ(cuInit(0), CUDA_ERROR_NO_DEVICE);
  standin_set("DEVICES", nullptr);
}

TEST_F(Driver, PushedContextsAreAStack) {
  CUcontext current = nullptr;
  ASSERT_EQ(cuCtxPushCurrent(context), CUDA_SUCCESS);
  ASSERT_EQ(cuCtxPopCurrent(&current), CUDA_SUCCESS);
  EXPECT_EQ(current, context);
  ASSERT_EQ(cuCtxGetCurrent(&current), CUDA_SUCCESS);
  EXPECT_EQ(current, context);
}

TEST_F(Driver, EntriesAreFoundByName) {
  void *entry = nullptr;
  CUdriverProcAddressQueryResult found;
  ASSERT_EQ(cuGetProcAddress("cuMemAlloc", &entry, 12000, 0, &found),
            CUDA_SUCCESS);
  EXPECT_EQ(entry, reinterpret_cast<void *>(&cuMemAlloc));
  EXPECT_EQ(cuGetProcAddress("cuNoSuchThing", &entry, 12000, 0, &found),
            CUDA_ERROR_NOT_FOUND);
}

TEST_F(Driver, ErrorsHaveNames) {
  const char *name, *text;
  ASSERT_EQ(cuGetErrorName(CUDA_ERROR_OUT_OF_MEMORY, &name), CUDA_SUCCESS);
  EXPECT_STREQ(name, "CUDA_ERROR_OUT_OF_MEMORY");
  ASSERT_EQ(cuGetErrorString(CUDA_ERROR_OUT_OF_MEMORY, &text), CUDA_SUCCESS);
  EXPECT_STREQ(text, "out of memory");
}

//===-- Recording and failing ---------------------------------------------===//

TEST_F(Driver, TheLogSaysWhatWasCalledAndRun) {
  standin_clear_log();
  CUdeviceptr data = make({1});
  EXPECT_EQ(cuMemsetD8Async(data, 0, 4, compute), CUDA_SUCCESS);
  finish();
  std::string log = read_log();
  EXPECT_NE(log.find("cuMemAlloc_v2(size=4) = 0 -> 0x"), std::string::npos);
  EXPECT_NE(log.find("size=4, stream=s1) = 0\n"), std::string::npos) << log;
  EXPECT_NE(log.find("run s1 cuMemsetD8Async 4\n"), std::string::npos);
  EXPECT_NE(log.find("cuStreamSynchronize(s1) = 0 [waited]\n"),
            std::string::npos);
}

TEST_F(Driver, TheLogGoesToAFile) {
  std::string path = testing::TempDir() + "standin.log";
  std::remove(path.c_str());
  ASSERT_EQ(standin_set("LOG", path.c_str()), 0);
  EXPECT_EQ(cuStreamQuery(compute), CUDA_SUCCESS);
  standin_set("LOG", nullptr);
  char line[64] = "";
  FILE *file = std::fopen(path.c_str(), "r");
  ASSERT_TRUE(file);
  ASSERT_TRUE(std::fgets(line, sizeof line, file));
  std::fclose(file);
  EXPECT_NE(std::string(line).find(" cuStreamQuery(s1) = 0\n"),
            std::string::npos);
}

TEST_F(Driver, AskedForFailuresComeOnce) {
  standin_set("FAIL", "cuMemAlloc_v2:2");
  CUdeviceptr one, two;
  EXPECT_EQ(cuMemAlloc(&one, 4), CUDA_SUCCESS);
  EXPECT_EQ(cuMemAlloc(&two, 4), CUDA_ERROR_OUT_OF_MEMORY);
  EXPECT_EQ(cuMemAlloc(&two, 4), CUDA_SUCCESS);
  EXPECT_EQ(standin_calls("cuMemAlloc_v2"), 3u);
  cuMemFree(one);
  cuMemFree(two);
}

TEST_F(Driver, FailuresOfTheDeviceStay) {
  standin_set("FAIL", "cuStreamSynchronize:1");
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_ERROR_ILLEGAL_ADDRESS);
  CUdeviceptr data;
  EXPECT_EQ(cuMemAlloc(&data, 4), CUDA_ERROR_ILLEGAL_ADDRESS);
  EXPECT_EQ(cuStreamQuery(comm), CUDA_ERROR_ILLEGAL_ADDRESS);
}

TEST_F(Driver, WorkFailsLaterThanItsCall) {
  standin_set("FAIL", "run:cuMemsetD8Async:1");
  CUdeviceptr data = make({1});
  EXPECT_EQ(cuMemsetD8Async(data, 0, 4, compute), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_ERROR_ILLEGAL_ADDRESS);
  EXPECT_EQ(cuMemsetD8Async(data, 0, 4, compute), CUDA_ERROR_ILLEGAL_ADDRESS);
}

TEST_F(Driver, WorkThatHangsIsNeverReady) {
  standin_set("FAIL", "hang:cuMemsetD8Async:1");
  CUdeviceptr data = make({1});
  EXPECT_EQ(cuMemsetD8Async(data, 0, 4, compute), CUDA_SUCCESS);
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(cuStreamQuery(compute), CUDA_ERROR_NOT_READY);
  standin_set("TIMEOUT_MS", "20");
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_ERROR_LAUNCH_TIMEOUT);
}

extern "C" uint64_t calls_by_name(const char *name);

TEST_F(Driver, ControlsAreFoundByName) {
  cuStreamQuery(compute);
  EXPECT_EQ(calls_by_name("cuStreamQuery"), 1u);
}

TEST_F(Driver, BadSettingsAreRefused) {
  EXPECT_EQ(standin_set("SEED", "backwards"), -1);
  EXPECT_EQ(standin_set("FAIL", "cuInit"), -1);
  EXPECT_EQ(standin_set("NO_SUCH_THING", "1"), -1);
}

TEST_F(Driver, GivingBackWorksOnABrokenDevice) {
  CUdeviceptr data = make({1});
  standin_set("FAIL", "run:cuMemsetD8Async:1");
  EXPECT_EQ(cuMemsetD8Async(data, 0, 4, compute), CUDA_SUCCESS);
  EXPECT_NE(cuCtxSynchronize(), CUDA_SUCCESS);
  EXPECT_NE(cuMemFree(data), CUDA_SUCCESS);
  buffers.clear();
  // TearDown finds nothing alive.
}

} // namespace
