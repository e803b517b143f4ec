/* transport.h - how ranks exchange buffers: a table of functions.
 *
 * The executor calls a transport through this table only. All collectives of a
 * program are known when its group is created, so that the steady state
 * allocates nothing. Each collective is started once and waited for once per
 * step by every rank, in the order of the program; several may be under way at
 * once. Between start and wait the rank leaves both buffers alone.
 *
 * No call may hang: each wait ends after the group's timeout at the latest, and
 * soon after `abort`. Reductions are done in group order, so that every rank
 * and every run has the same bits.
 *
 * Statuses are made with tprt_status_create and belong to the executor. */
#ifndef TPRT_TRANSPORT_H
#define TPRT_TRANSPORT_H

#include "tprt/backend.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TPRT_TRANSPORT_ABI 1

/* Opaque, defined by each transport: the ranks of one session. */
typedef struct tprt_group tprt_group_t;

typedef enum tprt_collective_kind {
  TPRT_ALL_REDUCE = 0,
  TPRT_ALL_GATHER = 1,     /* recv: send of every rank, in group order */
  TPRT_REDUCE_SCATTER = 2, /* recv of rank i: chunk i of the reduction */
  TPRT_ALL_TO_ALL = 3,     /* chunk j of send goes to rank j */
  TPRT_PERMUTE = 4         /* send goes to targets[position in the group] */
} tprt_collective_kind_t;

typedef enum tprt_reduction {
  TPRT_SUM = 0,
  TPRT_MAX = 1,
  TPRT_MIN = 2,
  TPRT_PROD = 3,
  TPRT_NO_REDUCTION = 4
} tprt_reduction_t;

/* A target of permute: this position sends nothing. A position that nobody
 * sends to receives zeros. */
#define TPRT_NO_TARGET UINT32_MAX

/* A partition of all ranks into groups of one size. */
typedef struct tprt_communicator {
  uint32_t num_groups;
  uint32_t group_size;
  const uint32_t *ranks; /* num_groups * group_size, group by group */
} tprt_communicator_t;

/* A collective of the program. send and recv may be the same buffer for
 * TPRT_ALL_REDUCE only, and do not overlap otherwise. */
typedef struct tprt_collective {
  tprt_collective_kind_t kind;
  tprt_reduction_t reduction;
  tprt_dtype_t dtype;
  uint64_t count;          /* elements of send */
  uint32_t communicator;   /* into tprt_group_params.communicators */
  const uint32_t *targets; /* TPRT_PERMUTE: one per position; else NULL */
} tprt_collective_t;

typedef struct tprt_group_params {
  uint32_t num_ranks;
  uint32_t num_communicators;
  const tprt_communicator_t *communicators;
  uint32_t num_collectives;
  const tprt_collective_t *collectives;
  uint64_t timeout_ms;
  const tprt_backend_t *backend; /* whose memory the buffers are */
} tprt_group_params_t;

typedef struct tprt_transport {
  uint32_t abi; /* TPRT_TRANSPORT_ABI */
  const char *name;

  /* The arrays in `params` outlive the group. TPRT_UNSUPPORTED: the backend's
   * memory or a dtype cannot be handled. */
  tprt_status_t (*group_create)(const tprt_group_params_t *params,
                                tprt_group_t **group);

  /* Called when no rank is inside another function of the group. */
  void (*group_destroy)(tprt_group_t *group);

  /* Called by each rank before its first step: returns when all ranks have
   * joined, and fails on every rank unless all gave the same hash of their
   * schedule. */
  tprt_status_t (*join)(tprt_group_t *group, uint32_t rank,
                        uint64_t schedule_hash);

  /* Begins collective number `collective` for this rank. `device` has no work
   * under way that touches the buffers. Returns without waiting for others. */
  tprt_status_t (*start)(tprt_group_t *group, uint32_t rank,
                         tprt_device_t *device, uint32_t collective,
                         const void *send, void *recv);

  /* Returns when recv holds the result and send may be written again.
   * Errors: TPRT_TIMEOUT, with tprt_status_set_rank naming a rank that did not
   * arrive where that is known; TPRT_RANK_FAILED after `abort`. */
  tprt_status_t (*wait)(tprt_group_t *group, uint32_t rank,
                        tprt_device_t *device, uint32_t collective);

  /* Ends all waits, now and later, with TPRT_RANK_FAILED. From any thread. */
  void (*abort)(tprt_group_t *group);
} tprt_transport_t;

/* Makes a transport available under its name; as tprt_register_backend. */
TPRT_EXPORT tprt_status_t
tprt_register_transport(const tprt_transport_t *transport);

/* Finds a transport by name; as tprt_find_backend. */
TPRT_EXPORT tprt_status_t
tprt_find_transport(const char *name, const tprt_transport_t **transport);

#ifdef __cplusplus
}
#endif
#endif /* TPRT_TRANSPORT_H */
