//===- ConvAssembly.cpp - text of convolutions ----------------------------===//
// Dimension numbers name what each dimension is, in order; the window prints
// what is given, in any order.

#include "Assembly.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace tp::stablehlo;

//===----------------------------------------------------------------------===//
// Dimension numbers
//===----------------------------------------------------------------------===//

namespace {
/// What the dimensions of one tensor are: two by a letter each, the spatial
/// ones by number.
struct TensorDims {
  static constexpr int64_t kNone = -1;
  StringRef firstName, secondName;
  int64_t first = kNone, second = kNone;
  SmallVector<int64_t> spatial = {};
};
} // namespace

/// Puts `dim` in `place`, which the word at `loc` names.
static ParseResult setDim(AsmParser &parser, SMLoc loc, int64_t &place,
                          int64_t dim, const Twine &name) {
  if (place != TensorDims::kNone)
    return parser.emitError(loc) << "dimension '" << name << "' is given twice";
  place = dim;
  return success();
}

static ParseResult parseDim(AsmParser &parser, TensorDims &dims, int64_t dim) {
  SMLoc loc = parser.getCurrentLocation();
  int64_t number;
  OptionalParseResult spatial = parser.parseOptionalInteger(number);
  if (spatial.has_value()) {
    constexpr int64_t kMostDims = 64;
    if (failed(*spatial) || number < 0 || number >= kMostDims)
      return parser.emitError(loc) << "expected the number of a dimension";
    if (number >= int64_t(dims.spatial.size()))
      dims.spatial.resize(number + 1, TensorDims::kNone);
    return setDim(parser, loc, dims.spatial[number], dim, Twine(number));
  }
  StringRef name;
  if (parser.parseKeyword(&name))
    return failure();
  if (name != dims.firstName && name != dims.secondName)
    return parser.emitError(loc)
           << "expected '" << dims.firstName << "', '" << dims.secondName
           << "' or a number, got '" << name << "'";
  return setDim(parser, loc, name == dims.firstName ? dims.first : dims.second,
                dim, name);
}

static ParseResult parseTensorDims(AsmParser &parser, TensorDims &dims) {
  SMLoc loc = parser.getCurrentLocation();
  int64_t rank = 0;
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
        return parseDim(parser, dims, rank++);
      }))
    return failure();
  for (auto [name, dim] : {std::pair(dims.firstName, dims.first),
                           std::pair(dims.secondName, dims.second)})
    if (dim == TensorDims::kNone)
      return parser.emitError(loc) << "no dimension is '" << name << "'";
  for (auto [number, dim] : llvm::enumerate(dims.spatial))
    if (dim == TensorDims::kNone)
      return parser.emitError(loc) << "no dimension is '" << number << "'";
  return success();
}

ParseResult
tp::stablehlo::parseConvDimensionNumbers(AsmParser &parser,
                                         ConvDimensionNumbersAttr &numbers) {
  TensorDims lhs{"b", "f"}, rhs{"i", "o"}, result{"b", "f"};
  if (parseTensorDims(parser, lhs) || parser.parseKeyword("x") ||
      parseTensorDims(parser, rhs) || parser.parseArrow() ||
      parseTensorDims(parser, result))
    return failure();
  numbers = ConvDimensionNumbersAttr::get(
      parser.getContext(), lhs.first, lhs.second, lhs.spatial, rhs.first,
      rhs.second, rhs.spatial, result.first, result.second, result.spatial);
  return success();
}

static void printTensorDims(AsmPrinter &printer, const TensorDims &dims) {
  SmallVector<std::string> names(dims.spatial.size() + 2);
  names[dims.first] = dims.firstName;
  names[dims.second] = dims.secondName;
  for (auto [number, dim] : llvm::enumerate(dims.spatial))
    names[dim] = std::to_string(number);
  printer << "[";
  llvm::interleaveComma(names, printer);
  printer << "]";
}

void tp::stablehlo::printConvDimensionNumbers(
    AsmPrinter &printer, ConvDimensionNumbersAttr numbers) {
  printTensorDims(printer,
                  {"b", "f", numbers.getInputBatchDimension(),
                   numbers.getInputFeatureDimension(),
                   llvm::to_vector(numbers.getInputSpatialDimensions())});
  printer << "x";
  printTensorDims(printer,
                  {"i", "o", numbers.getKernelInputFeatureDimension(),
                   numbers.getKernelOutputFeatureDimension(),
                   llvm::to_vector(numbers.getKernelSpatialDimensions())});
  printer << "->";
  printTensorDims(printer,
                  {"b", "f", numbers.getOutputBatchDimension(),
                   numbers.getOutputFeatureDimension(),
                   llvm::to_vector(numbers.getOutputSpatialDimensions())});
}

Attribute ConvDimensionNumbersAttr::parse(AsmParser &parser, Type) {
  ConvDimensionNumbersAttr numbers;
  if (parser.parseLess() || parseConvDimensionNumbers(parser, numbers) ||
      parser.parseGreater())
    return {};
  return numbers;
}

void ConvDimensionNumbersAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printConvDimensionNumbers(printer, *this);
  printer << ">";
}

//===----------------------------------------------------------------------===//
// Window
//===----------------------------------------------------------------------===//

static ParseResult parseNumbers(AsmParser &parser,
                                SmallVectorImpl<int64_t> &numbers) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
    return parser.parseInteger(numbers.emplace_back());
  });
}

/// `[[0, 1], [0, 1]]`.
static ParseResult parsePadding(OpAsmParser &parser,
                                DenseIntElementsAttr &padding) {
  SmallVector<int64_t> numbers;
  int64_t rows = 0;
  auto parseRow = [&]() -> ParseResult {
    SMLoc loc = parser.getCurrentLocation();
    if (parseNumbers(parser, numbers))
      return failure();
    if (int64_t(numbers.size()) != 2 * ++rows)
      return parser.emitError(loc) << "expected two numbers";
    return success();
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseRow))
    return failure();
  Builder &builder = parser.getBuilder();
  padding = DenseIntElementsAttr::get(
      RankedTensorType::get({rows, 2}, builder.getI64Type()), numbers);
  return success();
}

ParseResult tp::stablehlo::parseConvWindow(OpAsmParser &parser,
                                           DenseI64ArrayAttr &strides,
                                           DenseIntElementsAttr &padding,
                                           DenseI64ArrayAttr &lhsDilation,
                                           DenseI64ArrayAttr &rhsDilation,
                                           DenseBoolArrayAttr &reversal) {
  Builder &builder = parser.getBuilder();
  llvm::StringSet<> seen;
  auto parseField = [&](StringRef name, SMLoc loc) -> ParseResult {
    if (name == "pad")
      return parsePadding(parser, padding);
    SmallVector<int64_t> numbers;
    if (parseNumbers(parser, numbers))
      return failure();
    if (name == "reverse") {
      SmallVector<bool> flags(numbers.begin(), numbers.end());
      reversal = builder.getDenseBoolArrayAttr(flags);
      return success();
    }
    DenseI64ArrayAttr *field = name == "stride"       ? &strides
                               : name == "lhs_dilate" ? &lhsDilation
                               : name == "rhs_dilate" ? &rhsDilation
                                                      : nullptr;
    if (!field)
      return parser.emitError(loc)
             << "expected stride, pad, lhs_dilate, rhs_dilate or reverse, got '"
             << name << "'";
    *field = builder.getDenseI64ArrayAttr(numbers);
    return success();
  };
  StringRef name;
  SMLoc loc = parser.getCurrentLocation();
  if (failed(parser.parseOptionalKeyword(&name)))
    return success();
  while (true) {
    if (!seen.insert(name).second)
      return parser.emitError(loc) << "'" << name << "' is given twice";
    if (parser.parseEqual() || parseField(name, loc))
      return failure();
    if (failed(parser.parseOptionalComma()))
      return success();
    loc = parser.getCurrentLocation();
    if (parser.parseKeyword(&name))
      return failure();
  }
}

void tp::stablehlo::printConvWindow(OpAsmPrinter &printer, Operation *,
                                    DenseI64ArrayAttr strides,
                                    DenseIntElementsAttr padding,
                                    DenseI64ArrayAttr lhsDilation,
                                    DenseI64ArrayAttr rhsDilation,
                                    DenseBoolArrayAttr reversal) {
  StringRef separator = "";
  auto start = [&](StringRef name) -> raw_ostream & {
    printer << separator << name << " = [";
    separator = ", ";
    return printer.getStream();
  };
  auto printNumbers = [&](StringRef name, DenseI64ArrayAttr numbers) {
    if (!numbers)
      return;
    llvm::interleaveComma(numbers.asArrayRef(), start(name));
    printer << "]";
  };
  printNumbers("stride", strides);
  if (padding) {
    auto numbers = llvm::to_vector(padding.getValues<int64_t>());
    raw_ostream &os = start("pad");
    llvm::interleaveComma(
        llvm::seq<size_t>(0, numbers.size() / 2), os, [&](size_t dim) {
          os << "[" << numbers[2 * dim] << ", " << numbers[2 * dim + 1] << "]";
        });
    printer << "]";
  }
  printNumbers("lhs_dilate", lhsDilation);
  printNumbers("rhs_dilate", rhsDilation);
  if (reversal) {
    raw_ostream &os = start("reverse");
    llvm::interleaveComma(reversal.asArrayRef(), os, [&](bool reversed) {
      os << (reversed ? "true" : "false");
    });
    printer << "]";
  }
}
