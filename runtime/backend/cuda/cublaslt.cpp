//===- cublaslt.cpp - Opening cuBLASLt, and its errors --------------------===//
// The one place where codes of cuBLASLt become statuses.

#include "cublaslt.h"

#include <mutex>

using namespace tprt;
using namespace tprt::cuda;

// The versions whose structures are those of this build's header.
static constexpr size_t min_major = 12, max_major = 13;

static cublaslt table;

static tprt_code_t code_of(cublasStatus_t code) {
  switch (code) {
  case CUBLAS_STATUS_ALLOC_FAILED:
    return TPRT_OUT_OF_MEMORY;
  case CUBLAS_STATUS_NOT_SUPPORTED:
  case CUBLAS_STATUS_ARCH_MISMATCH:
  case CUBLAS_STATUS_NOT_INITIALIZED:
    return TPRT_UNSUPPORTED;
  default:
    return TPRT_RANK_FAILED;
  }
}

tprt_status_t tprt::cuda::blas_error(cublasStatus_t code,
                                     const char *function) {
  return tprt_status_create(code_of(code), "%s failed with %s (%s)", function,
                            table.cublasLtGetStatusName(code),
                            table.cublasLtGetStatusString(code));
}

static tprt_status_t bind_all(const library &opened) {
#define TPRT_BIND(name)                                                        \
  if (void *address = opened.find(#name))                                      \
    table.name.bind(address, #name);                                           \
  else                                                                         \
    return opened.lacks(#name);
  TPRT_CUBLASLT_FUNCTIONS(TPRT_BIND)
#undef TPRT_BIND
#define TPRT_BIND(name)                                                        \
  if (void *address = opened.find(#name))                                      \
    table.name = reinterpret_cast<decltype(table.name)>(address);              \
  else                                                                         \
    return opened.lacks(#name);
  TPRT_BIND(cublasLtGetVersion)
  TPRT_BIND(cublasLtGetStatusName)
  TPRT_BIND(cublasLtGetStatusString)
#undef TPRT_BIND
  return nullptr;
}

static tprt_status_t check_version() {
  // 130100 for 13.1; versions before 12 had three digits less.
  size_t version = table.cublasLtGetVersion(), major = version / 10000;
  if (major >= min_major && major <= max_major)
    return nullptr;
  return tprt_status_create(TPRT_UNSUPPORTED,
                            "backend \"cuda\" needs cuBLASLt %zu or %zu; this "
                            "one says that it is version %zu",
                            min_major, max_major, version);
}

tprt_status_t tprt::cuda::open_cublaslt(const cublaslt **out) {
  static std::mutex mutex;
  static library opened("cuBLASLt");
  static bool ready = false;
  std::lock_guard<std::mutex> lock(mutex);
  if (!ready) {
    TPRT_RETURN_IF_ERROR(
        opened.open({"libcublasLt.so.13", "libcublasLt.so.12"}));
    TPRT_RETURN_IF_ERROR(bind_all(opened));
    TPRT_RETURN_IF_ERROR(check_version());
    ready = true;
  }
  *out = &table;
  return nullptr;
}
