//===- launch.cpp - Running a kernel --------------------------------------===//
// A kernel's parameters are given by their addresses; these are where the
// executor keeps operands and coordinates, so that nothing is copied.

#include "module.h"

using namespace tprt;
using namespace tprt::cuda;

// A kernel's parameters take 32764 bytes at most, at 8 bytes each.
static constexpr uint64_t max_parameters = 4095;

static tprt_status_t check(const tprt_launch_t &launch, uint64_t parameters) {
  if (parameters > max_parameters)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "a kernel of %llu operands and coordinates; a "
                              "GPU takes %llu",
                              static_cast<unsigned long long>(parameters),
                              static_cast<unsigned long long>(max_parameters));
  if (launch.tiles > INT32_MAX)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "a kernel of %lld tiles; a GPU runs %d at most",
                              static_cast<long long>(launch.tiles), INT32_MAX);
  return nullptr;
}

static CUfunction find(const gpu_device &device, const gpu_module *module,
                       uint32_t kernel) {
  for (const attachment &attached : device.attachments)
    if (attached.module == module)
      return attached.functions[kernel];
  return nullptr;
}

tprt_status_t tprt::cuda::launch_kernel(gpu_device *device, gpu_module *module,
                                        const tprt_launch_t *launch) {
  if (launch->tiles <= 0)
    return nullptr;
  uint64_t count = uint64_t(launch->num_operands) + launch->num_coordinates;
  TPRT_RETURN_IF_ERROR(check(*launch, count));
  CUfunction function = find(*device, module, launch->kernel);
  if (!function)
    return TPRT_MISUSE("the module is not attached to rank %u's device",
                       device->rank);
  // The driver takes pointers to non-const but only reads.
  void *parameters[max_parameters];
  void **next = parameters;
  for (uint32_t i = 0; i < launch->num_operands; ++i)
    *next++ = const_cast<void **>(&launch->operands[i]);
  for (uint32_t i = 0; i < launch->num_coordinates; ++i)
    *next++ = const_cast<int64_t *>(&launch->coordinates[i]);
  return issue(device, [&](const driver &cu) {
    return cu.cuLaunchKernel(function, static_cast<unsigned>(launch->tiles), 1,
                             1, launch->threads, 1, 1, launch->shared_bytes,
                             device->streams[TPRT_COMPUTE], parameters,
                             /*extra=*/nullptr);
  });
}
