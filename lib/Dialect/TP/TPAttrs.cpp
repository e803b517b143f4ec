//===- TPAttrs.cpp - meshes and shardings: text, checks, values -----------===//

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;

#include "tp/Dialect/TP/TPEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "tp/Dialect/TP/TPAttrs.cpp.inc"

void TPDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "tp/Dialect/TP/TPAttrs.cpp.inc"
      >();
}

//===----------------------------------------------------------------------===//
// Meshes
//===----------------------------------------------------------------------===//

LogicalResult MeshAxisAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                   StringRef name, int64_t size) {
  if (size < 1) // (S2)
    return emitError() << "mesh axis \"" << name << "\" has size " << size
                       << ", expected at least 1";
  return success();
}

LogicalResult MeshAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                               ArrayRef<MeshAxisAttr> axes) {
  llvm::StringSet<> names;
  // Ranks are 32-bit numbers in executables and in every transport.
  int64_t ranks = 1;
  for (MeshAxisAttr axis : axes) {
    if (!names.insert(axis.getName()).second) // (S1)
      return emitError() << "mesh axis \"" << axis.getName()
                         << "\" is declared twice";
    if (axis.getSize() > INT32_MAX / ranks) // (S2)
      return emitError() << "mesh has more than " << INT32_MAX << " ranks";
    ranks *= axis.getSize();
  }
  return success();
}

int64_t MeshAttr::getNumRanks() const {
  int64_t ranks = 1;
  for (MeshAxisAttr axis : getAxes())
    ranks *= axis.getSize();
  return ranks;
}

Mesh MeshAttr::getValue() const {
  Mesh mesh;
  for (MeshAxisAttr axis : getAxes())
    mesh.axes.push_back({axis.getName().str(), axis.getSize()});
  return mesh;
}

Attribute MeshAttr::parse(AsmParser &parser, Type) {
  SmallVector<MeshAxisAttr> axes;
  SMLoc loc = parser.getCurrentLocation();
  auto parseAxis = [&]() -> ParseResult {
    std::string name;
    int64_t size;
    SMLoc axisLoc = parser.getCurrentLocation();
    if (parser.parseString(&name) || parser.parseEqual() ||
        parser.parseInteger(size))
      return failure();
    auto axis =
        MeshAxisAttr::getChecked([&] { return parser.emitError(axisLoc); },
                                 parser.getContext(), name, size);
    if (!axis)
      return failure();
    axes.push_back(axis);
    return success();
  };
  if (parser.parseLess() ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseAxis) ||
      parser.parseGreater())
    return {};
  return MeshAttr::getChecked([&] { return parser.emitError(loc); },
                              parser.getContext(), axes);
}

void MeshAttr::print(AsmPrinter &printer) const {
  printer << "<[";
  llvm::interleaveComma(getAxes(), printer, [&](MeshAxisAttr axis) {
    printer.printString(axis.getName());
    printer << "=" << axis.getSize();
  });
  printer << "]>";
}

//===----------------------------------------------------------------------===//
// Axes
//===----------------------------------------------------------------------===//

/// Parses `"x"` or `"x":(p)s`.
static ParseResult parseAxisRef(AsmParser &parser, AxisRefAttr &axis) {
  std::string name;
  int64_t preSize = 1, size = 0;
  if (parser.parseString(&name))
    return failure();
  if (succeeded(parser.parseOptionalColon())) {
    SMLoc loc = parser.getCurrentLocation();
    if (parser.parseLParen() || parser.parseInteger(preSize) ||
        parser.parseRParen() || parser.parseInteger(size))
      return failure();
    if (preSize < 1 || size < 1)
      return parser.emitError(loc)
             << "sub-axis \"" << name << "\":(" << preSize << ")" << size
             << " has a size below 1"; // (S6)
  }
  axis = AxisRefAttr::get(parser.getContext(), name, preSize, size);
  return success();
}

static void printAxisRef(AsmPrinter &printer, AxisRefAttr axis) {
  printer.printString(axis.getName());
  if (!axis.isWhole())
    printer << ":(" << axis.getPreSize() << ")" << axis.getSize();
}

Attribute AxisRefAttr::parse(AsmParser &parser, Type) {
  AxisRefAttr axis;
  if (parser.parseLess() || parseAxisRef(parser, axis) || parser.parseGreater())
    return {};
  return axis;
}

void AxisRefAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printAxisRef(printer, *this);
  printer << ">";
}

/// Parses `"a", "b"` between delimiters.
static ParseResult parseAxisList(AsmParser &parser,
                                 AsmParser::Delimiter delimiter,
                                 SmallVectorImpl<AxisRefAttr> &axes) {
  return parser.parseCommaSeparatedList(
      delimiter, [&] { return parseAxisRef(parser, axes.emplace_back()); });
}

static void printAxisList(AsmPrinter &printer, ArrayRef<AxisRefAttr> axes) {
  llvm::interleaveComma(axes, printer,
                        [&](AxisRefAttr a) { printAxisRef(printer, a); });
}

/// Value of an axis that is known to be on the mesh.
static Axis axisValue(MeshAttr mesh, AxisRefAttr ref) {
  for (auto [index, axis] : llvm::enumerate(mesh.getAxes()))
    if (axis.getName() == ref.getName())
      return {unsigned(index), ref.getPreSize(),
              ref.isWhole() ? axis.getSize() : ref.getSize()};
  llvm_unreachable("axis was verified to be on the mesh");
}

AxisList tp::axisValues(MeshAttr mesh, ArrayAttr axes) {
  AxisList values;
  for (auto axis : axes.getAsRange<AxisRefAttr>())
    values.push_back(axisValue(mesh, axis));
  return values;
}

AxisRefAttr tp::axisAttr(MLIRContext *context, const Mesh &mesh,
                         const Axis &axis) {
  const MeshAxis &whole = mesh.axes[axis.index];
  if (axis.size == whole.size)
    return AxisRefAttr::get(context, whole.name);
  return AxisRefAttr::get(context, whole.name, axis.preSize, axis.size);
}

ArrayAttr tp::axesAttr(MLIRContext *context, const Mesh &mesh,
                       ArrayRef<Axis> axes) {
  return ArrayAttr::get(context, llvm::map_to_vector(axes, [&](const Axis &a) {
                          return Attribute(axisAttr(context, mesh, a));
                        }));
}

//===----------------------------------------------------------------------===//
// Shardings
//===----------------------------------------------------------------------===//

/// Parses `{"a", "b", ?}p1` or `{"a" by 128}`.
static ParseResult parseDim(AsmParser &parser, DimShardingAttr &dim) {
  SmallVector<AxisRefAttr> axes;
  bool open = false;
  int64_t granule = 1, priority = -1;
  auto parseItem = [&]() -> ParseResult {
    if (open)
      return parser.emitError(parser.getCurrentLocation(),
                              "expected '}' after '?'");
    if (succeeded(parser.parseOptionalQuestion())) {
      open = true;
      return success();
    }
    if (parseAxisRef(parser, axes.emplace_back()))
      return failure();
    if (succeeded(parser.parseOptionalKeyword("by"))) {
      SMLoc loc = parser.getCurrentLocation();
      if (parser.parseInteger(granule))
        return failure();
      if (granule < 1) // (S7)
        return parser.emitError(loc)
               << "granule is " << granule << ", expected at least 1";
    }
    return success();
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Braces, parseItem))
    return failure();
  StringRef keyword;
  SMLoc loc = parser.getCurrentLocation();
  if (succeeded(parser.parseOptionalKeyword(&keyword)))
    if (!keyword.consume_front("p") || keyword.getAsInteger(10, priority))
      return parser.emitError(loc, "expected a priority such as 'p1'");
  dim =
      DimShardingAttr::get(parser.getContext(), axes, open, priority, granule);
  return success();
}

static void printDim(AsmPrinter &printer, DimShardingAttr dim) {
  printer << "{";
  printAxisList(printer, dim.getAxes());
  if (dim.getGranule() != 1)
    printer << " by " << dim.getGranule();
  if (dim.getOpen())
    printer << (dim.getAxes().empty() ? "?" : ", ?");
  printer << "}";
  if (dim.getPriority() >= 0)
    printer << "p" << dim.getPriority();
}

Attribute DimShardingAttr::parse(AsmParser &parser, Type) {
  DimShardingAttr dim;
  if (parser.parseLess() || parseDim(parser, dim) || parser.parseGreater())
    return {};
  return dim;
}

void DimShardingAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printDim(printer, *this);
  printer << ">";
}

/// Parses `"model": sum`.
static ParseResult parsePartialAxis(AsmParser &parser,
                                    PartialAxisAttr &partial) {
  std::string name;
  // The colon is the reduction's here, so a sub-axis is written
  // `"x":(1)2: sum`; both start with a colon and only '(' tells them apart.
  int64_t preSize = 1, size = 0;
  if (parser.parseString(&name) || parser.parseColon())
    return failure();
  if (succeeded(parser.parseOptionalLParen()))
    if (parser.parseInteger(preSize) || parser.parseRParen() ||
        parser.parseInteger(size) || parser.parseColon())
      return failure();
  auto axis = AxisRefAttr::get(parser.getContext(), name, preSize, size);
  FailureOr<ReductionKind> kind = FieldParser<ReductionKind>::parse(parser);
  if (failed(kind))
    return failure();
  partial = PartialAxisAttr::get(parser.getContext(), axis, *kind);
  return success();
}

Attribute ShardingAttr::parse(AsmParser &parser, Type) {
  FlatSymbolRefAttr mesh;
  SmallVector<DimShardingAttr> dims;
  SmallVector<AxisRefAttr> replicated;
  SmallVector<PartialAxisAttr> partial;
  if (parser.parseLess() || parser.parseAttribute(mesh) ||
      parser.parseComma() ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
        return parseDim(parser, dims.emplace_back());
      }))
    return {};
  while (succeeded(parser.parseOptionalComma())) {
    SMLoc loc = parser.getCurrentLocation();
    StringRef keyword;
    if (parser.parseKeyword(&keyword) || parser.parseEqual())
      return {};
    if (keyword == "replicated" && replicated.empty()) {
      if (parseAxisList(parser, AsmParser::Delimiter::Braces, replicated))
        return {};
    } else if (keyword == "partial" && partial.empty()) {
      if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Braces, [&] {
            return parsePartialAxis(parser, partial.emplace_back());
          }))
        return {};
    } else {
      parser.emitError(loc)
          << "expected 'replicated' or 'partial' once, got '" << keyword << "'";
      return {};
    }
  }
  if (parser.parseGreater())
    return {};
  return ShardingAttr::get(parser.getContext(), mesh, dims, replicated,
                           partial);
}

void ShardingAttr::print(AsmPrinter &printer) const {
  printer << "<" << getMesh() << ", [";
  llvm::interleaveComma(getDims(), printer,
                        [&](DimShardingAttr d) { printDim(printer, d); });
  printer << "]";
  if (!getReplicated().empty()) {
    printer << ", replicated = {";
    printAxisList(printer, getReplicated());
    printer << "}";
  }
  if (!getPartial().empty()) {
    printer << ", partial = {";
    llvm::interleaveComma(getPartial(), printer, [&](PartialAxisAttr p) {
      printAxisRef(printer, p.getAxis());
      printer << ": " << stringifyReductionKind(p.getKind());
    });
    printer << "}";
  }
  printer << ">";
}

ShardingAttr ShardingAttr::getReplicated(FlatSymbolRefAttr mesh, int64_t rank) {
  MLIRContext *context = mesh.getContext();
  SmallVector<DimShardingAttr> dims(
      rank, DimShardingAttr::get(context, {}, false, -1, 1));
  return ShardingAttr::get(context, mesh, dims, {}, {});
}

ShardingAttr ShardingAttr::get(FlatSymbolRefAttr meshName, MeshAttr meshAttr,
                               const TensorSharding &value) {
  MLIRContext *context = meshName.getContext();
  Mesh mesh = meshAttr.getValue();
  SmallVector<DimShardingAttr> dims;
  for (const DimSharding &dim : value.dims) {
    auto axes = llvm::map_to_vector(dim.axes, [&](const Axis &axis) {
      return axisAttr(context, mesh, axis);
    });
    dims.push_back(DimShardingAttr::get(context, axes, false, -1, dim.granule));
  }
  auto partial = llvm::map_to_vector(value.partial, [&](const PartialAxis &p) {
    return PartialAxisAttr::get(context, axisAttr(context, mesh, p.axis),
                                ReductionKind(int(p.kind)));
  });
  return ShardingAttr::get(context, meshName, dims, {}, partial);
}

TensorSharding ShardingAttr::getValue(MeshAttr mesh) const {
  TensorSharding value;
  for (DimShardingAttr dim : getDims()) {
    DimSharding &d = value.dims.emplace_back();
    d.granule = dim.getGranule();
    for (AxisRefAttr axis : dim.getAxes())
      d.axes.push_back(axisValue(mesh, axis));
  }
  for (PartialAxisAttr p : getPartial())
    value.partial.push_back(
        {axisValue(mesh, p.getAxis()), Reduction(int(p.getKind()))});
  return value;
}

namespace {
/// Collects the axes of one sharding and finds the first one that is not on
/// the mesh or used before.
struct AxisChecker {
  function_ref<InFlightDiagnostic()> emitError;
  MeshOp mesh;
  SmallVector<std::pair<Axis, std::string>> used;

  LogicalResult add(AxisRefAttr ref, const Twine &place) {
    ArrayRef<MeshAxisAttr> axes = mesh.getMesh().getAxes();
    const auto *axis = llvm::find_if(
        axes, [&](MeshAxisAttr a) { return a.getName() == ref.getName(); });
    if (axis == axes.end()) // (S3)
      return note(emitError()
                  << "names axis \"" << ref.getName() << "\", which mesh @"
                  << mesh.getSymName() << " does not have");
    int64_t span = ref.getPreSize() * ref.getSize();
    if (!ref.isWhole() && axis->getSize() % span != 0) // (S6)
      return note(emitError()
                  << "names sub-axis \"" << ref.getName() << "\":("
                  << ref.getPreSize() << ")" << ref.getSize()
                  << ", which does not divide axis size " << axis->getSize());
    Axis value = axisValue(mesh.getMesh(), ref);
    for (const auto &[other, where] : used)
      if (other.overlaps(value)) // (S4)
        return emitError() << "splits " << place << " over axis \""
                           << ref.getName() << "\" already used by " << where;
    used.emplace_back(value, place.str());
    return success();
  }

  LogicalResult note(InFlightDiagnostic diag) {
    diag.attachNote(mesh.getLoc()) << "the mesh is declared here";
    return diag;
  }
};
} // namespace

LogicalResult
ShardingAttr::verifyFor(function_ref<InFlightDiagnostic()> emitError,
                        MeshOp mesh, int64_t rank) const {
  if (int64_t(getDims().size()) != rank) // (S5)
    return emitError() << "sharding has " << getDims().size()
                       << " dimensions, the tensor has " << rank;
  AxisChecker checker{emitError, mesh, {}};
  for (auto [index, dim] : llvm::enumerate(getDims()))
    for (AxisRefAttr axis : dim.getAxes())
      if (failed(checker.add(axis, "dimension " + Twine(index))))
        return failure();
  for (AxisRefAttr axis : getReplicated())
    if (failed(checker.add(axis, "the replicated axes")))
      return failure();
  for (PartialAxisAttr partial : getPartial())
    if (failed(checker.add(partial.getAxis(), "the partial axes")))
      return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// Lists of axes in ops
//===----------------------------------------------------------------------===//

ParseResult tp::parseAxes(OpAsmParser &parser, ArrayAttr &axes) {
  SmallVector<AxisRefAttr> list;
  if (parseAxisList(parser, AsmParser::Delimiter::Square, list))
    return failure();
  axes = ArrayAttr::get(parser.getContext(),
                        SmallVector<Attribute>(list.begin(), list.end()));
  return success();
}

void tp::printAxes(OpAsmPrinter &printer, Operation *, ArrayAttr axes) {
  printer << "[";
  printAxisList(printer, llvm::to_vector(axes.getAsRange<AxisRefAttr>()));
  printer << "]";
}
