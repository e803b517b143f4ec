/* embed.c - libtprt inside another program, in C.
 *
 * Does a state run 100 steps, fed back as sharded arguments, without an
 * allocation after loading and without a gather between steps?
 *
 *   embed FILE.tpx [STATE_ARGUMENT]
 *
 * The file has an argument that is donated to a result: the state. It starts as
 * ones, all other arguments (the weights) as small numbers. The same 100 steps
 * are run twice, in one call and in a hundred: the results must be equal. */
#include "tprt/tprt.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*===-- Counting allocations ----------------------------------------------===*/

/* Sanitizers bring their own allocator, which cannot be counted like this. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||     \
    __has_feature(memory_sanitizer)
#define COUNT_ALLOCATIONS 0
#endif
#endif
#ifndef COUNT_ALLOCATIONS
#define COUNT_ALLOCATIONS 1
#endif

static atomic_long allocations;

#if COUNT_ALLOCATIONS
/* glibc's own entries, below the ones that this program replaces for itself
 * and for all libraries in it. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) {
  atomic_fetch_add(&allocations, 1);
  return __libc_malloc(size);
}
void *calloc(size_t count, size_t size) {
  atomic_fetch_add(&allocations, 1);
  return __libc_calloc(count, size);
}
void *realloc(void *memory, size_t size) {
  atomic_fetch_add(&allocations, 1);
  return __libc_realloc(memory, size);
}
void *aligned_alloc(size_t alignment, size_t size) {
  atomic_fetch_add(&allocations, 1);
  return __libc_memalign(alignment, size);
}
int posix_memalign(void **memory, size_t alignment, size_t size) {
  atomic_fetch_add(&allocations, 1);
  *memory = __libc_memalign(alignment, size);
  return *memory ? 0 : 12;
}
#endif

/*===-- Helpers -----------------------------------------------------------===*/

static void require(tprt_status_t status) {
  if (!status)
    return;
  fprintf(stderr, "embed: %s\n", tprt_status_message(status));
  exit((int)tprt_status_code(status));
}

static void fail(const char *message) {
  fprintf(stderr, "embed: %s\n", message);
  exit(1);
}

static uint64_t elements(const tprt_value_info_t *info) {
  return info->local_bytes / tprt_dtype_size(info->dtype);
}

/* Small, different on each place, the same on every run. */
static float weight_at(uint64_t i) { return (float)(i % 17) / 1700.0f; }

static void bind(tprt_executable_t *executable, tprt_session_t *session,
                 uint32_t state) {
  for (uint32_t i = 0; i < tprt_executable_num_arguments(executable); ++i) {
    tprt_value_info_t info;
    require(tprt_executable_argument_info(executable, i, &info));
    for (uint32_t rank = 0; rank < tprt_executable_num_ranks(executable);
         ++rank) {
      void *data = NULL;
      require(tprt_session_argument_data(session, rank, i, &data));
      if (info.dtype != TPRT_F32) {
        memset(data, 0, info.local_bytes);
        continue;
      }
      for (uint64_t e = 0; e < elements(&info); ++e)
        ((float *)data)[e] = i == state ? 1.0f : weight_at(e);
    }
  }
}

static uint32_t find_state(tprt_executable_t *executable) {
  for (uint32_t i = 0; i < tprt_executable_num_arguments(executable); ++i) {
    tprt_value_info_t info;
    require(tprt_executable_argument_info(executable, i, &info));
    if (info.donation >= 0)
      return i;
  }
  fail("the program has no donated argument");
  return 0;
}

/* Rank by rank, the state's storage is its result's. */
static void check_shared(tprt_executable_t *executable, tprt_session_t *session,
                         uint32_t state) {
  tprt_value_info_t info;
  require(tprt_executable_argument_info(executable, state, &info));
  for (uint32_t rank = 0; rank < tprt_executable_num_ranks(executable);
       ++rank) {
    const void *result = NULL;
    void *argument = NULL;
    require(tprt_session_argument_data(session, rank, state, &argument));
    require(tprt_session_result_data(session, rank, (uint32_t)info.donation,
                                     &result));
    if (argument != result)
      fail("a donated argument and its result have different storage");
  }
}

static void check_no_gather(tprt_session_t *session) {
  char *json = NULL;
  require(tprt_session_stats(session, &json));
  if (strstr(json, "all_gather"))
    fail("the program gathers between steps");
  if (!strstr(json, "\"steps\": 100"))
    fail("the statistics do not tell of 100 steps");
  tprt_string_free(json);
}

/*===-- The test ----------------------------------------------------------===*/

/* Runs 100 steps in calls of `at_once` and appends all ranks' state to `out`.
 */
static void run_hundred(tprt_executable_t *executable, uint32_t state,
                        uint64_t at_once, char *out) {
  tprt_session_t *session = NULL;
  tprt_value_info_t info;
  require(tprt_session_create(executable, NULL, &session));
  bind(executable, session, state);
  check_shared(executable, session, state);
  require(tprt_executable_argument_info(executable, state, &info));

  long before = atomic_load(&allocations);
  for (uint64_t done = 0; done < 100; done += at_once) {
    require(tprt_session_run(session, at_once));
    /* Nothing to move: the result is the argument. */
    require(tprt_session_feed(session, (uint32_t)info.donation, state));
  }
  long during = atomic_load(&allocations) - before;
  if (during) {
    fprintf(stderr, "embed: %ld allocations in 100 steps\n", during);
    exit(1);
  }

  check_no_gather(session);
  for (uint32_t rank = 0; rank < tprt_executable_num_ranks(executable); ++rank)
    require(tprt_session_read_result(session, rank, (uint32_t)info.donation,
                                     out + rank * info.local_bytes,
                                     info.local_bytes));
  tprt_session_destroy(session);
}

int main(int argc, char **argv) {
  if (argc < 2 || argc > 3) {
    fprintf(stderr, "usage: embed FILE.tpx [STATE_ARGUMENT]\n");
    return TPRT_USAGE;
  }
  tprt_executable_t *executable = NULL;
  require(tprt_executable_load(argv[1], &executable));
  uint32_t state =
      argc == 3 ? (uint32_t)strtoul(argv[2], NULL, 10) : find_state(executable);
  tprt_value_info_t info;
  require(tprt_executable_argument_info(executable, state, &info));
  if (info.donation < 0)
    fail("the state argument is not donated");
  size_t size = tprt_executable_num_ranks(executable) * info.local_bytes;
  char *together = malloc(size), *apart = malloc(size), *start = malloc(size);
  if (!together || !apart || !start)
    fail("out of memory");
  for (size_t i = 0; i < size / sizeof(float); ++i)
    ((float *)start)[i] = 1.0f;
  run_hundred(executable, state, 100, together);
  run_hundred(executable, state, 1, apart);
  if (memcmp(together, apart, size) != 0)
    fail("100 steps in one call and in a hundred differ");
  if (memcmp(together, start, size) == 0)
    fail("the state has not changed");
  printf("100 steps on %u ranks, %zu bytes of state, %s\n",
         tprt_executable_num_ranks(executable), size,
         COUNT_ALLOCATIONS ? "0 allocations" : "allocations not counted");
  free(together);
  free(apart);
  free(start);
  tprt_executable_destroy(executable);
  return 0;
}
