//===- device.cpp - One rank's streams on a GPU ---------------------------===//
// Neither stream waits for the legacy default stream, which other code in the
// process may use. Communication has the higher priority: others wait for it.

#include "device.h"

#include "gemm.h"

using namespace tprt;
using namespace tprt::cuda;

static tprt_status_t create_streams(gpu_device &device) {
  const driver &cu = device.cu();
  int least = 0, greatest = 0;
  TPRT_RETURN_IF_ERROR(cu.cuCtxGetStreamPriorityRange(&least, &greatest));
  TPRT_RETURN_IF_ERROR(cu.cuStreamCreateWithPriority(
      &device.streams[TPRT_COMPUTE], CU_STREAM_NON_BLOCKING, least));
  return cu.cuStreamCreateWithPriority(&device.streams[TPRT_COMM],
                                       CU_STREAM_NON_BLOCKING, greatest);
}

tprt_status_t tprt::cuda::create_device(const tprt_device_params_t *params,
                                        gpu_device **out) {
  return guarded([&] {
    auto device = std::make_unique<gpu_device>();
    device->rank = params->rank;
    TPRT_RETURN_IF_ERROR(gpu::open(params->ordinal, &device->card));
    tprt_status_t status = nullptr;
    {
      visit here(*device->card);
      status = here.entered();
      if (!status)
        status = create_streams(*device);
    }
    if (status)
      destroy_device(device.release());
    else
      *out = device.release();
    return status;
  });
}

void tprt::cuda::destroy_device(gpu_device *device) {
  // Nobody can be told of a failure here.
  {
    visit here(*device->card);
    const driver &cu = device->cu();
    close_products(device);
    if (device->base)
      (void)cu.cuEventDestroy.raw(device->base);
    for (CUstream stream : device->streams)
      if (stream)
        (void)cu.cuStreamDestroy.raw(stream);
  }
  delete device;
}

tprt_status_t tprt::cuda::finish(gpu_device *device) {
  const driver &cu = device->cu();
  for (CUstream stream : device->streams)
    TPRT_RETURN_IF_ERROR(cu.cuStreamSynchronize(stream));
  return nullptr;
}
