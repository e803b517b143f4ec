//===- cublaslt.h - The functions of cuBLASLt -----------------------------===//
// Opened when a program has a matrix product.
#ifndef TPRT_BACKEND_CUDA_CUBLASLT_H
#define TPRT_BACKEND_CUDA_CUBLASLT_H

#include "library.h"

#include <cublasLt.h>

namespace tprt::cuda {

/// The status of an error of cuBLASLt.
tprt_status_t blas_error(cublasStatus_t code, const char *function);

#define TPRT_CUBLASLT_FUNCTIONS(X)                                             \
  X(cublasLtCreate)                                                            \
  X(cublasLtDestroy)                                                           \
  X(cublasLtMatmulDescCreate)                                                  \
  X(cublasLtMatmulDescDestroy)                                                 \
  X(cublasLtMatmulDescSetAttribute)                                            \
  X(cublasLtMatrixLayoutCreate)                                                \
  X(cublasLtMatrixLayoutDestroy)                                               \
  X(cublasLtMatrixLayoutSetAttribute)                                          \
  X(cublasLtMatmulPreferenceCreate)                                            \
  X(cublasLtMatmulPreferenceDestroy)                                           \
  X(cublasLtMatmulPreferenceSetAttribute)                                      \
  X(cublasLtMatmulAlgoGetHeuristic)                                            \
  X(cublasLtMatmul)

/// The library of this process. Entries have the functions' names.
struct cublaslt {
#define TPRT_DECLARE(name) entry<blas_error, decltype(::name)> name;
  TPRT_CUBLASLT_FUNCTIONS(TPRT_DECLARE)
#undef TPRT_DECLARE
  // These return no status.
  decltype(&::cublasLtGetVersion) cublasLtGetVersion = nullptr;
  decltype(&::cublasLtGetStatusName) cublasLtGetStatusName = nullptr;
  decltype(&::cublasLtGetStatusString) cublasLtGetStatusString = nullptr;
};

/// Opens the library and checks its version, once. TPRT_UNSUPPORTED with what
/// is missing.
tprt_status_t open_cublaslt(const cublaslt **out);

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_CUBLASLT_H
