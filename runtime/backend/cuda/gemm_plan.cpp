//===- gemm_plan.cpp - Deciding how to run a matrix product ---------------===//
// Whatever is made for a product is made here, so that running it makes
// nothing.

#include "gemm_plan.h"

#include "gemm.h"

#include <algorithm>

using namespace tprt;
using namespace tprt::cuda;

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
  TPRT_RETURN_IF_ERROR(
      choose_algorithm(device, plan, types, epilogue, gemm.accumulate));
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
