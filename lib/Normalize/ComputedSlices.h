//===- ComputedSlices.h - slices at positions known at run time -----------===//
#ifndef TP_LIB_NORMALIZE_COMPUTEDSLICES_H
#define TP_LIB_NORMALIZE_COMPUTEDSLICES_H

#include "tp/Dialect/TensorExt/TensorExtDialect.h"

namespace tp {

/// What `op` gives, as a gather of one slice in front of it.
mlir::Value expandComputedSlice(tensor_ext::DynamicSliceOp op);

/// What `op` gives, as a choice for each element in front of it.
mlir::Value expandComputedUpdate(tensor_ext::DynamicUpdateSliceOp op);

} // namespace tp

#endif // TP_LIB_NORMALIZE_COMPUTEDSLICES_H
