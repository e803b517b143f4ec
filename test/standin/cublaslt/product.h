//===- product.h - What cuBLASLt can do, and doing it ---------------------===//
#ifndef TEST_STANDIN_CUBLASLT_PRODUCT_H
#define TEST_STANDIN_CUBLASLT_PRODUCT_H

#include "descriptors.h"

#include "../cuda/engine.h"

namespace standin {

/// A product with the shapes of its operands.
struct problem {
  product how;
  layout a, b, c, d;
};

/// Whether the library would take it: INVALID_VALUE for what contradicts
/// itself, NOT_SUPPORTED for what no kernel does.
cublasStatus_t check(const problem &given);

/// Something to tell problems apart by.
uint64_t fingerprint(const problem &given);

struct product_operands {
  const void *a, *b, *c;
  void *d;
  double alpha, beta;
  void *workspace;
  uint64_t workspace_size;
  CUcontext context;
};

/// Computes it. Fails when a matrix leaves its allocation or the result
/// overlaps what is read.
outcome multiply(const problem &given, const product_operands &operands);

} // namespace standin

#endif // TEST_STANDIN_CUBLASLT_PRODUCT_H
