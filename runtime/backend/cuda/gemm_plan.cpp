//===- gemm_plan.cpp - Deciding how to run a matrix product ---------------===//
// Only algorithms that give the same bits in every run: those that add partial
// sums in a step of their own, in the type that products are summed in, or none
// at all.

#include "gemm_plan.h"

#include "gemm.h"
#include "gemm_algorithm.h"

#include <algorithm>

using namespace tprt;
using namespace tprt::cuda;

//===-- Types -------------------------------------------------------------===//

namespace {
/// The types of a product in the library's terms.
struct gemm_types {
  cudaDataType_t operand, result, scale;
  cublasComputeType_t compute;
};
} // namespace

static bool find_type(tprt_dtype_t dtype, cudaDataType_t &out) {
  switch (dtype) {
  case TPRT_F16:
    out = CUDA_R_16F;
    return true;
  case TPRT_BF16:
    out = CUDA_R_16BF;
    return true;
  case TPRT_F32:
    out = CUDA_R_32F;
    return true;
  case TPRT_F64:
    out = CUDA_R_64F;
    return true;
  default:
    return false;
  }
}

static bool find_types(const tprt_gemm_t &gemm, gemm_types &out) {
  if (!find_type(gemm.dtype, out.operand) ||
      !find_type(gemm.result_dtype, out.result))
    return false;
  bool half = gemm.dtype == TPRT_F16 || gemm.dtype == TPRT_BF16;
  if (gemm.result_dtype != gemm.dtype &&
      !(half && gemm.result_dtype == TPRT_F32))
    return false;
  bool wide = gemm.dtype == TPRT_F64;
  out.scale = wide ? CUDA_R_64F : CUDA_R_32F;
  bool tf32 = gemm.dtype == TPRT_F32 && gemm.allow_tf32;
  out.compute = wide   ? CUBLAS_COMPUTE_64F
                : tf32 ? CUBLAS_COMPUTE_32F_FAST_TF32
                       : CUBLAS_COMPUTE_32F;
  return true;
}

/// The library keeps what goes into gelu, with rows and matrices at multiples
/// of eight elements; for relu it keeps a bit of each element.
static bool can_keep_aux(const tprt_gemm_t &gemm) {
  bool fits = gemm.epilogue == TPRT_EPILOGUE_GELU && gemm.ldc % 8 == 0;
  for (uint32_t i = 0; i < gemm.num_batch; ++i)
    fits &= gemm.batch[i].stride_c % 8 == 0;
  return fits;
}

static bool find_epilogue(const tprt_gemm_t &gemm, cublasLtEpilogue_t &out) {
  if (gemm.has_aux && !can_keep_aux(gemm))
    return false;
  bool bias = gemm.has_bias;
  switch (gemm.epilogue) {
  case TPRT_EPILOGUE_NONE:
    out = bias ? CUBLASLT_EPILOGUE_BIAS : CUBLASLT_EPILOGUE_DEFAULT;
    return true;
  case TPRT_EPILOGUE_RELU:
    out = bias ? CUBLASLT_EPILOGUE_RELU_BIAS : CUBLASLT_EPILOGUE_RELU;
    return true;
  case TPRT_EPILOGUE_GELU:
    if (gemm.has_aux)
      out = bias ? CUBLASLT_EPILOGUE_GELU_AUX_BIAS : CUBLASLT_EPILOGUE_GELU_AUX;
    else
      out = bias ? CUBLASLT_EPILOGUE_GELU_BIAS : CUBLASLT_EPILOGUE_GELU;
    return true;
  }
  return false;
}

//===-- Descriptors -------------------------------------------------------===//

template <typename T>
static tprt_status_t set(const gpu_gemm_plan &plan,
                         cublasLtMatmulDescAttributes_t attribute,
                         const T &value) {
  return plan.blas->cublasLtMatmulDescSetAttribute(plan.operation, attribute,
                                                   &value, sizeof value);
}

/// An address that is aligned to `alignment` and no more. The heuristic asks of
/// a vector only whether there is one and how it is aligned.
static const void *example(const gpu_device &device, uint32_t alignment) {
  return reinterpret_cast<const void *>(device.workspace + alignment);
}

static tprt_status_t describe_epilogue(const gpu_device &device,
                                       gpu_gemm_plan &plan,
                                       const gemm_types &types,
                                       cublasLtEpilogue_t epilogue) {
  if (epilogue == CUBLASLT_EPILOGUE_DEFAULT)
    return nullptr;
  TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE, epilogue));
  if (plan.has_bias) { // one for all indices of the batch: its stride is 0
    TPRT_RETURN_IF_ERROR(
        set(plan, CUBLASLT_MATMUL_DESC_BIAS_DATA_TYPE, types.result));
    TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_BIAS_POINTER,
                             example(device, TPRT_ALIGNMENT)));
  }
  if (!plan.has_aux)
    return nullptr;
  const stored_matrix &d = plan.shape.d;
  TPRT_RETURN_IF_ERROR(
      set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_DATA_TYPE, types.result));
  TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD,
                           static_cast<int64_t>(d.ld)));
  TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_BATCH_STRIDE,
                           static_cast<int64_t>(d.stride)));
  return set(plan, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER,
             example(device, d.alignment));
}

static tprt_status_t describe_operation(const gpu_device &device,
                                        gpu_gemm_plan &plan,
                                        const gemm_types &types,
                                        cublasLtEpilogue_t epilogue) {
  TPRT_RETURN_IF_ERROR(plan.blas->cublasLtMatmulDescCreate(
      &plan.operation, types.compute, types.scale));
  cublasOperation_t transpose = CUBLAS_OP_T;
  if (plan.shape.transpose_x)
    TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_TRANSA, transpose));
  if (plan.shape.transpose_y)
    TPRT_RETURN_IF_ERROR(set(plan, CUBLASLT_MATMUL_DESC_TRANSB, transpose));
  return describe_epilogue(device, plan, types, epilogue);
}

static tprt_status_t describe_matrix(const gpu_gemm_plan &plan,
                                     const stored_matrix &matrix,
                                     cudaDataType_t type,
                                     cublasLtMatrixLayout_t *out) {
  const cublaslt &blas = *plan.blas;
  TPRT_RETURN_IF_ERROR(blas.cublasLtMatrixLayoutCreate(
      out, type, matrix.rows, matrix.cols, static_cast<int64_t>(matrix.ld)));
  if (plan.shape.batch == 1)
    return nullptr;
  auto count = static_cast<int32_t>(plan.shape.batch);
  auto stride = static_cast<int64_t>(matrix.stride);
  TPRT_RETURN_IF_ERROR(blas.cublasLtMatrixLayoutSetAttribute(
      *out, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, &count, sizeof count));
  return blas.cublasLtMatrixLayoutSetAttribute(
      *out, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET, &stride,
      sizeof stride);
}

static tprt_status_t describe(const gpu_device &device, gpu_gemm_plan &plan,
                              const gemm_types &types,
                              cublasLtEpilogue_t epilogue) {
  TPRT_RETURN_IF_ERROR(describe_operation(device, plan, types, epilogue));
  const gemm_shape &shape = plan.shape;
  TPRT_RETURN_IF_ERROR(describe_matrix(plan, shape.x, types.operand, &plan.x));
  TPRT_RETURN_IF_ERROR(describe_matrix(plan, shape.y, types.operand, &plan.y));
  return describe_matrix(plan, shape.d, types.result, &plan.d);
}

//===-- Algorithms --------------------------------------------------------===//

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

static tprt_status_t choose_algorithm(gpu_device *device, gpu_gemm_plan &plan,
                                      const algorithm_cache::key &key) {
  algorithm_cache &cache = *device->card->algorithms;
  if (cache.find(key, &plan.algorithm))
    return nullptr;
  TPRT_RETURN_IF_ERROR(ask_heuristic(device, plan));
  TPRT_RETURN_IF_ERROR(load_algorithm(device, plan));
  cache.insert(key, plan.algorithm);
  return nullptr;
}

//===-- Plans -------------------------------------------------------------===//

static tprt_status_t allocate_device(gpu_device *device, uint64_t size,
                                     const char *what, CUdeviceptr *out) {
  return with_prefix(std::string("cannot allocate ") + what + " of " +
                         counted(size, "byte") + ": ",
                     device->cu().cuMemAlloc(out, size));
}

/// In the device's context.
static tprt_status_t open_products(gpu_device *device, const cublaslt **blas) {
  TPRT_RETURN_IF_ERROR(open_cublaslt(blas));
  if (!device->blas)
    TPRT_RETURN_IF_ERROR((*blas)->cublasLtCreate(&device->blas));
  if (!device->workspace)
    TPRT_RETURN_IF_ERROR(allocate_device(device, workspace_bytes,
                                         "the workspace of products",
                                         &device->workspace));
  return nullptr;
}

void tprt::cuda::close_products(gpu_device *device) {
  const cublaslt *blas = nullptr;
  if (device->workspace)
    (void)device->cu().cuMemFree.raw(device->workspace);
  if (!device->blas)
    return;
  // Open already, or there would be no handle.
  if (tprt_status_t status = open_cublaslt(&blas))
    tprt_status_free(status);
  else
    (void)blas->cublasLtDestroy.raw(device->blas);
}

static tprt_status_t allocate_zeros(gpu_device *device, gpu_gemm_plan &plan) {
  uint64_t size =
      std::max(plan.shape.d.rows, plan.shape.d.cols) * plan.operand_bytes;
  TPRT_RETURN_IF_ERROR(allocate_device(device, size, "zeros", &plan.zeros));
  const driver &cu = device->cu();
  CUstream stream = device->streams[TPRT_COMPUTE];
  TPRT_RETURN_IF_ERROR(cu.cuMemsetD8Async(plan.zeros, 0, size, stream));
  return cu.cuStreamSynchronize(stream);
}

static void set_scalars(gpu_gemm_plan &plan, const gemm_types &types,
                        bool accumulate) {
  if (types.scale == CUDA_R_64F) {
    plan.alpha.f64 = 1;
    plan.beta.f64 = accumulate;
  } else {
    plan.alpha.f32 = 1;
    plan.beta.f32 = accumulate;
  }
}

/// In the device's context; what has been made stays in `plan`.
static tprt_status_t fill(gpu_device *device, const tprt_gemm_t &gemm,
                          const gemm_types &types, cublasLtEpilogue_t epilogue,
                          gpu_gemm_plan &plan) {
  TPRT_RETURN_IF_ERROR(open_products(device, &plan.blas));
  plan.operand_bytes = tprt_dtype_size(gemm.dtype);
  plan.result_bytes = tprt_dtype_size(gemm.result_dtype);
  plan.has_bias = gemm.has_bias;
  plan.has_aux = gemm.has_aux;
  set_scalars(plan, types, gemm.accumulate);
  TPRT_RETURN_IF_ERROR(describe(*device, plan, types, epilogue));
  TPRT_RETURN_IF_ERROR(choose_algorithm(
      device, plan, key_of(plan, types, epilogue, gemm.accumulate)));
  return plan.shape.zeros ? allocate_zeros(device, plan) : nullptr;
}

tprt_status_t tprt::cuda::plan_gemm(gpu_device *device, const tprt_gemm_t *gemm,
                                    gpu_gemm_plan **out) {
  return guarded([&] {
    gemm_types types;
    cublasLtEpilogue_t epilogue;
    if (!find_types(*gemm, types) || !find_epilogue(*gemm, epilogue))
      return tprt_status_create(TPRT_UNSUPPORTED,
                                "the cuda backend has no matrix product of %s",
                                text_of(*gemm).c_str());
    auto plan = std::make_unique<gpu_gemm_plan>();
    plan->shape = shape_of(*gemm);
    tprt_status_t status = nullptr;
    if (!plan->shape.empty) {
      visit here(*device->card);
      status = here.entered();
      if (!status)
        status = with_prefix("matrix product of " + text_of(*gemm) + ": ",
                             fill(device, *gemm, types, epilogue, *plan));
    }
    if (status)
      free_gemm_plan(device, plan.release());
    else
      *out = plan.release();
    return status;
  });
}

void tprt::cuda::free_gemm_plan(gpu_device *device, gpu_gemm_plan *plan) {
  visit here(*device->card);
  if (plan->zeros)
    (void)device->cu().cuMemFree.raw(plan->zeros);
  for (cublasLtMatrixLayout_t layout : {plan->x, plan->y, plan->d})
    if (layout)
      (void)plan->blas->cublasLtMatrixLayoutDestroy.raw(layout);
  if (plan->operation)
    (void)plan->blas->cublasLtMatmulDescDestroy.raw(plan->operation);
  delete plan;
}
