//===- driver.cpp - Devices, contexts, errors' names ----------------------===//
// The part of the driver that says what there is.

#include "engine.h"
#include "memory.h"
#include "module.h"

#include <cstring>
#include <dlfcn.h>

using namespace standin;

//===-- Versions and devices ----------------------------------------------===//

CUresult CUDAAPI cuInit(unsigned flags) {
  call made("cuInit");
  made.arguments(format("flags=%u", flags));
  if (auto why = refused(made, needs_nothing, CUDA_ERROR_NO_DEVICE))
    return made.end(*why);
  if (flags)
    return made.end(CUDA_ERROR_INVALID_VALUE);
  if (!options().devices)
    return made.end(CUDA_ERROR_NO_DEVICE);
  driver().initialized = true;
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuDriverGetVersion(int *version) {
  call made("cuDriverGetVersion");
  if (auto why = refused(made, needs_nothing))
    return made.end(*why);
  if (!version)
    return made.end(CUDA_ERROR_INVALID_VALUE);
  *version = options().driver;
  return made.end(CUDA_SUCCESS);
}

static bool is_device(CUdevice device) {
  return device >= 0 && uint32_t(device) < options().devices;
}

CUresult CUDAAPI cuDeviceGetCount(int *count) {
  call made("cuDeviceGetCount");
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  *count = int(options().devices);
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuDeviceGet(CUdevice *device, int ordinal) {
  call made("cuDeviceGet");
  made.arguments(format("ordinal=%d", ordinal));
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  if (!is_device(ordinal))
    return made.end(CUDA_ERROR_INVALID_DEVICE);
  *device = ordinal;
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuDeviceGetName(char *name, int size, CUdevice device) {
  call made("cuDeviceGetName");
  made.arguments(format("device=%d", device));
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  if (!is_device(device))
    return made.end(CUDA_ERROR_INVALID_DEVICE);
  std::snprintf(name, size_t(size), "stand-in sm_%u", options().sm);
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuDeviceGetUuid_v2(CUuuid *uuid, CUdevice device) {
  call made("cuDeviceGetUuid_v2");
  made.arguments(format("device=%d", device));
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  if (!is_device(device))
    return made.end(CUDA_ERROR_INVALID_DEVICE);
  std::memset(uuid->bytes, 0, sizeof uuid->bytes);
  std::memcpy(uuid->bytes, &device, sizeof device);
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuDeviceGetPCIBusId(char *text, int size, CUdevice device) {
  call made("cuDeviceGetPCIBusId");
  made.arguments(format("device=%d", device));
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  if (!is_device(device))
    return made.end(CUDA_ERROR_INVALID_DEVICE);
  std::snprintf(text, size_t(size), "0000:%02X:00.0", device + 1);
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuDeviceTotalMem_v2(size_t *bytes, CUdevice device) {
  call made("cuDeviceTotalMem_v2");
  made.arguments(format("device=%d", device));
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  if (!is_device(device))
    return made.end(CUDA_ERROR_INVALID_DEVICE);
  *bytes = options().memory;
  return made.end(CUDA_SUCCESS);
}

int standin::device_attribute(CUdevice_attribute attribute) {
  uint32_t sm = options().sm;
  switch (attribute) {
  case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR:
    return int(sm / 10);
  case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR:
    return int(sm % 10);
  case CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT:
    return sm >= 100 ? 148 : sm >= 90 ? 132 : 108;
  case CU_DEVICE_ATTRIBUTE_WARP_SIZE:
    return 32;
  case CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK:
  case CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_X:
  case CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Y:
    return 1024;
  case CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Z:
    return 64;
  case CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X:
    return 0x7fffffff;
  case CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Y:
  case CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Z:
    return 65535;
  case CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR:
    return 2048;
  case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK:
    return 48 << 10;
  case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN:
    return sm >= 90 ? 227 << 10 : sm == 80 || sm == 87 ? 163 << 10 : 99 << 10;
  case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR:
    return sm >= 90 ? 228 << 10 : sm == 80 || sm == 87 ? 164 << 10 : 100 << 10;
  case CU_DEVICE_ATTRIBUTE_RESERVED_SHARED_MEMORY_PER_BLOCK:
    return 1 << 10;
  case CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_BLOCK:
    return 65536;
  case CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE:
    return 50 << 20;
  case CU_DEVICE_ATTRIBUTE_CLOCK_RATE:
    return 1'980'000;
  case CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE:
    return 2'619'000;
  case CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH:
    return 5120;
  case CU_DEVICE_ATTRIBUTE_UNIFIED_ADDRESSING:
  case CU_DEVICE_ATTRIBUTE_CAN_MAP_HOST_MEMORY:
  case CU_DEVICE_ATTRIBUTE_CONCURRENT_KERNELS:
  case CU_DEVICE_ATTRIBUTE_STREAM_PRIORITIES_SUPPORTED:
    return 1;
  default:
    return 0;
  }
}

CUresult CUDAAPI cuDeviceGetAttribute(int *value, CUdevice_attribute attribute,
                                      CUdevice device) {
  call made("cuDeviceGetAttribute");
  made.arguments(format("attribute=%d, device=%d", int(attribute), device));
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  if (!is_device(device))
    return made.end(CUDA_ERROR_INVALID_DEVICE);
  *value = device_attribute(attribute);
  return made.end(CUDA_SUCCESS);
}

//===-- Contexts ----------------------------------------------------------===//

static CUcontext new_context(CUdevice device) {
  CUcontext context = driver().contexts.add(std::make_unique<CUctx_st>());
  context->device = device;
  context->null_stream = driver().streams.add(std::make_unique<CUstream_st>());
  context->null_stream->context = context;
  return context;
}

/// Everything that was not given back goes with the context.
static void end_context(CUcontext context) {
  driver_state &state = driver();
  for (CUstream stream : state.streams.handles())
    if (stream->context == context) {
      if (stream != context->null_stream && !stream->destroyed)
        ++state.lost["stream"];
      stream->queue.clear();
      state.streams.retire(stream);
    }
  for (CUevent event : state.events.handles())
    if (event->context == context) {
      ++state.lost["event"];
      state.events.retire(event);
    }
  lose_modules(context);
  lose_memory(context);
  state.contexts.retire(context);
}

CUresult CUDAAPI cuDevicePrimaryCtxRetain(CUcontext *out, CUdevice device) {
  call made("cuDevicePrimaryCtxRetain");
  made.arguments(format("device=%d", device));
  if (auto why = refused(made, needs_init, CUDA_ERROR_OUT_OF_MEMORY))
    return made.end(*why);
  if (!is_device(device))
    return made.end(CUDA_ERROR_INVALID_DEVICE);
  std::vector<CUcontext> &primary = driver().primary;
  primary.resize(std::max<size_t>(primary.size(), options().devices));
  CUcontext &context = primary[size_t(device)];
  if (!context)
    context = new_context(device);
  ++context->retained;
  *out = context;
  made.made(name_of('c', context));
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  call made("cuDevicePrimaryCtxRelease_v2");
  made.arguments(format("device=%d", device));
  auto why = refused(made, needs_init);
  std::vector<CUcontext> &primary = driver().primary;
  if (!is_device(device) || size_t(device) >= primary.size() ||
      !primary[size_t(device)])
    return made.end(why.value_or(CUDA_ERROR_INVALID_CONTEXT));
  CUcontext &context = primary[size_t(device)];
  if (!--context->retained) {
    run_all_ready();
    end_context(context);
    context = nullptr;
  }
  return made.end(why.value_or(CUDA_SUCCESS));
}

CUresult CUDAAPI cuCtxSetCurrent(CUcontext context) {
  call made("cuCtxSetCurrent");
  made.arguments(name_of('c', context));
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  if (context && !driver().contexts.alive(context))
    return made.end(CUDA_ERROR_INVALID_CONTEXT);
  if (!context_stack().empty())
    context_stack().pop_back();
  context_stack().push_back(context);
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuCtxPushCurrent_v2(CUcontext context) {
  call made("cuCtxPushCurrent_v2");
  made.arguments(name_of('c', context));
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  if (!driver().contexts.alive(context))
    return made.end(CUDA_ERROR_INVALID_CONTEXT);
  context_stack().push_back(context);
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuCtxPopCurrent_v2(CUcontext *context) {
  call made("cuCtxPopCurrent_v2");
  auto why = refused(made, needs_init);
  if (context_stack().empty())
    return made.end(why.value_or(CUDA_ERROR_INVALID_CONTEXT));
  if (context)
    *context = context_stack().back();
  context_stack().pop_back();
  return made.end(why.value_or(CUDA_SUCCESS));
}

CUresult CUDAAPI cuCtxGetCurrent(CUcontext *context) {
  call made("cuCtxGetCurrent");
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  *context = current_context();
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuCtxGetDevice(CUdevice *device) {
  call made("cuCtxGetDevice");
  if (auto why = refused(made, needs_init))
    return made.end(*why);
  CUcontext context = current_context();
  if (!context)
    return made.end(CUDA_ERROR_INVALID_CONTEXT);
  *device = context->device;
  return made.end(CUDA_SUCCESS);
}

static bool context_idle(CUcontext context) {
  for (CUstream stream : driver().streams.handles())
    if (stream->context == context && !is_idle(stream))
      return false;
  return true;
}

CUresult CUDAAPI cuCtxSynchronize(void) {
  call made("cuCtxSynchronize");
  if (auto why = refused(made, needs_context | unsafe_in_capture,
                         CUDA_ERROR_ILLEGAL_ADDRESS))
    return made.end(*why);
  CUcontext context = current_context();
  return made.end(
      run_until(made, [=] { return context_idle(context); }, context));
}

static constexpr int lowest_priority = 0, highest_priority = -5;

CUresult CUDAAPI cuCtxGetStreamPriorityRange(int *lowest, int *highest) {
  call made("cuCtxGetStreamPriorityRange");
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  if (lowest)
    *lowest = lowest_priority;
  if (highest)
    *highest = highest_priority;
  return made.end(CUDA_SUCCESS);
}

//===-- Errors ------------------------------------------------------------===//

namespace {
struct error_text {
  CUresult code;
  const char *name, *text;
};
} // namespace

#define ERROR_TEXT(code, text) {code, #code, text}
static const error_text error_texts[] = {
    ERROR_TEXT(CUDA_SUCCESS, "no error"),
    ERROR_TEXT(CUDA_ERROR_INVALID_VALUE, "invalid argument"),
    ERROR_TEXT(CUDA_ERROR_OUT_OF_MEMORY, "out of memory"),
    ERROR_TEXT(CUDA_ERROR_NOT_INITIALIZED, "initialization error"),
    ERROR_TEXT(CUDA_ERROR_DEINITIALIZED, "driver shutting down"),
    ERROR_TEXT(CUDA_ERROR_NO_DEVICE, "no CUDA-capable device is detected"),
    ERROR_TEXT(CUDA_ERROR_INVALID_DEVICE, "invalid device ordinal"),
    ERROR_TEXT(CUDA_ERROR_INVALID_IMAGE, "device kernel image is invalid"),
    ERROR_TEXT(CUDA_ERROR_INVALID_CONTEXT, "invalid device context"),
    ERROR_TEXT(CUDA_ERROR_NO_BINARY_FOR_GPU,
               "no kernel image is available for execution on the device"),
    ERROR_TEXT(CUDA_ERROR_ECC_UNCORRECTABLE,
               "uncorrectable ECC error encountered"),
    ERROR_TEXT(CUDA_ERROR_INVALID_PTX, "a PTX JIT compilation failed"),
    ERROR_TEXT(CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
               "the provided PTX was compiled with an unsupported toolchain"),
    ERROR_TEXT(CUDA_ERROR_OPERATING_SYSTEM,
               "OS call failed or operation not supported on this OS"),
    ERROR_TEXT(CUDA_ERROR_INVALID_HANDLE, "invalid resource handle"),
    ERROR_TEXT(CUDA_ERROR_ILLEGAL_STATE,
               "the operation cannot be performed in the present state"),
    ERROR_TEXT(CUDA_ERROR_NOT_FOUND, "named symbol not found"),
    ERROR_TEXT(CUDA_ERROR_NOT_READY, "device not ready"),
    ERROR_TEXT(CUDA_ERROR_ILLEGAL_ADDRESS,
               "an illegal memory access was encountered"),
    ERROR_TEXT(CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES,
               "too many resources requested for launch"),
    ERROR_TEXT(CUDA_ERROR_LAUNCH_TIMEOUT,
               "the launch timed out and was terminated"),
    ERROR_TEXT(CUDA_ERROR_CONTEXT_IS_DESTROYED, "context is destroyed"),
    ERROR_TEXT(CUDA_ERROR_ASSERT, "device-side assert triggered"),
    ERROR_TEXT(CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED,
               "part or all of the requested memory range is already mapped"),
    ERROR_TEXT(CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED,
               "pointer does not correspond to a registered memory region"),
    ERROR_TEXT(CUDA_ERROR_HARDWARE_STACK_ERROR, "hardware stack error"),
    ERROR_TEXT(CUDA_ERROR_ILLEGAL_INSTRUCTION,
               "an illegal instruction was encountered"),
    ERROR_TEXT(CUDA_ERROR_MISALIGNED_ADDRESS, "misaligned address"),
    ERROR_TEXT(CUDA_ERROR_LAUNCH_FAILED, "unspecified launch failure"),
    ERROR_TEXT(CUDA_ERROR_NOT_PERMITTED, "operation not permitted"),
    ERROR_TEXT(CUDA_ERROR_NOT_SUPPORTED, "operation not supported"),
    ERROR_TEXT(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED,
               "operation not permitted when stream is capturing"),
    ERROR_TEXT(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED,
               "operation failed due to a previous error during capture"),
    ERROR_TEXT(CUDA_ERROR_STREAM_CAPTURE_MERGE,
               "operation would result in a merge of separate capture "
               "sequences"),
    ERROR_TEXT(CUDA_ERROR_STREAM_CAPTURE_UNMATCHED,
               "capture was not ended in the same stream as it began"),
    ERROR_TEXT(CUDA_ERROR_STREAM_CAPTURE_UNJOINED,
               "capturing stream has unjoined work"),
    ERROR_TEXT(CUDA_ERROR_STREAM_CAPTURE_ISOLATION,
               "dependency created on uncaptured work in another stream"),
    ERROR_TEXT(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT,
               "operation would make the legacy stream depend on a capturing "
               "blocking stream"),
    ERROR_TEXT(CUDA_ERROR_CAPTURED_EVENT,
               "operation not permitted on an event last recorded in a "
               "capturing stream"),
    ERROR_TEXT(CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD,
               "attempt to terminate a thread-local capture sequence from "
               "another thread"),
    ERROR_TEXT(CUDA_ERROR_UNKNOWN, "unknown error"),
};
#undef ERROR_TEXT

static const error_text *find_error(CUresult code) {
  for (const error_text &one : error_texts)
    if (one.code == code)
      return &one;
  return nullptr;
}

CUresult CUDAAPI cuGetErrorName(CUresult error, const char **name) {
  const error_text *found = find_error(error);
  *name = found ? found->name : nullptr;
  return found ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult CUDAAPI cuGetErrorString(CUresult error, const char **text) {
  const error_text *found = find_error(error);
  *text = found ? found->text : nullptr;
  return found ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

//===-- Entry points by name ----------------------------------------------===//

/// The newest form of a function that this library has.
static void *find_function(const std::string &name) {
  for (const char *version : {"_v3", "_v2", ""})
    if (void *found = dlsym(RTLD_DEFAULT, (name + version).c_str()))
      return found;
  return nullptr;
}

CUresult CUDAAPI cuGetProcAddress_v2(const char *symbol, void **function,
                                     int version, cuuint64_t flags,
                                     CUdriverProcAddressQueryResult *status) {
  call made("cuGetProcAddress_v2");
  made.arguments(format("%s, version=%d, flags=%llu", symbol, version,
                        (unsigned long long)flags));
  if (auto why = refused(made, needs_nothing, CUDA_ERROR_NOT_FOUND))
    return made.end(*why);
  *function = find_function(symbol);
  if (status)
    *status = *function ? CU_GET_PROC_ADDRESS_SUCCESS
                        : CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND;
  return made.end(*function ? CUDA_SUCCESS : CUDA_ERROR_NOT_FOUND);
}
