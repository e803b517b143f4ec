//===- cpu_backend.cpp - The table of the CPU backend ---------------------===//
// Memory, kernel launches and copies; everything is done when a call returns.

#include "core/registry.h"
#include "core/status.h"
#include "core/sync.h"
#include "device.h"
#include "features.h"
#include "kernels.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

using namespace tprt;
using namespace tprt::cpu;

//===-- Devices and memory ------------------------------------------------===//

static tprt_status_t create_device(const tprt_device_params_t *params,
                                   tprt_device_t **device) {
  return guarded([&] {
    *device = new tprt_device(*params);
    return tprt_status_t(nullptr);
  });
}

static void destroy_device(tprt_device_t *device) { delete device; }

// Large buffers are mapped: their pages are zeros that cost nothing until they
// are used, and a size that cannot be had is refused instead of killing us.
static constexpr uint64_t mapped_bytes = uint64_t(1) << 20;

static tprt_status_t no_memory(uint64_t size) {
  return tprt_status_create(TPRT_OUT_OF_MEMORY, "cannot allocate %llu bytes",
                            static_cast<unsigned long long>(size));
}

static tprt_status_t allocate(tprt_device_t *, uint64_t size, void **data) {
  if (size >= mapped_bytes) {
    void *memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
      return no_memory(size);
    *data = memory;
    return nullptr;
  }
  void *memory = nullptr;
  if (posix_memalign(&memory, TPRT_ALIGNMENT, size) != 0)
    return no_memory(size);
  std::memset(memory, 0, size);
  *data = memory;
  return nullptr;
}

static void release(tprt_device_t *, void *data, uint64_t size) {
  if (size >= mapped_bytes)
    munmap(data, size);
  else
    std::free(data);
}

static tprt_status_t map_constants(tprt_device_t *, const void *host, uint64_t,
                                   void **data) {
  *data = const_cast<void *>(host); // only read, the verifier has seen to that
  return nullptr;
}

static void unmap_constants(tprt_device_t *, void *, uint64_t) {}

//===-- Work --------------------------------------------------------------===//

namespace {
struct launch_job {
  tprt_kernel_fn kernel;
  void *const *operands;
  const int64_t *coordinates;
};
} // namespace

static void run_tiles(void *context, int64_t first, int64_t last) {
  const launch_job &job = *static_cast<const launch_job *>(context);
  job.kernel(job.operands, job.coordinates, first, last);
}

static tprt_status_t launch_kernel(tprt_device_t *device, tprt_module_t *module,
                                   const tprt_launch_t *launch) {
  launch_job job{module->kernels[launch->kernel], launch->operands,
                 launch->coordinates};
  // A few chunks for each worker even out what the others on the machine take.
  // The lower bound keeps the number of chunks within 32 bits.
  int64_t workers = device->pool.workers();
  int64_t chunk = launch->bytes < small_bytes ? launch->tiles
                                              : launch->tiles / (workers * 4);
  device->pool.run(launch->tiles, std::max<int64_t>(chunk, 1), run_tiles, &job);
  return nullptr;
}

static tprt_status_t attach_module(tprt_device_t *, tprt_module_t *) {
  return nullptr;
}

static tprt_status_t transfer(tprt_device_t *, void *to, const void *from,
                              uint64_t size) {
  if (size)
    std::memcpy(to, from, size);
  return nullptr;
}

static tprt_status_t copy_bytes(tprt_device_t *device, tprt_stream_t, void *to,
                                const void *from, uint64_t size) {
  return transfer(device, to, from, size);
}

static tprt_status_t clear_bytes(tprt_device_t *, tprt_stream_t, void *to,
                                 uint64_t size) {
  if (size)
    std::memset(to, 0, size);
  return nullptr;
}

//===-- Events ------------------------------------------------------------===//

// The two streams are the thread itself: whatever is recorded has happened.
struct tprt_event {
  uint64_t ns = 0;
};

static tprt_status_t create_event(tprt_device_t *, int, tprt_event_t **event) {
  return guarded([&] {
    *event = new tprt_event;
    return tprt_status_t(nullptr);
  });
}

static void destroy_event(tprt_device_t *, tprt_event_t *event) {
  delete event;
}

static tprt_status_t record_event(tprt_device_t *, tprt_stream_t,
                                  tprt_event_t *event) {
  event->ns = now_ns();
  return nullptr;
}

static tprt_status_t wait_for_event(tprt_device_t *, tprt_stream_t,
                                    tprt_event_t *) {
  return nullptr;
}

static tprt_status_t event_time(tprt_device_t *, tprt_event_t *event,
                                uint64_t *ns) {
  *ns = event->ns;
  return nullptr;
}

static tprt_status_t poll_device(tprt_device_t *, int *done) {
  *done = 1;
  return nullptr;
}

const tprt_backend_t *tprt::cpu_backend() {
  static const tprt_backend_t table = [] {
    tprt_backend_t t{};
    t.abi = TPRT_BACKEND_ABI;
    t.name = "cpu";
    t.host_memory = 1;
    t.check_target = check_target;
    t.module_load = load_module;
    t.module_free = free_module;
    t.device_create = create_device;
    t.device_destroy = destroy_device;
    t.module_attach = attach_module;
    t.kernel_info = kernel_info;
    t.alloc = allocate;
    t.free = release;
    t.constants_map = map_constants;
    t.constants_unmap = unmap_constants;
    t.gemm_plan = plan_gemm;
    t.gemm_plan_free = free_gemm_plan;
    t.gemm = run_gemm;
    t.launch = launch_kernel;
    t.copy = copy_bytes;
    t.clear = clear_bytes;
    t.upload = transfer;
    t.download = transfer;
    t.event_create = create_event;
    t.event_destroy = destroy_event;
    t.record = record_event;
    t.wait = wait_for_event;
    t.event_ns = event_time;
    t.poll = poll_device;
    return t; // no reductions of its own, graphs, ranges or vendor's streams
  }();
  return &table;
}
