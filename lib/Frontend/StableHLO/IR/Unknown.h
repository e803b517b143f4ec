//===- Unknown.h - what the frontend dialects do not define ---------------===//
// Unknown ops, attributes and types of the three dialects survive parsing as
// text where they can, so that the op is refused by name and location.
#ifndef TP_LIB_FRONTEND_STABLEHLO_UNKNOWN_H
#define TP_LIB_FRONTEND_STABLEHLO_UNKNOWN_H

#include "mlir/IR/Dialect.h"
#include "mlir/IR/DialectImplementation.h"
#include <optional>

namespace tp {

/// The attribute under `parser` as text of `dialect`.
mlir::Attribute opaqueAttribute(mlir::DialectAsmParser &parser,
                                const mlir::Dialect &dialect);

/// The type under `parser` as text of `dialect`.
mlir::Type opaqueType(mlir::DialectAsmParser &parser,
                      const mlir::Dialect &dialect);

/// Parses no op: refuses it as not supported.
mlir::ParseResult refuseOp(mlir::OpAsmParser &parser,
                           mlir::OperationState &result);

} // namespace tp

#endif // TP_LIB_FRONTEND_STABLEHLO_UNKNOWN_H
