//===- gpu.cpp - A GPU as this process uses it ----------------------------===//
// A thread has one current context, which most of the driver's functions work
// in.

#include "gpu.h"

#include "gemm_algorithm.h"

#include <map>
#include <mutex>

using namespace tprt;
using namespace tprt::cuda;

// Whether the GPU is lost that calls of this thread go to.
static thread_local gpu_loss *current_loss = nullptr;
// The GPU whose context `enter` has made this thread's. A number, as another
// object may be made at the same address.
static thread_local uint64_t entered_id = 0;

static uint64_t next_id() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

//===-- Properties --------------------------------------------------------===//

tprt_status_t tprt::cuda::count_gpus(const driver &cu, uint32_t *count) {
  int found = 0;
  TPRT_RETURN_IF_ERROR(cu.cuDeviceGetCount(&found));
  if (found <= 0)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "backend \"cuda\" finds no GPU on this machine");
  *count = static_cast<uint32_t>(found);
  return nullptr;
}

tprt_status_t tprt::cuda::read_properties(const driver &cu, uint32_t ordinal,
                                          gpu_properties *out) {
  CUdevice &device = out->device;
  TPRT_RETURN_IF_ERROR(cu.cuDeviceGet(&device, static_cast<int>(ordinal)));
  char name[256] = "";
  TPRT_RETURN_IF_ERROR(cu.cuDeviceGetName(name, sizeof name - 1, device));
  out->name = name;
  int major = 0, minor = 0;
  TPRT_RETURN_IF_ERROR(cu.cuDeviceGetAttribute(
      &major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device));
  TPRT_RETURN_IF_ERROR(cu.cuDeviceGetAttribute(
      &minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device));
  out->generation = major * 10 + minor;
  return cu.cuDeviceGetAttribute(
      &out->max_shared_bytes,
      CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN, device);
}

//===-- Opening -----------------------------------------------------------===//

namespace {
/// What stays of a GPU between uses.
struct slot {
  std::weak_ptr<gpu> card;
  gpu_loss loss;
};
} // namespace

gpu::gpu(const driver &cu, uint32_t ordinal, gpu_loss &loss)
    : cu(cu), ordinal(ordinal), algorithms(new algorithm_cache), id(next_id()),
      loss(loss) {
  loss.code = CUDA_SUCCESS; // the context is new
}

std::string gpu::text() const {
  return "GPU " + std::to_string(ordinal) + " (" + what.name + ")";
}

tprt_status_t gpu::create() {
  TPRT_RETURN_IF_ERROR(read_properties(cu, ordinal, &what));
  return with_prefix(text() + ": ",
                     cu.cuDevicePrimaryCtxRetain(&context, what.device));
}

tprt_status_t gpu::open(uint32_t ordinal, std::shared_ptr<gpu> *out) {
  static std::mutex mutex;
  static auto &slots = *new std::map<uint32_t, slot>; // outlives all threads
  const driver *cu = nullptr;
  TPRT_RETURN_IF_ERROR(open_driver(&cu));
  uint32_t count = 0;
  TPRT_RETURN_IF_ERROR(count_gpus(*cu, &count));
  ordinal %= count;
  std::lock_guard<std::mutex> lock(mutex);
  slot &slot = slots[ordinal];
  if ((*out = slot.card.lock()))
    return nullptr;
  std::shared_ptr<gpu> card(new gpu(*cu, ordinal, slot.loss));
  TPRT_RETURN_IF_ERROR(card->create());
  slot.card = card;
  *out = std::move(card);
  return nullptr;
}

gpu::~gpu() {
  if (!context)
    return;
  {
    visit here(*this);
    reductions.unload(cu);
  }
  // Nobody can be told: the context goes with the process at the latest.
  (void)cu.cuDevicePrimaryCtxRelease.raw(what.device);
}

//===-- The current context -----------------------------------------------===//

tprt_status_t gpu::check_alive() const {
  CUresult code = loss.code;
  if (code == CUDA_SUCCESS)
    return nullptr;
  return guarded([&] {
    return with_prefix(text() + " is lost: ",
                       driver_error(code, loss.function));
  });
}

void gpu::lose_current(CUresult code, const char *function) {
  if (!current_loss || current_loss->code != CUDA_SUCCESS)
    return;
  current_loss->function = function;
  current_loss->code = code;
}

tprt_status_t gpu::enter() {
  TPRT_RETURN_IF_ERROR(check_alive());
  current_loss = &loss;
  if (entered_id == id)
    return nullptr;
  entered_id = 0;
  TPRT_RETURN_IF_ERROR(cu.cuCtxSetCurrent(context));
  entered_id = id;
  return nullptr;
}

bool gpu::is_entered() const { return entered_id == id; }

visit::visit(gpu &card) : card(card), outer(current_loss) {
  failure = card.cu.cuCtxPushCurrent(card.context);
  pushed = !failure;
  current_loss = &card.loss;
}

visit::~visit() {
  tprt_status_free(failure);
  if (pushed) {
    CUcontext ours = nullptr;
    (void)card.cu.cuCtxPopCurrent.raw(&ours);
  }
  current_loss = outer;
}

tprt_status_t visit::entered() {
  tprt_status_t status = failure;
  failure = nullptr;
  return status ? status : card.check_alive();
}
