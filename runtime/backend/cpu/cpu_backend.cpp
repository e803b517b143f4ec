//===- cpu_backend.cpp - The table of the CPU backend ---------------------===//
// Memory, kernel launches and copies; everything is done when a call returns.

#include "core/registry.h"
#include "core/status.h"
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

static tprt_status_t copy_bytes(tprt_device_t *, void *to, const void *from,
                                uint64_t size) {
  if (size)
    std::memcpy(to, from, size);
  return nullptr;
}

static tprt_status_t synchronize(tprt_device_t *) { return nullptr; }

const tprt_backend_t *tprt::cpu_backend() {
  static const tprt_backend_t table = {
      TPRT_BACKEND_ABI,
      "cpu",
      /*host_memory=*/1,
      check_target,
      load_module,
      free_module,
      kernel_info,
      create_device,
      destroy_device,
      allocate,
      release,
      map_constants,
      unmap_constants,
      plan_gemm,
      free_gemm_plan,
      run_gemm,
      launch_kernel,
      copy_bytes,
      /*upload=*/copy_bytes,
      /*download=*/copy_bytes,
      synchronize,
  };
  return &table;
}
