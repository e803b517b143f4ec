//===- image.h - Loading PTX or a cubin -----------------------------------===//
// The driver compiles PTX when it is loaded and says in a log what it made of
// it.
#ifndef TPRT_BACKEND_CUDA_IMAGE_H
#define TPRT_BACKEND_CUDA_IMAGE_H

#include "driver.h"

namespace tprt::cuda {

/// Loads code into the current context: a cubin, or PTX with a terminating
/// zero. The status has what the driver's compiler says.
tprt_status_t load_image(const driver &cu, const void *image, CUmodule *module);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_IMAGE_H
