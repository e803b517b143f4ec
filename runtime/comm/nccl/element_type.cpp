//===- element_type.cpp - Element types as NCCL names them ----------------===//
// Switches without default: a type that is added is a warning here.

#include "element_type.h"

using namespace tprt::nccl;

std::optional<ncclDataType_t> tprt::nccl::element_type(tprt_dtype_t dtype) {
  switch (dtype) {
  case TPRT_I1:
  case TPRT_UI8:
    return ncclUint8;
  case TPRT_I8:
    return ncclInt8;
  case TPRT_I16:
  case TPRT_UI16:
    return std::nullopt;
  case TPRT_I32:
    return ncclInt32;
  case TPRT_I64:
    return ncclInt64;
  case TPRT_UI32:
    return ncclUint32;
  case TPRT_UI64:
    return ncclUint64;
  case TPRT_F16:
    return ncclFloat16;
  case TPRT_BF16:
    return ncclBfloat16;
  case TPRT_F32:
    return ncclFloat32;
  case TPRT_F64:
    return ncclFloat64;
  }
  return std::nullopt;
}

std::optional<ncclRedOp_t>
tprt::nccl::reduction_operator(tprt_reduction_t reduction) {
  switch (reduction) {
  case TPRT_SUM:
    return ncclSum;
  case TPRT_MAX:
    return ncclMax;
  case TPRT_MIN:
    return ncclMin;
  case TPRT_PROD:
    return ncclProd;
  case TPRT_NO_REDUCTION:
    break;
  }
  return std::nullopt;
}
