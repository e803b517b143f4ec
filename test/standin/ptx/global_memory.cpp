//===- global_memory.cpp - which addresses of the host may be touched -----===//
// The module's own variables may always be read, and written unless constant;
// of all else the launch says.
#include "global_memory.h"

namespace ptx {

void global_memory::start(const launch &launch, const module::contents &owner) {
  current = &launch;
  contents = &owner;
  for (std::array<uint64_t, pages> &known : allowed)
    known.fill(no_page);
}

bool global_memory::ask_launch(uint64_t address, uint64_t size,
                               bool write) const {
  if (address >= shared_window || address + size < address)
    return false;
  bool near_variables =
      address < contents->last && address + size > contents->first;
  for (const auto &[name, variable] : contents->variables) {
    if (!near_variables)
      break;
    if (address >= variable.address &&
        address + size <= variable.address + variable.size)
      return !write || variable.space == variable::spaces::global;
  }
  return !current->allowed || current->allowed(address, size, write);
}

bool global_memory::ask(uint64_t address, uint64_t size, bool write) {
  uint64_t first = address / page, last = (address + size - 1) / page;
  if (last < first)
    return false;
  if (last - first > 64)
    return ask_launch(address, size, write);
  bool whole = true;
  for (uint64_t number = first; number <= last; ++number) {
    uint64_t &known = allowed[write][number % pages];
    if (known == number)
      continue;
    if (ask_launch(number * page, page, write))
      known = number;
    else
      whole = false;
  }
  return whole || ask_launch(address, size, write);
}

} // namespace ptx
