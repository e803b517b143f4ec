//===- kernels.h - The kernels of a file as a loaded library --------------===//
// A file's code section is a shared object; it is loaded without touching the
// disk.
#ifndef TPRT_BACKEND_CPU_KERNELS_H
#define TPRT_BACKEND_CPU_KERNELS_H

#include "tprt/backend.h"
#include "tprt/kernel.h"

#include <vector>

struct tprt_module {
  int descriptor = -1;     // of the memory file, open while it is loaded
  void *library = nullptr; // of dlopen
  std::vector<tprt_kernel_fn> kernels;
  std::vector<const tprt_kernel_info_t *> infos; // null: it has none
};

namespace tprt::cpu {

tprt_status_t load_module(uint32_t num_images, const tprt_image_t *images,
                          uint32_t num_kernels, const char *const *symbols,
                          tprt_module_t **module);
void free_module(tprt_module_t *module);
const tprt_kernel_info_t *kernel_info(const tprt_module_t *module,
                                      uint32_t kernel);

} // namespace tprt::cpu

#endif // TPRT_BACKEND_CPU_KERNELS_H
