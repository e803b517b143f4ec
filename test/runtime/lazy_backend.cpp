//===- lazy_backend.cpp - A device that works late and in any order -------===//
// Kernels are the cpu backend's, products and reductions the reference's.

#include "lazy_backend.h"

#include "elements.h"
#include "reference.h"

#include <ctime>
#include <deque>
#include <functional>
#include <mutex>
#include <random>

using namespace tprt::test;
namespace fb = tprt::fb;

lazy_control &tprt::test::lazy() {
  static lazy_control control;
  return control;
}

void tprt::test::reset_lazy_counts() {
  lazy_control &c = lazy();
  for (auto *count :
       {&c.records, &c.waits, &c.polls, &c.transfers, &c.allocations,
        &c.captures, &c.graph_launches, &c.commands})
    *count = 0;
}

static const tprt_backend_t *cpu;

namespace {

/// Counts how often it was recorded: the n-th record happens later.
struct event {
  std::atomic<uint64_t> recorded{0};
  std::atomic<uint64_t> happened{0};
  uint64_t ns = 0;
};

struct work {
  tprt_stream_t stream;
  enum { run, record, wait } kind;
  std::function<void()> body; // run
  struct event *event;        // record, wait
  uint64_t number;            // which record
};

struct graph {
  std::vector<work> works;
};

struct device {
  tprt_device_t *host;
  uint32_t rank;
  std::mt19937 random;
  std::deque<work> streams[2];
  graph *capture = nullptr;
  bool failed = false;
};

struct plan {
  tprt_gemm_t gemm;
  std::vector<tprt_gemm_batch_t> batch;
};

device &own(tprt_device_t *d) { return *reinterpret_cast<device *>(d); }
event *own(tprt_event_t *e) { return reinterpret_cast<event *>(e); }

} // namespace

static uint64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return uint64_t(time.tv_sec) * 1'000'000'000 + uint64_t(time.tv_nsec);
}

//===-- Streams -----------------------------------------------------------===//

/// A record is numbered when it is given to a stream, not when it is captured.
static void enqueue(device &d, work work) {
  if (work.kind == work::record)
    work.number = ++work.event->recorded;
  if (work.kind == work::wait)
    work.number = work.event->recorded;
  d.streams[work.stream].push_back(std::move(work));
}

static void give(device &d, work work) {
  if (d.capture)
    d.capture->works.push_back(std::move(work));
  else
    enqueue(d, std::move(work));
}

static bool ready(const work &work) {
  return work.kind != work::wait || work.event->happened >= work.number;
}

static void perform(const work &work) {
  if (work.kind == work::run)
    work.body();
  if (work.kind != work::record)
    return;
  work.event->ns = now();
  work.event->happened = work.number;
}

/// Drops all work, but lets other devices go on that wait for this one.
static void fail(device &d) {
  d.failed = true;
  for (std::deque<work> &stream : d.streams) {
    for (const work &work : stream)
      if (work.kind == work::record)
        work.event->happened = work.number;
    stream.clear();
  }
}

/// Runs what events allow; true when nothing is left.
static bool advance(device &d) {
  if (lazy().stuck == int64_t(d.rank))
    return false;
  if (d.failed || lazy().failing == int64_t(d.rank))
    fail(d);
  for (;;) {
    size_t first = d.random() % 2;
    bool moved = false;
    for (size_t i = 0; i < 2 && !moved; ++i) {
      std::deque<work> &stream = d.streams[(first + i) % 2];
      if (stream.empty() || !ready(stream.front()))
        continue;
      perform(stream.front());
      stream.pop_front();
      moved = true;
    }
    if (!moved)
      return d.streams[0].empty() && d.streams[1].empty();
  }
}

static tprt_status_t failure(const device &d) {
  return d.failed ? tprt_status_create(TPRT_RANK_FAILED,
                                       "the lazy device has failed")
                  : nullptr;
}

static tprt_status_t lazy_poll(tprt_device_t *self, int *done) {
  ++lazy().polls;
  *done = advance(own(self));
  return failure(own(self));
}

static tprt_status_t give_run(tprt_device_t *self, tprt_stream_t stream,
                              std::function<void()> body) {
  ++lazy().commands;
  give(own(self), {stream, work::run, std::move(body), nullptr, 0});
  return nullptr;
}

//===-- Devices, kernels, memory ------------------------------------------===//

static tprt_status_t lazy_device_create(const tprt_device_params_t *params,
                                        tprt_device_t **out) {
  tprt_device_t *host = nullptr;
  if (tprt_status_t status = cpu->device_create(params, &host))
    return status;
  ++lazy().devices;
  auto *d = new device;
  d->host = host;
  d->rank = params->rank;
  d->random.seed(lazy().seed + params->rank);
  *out = reinterpret_cast<tprt_device_t *>(d);
  return nullptr;
}

static void lazy_device_destroy(tprt_device_t *self) {
  --lazy().devices;
  cpu->device_destroy(own(self).host);
  delete &own(self);
}

static tprt_status_t lazy_module_attach(tprt_device_t *, tprt_module_t *) {
  return nullptr;
}

static tprt_status_t lazy_alloc(tprt_device_t *self, uint64_t size,
                                void **data) {
  ++lazy().allocations;
  ++lazy().buffers;
  return cpu->alloc(own(self).host, size, data);
}

static void lazy_free(tprt_device_t *self, void *data, uint64_t size) {
  --lazy().buffers;
  cpu->free(own(self).host, data, size);
}

static tprt_status_t lazy_constants_map(tprt_device_t *self, const void *host,
                                        uint64_t size, void **data) {
  return cpu->constants_map(own(self).host, host, size, data);
}

static void lazy_constants_unmap(tprt_device_t *self, void *data,
                                 uint64_t size) {
  cpu->constants_unmap(own(self).host, data, size);
}

static tprt_status_t lazy_transfer(tprt_device_t *self, void *to,
                                   const void *from, uint64_t size) {
  ++lazy().transfers;
  while (!advance(own(self))) {
  }
  if (size)
    memcpy(to, from, size);
  return failure(own(self));
}

//===-- Work --------------------------------------------------------------===//

static tprt_status_t lazy_gemm_plan(tprt_device_t *, const tprt_gemm_t *gemm,
                                    tprt_gemm_plan_t **out) {
  auto *p = new plan{*gemm, {gemm->batch, gemm->batch + gemm->num_batch}};
  p->gemm.batch = p->batch.data();
  *out = reinterpret_cast<tprt_gemm_plan_t *>(p);
  return nullptr;
}

static void lazy_gemm_plan_free(tprt_device_t *, tprt_gemm_plan_t *p) {
  delete reinterpret_cast<plan *>(p);
}

static tprt_status_t lazy_gemm(tprt_device_t *self, const tprt_gemm_plan_t *p,
                               const tprt_gemm_operands_t *operands) {
  const tprt_gemm_t &gemm = reinterpret_cast<const plan *>(p)->gemm;
  return give_run(self, TPRT_COMPUTE,
                  [&gemm, o = *operands] { multiply(gemm, o); });
}

static tprt_status_t lazy_launch(tprt_device_t *self, tprt_module_t *module,
                                 const tprt_launch_t *launch) {
  // The arrays behind a launch stay, the addresses in them with a borrow do
  // not.
  std::vector<void *> operands(launch->operands,
                               launch->operands + launch->num_operands);
  tprt_device_t *host = own(self).host;
  return give_run(self, TPRT_COMPUTE,
                  [host, module, launch = *launch, operands]() mutable {
                    launch.operands = operands.data();
                    tprt_status_free(cpu->launch(host, module, &launch));
                  });
}

static tprt_status_t lazy_copy(tprt_device_t *self, tprt_stream_t stream,
                               void *to, const void *from, uint64_t size) {
  return give_run(self, stream, [=] {
    if (size)
      memcpy(to, from, size);
  });
}

static tprt_status_t lazy_clear(tprt_device_t *self, tprt_stream_t stream,
                                void *to, uint64_t size) {
  return give_run(self, stream, [=] {
    if (size)
      memset(to, 0, size);
  });
}

static tprt_status_t lazy_reduce_prepare(tprt_device_t *, tprt_reduction_t,
                                         tprt_dtype_t, uint32_t) {
  return nullptr;
}

static tprt_status_t lazy_reduce(tprt_device_t *self, tprt_stream_t stream,
                                 const tprt_reduce_t *reduce) {
  std::vector<const void *> sources(reduce->sources,
                                    reduce->sources + reduce->num_sources);
  return give_run(self, stream, [r = *reduce, sources] {
    with_types(r.dtype, [&](auto types) {
      using T = typename decltype(types)::type;
      using Wide = typename decltype(types)::wide;
      std::vector<const T *> typed;
      for (const void *source : sources)
        typed.push_back(static_cast<const T *>(source));
      for (uint64_t i = 0; i < r.count; ++i)
        static_cast<T *>(r.to)[i] = reduce_one<T, Wide>(r.reduction, typed, i);
    });
  });
}

//===-- Events and graphs -------------------------------------------------===//

static tprt_status_t lazy_event_create(tprt_device_t *, int,
                                       tprt_event_t **out) {
  ++lazy().events;
  *out = reinterpret_cast<tprt_event_t *>(new event);
  return nullptr;
}

static void lazy_event_destroy(tprt_device_t *, tprt_event_t *e) {
  --lazy().events;
  delete own(e);
}

static tprt_status_t lazy_record(tprt_device_t *self, tprt_stream_t stream,
                                 tprt_event_t *e) {
  ++lazy().records;
  give(own(self), {stream, work::record, nullptr, own(e), 0});
  return nullptr;
}

static tprt_status_t lazy_wait(tprt_device_t *self, tprt_stream_t stream,
                               tprt_event_t *e) {
  ++lazy().waits;
  give(own(self), {stream, work::wait, nullptr, own(e), 0});
  return nullptr;
}

static tprt_status_t lazy_event_ns(tprt_device_t *, tprt_event_t *e,
                                   uint64_t *ns) {
  *ns = own(e)->ns;
  return nullptr;
}

static tprt_status_t lazy_graph_begin(tprt_device_t *self) {
  if (!lazy().graphs)
    return tprt_status_create(TPRT_UNSUPPORTED, "no graphs today");
  device &d = own(self);
  if (!d.streams[0].empty() || !d.streams[1].empty())
    return tprt_status_create(TPRT_RANK_FAILED, "a stream is not idle");
  ++lazy().captures;
  ++lazy().graphs_alive;
  d.capture = new graph;
  return nullptr;
}

/// Whether the communication stream begins behind the compute stream, and the
/// compute stream ends behind all of it.
static bool joined(const graph &graph) {
  const event *forked = nullptr, *last = nullptr;
  bool open = false; // communication that nobody has waited for
  for (const work &work : graph.works) {
    if (work.stream == TPRT_COMM) {
      if (!forked && work.kind != work::wait)
        return false;
      forked = forked ? forked : work.event;
      open = open || work.kind != work::record;
      last = work.kind == work::record ? work.event : nullptr;
    } else if (work.kind == work::wait && work.event == last) {
      open = false;
    }
  }
  return !open;
}

static tprt_status_t lazy_graph_end(tprt_device_t *self, tprt_graph_t **out) {
  device &d = own(self);
  bool good = joined(*d.capture);
  *out = reinterpret_cast<tprt_graph_t *>(d.capture);
  d.capture = nullptr;
  return good ? nullptr
              : tprt_status_create(TPRT_RANK_FAILED, "streams are not joined");
}

static tprt_status_t lazy_graph_launch(tprt_device_t *self, tprt_graph_t *g) {
  ++lazy().graph_launches;
  for (const work &work : reinterpret_cast<graph *>(g)->works)
    enqueue(own(self), work);
  return nullptr;
}

static void lazy_graph_free(tprt_device_t *, tprt_graph_t *g) {
  --lazy().graphs_alive;
  delete reinterpret_cast<graph *>(g);
}

//===-- Table -------------------------------------------------------------===//

static tprt_backend_t make_table() {
  tprt_backend_t t{};
  t.abi = TPRT_BACKEND_ABI;
  t.name = "lazy";
  t.host_memory = 0;
  t.check_target = cpu->check_target;
  t.module_load = cpu->module_load;
  t.module_free = cpu->module_free;
  t.kernel_info = cpu->kernel_info;
  t.device_create = lazy_device_create;
  t.device_destroy = lazy_device_destroy;
  t.module_attach = lazy_module_attach;
  t.alloc = lazy_alloc;
  t.free = lazy_free;
  t.constants_map = lazy_constants_map;
  t.constants_unmap = lazy_constants_unmap;
  t.gemm_plan = lazy_gemm_plan;
  t.gemm_plan_free = lazy_gemm_plan_free;
  t.gemm = lazy_gemm;
  t.launch = lazy_launch;
  t.copy = lazy_copy;
  t.clear = lazy_clear;
  t.reduce_prepare = lazy_reduce_prepare;
  t.reduce = lazy_reduce;
  t.upload = lazy_transfer;
  t.download = lazy_transfer;
  t.event_create = lazy_event_create;
  t.event_destroy = lazy_event_destroy;
  t.record = lazy_record;
  t.wait = lazy_wait;
  t.event_ns = lazy_event_ns;
  t.graph_begin = lazy_graph_begin;
  t.graph_end = lazy_graph_end;
  t.graph_launch = lazy_graph_launch;
  t.graph_free = lazy_graph_free;
  t.poll = lazy_poll;
  return t;
}

void tprt::test::register_lazy_backend() {
  static std::once_flag once;
  std::call_once(once, [] {
    tprt_status_free(tprt_find_backend("cpu", &cpu));
    static const tprt_backend_t table = make_table();
    tprt_status_free(tprt_register_backend(&table));
  });
}
