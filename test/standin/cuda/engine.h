//===- engine.h - Contexts, streams, and what is queued on them -----------===//
// What the three stand-ins share: work is put on streams and run later, when
// somebody waits, in an order that the seed chooses. All of it needs the lock
// that a `call` holds.
#ifndef TEST_STANDIN_CUDA_ENGINE_H
#define TEST_STANDIN_CUDA_ENGINE_H

#include "record.h"

#include <cuda.h>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace standin {

//===-- Work --------------------------------------------------------------===//

/// What came of a step of work: whether more steps follow, and for work that
/// broke the device, the error and what happened.
struct outcome {
  bool done = true;
  CUresult error = CUDA_SUCCESS;
  std::string message;
};

/// One execution of something that was put on a stream.
class task {
public:
  virtual ~task() = default;

  /// Whether `run` can do something now. Changes nothing.
  virtual bool ready() { return true; }

  /// Does a step.
  virtual outcome run() = 0;

  /// Whether a task that was asked to hang may end nevertheless.
  virtual bool released() { return false; }

  /// Breaks down as it was asked to. The default breaks the device.
  virtual outcome fail(std::optional<int> code);
};

/// Something on a stream, or in a graph, which runs it each time it is
/// launched.
struct work {
  std::string function; ///< That put it there.
  std::string what;     ///< For the log: the kernel, the size.
  std::function<std::unique_ptr<task>()> start;
};

/// Work that is always ready and done in one step.
work simple_work(std::string function, std::string what,
                 std::function<outcome()> run);

/// The failure of work that touches what it may not.
outcome illegal_access(const std::string &what);

//===-- Handles -----------------------------------------------------------===//

/// The point on a stream where an event was recorded.
struct marker {
  bool done = false;
  uint64_t ns = 0;
};

struct capture;

/// What follows from `handle` being destroyed, and using it then: objects stay
/// until the reset, so that their addresses name nothing else.
template <typename type> class pool {
public:
  type *add(std::unique_ptr<type> object) {
    type *handle = object.get();
    numbers[handle] = ++made;
    live[made] = handle;
    all.push_back(std::move(object));
    return handle;
  }
  bool alive(const type *handle) const { return numbers.count(handle); }
  void retire(type *handle) {
    live.erase(numbers[handle]);
    numbers.erase(handle);
    forget_name(handle);
  }

  /// In the order in which they were made.
  std::vector<type *> handles() const {
    std::vector<type *> out;
    for (const auto &[number, handle] : live)
      out.push_back(handle);
    return out;
  }
  size_t size() const { return live.size(); }
  void clear() {
    live.clear();
    numbers.clear();
    all.clear();
  }

private:
  uint64_t made = 0;
  std::map<uint64_t, type *> live;
  std::unordered_map<const type *, uint64_t> numbers;
  std::vector<std::unique_ptr<type>> all;
};

/// A task in a stream's queue or a graph's launch.
struct queued {
  queued(const work &item, bool comm);

  std::string function, what;
  std::unique_ptr<task> job;
  uint64_t number; ///< Of all that was ever queued.
  bool comm = false;
  bool started = false;
  bool hung = false;
};

} // namespace standin

struct CUctx_st {
  int device = 0;
  unsigned retained = 0;
  unsigned flags = 0;
  CUresult broken = CUDA_SUCCESS; ///< What broke the device, for good.
  CUstream null_stream = nullptr;
  unsigned streams = 0; ///< Made so far.
};

struct CUstream_st {
  CUcontext context = nullptr;
  unsigned flags = 0;
  int priority = 0;
  bool comm = false;
  bool destroyed = false;
  bool fresh = false; ///< Work came since a query last said "not ready".
  std::deque<standin::queued> queue;
  std::shared_ptr<standin::capture> capturing;
};

struct CUevent_st {
  CUcontext context = nullptr;
  unsigned flags = 0;
  std::shared_ptr<standin::marker> last;
  /// Where it was recorded while a graph was captured.
  std::shared_ptr<standin::capture> captured;
  std::vector<size_t> frontier;
};

namespace standin {

/// Everything alive in the driver.
struct driver_state {
  bool initialized = false;
  std::vector<CUcontext> primary; ///< By device.
  pool<CUctx_st> contexts;
  pool<CUstream_st> streams;
  pool<CUevent_st> events;
  std::map<std::string, uint64_t> lost; ///< Went down with a context.
};
driver_state &driver();

/// The calling thread's context; null when there is none or it is gone.
CUcontext current_context();

/// What the calling thread has pushed; the last is its current one.
std::vector<CUcontext> &context_stack();

/// The context's own stream for a null handle; null when it is none of ours.
CUstream find_stream(CUstream handle);

/// What a call needs before it may do anything.
enum needs : unsigned {
  needs_nothing = 0,
  needs_init = 1,
  needs_context = 3,
  unsafe_in_capture = 4, ///< Refused while a graph is captured.
};

/// Why a call cannot go on: nothing is initialised, no context, a broken
/// device, a capture, or because it was asked to fail, with `usual`.
std::optional<CUresult> refused(call &made, unsigned what,
                                CUresult usual = CUDA_ERROR_UNKNOWN);

/// Whether a GPU that gives this error is lost to its process.
bool is_sticky(CUresult error);

/// Nothing works in the context from now on, as after a fault on a GPU.
void break_context(CUcontext context, CUresult error,
                   const std::string &message);

//===-- Running -----------------------------------------------------------===//

/// Puts work at the end of a stream, or into the graph that it is captured to.
CUresult enqueue(CUstream stream, const work &item);

/// Runs one step of what is ready, on any stream. False when nothing is.
bool run_one();

/// Runs until `done`; fails after the timeout, naming what hangs.
CUresult run_until(call &made, const std::function<bool()> &done,
                   CUcontext context);

/// Waits for something that other ranks do; false after the timeout.
bool wait_until(call &made, const std::function<bool()> &done);

/// Runs a random number of steps, for somebody who asks again.
void run_some(call &made);

/// Runs whatever can be run.
void run_all_ready();

bool is_idle(CUstream stream);

/// Nanoseconds of CLOCK_MONOTONIC.
uint64_t now_ns();

//===-- Memory ------------------------------------------------------------===//

/// Whether the device may read or write these bytes: inside one allocation,
/// variable of a module, or page-locked memory of the host. With `from`, not in
/// the memory of another device.
bool accessible(uint64_t address, uint64_t size, CUcontext from = nullptr);

/// Functions that other libraries add to the reset and to what is alive.
void at_reset(void (*function)());
void at_leaks(void (*function)(std::map<std::string, uint64_t> &alive));

} // namespace standin

#endif // TEST_STANDIN_CUDA_ENGINE_H
