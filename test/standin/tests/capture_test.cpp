//===- capture_test.cpp - Does a graph keep the captured order, no more? --===//

#include "support.h"

#include <set>

namespace {

class Capture : public StandinTest {
protected:
  /// y := x on compute, z := y on comm, joined; the two ordered or not.
  void give_work(CUdeviceptr x, CUdeviceptr y, CUdeviceptr z, bool ordered) {
    if (!ordered)
      order(compute, comm); // fork only
    EXPECT_EQ(cuMemcpyDtoDAsync(y, x, 4, compute), CUDA_SUCCESS);
    if (ordered)
      order(compute, comm);
    EXPECT_EQ(cuMemcpyDtoDAsync(z, y, 4, comm), CUDA_SUCCESS);
    order(comm, compute);
  }

  CUgraphExec capture(CUdeviceptr x, CUdeviceptr y, CUdeviceptr z,
                      bool ordered) {
    CUgraph graph = nullptr;
    CUgraphExec out = nullptr;
    EXPECT_EQ(cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_GLOBAL),
              CUDA_SUCCESS);
    give_work(x, y, z, ordered);
    EXPECT_EQ(cuStreamEndCapture(compute, &graph), CUDA_SUCCESS);
    EXPECT_EQ(cuGraphInstantiate(&out, graph, 0), CUDA_SUCCESS);
    EXPECT_EQ(cuGraphDestroy(graph), CUDA_SUCCESS);
    return out;
  }

  float launch(CUgraphExec graph, CUdeviceptr y, CUdeviceptr z) {
    float zero = 0;
    cuMemcpyHtoD(y, &zero, 4);
    cuMemcpyHtoD(z, &zero, 4);
    EXPECT_EQ(cuGraphLaunch(graph, compute), CUDA_SUCCESS);
    EXPECT_EQ(cuStreamSynchronize(compute), CUDA_SUCCESS);
    return read(z, 1)[0];
  }
};

TEST_F(Capture, WhatIsCapturedDoesNotRun) {
  CUdeviceptr x = make({1}), y = make({0}), z = make({0});
  CUgraphExec graph = capture(x, y, z, true);
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_SUCCESS);
  EXPECT_EQ(read(y, 1)[0], 0);
  cuGraphExecDestroy(graph);
}

TEST_F(Capture, AGraphRunsInTheOrderOfItsEvents) {
  CUdeviceptr x = make({1}), y = make({0}), z = make({0});
  CUgraphExec graph = capture(x, y, z, true);
  for (const char *seed : {"0", "1", "2", "3", "comm-first", "comm-last"}) {
    standin_set("SEED", seed);
    EXPECT_EQ(launch(graph, y, z), 1);
  }
  cuGraphExecDestroy(graph);
}

TEST_F(Capture, AGraphRunsInAnyOrderThatItsEventsAllow) {
  CUdeviceptr x = make({1}), y = make({0}), z = make({0});
  CUgraphExec graph = capture(x, y, z, false);
  std::set<float> seen;
  for (int seed = 0; seed < 20; ++seed) {
    standin_set("SEED", std::to_string(seed).c_str());
    seen.insert(launch(graph, y, z));
  }
  EXPECT_EQ(seen, (std::set<float>{0, 1}));
  cuGraphExecDestroy(graph);
}

TEST_F(Capture, LaunchesOfOneGraphDoNotOverlap) {
  CUdeviceptr x = make({1}), y = make({0}), z = make({0});
  CUgraphExec graph = capture(x, y, z, true);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(cuGraphLaunch(graph, i % 2 ? comm : compute), CUDA_SUCCESS);
  finish();
  EXPECT_EQ(read(z, 1)[0], 1);
  cuGraphExecDestroy(graph);
}

TEST_F(Capture, AStreamThatDoesNotComeBackIsAnError) {
  CUdeviceptr x = make({1}), y = make({0});
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_GLOBAL);
  order(compute, comm);
  cuMemcpyDtoDAsync(y, x, 4, comm);
  CUgraph graph;
  EXPECT_EQ(cuStreamEndCapture(compute, &graph),
            CUDA_ERROR_STREAM_CAPTURE_UNJOINED);
  EXPECT_EQ(graph, nullptr);
  EXPECT_EQ(cuStreamSynchronize(compute), CUDA_SUCCESS);
}

TEST_F(Capture, AllocatingOrWaitingSpoilsIt) {
  CUgraph graph;
  CUdeviceptr data;
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_GLOBAL);
  EXPECT_EQ(cuMemAlloc(&data, 4), CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
  EXPECT_EQ(cuStreamEndCapture(compute, &graph),
            CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_RELAXED);
  EXPECT_EQ(cuStreamQuery(compute), CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
  EXPECT_EQ(cuStreamEndCapture(compute, &graph),
            CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
}

TEST_F(Capture, RelaxedCaptureLetsOthersAllocate) {
  CUgraph graph;
  CUdeviceptr data;
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_RELAXED);
  EXPECT_EQ(cuMemAlloc(&data, 4), CUDA_SUCCESS);
  EXPECT_EQ(cuMemFree(data), CUDA_SUCCESS);
  EXPECT_EQ(cuStreamEndCapture(compute, &graph), CUDA_SUCCESS);
  EXPECT_EQ(cuGraphDestroy(graph), CUDA_SUCCESS);
}

TEST_F(Capture, EventsFromOutsideAreRefused) {
  CUevent event = make_event();
  cuEventRecord(event, comm);
  CUgraph graph;
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_GLOBAL);
  EXPECT_EQ(cuStreamWaitEvent(compute, event, 0),
            CUDA_ERROR_STREAM_CAPTURE_ISOLATION);
  cuStreamEndCapture(compute, &graph);
}

TEST_F(Capture, CapturedEventsHappenNowhere) {
  CUevent event = make_event();
  CUgraph graph;
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_RELAXED);
  cuEventRecord(event, compute);
  EXPECT_EQ(cuEventSynchronize(event), CUDA_ERROR_CAPTURED_EVENT);
  ASSERT_EQ(cuStreamEndCapture(compute, &graph), CUDA_SUCCESS);
  EXPECT_EQ(cuEventQuery(event), CUDA_ERROR_CAPTURED_EVENT);
  cuGraphDestroy(graph);
}

TEST_F(Capture, ExternalEventsHappenAtEachLaunch) {
  CUevent start = make_event(0), end = make_event(0);
  CUgraph graph;
  CUgraphExec runs;
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_GLOBAL);
  cuEventRecordWithFlags(start, compute, CU_EVENT_RECORD_EXTERNAL);
  cuEventRecordWithFlags(end, compute, CU_EVENT_RECORD_EXTERNAL);
  ASSERT_EQ(cuStreamEndCapture(compute, &graph), CUDA_SUCCESS);
  ASSERT_EQ(cuGraphInstantiate(&runs, graph, 0), CUDA_SUCCESS);
  cuGraphDestroy(graph);
  float ms = -1;
  EXPECT_EQ(cuEventElapsedTime(&ms, start, end), CUDA_ERROR_INVALID_HANDLE);
  EXPECT_EQ(cuGraphLaunch(runs, compute), CUDA_SUCCESS);
  finish();
  EXPECT_EQ(cuEventElapsedTime(&ms, start, end), CUDA_SUCCESS);
  EXPECT_GE(ms, 0);
  cuGraphExecDestroy(runs);
}

TEST_F(Capture, OnlyTheStreamThatBeganMayEnd) {
  CUgraph graph;
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_GLOBAL);
  order(compute, comm);
  EXPECT_EQ(cuStreamEndCapture(comm, &graph),
            CUDA_ERROR_STREAM_CAPTURE_UNMATCHED);
  ASSERT_EQ(cuStreamEndCapture(compute, &graph), CUDA_SUCCESS);
  cuGraphDestroy(graph);
}

TEST_F(Capture, TwoCapturesDoNotMerge) {
  CUgraph graph;
  CUevent event = make_event();
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_RELAXED);
  cuStreamBeginCapture(comm, CU_STREAM_CAPTURE_MODE_RELAXED);
  cuEventRecord(event, compute);
  EXPECT_EQ(cuStreamWaitEvent(comm, event, 0), CUDA_ERROR_STREAM_CAPTURE_MERGE);
  EXPECT_EQ(cuStreamEndCapture(compute, &graph),
            CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
  EXPECT_EQ(cuStreamEndCapture(comm, &graph),
            CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
}

TEST_F(Capture, AGraphThatIsNotDestroyedIsALeak) {
  CUgraph graph;
  cuStreamBeginCapture(compute, CU_STREAM_CAPTURE_MODE_GLOBAL);
  ASSERT_EQ(cuStreamEndCapture(compute, &graph), CUDA_SUCCESS);
  EXPECT_NE(leaks().find("1 graph"), std::string::npos);
  cuGraphDestroy(graph);
}

} // namespace
