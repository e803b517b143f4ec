/* backend.h - what a kind of device must do to run a .tpx: a table of
 * functions.
 *
 * The executor calls a backend through this table only. A device is one rank's
 * share of the hardware; it is used by one thread, its rank's. Work may be
 * asynchronous: it runs in the order of the calls, and `synchronize` waits for
 * it. Functions that run in the steady state (gemm, launch, copy, synchronize)
 * allocate nothing and start no thread.
 *
 * Statuses are made with tprt_status_create and belong to the executor. */
#ifndef TPRT_BACKEND_H
#define TPRT_BACKEND_H

#include "tprt/kernel.h"
#include "tprt/tprt.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TPRT_BACKEND_ABI 1

/* Buffers that a backend allocates, and every operand, start at a multiple. */
#define TPRT_ALIGNMENT 64

/* Opaque, defined by each backend. */
typedef struct tprt_device tprt_device_t;
typedef struct tprt_module tprt_module_t;
typedef struct tprt_gemm_plan tprt_gemm_plan_t;

/* What the file was compiled for. */
typedef struct tprt_target {
  const char *triple;
  const char *cpu;
  uint32_t num_features;
  const char *const *features; /* the device must have all of these */
} tprt_target_t;

typedef struct tprt_device_params {
  uint32_t rank;
  uint32_t num_ranks;
  uint32_t workers; /* threads that this rank may keep busy, its own included */
} tprt_device_params_t;

/* One batch dimension of a product; strides in elements. */
typedef struct tprt_gemm_batch {
  uint64_t size;
  uint64_t stride_a;
  uint64_t stride_b;
  uint64_t stride_c;
} tprt_gemm_batch_t;

/* C[m,n] = A[m,k] * B[k,n] (+ C when accumulate), row-major, for every index of
 * the batch dimensions (major first). A transposed operand is stored as [k,m]
 * or [n,k]. The verifier has checked that all of it lies inside the buffers,
 * that C does not overlap A or B, and that no two matrices of C overlap. */
typedef struct tprt_gemm {
  tprt_dtype_t dtype;
  uint64_t m, n, k;
  uint64_t lda, ldb, ldc;
  int transpose_a, transpose_b, accumulate;
  uint32_t num_batch;
  const tprt_gemm_batch_t *batch;
} tprt_gemm_t;

/* One run of a kernel; see tprt/kernel.h. */
typedef struct tprt_launch {
  uint32_t kernel; /* number in module_load's list */
  uint32_t num_operands;
  uint32_t num_coordinates;
  void *const *operands;
  const int64_t *coordinates;
  int64_t tiles;  /* run [0, tiles) */
  uint64_t bytes; /* of all operands: a measure of the work */
} tprt_launch_t;

typedef struct tprt_backend {
  uint32_t abi; /* TPRT_BACKEND_ABI */
  const char *name;
  int host_memory; /* not 0: the host may read and write device memory */

  /* Fails with TPRT_UNSUPPORTED, naming what this machine lacks. */
  tprt_status_t (*check_target)(const tprt_target_t *target);

  /* Loads kernel code, shared by all ranks. `code` may be freed afterwards.
   * Kernel i of `launch` is symbols[i]. With no kernels, code may be NULL. */
  tprt_status_t (*module_load)(const void *code, uint64_t size,
                               uint32_t num_kernels, const char *const *symbols,
                               tprt_module_t **module);
  void (*module_free)(tprt_module_t *module);

  /* What a kernel says of itself; NULL when it says nothing. */
  const tprt_kernel_info_t *(*kernel_info)(const tprt_module_t *module,
                                           uint32_t kernel);

  tprt_status_t (*device_create)(const tprt_device_params_t *params,
                                 tprt_device_t **device);
  void (*device_destroy)(tprt_device_t *device);

  /* Memory of zeros, aligned to TPRT_ALIGNMENT; `size` is not 0. */
  tprt_status_t (*alloc)(tprt_device_t *device, uint64_t size, void **data);
  void (*free)(tprt_device_t *device, void *data, uint64_t size);

  /* Makes host bytes readable by the device; the host keeps them, unchanged,
   * until constants_unmap. A backend with host memory may return `host`. */
  tprt_status_t (*constants_map)(tprt_device_t *device, const void *host,
                                 uint64_t size, void **data);
  void (*constants_unmap)(tprt_device_t *device, void *data, uint64_t size);

  /* Decides once how to run a product; TPRT_UNSUPPORTED when it cannot. The
   * backend copies what it needs of `gemm`. */
  tprt_status_t (*gemm_plan)(tprt_device_t *device, const tprt_gemm_t *gemm,
                             tprt_gemm_plan_t **plan);
  void (*gemm_plan_free)(tprt_device_t *device, tprt_gemm_plan_t *plan);
  tprt_status_t (*gemm)(tprt_device_t *device, const tprt_gemm_plan_t *plan,
                        const void *a, const void *b, void *c);

  /* Runs a kernel. The result does not depend on how tiles are shared among
   * workers. The arrays behind `launch` stay as they are between steps. */
  tprt_status_t (*launch)(tprt_device_t *device, tprt_module_t *module,
                          const tprt_launch_t *launch);

  /* Device to device, host to device and device to host. `copy` is ordered with
   * the other work; `upload` and `download` return when they are done. */
  tprt_status_t (*copy)(tprt_device_t *device, void *to, const void *from,
                        uint64_t size);
  tprt_status_t (*upload)(tprt_device_t *device, void *to, const void *from,
                          uint64_t size);
  tprt_status_t (*download)(tprt_device_t *device, void *to, const void *from,
                            uint64_t size);

  /* Returns when all work given so far is done, or has failed. */
  tprt_status_t (*synchronize)(tprt_device_t *device);
} tprt_backend_t;

/* Makes a backend available under its name. The table and its strings must
 * live as long as the process. Any thread may call it.
 * Errors: TPRT_USAGE (another ABI, a missing function, a name that is taken).
 */
TPRT_EXPORT tprt_status_t tprt_register_backend(const tprt_backend_t *backend);

/* Finds a backend by name, for instance to wrap it in another table. The table
 * lives as long as the process. Errors: TPRT_UNSUPPORTED (with the names that
 * there are). */
TPRT_EXPORT tprt_status_t tprt_find_backend(const char *name,
                                            const tprt_backend_t **backend);

#ifdef __cplusplus
}
#endif
#endif /* TPRT_BACKEND_H */
