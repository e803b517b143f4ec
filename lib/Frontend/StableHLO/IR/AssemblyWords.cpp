//===- AssemblyWords.cpp - names and formats in ops' textual form ---------===//

#include "Assembly.h"

using namespace mlir;
using namespace tp::stablehlo;

/// The number at the start of `text`, which it takes away.
static bool consumeBits(StringRef &text, char letter, int32_t &bits) {
  return text.consume_front(StringRef(&letter, 1)) &&
         !text.consumeInteger(10, bits);
}

ParseResult tp::stablehlo::parseFloatFormat(OpAsmParser &parser,
                                            IntegerAttr &exponent,
                                            IntegerAttr &mantissa) {
  SMLoc loc = parser.getCurrentLocation();
  StringRef word;
  if (parser.parseKeyword(&word))
    return failure();
  StringRef rest = word;
  int32_t exponentBits, mantissaBits;
  if (!consumeBits(rest, 'e', exponentBits) ||
      !consumeBits(rest, 'm', mantissaBits) || !rest.empty())
    return parser.emitError(loc)
           << "expected a float format as e5m10, got '" << word << "'";
  exponent = parser.getBuilder().getI32IntegerAttr(exponentBits);
  mantissa = parser.getBuilder().getI32IntegerAttr(mantissaBits);
  return success();
}

void tp::stablehlo::printFloatFormat(OpAsmPrinter &printer, Operation *,
                                     IntegerAttr exponent,
                                     IntegerAttr mantissa) {
  printer << 'e' << exponent.getInt() << 'm' << mantissa.getInt();
}

ParseResult tp::stablehlo::parseCallTarget(OpAsmParser &parser,
                                           StringAttr &name) {
  return parser.parseSymbolName(name);
}

void tp::stablehlo::printCallTarget(OpAsmPrinter &printer, Operation *,
                                    StringAttr name) {
  printer.printSymbolName(name.getValue());
}

ParseResult tp::stablehlo::parseSameTypes(OpAsmParser &parser,
                                          SmallVectorImpl<Type> &operands,
                                          SmallVectorImpl<Type> &results) {
  if (parser.parseTypeList(operands))
    return failure();
  results.assign(operands.begin(), operands.end());
  return success();
}

void tp::stablehlo::printSameTypes(OpAsmPrinter &printer, Operation *,
                                   TypeRange operands, TypeRange) {
  llvm::interleaveComma(operands, printer);
}
