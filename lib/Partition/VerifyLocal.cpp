//===- VerifyLocal.cpp - is a program in level 3's form? ------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TP/Localizer.h"
#include "tp/Partition/Passes.h"

namespace tp {
#define GEN_PASS_DEF_VERIFYLOCALPASS
#include "tp/Partition/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

/// Checks that `type` is the shard of its global type.
static LogicalResult verifyShard(func::FuncOp function, Type type,
                                 ShardingAttr sharding, TypeAttr global,
                                 const Twine &what) {
  if (!sharding && !global)
    return success();
  if (!sharding || !global) // (S42)
    return function.emitOpError()
           << what << " has "
           << (sharding ? TPDialect::kShardingAttr : TPDialect::kGlobalTypeAttr)
           << " without "
           << (sharding ? TPDialect::kGlobalTypeAttr
                        : TPDialect::kShardingAttr);
  auto tensor = dyn_cast<RankedTensorType>(global.getValue());
  MeshOp mesh = lookupMesh(function, sharding.getMesh());
  if (!tensor || !mesh) // (S8)
    return function.emitOpError()
           << what << " has global type " << global.getValue() << " on mesh "
           << sharding.getMesh();
  if (failed(sharding.verifyFor(
          [&] { return function.emitOpError() << what << " "; }, mesh,
          tensor.getRank())))
    return failure();
  RankedTensorType shard = localType(tensor, sharding.getValue(mesh.getMesh()));
  if (type != shard) // (S42)
    return function.emitOpError()
           << what << " has type " << type << ", its shard is " << shard;
  return success();
}

static LogicalResult verifySignature(func::FuncOp function) {
  constexpr StringLiteral sharding = TPDialect::kShardingAttr;
  constexpr StringLiteral global = TPDialect::kGlobalTypeAttr;
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    if (failed(verifyShard(
            function, type,
            function.getArgAttrOfType<ShardingAttr>(index, sharding),
            function.getArgAttrOfType<TypeAttr>(index, global),
            "argument #" + Twine(index))))
      return failure();
  for (auto [index, type] : llvm::enumerate(function.getResultTypes()))
    if (failed(verifyShard(
            function, type,
            function.getResultAttrOfType<ShardingAttr>(index, sharding),
            function.getResultAttrOfType<TypeAttr>(index, global),
            "result #" + Twine(index))))
      return failure();
  return success();
}

static LogicalResult verifyOp(Operation *op) {
  if (isa<ConstrainOp, ShardingGroupOp, ReshardOp>(op)) // (S41)
    return op->emitOpError() << "is not part of level 3";
  if (op->hasAttr(TPDialect::kShardingsAttr)) // (S41)
    return op->emitOpError()
           << "carries " << TPDialect::kShardingsAttr << " at level 3";
  return success();
}

namespace {
struct VerifyLocalPass : tp::impl::VerifyLocalPassBase<VerifyLocalPass> {
  void runOnOperation() override {
    markAllAnalysesPreserved();
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      WalkResult result = function.walk([](Operation *op) {
        return failed(verifyOp(op)) ? WalkResult::interrupt()
                                    : WalkResult::advance();
      });
      if (result.wasInterrupted() || failed(verifySignature(function)))
        return signalPassFailure();
    }
  }
};
} // namespace
