//===- ElementBits.h - longer computations on one element -----------------===//
#ifndef TP_LIB_FRONTEND_STABLEHLO_IMPORT_ELEMENTBITS_H
#define TP_LIB_FRONTEND_STABLEHLO_IMPORT_ELEMENTBITS_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace tp::frontend {

/// `base` to the power `exponent`, both integers. A negative exponent gives 0,
/// but for the bases 1 and -1.
mlir::Value emitIntPower(mlir::ImplicitLocOpBuilder &b, mlir::Value base,
                         mlir::Value exponent, bool isUnsigned);

/// `x` rounded to a format of `exponentBits` and `mantissaBits`, in its own
/// type: to nearest even, to infinity above the format's range and to zero
/// below its normal numbers.
mlir::Value emitReducedPrecision(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                                 unsigned exponentBits, unsigned mantissaBits);

/// The neighbour of `from` in the direction of `to`.
mlir::Value emitNextAfter(mlir::ImplicitLocOpBuilder &b, mlir::Value from,
                          mlir::Value to);

} // namespace tp::frontend

#endif // TP_LIB_FRONTEND_STABLEHLO_IMPORT_ELEMENTBITS_H
