//===- PointwiseExpr.h - what is done to every element of a tensor --------===//
#ifndef TP_LIB_CODEGEN_DISPATCH_POINTWISEEXPR_H
#define TP_LIB_CODEGEN_DISPATCH_POINTWISEEXPR_H

#include "mlir/IR/Value.h"
#include <optional>

namespace tp {

/// The scalar that the elements of `value` are computed by: seen through the
/// bodies of elementwise ops, whose operands are read at the same position. A
/// tensor that no such op computes stands for its element; so does an operand
/// that is read elsewhere, as the body's argument.
mlir::Value elementSource(mlir::Value value);

/// The constant that every element of `value` is.
std::optional<double> constantElement(mlir::Value value);

/// Whether `y` is gelu(x) = x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3))),
/// element by element, however it is written; constants may be off by what
/// rounding them to the elements' type does.
bool isTanhGelu(mlir::Value y, mlir::Value x);

} // namespace tp

#endif // TP_LIB_CODEGEN_DISPATCH_POINTWISEEXPR_H
