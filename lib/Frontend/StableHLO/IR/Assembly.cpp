//===- Assembly.cpp - parts of ops' textual form --------------------------===//

#include "Assembly.h"

using namespace mlir;
using namespace tp::stablehlo;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

ParseResult tp::stablehlo::parseSameOperandsAndResultTypes(
    OpAsmParser &parser, ArrayRef<Type *> operands, Type &result) {
  SMLoc loc = parser.getCurrentLocation();
  Type type;
  if (parser.parseType(type))
    return failure();
  auto function = dyn_cast<FunctionType>(type);
  if (!function) {
    for (Type *operand : operands)
      *operand = type;
    result = type;
    return success();
  }
  if (function.getNumInputs() != operands.size() ||
      function.getNumResults() != 1)
    return parser.emitError(loc)
           << "expected a type of " << operands.size()
           << " operands and one result, got " << function;
  for (auto [operand, input] : llvm::zip(operands, function.getInputs()))
    *operand = input;
  result = function.getResult(0);
  return success();
}

void tp::stablehlo::printSameOperandsAndResultTypes(OpAsmPrinter &printer,
                                                    ArrayRef<Type> operands,
                                                    Type result) {
  if (llvm::all_of(operands, [&](Type type) { return type == result; }))
    printer << result;
  else
    printer.printFunctionalType(operands, TypeRange(result));
}

ParseResult tp::stablehlo::parseSelectOpType(OpAsmParser &parser, Type &pred,
                                             Type &onTrue, Type &onFalse,
                                             Type &result) {
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseType(pred))
    return failure();
  if (auto function = dyn_cast<FunctionType>(pred)) {
    if (function.getNumInputs() != 3 || function.getNumResults() != 1)
      return parser.emitError(loc)
             << "expected a type of 3 operands and one result, got "
             << function;
    pred = function.getInput(0);
    onTrue = function.getInput(1);
    onFalse = function.getInput(2);
    result = function.getResult(0);
    return success();
  }
  if (parser.parseComma() || parser.parseType(result))
    return failure();
  onTrue = onFalse = result;
  return success();
}

void tp::stablehlo::printSelectOpType(OpAsmPrinter &printer, Operation *,
                                      Type pred, Type onTrue, Type onFalse,
                                      Type result) {
  if (onTrue == result && onFalse == result)
    printer << pred << ", " << result;
  else
    printer.printFunctionalType(TypeRange({pred, onTrue, onFalse}),
                                TypeRange(result));
}

//===----------------------------------------------------------------------===//
// Lists
//===----------------------------------------------------------------------===//

ParseResult tp::stablehlo::parseSliceRanges(OpAsmParser &parser,
                                            DenseI64ArrayAttr &starts,
                                            DenseI64ArrayAttr &limits,
                                            DenseI64ArrayAttr &strides) {
  SmallVector<int64_t> start, limit, stride;
  auto parseRange = [&]() -> ParseResult {
    stride.push_back(1);
    if (parser.parseInteger(start.emplace_back()) || parser.parseColon() ||
        parser.parseInteger(limit.emplace_back()))
      return failure();
    if (succeeded(parser.parseOptionalColon()))
      return parser.parseInteger(stride.back());
    return success();
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseRange))
    return failure();
  Builder &builder = parser.getBuilder();
  starts = builder.getDenseI64ArrayAttr(start);
  limits = builder.getDenseI64ArrayAttr(limit);
  strides = builder.getDenseI64ArrayAttr(stride);
  return success();
}

void tp::stablehlo::printSliceRanges(OpAsmPrinter &printer, Operation *,
                                     ArrayRef<int64_t> starts,
                                     ArrayRef<int64_t> limits,
                                     ArrayRef<int64_t> strides) {
  printer << "[";
  llvm::interleaveComma(llvm::zip(starts, limits, strides), printer,
                        [&](auto range) {
                          auto [start, limit, stride] = range;
                          printer << start << ":" << limit;
                          if (stride != 1)
                            printer << ":" << stride;
                        });
  printer << "]";
}

ParseResult tp::stablehlo::parseOperandsBeforeWord(
    OpAsmParser &parser,
    SmallVectorImpl<OpAsmParser::UnresolvedOperand> &operands) {
  while (true) {
    OpAsmParser::UnresolvedOperand operand;
    OptionalParseResult parsed = parser.parseOptionalOperand(operand);
    if (!parsed.has_value())
      return success();
    if (failed(*parsed) || parser.parseComma())
      return failure();
    operands.push_back(operand);
  }
}

void tp::stablehlo::printOperandsBeforeWord(OpAsmPrinter &printer, Operation *,
                                            OperandRange operands) {
  if (!operands.empty())
    printer << operands << ",";
}

//===----------------------------------------------------------------------===//
// Contractions
//===----------------------------------------------------------------------===//

/// `name = [0, 1] x [0, 1]`, after `name`.
static ParseResult parseDimPairs(OpAsmParser &parser,
                                 SmallVectorImpl<int64_t> &lhs,
                                 SmallVectorImpl<int64_t> &rhs) {
  auto parseDims = [&](SmallVectorImpl<int64_t> &dims) {
    return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
      return parser.parseInteger(dims.emplace_back());
    });
  };
  return failure(parser.parseEqual() || parseDims(lhs) ||
                 parser.parseKeyword("x") || parseDims(rhs));
}

static void printDimPairs(OpAsmPrinter &printer, StringRef name,
                          ArrayRef<int64_t> lhs, ArrayRef<int64_t> rhs) {
  printer << name << " = [";
  llvm::interleaveComma(lhs, printer);
  printer << "] x [";
  llvm::interleaveComma(rhs, printer);
  printer << "]";
}

ParseResult tp::stablehlo::parseDotDimensionNumbers(
    OpAsmParser &parser, DotDimensionNumbersAttr &dimensionNumbers) {
  SmallVector<int64_t> lhsBatch, rhsBatch, lhsContract, rhsContract;
  if (succeeded(parser.parseOptionalKeyword("batching_dims")) &&
      (parseDimPairs(parser, lhsBatch, rhsBatch) || parser.parseComma()))
    return failure();
  if (parser.parseKeyword("contracting_dims") ||
      parseDimPairs(parser, lhsContract, rhsContract))
    return failure();
  dimensionNumbers = DotDimensionNumbersAttr::get(
      parser.getContext(), lhsBatch, rhsBatch, lhsContract, rhsContract);
  return success();
}

void tp::stablehlo::printDotDimensionNumbers(
    OpAsmPrinter &printer, Operation *,
    DotDimensionNumbersAttr dimensionNumbers) {
  if (!dimensionNumbers.getLhsBatchingDimensions().empty() ||
      !dimensionNumbers.getRhsBatchingDimensions().empty()) {
    printDimPairs(printer, "batching_dims",
                  dimensionNumbers.getLhsBatchingDimensions(),
                  dimensionNumbers.getRhsBatchingDimensions());
    printer << ", ";
  }
  printDimPairs(printer, "contracting_dims",
                dimensionNumbers.getLhsContractingDimensions(),
                dimensionNumbers.getRhsContractingDimensions());
}

static ParseResult parseModes(OpAsmParser &parser, ArrayAttr &precision) {
  SmallVector<Attribute> modes;
  auto parseMode = [&]() -> ParseResult {
    SMLoc loc = parser.getCurrentLocation();
    StringRef word;
    if (parser.parseKeyword(&word))
      return failure();
    std::optional<Precision> mode = symbolizePrecision(word);
    if (!mode)
      return parser.emitError(loc)
             << "expected DEFAULT, HIGH or HIGHEST, got '" << word << "'";
    modes.push_back(PrecisionAttr::get(parser.getContext(), *mode));
    return success();
  };
  if (parser.parseEqual() ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseMode))
    return failure();
  precision = parser.getBuilder().getArrayAttr(modes);
  return success();
}

ParseResult tp::stablehlo::parsePrecisionAndAlgorithm(
    OpAsmParser &parser, ArrayAttr &precision, DotAlgorithmAttr &algorithm) {
  while (succeeded(parser.parseOptionalComma())) {
    if (!precision && succeeded(parser.parseOptionalKeyword("precision"))) {
      if (parseModes(parser, precision))
        return failure();
      continue;
    }
    if (parser.parseKeyword("algorithm") || parser.parseEqual())
      return failure();
    algorithm = dyn_cast_if_present<DotAlgorithmAttr>(
        DotAlgorithmAttr::parse(parser, Type()));
    return success(algorithm != nullptr);
  }
  return success();
}

void tp::stablehlo::printPrecisionAndAlgorithm(OpAsmPrinter &printer,
                                               Operation *, ArrayAttr precision,
                                               DotAlgorithmAttr algorithm) {
  if (precision && !precision.empty()) {
    printer << ", precision = [";
    llvm::interleaveComma(
        precision.getAsRange<PrecisionAttr>(), printer,
        [&](PrecisionAttr mode) { printer << mode.getValue(); });
    printer << "]";
  }
  if (algorithm) {
    printer << ", algorithm = ";
    algorithm.print(printer);
  }
}

ParseResult tp::stablehlo::parsePrecision(OpAsmParser &parser,
                                          ArrayAttr &precision) {
  if (failed(parser.parseOptionalComma()))
    return success();
  return failure(parser.parseKeyword("precision") ||
                 parseModes(parser, precision));
}

void tp::stablehlo::printPrecision(OpAsmPrinter &printer, Operation *op,
                                   ArrayAttr precision) {
  printPrecisionAndAlgorithm(printer, op, precision, {});
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

ParseResult ConstantOp::parse(OpAsmParser &parser, OperationState &result) {
  ElementsAttr value;
  if (parser.parseOptionalAttrDict(result.attributes) ||
      parser.parseAttribute(value))
    return failure();
  result.getOrAddProperties<Properties>().value = value;
  result.addTypes(value.getType());
  return success();
}

void ConstantOp::print(OpAsmPrinter &printer) {
  printer.printOptionalAttrDict((*this)->getAttrs(), {"value"});
  printer << ' ';
  printer.printAttribute(getValue());
}

void ConstantOp::getAsmResultNames(OpAsmSetValueNameFn setName) {
  bool isInteger = isa<IntegerType>(getElementTypeOrSelf(getOutput()));
  setName(getOutput(), isInteger ? "c" : "cst");
}
