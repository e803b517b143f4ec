//===- events.h - Order between streams, and their clocks -----------------===//
// What the table of the backend says of its functions holds.
#ifndef TPRT_BACKEND_CUDA_EVENTS_H
#define TPRT_BACKEND_CUDA_EVENTS_H

#include "device.h"

namespace tprt::cuda {

struct gpu_event {
  CUevent order = nullptr;
  // A timed event has another for its time: inside of a graph one that tells
  // the time to others orders nothing.
  CUevent time = nullptr;
};

tprt_status_t create_event(gpu_device *device, int timed, gpu_event **event);
void destroy_event(gpu_device *device, gpu_event *event);
tprt_status_t record_event(gpu_device *device, tprt_stream_t stream,
                           gpu_event *event);
tprt_status_t wait_event(gpu_device *device, tprt_stream_t stream,
                         gpu_event *event);
tprt_status_t event_time(gpu_device *device, gpu_event *event, uint64_t *ns);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_EVENTS_H
