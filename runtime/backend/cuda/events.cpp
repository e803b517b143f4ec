//===- events.cpp - Order between streams, and their clocks ---------------===//
// The driver tells the time between two events as a float of milliseconds. That
// is exact enough near an event whose host time is known, so that one is put
// where the device is idle whenever the last is too far back.

#include "events.h"

#include "core/sync.h"

using namespace tprt;
using namespace tprt::cuda;

// Within this distance a float of milliseconds is good to a quarter of a
// microsecond.
static constexpr float max_distance_ms = 4096;

//===-- Making ------------------------------------------------------------===//

/// In the device's context; puts the base event at the present.
static tprt_status_t set_base(gpu_device *device) {
  const driver &cu = device->cu();
  if (!device->base)
    TPRT_RETURN_IF_ERROR(cu.cuEventCreate(&device->base, CU_EVENT_DEFAULT));
  CUstream stream = device->streams[TPRT_COMPUTE];
  TPRT_RETURN_IF_ERROR(cu.cuStreamSynchronize(stream));
  TPRT_RETURN_IF_ERROR(cu.cuEventRecord(device->base, stream));
  TPRT_RETURN_IF_ERROR(cu.cuStreamSynchronize(stream));
  device->base_ns = now_ns();
  return nullptr;
}

static tprt_status_t make(gpu_device *device, bool timed, gpu_event &event) {
  const driver &cu = device->cu();
  TPRT_RETURN_IF_ERROR(cu.cuEventCreate(&event.order, CU_EVENT_DISABLE_TIMING));
  if (!timed)
    return nullptr;
  TPRT_RETURN_IF_ERROR(cu.cuEventCreate(&event.time, CU_EVENT_DEFAULT));
  return device->base ? nullptr : set_base(device);
}

tprt_status_t tprt::cuda::create_event(gpu_device *device, int timed,
                                       gpu_event **out) {
  return guarded([&] {
    auto event = std::make_unique<gpu_event>();
    tprt_status_t status = nullptr;
    {
      visit here(*device->card);
      status = here.entered();
      if (!status)
        status = make(device, timed, *event);
    }
    if (status)
      destroy_event(device, event.release());
    else
      *out = event.release();
    return status;
  });
}

void tprt::cuda::destroy_event(gpu_device *device, gpu_event *event) {
  visit here(*device->card);
  for (CUevent part : {event->order, event->time})
    if (part)
      (void)device->cu().cuEventDestroy.raw(part);
  delete event;
}

//===-- Using -------------------------------------------------------------===//

tprt_status_t tprt::cuda::record_event(gpu_device *device, tprt_stream_t stream,
                                       gpu_event *event) {
  return issue(device, [&](const driver &cu) {
    CUstream on = device->streams[stream];
    if (event->time && device->captured[stream])
      TPRT_RETURN_IF_ERROR(
          cu.cuEventRecordWithFlags(event->time, on, CU_EVENT_RECORD_EXTERNAL));
    else if (event->time)
      TPRT_RETURN_IF_ERROR(cu.cuEventRecord(event->time, on));
    return cu.cuEventRecord(event->order, on);
  });
}

tprt_status_t tprt::cuda::wait_event(gpu_device *device, tprt_stream_t stream,
                                     gpu_event *event) {
  return issue(device, [&](const driver &cu) {
    TPRT_RETURN_IF_ERROR(cu.cuStreamWaitEvent(
        device->streams[stream], event->order, CU_EVENT_WAIT_DEFAULT));
    // It now belongs to the graph that the event was recorded in.
    device->captured[stream] = device->capturing;
    return tprt_status_t(nullptr);
  });
}

/// Milliseconds from the base to an event.
static tprt_status_t distance(gpu_device *device, gpu_event *event, float *ms) {
  return device->cu().cuEventElapsedTime(ms, device->base, event->time);
}

tprt_status_t tprt::cuda::event_time(gpu_device *device, gpu_event *event,
                                     uint64_t *ns) {
  if (!event->time)
    return TPRT_MISUSE("the event was not made to tell the time");
  return guarded([&] {
    visit here(*device->card);
    TPRT_RETURN_IF_ERROR(here.entered());
    float ms = 0;
    TPRT_RETURN_IF_ERROR(distance(device, event, &ms));
    if (ms > max_distance_ms) {
      TPRT_RETURN_IF_ERROR(set_base(device));
      TPRT_RETURN_IF_ERROR(distance(device, event, &ms));
    }
    *ns = device->base_ns +
          static_cast<uint64_t>(static_cast<int64_t>(double(ms) * 1e6));
    return tprt_status_t(nullptr);
  });
}
