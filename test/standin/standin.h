/* standin.h - how tests steer the libraries that stand in for a GPU's.
 *
 * libcuda.so.1, libcublasLt.so.13 and libnccl.so.2 of this folder have the
 * vendor's entry points and no GPU: they check what they are asked, keep it in
 * queues as a GPU would, and do it on the host when somebody waits for it, in
 * an order that a seed chooses among all those that streams, events and
 * collectives allow. What a program forgot to order shows as wrong numbers.
 *
 * Settings, each an environment variable TPRT_STANDIN_NAME, read when the
 * first library is used and at every reset, or given by standin_set("NAME"):
 *   LOG      a file that every call is appended to; %p is the process's number
 *   RECORD   not 0: keep the log in memory too, for standin_log
 *   FAIL     what goes wrong, several with commas between (see below)
 *   SEED     a number, or a policy: "issue" (in the order of the calls),
 *            "comm-first", "comm-last" (streams of a higher priority than the
 *            lowest are for communication; where all are equal it is those that
 *            a context made after its first), "first:s3", "last:s3" (a stream
 *            by its name in the log: before all others, or when nothing else
 * can be run, which finds whoever does not wait for it) DEVICES  how many there
 * are (1)         SM      their generation (90) MEMORY   bytes of each (8 GiB)
 * DRIVER  version of CUDA (13000) NCCL_VERSION, CUBLASLT_VERSION          what
 * the libraries say they are CAPACITY commands that a stream holds before some
 * are run (1024) TIMEOUT_MS  after which a wait for what cannot happen fails
 * (60000)
 *
 * FAIL: NAME:K lets the Kth call of a function, counted from the reset (see
 * standin_calls), fail with the error that it most likely gives; K=0 every
 * call, K+ this and all after it. NAME:K=CODE chooses the error. run:NAME:K
 * lets the Kth execution on a stream fail, NAME being a kernel or the function
 * that put it there: the device is then broken, as it is on a GPU, and every
 * later call says so (for a collective: its communicator). hang:NAME:K lets it
 * never end. skip:cuStreamWaitEvent:K lets the Kth wait do nothing, as if the
 * program had forgotten it: where no seed then gives wrong numbers, the wait
 * was not needed. skip:cuStreamWaitEvent@NAME:K means the Kth wait of the
 * thread that the system calls NAME, whatever other threads do meanwhile.
 *
 * A line of the log: "t2 cuLaunchKernel(stream=s3, kernel=add, ...) = 0", the
 * thread first, then the function, its arguments, what it returned, and what it
 * made ("-> e4"). Threads, streams (s), events (e), graphs (g, x once
 * instantiated), modules (m), contexts (c), communicators (n) are numbered as
 * they appear. "run s3 cuLaunchKernel add" is written when the work is done;
 * calls that waited for the device end in " [waited]". */
#ifndef TEST_STANDIN_STANDIN_H
#define TEST_STANDIN_STANDIN_H

#include <dlfcn.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Puts everything back to how a process starts: settings from the environment,
 * nothing logged or counted, every handle and allocation gone. No thread may be
 * inside the libraries. */
void standin_reset(void);

/* Changes a setting; NULL: back to the default. Returns 0, or -1 when there is
 * none of the name or the value is not understood. */
int standin_set(const char *name, const char *value);

/* Copies what fits of the recorded log, with a terminating zero, and returns
 * the bytes that all of it needs. */
uint64_t standin_log(char *buffer, uint64_t size);

/* Forgets the recorded log, not the counts. */
void standin_clear_log(void);

/* How often a function was called, or "run:NAME" was done, since the reset. */
uint64_t standin_calls(const char *name);

/* How many things are alive that a program should have given back, those that
 * went down with a context included; `buffer` says what, as in "2 allocations,
 * 1 event". Primary contexts count while they are retained. */
uint64_t standin_leaks(char *buffer, uint64_t size);

/* The functions above, as a program finds them that loads the libraries by
 * name and links none. */
typedef struct standin_controls {
  void (*reset)(void);
  int (*set)(const char *name, const char *value);
  uint64_t (*log)(char *buffer, uint64_t size);
  void (*clear_log)(void);
  uint64_t (*calls)(const char *name);
  uint64_t (*leaks)(char *buffer, uint64_t size);
} standin_controls_t;

/* Finds the functions in libcuda.so.1. Returns 0 when that is no stand-in. */
static inline int standin_open(standin_controls_t *controls) {
  void *library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library)
    return 0;
  *(void **)&controls->reset = dlsym(library, "standin_reset");
  *(void **)&controls->set = dlsym(library, "standin_set");
  *(void **)&controls->log = dlsym(library, "standin_log");
  *(void **)&controls->clear_log = dlsym(library, "standin_clear_log");
  *(void **)&controls->calls = dlsym(library, "standin_calls");
  *(void **)&controls->leaks = dlsym(library, "standin_leaks");
  return controls->reset != 0;
}

#ifdef __cplusplus
}
#endif
#endif /* TEST_STANDIN_STANDIN_H */
