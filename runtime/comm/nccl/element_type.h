//===- element_type.h - Element types as NCCL names them ------------------===//
// The one table between the two.
#ifndef TPRT_COMM_NCCL_ELEMENT_TYPE_H
#define TPRT_COMM_NCCL_ELEMENT_TYPE_H

#include "tprt/transport.h"

#include <nccl.h>
#include <optional>

namespace tprt::nccl {

/// The type that NCCL computes with; none for i16 and ui16, which it does not
/// have. i1 is a byte of 0 or 1.
std::optional<ncclDataType_t> element_type(tprt_dtype_t dtype);

/// The operator; none for TPRT_NO_REDUCTION.
std::optional<ncclRedOp_t> reduction_operator(tprt_reduction_t reduction);

} // namespace tprt::nccl

#endif // TPRT_COMM_NCCL_ELEMENT_TYPE_H
