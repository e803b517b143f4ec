//===- registry.cpp - The backends and transports that are there ----------===//
// Two lists of tables under one lock.

#include "registry.h"

#include "status.h"

#include <cstring>
#include <initializer_list>
#include <mutex>
#include <vector>

using namespace tprt;

namespace {

/// A name that is known but not in every build.
struct left_out {
  const char *name;
  const char *needs;
};

template <typename Table> class registry {
public:
  registry(const char *what, std::initializer_list<const Table *> own,
           const left_out &left_out)
      : what(what), tables(own), absent(left_out) {}

  tprt_status_t add(const Table *table) {
    std::lock_guard<std::mutex> lock(mutex);
    if (find_locked(table->name))
      return TPRT_MISUSE("a %s named \"%s\" is registered already", what,
                         table->name);
    tables.push_back(table);
    return nullptr;
  }

  tprt_status_t find(const char *name, const Table **out) {
    std::lock_guard<std::mutex> lock(mutex);
    if ((*out = find_locked(name)))
      return nullptr;
    if (std::strcmp(name, absent.name) == 0)
      return tprt_status_create(
          TPRT_UNSUPPORTED,
          "%s \"%s\" is not in this build: it was configured without %s", what,
          name, absent.needs);
    std::string known;
    for (const Table *table : tables)
      known += (known.empty() ? "" : ", ") + std::string(table->name);
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "there is no %s \"%s\"; there are: %s", what,
                              name, known.c_str());
  }

private:
  const Table *find_locked(const char *name) {
    for (const Table *table : tables)
      if (std::strcmp(table->name, name) == 0)
        return table;
    return nullptr;
  }

  const char *what;
  std::mutex mutex;
  std::vector<const Table *> tables;
  left_out absent;
};

registry<tprt_backend_t> &backends() {
  static registry<tprt_backend_t> list("backend",
                                       {cpu_backend(),
#ifdef TPRT_HAVE_CUDA
                                        cuda_backend()
#endif
                                       },
                                       {"cuda", "CUDA headers"});
  return list;
}

registry<tprt_transport_t> &transports() {
  static registry<tprt_transport_t> list("transport",
                                         {inproc_transport(),
#ifdef TPRT_HAVE_NCCL
                                          nccl_transport()
#endif
                                         },
                                         {"nccl", "NCCL headers"});
  return list;
}

} // namespace

tprt_status_t tprt_find_backend(const char *name,
                                const tprt_backend_t **backend) {
  return guarded([&] { return backends().find(name, backend); });
}

tprt_status_t tprt_find_transport(const char *name,
                                  const tprt_transport_t **transport) {
  return guarded([&] { return transports().find(name, transport); });
}

template <typename... Functions> static bool all_there(Functions... functions) {
  return ((functions != nullptr) && ...);
}

template <typename... Functions>
static bool all_or_none(Functions... functions) {
  return all_there(functions...) || ((functions == nullptr) && ...);
}

tprt_status_t tprt_register_backend(const tprt_backend_t *b) {
  if (!b || b->abi != TPRT_BACKEND_ABI)
    return TPRT_MISUSE("a backend has interface %u, this library %u",
                       b ? b->abi : 0, TPRT_BACKEND_ABI);
  if (!all_there(b->name, b->check_target, b->module_load, b->module_free,
                 b->kernel_info, b->device_create, b->device_destroy,
                 b->module_attach, b->alloc, b->free, b->constants_map,
                 b->constants_unmap, b->gemm_plan, b->gemm_plan_free, b->gemm,
                 b->launch, b->copy, b->clear, b->upload, b->download,
                 b->event_create, b->event_destroy, b->record, b->wait,
                 b->event_ns, b->poll) ||
      !all_or_none(b->graph_begin, b->graph_end, b->graph_launch,
                   b->graph_free) ||
      !all_or_none(b->range_push, b->range_pop) ||
      !all_or_none(b->reduce_prepare, b->reduce) ||
      (!b->host_memory && !b->reduce))
    return TPRT_MISUSE("a backend lacks its name or a function");
  return guarded([&] { return backends().add(b); });
}

tprt_status_t tprt_register_transport(const tprt_transport_t *t) {
  if (!t || t->abi != TPRT_TRANSPORT_ABI)
    return TPRT_MISUSE("a transport has interface %u, this library %u",
                       t ? t->abi : 0, TPRT_TRANSPORT_ABI);
  if (!all_there(t->name, t->local_ranks, t->group_create, t->group_destroy,
                 t->join, t->start, t->wait, t->poll, t->abort))
    return TPRT_MISUSE("a transport lacks its name or a function");
  return guarded([&] { return transports().add(t); });
}
