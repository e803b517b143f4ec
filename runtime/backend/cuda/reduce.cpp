//===- reduce.cpp - Combining buffers of ranks ----------------------------===//
// One launch for any alignment and any count: whole groups of elements first,
// then single ones.

#include "reduce.h"

#include "device.h"
#include "image.h"
#include "reduce_ptx.h"

using namespace tprt;
using namespace tprt::cuda;

//===-- Preparing ---------------------------------------------------------===//

/// In the card's context.
static tprt_status_t load(const driver &cu, const std::string &ptx,
                          CUmodule *module, CUfunction *function) {
  TPRT_RETURN_IF_ERROR(load_image(cu, ptx.c_str(), module));
  tprt_status_t status = cu.cuModuleGetFunction(function, *module, "reduce");
#if CUDA_VERSION >= 12040
  if (!status && cu.cuFuncLoad)
    status = cu.cuFuncLoad(*function);
#endif
  int ignored = 0;
  if (!status) // loads the kernel too
    status = cu.cuFuncGetAttribute(
        &ignored, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, *function);
  if (status)
    (void)cu.cuModuleUnload.raw(*module);
  return status;
}

tprt_status_t reduction_kernels::find(const driver &cu,
                                      tprt_reduction_t reduction,
                                      tprt_dtype_t dtype, uint32_t num_sources,
                                      CUfunction *out) {
  std::lock_guard<std::mutex> lock(mutex);
  auto key = std::make_tuple(reduction, dtype, num_sources);
  auto found = kernels.find(key);
  if (found != kernels.end()) {
    *out = found->second.function;
    return nullptr;
  }
  loaded kernel = {};
  TPRT_RETURN_IF_ERROR(load(cu, reduction_ptx(reduction, dtype, num_sources),
                            &kernel.module, &kernel.function));
  kernels.emplace(key, kernel);
  *out = kernel.function;
  return nullptr;
}

void reduction_kernels::unload(const driver &cu) {
  std::lock_guard<std::mutex> lock(mutex);
  for (auto &[key, kernel] : kernels)
    (void)cu.cuModuleUnload.raw(kernel.module);
  kernels.clear();
}

static const prepared_reduction *find(const gpu_device &device,
                                      tprt_reduction_t reduction,
                                      tprt_dtype_t dtype,
                                      uint32_t num_sources) {
  for (const prepared_reduction &known : device.reductions)
    if (known.reduction == reduction && known.dtype == dtype &&
        known.num_sources == num_sources)
      return &known;
  return nullptr;
}

tprt_status_t tprt::cuda::prepare_reduction(gpu_device *device,
                                            tprt_reduction_t reduction,
                                            tprt_dtype_t dtype,
                                            uint32_t num_sources) {
  if (find(*device, reduction, dtype, num_sources))
    return nullptr;
  if (num_sources == 0 || num_sources > max_sources)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "a reduction of %u buffers; the cuda backend "
                              "combines 1 to %u",
                              num_sources, max_sources);
  return guarded([&] {
    visit here(*device->card);
    TPRT_RETURN_IF_ERROR(here.entered());
    CUfunction function = nullptr;
    TPRT_RETURN_IF_ERROR(with_prefix(
        "the kernel that reduces " + counted(num_sources, "buffer") + " of " +
            tprt_dtype_name(dtype) + ": ",
        device->card->reductions.find(device->cu(), reduction, dtype,
                                      num_sources, &function)));
    device->reductions.push_back({reduction, dtype, num_sources, function});
    return tprt_status_t(nullptr);
  });
}

//===-- Running -----------------------------------------------------------===//

static bool all_aligned(const tprt_reduce_t &reduce, uint64_t bytes) {
  uint64_t bits = reinterpret_cast<uintptr_t>(reduce.to);
  for (uint32_t i = 0; i < reduce.num_sources; ++i)
    bits |= reinterpret_cast<uintptr_t>(reduce.sources[i]);
  return bits % bytes == 0;
}

tprt_status_t tprt::cuda::run_reduction(gpu_device *device,
                                        tprt_stream_t stream,
                                        const tprt_reduce_t *reduce) {
  if (!reduce->count)
    return nullptr;
  const prepared_reduction *kernel =
      find(*device, reduce->reduction, reduce->dtype, reduce->num_sources);
  if (!kernel)
    return TPRT_MISUSE("a reduction of %u buffers of %s was not prepared",
                       reduce->num_sources, tprt_dtype_name(reduce->dtype));
  uint64_t width = reduction_width(reduce->dtype), count = reduce->count;
  bool aligned = all_aligned(*reduce, width * tprt_dtype_size(reduce->dtype));
  uint64_t groups = aligned ? count / width : 0;
  uint64_t threads = groups + (count - groups * width);
  uint64_t blocks = (threads + reduction_threads - 1) / reduction_threads;
  if (blocks > INT32_MAX)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "a reduction of %llu elements at addresses that "
                              "are not aligned",
                              static_cast<unsigned long long>(count));
  // The driver takes pointers to non-const but only reads.
  void *parameters[max_sources + 3];
  void **next = parameters;
  for (uint32_t i = 0; i < reduce->num_sources; ++i)
    *next++ = const_cast<const void **>(&reduce->sources[i]);
  *next++ = const_cast<void **>(&reduce->to);
  *next++ = &count;
  *next++ = &groups;
  return issue(device, [&](const driver &cu) {
    return cu.cuLaunchKernel(kernel->function, static_cast<unsigned>(blocks), 1,
                             1, reduction_threads, 1, 1, 0,
                             device->streams[stream], parameters,
                             /*extra=*/nullptr);
  });
}
