//===- device.h - One rank's streams on a GPU -----------------------------===//
// The device of the CUDA backend.
#ifndef TPRT_BACKEND_CUDA_DEVICE_H
#define TPRT_BACKEND_CUDA_DEVICE_H

#include "gpu.h"
#include "tprt/backend.h"

#include <cublasLt.h>
#include <vector>

namespace tprt::cuda {

struct gpu_module;

/// A reduction that the rank may run.
struct prepared_reduction {
  tprt_reduction_t reduction;
  tprt_dtype_t dtype;
  uint32_t num_sources;
  CUfunction function;
};

/// A module as it is loaded on the rank's card.
struct attachment {
  const gpu_module *module;
  const CUfunction *functions;
};

struct gpu_device {
  std::shared_ptr<gpu> card;
  uint32_t rank = 0;
  CUstream streams[2] = {}; // by tprt_stream_t

  // While a graph is recorded: which streams belong to it, and whether all went
  // well so far.
  bool capturing = false;
  bool captured[2] = {};
  bool capture_failed = false;

  std::vector<attachment> attachments;
  std::vector<prepared_reduction> reductions;

  // Products; made when the first is planned. The workspace belongs to the
  // compute stream, whose products follow one another.
  cublasLtHandle_t blas = nullptr;
  CUdeviceptr workspace = 0;

  // Timed events are measured from this one, which happened at base_ns.
  CUevent base = nullptr;
  uint64_t base_ns = 0;

  const driver &cu() const { return card->cu; }
};

tprt_status_t create_device(const tprt_device_params_t *params,
                            gpu_device **device);
void destroy_device(gpu_device *device);

/// Runs `work`, a call of the steady state, in the device's context, and notes
/// its failure for a graph that is being recorded.
template <typename Work>
tprt_status_t issue(gpu_device *device, const Work &work) {
  tprt_status_t status = device->card->enter();
  if (!status)
    status = work(device->cu());
  if (status && device->capturing)
    device->capture_failed = true;
  return status;
}

/// Waits for both streams. In the device's context.
tprt_status_t finish(gpu_device *device);

/// Device memory in the driver's terms.
inline CUdeviceptr address_of(const void *data) {
  return reinterpret_cast<CUdeviceptr>(data);
}

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_DEVICE_H
