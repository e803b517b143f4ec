//===- KeepLoop.h - loops that stay loops ---------------------------------===//
#ifndef TP_LIB_NORMALIZE_KEEPLOOP_H
#define TP_LIB_NORMALIZE_KEEPLOOP_H

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace tp {

/// Gives a loop the form that is run as one. Between constant bounds it stays
/// an `scf.for`, which carries its counter as a tensor and reads its induction
/// variable no more; between others it becomes an `scf.while`. Fails, having
/// said why, at one that compares its counter as unsigned or carries what is no
/// tensor.
mlir::LogicalResult keepLoop(mlir::scf::ForOp loop);

} // namespace tp

#endif // TP_LIB_NORMALIZE_KEEPLOOP_H
