//===- ranges.cpp - Names for profilers -----------------------------------===//
// A header of NVIDIA's tools that needs no library.

#include "ranges.h"

#ifdef TPRT_HAVE_NVTX

#include <nvtx3/nvToolsExt.h>

using namespace tprt::cuda;

void tprt::cuda::push_range(gpu_device *, const char *name) {
  nvtxRangePushA(name);
}

void tprt::cuda::pop_range(gpu_device *) { nvtxRangePop(); }

#endif // TPRT_HAVE_NVTX
