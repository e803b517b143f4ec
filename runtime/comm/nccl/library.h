//===- library.h - NCCL, opened at run time -------------------------------===//
// The functions that are called, under the vendor's names, and the one place
// where its errors and versions become ours.
#ifndef TPRT_COMM_NCCL_LIBRARY_H
#define TPRT_COMM_NCCL_LIBRARY_H

#include "core/status.h"

#include <nccl.h>
#include <string>

namespace tprt::nccl {

/// X(name) for each function.
#define TPRT_NCCL_FUNCTIONS(X)                                                 \
  X(ncclGetVersion)                                                            \
  X(ncclGetErrorString)                                                        \
  X(ncclGetLastError)                                                          \
  X(ncclGetUniqueId)                                                           \
  X(ncclCommInitRankConfig)                                                    \
  X(ncclCommSplit)                                                             \
  X(ncclCommFinalize)                                                          \
  X(ncclCommDestroy)                                                           \
  X(ncclCommAbort)                                                             \
  X(ncclCommGetAsyncError)                                                     \
  X(ncclAllReduce)                                                             \
  X(ncclAllGather)                                                             \
  X(ncclReduceScatter)                                                         \
  X(ncclSend)                                                                  \
  X(ncclRecv)                                                                  \
  X(ncclGroupStart)                                                            \
  X(ncclGroupEnd)

struct library {
#define TPRT_NCCL_POINTER(name) decltype(&::name) name = nullptr;
  TPRT_NCCL_FUNCTIONS(TPRT_NCCL_POINTER)
#undef TPRT_NCCL_POINTER
  int version = 0; // as ncclGetVersion codes it

  /// Whether several ranks of a communicator can share a GPU.
  bool shares_gpus() const { return version >= NCCL_VERSION(2, 30, 0); }
};

/// Opens libnccl.so.2. TPRT_UNSUPPORTED when it is missing or too old. Stays
/// open: the library has threads.
tprt_status_t open_library(library &out);

/// "2.28.9".
std::string version_text(int version);

/// What `call` has returned as a status, with the library's own words. NULL for
/// success and for work in progress. `comm` may be null.
tprt_status_t translate(const library &nccl, ncclResult_t result,
                        const char *call, ncclComm_t comm);

} // namespace tprt::nccl

#endif // TPRT_COMM_NCCL_LIBRARY_H
