//===- library.cpp - A vendor's library, opened when it is needed ---------===//
// The names are those that the vendor's packages install for programs, found
// along the loader's ordinary path.

#include "library.h"

#include <dlfcn.h>

using namespace tprt;
using namespace tprt::cuda;

tprt_status_t library::open(std::initializer_list<const char *> names) {
  std::string reason;
  for (const char *candidate : names) {
    if (handle)
      return nullptr;
    handle = dlopen(candidate, RTLD_NOW | RTLD_LOCAL);
    if (handle)
      name = candidate;
    else if (reason.empty())
      reason = dlerror();
  }
  if (handle)
    return nullptr;
  return tprt_status_create(TPRT_UNSUPPORTED,
                            "backend \"cuda\" needs %s (%s): %s",
                            *names.begin(), what, reason.c_str());
}

void *library::find(const char *symbol, const char *older) const {
  void *address = dlsym(handle, symbol);
  return address || !older ? address : dlsym(handle, older);
}

tprt_status_t library::lacks(const char *symbol) const {
  return tprt_status_create(
      TPRT_UNSUPPORTED,
      "backend \"cuda\" needs a newer %s (%s): it has no function %s", name,
      what, symbol);
}
