//===- kernel_test.cpp - Does PTX run where memory is, and only there? ----===//

#include "support.h"

namespace {

/// y[i] += x[i] for i < n, one element a thread; and a constant beside it.
const char add_ptx[] = R"(
.version 8.0
.target sm_80
.address_size 64

.visible .const .align 8 .b64 add_info[2] = {7, 9};

.visible .entry add(
  .param .u64 add_param_0,
  .param .u64 add_param_1,
  .param .u64 add_param_2
)
{
  .reg .pred %p<2>;
  .reg .b32 %r<5>;
  .reg .f32 %f<4>;
  .reg .b64 %rd<9>;

  ld.param.u64 %rd1, [add_param_0];
  ld.param.u64 %rd2, [add_param_1];
  ld.param.u64 %rd3, [add_param_2];
  mov.u32 %r1, %ctaid.x;
  mov.u32 %r2, %ntid.x;
  mov.u32 %r3, %tid.x;
  mad.lo.s32 %r4, %r1, %r2, %r3;
  cvt.u64.u32 %rd4, %r4;
  setp.ge.u64 %p1, %rd4, %rd3;
  @%p1 bra DONE;
  shl.b64 %rd5, %rd4, 2;
  add.s64 %rd6, %rd1, %rd5;
  add.s64 %rd7, %rd2, %rd5;
  ld.global.f32 %f1, [%rd6];
  ld.global.f32 %f2, [%rd7];
  add.f32 %f3, %f1, %f2;
  st.global.f32 [%rd6], %f3;
DONE:
  ret;
}
)";

class Kernels : public StandinTest {
protected:
  void SetUp() override {
    StandinTest::SetUp();
    ASSERT_EQ(cuModuleLoadData(&module, add_ptx), CUDA_SUCCESS) << read_log();
    ASSERT_EQ(cuModuleGetFunction(&add, module, "add"), CUDA_SUCCESS);
  }

  void TearDown() override {
    if (module)
      cuModuleUnload(module);
    close();
  }

  CUresult launch(CUdeviceptr y, CUdeviceptr x, uint64_t count,
                  unsigned threads = 32, unsigned shared = 0) {
    void *parameters[] = {&y, &x, &count};
    return cuLaunchKernel(add, unsigned(count + threads - 1) / threads, 1, 1,
                          threads, 1, 1, shared, compute, parameters, nullptr);
  }

  CUmodule module = nullptr;
  CUfunction add = nullptr;
};

TEST_F(Kernels, Run) {
  CUdeviceptr y = make(std::vector<float>(70, 1));
  CUdeviceptr x = make(std::vector<float>(70, 2));
  ASSERT_EQ(launch(y, x, 70), CUDA_SUCCESS);
  finish();
  EXPECT_EQ(read(y, 70), std::vector<float>(70, 3));
  EXPECT_NE(read_log().find("run s1 cuLaunchKernel add\n"), std::string::npos);
}

TEST_F(Kernels, TakePackedParameters) {
  CUdeviceptr y = make({1}), x = make({2});
  uint64_t packed[] = {y, x, 1};
  size_t size = sizeof packed;
  void *extra[] = {CU_LAUNCH_PARAM_BUFFER_POINTER, packed,
                   CU_LAUNCH_PARAM_BUFFER_SIZE, &size, CU_LAUNCH_PARAM_END};
  ASSERT_EQ(cuLaunchKernel(add, 1, 1, 1, 32, 1, 1, 0, compute, nullptr, extra),
            CUDA_SUCCESS);
  finish();
  EXPECT_EQ(read(y, 1)[0], 3);
}

TEST_F(Kernels, AreCapturedWithTheirParameters) {
  CUdeviceptr y = make({1}), x = make({2});
  CUgraph graph;
  CUgraphExec runs;
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_GLOBAL);
  ASSERT_EQ(launch(y, x, 1), CUDA_SUCCESS);
  ASSERT_EQ(cuStreamEndCapture(compute, &graph), CUDA_SUCCESS);
  ASSERT_EQ(cuGraphInstantiate(&runs, graph, 0), CUDA_SUCCESS);
  cuGraphDestroy(graph);
  for (int i = 0; i < 3; ++i)
    cuGraphLaunch(runs, compute);
  finish();
  EXPECT_EQ(read(y, 1)[0], 7);
  cuGraphExecDestroy(runs);
}

TEST_F(Kernels, BreakTheDeviceWhereNoMemoryIs) {
  CUdeviceptr y = make({1}), x = make({2});
  ASSERT_EQ(launch(y, x, 2), CUDA_SUCCESS); // one element each
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_ERROR_ILLEGAL_ADDRESS);
  EXPECT_EQ(launch(y, x, 1), CUDA_ERROR_ILLEGAL_ADDRESS);
  cuModuleUnload(module);
  module = nullptr;
}

TEST_F(Kernels, DoNotReachIntoOtherDevices) {
  standin_set("DEVICES", "2");
  CUcontext other;
  ASSERT_EQ(cuDevicePrimaryCtxRetain(&other, 1), CUDA_SUCCESS);
  ASSERT_EQ(cuCtxPushCurrent(other), CUDA_SUCCESS);
  CUdeviceptr x = make({2});
  ASSERT_EQ(cuCtxPopCurrent(nullptr), CUDA_SUCCESS);
  CUdeviceptr y = make({1});
  ASSERT_EQ(launch(y, x, 1), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_ERROR_ILLEGAL_ADDRESS);
  cuModuleUnload(module);
  module = nullptr;
  cuMemFree(x);
  EXPECT_EQ(cuDevicePrimaryCtxRelease(1), CUDA_SUCCESS);
}

TEST_F(Kernels, AreRefusedInShapesThatNoDeviceHas) {
  CUdeviceptr y = make({1}), x = make({2});
  EXPECT_EQ(launch(y, x, 1, 2048), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(launch(y, x, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(launch(y, x, 1, 32, 64 << 10), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuFuncSetAttribute(
                add, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 64 << 10),
            CUDA_SUCCESS);
  EXPECT_EQ(launch(y, x, 1, 32, 64 << 10), CUDA_SUCCESS);
  EXPECT_EQ(cuFuncSetAttribute(add,
                               CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
                               256 << 10),
            CUDA_ERROR_INVALID_VALUE);
  finish();
}

TEST_F(Kernels, HaveVariables) {
  CUdeviceptr data;
  size_t size;
  ASSERT_EQ(cuModuleGetGlobal(&data, &size, module, "add_info"), CUDA_SUCCESS);
  ASSERT_EQ(size, 16u);
  uint64_t values[2];
  ASSERT_EQ(cuMemcpyDtoH(values, data, 16), CUDA_SUCCESS);
  EXPECT_EQ(values[1], 9u);
  EXPECT_EQ(cuModuleGetGlobal(&data, &size, module, "mul_info"),
            CUDA_ERROR_NOT_FOUND);
}

TEST_F(Kernels, OfUnknownNamesAreNotFound) {
  CUfunction none;
  EXPECT_EQ(cuModuleGetFunction(&none, module, "mul"), CUDA_ERROR_NOT_FOUND);
}

TEST_F(Kernels, OfMachineCodeOrNewerDevicesAreRefused) {
  CUmodule none;
  EXPECT_EQ(cuModuleLoadData(&none, "\177ELF and more"),
            CUDA_ERROR_NO_BINARY_FOR_GPU);
  standin_set("SM", "75");
  char why[256] = "";
  CUjit_option options[] = {CU_JIT_ERROR_LOG_BUFFER,
                            CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  void *values[] = {why, reinterpret_cast<void *>(sizeof why)};
  EXPECT_EQ(cuModuleLoadDataEx(&none, add_ptx, 2, options, values),
            CUDA_ERROR_INVALID_PTX);
  EXPECT_STREQ(why, "PTX for sm_80, on a device of sm_75");
}

TEST_F(Kernels, FailAsAskedByName) {
  standin_set("FAIL", "run:add:2");
  CUdeviceptr y = make({1}), x = make({2});
  launch(y, x, 1);
  finish();
  launch(y, x, 1);
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_ERROR_ILLEGAL_ADDRESS);
}

} // namespace
