//===- Specialize.h - how level 0 gets static shapes ----------------------===//
#ifndef TP_LIB_FRONTEND_STABLEHLO_SPECIALIZE_SPECIALIZE_H
#define TP_LIB_FRONTEND_STABLEHLO_SPECIALIZE_SPECIALIZE_H

#include "mlir/IR/DialectRegistry.h"
#include "tp/Dialect/TP/Specialize.h"

namespace tp::frontend {

/// Notes what `op` gives when it computes known integers, as shapes are
/// computed.
void evaluateIntegers(mlir::Operation *op, Specializer &specializer);

/// Adds SpecializeDialectInterface to stablehlo and chlo.
void registerSpecializers(mlir::DialectRegistry &registry);

} // namespace tp::frontend

#endif // TP_LIB_FRONTEND_STABLEHLO_SPECIALIZE_SPECIALIZE_H
