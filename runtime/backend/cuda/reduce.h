//===- reduce.h - The kernels that combine buffers of ranks ---------------===//
// Compiled for each card when a transport says that it will need them.
#ifndef TPRT_BACKEND_CUDA_REDUCE_H
#define TPRT_BACKEND_CUDA_REDUCE_H

#include "driver.h"
#include "tprt/backend.h"

#include <map>
#include <mutex>
#include <tuple>

namespace tprt::cuda {

struct gpu_device;

/// The reductions of a card, each loaded once for all its ranks.
class reduction_kernels {
public:
  /// In the card's context.
  tprt_status_t find(const driver &cu, tprt_reduction_t reduction,
                     tprt_dtype_t dtype, uint32_t num_sources, CUfunction *out);

  /// Forgets all of them. In the card's context.
  void unload(const driver &cu);

private:
  struct loaded {
    CUmodule module;
    CUfunction function;
  };
  std::mutex mutex;
  std::map<std::tuple<tprt_reduction_t, tprt_dtype_t, uint32_t>, loaded>
      kernels;
};

tprt_status_t prepare_reduction(gpu_device *device, tprt_reduction_t reduction,
                                tprt_dtype_t dtype, uint32_t num_sources);
tprt_status_t run_reduction(gpu_device *device, tprt_stream_t stream,
                            const tprt_reduce_t *reduce);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_REDUCE_H
