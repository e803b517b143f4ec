//===- WhileOp.cpp - loops: text and checks -------------------------------===//
// Both regions name the carried values alike in the pretty form: their
// arguments stand once, in front.

#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

ParseResult WhileOp::parse(OpAsmParser &parser, OperationState &result) {
  SMLoc loc = parser.getCurrentLocation();
  SmallVector<OpAsmParser::Argument> arguments;
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  auto parseCarried = [&]() -> ParseResult {
    return failure(parser.parseArgument(arguments.emplace_back()) ||
                   parser.parseEqual() ||
                   parser.parseOperand(operands.emplace_back()));
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Paren, parseCarried))
    return failure();
  SmallVector<Type> types;
  if (!operands.empty() && (parser.parseColon() || parser.parseTypeList(types)))
    return failure();
  if (parser.resolveOperands(operands, types, loc, result.operands) ||
      parser.parseOptionalAttrDictWithKeyword(result.attributes))
    return failure();
  for (auto [argument, type] : llvm::zip(arguments, types))
    argument.type = type;
  result.addTypes(types);
  return failure(parser.parseKeyword("cond") ||
                 parser.parseRegion(*result.addRegion(), arguments) ||
                 parser.parseKeyword("do") ||
                 parser.parseRegion(*result.addRegion(), arguments));
}

void WhileOp::print(OpAsmPrinter &printer) {
  auto arguments = getCond().getArguments();
  printer.shadowRegionArgs(getBody(), arguments);
  printer << '(';
  llvm::interleaveComma(llvm::zip(arguments, getOperand()), printer,
                        [&](auto pair) {
                          printer.printOperand(std::get<0>(pair));
                          printer << " = ";
                          printer.printOperand(std::get<1>(pair));
                        });
  printer << ')';
  if (!getOperand().empty())
    printer << " : " << getOperandTypes();
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs());
  printer.printNewline();
  printer << "cond ";
  printer.printRegion(getCond(), /*printEntryBlockArgs=*/false);
  printer << " do ";
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false);
}

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

/// Checks that `types` are those of the carried values; `what` names them.
static LogicalResult verifyCarried(WhileOp op, StringRef what,
                                   TypeRange types) {
  TypeRange carried = op.getOperandTypes();
  if (types.size() != carried.size())
    return op.emitOpError() << "has " << types.size() << " " << what << " for "
                            << carried.size() << " operands";
  for (auto [index, type, expected] : llvm::enumerate(types, carried))
    if (type != expected)
      return op.emitOpError()
             << "carries " << expected << " as operand #" << index
             << ", but has " << type << " among its " << what;
  return success();
}

LogicalResult WhileOp::verify() {
  return verifyCarried(*this, "results", getResultTypes());
}

LogicalResult WhileOp::verifyRegions() {
  for (auto [region, name] :
       {std::pair(&getCond(), "condition"), std::pair(&getBody(), "body")})
    if (region->front().empty() || !isa<ReturnOp>(region->front().back()))
      return emitOpError() << "has a " << name
                           << " that does not end in 'stablehlo.return'";
  if (failed(verifyCarried(*this, "arguments of the condition",
                           getCond().getArgumentTypes())) ||
      failed(verifyCarried(*this, "arguments of the body",
                           getBody().getArgumentTypes())) ||
      failed(verifyCarried(*this, "values of the body's return",
                           getBody().front().back().getOperandTypes())))
    return failure();
  Operation &end = getCond().front().back();
  Type predicate = RankedTensorType::get({}, IntegerType::get(getContext(), 1));
  if (end.getNumOperands() == 1 && end.getOperand(0).getType() == predicate)
    return success();
  return emitOpError() << "has a condition that returns ("
                       << end.getOperandTypes() << "), expected " << predicate;
}
