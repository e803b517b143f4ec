//===- graph.cpp - A step as one call -------------------------------------===//
// Recorded from the compute stream; the communication stream joins with its
// first wait. Other threads of the process may go on allocating.

#include "graph.h"

using namespace tprt;
using namespace tprt::cuda;

tprt_status_t tprt::cuda::begin_graph(gpu_device *device) {
  return issue(device, [&](const driver &cu) {
    TPRT_RETURN_IF_ERROR(cu.cuStreamBeginCapture(
        device->streams[TPRT_COMPUTE], CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    device->capturing = device->captured[TPRT_COMPUTE] = true;
    device->capture_failed = false;
    return tprt_status_t(nullptr);
  });
}

static tprt_status_t make_ready(const driver &cu, CUgraph recorded,
                                gpu_graph **out) {
  auto graph = std::make_unique<gpu_graph>();
  TPRT_RETURN_IF_ERROR(
      cu.cuGraphInstantiateWithFlags(&graph->ready, recorded, 0));
  *out = graph.release();
  return nullptr;
}

tprt_status_t tprt::cuda::end_graph(gpu_device *device, gpu_graph **graph) {
  *graph = nullptr;
  if (!device->capturing)
    return nullptr;
  bool failed = device->capture_failed;
  device->capturing = device->capture_failed = false;
  device->captured[TPRT_COMPUTE] = device->captured[TPRT_COMM] = false;
  return guarded([&] {
    TPRT_RETURN_IF_ERROR(device->card->enter());
    const driver &cu = device->cu();
    CUgraph recorded = nullptr;
    tprt_status_t status =
        cu.cuStreamEndCapture(device->streams[TPRT_COMPUTE], &recorded);
    if (!status && !failed)
      status = make_ready(cu, recorded, graph);
    if (recorded)
      (void)cu.cuGraphDestroy.raw(recorded);
    if (!failed)
      return status;
    // That the graph is broken has been said by what broke it.
    tprt_status_free(status);
    return tprt_status_t(nullptr);
  });
}

tprt_status_t tprt::cuda::launch_graph(gpu_device *device, gpu_graph *graph) {
  return issue(device, [&](const driver &cu) {
    return cu.cuGraphLaunch(graph->ready, device->streams[TPRT_COMPUTE]);
  });
}

void tprt::cuda::free_graph(gpu_device *device, gpu_graph *graph) {
  visit here(*device->card);
  (void)device->cu().cuGraphExecDestroy.raw(graph->ready);
  delete graph;
}
