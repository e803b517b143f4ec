//===- blas.h - The CBLAS library, opened when it is needed ---------------===//
// OpenBLAS chooses its code for the processor while it is being loaded. It is
// opened here and not by the linker, so that we can correct that choice first.
#ifndef TPRT_BACKEND_CPU_BLAS_H
#define TPRT_BACKEND_CPU_BLAS_H

#include "tprt/tprt.h"

#include <cblas.h>

namespace tprt::cpu {

struct blas {
  decltype(&cblas_sgemm) sgemm;
  decltype(&cblas_dgemm) dgemm;
};

/// The library, opened by the first call and kept for good, set to one thread
/// per call. TPRT_UNSUPPORTED when it is not there.
tprt_status_t open_blas(blas &out);

} // namespace tprt::cpu

#endif // TPRT_BACKEND_CPU_BLAS_H
