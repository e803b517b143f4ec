//===- ReduceOp.cpp - reductions: text and checks -------------------------===//
// A reduction by one commutative op prints as `applies that.op`; any other
// prints its region, with block arguments in pairs (element, accumulator).

#include "Verify.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

/// `(%x init: %c), (%y init: %d)`: inputs, then initial values.
static ParseResult
parseOperandPairs(OpAsmParser &parser,
                  SmallVectorImpl<OpAsmParser::UnresolvedOperand> &operands) {
  SmallVector<OpAsmParser::UnresolvedOperand> inits;
  do {
    if (parser.parseLParen() || parser.parseOperand(operands.emplace_back()) ||
        parser.parseKeyword("init") || parser.parseColon() ||
        parser.parseOperand(inits.emplace_back()) || parser.parseRParen())
      return failure();
  } while (succeeded(parser.parseOptionalComma()));
  llvm::append_range(operands, inits);
  return success();
}

/// Fills `body` with `name` on its two arguments of type `type`.
static void buildBody(Region &body, OperationName name, Type type,
                      Location loc) {
  OpBuilder builder(loc.getContext());
  Block &block = body.emplaceBlock();
  block.addArguments({type, type}, {loc, loc});
  builder.setInsertionPointToStart(&block);
  OperationState state(loc, name, block.getArguments(), TypeRange(type));
  Operation *inner = builder.create(state);
  ReturnOp::create(builder, loc, inner->getResults());
}

/// The name after `applies`.
static FailureOr<OperationName> parseAppliedOp(OpAsmParser &parser) {
  SMLoc loc = parser.getCurrentLocation();
  FailureOr<OperationName> name = parser.parseCustomOperationName();
  if (failed(name))
    return failure();
  if (name->getDialectNamespace() != StableHLODialect::getDialectNamespace() ||
      !name->hasTrait<OpTrait::IsCommutative>()) {
    tp::emitUnsupported(parser.getEncodedSourceLoc(loc))
        << "'stablehlo.reduce' op that applies '" << *name
        << "' is not supported";
    return failure();
  }
  return name;
}

/// ` reducer(%a: t, %b: t) (%c: t, %d: t) { ... }`
static ParseResult parseReducer(OpAsmParser &parser, size_t pairs,
                                Region &body) {
  SmallVector<OpAsmParser::Argument> arguments(2 * pairs);
  if (parser.parseKeyword("reducer"))
    return failure();
  for (size_t pair = 0; pair != pairs; ++pair)
    if (parser.parseLParen() ||
        parser.parseArgument(arguments[pair], /*allowType=*/true) ||
        parser.parseComma() ||
        parser.parseArgument(arguments[pairs + pair], /*allowType=*/true) ||
        parser.parseRParen())
      return failure();
  return parser.parseRegion(body, arguments);
}

ParseResult ReduceOp::parse(OpAsmParser &parser, OperationState &result) {
  SMLoc loc = parser.getCurrentLocation();
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  if (parseOperandPairs(parser, operands))
    return failure();
  FailureOr<OperationName> applied = failure();
  bool isCompact = succeeded(parser.parseOptionalKeyword("applies"));
  if (isCompact && failed(applied = parseAppliedOp(parser)))
    return failure();

  SmallVector<int64_t> dims;
  auto parseDim = [&] { return parser.parseInteger(dims.emplace_back()); };
  FunctionType type;
  if (parser.parseKeyword("across") || parser.parseKeyword("dimensions") ||
      parser.parseEqual() ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseDim) ||
      parser.parseOptionalAttrDict(result.attributes) || parser.parseColon() ||
      parser.parseType(type) ||
      parser.resolveOperands(operands, type.getInputs(), loc, result.operands))
    return failure();
  result.getOrAddProperties<Properties>().dimensions =
      parser.getBuilder().getDenseI64ArrayAttr(dims);
  result.addTypes(type.getResults());

  Region &body = *result.addRegion();
  if (!isCompact)
    return parseReducer(parser, operands.size() / 2, body);
  auto init = dyn_cast<RankedTensorType>(type.getInputs().back());
  if (!init || operands.size() != 2)
    return parser.emitError(loc, "expected one input and one initial value, "
                                 "both ranked tensors");
  // The op that is applied has the location of the reduction, which comes last.
  std::optional<Location> explicitLoc;
  if (parser.parseOptionalLocationSpecifier(explicitLoc))
    return failure();
  if (explicitLoc)
    result.location = *explicitLoc;
  buildBody(body, *applied, RankedTensorType::get({}, init.getElementType()),
            result.location);
  return success();
}

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

/// The op that the body applies to its two arguments in order, or null.
static Operation *getAppliedOp(ReduceOp op) {
  Block &block = op.getBody().front();
  if (block.getNumArguments() != 2 || block.getOperations().size() != 2)
    return nullptr;
  Operation *inner = &block.front();
  auto end = dyn_cast<ReturnOp>(block.back());
  if (!end || !inner->hasTrait<OpTrait::IsCommutative>() ||
      !isa<StableHLODialect>(inner->getDialect()) ||
      inner->getOperands() != block.getArguments() ||
      end.getResults() != inner->getResults())
    return nullptr;
  return inner;
}

static void printReducer(OpAsmPrinter &printer, ReduceOp op) {
  printer.printNewline();
  printer << " reducer";
  Block &block = op.getBody().front();
  size_t pairs = op.getInputs().size();
  for (size_t pair = 0; pair != pairs; ++pair) {
    printer << "(";
    printer.printRegionArgument(block.getArgument(pair));
    printer << ", ";
    printer.printRegionArgument(block.getArgument(pairs + pair));
    printer << ") ";
  }
  printer << ' ';
  printer.printRegion(op.getBody(), /*printEntryBlockArgs=*/false);
}

void ReduceOp::print(OpAsmPrinter &printer) {
  llvm::interleaveComma(llvm::zip(getInputs(), getInitValues()), printer,
                        [&](auto pair) {
                          printer << "(" << std::get<0>(pair)
                                  << " init: " << std::get<1>(pair) << ")";
                        });
  Operation *applied = getAppliedOp(*this);
  if (applied)
    printer << " applies " << applied->getName();
  printer << " across dimensions = [";
  llvm::interleaveComma(getDimensions(), printer);
  printer << "]";
  printer.printOptionalAttrDict((*this)->getAttrs(), {"dimensions"});
  printer << " : ";
  printer.printFunctionalType(*this);
  if (!applied)
    printReducer(printer, *this);
}

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

LogicalResult ReduceOp::verify() {
  if (failed(verifyResultPerInput(*this, getInputs())))
    return failure();
  auto first = cast<RankedTensorType>(getInputs().front().getType());
  if (failed(verifyDims(*this, "dimensions", getDimensions(), first.getRank())))
    return failure();
  SmallVector<int64_t> shape;
  for (auto [dim, extent] : llvm::enumerate(first.getShape()))
    if (!llvm::is_contained(getDimensions(), dim))
      shape.push_back(extent);
  return verifyReduction(*this, getInputs(), getInitValues(), shape);
}

LogicalResult ReduceOp::verifyRegions() {
  return verifyReducer(*this, getBody());
}
