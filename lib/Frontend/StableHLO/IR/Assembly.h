//===- Assembly.h - parts of ops' textual form ----------------------------===//
// The custom<> directives of StableHLOOps.td.
#ifndef TP_LIB_FRONTEND_STABLEHLO_ASSEMBLY_H
#define TP_LIB_FRONTEND_STABLEHLO_ASSEMBLY_H

#include "tp/Frontend/StableHLO/StableHLO.h"

namespace tp::stablehlo {

/// `type` when all are the same, else a function type.
mlir::ParseResult
parseSameOperandsAndResultTypes(mlir::OpAsmParser &parser,
                                llvm::ArrayRef<mlir::Type *> operands,
                                mlir::Type &result);
void printSameOperandsAndResultTypes(mlir::OpAsmPrinter &printer,
                                     llvm::ArrayRef<mlir::Type> operands,
                                     mlir::Type result);

inline mlir::ParseResult
parseSameOperandsAndResultType(mlir::OpAsmParser &parser, mlir::Type &operand,
                               mlir::Type &result) {
  return parseSameOperandsAndResultTypes(parser, {&operand}, result);
}
inline mlir::ParseResult
parseSameOperandsAndResultType(mlir::OpAsmParser &parser, mlir::Type &a,
                               mlir::Type &b, mlir::Type &result) {
  return parseSameOperandsAndResultTypes(parser, {&a, &b}, result);
}
inline mlir::ParseResult
parseSameOperandsAndResultType(mlir::OpAsmParser &parser, mlir::Type &a,
                               mlir::Type &b, mlir::Type &c,
                               mlir::Type &result) {
  return parseSameOperandsAndResultTypes(parser, {&a, &b, &c}, result);
}
inline void printSameOperandsAndResultType(mlir::OpAsmPrinter &printer,
                                           mlir::Operation *,
                                           mlir::Type operand,
                                           mlir::Type result) {
  printSameOperandsAndResultTypes(printer, {operand}, result);
}
inline void printSameOperandsAndResultType(mlir::OpAsmPrinter &printer,
                                           mlir::Operation *, mlir::Type a,
                                           mlir::Type b, mlir::Type result) {
  printSameOperandsAndResultTypes(printer, {a, b}, result);
}
inline void printSameOperandsAndResultType(mlir::OpAsmPrinter &printer,
                                           mlir::Operation *, mlir::Type a,
                                           mlir::Type b, mlir::Type c,
                                           mlir::Type result) {
  printSameOperandsAndResultTypes(printer, {a, b, c}, result);
}

/// `predicate, value` when both values have the result's type, else a function
/// type.
mlir::ParseResult parseSelectOpType(mlir::OpAsmParser &parser, mlir::Type &pred,
                                    mlir::Type &onTrue, mlir::Type &onFalse,
                                    mlir::Type &result);
void printSelectOpType(mlir::OpAsmPrinter &printer, mlir::Operation *,
                       mlir::Type pred, mlir::Type onTrue, mlir::Type onFalse,
                       mlir::Type result);

/// `[start:limit:stride, ...]`, a stride of one left out.
mlir::ParseResult parseSliceRanges(mlir::OpAsmParser &parser,
                                   mlir::DenseI64ArrayAttr &starts,
                                   mlir::DenseI64ArrayAttr &limits,
                                   mlir::DenseI64ArrayAttr &strides);
void printSliceRanges(mlir::OpAsmPrinter &printer, mlir::Operation *,
                      llvm::ArrayRef<int64_t> starts,
                      llvm::ArrayRef<int64_t> limits,
                      llvm::ArrayRef<int64_t> strides);

/// Operands, each followed by a comma, up to a word.
mlir::ParseResult parseOperandsBeforeWord(
    mlir::OpAsmParser &parser,
    llvm::SmallVectorImpl<mlir::OpAsmParser::UnresolvedOperand> &operands);
void printOperandsBeforeWord(mlir::OpAsmPrinter &printer, mlir::Operation *,
                             mlir::OperandRange operands);

/// `batching_dims = [0] x [0], contracting_dims = [2] x [1]`.
mlir::ParseResult
parseDotDimensionNumbers(mlir::OpAsmParser &parser,
                         DotDimensionNumbersAttr &dimensionNumbers);
void printDotDimensionNumbers(mlir::OpAsmPrinter &printer, mlir::Operation *,
                              DotDimensionNumbersAttr dimensionNumbers);

/// `[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]`.
mlir::ParseResult parseConvDimensionNumbers(mlir::AsmParser &parser,
                                            ConvDimensionNumbersAttr &numbers);
void printConvDimensionNumbers(mlir::AsmPrinter &printer,
                               ConvDimensionNumbersAttr numbers);
inline void printConvDimensionNumbers(mlir::OpAsmPrinter &printer,
                                      mlir::Operation *,
                                      ConvDimensionNumbersAttr numbers) {
  printConvDimensionNumbers(printer, numbers);
}

/// `stride = [1, 1], pad = [[0, 1], [0, 1]], lhs_dilate = [1, 1], rhs_dilate =
/// [1, 1], reverse = [false, false]`, each optional.
mlir::ParseResult parseConvWindow(mlir::OpAsmParser &parser,
                                  mlir::DenseI64ArrayAttr &strides,
                                  mlir::DenseIntElementsAttr &padding,
                                  mlir::DenseI64ArrayAttr &lhsDilation,
                                  mlir::DenseI64ArrayAttr &rhsDilation,
                                  mlir::DenseBoolArrayAttr &reversal);
void printConvWindow(mlir::OpAsmPrinter &printer, mlir::Operation *,
                     mlir::DenseI64ArrayAttr strides,
                     mlir::DenseIntElementsAttr padding,
                     mlir::DenseI64ArrayAttr lhsDilation,
                     mlir::DenseI64ArrayAttr rhsDilation,
                     mlir::DenseBoolArrayAttr reversal);

/// `, precision = [DEFAULT, DEFAULT], algorithm = <...>`, each optional.
mlir::ParseResult parsePrecisionAndAlgorithm(mlir::OpAsmParser &parser,
                                             mlir::ArrayAttr &precision,
                                             DotAlgorithmAttr &algorithm);
void printPrecisionAndAlgorithm(mlir::OpAsmPrinter &printer, mlir::Operation *,
                                mlir::ArrayAttr precision,
                                DotAlgorithmAttr algorithm);

/// `, precision = [DEFAULT, DEFAULT]`, optional.
mlir::ParseResult parsePrecision(mlir::OpAsmParser &parser,
                                 mlir::ArrayAttr &precision);
void printPrecision(mlir::OpAsmPrinter &printer, mlir::Operation *,
                    mlir::ArrayAttr precision);

/// `e5m10`: bits of the exponent and of the mantissa.
mlir::ParseResult parseFloatFormat(mlir::OpAsmParser &parser,
                                   mlir::IntegerAttr &exponent,
                                   mlir::IntegerAttr &mantissa);
void printFloatFormat(mlir::OpAsmPrinter &printer, mlir::Operation *,
                      mlir::IntegerAttr exponent, mlir::IntegerAttr mantissa);

/// The name of a called function, as a symbol.
mlir::ParseResult parseCallTarget(mlir::OpAsmParser &parser,
                                  mlir::StringAttr &name);
void printCallTarget(mlir::OpAsmPrinter &printer, mlir::Operation *,
                     mlir::StringAttr name);

/// The types of operands, which are those of the results too.
mlir::ParseResult parseSameTypes(mlir::OpAsmParser &parser,
                                 llvm::SmallVectorImpl<mlir::Type> &operands,
                                 llvm::SmallVectorImpl<mlir::Type> &results);
void printSameTypes(mlir::OpAsmPrinter &printer, mlir::Operation *,
                    mlir::TypeRange operands, mlir::TypeRange results);

} // namespace tp::stablehlo

#endif // TP_LIB_FRONTEND_STABLEHLO_ASSEMBLY_H
