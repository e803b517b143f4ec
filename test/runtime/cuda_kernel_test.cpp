//===- cuda_kernel_test.cpp - Modules and launches ------------------------===//
// Are kernels loaded, described, refused and run as tprt/backend.h and
// tprt/kernel.h say?

#include "cuda_kernels.h"
#include "tprt/kernel.h"

using namespace tprt::test;

namespace {

/// `scale` of 4 tiles with another description.
std::string with_info(const std::string &info) {
  std::string text = scale_ptx;
  size_t begin = text.find("scale_info"), end = text.find(';', begin);
  return text.replace(begin, end - begin, info);
}

TEST_F(CudaTest, LaunchesTilesOfThreads) {
  tprt_device_t *rank = device();
  std::string text = scale_ptx;
  loaded kernels(cuda, {ptx(text)}, {"silent", "scale"});
  text.assign(text.size(), '!'); // not needed any more
  require(cuda->module_attach(rank, kernels.module));
  std::vector<int> values(128), expected(128);
  for (int i = 0; i < 128; ++i) {
    values[i] = i;
    expected[i] = i * 7 + i / 32;
  }
  void *operands[] = {memory(rank, values), memory(rank, 512)};
  int64_t coordinate = 7;
  tprt_launch_t launch{1, 2, 1, operands, &coordinate, 4, 32, 0, 1024};
  require(cuda->launch(rank, kernels.module, &launch));
  EXPECT_EQ(read<int>(rank, operands[1], 128), expected);
  launch.tiles = 0;
  require(cuda->launch(rank, kernels.module, &launch));
  launch.tiles = int64_t(1) << 31;
  outcome too_many = cuda->launch(rank, kernels.module, &launch);
  EXPECT_EQ(too_many.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(too_many.message().find("2147483648 tiles"), std::string::npos);
}

TEST_F(CudaTest, KernelsSayWhatTheyExpect) {
  tprt_device_t *rank = device();
  loaded kernels(cuda, {ptx(scale_ptx)}, {"scale", "silent"});
  EXPECT_EQ(cuda->kernel_info(kernels.module, 0), nullptr); // not yet
  require(cuda->module_attach(rank, kernels.module));
  const tprt_kernel_info_t *info = cuda->kernel_info(kernels.module, 0);
  ASSERT_NE(info, nullptr);
  EXPECT_EQ(info->tiles, 4u);
  EXPECT_EQ(info->threads, 32u);
  EXPECT_EQ(info->shared_bytes, 0u);
  EXPECT_EQ(info->num_operands, 2u);
  EXPECT_EQ(info->num_reads, 1u);
  EXPECT_EQ(info->num_coordinates, 1u);
  EXPECT_EQ(info->operand_bytes[1], 512u);
  EXPECT_EQ(info->coordinate_sizes[0], 10u);
  EXPECT_EQ(cuda->kernel_info(kernels.module, 1), nullptr);
}

TEST_F(CudaTest, DamagedDescriptionsAreRefused) {
  tprt_device_t *rank = device();
  for (const char *info :
       {"scale_info[2] = {4, 32}",                          // too short
        "scale_info[8] = {4, 32, 0, 2, 1, 1, 512, 512}",    // a size is missing
        "scale_info[9] = {4, 32, 0, 2, 3, 1, 512, 512, 1}", // too many reads
        "scale_info[9] = {4, 0, 0, 2, 1, 1, 512, 512, 1}",  // no threads
        "scale_info[9] = {4, 32, 0, 18446744073709551615, 1, 4, 5, 6, 7}"}) {
    std::string text = with_info(info);
    loaded kernels(cuda, {ptx(text)}, {"scale"});
    outcome refused = cuda->module_attach(rank, kernels.module);
    EXPECT_EQ(refused.code(), TPRT_BAD_INPUT) << info;
    EXPECT_NE(refused.message().find("kernel \"scale\" says of itself"),
              std::string::npos)
        << refused.message();
  }
}

TEST_F(CudaTest, KernelsThatTheDeviceCannotRunAreRefused) {
  tprt_device_t *rank = device();
  std::string shared =
      with_info("scale_info[9] = {4, 32, 9999999, 2, 1, 1, 512, 512, 10}");
  loaded large(cuda, {ptx(shared)}, {"scale"});
  outcome refused = cuda->module_attach(rank, large.module);
  EXPECT_EQ(refused.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(refused.message().find(
                "kernel \"scale\" needs 9999999 bytes of shared memory"),
            std::string::npos)
      << refused.message();
  std::string block =
      with_info("scale_info[9] = {4, 2048, 0, 2, 1, 1, 512, 512, 10}");
  loaded wide(cuda, {ptx(block)}, {"scale"});
  refused = cuda->module_attach(rank, wide.module);
  EXPECT_EQ(refused.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(refused.message().find("blocks of 2048 threads"), std::string::npos)
      << refused.message();
}

TEST_F(CudaTest, LargeSharedMemoryIsAskedFor) {
  tprt_device_t *rank = device();
  std::string text =
      with_info("scale_info[9] = {4, 32, 100000, 2, 1, 1, 512, 512, 10}");
  loaded kernels(cuda, {ptx(text)}, {"scale"});
  require(cuda->module_attach(rank, kernels.module));
  void *operands[] = {memory(rank, 512), memory(rank, 512)};
  int64_t coordinate = 1;
  tprt_launch_t launch{0, 2, 1, operands, &coordinate, 4, 32, 100000, 1024};
  require(cuda->launch(rank, kernels.module, &launch));
  read<int>(rank, operands[1], 1);
}

TEST_F(CudaTest, MissingAndUnreadableKernelsAreNamed) {
  tprt_device_t *rank = device();
  loaded missing(cuda, {ptx(scale_ptx)}, {"scale", "absent"});
  outcome refused = cuda->module_attach(rank, missing.module);
  EXPECT_EQ(refused.code(), TPRT_BAD_INPUT);
  EXPECT_NE(refused.message().find("no kernel \"absent\""), std::string::npos);
  loaded garbage(cuda, {ptx("this is no PTX")}, {"scale"});
  refused = cuda->module_attach(rank, garbage.module);
  EXPECT_FALSE(refused.ok());
  EXPECT_NE(refused.message().find("cuModuleLoadDataEx"), std::string::npos)
      << refused.message();
  EXPECT_FALSE(loaded(cuda, {{TPRT_CODE_ELF, "x", 1}}, {"a"}).status.ok());
  // Without kernels there is nothing to load.
  loaded none(cuda, {}, {});
  require(cuda->module_attach(rank, none.module));
}

TEST_F(CudaTest, TheFirstImageThatRunsIsUsed) {
  tprt_device_t *rank = device();
  std::string newer = scale_ptx, same = scale_ptx;
  newer.replace(newer.find("sm_80"), 5, "sm_99");
  loaded kernels(cuda, {ptx(newer), ptx(same)}, {"scale"});
  require(cuda->module_attach(rank, kernels.module));
  EXPECT_NE(cuda->kernel_info(kernels.module, 0), nullptr);
  loaded none(cuda, {ptx(newer)}, {"scale"});
  outcome refused = cuda->module_attach(rank, none.module);
  EXPECT_EQ(refused.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(refused.message().find("the file has no code that GPU 0 ("),
            std::string::npos)
      << refused.message();
  EXPECT_NE(refused.message().find("of generation sm_90 runs; PTX: "),
            std::string::npos)
      << refused.message();
}

TEST_F(CudaTest, RanksOfOneCardShareItsModules) {
  tprt_device_t *first = device(0), *second = device(1);
  loaded kernels(cuda, {ptx(scale_ptx)}, {"scale"});
  uint64_t before = standin()->calls("cuModuleLoadDataEx");
  require(cuda->module_attach(first, kernels.module));
  require(cuda->module_attach(second, kernels.module));
  EXPECT_EQ(standin()->calls("cuModuleLoadDataEx"), before + 1);
}

} // namespace
