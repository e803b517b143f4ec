//===- Shardings.cpp - reading shardings off level 2 ----------------------===//

#include "Shardings.h"
#include "mlir/Transforms/RegionUtils.h"
#include "tp/Rules/ControlFlow.h"

using namespace mlir;
using namespace tp;

ShardingAttr tp::shardingOf(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    Operation *parent = argument.getOwner()->getParentOp();
    if (isControlFlow(parent)) {
      std::optional<unsigned> result = carriedBy(argument);
      return result ? shardingOf(parent->getResult(*result)) : ShardingAttr();
    }
    auto function = dyn_cast<func::FuncOp>(parent);
    if (!function)
      return {};
    return function.getArgAttrOfType<ShardingAttr>(argument.getArgNumber(),
                                                   TPDialect::kShardingAttr);
  }
  auto result = cast<OpResult>(value);
  if (auto reshard = dyn_cast<ReshardOp>(result.getOwner()))
    return reshard.getSharding();
  auto list =
      result.getOwner()->getAttrOfType<ArrayAttr>(TPDialect::kShardingsAttr);
  if (!list || result.getResultNumber() >= list.size())
    return {};
  return dyn_cast<ShardingAttr>(list[result.getResultNumber()]);
}

ShardingAttr tp::resultShardingOf(func::FuncOp function, unsigned result) {
  return function.getResultAttrOfType<ShardingAttr>(result,
                                                    TPDialect::kShardingAttr);
}

FailureOr<SmallVector<TensorSharding>>
tp::shardingsOf(Operation *op, ValueRange values, MeshAttr mesh) {
  SmallVector<TensorSharding> shardings;
  for (Value value : values) {
    TensorSharding &sharding = shardings.emplace_back();
    if (!isa<RankedTensorType>(value.getType()))
      continue;
    ShardingAttr attr = shardingOf(value);
    if (!attr) { // (S34)
      auto diag = op->emitOpError() << "handles a tensor without sharding";
      diag.attachNote(value.getLoc())
          << "the tensor is made here: expected "
          << (isa<BlockArgument>(value) ? TPDialect::kShardingAttr
                                        : TPDialect::kShardingsAttr)
          << " from tp-propagate";
      return failure();
    }
    sharding = attr.getValue(mesh);
  }
  return shardings;
}

SmallVector<Value> tp::capturedTensors(Operation *op) {
  SetVector<Value> captured;
  if (op->getNumRegions() != 0)
    getUsedValuesDefinedAbove(op->getRegions(), captured);
  captured.remove_if(
      [](Value value) { return !isa<RankedTensorType>(value.getType()); });
  return captured.takeVector();
}

bool tp::handlesTensors(Operation *op) {
  auto isTensor = [](Type type) { return isa<TensorType>(type); };
  return llvm::any_of(op->getOperandTypes(), isTensor) ||
         llvm::any_of(op->getResultTypes(), isTensor) ||
         !capturedTensors(op).empty();
}

std::string tp::describe(ShardingAttr sharding) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << Attribute(sharding);
  // #tp.sharding<@m, [...]> without name and mesh.
  StringRef list = text;
  return list.drop_front(list.find('[')).drop_back().str();
}

std::string tp::describe(const Mesh &mesh, const FactorSharding &split) {
  std::string text = "[";
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(split.axes, os, [&](const Axis &axis) {
    os << '"' << mesh.axes[axis.index].name << '"';
    if (axis.size != mesh.axes[axis.index].size)
      os << ":(" << axis.preSize << ")" << axis.size;
  });
  if (split.granule != 1)
    os << " by " << split.granule;
  os << "]";
  return text;
}
