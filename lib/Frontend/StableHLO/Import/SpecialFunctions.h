//===- SpecialFunctions.h - functions that math lacks ---------------------===//
#ifndef TP_LIB_FRONTEND_STABLEHLO_IMPORT_SPECIALFUNCTIONS_H
#define TP_LIB_FRONTEND_STABLEHLO_IMPORT_SPECIALFUNCTIONS_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace tp::frontend {

/// The number whose error function is `x`.
mlir::Value emitErfInv(mlir::ImplicitLocOpBuilder &b, mlir::Value x);

/// The logarithm of the absolute value of the gamma function.
mlir::Value emitLgamma(mlir::ImplicitLocOpBuilder &b, mlir::Value x);

/// The derivative of the logarithm of the gamma function.
mlir::Value emitDigamma(mlir::ImplicitLocOpBuilder &b, mlir::Value x);

/// The derivative of order `n` of digamma.
mlir::Value emitPolygamma(mlir::ImplicitLocOpBuilder &b, mlir::Value n,
                          mlir::Value x);

/// Hurwitz's zeta function: the sum of (q + k)^-x over all k >= 0.
mlir::Value emitZeta(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                     mlir::Value q);

/// The modified Bessel function of order 1, times exp(-|x|).
mlir::Value emitBesselI1e(mlir::ImplicitLocOpBuilder &b, mlir::Value x);

} // namespace tp::frontend

#endif // TP_LIB_FRONTEND_STABLEHLO_IMPORT_SPECIALFUNCTIONS_H
