//===- SdyDialect.cpp - registration and ops of the sdy subset ------------===//

#include "Unknown.h"
#include "tp/Frontend/StableHLO/Sdy.h"

using namespace mlir;
using namespace tp::sdy;

#include "tp/Frontend/StableHLO/SdyDialect.cpp.inc"

//===----------------------------------------------------------------------===//
// Assembly
//===----------------------------------------------------------------------===//

/// `[<@mesh, [{"x"}]>]`: shardings without the name of their list.
static ParseResult parseShardings(OpAsmParser &parser,
                                  TensorShardingPerValueAttr &list) {
  SmallVector<TensorShardingAttr> shardings;
  auto parseOne = [&]() -> ParseResult {
    shardings.push_back(cast_if_present<TensorShardingAttr>(
        TensorShardingAttr::parse(parser, Type())));
    return success(shardings.back() != nullptr);
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseOne))
    return failure();
  list = TensorShardingPerValueAttr::get(parser.getContext(), shardings);
  return success();
}

static void printShardings(OpAsmPrinter &printer, Operation *,
                           TensorShardingPerValueAttr list) {
  printer << "[";
  llvm::interleaveComma(
      list.getShardings(), printer,
      [&](TensorShardingAttr sharding) { sharding.print(printer); });
  printer << "]";
}

/// `(%a: tensor<8xf32>) { ... }`: a block with its arguments before it.
static ParseResult parseBody(OpAsmParser &parser, Region &body) {
  SmallVector<OpAsmParser::Argument> arguments;
  if (parser.parseArgumentList(arguments, AsmParser::Delimiter::Paren,
                               /*allowType=*/true))
    return failure();
  return parser.parseRegion(body, arguments);
}

static void printBody(OpAsmPrinter &printer, Operation *, Region &body) {
  printer << "(";
  llvm::interleaveComma(
      body.getArguments(), printer,
      [&](BlockArgument argument) { printer.printRegionArgument(argument); });
  printer << ") ";
  printer.printRegion(body, /*printEntryBlockArgs=*/false);
}

#define GET_OP_CLASSES
#include "tp/Frontend/StableHLO/SdyOps.cpp.inc"

void SdyDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "tp/Frontend/StableHLO/SdyOps.cpp.inc"
      >();
  allowUnknownOperations();
}

Type SdyDialect::parseType(DialectAsmParser &parser) const {
  return opaqueType(parser, *this);
}

std::optional<Dialect::ParseOpHook>
SdyDialect::getParseOperationHook(StringRef) const {
  return refuseOp;
}

//===----------------------------------------------------------------------===//
// Named computations
//===----------------------------------------------------------------------===//

static LogicalResult
verifyShardings(Operation *op, StringRef name, size_t numValues,
                std::optional<TensorShardingPerValueAttr> list) {
  if (!list || list->getShardings().size() == numValues)
    return success();
  return op->emitOpError() << "has " << list->getShardings().size() << " "
                           << name << ", expected " << numValues;
}

/// Checks that what crosses an edge of the body has the same types on both
/// sides.
static LogicalResult verifyEdge(Operation *op, StringRef inside,
                                TypeRange inner, StringRef outside,
                                TypeRange outer) {
  if (inner == outer)
    return success();
  return op->emitOpError() << "has a body whose " << inside << " are (" << inner
                           << "), expected the types of its " << outside
                           << ", (" << outer << ")";
}

LogicalResult NamedComputationOp::verifyRegions() {
  Block &body = getBody().front();
  auto back = dyn_cast<ReturnOp>(body.getTerminator());
  if (!back)
    return emitOpError() << "has a body that ends with "
                         << body.getTerminator()->getName()
                         << ", expected sdy.return";
  if (failed(verifyShardings(*this, "in_shardings", getInputs().size(),
                             getInShardings())) ||
      failed(verifyShardings(*this, "out_shardings", getResults().size(),
                             getOutShardings())) ||
      failed(verifyEdge(*this, "arguments", body.getArgumentTypes(), "operands",
                        getInputs().getTypes())))
    return failure();
  return verifyEdge(*this, "results", back.getOperandTypes(), "results",
                    getResultTypes());
}
