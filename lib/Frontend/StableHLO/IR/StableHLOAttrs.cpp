//===- StableHLOAttrs.cpp - dimension numbers: text -----------------------===//
// All of them print as `<name = value, ...>`, fields that are empty or zero
// left out, and parse in any order.

#include "Unknown.h"
#include "mlir/IR/Builders.h"
#include "tp/Frontend/StableHLO/StableHLO.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp::stablehlo;

#include "tp/Frontend/StableHLO/StableHLOEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "tp/Frontend/StableHLO/StableHLOAttrs.cpp.inc"

void StableHLODialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "tp/Frontend/StableHLO/StableHLOAttrs.cpp.inc"
      >();
}

Attribute StableHLODialect::parseAttribute(DialectAsmParser &parser,
                                           Type type) const {
  StringRef mnemonic;
  Attribute attribute;
  if (generatedAttributeParser(parser, &mnemonic, type, attribute).has_value())
    return attribute;
  return opaqueAttribute(parser, *this);
}

void StableHLODialect::printAttribute(Attribute attribute,
                                      DialectAsmPrinter &printer) const {
  (void)generatedAttributePrinter(attribute, printer);
}

using Field = std::pair<StringRef, function_ref<ParseResult()>>;

/// Parses `<name = value, ...>`, each of `fields` at most once, in any order.
static ParseResult parseFields(AsmParser &parser, ArrayRef<Field> fields) {
  llvm::StringSet<> seen;
  auto parseField = [&]() -> ParseResult {
    SMLoc loc = parser.getCurrentLocation();
    StringRef name;
    if (parser.parseKeyword(&name))
      return failure();
    const auto *field =
        llvm::find_if(fields, [&](auto &field) { return field.first == name; });
    if (field == fields.end())
      return parser.emitError(loc) << "unknown field '" << name << "'";
    if (!seen.insert(name).second)
      return parser.emitError(loc) << "field '" << name << "' is given twice";
    return failure(parser.parseEqual() || field->second());
  };
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::LessGreater,
                                        parseField);
}

static ParseResult parseDims(AsmParser &parser,
                             SmallVectorImpl<int64_t> &dims) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
    return parser.parseInteger(dims.emplace_back());
  });
}

namespace {
/// Prints `<name = value, ...>`, without what is empty.
class FieldPrinter {
public:
  explicit FieldPrinter(AsmPrinter &printer) : printer(printer) {
    printer << "<";
  }
  ~FieldPrinter() { printer << ">"; }

  AsmPrinter &start(StringRef name) {
    printer << (first ? "" : ", ") << name << " = ";
    first = false;
    return printer;
  }
  void dims(StringRef name, ArrayRef<int64_t> dims) {
    if (dims.empty())
      return;
    start(name) << "[";
    llvm::interleaveComma(dims, printer);
    printer << "]";
  }
  void integer(StringRef name, int64_t value) {
    if (value != 0)
      start(name) << value;
  }

private:
  AsmPrinter &printer;
  bool first = true;
};
} // namespace

Attribute DotDimensionNumbersAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> lhsBatch, rhsBatch, lhsContract, rhsContract;
  auto parse = [&](SmallVectorImpl<int64_t> &dims) {
    return [&parser, &dims] { return parseDims(parser, dims); };
  };
  auto lhsBatchParser = parse(lhsBatch), rhsBatchParser = parse(rhsBatch),
       lhsContractParser = parse(lhsContract),
       rhsContractParser = parse(rhsContract);
  if (parseFields(parser, {{"lhs_batching_dimensions", lhsBatchParser},
                           {"rhs_batching_dimensions", rhsBatchParser},
                           {"lhs_contracting_dimensions", lhsContractParser},
                           {"rhs_contracting_dimensions", rhsContractParser}}))
    return {};
  return get(parser.getContext(), lhsBatch, rhsBatch, lhsContract, rhsContract);
}

void DotDimensionNumbersAttr::print(AsmPrinter &printer) const {
  FieldPrinter fields(printer);
  fields.dims("lhs_batching_dimensions", getLhsBatchingDimensions());
  fields.dims("rhs_batching_dimensions", getRhsBatchingDimensions());
  fields.dims("lhs_contracting_dimensions", getLhsContractingDimensions());
  fields.dims("rhs_contracting_dimensions", getRhsContractingDimensions());
}

Attribute GatherDimensionNumbersAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> offset, collapsed, operandBatch, indicesBatch, map;
  int64_t indexVectorDim = 0;
  auto parse = [&](SmallVectorImpl<int64_t> &dims) {
    return [&parser, &dims] { return parseDims(parser, dims); };
  };
  auto offsetParser = parse(offset), collapsedParser = parse(collapsed),
       operandBatchParser = parse(operandBatch),
       indicesBatchParser = parse(indicesBatch), mapParser = parse(map);
  auto vectorDimParser = [&] { return parser.parseInteger(indexVectorDim); };
  if (parseFields(parser, {{"offset_dims", offsetParser},
                           {"collapsed_slice_dims", collapsedParser},
                           {"operand_batching_dims", operandBatchParser},
                           {"start_indices_batching_dims", indicesBatchParser},
                           {"start_index_map", mapParser},
                           {"index_vector_dim", vectorDimParser}}))
    return {};
  return get(parser.getContext(), offset, collapsed, operandBatch, indicesBatch,
             map, indexVectorDim);
}

void GatherDimensionNumbersAttr::print(AsmPrinter &printer) const {
  FieldPrinter fields(printer);
  fields.dims("offset_dims", getOffsetDims());
  fields.dims("collapsed_slice_dims", getCollapsedSliceDims());
  fields.dims("operand_batching_dims", getOperandBatchingDims());
  fields.dims("start_indices_batching_dims", getStartIndicesBatchingDims());
  fields.dims("start_index_map", getStartIndexMap());
  fields.integer("index_vector_dim", getIndexVectorDim());
}

Attribute ScatterDimensionNumbersAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> window, inserted, inputBatch, indicesBatch, map;
  int64_t indexVectorDim = 0;
  auto parse = [&](SmallVectorImpl<int64_t> &dims) {
    return [&parser, &dims] { return parseDims(parser, dims); };
  };
  auto windowParser = parse(window), insertedParser = parse(inserted),
       inputBatchParser = parse(inputBatch),
       indicesBatchParser = parse(indicesBatch), mapParser = parse(map);
  auto vectorDimParser = [&] { return parser.parseInteger(indexVectorDim); };
  if (parseFields(parser,
                  {{"update_window_dims", windowParser},
                   {"inserted_window_dims", insertedParser},
                   {"input_batching_dims", inputBatchParser},
                   {"scatter_indices_batching_dims", indicesBatchParser},
                   {"scatter_dims_to_operand_dims", mapParser},
                   {"index_vector_dim", vectorDimParser}}))
    return {};
  return get(parser.getContext(), window, inserted, inputBatch, indicesBatch,
             map, indexVectorDim);
}

void ScatterDimensionNumbersAttr::print(AsmPrinter &printer) const {
  FieldPrinter fields(printer);
  fields.dims("update_window_dims", getUpdateWindowDims());
  fields.dims("inserted_window_dims", getInsertedWindowDims());
  fields.dims("input_batching_dims", getInputBatchingDims());
  fields.dims("scatter_indices_batching_dims", getScatterIndicesBatchingDims());
  fields.dims("scatter_dims_to_operand_dims", getScatterDimsToOperandDims());
  fields.integer("index_vector_dim", getIndexVectorDim());
}

/// A field of floating-point type.
static ParseResult parseTolerance(AsmParser &parser, APFloat &value) {
  double number;
  if (parser.parseFloat(number))
    return failure();
  value = APFloat(number);
  return success();
}

Attribute ResultAccuracyAttr::parse(AsmParser &parser, Type) {
  APFloat atol(0.0), rtol(0.0);
  int64_t ulps = 0;
  ResultAccuracyModeAttr mode;
  auto atolParser = [&] { return parseTolerance(parser, atol); };
  auto rtolParser = [&] { return parseTolerance(parser, rtol); };
  auto ulpsParser = [&] { return parser.parseInteger(ulps); };
  auto modeParser = [&] { return parser.parseAttribute(mode); };
  if (parseFields(parser, {{"atol", atolParser},
                           {"rtol", rtolParser},
                           {"ulps", ulpsParser},
                           {"mode", modeParser}}))
    return {};
  if (!mode) {
    parser.emitError(parser.getNameLoc(), "expected field 'mode'");
    return {};
  }
  return get(parser.getContext(), atol, rtol, ulps, mode);
}

void ResultAccuracyAttr::print(AsmPrinter &printer) const {
  FieldPrinter fields(printer);
  if (!getAtol().isZero())
    fields.start("atol") << getAtol();
  if (!getRtol().isZero())
    fields.start("rtol") << getRtol();
  fields.integer("ulps", getUlps());
  fields.start("mode") << getMode();
}
