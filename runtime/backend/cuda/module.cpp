//===- module.cpp - Loading kernels, all at once --------------------------===//
// The driver would load a kernel when it is first launched, which can wait for
// the device, and for ever when that waits for another rank in a collective. So
// every kernel is touched before the first step.

#include "module.h"

#include "image.h"

using namespace tprt;
using namespace tprt::cuda;

// What a block may have without the kernel being told.
static constexpr uint32_t default_shared_bytes = 48 * 1024;

//===-- Images ------------------------------------------------------------===//

tprt_status_t tprt::cuda::load_module(uint32_t num_images,
                                      const tprt_image_t *images,
                                      uint32_t num_kernels,
                                      const char *const *symbols,
                                      gpu_module **out) {
  return guarded([&] {
    auto module = std::make_unique<gpu_module>();
    for (uint32_t i = 0; i < num_images; ++i)
      if (images[i].format != TPRT_CODE_ELF)
        module->images.push_back(
            {images[i].format,
             std::string(static_cast<const char *>(images[i].data),
                         images[i].size)});
    module->symbols.assign(symbols, symbols + num_kernels);
    if (num_kernels && module->images.empty())
      return TPRT_BAD("the file has kernels but neither PTX nor a cubin");
    *out = module.release();
    return tprt_status_t(nullptr);
  });
}

void tprt::cuda::free_module(gpu_module *module) { delete module; }

loaded_module::~loaded_module() {
  visit here(*card);
  if (module)
    (void)card->cu.cuModuleUnload.raw(module);
}

/// Loads the first image that the card runs.
static tprt_status_t load_first(const gpu_module &source,
                                loaded_module &target) {
  const gpu &card = *target.card;
  std::string reasons;
  for (const gpu_module::image &image : source.images) {
    tprt_status_t status =
        load_image(card.cu, image.bytes.data(), &target.module);
    // Any other failure is not about this image.
    if (!status || tprt_status_code(status) != TPRT_UNSUPPORTED)
      return status;
    reasons += image.format == TPRT_CODE_PTX ? "; PTX: " : "; cubin: ";
    reasons += tprt_status_message(status);
    tprt_status_free(status);
  }
  return tprt_status_create(TPRT_UNSUPPORTED,
                            "the file has no code that %s of generation sm_%d "
                            "runs%s",
                            card.text().c_str(), card.properties().generation,
                            reasons.c_str());
}

//===-- Kernels -----------------------------------------------------------===//

/// Null, without a status, when the kernel says nothing.
static tprt_status_t read_info(const driver &cu, CUmodule module,
                               const std::string &symbol,
                               std::unique_ptr<kernel_info> &out) {
  CUdeviceptr address = 0;
  size_t size = 0;
  CUresult found = cu.cuModuleGetGlobal.raw(&address, &size, module,
                                            (symbol + "_info").c_str());
  if (found == CUDA_ERROR_NOT_FOUND)
    return nullptr;
  TPRT_RETURN_IF_ERROR(cu.cuModuleGetGlobal.status(found));
  if (size % sizeof(uint64_t))
    return TPRT_BAD("\"%s_info\" has %zu bytes, which are no 64-bit integers",
                    symbol.c_str(), size);
  std::vector<uint64_t> words(size / sizeof(uint64_t));
  TPRT_RETURN_IF_ERROR(cu.cuMemcpyDtoH(words.data(), address, size));
  auto info = std::make_unique<kernel_info>();
  TPRT_RETURN_IF_ERROR(parse_kernel_info(symbol.c_str(), words, info.get()));
  out = std::move(info);
  return nullptr;
}

/// Refuses blocks that the card cannot run.
static tprt_status_t check_block(const gpu &card, CUfunction function,
                                 const std::string &symbol,
                                 const kernel_info *info) {
  int most = 0;
  // Also loads the kernel, for drivers without cuFuncLoad.
  TPRT_RETURN_IF_ERROR(card.cu.cuFuncGetAttribute(
      &most, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, function));
  if (info && info->info.threads > static_cast<uint32_t>(most))
    return tprt_status_create(
        TPRT_UNSUPPORTED,
        "kernel \"%s\" has blocks of %u threads; %s runs it with %d at most",
        symbol.c_str(), info->info.threads, card.text().c_str(), most);
  return nullptr;
}

/// Lets the kernel have as much shared memory as it says, or else as much as
/// there is.
static tprt_status_t allow_shared_memory(const gpu &card, CUfunction function,
                                         const std::string &symbol,
                                         const kernel_info *info) {
  int fixed = 0;
  TPRT_RETURN_IF_ERROR(card.cu.cuFuncGetAttribute(
      &fixed, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES, function));
  int left = card.properties().max_shared_bytes - fixed;
  if (info && static_cast<int64_t>(info->info.shared_bytes) > left)
    return tprt_status_create(
        TPRT_UNSUPPORTED,
        "kernel \"%s\" needs %u bytes of shared memory for a block; %s has %d",
        symbol.c_str(), info->info.shared_bytes, card.text().c_str(), left);
  if (info && info->info.shared_bytes <= default_shared_bytes)
    return nullptr;
  return card.cu.cuFuncSetAttribute(
      function, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
      info ? static_cast<int>(info->info.shared_bytes) : left);
}

static tprt_status_t load_kernel(loaded_module &target,
                                 const std::string &symbol,
                                 std::unique_ptr<kernel_info> &info) {
  const driver &cu = target.card->cu;
  CUfunction function = nullptr;
  TPRT_RETURN_IF_ERROR(with_prefix(
      "the code section has no kernel \"" + symbol + "\": ",
      cu.cuModuleGetFunction(&function, target.module, symbol.c_str())));
#if CUDA_VERSION >= 12040
  if (cu.cuFuncLoad)
    TPRT_RETURN_IF_ERROR(cu.cuFuncLoad(function));
#endif
  TPRT_RETURN_IF_ERROR(read_info(cu, target.module, symbol, info));
  TPRT_RETURN_IF_ERROR(check_block(*target.card, function, symbol, info.get()));
  TPRT_RETURN_IF_ERROR(
      allow_shared_memory(*target.card, function, symbol, info.get()));
  target.functions.push_back(function);
  return nullptr;
}

/// In the card's context, under the module's lock.
static tprt_status_t load_on(gpu_module &module,
                             std::unique_ptr<loaded_module> &out,
                             const std::shared_ptr<gpu> &card) {
  auto target = std::make_unique<loaded_module>(card);
  TPRT_RETURN_IF_ERROR(load_first(module, *target));
  std::vector<std::unique_ptr<kernel_info>> infos(module.symbols.size());
  for (size_t i = 0; i < infos.size(); ++i)
    TPRT_RETURN_IF_ERROR(load_kernel(*target, module.symbols[i], infos[i]));
  // Every card has the same code; whoever comes second has nothing to add.
  if (module.infos.empty())
    module.infos = std::move(infos);
  out = std::move(target);
  return nullptr;
}

tprt_status_t tprt::cuda::attach_module(gpu_device *device,
                                        gpu_module *module) {
  if (module->symbols.empty())
    return nullptr;
  return guarded([&] {
    visit here(*device->card);
    TPRT_RETURN_IF_ERROR(here.entered());
    std::lock_guard<std::mutex> lock(module->mutex);
    std::unique_ptr<loaded_module> &loaded =
        module->loaded[device->card->ordinal];
    if (!loaded)
      TPRT_RETURN_IF_ERROR(load_on(*module, loaded, device->card));
    device->attachments.push_back({module, loaded->functions.data()});
    return tprt_status_t(nullptr);
  });
}

const tprt_kernel_info_t *tprt::cuda::info_of(const gpu_module *module,
                                              uint32_t kernel) {
  // Another rank may be loading; what is there then stays.
  std::lock_guard<std::mutex> lock(module->mutex);
  if (kernel >= module->infos.size() || !module->infos[kernel])
    return nullptr;
  return &module->infos[kernel]->info;
}
