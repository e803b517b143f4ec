//===- graph.h - A step as one call ---------------------------------------===//
// What the table of the backend says of its functions holds.
#ifndef TPRT_BACKEND_CUDA_GRAPH_H
#define TPRT_BACKEND_CUDA_GRAPH_H

#include "device.h"

namespace tprt::cuda {

struct gpu_graph {
  CUgraphExec ready = nullptr;
};

tprt_status_t begin_graph(gpu_device *device);
tprt_status_t end_graph(gpu_device *device, gpu_graph **graph);
tprt_status_t launch_graph(gpu_device *device, gpu_graph *graph);
void free_graph(gpu_device *device, gpu_graph *graph);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_GRAPH_H
