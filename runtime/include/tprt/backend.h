/* backend.h - what a kind of device must do to run a .tpx: a table of
 * functions.
 *
 * The executor and the transports call a backend through this table only. A
 * device is one rank's share of the hardware; it is used by one thread at a
 * time: its rank's during a run, the caller's between runs.
 *
 * A device has two streams, on each of which work is done in the order of the
 * calls, while between them only events make an order. Work is asynchronous: a
 * call may return before the work is done, and what fails later is reported by
 * a later call, `poll` at the latest. A device without streams does all work in
 * the call, and its events only keep the time.
 *
 * Functions that run in the steady state (gemm, launch, copy, reduce, record,
 * wait, graph_launch, poll) allocate nothing, start no thread and do not wait
 * for the device.
 *
 * Statuses are made with tprt_status_create and belong to the executor. */
#ifndef TPRT_BACKEND_H
#define TPRT_BACKEND_H

#include "tprt/kernel.h"
#include "tprt/tprt.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TPRT_BACKEND_ABI 2

/* Buffers that a backend allocates, and every operand, start at a multiple. */
#define TPRT_ALIGNMENT 64

/* Opaque, defined by each backend. */
typedef struct tprt_device tprt_device_t;
typedef struct tprt_module tprt_module_t;
typedef struct tprt_gemm_plan tprt_gemm_plan_t;
typedef struct tprt_event tprt_event_t;
typedef struct tprt_graph tprt_graph_t;

/* What the file was compiled for. */
typedef struct tprt_target {
  const char *triple;
  const char *cpu; /* cuda: the generation, "sm_90" */
  uint32_t num_features;
  const char *const *features; /* the device must have all of these */
} tprt_target_t;

/* Forms of kernel code, numbered as in the file. */
typedef enum tprt_code_format {
  TPRT_CODE_ELF = 0,  /* a shared object for the host's kind of processor */
  TPRT_CODE_PTX = 1,  /* text, without a terminating zero */
  TPRT_CODE_CUBIN = 2 /* for one generation of GPUs */
} tprt_code_format_t;

typedef struct tprt_image {
  tprt_code_format_t format;
  const void *data;
  uint64_t size;
} tprt_image_t;

typedef struct tprt_device_params {
  uint32_t rank;
  uint32_t num_ranks;
  uint32_t workers; /* threads that this rank may keep busy, its own included */
  uint32_t ordinal; /* of the device to use, modulo the number there is */
} tprt_device_params_t;

typedef enum tprt_stream {
  TPRT_COMPUTE = 0,
  TPRT_COMM = 1 /* collectives */
} tprt_stream_t;

/* One batch dimension of a product; strides in elements. */
typedef struct tprt_gemm_batch {
  uint64_t size;
  uint64_t stride_a;
  uint64_t stride_b;
  uint64_t stride_c;
} tprt_gemm_batch_t;

/* Numbered as in the file. */
typedef enum tprt_epilogue {
  TPRT_EPILOGUE_NONE = 0,
  TPRT_EPILOGUE_RELU = 1,
  TPRT_EPILOGUE_GELU = 2 /* the form with tanh */
} tprt_epilogue_t;

/* C[m,n] = epilogue(A[m,k] * B[k,n] (+ C when accumulate) (+ bias[n])),
 * row-major, for every index of the batch dimensions (major first). A
 * transposed operand is stored as [k,m] or [n,k]. The verifier has checked that
 * all of it lies inside the buffers, that C and aux do not overlap each other
 * or an operand, and that no two matrices of C overlap. */
typedef struct tprt_gemm {
  tprt_dtype_t dtype;        /* of A and B */
  tprt_dtype_t result_dtype; /* of C, bias and aux */
  uint64_t m, n, k;
  uint64_t lda, ldb, ldc;
  int transpose_a, transpose_b, accumulate;
  tprt_epilogue_t epilogue;
  int has_bias;
  int has_aux; /* what the epilogue is applied to goes to aux, laid out as C */
  int allow_tf32; /* f32 may be rounded to TF32 before it is multiplied */
  uint32_t num_batch;
  const tprt_gemm_batch_t *batch;
} tprt_gemm_t;

/* The operands of one run of a product; bias and aux NULL where there is none.
 */
typedef struct tprt_gemm_operands {
  const void *a;
  const void *b;
  void *c;
  const void *bias;
  void *aux;
} tprt_gemm_operands_t;

/* One run of a kernel; see tprt/kernel.h. */
typedef struct tprt_launch {
  uint32_t kernel; /* number in module_load's list */
  uint32_t num_operands;
  uint32_t num_coordinates;
  void *const *operands;
  const int64_t *coordinates;
  int64_t tiles;         /* run [0, tiles) */
  uint32_t threads;      /* of one tile */
  uint32_t shared_bytes; /* of one tile */
  uint64_t bytes;        /* of all operands: a measure of the work */
} tprt_launch_t;

/* How values combine, numbered as in the file. */
typedef enum tprt_reduction {
  TPRT_SUM = 0,
  TPRT_MAX = 1,
  TPRT_MIN = 2,
  TPRT_PROD = 3,
  TPRT_NO_REDUCTION = 4
} tprt_reduction_t;

/* to[i] = sources[0][i] op sources[1][i] op ..., from left to right; f16 and
 * bf16 are combined in f32 and rounded once. The sources may include `to`. */
typedef struct tprt_reduce {
  tprt_reduction_t reduction; /* not TPRT_NO_REDUCTION */
  tprt_dtype_t dtype;
  uint32_t num_sources;
  const void *const *sources;
  void *to;
  uint64_t count; /* elements */
} tprt_reduce_t;

typedef struct tprt_backend {
  uint32_t abi; /* TPRT_BACKEND_ABI */
  const char *name;
  int host_memory; /* not 0: the host may read and write device memory, and all
                      work is done when a call returns */

  /* Fails with TPRT_UNSUPPORTED, naming what this machine lacks. */
  tprt_status_t (*check_target)(const tprt_target_t *target);

  /* Takes kernel code, shared by all ranks, in one or several forms, of which
   * the first that the device can run is used. The bytes may be freed
   * afterwards. Kernel i of `launch` is symbols[i]. With no kernels there may
   * be no image. */
  tprt_status_t (*module_load)(uint32_t num_images, const tprt_image_t *images,
                               uint32_t num_kernels, const char *const *symbols,
                               tprt_module_t **module);
  void (*module_free)(tprt_module_t *module);

  tprt_status_t (*device_create)(const tprt_device_params_t *params,
                                 tprt_device_t **device);
  void (*device_destroy)(tprt_device_t *device);

  /* Makes all kernels ready to be launched on this device; called once, before
   * the first launch. */
  tprt_status_t (*module_attach)(tprt_device_t *device, tprt_module_t *module);

  /* What a kernel says of itself; NULL when it says nothing. For any device
   * that the module is attached to it is the same. */
  const tprt_kernel_info_t *(*kernel_info)(const tprt_module_t *module,
                                           uint32_t kernel);

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

  /* On TPRT_COMPUTE. */
  tprt_status_t (*gemm)(tprt_device_t *device, const tprt_gemm_plan_t *plan,
                        const tprt_gemm_operands_t *operands);

  /* Runs a kernel on TPRT_COMPUTE. The result does not depend on how tiles are
   * shared among workers. The arrays behind `launch` stay as they are between
   * steps. */
  tprt_status_t (*launch)(tprt_device_t *device, tprt_module_t *module,
                          const tprt_launch_t *launch);

  /* Copies between places of the device's memory, or of that of another rank's
   * device that shares its hardware. No overlap. */
  tprt_status_t (*copy)(tprt_device_t *device, tprt_stream_t stream, void *to,
                        const void *from, uint64_t size);

  /* Writes zeros. */
  tprt_status_t (*clear)(tprt_device_t *device, tprt_stream_t stream, void *to,
                         uint64_t size);

  /* Combines buffers, for transports. reduce_prepare is called once for each
   * (reduction, dtype, num_sources) before the first step. NULL, both, where
   * host_memory is set. */
  tprt_status_t (*reduce_prepare)(tprt_device_t *device,
                                  tprt_reduction_t reduction,
                                  tprt_dtype_t dtype, uint32_t num_sources);
  tprt_status_t (*reduce)(tprt_device_t *device, tprt_stream_t stream,
                          const tprt_reduce_t *reduce);

  /* Host to device and device to host, when all work given so far is done;
   * both return when they are done. */
  tprt_status_t (*upload)(tprt_device_t *device, void *to, const void *from,
                          uint64_t size);
  tprt_status_t (*download)(tprt_device_t *device, void *to, const void *from,
                            uint64_t size);

  /* Events: `record` marks the point that a stream has reached; `wait` lets a
   * stream go on when the event, as it was last recorded, has happened. The
   * event may be another rank's whose device shares this one's hardware. A
   * `timed` event notes when it happens: `event_ns`, in nanoseconds of
   * CLOCK_MONOTONIC as well as the device can tell, once all work is done. */
  tprt_status_t (*event_create)(tprt_device_t *device, int timed,
                                tprt_event_t **event);
  void (*event_destroy)(tprt_device_t *device, tprt_event_t *event);
  tprt_status_t (*record)(tprt_device_t *device, tprt_stream_t stream,
                          tprt_event_t *event);
  tprt_status_t (*wait)(tprt_device_t *device, tprt_stream_t stream,
                        tprt_event_t *event);
  tprt_status_t (*event_ns)(tprt_device_t *device, tprt_event_t *event,
                            uint64_t *ns);

  /* Graphs: what is given to the device between begin and end is not run but
   * kept, to be run whole, again and again, by one call. The streams must have
   * been joined by events: both are idle at begin, TPRT_COMM has waited for
   * TPRT_COMPUTE before its first work, and TPRT_COMPUTE has waited for all of
   * TPRT_COMM at the end. After a failure between them graph_end is still
   * called, and gives no graph. NULL, all four, where there are no graphs. */
  tprt_status_t (*graph_begin)(tprt_device_t *device);
  tprt_status_t (*graph_end)(tprt_device_t *device, tprt_graph_t **graph);
  tprt_status_t (*graph_launch)(tprt_device_t *device, tprt_graph_t *graph);
  void (*graph_free)(tprt_device_t *device, tprt_graph_t *graph);

  /* Whether all work given so far is done; fails when some of it has. */
  tprt_status_t (*poll)(tprt_device_t *device, int *done);

  /* A name for what the rank's thread does until range_pop, for profilers;
   * ranges nest. Both may be NULL. */
  void (*range_push)(tprt_device_t *device, const char *name);
  void (*range_pop)(tprt_device_t *device);

  /* The vendor's handle of a stream, for the vendor's communication library;
   * may be NULL. */
  void *(*native_stream)(tprt_device_t *device, tprt_stream_t stream);
} tprt_backend_t;

/* Makes a backend available under its name. The table and its strings must
 * live as long as the process. Any thread may call it.
 * Errors: TPRT_USAGE (another ABI, a missing function, a name that is taken).
 */
TPRT_EXPORT tprt_status_t tprt_register_backend(const tprt_backend_t *backend);

/* Finds a backend by name, for instance to wrap it in another table. The table
 * lives as long as the process. Errors: TPRT_UNSUPPORTED (with the names that
 * there are; for a backend that this build leaves out, with the reason). */
TPRT_EXPORT tprt_status_t tprt_find_backend(const char *name,
                                            const tprt_backend_t **backend);

#ifdef __cplusplus
}
#endif
#endif /* TPRT_BACKEND_H */
