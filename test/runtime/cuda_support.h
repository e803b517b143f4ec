//===- cuda_support.h - What the tests of the CUDA backend share ----------===//
// The tests use the backend through its table alone, on the libraries that
// stand in for a GPU's: without these they are skipped.
#ifndef TEST_RUNTIME_CUDA_SUPPORT_H
#define TEST_RUNTIME_CUDA_SUPPORT_H

#include "runner.h"
#include "standin/standin.h"
#include "tprt/backend.h"

#include <gtest/gtest.h>
#include <map>

namespace tprt::test {

/// The controls of the stand-ins; null where libcuda.so.1 is something else.
const standin_controls_t *standin();

/// What the stand-ins have been asked since the log was cleared.
std::vector<std::string> standin_lines();

/// Of a line of the log, the function's name: "cuMemAlloc_v2".
std::string function_of(const std::string &line);

/// Lets a coming call of a function fail, or a run of "run:NAME": the first
/// from now on is number 1. Gives its number from the beginning, as
/// standin_calls counts.
uint64_t fail_later(const std::string &name, uint64_t call,
                    const std::string &error = "");
inline void fail_next(const std::string &name) { fail_later(name, 1); }

/// What has not been given back; "" for nothing.
std::string leaked();

/// A test on the stand-ins, which must give everything back.
class CudaTest : public testing::Test {
protected:
  void SetUp() override;
  void TearDown() override;

  /// Fails the test when `status` is not a success.
  static void require(tprt_status_t status);

  /// A rank's device; destroyed at the end of the test.
  tprt_device_t *device(uint32_t rank = 0, uint32_t ordinal = 0);

  /// Device memory with these values; freed at the end of the test.
  void *memory(tprt_device_t *device, uint64_t size);
  template <typename T>
  void *memory(tprt_device_t *device, const std::vector<T> &values) {
    void *data = memory(device, values.size() * sizeof(T));
    require(
        cuda->upload(device, data, values.data(), values.size() * sizeof(T)));
    return data;
  }
  template <typename T>
  std::vector<T> read(tprt_device_t *device, const void *data, size_t count) {
    std::vector<T> values(count);
    require(cuda->download(device, values.data(), data, count * sizeof(T)));
    return values;
  }

  const tprt_backend_t *cuda = nullptr;

private:
  struct allocation {
    tprt_device_t *device;
    void *data;
    uint64_t size;
  };
  std::vector<tprt_device_t *> devices;
  std::vector<allocation> allocations;
};

} // namespace tprt::test

#endif // TEST_RUNTIME_CUDA_SUPPORT_H
