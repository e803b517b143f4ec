//===- driver.cpp - Opening NVIDIA's driver, and its errors ---------------===//
// The one place where codes of the driver become statuses.

#include "driver.h"

#include "gpu.h"

#include <mutex>

using namespace tprt;
using namespace tprt::cuda;

// The oldest version of the driver's interface that has all the functions.
static constexpr int min_version = 12000;

static driver table;

//===-- Errors ------------------------------------------------------------===//

bool tprt::cuda::is_sticky(CUresult code) {
  switch (code) {
  case CUDA_ERROR_ECC_UNCORRECTABLE:
  case CUDA_ERROR_NVLINK_UNCORRECTABLE:
  case CUDA_ERROR_ILLEGAL_ADDRESS:
  case CUDA_ERROR_LAUNCH_TIMEOUT:
  case CUDA_ERROR_CONTEXT_IS_DESTROYED:
  case CUDA_ERROR_ASSERT:
  case CUDA_ERROR_HARDWARE_STACK_ERROR:
  case CUDA_ERROR_ILLEGAL_INSTRUCTION:
  case CUDA_ERROR_MISALIGNED_ADDRESS:
  case CUDA_ERROR_INVALID_ADDRESS_SPACE:
  case CUDA_ERROR_INVALID_PC:
  case CUDA_ERROR_LAUNCH_FAILED:
    return true;
  default:
    return false;
  }
}

static tprt_code_t code_of(CUresult code) {
  switch (code) {
  case CUDA_ERROR_OUT_OF_MEMORY:
    return TPRT_OUT_OF_MEMORY;
  case CUDA_ERROR_INVALID_IMAGE:
  case CUDA_ERROR_NOT_FOUND: // in an image
    return TPRT_BAD_INPUT;
  case CUDA_ERROR_NO_DEVICE:
  case CUDA_ERROR_STUB_LIBRARY:
  case CUDA_ERROR_DEVICE_UNAVAILABLE:
  case CUDA_ERROR_NO_BINARY_FOR_GPU:
  case CUDA_ERROR_INVALID_PTX: // also PTX for newer GPUs
  case CUDA_ERROR_UNSUPPORTED_PTX_VERSION:
  case CUDA_ERROR_JIT_COMPILER_NOT_FOUND:
  case CUDA_ERROR_NOT_SUPPORTED:
  case CUDA_ERROR_SYSTEM_DRIVER_MISMATCH:
  case CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE:
    return TPRT_UNSUPPORTED;
  default:
    return TPRT_RANK_FAILED;
  }
}

tprt_status_t tprt::cuda::driver_error(CUresult code, const char *function) {
  if (is_sticky(code))
    gpu::lose_current(code, function);
  const char *name = nullptr, *text = nullptr;
  if (table.cuGetErrorName.raw(code, &name) != CUDA_SUCCESS || !name)
    return tprt_status_create(code_of(code), "%s failed with error %d",
                              function, static_cast<int>(code));
  if (table.cuGetErrorString.raw(code, &text) != CUDA_SUCCESS || !text)
    text = "no description";
  return tprt_status_create(code_of(code), "%s failed with %s (%s)", function,
                            name, text);
}

//===-- Opening -----------------------------------------------------------===//

static tprt_status_t bind_all(const library &opened) {
#define TPRT_BIND(name)                                                        \
  if (void *address = opened.find(TPRT_SYMBOL(name)))                          \
    table.name.bind(address, TPRT_SYMBOL(name));                               \
  else                                                                         \
    return opened.lacks(TPRT_SYMBOL(name));
  TPRT_DRIVER_FUNCTIONS(TPRT_BIND)
#undef TPRT_BIND
  void *elapsed =
      opened.find(TPRT_SYMBOL(cuEventElapsedTime), "cuEventElapsedTime");
  if (!elapsed)
    return opened.lacks("cuEventElapsedTime");
  table.cuEventElapsedTime.bind(elapsed, TPRT_SYMBOL(cuEventElapsedTime));
#if CUDA_VERSION >= 12040
  table.cuFuncLoad.bind(opened.find("cuFuncLoad"), "cuFuncLoad");
#endif
  return nullptr;
}

static tprt_status_t check_version() {
  int version = 0;
  TPRT_RETURN_IF_ERROR(table.cuDriverGetVersion(&version));
  if (version >= min_version)
    return nullptr;
  return tprt_status_create(TPRT_UNSUPPORTED,
                            "backend \"cuda\" needs a driver for CUDA %d.%d "
                            "or newer; this one is for CUDA %d.%d",
                            min_version / 1000, min_version % 1000 / 10,
                            version / 1000, version % 1000 / 10);
}

tprt_status_t tprt::cuda::open_driver(const driver **out) {
  static std::mutex mutex;
  static library opened("NVIDIA's driver");
  static bool ready = false;
  std::lock_guard<std::mutex> lock(mutex);
  if (!ready) {
    TPRT_RETURN_IF_ERROR(opened.open({"libcuda.so.1"}));
    TPRT_RETURN_IF_ERROR(bind_all(opened));
    TPRT_RETURN_IF_ERROR(
        with_prefix("backend \"cuda\" cannot use the GPUs: ", table.cuInit(0)));
    TPRT_RETURN_IF_ERROR(check_version());
    ready = true;
  }
  *out = &table;
  return nullptr;
}
