//===- cuda_support.cpp - What the tests of the CUDA backend share --------===//
// Settings are put back after each test; nothing is reset, as the backend keeps
// the driver open.

#include "cuda_support.h"

#include <sstream>

using namespace tprt::test;

const standin_controls_t *tprt::test::standin() {
  static standin_controls_t controls;
  static const bool found = standin_open(&controls);
  return found ? &controls : nullptr;
}

std::vector<std::string> tprt::test::standin_lines() {
  std::string text(standin()->log(nullptr, 0), '\0');
  standin()->log(text.data(), text.size());
  std::vector<std::string> lines;
  std::istringstream stream(text.c_str());
  for (std::string line; std::getline(stream, line);)
    lines.push_back(line);
  return lines;
}

std::string tprt::test::function_of(const std::string &line) {
  size_t begin = line.find(' ') + 1;
  return line.substr(begin, line.find('(', begin) - begin);
}

uint64_t tprt::test::fail_later(const std::string &name, uint64_t call,
                                const std::string &error) {
  uint64_t number = standin()->calls(name.c_str()) + call;
  standin()->set("FAIL", (name + ":" + std::to_string(number) + error).c_str());
  return number;
}

std::string tprt::test::leaked() {
  char text[1024] = "";
  return standin()->leaks(text, sizeof text) ? text : "";
}

void CudaTest::SetUp() {
  if (!standin())
    GTEST_SKIP() << "no stand-in of libcuda.so.1 is first in LD_LIBRARY_PATH";
  require(tprt_find_backend("cuda", &cuda));
  standin()->set("RECORD", "1");
  standin()->clear_log();
}

void CudaTest::TearDown() {
  if (!standin())
    return;
  for (const allocation &one : allocations)
    cuda->free(one.device, one.data, one.size);
  for (tprt_device_t *device : devices)
    cuda->device_destroy(device);
  for (const char *name : {"FAIL", "SEED", "DEVICES", "SM", "MEMORY", "RECORD"})
    standin()->set(name, nullptr);
  EXPECT_EQ(leaked(), "");
}

void CudaTest::require(tprt_status_t status) {
  outcome result(status);
  ASSERT_TRUE(result.ok()) << result.message();
}

tprt_device_t *CudaTest::device(uint32_t rank, uint32_t ordinal) {
  tprt_device_params_t params{rank, 8, 1, ordinal};
  tprt_device_t *made = nullptr;
  require(cuda->device_create(&params, &made));
  devices.push_back(made);
  return made;
}

void *CudaTest::memory(tprt_device_t *device, uint64_t size) {
  void *data = nullptr;
  require(cuda->alloc(device, size, &data));
  allocations.push_back({device, data, size});
  return data;
}
