//===- memory.h - Device memory, and what moves it ------------------------===//
// What the table of the backend says of its functions holds.
#ifndef TPRT_BACKEND_CUDA_MEMORY_H
#define TPRT_BACKEND_CUDA_MEMORY_H

#include "tprt/backend.h"

namespace tprt::cuda {

struct gpu_device;

tprt_status_t allocate(gpu_device *device, uint64_t size, void **data);
void release(gpu_device *device, void *data, uint64_t size);
tprt_status_t map_constants(gpu_device *device, const void *host, uint64_t size,
                            void **data);
tprt_status_t copy(gpu_device *device, tprt_stream_t stream, void *to,
                   const void *from, uint64_t size);
tprt_status_t clear(gpu_device *device, tprt_stream_t stream, void *to,
                    uint64_t size);
tprt_status_t upload(gpu_device *device, void *to, const void *from,
                     uint64_t size);
tprt_status_t download(gpu_device *device, void *to, const void *from,
                       uint64_t size);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_MEMORY_H
