//===- Tables.cpp - a scheduled function as the file's tables -------------===//
// One table an op. Kernels, communicators and locations are listed once, in the
// order of their first use.

#include "Tables.h"
#include "Elements.h"
#include "mlir/IR/SymbolTable.h"
#include "tp/Codegen/GemmLayout.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TPRT/ArgumentLayout.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
namespace fb = ::tprt::fb;

namespace tp {
namespace {

template <typename T> using Offset = flatbuffers::Offset<T>;
template <typename T> using Offsets = std::vector<Offset<T>>;

static_assert(int(fb::CollectiveKind::MAX) ==
                  int(tprt::CollectiveKind::Permute) &&
              int(fb::Epilogue::MAX) == int(tprt::Epilogue::Gelu) &&
              int(fb::CodeFormat::MAX) == int(TPXCodeFormat::Cubin) &&
              int(fb::Reduction::MAX) == int(tprt::Reduction::None) &&
              int(fb::Space::MAX) == int(tprt::Space::Constant));

class ProgramBuilder {
public:
  ProgramBuilder(func::FuncOp function, const TPXOptions &options,
                 flatbuffers::FlatBufferBuilder &builder)
      : function(function), options(options), builder(builder) {
    locations.push_back("unknown");
  }

  LogicalResult run(const SectionPlaces &sections) {
    if (failed(addMesh()) || failed(addArguments()) || failed(addResults()))
      return failure();
    if (failed(addBlock(function.getBody().front(), commands)))
      return failure();
    // Regions are met as the list grows: those of a region come behind it.
    for (size_t i = 0; i < bodies.size(); ++i) {
      Offsets<fb::Command> own;
      if (failed(addBlock(bodies[i]->front(), own)))
        return failure();
      regions.push_back(fb::CreateRegion(builder, builder.CreateVector(own)));
    }
    finish(sections);
    return success();
  }

private:
  //===--------------------------------------------------------------------===//
  // Values
  //===--------------------------------------------------------------------===//

  LogicalResult addMesh() {
    Attribute attribute = function->getAttr(tprt::kMeshAttr);
    std::optional<Mesh> mesh = tprt::toMesh(attribute);
    if (attribute && !mesh)
      return function.emitOpError() << "has " << tprt::kMeshAttr << " "
                                    << attribute << ", which is no mesh";
    if (mesh)
      for (const MeshAxis &axis : mesh->axes)
        axes.push_back(fb::CreateMeshAxis(
            builder, builder.CreateString(axis.name), axis.size));
    return success();
  }

  static fb::Coordinate toTable(Coordinate factor) {
    return fb::Coordinate(factor.stride, factor.size);
  }

  /// The layout of an argument or result: replicated when none is given.
  FailureOr<tprt::ArgumentLayout> layoutOf(Attribute attribute, Type type) {
    auto memref = cast<MemRefType>(type);
    if (!attribute) {
      tprt::ArgumentLayout layout;
      layout.type =
          RankedTensorType::get(memref.getShape(), memref.getElementType());
      layout.split.resize(memref.getRank());
      return layout;
    }
    std::optional<tprt::ArgumentLayout> layout =
        tprt::toArgumentLayout(attribute);
    if (!layout || layout->type.getRank() != memref.getRank())
      return function.emitOpError()
             << "has " << tprt::kLayoutAttr << " " << attribute
             << ", which is no layout of " << type;
    return *layout;
  }

  FailureOr<fb::DType> dtypeOf(Location loc, Type type) {
    std::optional<fb::DType> dtype = toDType(type);
    if (!dtype)
      return emitUnsupported(loc)
             << "elements of type " << type << " cannot be in a .tpx file yet";
    return *dtype;
  }

  FailureOr<Offset<fb::Value>> addValue(DictionaryAttr attributes, Type type,
                                        int32_t donatedResult, Location loc) {
    auto get = [&](StringRef name) {
      return attributes ? attributes.get(name) : Attribute();
    };
    FailureOr<tprt::ArgumentLayout> layout =
        layoutOf(get(tprt::kLayoutAttr), type);
    if (failed(layout))
      return failure();
    FailureOr<fb::DType> dtype = dtypeOf(loc, layout->type.getElementType());
    if (failed(dtype))
      return failure();
    Offset<flatbuffers::String> name;
    if (auto attribute = dyn_cast_or_null<StringAttr>(get("tp.name")))
      name = builder.CreateString(attribute.str());
    std::vector<uint64_t> shape(layout->type.getShape().begin(),
                                layout->type.getShape().end());
    Offsets<fb::DimSharding> split;
    for (const auto &dimension : layout->split) {
      std::vector<fb::Coordinate> factors;
      for (Coordinate factor : dimension)
        factors.push_back(toTable(factor));
      split.push_back(fb::CreateDimSharding(
          builder, builder.CreateVectorOfStructs(factors)));
    }
    auto shapeTable = builder.CreateVector(shape);
    auto splitTable = builder.CreateVector(split);
    return fb::CreateValue(builder, name, *dtype, shapeTable, splitTable,
                           donatedResult, addLocation(loc));
  }

  LogicalResult addArguments() {
    for (BlockArgument argument : function.getArguments()) {
      unsigned index = argument.getArgNumber();
      auto donated = function.getArgAttrOfType<IntegerAttr>(
          index, tprt::kDonatedResultAttr);
      auto value = addValue(function.getArgAttrDict(index), argument.getType(),
                            donated ? donated.getInt() : -1, argument.getLoc());
      if (failed(value))
        return failure();
      arguments.push_back(*value);
    }
    return success();
  }

  LogicalResult addResults() {
    auto ret = function.getBody().front().getTerminator();
    for (auto [index, type] : llvm::enumerate(function.getResultTypes())) {
      auto value = addValue(function.getResultAttrDict(index), type, -1,
                            ret->getOperand(index).getLoc());
      if (failed(value))
        return failure();
      results.push_back(*value);
    }
    return success();
  }

  uint32_t addLocation(Location loc) {
    std::string text = userLocation(loc);
    if (text.empty())
      return 0;
    auto [known, isNew] = locationNumbers.try_emplace(text, locations.size());
    if (isNew)
      locations.push_back(text);
    return known->second;
  }

  //===--------------------------------------------------------------------===//
  // Operands
  //===--------------------------------------------------------------------===//

  FailureOr<fb::Ref> refOf(Operation *op, Value value) {
    auto slot = value.getDefiningOp<tprt::SlotOp>();
    std::optional<uint64_t> size =
        slot ? tprt::bufferBytes(slot.getType()) : std::nullopt;
    if (!size)
      return op->emitOpError() << "has an operand of type " << value.getType()
                               << " that no tprt.slot makes";
    tprt::Space space = slot.getSpace();
    bool isNumbered =
        space == tprt::Space::Argument || space == tprt::Space::Result;
    return fb::Ref(static_cast<fb::Space>(space),
                   isNumbered ? slot.getIndex() : 0, slot.getOffset(), *size);
  }

  LogicalResult addRefs(Operation *op, ValueRange values,
                        std::vector<fb::Ref> &refs) {
    for (Value value : values) {
      FailureOr<fb::Ref> ref = refOf(op, value);
      if (failed(ref))
        return failure();
      refs.push_back(*ref);
    }
    return success();
  }

  static ShapedType shapedType(Value value) {
    return cast<ShapedType>(value.getType());
  }

  FailureOr<fb::DType> elementsOf(Operation *op, Value value) {
    return dtypeOf(op->getLoc(), shapedType(value).getElementType());
  }

  //===--------------------------------------------------------------------===//
  // Commands
  //===--------------------------------------------------------------------===//

  template <typename T>
  LogicalResult addCommand(Operation *op, StringRef name, fb::Action kind,
                           Offset<T> action) {
    auto text = builder.CreateString(name.data(), name.size());
    list->push_back(fb::CreateCommand(builder, kind, action.Union(), text,
                                      addLocation(op->getLoc())));
    return success();
  }

  LogicalResult addGemm(tprt::GemmOp op) {
    std::vector<fb::Ref> refs, bias, aux;
    if (failed(addRefs(op, {op.getA(), op.getB(), op.getC()}, refs)) ||
        (op.getBias() && failed(addRefs(op, op.getBias(), bias))) ||
        (op.getAux() && failed(addRefs(op, op.getAux(), aux))))
      return failure();
    FailureOr<fb::DType> dtype = elementsOf(op, op.getA());
    FailureOr<fb::DType> resultDtype = elementsOf(op, op.getC());
    if (failed(dtype) || failed(resultDtype))
      return failure();
    std::optional<GemmLayout> layout = gemmLayout(op);
    if (!layout)
      return op.emitOpError("is no product that one GEMM call can do");
    // The call knows only m, n and k: the bias must be n.
    if (op.getBias() && shapedType(op.getBias()).getNumElements() != layout->n)
      return op.emitOpError()
             << "has a bias of " << shapedType(op.getBias()).getNumElements()
             << " elements, but n is " << layout->n;
    std::vector<Offset<fb::Batch>> batch;
    for (const GemmBatch &dim : layout->batch)
      batch.push_back(fb::CreateBatch(builder, dim.size, dim.strideA,
                                      dim.strideB, dim.strideC));
    auto batchTable = builder.CreateVector(batch);
    return addCommand(
        op, "gemm", fb::Action::Gemm,
        fb::CreateGemm(builder, *dtype, *resultDtype, layout->m, layout->n,
                       layout->k, &refs[0], &refs[1], &refs[2], layout->lda,
                       layout->ldb, layout->ldc, layout->transposeA,
                       layout->transposeB, op.getAccumulate(), batchTable,
                       static_cast<fb::Epilogue>(op.getEpilogue()),
                       bias.empty() ? nullptr : &bias[0],
                       aux.empty() ? nullptr : &aux[0], op.getAllowTf32()));
  }

  FailureOr<uint32_t> addKernel(tprt::LaunchOp op) {
    auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
        op, op.getCalleeAttr());
    if (!callee)
      return op.emitOpError()
             << "launches " << op.getCalleeAttr() << ", which is no function";
    auto number = [&](StringRef name) {
      return callee->getAttrOfType<IntegerAttr>(name);
    };
    auto tiles = number(tprt::TPRTDialect::kTilesAttr);
    auto threads = number(tprt::TPRTDialect::kThreadsAttr);
    auto shared = number(tprt::TPRTDialect::kSharedBytesAttr);
    if (!tiles)
      return op.emitOpError() << "launches " << op.getCalleeAttr()
                              << ", which has not been compiled";
    auto [known, isNew] =
        kernelNumbers.try_emplace(op.getCallee(), kernels.size());
    if (isNew)
      kernels.push_back(fb::CreateKernel(
          builder, builder.CreateString(op.getCallee().str()), tiles.getInt(),
          op.getIns().size() + op.getOuts().size(), op.getCoordinates().size(),
          threads ? threads.getInt() : 1, shared ? shared.getInt() : 0));
    return known->second;
  }

  LogicalResult addLaunch(tprt::LaunchOp op) {
    FailureOr<uint32_t> kernel = addKernel(op);
    std::vector<fb::Ref> refs;
    if (failed(kernel) || failed(addRefs(op, op.getIns(), refs)) ||
        failed(addRefs(op, op.getOuts(), refs)))
      return failure();
    std::vector<fb::Coordinate> coordinates;
    for (Value value : op.getCoordinates()) {
      auto coordinate = value.getDefiningOp<tprt::CoordinateOp>();
      if (!coordinate)
        return op.emitOpError("has an index that is no tprt.coordinate");
      coordinates.emplace_back(coordinate.getStride(), coordinate.getSize());
    }
    auto operands = builder.CreateVectorOfStructs(refs);
    auto coordinateTable = builder.CreateVectorOfStructs(coordinates);
    return addCommand(op, op.getCallee(), fb::Action::Launch,
                      fb::CreateLaunch(builder, *kernel, operands,
                                       op.getIns().size(), coordinateTable));
  }

  LogicalResult addCopy(tprt::CopyOp op) {
    std::vector<fb::Ref> refs;
    if (failed(addRefs(op, op->getOperands(), refs)))
      return failure();
    return addCommand(op, "copy", fb::Action::Copy,
                      fb::CreateCopy(builder, &refs[0], &refs[1]));
  }

  uint32_t addCommunicator(DenseIntElementsAttr groups) {
    auto [known, isNew] =
        communicatorNumbers.try_emplace(groups, communicators.size());
    if (!isNew)
      return known->second;
    Offsets<fb::Group> tables;
    SmallVector<int64_t> ranks(groups.getValues<int64_t>());
    int64_t size = groups.getType().getDimSize(1);
    for (int64_t at = 0; at < int64_t(ranks.size()); at += size)
      tables.push_back(fb::CreateGroup(
          builder, builder.CreateVector(std::vector<uint32_t>(
                       ranks.begin() + at, ranks.begin() + at + size))));
    communicators.push_back(
        fb::CreateCommunicator(builder, builder.CreateVector(tables)));
    return known->second;
  }

  LogicalResult addStart(tprt::StartOp op) {
    std::vector<fb::Ref> refs;
    if (failed(addRefs(op, op->getOperands(), refs)))
      return failure();
    FailureOr<fb::DType> dtype = elementsOf(op, op.getFrom());
    if (failed(dtype))
      return failure();
    auto groups = dyn_cast<DenseIntElementsAttr>(op.getGroups());
    if (!groups)
      return op.emitOpError("has groups that are not dense");
    Offset<flatbuffers::Vector<uint32_t>> targets;
    if (auto list = op.getTargets())
      targets = builder.CreateVector(
          std::vector<uint32_t>(list->begin(), list->end()));
    tokenNumbers[op.getToken()] = list->size();
    return addCommand(
        op, tprt::stringifyCollectiveKind(op.getKind()), fb::Action::Start,
        fb::CreateStart(builder, static_cast<fb::CollectiveKind>(op.getKind()),
                        static_cast<fb::Reduction>(op.getReduction()), *dtype,
                        shapedType(op.getFrom()).getNumElements(), &refs[0],
                        &refs[1], addCommunicator(groups), targets));
  }

  LogicalResult addRecord(tprt::RecordOp op) {
    tokenNumbers[op.getToken()] = list->size();
    return addCommand(op, "record", fb::Action::Record,
                      fb::CreateRecord(builder));
  }

  LogicalResult addWait(tprt::WaitOp op) {
    auto token = tokenNumbers.find(op.getToken());
    if (token == tokenNumbers.end())
      return op.emitOpError("waits for no command before it");
    return addCommand(op, "wait", fb::Action::Wait,
                      fb::CreateWait(builder, token->second));
  }

  uint32_t addRegion(Region &region) {
    bodies.push_back(&region);
    return bodies.size() - 1;
  }

  LogicalResult addLoop(tprt::LoopOp op) {
    std::vector<fb::Ref> predicate;
    if (op.getPredicate() && failed(addRefs(op, op.getPredicate(), predicate)))
      return failure();
    return addCommand(
        op, "loop", fb::Action::Loop,
        fb::CreateLoop(builder, addRegion(op.getBody()),
                       op.getTrips().value_or(0),
                       predicate.empty() ? nullptr : &predicate[0]));
  }

  LogicalResult addBranch(tprt::BranchOp op) {
    FailureOr<fb::Ref> index = refOf(op, op.getIndex());
    FailureOr<fb::DType> dtype = elementsOf(op, op.getIndex());
    if (failed(index) || failed(dtype))
      return failure();
    std::vector<uint32_t> numbers;
    for (Region &body : op.getBodies())
      numbers.push_back(addRegion(body));
    return addCommand(op, "branch", fb::Action::Branch,
                      fb::CreateBranch(builder, &*index, *dtype,
                                       builder.CreateVector(numbers)));
  }

  /// Adds the commands of a block to `to`.
  LogicalResult addBlock(Block &block, Offsets<fb::Command> &to) {
    list = &to;
    for (Operation &op : block)
      if (failed(addOp(&op)))
        return failure();
    return success();
  }

  LogicalResult addOp(Operation *op) {
    return TypeSwitch<Operation *, LogicalResult>(op)
        .Case([&](tprt::GemmOp op) { return addGemm(op); })
        .Case([&](tprt::LaunchOp op) { return addLaunch(op); })
        .Case([&](tprt::CopyOp op) { return addCopy(op); })
        .Case([&](tprt::StartOp op) { return addStart(op); })
        .Case([&](tprt::RecordOp op) { return addRecord(op); })
        .Case([&](tprt::WaitOp op) { return addWait(op); })
        .Case([&](tprt::LoopOp op) { return addLoop(op); })
        .Case([&](tprt::BranchOp op) { return addBranch(op); })
        .Case<tprt::SlotOp, tprt::CoordinateOp, func::ReturnOp>(
            [](Operation *) { return success(); })
        .Default([](Operation *op) {
          return op->emitOpError("is no command of a schedule");
        });
  }

  //===--------------------------------------------------------------------===//
  // The whole
  //===--------------------------------------------------------------------===//

  Offset<fb::Target> addTarget() {
    const TPXTarget &target = options.target;
    auto backend = builder.CreateString(target.backend);
    auto triple = builder.CreateString(target.triple);
    auto cpu = builder.CreateString(target.cpu);
    auto features = builder.CreateVectorOfStrings(target.features);
    return fb::CreateTarget(builder, backend, triple, cpu, features);
  }

  Offset<fb::Section> addSection(SectionPlace place) {
    if (place.size == 0)
      return {};
    return fb::CreateSection(builder, place.offset, place.size, place.hash);
  }

  Offset<flatbuffers::Vector<Offset<fb::Code>>>
  addCode(ArrayRef<SectionPlace> places) {
    Offsets<fb::Code> images;
    for (auto [code, place] : llvm::zip_equal(options.code, places))
      if (place.size)
        images.push_back(
            fb::CreateCode(builder, static_cast<fb::CodeFormat>(code.format),
                           addSection(place)));
    return builder.CreateVector(images);
  }

  void finish(const SectionPlaces &sections) {
    auto arena =
        function->getAttrOfType<IntegerAttr>(tprt::TPRTDialect::kArenaSizeAttr);
    auto producer = builder.CreateString(options.producer);
    auto name = builder.CreateString(function.getName().str());
    auto target = addTarget();
    auto mesh = builder.CreateVector(axes);
    auto argumentTable = builder.CreateVector(arguments);
    auto resultTable = builder.CreateVector(results);
    auto communicatorTable = builder.CreateVector(communicators);
    auto commandTable = builder.CreateVector(commands);
    auto kernelTable = builder.CreateVector(kernels);
    auto constantSection = addSection(sections.constants);
    auto codeTable = addCode(sections.code);
    auto locationTable = builder.CreateVectorOfStrings(locations);
    auto regionTable = builder.CreateVector(regions);
    fb::FinishProgramBuffer(
        builder, fb::CreateProgram(builder, producer, name, target, mesh,
                                   argumentTable, resultTable,
                                   communicatorTable, commandTable, kernelTable,
                                   arena ? arena.getInt() : 0, constantSection,
                                   codeTable, locationTable, regionTable));
  }

  func::FuncOp function;
  const TPXOptions &options;
  flatbuffers::FlatBufferBuilder &builder;
  Offsets<fb::MeshAxis> axes;
  Offsets<fb::Value> arguments, results;
  Offsets<fb::Communicator> communicators;
  Offsets<fb::Command> commands;
  Offsets<fb::Command> *list = nullptr; ///< Where commands go.
  SmallVector<Region *> bodies;         ///< By number of the region.
  Offsets<fb::Region> regions;
  Offsets<fb::Kernel> kernels;
  std::vector<std::string> locations;
  llvm::StringMap<uint32_t> locationNumbers;
  llvm::StringMap<uint32_t> kernelNumbers;
  DenseMap<Attribute, uint32_t> communicatorNumbers;
  DenseMap<Value, uint32_t> tokenNumbers; ///< The command of a token.
};

} // namespace
} // namespace tp

LogicalResult tp::buildProgram(func::FuncOp function, const TPXOptions &options,
                               const SectionPlaces &sections,
                               flatbuffers::FlatBufferBuilder &builder) {
  return ProgramBuilder(function, options, builder).run(sections);
}

FailureOr<std::vector<char>> tp::buildConstants(func::FuncOp function) {
  std::vector<char> bytes;
  llvm::DenseSet<int64_t> written;
  for (auto slot : function.getOps<tp::tprt::SlotOp>()) {
    if (slot.getSpace() != tp::tprt::Space::Constant ||
        !written.insert(slot.getOffset()).second)
      continue;
    size_t size = tp::tprt::bufferBytes(slot.getType()).value_or(0);
    size_t end = slot.getOffset() + size;
    if (bytes.size() < end)
      bytes.resize(end);
    MutableArrayRef<char> place(bytes.data() + slot.getOffset(), size);
    if (!slot.getContent() || failed(copyElements(*slot.getContent(), place)))
      return slot.emitOpError("has a content whose bytes are not known");
  }
  return bytes;
}
