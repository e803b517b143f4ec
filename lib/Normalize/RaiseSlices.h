//===- RaiseSlices.h - parts of tensors as others of tensor's ops ---------===//
// Each is one of few ops that have a rule for shards and a kernel.
#ifndef TP_LIB_NORMALIZE_RAISESLICES_H
#define TP_LIB_NORMALIZE_RAISESLICES_H

#include "mlir/IR/Operation.h"

namespace tp {

/// Replaces an op of `tensor` that takes, replaces, looks up or reshapes parts
/// of tensors by an op that level 1 has a rule for; true when it did.
llvm::FailureOr<bool> raiseSlices(mlir::Operation *op);

} // namespace tp

#endif // TP_LIB_NORMALIZE_RAISESLICES_H
