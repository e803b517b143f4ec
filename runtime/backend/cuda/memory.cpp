//===- memory.cpp - Device memory, and what moves it ----------------------===//
// Allocation waits for the device, which the steady state never does: there it
// is only copies and clears.

#include "memory.h"

#include "device.h"

using namespace tprt;
using namespace tprt::cuda;

/// `status` with what was to be had and what there is.
static tprt_status_t with_sizes(const driver &cu, tprt_status_t status,
                                uint64_t size) {
  if (!status)
    return nullptr;
  size_t free_bytes = 0, total = 0;
  std::string there;
  if (cu.cuMemGetInfo.raw(&free_bytes, &total) == CUDA_SUCCESS)
    there = " of GPU memory, where " + counted(free_bytes, "byte") + " of " +
            std::to_string(total) + " are free";
  return with_prefix("cannot allocate " + counted(size, "byte") + there + ": ",
                     status);
}

/// In the device's context; what is there is not cleared.
static tprt_status_t allocate_raw(gpu_device *device, uint64_t size,
                                  CUdeviceptr *memory) {
  const driver &cu = device->cu();
  return with_sizes(cu, cu.cuMemAlloc(memory, size), size);
}

tprt_status_t tprt::cuda::allocate(gpu_device *device, uint64_t size,
                                   void **data) {
  return guarded([&] {
    visit here(*device->card);
    TPRT_RETURN_IF_ERROR(here.entered());
    const driver &cu = device->cu();
    CUdeviceptr memory = 0;
    TPRT_RETURN_IF_ERROR(allocate_raw(device, size, &memory));
    CUstream stream = device->streams[TPRT_COMPUTE];
    tprt_status_t status = cu.cuMemsetD8Async(memory, 0, size, stream);
    if (!status)
      status = cu.cuStreamSynchronize(stream);
    if (status)
      (void)cu.cuMemFree.raw(memory);
    else
      *data = reinterpret_cast<void *>(memory);
    return status;
  });
}

void tprt::cuda::release(gpu_device *device, void *data, uint64_t) {
  visit here(*device->card);
  (void)device->cu().cuMemFree.raw(address_of(data));
}

tprt_status_t tprt::cuda::copy(gpu_device *device, tprt_stream_t stream,
                               void *to, const void *from, uint64_t size) {
  if (!size)
    return nullptr;
  return issue(device, [&](const driver &cu) {
    return cu.cuMemcpyDtoDAsync(address_of(to), address_of(from), size,
                                device->streams[stream]);
  });
}

tprt_status_t tprt::cuda::clear(gpu_device *device, tprt_stream_t stream,
                                void *to, uint64_t size) {
  if (!size)
    return nullptr;
  return issue(device, [&](const driver &cu) {
    return cu.cuMemsetD8Async(address_of(to), 0, size, device->streams[stream]);
  });
}

/// In the device's context; returns when the bytes are there.
static tprt_status_t write(gpu_device *device, CUdeviceptr to, const void *from,
                           uint64_t size) {
  const driver &cu = device->cu();
  CUstream stream = device->streams[TPRT_COMPUTE];
  TPRT_RETURN_IF_ERROR(cu.cuMemcpyHtoDAsync(to, from, size, stream));
  return cu.cuStreamSynchronize(stream);
}

tprt_status_t tprt::cuda::upload(gpu_device *device, void *to, const void *from,
                                 uint64_t size) {
  return guarded([&] {
    visit here(*device->card);
    TPRT_RETURN_IF_ERROR(here.entered());
    TPRT_RETURN_IF_ERROR(finish(device));
    return size ? write(device, address_of(to), from, size) : nullptr;
  });
}

tprt_status_t tprt::cuda::download(gpu_device *device, void *to,
                                   const void *from, uint64_t size) {
  return guarded([&] {
    visit here(*device->card);
    TPRT_RETURN_IF_ERROR(here.entered());
    TPRT_RETURN_IF_ERROR(finish(device));
    if (!size)
      return tprt_status_t(nullptr);
    const driver &cu = device->cu();
    CUstream stream = device->streams[TPRT_COMPUTE];
    TPRT_RETURN_IF_ERROR(
        cu.cuMemcpyDtoHAsync(to, address_of(from), size, stream));
    return cu.cuStreamSynchronize(stream);
  });
}

tprt_status_t tprt::cuda::map_constants(gpu_device *device, const void *host,
                                        uint64_t size, void **data) {
  return guarded([&] {
    visit here(*device->card);
    TPRT_RETURN_IF_ERROR(here.entered());
    CUdeviceptr memory = 0;
    TPRT_RETURN_IF_ERROR(allocate_raw(device, size, &memory));
    tprt_status_t status = write(device, memory, host, size);
    if (status)
      (void)device->cu().cuMemFree.raw(memory);
    else
      *data = reinterpret_cast<void *>(memory);
    return status;
  });
}
