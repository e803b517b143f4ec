//===- cuda_backend_test.cpp - Memory, kernels and streams ----------------===//
// Does each function of the CUDA backend's table do what tprt/backend.h says?
// Products and reductions have files of their own.

#include "cuda_support.h"
#include "tprt/kernel.h"

#include <algorithm>
#include <cstring>
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

//===-- Kernels -----------------------------------------------------------===//

/// to[i] = from[i] * scale + tile, in blocks of 32; and its description.
const char scale_ptx[] = R"(.version 7.0
.target sm_80
.address_size 64

.visible .global .align 8 .u64 scale_info[9] = {4, 32, 0, 2, 1, 1, 512, 512, 10};

.visible .entry scale(
	.param .u64 scale_param_0,
	.param .u64 scale_param_1,
	.param .u64 scale_param_2
)
{
	.reg .b32 %r<8>;
	.reg .b64 %rd<8>;

	ld.param.u64 %rd1, [scale_param_0];
	ld.param.u64 %rd2, [scale_param_1];
	ld.param.u64 %rd3, [scale_param_2];
	cvta.to.global.u64 %rd1, %rd1;
	cvta.to.global.u64 %rd2, %rd2;
	mov.u32 %r1, %ctaid.x;
	mov.u32 %r2, %ntid.x;
	mov.u32 %r3, %tid.x;
	mad.lo.s32 %r4, %r1, %r2, %r3;
	mul.wide.u32 %rd4, %r4, 4;
	add.s64 %rd1, %rd1, %rd4;
	add.s64 %rd2, %rd2, %rd4;
	ld.global.u32 %r5, [%rd1];
	cvt.u32.u64 %r6, %rd3;
	mad.lo.s32 %r5, %r5, %r6, %r1;
	st.global.u32 [%rd2], %r5;
	ret;
}
.visible .entry silent(
	.param .u64 silent_param_0
)
{
	ret;
}
)";

/// A module, freed at the end of the scope.
class loaded {
public:
  loaded(const tprt_backend_t *cuda, const std::vector<tprt_image_t> &images,
         const std::vector<const char *> &symbols)
      : cuda(cuda),
        status(cuda->module_load(uint32_t(images.size()), images.data(),
                                 uint32_t(symbols.size()), symbols.data(),
                                 &module)) {}
  ~loaded() {
    if (module)
      cuda->module_free(module);
  }

  const tprt_backend_t *cuda;
  tprt_module_t *module = nullptr;
  outcome status;
};

tprt_image_t ptx(const std::string &text) {
  return {TPRT_CODE_PTX, text.data(), text.size()};
}

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

//===-- Events ------------------------------------------------------------===//

/// An event, destroyed at the end of the scope.
class event {
public:
  event(const tprt_backend_t *cuda, tprt_device_t *device, int timed = 0)
      : cuda(cuda), device(device) {
    outcome made = cuda->event_create(device, timed, &handle);
    EXPECT_TRUE(made.ok()) << made.message();
  }
  ~event() { cuda->event_destroy(device, handle); }
  operator tprt_event_t *() const { return handle; }

private:
  const tprt_backend_t *cuda;
  tprt_device_t *device;
  tprt_event_t *handle = nullptr;
};

TEST_F(CudaTest, EventsOrderStreams) {
  tprt_device_t *first = device(0), *second = device(1);
  event computed(cuda, first), sent(cuda, first);
  for (const char *order : {"comm-first", "comm-last", "1", "2", "3"}) {
    standin()->set("SEED", order);
    std::vector<int> values(64, 4);
    void *from = memory(first, values), *middle = memory(first, 256),
         *comm = memory(first, 256), *to = memory(second, 256);
    require(cuda->copy(first, TPRT_COMPUTE, middle, from, 256));
    require(cuda->record(first, TPRT_COMPUTE, computed));
    require(cuda->wait(first, TPRT_COMM, computed));
    require(cuda->copy(first, TPRT_COMM, comm, middle, 256));
    require(cuda->record(first, TPRT_COMM, sent));
    require(cuda->wait(second, TPRT_COMPUTE, sent)); // another rank's
    require(cuda->copy(second, TPRT_COMPUTE, to, comm, 256));
    EXPECT_EQ(read<int>(second, to, 64), values) << order;
  }
}

TEST_F(CudaTest, WithoutAnEventThereIsNoOrder) {
  // What the test above proves is not proved by chance.
  tprt_device_t *rank = device();
  standin()->set("SEED", "comm-first");
  void *from = memory(rank, std::vector<int>(64, 4)),
       *middle = memory(rank, 256), *to = memory(rank, 256);
  require(cuda->copy(rank, TPRT_COMPUTE, middle, from, 256));
  require(cuda->copy(rank, TPRT_COMM, to, middle, 256));
  EXPECT_EQ(read<int>(rank, to, 64), std::vector<int>(64));
}

TEST_F(CudaTest, TimedEventsTellTheMonotonicTime) {
  tprt_device_t *rank = device();
  event first(cuda, rank, 1), second(cuda, rank, 1), untimed(cuda, rank);
  void *from = memory(rank, 4096), *to = memory(rank, 4096);
  auto now = [] {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return uint64_t(time.tv_sec) * 1000000000 + uint64_t(time.tv_nsec);
  };
  uint64_t begin = now();
  require(cuda->record(rank, TPRT_COMPUTE, first));
  require(cuda->copy(rank, TPRT_COMPUTE, to, from, 4096));
  require(cuda->record(rank, TPRT_COMPUTE, second));
  read<char>(rank, to, 1);
  uint64_t first_ns = 0, second_ns = 0;
  require(cuda->event_ns(rank, first, &first_ns));
  require(cuda->event_ns(rank, second, &second_ns));
  uint64_t end = now(), slack = 1000000;
  EXPECT_LE(first_ns, second_ns);
  EXPECT_GE(first_ns + slack, begin);
  EXPECT_LE(second_ns, end + slack);
  EXPECT_EQ(outcome(cuda->event_ns(rank, untimed, &first_ns)).code(),
            TPRT_USAGE);
}

//===-- Graphs ------------------------------------------------------------===//

TEST_F(CudaTest, AGraphRunsAgainAndAgain) {
  tprt_device_t *rank = device();
  loaded kernels(cuda, {ptx(scale_ptx)}, {"scale"});
  require(cuda->module_attach(rank, kernels.module));
  event fork(cuda, rank), join(cuda, rank), time(cuda, rank, 1);
  void *state = memory(rank, std::vector<int>(128, 1)),
       *next = memory(rank, 512), *seen = memory(rank, 512);
  void *operands[] = {state, next};
  int64_t coordinate = 3;
  tprt_launch_t launch{0, 2, 1, operands, &coordinate, 4, 32, 0, 1024};
  tprt_graph_t *graph = nullptr;
  int done = 1;
  require(cuda->graph_begin(rank));
  require(cuda->launch(rank, kernels.module, &launch));
  require(cuda->poll(rank, &done)); // may be asked, and ends nothing
  EXPECT_FALSE(done);
  require(cuda->record(rank, TPRT_COMPUTE, fork));
  require(cuda->wait(rank, TPRT_COMM, fork));
  require(cuda->copy(rank, TPRT_COMM, seen, state, 512));
  require(cuda->record(rank, TPRT_COMM, time));
  require(cuda->record(rank, TPRT_COMM, join));
  require(cuda->wait(rank, TPRT_COMPUTE, join));
  require(cuda->copy(rank, TPRT_COMPUTE, state, next, 512));
  require(cuda->graph_end(rank, &graph));
  ASSERT_NE(graph, nullptr);
  EXPECT_EQ(read<int>(rank, state, 1)[0], 1); // recorded, not run
  int last = 1, before = 1;
  for (int i = 0; i < 3; ++i) {
    require(cuda->graph_launch(rank, graph));
    before = last;
    last = last * 3 + 2; // what tile 2 has
  }
  EXPECT_EQ(read<int>(rank, state, 128)[64], last);
  EXPECT_EQ(read<int>(rank, seen, 128)[64], before);
  uint64_t ns = 0;
  require(cuda->event_ns(rank, time, &ns));
  cuda->graph_free(rank, graph);
}

TEST_F(CudaTest, AGraphThatFailedIsNone) {
  tprt_device_t *rank = device();
  void *from = memory(rank, 64), *to = memory(rank, 64);
  require(cuda->graph_begin(rank));
  fail_next("cuMemcpyDtoDAsync_v2");
  EXPECT_FALSE(outcome(cuda->copy(rank, TPRT_COMPUTE, to, from, 64)).ok());
  tprt_graph_t *graph = nullptr;
  require(cuda->graph_end(rank, &graph));
  EXPECT_EQ(graph, nullptr);
  // The streams are free again.
  require(cuda->copy(rank, TPRT_COMPUTE, to, from, 64));
  read<char>(rank, to, 64);
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
