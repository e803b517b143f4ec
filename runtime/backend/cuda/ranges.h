//===- ranges.h - Names for profilers -------------------------------------===//
// NVTX finds the profiler by itself, if there is one.
#ifndef TPRT_BACKEND_CUDA_RANGES_H
#define TPRT_BACKEND_CUDA_RANGES_H

#ifdef TPRT_HAVE_NVTX

namespace tprt::cuda {

struct gpu_device;

void push_range(gpu_device *device, const char *name);
void pop_range(gpu_device *device);

} // namespace tprt::cuda

#endif // TPRT_HAVE_NVTX

#endif // TPRT_BACKEND_CUDA_RANGES_H
