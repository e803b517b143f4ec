//===- gpu.h - A GPU as this process uses it ------------------------------===//
// Ranks that share a card share its primary context, which is also that of the
// CUDA runtime and of NCCL, and whatever is the same for all streams: kernels
// and chosen algorithms.
#ifndef TPRT_BACKEND_CUDA_GPU_H
#define TPRT_BACKEND_CUDA_GPU_H

#include "driver.h"
#include "reduce.h"

#include <atomic>
#include <memory>

namespace tprt::cuda {

class algorithm_cache;

/// What programs ask of a GPU.
struct gpu_properties {
  CUdevice device = 0;
  std::string name;
  int generation = 0;       ///< 90 for sm_90.
  int max_shared_bytes = 0; ///< Of a block.
};

/// The number of GPUs; TPRT_UNSUPPORTED when there is none.
tprt_status_t count_gpus(const driver &cu, uint32_t *count);
tprt_status_t read_properties(const driver &cu, uint32_t ordinal,
                              gpu_properties *out);

/// The error that ended a GPU's context, if there was one.
struct gpu_loss {
  std::atomic<CUresult> code{CUDA_SUCCESS};
  std::atomic<const char *> function{nullptr}; ///< That returned it.
};

class gpu {
public:
  /// The GPU of an ordinal modulo the number there is; one object for each
  /// while somebody holds it.
  static tprt_status_t open(uint32_t ordinal, std::shared_ptr<gpu> *out);

  ~gpu();
  gpu(const gpu &) = delete;
  gpu &operator=(const gpu &) = delete;

  const driver &cu;
  const uint32_t ordinal;

  const gpu_properties &properties() const { return what; }

  /// "GPU 0 (NVIDIA H100)"
  std::string text() const;

  /// For the rank's own thread, before work of the steady state: makes the
  /// context that of the calling thread, which is remembered.
  tprt_status_t enter();

  /// Whether the calling thread has entered.
  bool is_entered() const;

  /// Notes that the GPU that the calling thread is using is lost.
  static void lose_current(CUresult code, const char *function);

  reduction_kernels reductions;
  std::unique_ptr<algorithm_cache> algorithms; ///< Of products.

private:
  friend class visit;
  gpu(const driver &cu, uint32_t ordinal, gpu_loss &loss);
  tprt_status_t create();
  tprt_status_t check_alive() const;

  const uint64_t id; ///< No two objects have the same.
  gpu_properties what;
  CUcontext context = nullptr;
  gpu_loss &loss; ///< Outlives the object, as threads remember it.
};

/// While it lives the context is the calling thread's; then that is what it
/// was, as any thread of the user's may be inside. Does not nest in the work of
/// another GPU.
class visit {
public:
  explicit visit(gpu &card);
  ~visit();
  visit(const visit &) = delete;
  visit &operator=(const visit &) = delete;

  /// Null when work may begin. What only gives things back need not ask.
  tprt_status_t entered();

private:
  gpu &card;
  gpu_loss *outer;
  bool pushed = false;
  tprt_status_t failure = nullptr;
};

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_GPU_H
