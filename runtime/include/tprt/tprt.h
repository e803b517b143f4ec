/* tprt.h - the C interface of libtprt: load a .tpx executable and run it.
 *
 * A program is one .tpx file for all ranks of a mesh. An executable is the
 * verified file; a session is the memory and the threads that run it on every
 * rank of this process.
 *
 *   tprt_executable_t *exe;
 *   tprt_session_t *session;
 *   tprt_executable_load("model.tpx", &exe);
 *   tprt_session_create(exe, NULL, &session);
 *   for each rank, for each argument:
 *     tprt_session_write_argument(session, rank, argument, data, size);
 *   tprt_session_run(session, 1);
 *   tprt_session_read_result(session, rank, result, data, size);
 *   tprt_session_destroy(session);
 *   tprt_executable_destroy(exe);
 *
 * Errors: a function that can fail returns a tprt_status_t, NULL when all went
 * well. A status that is not NULL belongs to the caller, who frees it with
 * tprt_status_free. Outputs come last and are written only on success.
 *
 * Threads: an executable is immutable and may be used from many threads. A
 * session is used by one thread at a time. No exception leaves the library. */
#ifndef TPRT_TPRT_H
#define TPRT_TPRT_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TPRT_EXPORT __attribute__((visibility("default")))
#define TPRT_PRINTF(string, first)                                             \
  __attribute__((format(printf, string, first)))
#else
#define TPRT_EXPORT
#define TPRT_PRINTF(string, first)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*===-- Version -----------------------------------------------------------===*/

/* The library's version, such as "0.1.0". Static storage. */
TPRT_EXPORT const char *tprt_version(void);

/* The version of the .tpx format that this library reads. A file of any other
 * version is refused, with both versions named. */
TPRT_EXPORT uint32_t tprt_format_version(void);

/*===-- Status ------------------------------------------------------------===*/

/* What went wrong, in the numbers of the tools' exit codes. */
typedef enum tprt_code {
  TPRT_OK = 0,
  TPRT_WRONG_RESULT = 1, /* used by tools that compare; never by libtprt */
  TPRT_USAGE = 2,        /* the caller broke the rules of this interface */
  TPRT_BAD_INPUT = 3,    /* a file or a value is not what it should be */
  TPRT_UNSUPPORTED = 4,  /* legal, but not available here */
  TPRT_OUT_OF_MEMORY = 5,
  TPRT_RANK_FAILED = 6,
  TPRT_TIMEOUT = 7
} tprt_code_t;

/* NULL is success. */
typedef struct tprt_status *tprt_status_t;

/* All accessors accept NULL (success). Strings belong to the status. */
TPRT_EXPORT tprt_code_t tprt_status_code(tprt_status_t status);

/* One line, lower case, no full stop; "ok" for NULL. It already contains rank,
 * op and location where these are known. */
TPRT_EXPORT const char *tprt_status_message(tprt_status_t status);

/* The rank that failed, or -1. */
TPRT_EXPORT int32_t tprt_status_rank(tprt_status_t status);

/* The failing command's index in the program, or -1. */
TPRT_EXPORT int64_t tprt_status_op_index(tprt_status_t status);

/* The failing command's name, or "". */
TPRT_EXPORT const char *tprt_status_op_name(tprt_status_t status);

/* The source location behind the failing command or value, or "". */
TPRT_EXPORT const char *tprt_status_location(tprt_status_t status);

/* Notes which rank is to blame; for transports that know who did not arrive.
 * NULL is allowed. */
TPRT_EXPORT void tprt_status_set_rank(tprt_status_t status, int32_t rank);

/* Frees a status; NULL is allowed. */
TPRT_EXPORT void tprt_status_free(tprt_status_t status);

/* Makes a status from a printf format; for backends, transports and tools.
 * `code` is not TPRT_OK. Never returns NULL: without memory it is a static
 * status of code TPRT_OUT_OF_MEMORY. */
TPRT_EXPORT tprt_status_t tprt_status_create(tprt_code_t code,
                                             const char *format, ...)
    TPRT_PRINTF(2, 3);

/*===-- Types -------------------------------------------------------------===*/

/* Element types, numbered as in the file. TPRT_I1 is stored as one byte, 0 or
 * 1; all others in the host's (little-endian) layout. */
typedef enum tprt_dtype {
  TPRT_I1 = 0,
  TPRT_I8 = 1,
  TPRT_I16 = 2,
  TPRT_I32 = 3,
  TPRT_I64 = 4,
  TPRT_UI8 = 5,
  TPRT_UI16 = 6,
  TPRT_UI32 = 7,
  TPRT_UI64 = 8,
  TPRT_F16 = 9,
  TPRT_BF16 = 10,
  TPRT_F32 = 11,
  TPRT_F64 = 12
} tprt_dtype_t;

/* "f32", "ui8", ...; "?" for a number that is no dtype. Static storage. */
TPRT_EXPORT const char *tprt_dtype_name(tprt_dtype_t dtype);

/* Bytes of one element; 0 for a number that is no dtype. */
TPRT_EXPORT uint32_t tprt_dtype_size(tprt_dtype_t dtype);

/*===-- Executable --------------------------------------------------------===*/

typedef struct tprt_executable tprt_executable_t;

/* Maps and verifies the file at `path`. The file must not be changed while the
 * executable lives. Everything in the file but kernel
 * code is checked; kernel code is native code, to be trusted as one trusts a
 * program. The caller frees *executable with tprt_executable_destroy.
 * Errors: TPRT_BAD_INPUT (not a valid .tpx, or of another format version),
 * TPRT_UNSUPPORTED (built for another kind of machine), TPRT_OUT_OF_MEMORY. */
TPRT_EXPORT tprt_status_t tprt_executable_load(const char *path,
                                               tprt_executable_t **executable);

/* The same from memory. The bytes are copied: the caller may free them. */
TPRT_EXPORT tprt_status_t tprt_executable_load_bytes(
    const void *bytes, size_t size, tprt_executable_t **executable);

/* Releases the executable; NULL is allowed. Sessions made from it keep what
 * they need, so that the order of destruction does not matter. */
TPRT_EXPORT void tprt_executable_destroy(tprt_executable_t *executable);

/* Queries. Pointers and strings belong to the executable. */
TPRT_EXPORT const char *
tprt_executable_function(const tprt_executable_t *executable);
TPRT_EXPORT const char *
tprt_executable_producer(const tprt_executable_t *executable);
TPRT_EXPORT const char *
tprt_executable_backend(const tprt_executable_t *executable);
TPRT_EXPORT uint32_t
tprt_executable_num_ranks(const tprt_executable_t *executable);
TPRT_EXPORT uint32_t
tprt_executable_num_mesh_axes(const tprt_executable_t *executable);
TPRT_EXPORT uint32_t
tprt_executable_num_arguments(const tprt_executable_t *executable);
TPRT_EXPORT uint32_t
tprt_executable_num_results(const tprt_executable_t *executable);
TPRT_EXPORT uint64_t
tprt_executable_arena_bytes(const tprt_executable_t *executable);
TPRT_EXPORT uint64_t
tprt_executable_constant_bytes(const tprt_executable_t *executable);

/* The mesh's axes, major first; the product of sizes is the number of ranks.
 * Errors: TPRT_USAGE (index out of range). */
TPRT_EXPORT tprt_status_t
tprt_executable_mesh_axis(const tprt_executable_t *executable, uint32_t index,
                          const char **name, uint64_t *size);

/* What every rank knows of an argument or result. */
typedef struct tprt_value_info {
  const char *name; /* of tp.name; NULL when it has none */
  tprt_dtype_t dtype;
  uint32_t num_dims;
  const uint64_t *global_shape; /* num_dims extents; NULL when num_dims is 0 */
  const uint64_t *local_shape;  /* of a rank's storage, padding included */
  uint64_t local_bytes;         /* size of a rank's storage, dense row-major */
  int32_t donation; /* the result that takes over this argument's storage, or
                       the argument whose storage this result has; -1: none */
  const char *location; /* "" when unknown */
} tprt_value_info_t;

/* Errors: TPRT_USAGE (index out of range). */
TPRT_EXPORT tprt_status_t
tprt_executable_argument_info(const tprt_executable_t *executable,
                              uint32_t index, tprt_value_info_t *info);
TPRT_EXPORT tprt_status_t
tprt_executable_result_info(const tprt_executable_t *executable, uint32_t index,
                            tprt_value_info_t *info);

/* A rank's part of one dimension: global indices [offset, offset + size), which
 * lie at local indices [0, size). The rest of the local extent is padding;
 * size may be 0. */
typedef struct tprt_slice {
  uint64_t offset;
  uint64_t size;
} tprt_slice_t;

/* Writes one slice per dimension to `slices`, which has room for num_dims.
 * Errors: TPRT_USAGE (index or rank out of range). */
TPRT_EXPORT tprt_status_t tprt_executable_argument_slice(
    const tprt_executable_t *executable, uint32_t index, uint32_t rank,
    tprt_slice_t *slices);
TPRT_EXPORT tprt_status_t tprt_executable_result_slice(
    const tprt_executable_t *executable, uint32_t index, uint32_t rank,
    tprt_slice_t *slices);

/*===-- Session -----------------------------------------------------------===*/

typedef struct tprt_session tprt_session_t;

typedef struct tprt_session_options {
  const char *backend;       /* NULL: the one the file was compiled for */
  const char *transport;     /* NULL: "inproc" */
  uint64_t timeout_ms;       /* the longest a rank may be stuck in one command;
                                0: 300000 */
  uint32_t workers_per_rank; /* 0: cores divided by ranks, at least 1 */
  int graphs; /* 0: the steady state runs as a device graph where backend and
                 transport can; 1: commands are always given one by one */
  int trace;  /* not 0: commands are timed, for tprt_session_trace; graphs are
                 then off, and each step ends before the next begins */
} tprt_session_options_t;

/* Loads the kernels, allocates arguments, results and arena of every rank,
 * starts the threads and resolves every pointer: running allocates nothing and
 * creates no thread. Memory starts as zeros. `options` may be NULL. The caller
 * frees *session with tprt_session_destroy. Errors: TPRT_UNSUPPORTED (no such
 * backend or transport, a CPU feature or an op is missing), TPRT_OUT_OF_MEMORY
 * (with the sizes). */
TPRT_EXPORT tprt_status_t tprt_session_create(
    tprt_executable_t *executable, const tprt_session_options_t *options,
    tprt_session_t **session);

/* Stops the threads and frees the memory; NULL is allowed. A rank that is
 * still stuck after a failed run is given one more timeout, then its thread
 * and memory are left behind: this function never hangs. */
TPRT_EXPORT void tprt_session_destroy(tprt_session_t *session);

/* The ranks that this session runs, [*first, *first + *count), of the program's
 * *total. All of them, unless the transport's launcher has spread them over
 * processes; the functions below then take the ranks of this process alone, and
 * fail with TPRT_USAGE for another. */
TPRT_EXPORT void tprt_session_local_ranks(const tprt_session_t *session,
                                          uint32_t *first, uint32_t *count,
                                          uint32_t *total);

/* Copies `data` into a rank's storage of an argument: its whole local array,
 * dense row-major with padding. `size` must be the argument's local_bytes.
 * Errors: TPRT_USAGE (index, rank or size wrong). */
TPRT_EXPORT tprt_status_t tprt_session_write_argument(tprt_session_t *session,
                                                      uint32_t rank,
                                                      uint32_t argument,
                                                      const void *data,
                                                      uint64_t size);

/* The address of a rank's storage of an argument, so that a loader can write
 * its slice straight in. The storage belongs to the session, is aligned to 64
 * bytes and stays where it is until the session is destroyed or the argument
 * borrowed. Counts as binding the argument. Not while tprt_session_run runs.
 * Errors: TPRT_USAGE (index or rank), TPRT_UNSUPPORTED (the backend's memory
 * is not addressable from the host: use tprt_session_write_argument). */
TPRT_EXPORT tprt_status_t tprt_session_argument_data(tprt_session_t *session,
                                                     uint32_t rank,
                                                     uint32_t argument,
                                                     void **data);

/* Uses the caller's memory as a rank's storage of an argument, without a copy,
 * and frees the session's own. `data` must be aligned to 64 bytes, hold
 * local_bytes and live until the session is destroyed or the argument is
 * borrowed anew. It is only read. Several ranks may borrow the same memory.
 * Errors: TPRT_USAGE (index, rank, size or alignment; a donated argument, as
 * that is written), TPRT_UNSUPPORTED (memory not addressable by the backend).
 */
TPRT_EXPORT tprt_status_t tprt_session_borrow_argument(tprt_session_t *session,
                                                       uint32_t rank,
                                                       uint32_t argument,
                                                       const void *data,
                                                       uint64_t size);

/* Runs the program `steps` times on all ranks and returns when all are done.
 * Arguments keep their values from step to step, except that a donated
 * argument's storage holds its result after each step: state is fed back by
 * donation, shard by shard, without a copy.
 * On a backend without host memory the steps are given to the devices one after
 * the other, as graphs where that is possible, and only the end of the run is
 * waited for. What fails on a device may be found later than the command that
 * failed was given: the message then says "at or before" the last one.
 * Errors: TPRT_USAGE (an argument of some rank was never bound; the session
 * has failed before), TPRT_RANK_FAILED, TPRT_TIMEOUT. The status is that of
 * the first rank that failed; the other ranks have stopped. A failed session
 * can only be destroyed. */
TPRT_EXPORT tprt_status_t tprt_session_run(tprt_session_t *session,
                                           uint64_t steps);

/* Copies a rank's result (its whole local array, padding included) to `data`.
 * `size` must be the result's local_bytes. Errors: TPRT_USAGE. */
TPRT_EXPORT tprt_status_t tprt_session_read_result(tprt_session_t *session,
                                                   uint32_t rank,
                                                   uint32_t result, void *data,
                                                   uint64_t size);

/* The address of a rank's storage of a result; rules as for
 * tprt_session_argument_data. Contents are those of the last step. */
TPRT_EXPORT tprt_status_t tprt_session_result_data(tprt_session_t *session,
                                                   uint32_t rank,
                                                   uint32_t result,
                                                   const void **data);

/* Makes a result the value of an argument for the next step, on every rank,
 * shard to shard, without a gather. Both must have the same dtype, shape and
 * sharding. Nothing is copied when the argument is donated to that very
 * result. Counts as binding the argument.
 * Errors: TPRT_USAGE (index; the layouts differ; a borrowed argument). */
TPRT_EXPORT tprt_status_t tprt_session_feed(tprt_session_t *session,
                                            uint32_t result, uint32_t argument);

/* Statistics as JSON, over all steps since creation or the last reset:
 *   {"version", "function", "backend", "transport", "workers_per_rank",
 *    "graph", "steps",
 *    "ranks": [{"rank", "argument_bytes", "result_bytes", "constant_bytes",
 *      "arena_bytes", "graph", "step_ns": {"min", "median", "total"},
 *      "issue_ns", "collectives": [{"kind", "count", "bytes"}...],
 *      "ops": [{"index", "name", "action", "stream", "location", "bytes",
 *        "flops", "count", "ns"}...]}...]}
 * "ranks" are those of this process. "graph": whether the steady state runs as
 * a device graph. On a backend without host memory a step's time is the mean of
 * its run, "issue_ns" is the part of the total in which the host gave the work,
 * and "ns" of the ops is 0 unless the session was made with `trace`.
 * "bytes" of an op are those of all its operands, "flops" those of a product.
 * "result_bytes" leaves out results that live in a donated argument.
 * Collectives are summed by kind over the steps; "bytes" is what this rank
 * sent in (its operands). The string belongs to the caller, who frees it with
 * tprt_string_free. Errors: TPRT_OUT_OF_MEMORY. */
TPRT_EXPORT tprt_status_t tprt_session_stats(tprt_session_t *session,
                                             char **json);

/* What the latest steps did when, as JSON in the Trace Event Format that
 * Perfetto and chrome://tracing open: a process for each rank, a row for each
 * of its streams, a complete event for each command with its times in
 * microseconds and its op index, action, bytes, location and kernel. On a
 * backend with host memory a collective lasts from its start to the end of its
 * wait. At most 16 steps are kept. The string is freed with tprt_string_free.
 * Errors: TPRT_USAGE (the session was not made with `trace`),
 * TPRT_OUT_OF_MEMORY. */
TPRT_EXPORT tprt_status_t tprt_session_trace(tprt_session_t *session,
                                             char **json);

/* Sets the counters and times of tprt_session_stats to zero. */
TPRT_EXPORT void tprt_session_reset_stats(tprt_session_t *session);

/* Frees a string that this library gave away; NULL is allowed. */
TPRT_EXPORT void tprt_string_free(char *string);

#ifdef __cplusplus
}
#endif
#endif /* TPRT_TPRT_H */
