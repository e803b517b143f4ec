//===- kernels.cpp - The kernels of a file as a loaded library ------------===//
// The loader knows a library by its path, here /proc/self/fd/N. Were N reused
// while the library is loaded, the next dlopen would return the earlier one; so
// the descriptor stays open for as long.

#include "kernels.h"

#include "core/status.h"

#include <cerrno>
#include <cstring>
#include <dlfcn.h>
#include <memory>
#include <sys/mman.h>
#include <unistd.h>

using namespace tprt;

static std::string path_of(const tprt_module &module) {
  return "/proc/self/fd/" + std::to_string(module.descriptor);
}

static tprt_status_t write_all(int descriptor, const void *data,
                               uint64_t size) {
  const char *next = static_cast<const char *>(data);
  while (size) {
    ssize_t written = write(descriptor, next, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return tprt_status_create(TPRT_OUT_OF_MEMORY,
                                "cannot hold the kernels in memory: %s",
                                strerror(errno));
    next += written;
    size -= static_cast<uint64_t>(written);
  }
  return nullptr;
}

static tprt_status_t open_library(tprt_module &module, const void *code,
                                  uint64_t size) {
  module.descriptor = memfd_create("tprt-kernels", MFD_CLOEXEC);
  if (module.descriptor < 0)
    return tprt_status_create(
        TPRT_OUT_OF_MEMORY, "cannot create a memory file: %s", strerror(errno));
  TPRT_RETURN_IF_ERROR(write_all(module.descriptor, code, size));
  module.library = dlopen(path_of(module).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!module.library)
    return TPRT_BAD("the kernels cannot be loaded: %s", dlerror());
  return nullptr;
}

static tprt_status_t find_kernels(tprt_module &module, uint32_t count,
                                  const char *const *symbols) {
  for (uint32_t i = 0; i < count; ++i) {
    void *address = dlsym(module.library, symbols[i]);
    if (!address)
      return TPRT_BAD("the code section has no kernel \"%s\"", symbols[i]);
    module.kernels.push_back(reinterpret_cast<tprt_kernel_fn>(address));
    std::string info = std::string(symbols[i]) + "_info";
    module.infos.push_back(static_cast<const tprt_kernel_info_t *>(
        dlsym(module.library, info.c_str())));
  }
  return nullptr;
}

static void unload(tprt_module &module) {
  std::string path = path_of(module);
  if (module.library)
    dlclose(module.library);
  // A library may refuse to be unloaded; then its name stays taken.
  void *still_there =
      module.library ? dlopen(path.c_str(), RTLD_LAZY | RTLD_NOLOAD) : nullptr;
  if (still_there)
    dlclose(still_there);
  else if (module.descriptor >= 0)
    close(module.descriptor);
}

static tprt_status_t open_first(tprt_module &module, uint32_t num_images,
                                const tprt_image_t *images) {
  for (uint32_t i = 0; i < num_images; ++i)
    if (images[i].format == TPRT_CODE_ELF)
      return open_library(module, images[i].data, images[i].size);
  return TPRT_BAD("the file has no code for the cpu backend");
}

tprt_status_t tprt::cpu::load_module(uint32_t num_images,
                                     const tprt_image_t *images,
                                     uint32_t num_kernels,
                                     const char *const *symbols,
                                     tprt_module_t **out) {
  return guarded([&] {
    auto module = std::make_unique<tprt_module>();
    tprt_status_t status = nullptr;
    if (num_kernels)
      status = open_first(*module, num_images, images);
    if (!status)
      status = find_kernels(*module, num_kernels, symbols);
    if (status)
      unload(*module);
    else
      *out = module.release();
    return status;
  });
}

void tprt::cpu::free_module(tprt_module_t *module) {
  unload(*module);
  delete module;
}

const tprt_kernel_info_t *tprt::cpu::kernel_info(const tprt_module_t *module,
                                                 uint32_t kernel) {
  return module->infos[kernel];
}
