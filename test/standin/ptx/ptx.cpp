//===- ptx.cpp - the interface --------------------------------------------===//
// Errors of parsing are exceptions inside and texts outside.
#include "parser.h"

namespace ptx {

module::module() :own(std::make_unique<contents>()) {}
module::~module() = default;

std::unique_ptr<module> module::parse(std::string_view text,
                                      std::string &error) {
  auto made = std::make_unique<module>();
  // What the driver is given may end in zeros.
  made->own->text = text.substr(0, text.find('\0'));
  try {
    parser(*made->own).parse_module();
  } catch (const parse_error &wrong) {
    error = "line " + std::to_string(wrong.line) + " `" +
            made->own->line(wrong.line) + "`: " + wrong.what();
    return nullptr;
  } catch (const std::exception &wrong) {
    // A variable that the host has no memory for.
    error = wrong.what();
    return nullptr;
  }
  return made;
}

const kernel *module::find(std::string_view name) const {
  auto found = own->kernels.find(name);
  return found == own->kernels.end() ? nullptr : found->second.get();
}

void *module::variable(std::string_view name, uint64_t &size) const {
  auto found = own->variables.find(name);
  if (found == own->variables.end() ||
      found->second.space == variable::spaces::shared)
    return nullptr;
  size = found->second.size;
  return reinterpret_cast<void *>(found->second.address);
}

std::string module::contents::line(unsigned number) const {
  std::string_view rest = text;
  for (unsigned at = 1; at < number && !rest.empty(); ++at)
    rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  rest = rest.substr(0, rest.find('\n'));
  size_t first = std::min(rest.find_first_not_of(" \t"), rest.size());
  size_t last = rest.find_last_not_of(" \t\r");
  return std::string(rest.substr(first, last + 1 - first));
}

unsigned num_parameters(const kernel &kernel) {
  return static_cast<unsigned>(kernel.parameters.size());
}
unsigned parameter_size(const kernel &kernel, unsigned index) {
  return kernel.parameters[index].size;
}
uint64_t shared_bytes(const kernel &kernel) { return kernel.shared_bytes; }
unsigned max_threads(const kernel &kernel) { return kernel.max_threads; }

statistics counts(const kernel &kernel) {
  std::lock_guard<std::mutex> lock(kernel.counting);
  return kernel.counted;
}

} // namespace ptx
