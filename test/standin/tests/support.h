//===- support.h - What the tests of the stand-ins share ------------------===//
// Each test starts with nothing, and ends with nothing alive.
#ifndef TEST_STANDIN_TESTS_SUPPORT_H
#define TEST_STANDIN_TESTS_SUPPORT_H

#include "../standin.h"

#include <cuda.h>

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

/// Everything that the recorded log says.
inline std::string read_log() {
  std::string text(standin_log(nullptr, 0), 0);
  standin_log(text.data(), text.size());
  text.pop_back();
  return text;
}

inline std::string leaks() {
  char text[256] = "";
  standin_leaks(text, sizeof text);
  return text;
}

/// A device with a compute stream and one of higher priority.
class StandinTest : public testing::Test {
protected:
  void SetUp() override {
    standin_reset();
    standin_set("RECORD", "1");
    standin_set("SEED", "1");
    standin_set("TIMEOUT_MS", "2000");
    open();
  }

  void open() {
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    ASSERT_EQ(cuDevicePrimaryCtxRetain(&context, 0), CUDA_SUCCESS);
    ASSERT_EQ(cuCtxSetCurrent(context), CUDA_SUCCESS);
    ASSERT_EQ(cuStreamCreateWithPriority(&compute, CU_STREAM_NON_BLOCKING, 0),
              CUDA_SUCCESS);
    ASSERT_EQ(cuStreamCreateWithPriority(&comm, CU_STREAM_NON_BLOCKING, -5),
              CUDA_SUCCESS);
  }

  /// A buffer of floats on the device.
  CUdeviceptr make(const std::vector<float> &values) {
    CUdeviceptr data = 0;
    EXPECT_EQ(cuMemAlloc(&data, values.size() * 4), CUDA_SUCCESS);
    EXPECT_EQ(cuMemcpyHtoD(data, values.data(), values.size() * 4),
              CUDA_SUCCESS);
    buffers.push_back(data);
    return data;
  }

  std::vector<float> read(CUdeviceptr data, size_t count) {
    std::vector<float> values(count);
    EXPECT_EQ(cuMemcpyDtoH(values.data(), data, count * 4), CUDA_SUCCESS);
    return values;
  }

  CUevent make_event(unsigned flags = CU_EVENT_DISABLE_TIMING) {
    CUevent event = nullptr;
    EXPECT_EQ(cuEventCreate(&event, flags), CUDA_SUCCESS);
    events.push_back(event);
    return event;
  }

  /// `to` goes on when `from` has come where it is now.
  void order(CUstream from, CUstream to) {
    CUevent event = make_event();
    EXPECT_EQ(cuEventRecord(event, from), CUDA_SUCCESS);
    EXPECT_EQ(cuStreamWaitEvent(to, event, 0), CUDA_SUCCESS);
  }

  void finish() {
    EXPECT_EQ(cuStreamSynchronize(compute), CUDA_SUCCESS);
    EXPECT_EQ(cuStreamSynchronize(comm), CUDA_SUCCESS);
  }

  void close() {
    for (CUdeviceptr data : buffers)
      cuMemFree(data);
    for (CUevent event : events)
      cuEventDestroy(event);
    if (compute)
      cuStreamDestroy(compute);
    if (comm)
      cuStreamDestroy(comm);
    cuDevicePrimaryCtxRelease(0);
    EXPECT_EQ(leaks(), "");
  }

  void TearDown() override { close(); }

  CUcontext context = nullptr;
  CUstream compute = nullptr, comm = nullptr;
  std::vector<CUdeviceptr> buffers;
  std::vector<CUevent> events;
};

#endif // TEST_STANDIN_TESTS_SUPPORT_H
