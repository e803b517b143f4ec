//===- blas.cpp - The CBLAS library, opened when it is needed -------------===//
// Older OpenBLAS knows AVX-512 on one vendor's processors only and takes AVX2
// code on all others, at half the speed.

#include "blas.h"

#include "core/status.h"
#include "features.h"

#include <cstdlib>
#include <dlfcn.h>
#include <mutex>

using namespace tprt;
using namespace tprt::cpu;

namespace {

/// An environment variable that is set for a while, unless the user has set it.
class temporary_variable {
public:
  temporary_variable(const char *name, const char *value)
      : name(value && !std::getenv(name) ? name : nullptr) {
    if (this->name)
      setenv(name, value, 1);
  }
  ~temporary_variable() {
    if (name)
      unsetenv(name);
  }
  temporary_variable(const temporary_variable &) = delete;
  temporary_variable &operator=(const temporary_variable &) = delete;

private:
  const char *name;
};

struct opened {
  blas functions{};
  std::string error;
};

} // namespace

/// OpenBLAS's name for the code that fits, or null where it chooses well.
static const char *core_type() {
  if (processor_has("vendor-intel"))
    return nullptr;
  for (const char *feature :
       {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"})
    if (!processor_has(feature))
      return nullptr;
  return processor_has("avx512bf16") ? "Cooperlake" : "SkylakeX";
}

template <typename Function>
static bool find(void *library, const char *name, Function &function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function;
}

static opened open_once() {
  opened result;
  void *library = nullptr;
  {
    temporary_variable core("OPENBLAS_CORETYPE", core_type());
    // Ranks and their workers call it; threads of its own would stand idle.
    temporary_variable threads("OPENBLAS_NUM_THREADS", "1");
    library = dlopen(TPRT_OPENBLAS, RTLD_NOW | RTLD_LOCAL);
  }
  decltype(&openblas_set_num_threads) set_num_threads = nullptr;
  if (!library || !find(library, "cblas_sgemm", result.functions.sgemm) ||
      !find(library, "cblas_dgemm", result.functions.dgemm) ||
      !find(library, "openblas_set_num_threads", set_num_threads)) {
    const char *why = dlerror();
    result.error = why ? why : TPRT_OPENBLAS " is not as expected";
    return result;
  }
  // The process may have loaded it before us, with threads.
  set_num_threads(1);
  return result;
}

tprt_status_t tprt::cpu::open_blas(blas &out) {
  static const opened library = open_once();
  if (!library.error.empty())
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "matrix products need OpenBLAS: %s",
                              library.error.c_str());
  out = library.functions;
  return nullptr;
}
