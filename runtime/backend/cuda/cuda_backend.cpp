//===- cuda_backend.cpp - The table of the CUDA backend -------------------===//
// Between the table's opaque types and this backend's.

#include "core/registry.h"
#include "device.h"
#include "events.h"
#include "gemm.h"
#include "graph.h"
#include "memory.h"
#include "module.h"
#include "ranges.h"
#include "target.h"

using namespace tprt;
using namespace tprt::cuda;

//===-- Opaque types ------------------------------------------------------===//

namespace {
/// What the table calls one of our types.
template <typename Theirs> struct ours {
  using type = Theirs;
};
template <> struct ours<tprt_device_t> {
  using type = gpu_device;
};
template <> struct ours<tprt_module_t> {
  using type = gpu_module;
};
template <> struct ours<tprt_gemm_plan_t> {
  using type = gpu_gemm_plan;
};
template <> struct ours<tprt_event_t> {
  using type = gpu_event;
};
template <> struct ours<tprt_graph_t> {
  using type = gpu_graph;
};
template <typename T> struct ours<const T> {
  using type = const typename ours<T>::type;
};
template <typename T> struct ours<T *> {
  using type = typename ours<T>::type *;
};

template <typename T> typename ours<T>::type open(T value) {
  if constexpr (std::is_same_v<T, typename ours<T>::type>)
    return value;
  else
    return reinterpret_cast<typename ours<T>::type>(value);
}

/// A function of ours in the form that a place of the table wants.
template <auto Function, typename Place> struct border;
template <auto Function, typename Result, typename... Args>
struct border<Function, Result (*)(Args...)> {
  static Result call(Args... args) { return Function(open(args)...); }
};
} // namespace

#define TPRT_ENTRY(place, function)                                            \
  border<function, decltype(tprt_backend_t::place)>::call

//===-- The table ---------------------------------------------------------===//

/// In the device's context.
static tprt_status_t query(gpu_device *device, int *done) {
  const driver &cu = device->cu();
  for (CUstream stream : device->streams) {
    CUresult state = cu.cuStreamQuery.raw(stream);
    if (state == CUDA_ERROR_NOT_READY)
      return nullptr;
    TPRT_RETURN_IF_ERROR(cu.cuStreamQuery.status(state));
  }
  *done = 1;
  return nullptr;
}

static tprt_status_t poll_streams(gpu_device *device, int *done) {
  *done = 0;
  if (device->capturing) // when nothing is under way and nobody may ask
    return nullptr;
  if (device->card->is_entered())
    return issue(device, [&](const driver &) { return query(device, done); });
  // Between runs it is the user's thread that asks.
  visit here(*device->card);
  TPRT_RETURN_IF_ERROR(here.entered());
  return query(device, done);
}

static void *native_stream(gpu_device *device, tprt_stream_t stream) {
  // The caller's next calls are the vendor's, in this context.
  tprt_status_free(device->card->enter());
  return device->streams[stream];
}

const tprt_backend_t *tprt::cuda_backend() {
  static const tprt_backend_t table = {
      TPRT_BACKEND_ABI,
      "cuda",
      /*host_memory=*/0,
      check_target,
      TPRT_ENTRY(module_load, load_module),
      TPRT_ENTRY(module_free, free_module),
      TPRT_ENTRY(device_create, create_device),
      TPRT_ENTRY(device_destroy, destroy_device),
      TPRT_ENTRY(module_attach, attach_module),
      TPRT_ENTRY(kernel_info, info_of),
      TPRT_ENTRY(alloc, allocate),
      TPRT_ENTRY(free, release),
      TPRT_ENTRY(constants_map, map_constants),
      /*constants_unmap=*/TPRT_ENTRY(free, release),
      TPRT_ENTRY(gemm_plan, plan_gemm),
      TPRT_ENTRY(gemm_plan_free, free_gemm_plan),
      TPRT_ENTRY(gemm, run_gemm),
      TPRT_ENTRY(launch, launch_kernel),
      TPRT_ENTRY(copy, copy),
      TPRT_ENTRY(clear, clear),
      TPRT_ENTRY(reduce_prepare, prepare_reduction),
      TPRT_ENTRY(reduce, run_reduction),
      TPRT_ENTRY(upload, upload),
      TPRT_ENTRY(download, download),
      TPRT_ENTRY(event_create, create_event),
      TPRT_ENTRY(event_destroy, destroy_event),
      TPRT_ENTRY(record, record_event),
      TPRT_ENTRY(wait, wait_event),
      TPRT_ENTRY(event_ns, event_time),
      TPRT_ENTRY(graph_begin, begin_graph),
      TPRT_ENTRY(graph_end, end_graph),
      TPRT_ENTRY(graph_launch, launch_graph),
      TPRT_ENTRY(graph_free, free_graph),
      TPRT_ENTRY(poll, poll_streams),
#ifdef TPRT_HAVE_NVTX
      TPRT_ENTRY(range_push, push_range),
      TPRT_ENTRY(range_pop, pop_range),
#else
      /*range_push=*/nullptr,
      /*range_pop=*/nullptr,
#endif
      TPRT_ENTRY(native_stream, native_stream),
  };
  return &table;
}
