//===- null_tables.cpp - A backend and a transport that do nothing --------===//
// Memory is real, since loaders write arguments; everything else is counted.

#include "null_tables.h"

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <vector>

using namespace tprt::test;

null_counts &tprt::test::counts() {
  static null_counts all;
  return all;
}

void tprt::test::reset_counts() {
  null_counts &c = counts();
  for (auto *count : {&c.gemms, &c.launches, &c.copies, &c.starts, &c.waits})
    *count = 0;
}

//===-- Backend -----------------------------------------------------------===//

namespace {
struct null_device {
  uint32_t rank;
};
struct null_module {
  uint32_t num_kernels;
};
} // namespace

static tprt_status_t null_check_target(const tprt_target_t *) {
  return nullptr;
}

static tprt_status_t null_module_load(uint32_t, const tprt_image_t *,
                                      uint32_t kernels, const char *const *,
                                      tprt_module_t **out) {
  ++counts().open_modules;
  *out = reinterpret_cast<tprt_module_t *>(new null_module{kernels});
  return nullptr;
}

static void null_module_free(tprt_module_t *module) {
  --counts().open_modules;
  delete reinterpret_cast<null_module *>(module);
}

static const tprt_kernel_info_t *null_kernel_info(const tprt_module_t *,
                                                  uint32_t) {
  return nullptr;
}

static tprt_status_t null_device_create(const tprt_device_params_t *params,
                                        tprt_device_t **out) {
  ++counts().open_devices;
  *out = reinterpret_cast<tprt_device_t *>(new null_device{params->rank});
  return nullptr;
}

static void null_device_destroy(tprt_device_t *device) {
  --counts().open_devices;
  delete reinterpret_cast<null_device *>(device);
}

static tprt_status_t null_alloc(tprt_device_t *, uint64_t size, void **data) {
  if (posix_memalign(data, TPRT_ALIGNMENT, size) != 0)
    return tprt_status_create(TPRT_OUT_OF_MEMORY, "no memory");
  std::memset(*data, 0, size);
  ++counts().open_buffers;
  return nullptr;
}

static void null_free(tprt_device_t *, void *data, uint64_t) {
  --counts().open_buffers;
  std::free(data);
}

static tprt_status_t null_constants_map(tprt_device_t *, const void *host,
                                        uint64_t, void **data) {
  ++counts().open_buffers;
  *data = const_cast<void *>(host);
  return nullptr;
}

static void null_constants_unmap(tprt_device_t *, void *, uint64_t) {
  --counts().open_buffers;
}

static tprt_status_t null_gemm_plan(tprt_device_t *, const tprt_gemm_t *gemm,
                                    tprt_gemm_plan_t **plan) {
  ++counts().open_plans;
  *plan = reinterpret_cast<tprt_gemm_plan_t *>(new tprt_gemm_t(*gemm));
  return nullptr;
}

static void null_gemm_plan_free(tprt_device_t *, tprt_gemm_plan_t *plan) {
  --counts().open_plans;
  delete reinterpret_cast<tprt_gemm_t *>(plan);
}

static tprt_status_t null_gemm(tprt_device_t *, const tprt_gemm_plan_t *plan,
                               const tprt_gemm_operands_t *operands) {
  ++counts().gemms;
  if (!plan || !operands->a || !operands->b || !operands->c)
    return tprt_status_create(TPRT_RANK_FAILED, "a product without operands");
  return nullptr;
}

static tprt_status_t null_launch(tprt_device_t *, tprt_module_t *module,
                                 const tprt_launch_t *launch) {
  ++counts().launches;
  if (launch->kernel >= reinterpret_cast<null_module *>(module)->num_kernels)
    return tprt_status_create(TPRT_RANK_FAILED, "no kernel %u", launch->kernel);
  for (uint32_t i = 0; i < launch->num_operands; ++i)
    if (!launch->operands[i] ||
        reinterpret_cast<uintptr_t>(launch->operands[i]) % TPRT_ALIGNMENT)
      return tprt_status_create(TPRT_RANK_FAILED, "operand %u is not aligned",
                                i);
  return nullptr;
}

static tprt_status_t null_copy(tprt_device_t *, tprt_stream_t, void *,
                               const void *, uint64_t) {
  ++counts().copies;
  return nullptr;
}

static tprt_status_t null_transfer(tprt_device_t *, void *to, const void *from,
                                   uint64_t size) {
  std::memcpy(to, from, size);
  return nullptr;
}

static tprt_status_t null_clear(tprt_device_t *, tprt_stream_t, void *,
                                uint64_t) {
  return nullptr;
}

static tprt_status_t null_attach(tprt_device_t *, tprt_module_t *) {
  return nullptr;
}

static tprt_status_t null_event_create(tprt_device_t *, int,
                                       tprt_event_t **event) {
  ++counts().open_events;
  *event = reinterpret_cast<tprt_event_t *>(new char);
  return nullptr;
}

static void null_event_destroy(tprt_device_t *, tprt_event_t *event) {
  --counts().open_events;
  delete reinterpret_cast<char *>(event);
}

static tprt_status_t null_event(tprt_device_t *, tprt_stream_t,
                                tprt_event_t *) {
  return nullptr;
}

static tprt_status_t null_event_ns(tprt_device_t *, tprt_event_t *,
                                   uint64_t *ns) {
  *ns = 0;
  return nullptr;
}

static tprt_status_t null_device_poll(tprt_device_t *, int *done) {
  *done = 1;
  return nullptr;
}

static const tprt_backend_t *null_backend() {
  static const tprt_backend_t table = [] {
    tprt_backend_t t{};
    t.abi = TPRT_BACKEND_ABI;
    t.name = "null";
    t.host_memory = 1;
    t.check_target = null_check_target;
    t.module_load = null_module_load;
    t.module_free = null_module_free;
    t.device_create = null_device_create;
    t.device_destroy = null_device_destroy;
    t.module_attach = null_attach;
    t.kernel_info = null_kernel_info;
    t.alloc = null_alloc;
    t.free = null_free;
    t.constants_map = null_constants_map;
    t.constants_unmap = null_constants_unmap;
    t.gemm_plan = null_gemm_plan;
    t.gemm_plan_free = null_gemm_plan_free;
    t.gemm = null_gemm;
    t.launch = null_launch;
    t.copy = null_copy;
    t.clear = null_clear;
    t.upload = null_transfer;
    t.download = null_transfer;
    t.event_create = null_event_create;
    t.event_destroy = null_event_destroy;
    t.record = null_event;
    t.wait = null_event;
    t.event_ns = null_event_ns;
    t.poll = null_device_poll;
    return t;
  }();
  return &table;
}

//===-- Transport ---------------------------------------------------------===//

namespace {
/// Which collectives each rank has under way.
struct null_group {
  uint32_t num_collectives;
  std::vector<std::vector<bool>> under_way;
};
} // namespace

static null_group *group_of(tprt_group_t *group) {
  return reinterpret_cast<null_group *>(group);
}

static tprt_status_t null_group_create(const tprt_group_params_t *params,
                                       tprt_group_t **out) {
  ++counts().open_groups;
  auto *group = new null_group{params->num_collectives, {}};
  group->under_way.assign(params->num_ranks,
                          std::vector<bool>(params->num_collectives));
  *out = reinterpret_cast<tprt_group_t *>(group);
  return nullptr;
}

static void null_group_destroy(tprt_group_t *group) {
  --counts().open_groups;
  delete group_of(group);
}

static tprt_status_t null_join(tprt_group_t *, uint32_t, tprt_device_t *,
                               uint64_t) {
  return nullptr;
}

static tprt_status_t null_mark(tprt_group_t *group, uint32_t rank,
                               uint32_t collective, bool start) {
  if (collective >= group_of(group)->num_collectives)
    return tprt_status_create(TPRT_RANK_FAILED, "no collective %u", collective);
  std::vector<bool> &under_way = group_of(group)->under_way[rank];
  if (under_way[collective] == start)
    return tprt_status_create(TPRT_RANK_FAILED, "collective %u is %s twice",
                              collective, start ? "started" : "waited for");
  under_way[collective] = start;
  return nullptr;
}

static tprt_status_t null_start(tprt_group_t *group, uint32_t rank,
                                uint32_t collective, const void *send,
                                void *recv) {
  ++counts().starts;
  if (!send || !recv)
    return tprt_status_create(TPRT_RANK_FAILED, "no buffers");
  return null_mark(group, rank, collective, true);
}

static tprt_status_t null_wait(tprt_group_t *group, uint32_t rank,
                               uint32_t collective) {
  ++counts().waits;
  return null_mark(group, rank, collective, false);
}

static void null_abort(tprt_group_t *, tprt_status_t) {}

static tprt_status_t null_poll(tprt_group_t *, uint32_t) { return nullptr; }

static tprt_status_t null_local_ranks(uint32_t num_ranks,
                                      tprt_local_ranks_t *local) {
  *local = {0, num_ranks, 0, 1};
  return nullptr;
}

static const tprt_transport_t null_transport = {
    TPRT_TRANSPORT_ABI, "null",
    /*capturable=*/1,   null_local_ranks, null_group_create,
    null_group_destroy, null_join,        null_start,
    null_wait,          null_poll,        null_abort};

static tprt_status_t half_local_ranks(uint32_t, tprt_local_ranks_t *local) {
  *local = {2, 2, 0, 1};
  return nullptr;
}

void tprt::test::register_half_transport() {
  static std::once_flag once;
  std::call_once(once, [] {
    static tprt_transport_t half = null_transport;
    half.name = "half";
    half.local_ranks = half_local_ranks;
    tprt_status_free(tprt_register_transport(&half));
  });
}

//===-- Faults ------------------------------------------------------------===//

faults &tprt::test::injected() {
  static faults current;
  return current;
}

namespace {
/// A device of another backend, and what it has been asked.
struct faulty_device {
  const tprt_backend_t *base;
  int64_t rank;
  int64_t copies;
};
} // namespace

static std::mutex faulty_mutex;
static std::map<tprt_device_t *, faulty_device> faulty_devices;

/// device_create of one base each, as the function has no other way to know.
template <int slot> struct faulty_slot {
  static const tprt_backend_t *base;
  static tprt_backend_t table;

  static tprt_status_t create(const tprt_device_params_t *params,
                              tprt_device_t **device) {
    tprt_status_t status = base->device_create(params, device);
    std::lock_guard<std::mutex> lock(faulty_mutex);
    if (!status)
      faulty_devices[*device] = {base, params->rank, 0};
    return status;
  }
};
template <int slot> const tprt_backend_t *faulty_slot<slot>::base;
template <int slot> tprt_backend_t faulty_slot<slot>::table;

static void faulty_device_destroy(tprt_device_t *device) {
  const tprt_backend_t *base = nullptr;
  {
    std::lock_guard<std::mutex> lock(faulty_mutex);
    base = faulty_devices[device].base;
    faulty_devices.erase(device);
  }
  base->device_destroy(device);
}

static tprt_status_t faulty_copy(tprt_device_t *device, tprt_stream_t stream,
                                 void *to, const void *from, uint64_t size) {
  faulty_device now;
  {
    std::lock_guard<std::mutex> lock(faulty_mutex);
    now = faulty_devices[device];
    faulty_devices[device].copies += stream == TPRT_COMPUTE;
  }
  if (stream == TPRT_COMPUTE && now.rank == injected().fail_rank &&
      now.copies == injected().fail_copy)
    return tprt_status_create(TPRT_OUT_OF_MEMORY, "injected fault");
  return now.base->copy(device, stream, to, from, size);
}

template <int slot>
static void register_faulty(const tprt_backend_t *base, const char *name) {
  using own = faulty_slot<slot>;
  own::base = base;
  own::table = *base;
  own::table.name = name;
  own::table.device_create = own::create;
  own::table.device_destroy = faulty_device_destroy;
  own::table.copy = faulty_copy;
  tprt_status_free(tprt_register_backend(&own::table));
}

//===-- Registration ------------------------------------------------------===//

void tprt::test::register_null_tables() {
  static std::once_flag once;
  std::call_once(once, [] {
    tprt_status_free(tprt_register_backend(null_backend()));
    tprt_status_free(tprt_register_transport(&null_transport));
  });
}

const char *tprt::test::register_faulty_backend(const std::string &base) {
  static std::mutex mutex;
  static std::map<std::string, std::string> names;
  std::lock_guard<std::mutex> lock(mutex);
  std::string &name = names[base];
  if (!name.empty())
    return name.c_str();
  name = "faulty " + base;
  const tprt_backend_t *table = nullptr;
  tprt_status_free(tprt_find_backend(base.c_str(), &table));
  switch (table ? names.size() : 0) {
  case 1:
    register_faulty<1>(table, name.c_str());
    break;
  case 2:
    register_faulty<2>(table, name.c_str());
    break;
  case 3:
    register_faulty<3>(table, name.c_str());
    break;
  }
  return name.c_str();
}
