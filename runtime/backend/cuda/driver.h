//===- driver.h - The functions of NVIDIA's driver ------------------------===//
// The driver's interface does all that the CUDA runtime's would, and comes with
// the driver itself.
#ifndef TPRT_BACKEND_CUDA_DRIVER_H
#define TPRT_BACKEND_CUDA_DRIVER_H

#include "library.h"

#include <cuda.h>

namespace tprt::cuda {

/// The status of a driver's error: its name, its text, and who returned it.
tprt_status_t driver_error(CUresult code, const char *function);

/// Whether nothing can be done in this process any more with the context that
/// an error came from.
bool is_sticky(CUresult code);

// Names as programs write them; cuda.h maps some to their current versions.
#define TPRT_DRIVER_FUNCTIONS(X)                                               \
  X(cuInit)                                                                    \
  X(cuDriverGetVersion)                                                        \
  X(cuGetErrorName)                                                            \
  X(cuGetErrorString)                                                          \
  X(cuDeviceGetCount)                                                          \
  X(cuDeviceGet)                                                               \
  X(cuDeviceGetName)                                                           \
  X(cuDeviceGetAttribute)                                                      \
  X(cuDevicePrimaryCtxRetain)                                                  \
  X(cuDevicePrimaryCtxRelease)                                                 \
  X(cuCtxSetCurrent)                                                           \
  X(cuCtxPushCurrent)                                                          \
  X(cuCtxPopCurrent)                                                           \
  X(cuCtxGetStreamPriorityRange)                                               \
  X(cuStreamCreateWithPriority)                                                \
  X(cuStreamDestroy)                                                           \
  X(cuStreamQuery)                                                             \
  X(cuStreamSynchronize)                                                       \
  X(cuStreamWaitEvent)                                                         \
  X(cuStreamBeginCapture)                                                      \
  X(cuStreamEndCapture)                                                        \
  X(cuGraphInstantiateWithFlags)                                               \
  X(cuGraphLaunch)                                                             \
  X(cuGraphDestroy)                                                            \
  X(cuGraphExecDestroy)                                                        \
  X(cuEventCreate)                                                             \
  X(cuEventDestroy)                                                            \
  X(cuEventRecord)                                                             \
  X(cuEventRecordWithFlags)                                                    \
  X(cuMemAlloc)                                                                \
  X(cuMemFree)                                                                 \
  X(cuMemGetInfo)                                                              \
  X(cuMemcpyHtoDAsync)                                                         \
  X(cuMemcpyDtoHAsync)                                                         \
  X(cuMemcpyDtoDAsync)                                                         \
  X(cuMemcpyDtoH)                                                              \
  X(cuMemsetD8Async)                                                           \
  X(cuModuleLoadDataEx)                                                        \
  X(cuModuleUnload)                                                            \
  X(cuModuleGetFunction)                                                       \
  X(cuModuleGetGlobal)                                                         \
  X(cuFuncGetAttribute)                                                        \
  X(cuFuncSetAttribute)                                                        \
  X(cuLaunchKernel)

/// The driver of this process. Entries have the functions' names.
struct driver {
#define TPRT_DECLARE(name) entry<driver_error, decltype(::name)> name;
  TPRT_DRIVER_FUNCTIONS(TPRT_DECLARE)
  // Under one of two names, of one meaning: the newer is younger than the
  // oldest driver that will do.
  TPRT_DECLARE(cuEventElapsedTime)
#if CUDA_VERSION >= 12040
  TPRT_DECLARE(cuFuncLoad) // may be absent
#endif
#undef TPRT_DECLARE
};

/// Opens the driver, checks its version and initialises it, once.
/// TPRT_UNSUPPORTED with what is missing.
tprt_status_t open_driver(const driver **out);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_DRIVER_H
