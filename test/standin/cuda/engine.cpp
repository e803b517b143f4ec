//===- engine.cpp - Runs what is queued, in an order the seed chooses -----===//
// Nothing runs by itself. Whoever waits runs work of all streams of the
// process, whichever is ready, until what it waits for has happened.

#include "engine.h"

#include "capture.h"
#include "memory.h"
#include "module.h"

#include "../standin.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <iterator>

using namespace standin;

/// Told whenever something was queued or run.
static std::condition_variable &changed() {
  static auto *variable = new std::condition_variable;
  return *variable;
}

driver_state &standin::driver() {
  static auto *state = new driver_state;
  return *state;
}

uint64_t standin::now_ns() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return uint64_t(now.tv_sec) * 1'000'000'000 + uint64_t(now.tv_nsec);
}

//===-- Contexts ----------------------------------------------------------===//

std::vector<CUcontext> &standin::context_stack() {
  thread_local std::vector<CUcontext> stack;
  return stack;
}

CUcontext standin::current_context() {
  const std::vector<CUcontext> &stack = context_stack();
  return !stack.empty() && driver().contexts.alive(stack.back()) ? stack.back()
                                                                 : nullptr;
}

bool standin::is_sticky(CUresult error) {
  switch (error) {
  case CUDA_ERROR_ECC_UNCORRECTABLE:
  case CUDA_ERROR_ILLEGAL_ADDRESS:
  case CUDA_ERROR_LAUNCH_TIMEOUT:
  case CUDA_ERROR_ASSERT:
  case CUDA_ERROR_HARDWARE_STACK_ERROR:
  case CUDA_ERROR_ILLEGAL_INSTRUCTION:
  case CUDA_ERROR_MISALIGNED_ADDRESS:
  case CUDA_ERROR_LAUNCH_FAILED:
    return true;
  default:
    return false;
  }
}

void standin::break_context(CUcontext context, CUresult error,
                            const std::string &message) {
  log_line("run broken " + name_of('c', context) + " " + std::to_string(error) +
           ": " + message);
  if (!context || context->broken != CUDA_SUCCESS)
    return;
  context->broken = error;
  // What is queued never happens; nobody may wait for it, though.
  for (CUstream stream : driver().streams.handles())
    if (stream->context == context)
      stream->queue.clear();
  changed().notify_all();
}

std::optional<CUresult> standin::refused(call &made, unsigned what,
                                         CUresult usual) {
  if ((what & needs_init) && !driver().initialized)
    return CUDA_ERROR_NOT_INITIALIZED;
  CUcontext context = current_context();
  if ((what & needs_context) == needs_context) {
    if (!context)
      return context_stack().empty() || !context_stack().back()
                 ? CUDA_ERROR_INVALID_CONTEXT
                 : CUDA_ERROR_CONTEXT_IS_DESTROYED;
    if (context->broken != CUDA_SUCCESS)
      return context->broken;
  }
  if (std::optional<int> code = made.asked(usual)) {
    if (context && is_sticky(CUresult(*code)))
      break_context(context, CUresult(*code), "as was asked for");
    return CUresult(*code);
  }
  if (what & unsafe_in_capture)
    return disturbs_capture();
  return std::nullopt;
}

CUstream standin::find_stream(CUstream handle) {
  CUcontext context = current_context();
  if (!handle || handle == CU_STREAM_LEGACY)
    return context ? context->null_stream : nullptr;
  if (!driver().streams.alive(handle) || handle->destroyed)
    return nullptr;
  return handle;
}

//===-- Work --------------------------------------------------------------===//

outcome task::fail(std::optional<int> code) {
  return {true, CUresult(code.value_or(CUDA_ERROR_ILLEGAL_ADDRESS)),
          "as was asked for"};
}

namespace {
class simple_task : public task {
public:
  explicit simple_task(std::function<outcome()> run) : body(std::move(run)) {}
  outcome run() override { return body(); }

private:
  std::function<outcome()> body;
};
} // namespace

static uint64_t queued_so_far = 0;

queued::queued(const work &item, bool comm)
    : function(item.function), what(item.what), job(item.start()),
      number(++queued_so_far), comm(comm) {}

work standin::simple_work(std::string function, std::string what,
                          std::function<outcome()> run) {
  return {std::move(function), std::move(what), [run = std::move(run)] {
            return std::make_unique<simple_task>(run);
          }};
}

outcome standin::illegal_access(const std::string &what) {
  return {true, CUDA_ERROR_ILLEGAL_ADDRESS, what};
}

namespace {
/// Waits for a point of another stream.
class behind_task : public task {
public:
  explicit behind_task(std::shared_ptr<marker> point)
      : point(std::move(point)) {}
  bool ready() override { return point->done; }
  outcome run() override { return {}; }

private:
  std::shared_ptr<marker> point;
};
} // namespace

/// Lets `stream` go on only behind what `other` holds now. Nothing of it is in
/// the log, nobody having called for it.
static void go_behind(CUstream stream, CUstream other) {
  auto point = std::make_shared<marker>();
  other->queue.emplace_back(simple_work("", "",
                                        [=] {
                                          point->done = true;
                                          return outcome{};
                                        }),
                            other->comm);
  stream->queue.emplace_back(
      work{"", "", [=] { return std::make_unique<behind_task>(point); }},
      stream->comm);
}

/// A context's own stream and its blocking streams wait for each other.
static void order_legacy(CUstream stream) {
  CUstream own = stream->context->null_stream;
  if (stream != own) {
    if (!(stream->flags & CU_STREAM_NON_BLOCKING) && !is_idle(own))
      go_behind(stream, own);
    return;
  }
  for (CUstream other : driver().streams.handles())
    if (other != own && other->context == own->context && !is_idle(other) &&
        !(other->flags & CU_STREAM_NON_BLOCKING))
      go_behind(own, other);
}

CUresult standin::enqueue(CUstream stream, const work &item) {
  if (stream->capturing)
    return capture_work(stream, item);
  order_legacy(stream);
  stream->fresh = true;
  stream->queue.emplace_back(item, stream->comm);
  // A GPU's queue is finite: who fills it has some of it run.
  while (stream->queue.size() > options().capacity && run_one()) {
  }
  changed().notify_all();
  return stream->context->broken;
}

//===-- Choosing ----------------------------------------------------------===//

namespace {
/// Something that can be run now.
struct candidate {
  CUstream stream;
  graph_run *graph; ///< Null: the head of the stream itself.
  size_t node;

  queued &item() const {
    return graph ? graph->node(node) : stream->queue.front();
  }
};
} // namespace

static bool can_run(queued &item) {
  return item.hung ? item.job->released() : item.job->ready();
}

static void add_candidates(CUstream stream, std::vector<candidate> &out) {
  if (stream->queue.empty() || stream->context->broken != CUDA_SUCCESS)
    return;
  queued &head = stream->queue.front();
  if (!can_run(head))
    return;
  auto *graph = dynamic_cast<graph_run *>(head.job.get());
  if (!graph || graph->open().empty()) {
    out.push_back({stream, nullptr, 0});
    return;
  }
  for (size_t node : graph->open())
    if (can_run(graph->node(node)))
      out.push_back({stream, graph, node});
}

/// Streams in the order in which they were made.
static std::vector<candidate> candidates() {
  std::vector<candidate> out;
  for (CUstream stream : driver().streams.handles())
    add_candidates(stream, out);
  return out;
}

/// Any of those that a policy wants now; of all where it wants none of them.
static candidate choose_if(const std::vector<candidate> &all,
                           const std::function<bool(const candidate &)> &want) {
  std::vector<candidate> wanted;
  std::copy_if(all.begin(), all.end(), std::back_inserter(wanted), want);
  const std::vector<candidate> &from = wanted.empty() ? all : wanted;
  return from[random_below(uint32_t(from.size()))];
}

static candidate choose(const std::vector<candidate> &all) {
  const std::string &policy = options().seed;
  if (policy == "issue")
    return *std::min_element(all.begin(), all.end(),
                             [](const candidate &a, const candidate &b) {
                               return a.item().number < b.item().number;
                             });
  if (policy == "comm-first" || policy == "comm-last")
    return choose_if(all, [&](const candidate &one) {
      return one.item().comm == (policy == "comm-first");
    });
  size_t colon = policy.find(':');
  if (colon == std::string::npos)
    return all[random_below(uint32_t(all.size()))];
  std::string stream = policy.substr(colon + 1);
  bool first = policy[0] == 'f';
  return choose_if(all, [&](const candidate &one) {
    return (name_of('s', one.stream) == stream) == first;
  });
}

//===-- Running -----------------------------------------------------------===//

/// What was asked to happen to this piece of work, counted when it starts.
static std::optional<outcome> asked_of(queued &item) {
  if (item.started)
    return std::nullopt;
  item.started = true;
  for (const std::string &name : {item.function, item.what}) {
    if (name.empty())
      continue;
    if (count("hang:" + name)) {
      item.hung = true;
      return outcome{false, CUDA_SUCCESS, ""};
    }
    if (std::optional<failure> wanted = count("run:" + name))
      return item.job->fail(wanted->code);
  }
  return std::nullopt;
}

static void finish(const candidate &one) {
  if (one.graph) {
    one.graph->finish(one.node);
    return;
  }
  one.stream->queue.pop_front();
  if (one.stream->destroyed && one.stream->queue.empty())
    driver().streams.retire(one.stream);
}

static void run_candidate(const candidate &one) {
  queued &item = one.item();
  std::optional<outcome> asked = asked_of(item);
  if (item.hung && asked)
    return;
  outcome result = asked ? *asked : item.job->run();
  std::string line = "run " + name_of('s', one.stream) + " " + item.function;
  if (!item.what.empty())
    line += " " + item.what;
  if (result.error != CUDA_SUCCESS) {
    std::fprintf(stderr, "stand-in: %s: %s\n", line.c_str(),
                 result.message.c_str());
    break_context(one.stream->context, result.error,
                  line + ": " + result.message);
    return;
  }
  if (!result.done)
    return;
  if (!item.function.empty())
    log_line(line);
  finish(one);
}

bool standin::run_one() {
  std::vector<candidate> all = candidates();
  if (all.empty())
    return false;
  run_candidate(choose(all));
  changed().notify_all();
  return true;
}

void standin::run_some(call &made) {
  bool ran = run_one();
  for (uint32_t steps = random_below(16); steps && run_one(); --steps) {
  }
  // Nothing goes on until another rank does something: let it.
  if (!ran)
    changed().wait_for(made.lock(), std::chrono::microseconds(50));
}

void standin::run_all_ready() {
  while (run_one()) {
  }
}

/// What keeps streams from going on, for a person who waits in vain.
static std::string what_hangs() {
  std::string out;
  for (CUstream stream : driver().streams.handles())
    if (!stream->queue.empty())
      out += (out.empty() ? "" : ", ") + name_of('s', stream) + " at " +
             stream->queue.front().function + " " + stream->queue.front().what;
  return out;
}

CUresult standin::run_until(call &made, const std::function<bool()> &done,
                            CUcontext context) {
  made.waited();
  uint64_t deadline = now_ns() + options().timeout_ms * 1'000'000;
  while (context->broken == CUDA_SUCCESS && !done()) {
    if (run_one())
      continue;
    if (now_ns() > deadline) {
      break_context(context, CUDA_ERROR_LAUNCH_TIMEOUT, what_hangs());
      break;
    }
    // Other threads queue more; other processes have to be asked.
    changed().wait_for(made.lock(), std::chrono::milliseconds(1));
  }
  return context->broken;
}

bool standin::wait_until(call &made, const std::function<bool()> &done) {
  uint64_t deadline = now_ns() + options().timeout_ms * 1'000'000;
  while (!done()) {
    if (now_ns() > deadline)
      return false;
    changed().notify_all();
    changed().wait_for(made.lock(), std::chrono::milliseconds(1));
  }
  return true;
}

bool standin::is_idle(CUstream stream) { return stream->queue.empty(); }

//===-- Reset -------------------------------------------------------------===//

namespace {
struct hooks {
  std::vector<void (*)()> reset;
  std::vector<void (*)(std::map<std::string, uint64_t> &)> leaks;
};
} // namespace

static hooks &all_hooks() {
  static auto *made = new hooks;
  return *made;
}

void standin::at_reset(void (*function)()) {
  all_hooks().reset.push_back(function);
}

void standin::at_leaks(void (*function)(std::map<std::string, uint64_t> &)) {
  all_hooks().leaks.push_back(function);
}

extern "C" void standin_reset(void) {
  std::lock_guard<std::mutex> guard(mutex());
  for (auto hook : all_hooks().reset)
    hook();
  driver_state &state = driver();
  state.streams.clear();
  state.events.clear();
  state.primary.clear();
  state.contexts.clear();
  state.lost.clear();
  reset_graphs();
  reset_modules();
  reset_memory();
  reset_record();
}

/// The streams that contexts have of their own are nobody's to destroy.
static uint64_t own_streams() {
  uint64_t count = 0;
  for (CUstream stream : driver().streams.handles())
    if (!stream->destroyed && stream != stream->context->null_stream)
      ++count;
  return count;
}

static uint64_t retained_contexts() {
  uint64_t count = 0;
  for (CUcontext context : driver().contexts.handles())
    count += context->retained;
  return count;
}

extern "C" uint64_t standin_leaks(char *buffer, uint64_t size) {
  std::lock_guard<std::mutex> guard(mutex());
  std::map<std::string, uint64_t> alive = driver().lost;
  alive["stream"] += own_streams();
  alive["event"] += driver().events.size();
  alive["context"] += retained_contexts();
  graphs_alive(alive);
  modules_alive(alive);
  memory_alive(alive);
  for (auto hook : all_hooks().leaks)
    hook(alive);
  uint64_t total = 0;
  std::string text;
  for (const auto &[kind, count] : alive) {
    total += count;
    if (count)
      text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + kind +
              (count == 1 ? "" : "s");
  }
  if (size)
    std::snprintf(buffer, size, "%s", text.c_str());
  return total;
}
