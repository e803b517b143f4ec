//===- device.h - One rank's share of the processors ----------------------===//
// The device of the CPU backend.
#ifndef TPRT_BACKEND_CPU_DEVICE_H
#define TPRT_BACKEND_CPU_DEVICE_H

#include "tprt/backend.h"
#include "worker_pool.h"

struct tprt_device {
  tprt_device(const tprt_device_params_t &params)
      : pool(params.workers, params.rank,
             tprt::spins_for(params.workers * params.num_ranks)) {}

  tprt::cpu::worker_pool pool;
};

namespace tprt::cpu {

/// Work below this many bytes, or multiply-adds, is done before another worker
/// would have woken up.
constexpr uint64_t small_bytes = 64 * 1024;
constexpr uint64_t small_flops = 512 * 1024;

tprt_status_t plan_gemm(tprt_device_t *device, const tprt_gemm_t *gemm,
                        tprt_gemm_plan_t **plan);
void free_gemm_plan(tprt_device_t *device, tprt_gemm_plan_t *plan);
tprt_status_t run_gemm(tprt_device_t *device, const tprt_gemm_plan_t *plan,
                       const tprt_gemm_operands_t *operands);

} // namespace tprt::cpu

#endif // TPRT_BACKEND_CPU_DEVICE_H
