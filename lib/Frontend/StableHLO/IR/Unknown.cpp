//===- Unknown.cpp - what the frontend dialects do not define -------------===//

#include "Unknown.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpImplementation.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;

Attribute tp::opaqueAttribute(DialectAsmParser &parser,
                              const Dialect &dialect) {
  MLIRContext *context = parser.getContext();
  return OpaqueAttr::getChecked(
      [&] { return parser.emitError(parser.getNameLoc()); },
      StringAttr::get(context, dialect.getNamespace()),
      parser.getFullSymbolSpec(), NoneType::get(context));
}

Type tp::opaqueType(DialectAsmParser &parser, const Dialect &dialect) {
  return OpaqueType::getChecked(
      [&] { return parser.emitError(parser.getNameLoc()); },
      StringAttr::get(parser.getContext(), dialect.getNamespace()),
      parser.getFullSymbolSpec());
}

ParseResult tp::refuseOp(OpAsmParser &parser, OperationState &result) {
  return emitUnsupported(parser.getEncodedSourceLoc(parser.getNameLoc()))
         << "'" << result.name << "' op is not supported";
}
