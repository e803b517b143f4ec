//===- cuda_probe.cpp - What the CUDA backend says of a machine -----------===//
// Prints the status of finding the backend, of checking a target, and of
// planning a product, up to the first that fails. Run by cuda_missing_test.cpp
// on machines that it makes up.

#include "runner.h"
#include "tprt/backend.h"

#include <cstdio>

using namespace tprt::test;

static outcome probe(const char *cpu) {
  const tprt_backend_t *cuda = nullptr;
  if (tprt_status_t status = tprt_find_backend("cuda", &cuda))
    return status;
  tprt_target_t target{"nvptx64-nvidia-cuda", cpu, 0, nullptr};
  if (tprt_status_t status = cuda->check_target(&target))
    return status;
  tprt_device_params_t params{0, 1, 1, 0};
  tprt_device_t *device = nullptr;
  if (tprt_status_t status = cuda->device_create(&params, &device))
    return status;
  tprt_gemm_t gemm{};
  gemm.dtype = gemm.result_dtype = TPRT_F32;
  gemm.m = gemm.n = gemm.k = gemm.lda = gemm.ldb = gemm.ldc = 16;
  tprt_gemm_plan_t *plan = nullptr;
  tprt_status_t status = cuda->gemm_plan(device, &gemm, &plan);
  if (!status)
    cuda->gemm_plan_free(device, plan);
  cuda->device_destroy(device);
  return status;
}

int main(int argc, char **argv) {
  outcome result = probe(argc > 1 ? argv[1] : "sm_90");
  std::printf("%d %s\n", int(result.code()), result.message().c_str());
  return 0;
}
