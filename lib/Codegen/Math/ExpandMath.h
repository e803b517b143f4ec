//===- ExpandMath.h - functions as arithmetic -----------------------------===//
// What a kernel computes must not depend on what is installed where it is
// compiled: functions become arithmetic here, for both kinds of devices.
#ifndef TP_LIB_CODEGEN_MATH_EXPANDMATH_H
#define TP_LIB_CODEGEN_MATH_EXPANDMATH_H

#include "mlir/IR/Operation.h"
#include "mlir/IR/PatternMatch.h"

namespace tp {

/// Expands in line what vectorises, under `root`. sin, cos, pow and rarer
/// functions stay for libm: they stand in tables of positions, where a
/// last-place error of the angle is one of the result, and cost little.
/// `hasFMA`: the target multiplies and adds in one instruction.
mlir::LogicalResult expandMathForCPU(mlir::Operation *root, bool hasFMA);

/// Expands all functions of f32, f16 and bf16 under `root`. Left are the
/// functions of f64, and what a GPU has instructions for: fma, sqrt, rounding,
/// signs, counts of bits and the tests for NaN and infinity.
mlir::LogicalResult expandMathForGPU(mlir::Operation *root);

/// Functions of f32 with the GPU's own approximations (ex2, rcp and rsqrt,
/// exact to 2 ulps or better): exp, exp2, tanh, erf, erfc and rsqrt.
void populateGPUApproximationPatterns(mlir::RewritePatternSet &patterns);

/// Functions of f32 by way of f64, exact to less than an ulp: sin, cos, tan,
/// pow, cbrt, log10, and the inverse and hyperbolic ones.
void populateDoublePrecisionPatterns(mlir::RewritePatternSet &patterns);

/// Integer powers as loops.
void populateIntegerPowerPattern(mlir::RewritePatternSet &patterns);

/// The remainder of f32 and f16 as a loop; exact.
void populateRemainderPattern(mlir::RewritePatternSet &patterns);

} // namespace tp

#endif // TP_LIB_CODEGEN_MATH_EXPANDMATH_H
