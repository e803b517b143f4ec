//===- global_memory.h - which addresses of the host a kernel may touch ---===//
// The launch's `allowed` is asked once for a page and remembered, since kernels
// ask for every access; where a page is not allowed whole it is asked each
// time.
#ifndef TEST_STANDIN_PTX_GLOBAL_MEMORY_H
#define TEST_STANDIN_PTX_GLOBAL_MEMORY_H

#include "module.h"
#include <array>

namespace ptx {

class global_memory {
public:
  /// Before a launch.
  void start(const launch &launch, const module::contents &owner);

  /// Whether all of [address, address + size) may be touched.
  bool may(uint64_t address, uint64_t size, bool write) {
    uint64_t first = address / page, last = (address + size - 1) / page;
    const std::array<uint64_t, pages> &known = allowed[write];
    if (known[first % pages] == first && known[last % pages] == last &&
        last - first <= 1)
      return true;
    return ask(address, size, write);
  }

private:
  static constexpr uint64_t page = 4096;
  static constexpr unsigned pages = 512;
  static constexpr uint64_t no_page = ~uint64_t(0);

  bool ask(uint64_t address, uint64_t size, bool write);
  bool ask_launch(uint64_t address, uint64_t size, bool write) const;

  const launch *current = nullptr;
  const module::contents *contents = nullptr;
  /// Numbers of pages that may be read, and written.
  std::array<uint64_t, pages> allowed[2];
};

} // namespace ptx

#endif // TEST_STANDIN_PTX_GLOBAL_MEMORY_H
