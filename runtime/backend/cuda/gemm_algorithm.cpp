//===- gemm_algorithm.cpp - Which algorithm runs a product ----------------===//
// Only algorithms that give the same bits in every run: those that add partial
// sums in a step of their own, in the type that products are summed in, or none
// at all.

#include "gemm_algorithm.h"

#include "gemm_plan.h"

using namespace tprt;
using namespace tprt::cuda;

namespace {
/// What the library may choose from.
class preference {
public:
  explicit preference(const cublaslt &blas) : blas(blas) {}
  ~preference() {
    if (handle)
      (void)blas.cublasLtMatmulPreferenceDestroy.raw(handle);
  }
  tprt_status_t create(const gemm_shape &shape) {
    TPRT_RETURN_IF_ERROR(blas.cublasLtMatmulPreferenceCreate(&handle));
    TPRT_RETURN_IF_ERROR(
        set(CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, workspace_bytes));
    TPRT_RETURN_IF_ERROR(
        set(CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK,
            static_cast<uint32_t>(CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE)));
    TPRT_RETURN_IF_ERROR(
        set(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, shape.x.alignment));
    TPRT_RETURN_IF_ERROR(
        set(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, shape.y.alignment));
    TPRT_RETURN_IF_ERROR(
        set(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, shape.d.alignment));
    return set(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, shape.d.alignment);
  }
  cublasLtMatmulPreference_t get() const { return handle; }

private:
  template <typename T>
  tprt_status_t set(cublasLtMatmulPreferenceAttributes_t attribute,
                    const T &value) {
    return blas.cublasLtMatmulPreferenceSetAttribute(handle, attribute, &value,
                                                     sizeof value);
  }

  const cublaslt &blas;
  cublasLtMatmulPreference_t handle = nullptr;
};
} // namespace

static algorithm_cache::key key_of(const gpu_gemm_plan &plan,
                                   const gemm_types &types,
                                   cublasLtEpilogue_t epilogue,
                                   bool accumulate) {
  const gemm_shape &s = plan.shape;
  algorithm_cache::key key = {static_cast<uint64_t>(types.operand),
                              static_cast<uint64_t>(types.result),
                              static_cast<uint64_t>(types.compute),
                              static_cast<uint64_t>(epilogue),
                              accumulate,
                              s.transpose_x,
                              s.transpose_y,
                              s.batch};
  for (const stored_matrix *matrix : {&s.x, &s.y, &s.d})
    key.insert(key.end(), {matrix->rows, matrix->cols, matrix->ld,
                           matrix->stride, matrix->alignment});
  return key;
}

static tprt_status_t ask_heuristic(gpu_device *device, gpu_gemm_plan &plan) {
  const cublaslt &blas = *plan.blas;
  preference preferred(blas);
  TPRT_RETURN_IF_ERROR(preferred.create(plan.shape));
  cublasLtMatmulHeuristicResult_t found = {};
  int count = 0;
  TPRT_RETURN_IF_ERROR(blas.cublasLtMatmulAlgoGetHeuristic(
      device->blas, plan.operation, plan.x, plan.y, plan.d, plan.d,
      preferred.get(), 1, &found, &count));
  if (count < 1)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "cublasLtMatmulAlgoGetHeuristic finds none");
  TPRT_RETURN_IF_ERROR(blas.cublasLtMatmulAlgoGetHeuristic.status(found.state));
  plan.algorithm = found.algo;
  return nullptr;
}

/// Lets the library load the algorithm's kernels, which it would do at its
/// first run: that may wait for the device, which may wait for another rank.
/// The product is put into a graph that is made ready and never run, so that
/// the addresses mean nothing.
static tprt_status_t load_algorithm(gpu_device *device,
                                    const gpu_gemm_plan &plan) {
  const driver &cu = device->cu();
  CUstream stream = device->streams[TPRT_COMPUTE];
  // Relaxed: loading is among what other modes forbid.
  TPRT_RETURN_IF_ERROR(
      cu.cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
  void *somewhere = reinterpret_cast<void *>(device->workspace);
  tprt_status_t status = multiply(
      device, plan, {somewhere, somewhere, somewhere, somewhere, somewhere});
  CUgraph graph = nullptr;
  tprt_status_t ended = cu.cuStreamEndCapture(stream, &graph);
  CUgraphExec ready = nullptr;
  if (!status && !ended)
    status = cu.cuGraphInstantiateWithFlags(&ready, graph, 0);
  if (ready)
    (void)cu.cuGraphExecDestroy.raw(ready);
  if (graph)
    (void)cu.cuGraphDestroy.raw(graph);
  if (!status)
    return ended;
  tprt_status_free(ended);
  return status;
}

tprt_status_t tprt::cuda::choose_algorithm(gpu_device *device,
                                           gpu_gemm_plan &plan,
                                           const gemm_types &types,
                                           cublasLtEpilogue_t epilogue,
                                           bool accumulate) {
  algorithm_cache::key key = key_of(plan, types, epilogue, accumulate);
  algorithm_cache &cache = *device->card->algorithms;
  if (cache.find(key, &plan.algorithm))
    return nullptr;
  TPRT_RETURN_IF_ERROR(ask_heuristic(device, plan));
  TPRT_RETURN_IF_ERROR(load_algorithm(device, plan));
  cache.insert(key, plan.algorithm);
  return nullptr;
}
