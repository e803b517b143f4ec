//===- cuda_stream_test.cpp - Events and graphs ---------------------------===//
// Do events order streams, tell the time, and make graphs of steps?

#include "cuda_kernels.h"

#include <ctime>

using namespace tprt::test;

namespace {

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

} // namespace
