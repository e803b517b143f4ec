/* transport.h - how ranks exchange buffers: a table of functions.
 *
 * The executor calls a transport through this table only. All collectives of a
 * program are known when its group is created, so that the steady state
 * allocates nothing. Each collective is started once and waited for once per
 * step by every rank, both in the order of the program; several may be under
 * way at once.
 *
 * Where the backend's memory is the host's, `wait` returns when the collective
 * is done, and between start and wait the rank leaves both buffers alone. On
 * other backends a collective is work on the stream TPRT_COMM like any other:
 * `start` puts it there, the executor's events order it, `wait` returns at
 * once.
 *
 * No call may hang: each ends after the group's timeout at the latest, and soon
 * after `abort`. Reductions are done in group order, so that every rank and
 * every run has the same bits; nccl does them in its own order, the same bits
 * on every rank.
 *
 * Statuses are made with tprt_status_create and belong to the executor. */
#ifndef TPRT_TRANSPORT_H
#define TPRT_TRANSPORT_H

#include "tprt/backend.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TPRT_TRANSPORT_ABI 2

/* Opaque, defined by each transport: the ranks of one session. */
typedef struct tprt_group tprt_group_t;

typedef enum tprt_collective_kind {
  TPRT_ALL_REDUCE = 0,
  TPRT_ALL_GATHER = 1,     /* recv: send of every rank, in group order */
  TPRT_REDUCE_SCATTER = 2, /* recv of rank i: chunk i of the reduction */
  TPRT_ALL_TO_ALL = 3,     /* chunk j of send goes to rank j */
  TPRT_PERMUTE = 4         /* send goes to targets[position in the group] */
} tprt_collective_kind_t;

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

/* The ranks of the program that run in this process: [first, first + count).
 */
typedef struct tprt_local_ranks {
  uint32_t first;
  uint32_t count;
  uint32_t device;    /* of the first rank */
  int share_a_device; /* not 0: all use that device, else one each */
} tprt_local_ranks_t;

typedef struct tprt_group_params {
  uint32_t num_ranks;
  tprt_local_ranks_t local;
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
  int capturable; /* not 0: `start` may be called while a graph is recorded */

  /* Which of a program's ranks this process runs: all of them, or what its
   * launcher says. Errors: TPRT_USAGE (the launcher started another number of
   * processes than the program has ranks; its variables contradict each other),
   * TPRT_UNSUPPORTED (the transport's library is missing). */
  tprt_status_t (*local_ranks)(uint32_t num_ranks, tprt_local_ranks_t *local);

  /* The arrays in `params` outlive the group. TPRT_UNSUPPORTED: the backend's
   * memory or a dtype cannot be handled. */
  tprt_status_t (*group_create)(const tprt_group_params_t *params,
                                tprt_group_t **group);

  /* Called when no rank is inside another function of the group and no device
   * has work under way. The devices that joined still exist, the graphs that
   * recorded its collectives do not. */
  void (*group_destroy)(tprt_group_t *group);

  /* Called by each local rank on its thread before its first step, when its
   * kernels and products are ready: returns when all ranks have joined, and
   * fails on every rank unless all gave the same hash of their schedule. The
   * device stays the rank's until the group is destroyed. */
  tprt_status_t (*join)(tprt_group_t *group, uint32_t rank,
                        tprt_device_t *device, uint64_t schedule_hash);

  /* Begins collective number `collective` for this rank. May wait for other
   * ranks to arrive, never for a device. Errors as for `wait`. */
  tprt_status_t (*start)(tprt_group_t *group, uint32_t rank,
                         uint32_t collective, const void *send, void *recv);

  /* Returns when recv holds the result and send may be written again, by work
   * that is given to the rank's device later and ordered behind TPRT_COMM.
   * Errors: TPRT_TIMEOUT, with tprt_status_set_rank naming a rank that did not
   * arrive where that is known; TPRT_RANK_FAILED after `abort`. */
  tprt_status_t (*wait)(tprt_group_t *group, uint32_t rank,
                        uint32_t collective);

  /* Fails when a collective has failed since it was started; does not block. */
  tprt_status_t (*poll)(tprt_group_t *group, uint32_t rank);

  /* Ends all waits, now and later, with TPRT_RANK_FAILED, and lets devices
   * finish that wait for other ranks. From any thread. `why` is what failed in
   * this process, or NULL; it stays the caller's, and ranks of other processes
   * are told its message. */
  void (*abort)(tprt_group_t *group, tprt_status_t why);
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
