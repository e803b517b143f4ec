//===- Partition.cpp - the program of one device --------------------------===//
// Op by op into a new body of local types; ops say themselves how they become
// local, reshards follow the cheapest path.

#include "LowerReshard.h"
#include "Shardings.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/IR/Remarks.h"
#include "tp/Cost/Collectives.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/Localizer.h"
#include "tp/Partition/Passes.h"
#include "tp/Rules/ControlFlow.h"

namespace tp {
#define GEN_PASS_DEF_PARTITIONPASS
#include "tp/Partition/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

static int64_t elementBytes(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return 2 * elementBytes(complex.getElementType());
  return cost::elementBytes(type.isIndex() ? 64 : type.getIntOrFloatBitWidth());
}

namespace {
/// Finds paths, each once: programs of many layers ask for the same again and
/// again.
class PathTable {
public:
  explicit PathTable(MeshAttr mesh) : mesh(mesh) {}

  struct Entry {
    std::optional<ReshardPath> path;
    int64_t bytes = 0;
  };

  const Entry &find(RankedTensorType type, ShardingAttr from, ShardingAttr to) {
    auto [it, isNew] = indices.try_emplace({{type, from}, to}, entries.size());
    if (isNew)
      entries.push_back(search(type, from, to));
    return entries[it->second];
  }

private:
  Entry search(RankedTensorType type, ShardingAttr from, ShardingAttr to) {
    Layout source = layoutOf(type.getShape(), from.getValue(mesh));
    Layout target = layoutOf(type.getShape(), to.getValue(mesh));
    int64_t bytes = elementBytes(type.getElementType());
    Entry entry{findReshardPath(type.getShape(), bytes, source, target)};
    if (entry.path)
      entry.bytes = pathWireBytes(type.getShape(), bytes, source, *entry.path);
    return entry;
  }

  MeshAttr mesh;
  std::vector<Entry> entries;
  DenseMap<std::pair<std::pair<Type, Attribute>, Attribute>, size_t> indices;
};

/// Replaces the body of one function by a local one.
class FunctionPartitioner {
public:
  FunctionPartitioner(func::FuncOp function, MeshOp mesh, PathTable &paths)
      : function(function), mesh(mesh), builder(function.getContext()),
        paths(paths) {}

  LogicalResult run() {
    if (!function.getBody().hasOneBlock()) {
      emitUnsupported(function) << "has control flow between blocks";
      return failure();
    }
    Block *global = &function.getBody().front();
    Block *local = new Block;
    function.getBody().push_back(local);
    builder.setInsertionPointToEnd(local);
    if (failed(addArguments(*global, *local)))
      return failure();
    if (failed(convertBlock(*global)))
      return failure();
    global->dropAllReferences();
    global->erase();
    setSignature(*local);
    return success();
  }

private:
  LogicalResult addArguments(Block &global, Block &local) {
    auto shardings =
        shardingsOf(function, global.getArguments(), mesh.getMesh());
    if (failed(shardings))
      return failure();
    for (auto [argument, sharding] :
         llvm::zip_equal(global.getArguments(), *shardings)) {
      Type type = argument.getType();
      if (auto tensor = dyn_cast<RankedTensorType>(type)) {
        type = localType(tensor, sharding);
        remarkPadding(argument, tensor, cast<RankedTensorType>(type));
      }
      values.map(argument, local.addArgument(type, argument.getLoc()));
    }
    return success();
  }

  void remarkPadding(BlockArgument argument, RankedTensorType global,
                     RankedTensorType local);

  LogicalResult convertBlock(Block &block) {
    for (Operation &op : block)
      if (failed(convert(op)))
        return failure();
    return success();
  }

  LogicalResult convert(Operation &op) {
    if (isControlFlow(&op))
      return convertControlFlow(op);
    if (auto reshard = dyn_cast<ReshardOp>(op))
      return convertReshard(reshard);
    if (op.hasTrait<OpTrait::IsTerminator>() || !handlesTensors(&op)) {
      builder.clone(op, values);
      return success();
    }
    return localize(op);
  }

  LogicalResult convertControlFlow(Operation &op);
  LogicalResult convertReshard(ReshardOp op);
  LogicalResult localize(Operation &op);
  LogicalResult checkResults(Operation &op, ArrayRef<TensorSharding> shardings,
                             ArrayRef<Value> results);
  void setSignature(Block &local);

  func::FuncOp function;
  MeshOp mesh;
  OpBuilder builder;
  PathTable &paths;
  IRMapping values;
};
} // namespace

void FunctionPartitioner::remarkPadding(BlockArgument argument,
                                        RankedTensorType global,
                                        RankedTensorType local) {
  TensorSharding sharding = shardingOf(argument).getValue(mesh.getMesh());
  int64_t shards = 1;
  for (const DimSharding &dim : sharding.dims)
    shards *= product(dim.axes);
  int64_t padded = shards * local.getNumElements();
  if (padded * 10 <= global.getNumElements() * 11)
    return;
  int64_t bytes = (padded - global.getNumElements()) *
                  elementBytes(global.getElementType());
  remark::missed(argument.getLoc(),
                 remark::RemarkOpts::name("Padding").category("tp-partition"))
      << remark::reason("argument #{0} is padded by {1} percent",
                        argument.getArgNumber(),
                        (padded - global.getNumElements()) * 100 /
                            std::max<int64_t>(global.getNumElements(), 1))
      << remark::metric("bytes", bytes);
}

/// The same loop or branch of local values, with its regions converted.
LogicalResult FunctionPartitioner::convertControlFlow(Operation &op) {
  auto localTypeOf = [&](Value value) -> Type {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    return type ? localType(type, shardingOf(value).getValue(mesh.getMesh()))
                : value.getType();
  };
  OperationState state(op.getLoc(), op.getName());
  for (Value operand : op.getOperands())
    state.operands.push_back(values.lookup(operand));
  for (Value result : op.getResults()) {
    if (isa<RankedTensorType>(result.getType()) && !shardingOf(result))
      return op.emitOpError("has a result without sharding");
    state.types.push_back(localTypeOf(result));
  }
  state.attributes = op.getDiscardableAttrDictionary();
  state.attributes.erase(TPDialect::kShardingsAttr);
  state.attributes.erase(kOriginsAttr);
  state.propertiesAttr = op.getPropertiesAsAttribute();
  for (unsigned i = 0; i < op.getNumRegions(); ++i)
    state.addRegion();
  Operation *local = builder.create(state);
  for (auto [from, to] : llvm::zip_equal(op.getRegions(), local->getRegions()))
    for (Block &block : from) {
      OpBuilder::InsertionGuard guard(builder);
      Block *body = builder.createBlock(&to);
      for (BlockArgument argument : block.getArguments())
        values.map(argument,
                   body->addArgument(localTypeOf(argument), argument.getLoc()));
      if (failed(convertBlock(block)))
        return failure();
    }
  values.map(op.getResults(), local->getResults());
  return success();
}

LogicalResult FunctionPartitioner::convertReshard(ReshardOp op) {
  ShardingAttr from = shardingOf(op.getInput());
  if (!from)
    return op.emitOpError() << "reads a tensor without sharding";
  const PathTable::Entry &entry =
      paths.find(op.getType(), from, op.getSharding());
  if (!entry.path) {
    emitUnsupported(op) << "makes a value partial: from " << from << " to "
                        << op.getSharding();
    return failure();
  }
  if (entry.bytes != 0)
    remark::analysis(op.getLoc(), remark::RemarkOpts::name("Reshard").category(
                                      "tp-partition"))
        << remark::reason("{0} to {1}", describe(from),
                          describe(op.getSharding()))
        << remark::metric("wire_bytes", entry.bytes);
  // Nothing moves, and no slice has a place in a dimension without elements.
  if (op.getType().getNumElements() == 0) {
    RankedTensorType type =
        localType(op.getType(), op.getSharding().getValue(mesh.getMesh()));
    Attribute zero = builder.getZeroAttr(type.getElementType());
    values.map(op.getResult(),
               arith::ConstantOp::create(builder, op.getLoc(),
                                         DenseElementsAttr::get(type, zero)));
    return success();
  }
  values.map(op.getResult(), buildReshard(builder, op.getLoc(), mesh,
                                          values.lookup(op.getInput()),
                                          *entry.path, op.getReasonAttr()));
  return success();
}

LogicalResult FunctionPartitioner::localize(Operation &op) {
  auto localizable = dyn_cast<LocalizableOpInterface>(op);
  if (!localizable) {
    emitUnsupported(&op) << "cannot be split over devices";
    return failure();
  }
  auto operands = shardingsOf(&op, op.getOperands(), mesh.getMesh());
  auto results = shardingsOf(&op, op.getResults(), mesh.getMesh());
  if (failed(operands) || failed(results))
    return failure();
  Localizer localizer(builder, &op, mesh, values, *operands, *results);
  SmallVector<Value> local;
  if (failed(localizable.localize(localizer, local)) ||
      failed(checkResults(op, *results, local)))
    return failure();
  values.map(op.getResults(), local);
  return success();
}

LogicalResult
FunctionPartitioner::checkResults(Operation &op,
                                  ArrayRef<TensorSharding> shardings,
                                  ArrayRef<Value> results) {
  for (auto [result, sharding, local] :
       llvm::zip_equal(op.getResults(), shardings, results)) {
    Type expected = result.getType();
    if (auto type = dyn_cast<RankedTensorType>(expected))
      expected = localType(type, sharding);
    if (local.getType() != expected)
      return op.emitOpError() << "became local as " << local.getType()
                              << ", expected " << expected;
    if (Operation *made = local.getDefiningOp()) {
      made->removeAttr(TPDialect::kShardingsAttr);
      made->removeAttr(kOriginsAttr);
    }
  }
  return success();
}

void FunctionPartitioner::setSignature(Block &local) {
  StringRef global = TPDialect::kGlobalTypeAttr;
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    if (isa<RankedTensorType>(type))
      function.setArgAttr(index, global, TypeAttr::get(type));
  for (auto [index, type] : llvm::enumerate(function.getResultTypes()))
    if (isa<RankedTensorType>(type))
      function.setResultAttr(index, global, TypeAttr::get(type));
  function.setFunctionType(builder.getFunctionType(
      local.getArgumentTypes(), local.getTerminator()->getOperandTypes()));
}

namespace {
struct PartitionPass : tp::impl::PartitionPassBase<PartitionPass> {
  void runOnOperation() override {
    FailureOr<MeshOp> mesh = lookupOnlyMesh(getOperation());
    if (failed(mesh))
      return signalPassFailure();
    if (!*mesh)
      return; // One device: the program is local already.
    PathTable paths(mesh->getMesh());
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isDeclaration())
        if (failed(FunctionPartitioner(function, *mesh, paths).run()))
          return signalPassFailure();
  }
};
} // namespace
