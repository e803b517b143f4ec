//===- library.cpp - NCCL, opened at run time -----------------------------===//
// Found by its name on the ordinary search path.

#include "library.h"

#include <algorithm>
#include <cstring>
#include <dlfcn.h>

using namespace tprt;
using namespace tprt::nccl;

static constexpr const char *file_name = "libnccl.so.2";
// The first with ncclCommSplit.
static constexpr int oldest = NCCL_VERSION(2, 18, 0);

std::string tprt::nccl::version_text(int version) {
  // Until 2.8 the minor version had one digit.
  int unit = version < 10000 ? 1000 : 10000;
  return std::to_string(version / unit) + "." +
         std::to_string(version % unit / 100) + "." +
         std::to_string(version % 100);
}

static tprt_status_t missing(const std::string &reason) {
  return tprt_status_create(TPRT_UNSUPPORTED,
                            "the nccl transport needs the library %s: %s",
                            file_name, reason.c_str());
}

tprt_status_t tprt::nccl::open_library(library &out) {
  // Never closed, so that opening it again only counts.
  void *handle = dlopen(file_name, RTLD_NOW | RTLD_LOCAL);
  if (!handle)
    return missing(dlerror());
  std::string lacking;
#define TPRT_NCCL_FIND(name)                                                   \
  out.name = reinterpret_cast<decltype(out.name)>(dlsym(handle, #name));       \
  if (!out.name)                                                               \
    lacking = #name;
  TPRT_NCCL_FUNCTIONS(TPRT_NCCL_FIND)
#undef TPRT_NCCL_FIND
  if (out.ncclGetVersion)
    out.ncclGetVersion(&out.version);
  if (out.version < oldest)
    return missing("it must be at least " + version_text(oldest) +
                   ", this one is " + version_text(out.version));
  return lacking.empty() ? nullptr : missing("it lacks " + lacking);
}

/// What the library has said last, on one line.
static std::string last_words(const library &nccl, ncclComm_t comm) {
  const char *text = nccl.ncclGetLastError(comm);
  std::string words = text ? text : "";
  std::replace(words.begin(), words.end(), '\n', ' ');
  words.erase(words.find_last_not_of(" .") + 1);
  return words;
}

tprt_status_t tprt::nccl::translate(const library &nccl, ncclResult_t result,
                                    const char *call, ncclComm_t comm) {
  // All other results leave the communicator unusable, so that the rank has
  // failed, whatever the cause.
  if (result == ncclSuccess || result == ncclInProgress)
    return nullptr;
  std::string words = last_words(nccl, comm);
  return tprt_status_create(TPRT_RANK_FAILED, "%s: %s%s%s", call,
                            nccl.ncclGetErrorString(result),
                            words.empty() ? "" : ": ", words.c_str());
}
