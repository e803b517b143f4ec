//===- module.h - The kernels of a file -----------------------------------===//
// Loaded once for each card, whatever the number of ranks on it.
#ifndef TPRT_BACKEND_CUDA_MODULE_H
#define TPRT_BACKEND_CUDA_MODULE_H

#include "device.h"
#include "kernel_info.h"

namespace tprt::cuda {

/// A module as one card has it.
struct loaded_module {
  explicit loaded_module(std::shared_ptr<gpu> card) : card(std::move(card)) {}
  ~loaded_module();

  std::shared_ptr<gpu> card; // outlives its modules
  CUmodule module = nullptr;
  std::vector<CUfunction> functions;
};

struct gpu_module {
  struct image {
    tprt_code_format_t format;
    std::string bytes; // with a zero behind them, which PTX needs
  };
  std::vector<image> images;
  std::vector<std::string> symbols;

  mutable std::mutex mutex; // of what follows
  std::map<uint32_t, std::unique_ptr<loaded_module>> loaded;
  // Of all kernels once a card has loaded them; null where there is none.
  std::vector<std::unique_ptr<kernel_info>> infos;
};

tprt_status_t load_module(uint32_t num_images, const tprt_image_t *images,
                          uint32_t num_kernels, const char *const *symbols,
                          gpu_module **module);
void free_module(gpu_module *module);
tprt_status_t attach_module(gpu_device *device, gpu_module *module);
const tprt_kernel_info_t *info_of(const gpu_module *module, uint32_t kernel);
tprt_status_t launch_kernel(gpu_device *device, gpu_module *module,
                            const tprt_launch_t *launch);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_MODULE_H
