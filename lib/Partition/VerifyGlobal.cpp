//===- VerifyGlobal.cpp - is a program in level 1's form? -----------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Partition/Passes.h"

namespace tp {
#define GEN_PASS_DEF_VERIFYGLOBALPASS
#include "tp/Partition/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

/// Checks one type (S33).
static LogicalResult verifyType(Operation *op, Type type) {
  if (isa<UnrankedTensorType>(type)) {
    emitUnsupported(op) << "handles an unranked tensor";
    return failure();
  }
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (tensor && !tensor.hasStaticShape()) {
    emitUnsupported(op) << "handles " << tensor
                        << ", a tensor of dynamic shape";
    return failure();
  }
  auto integer = dyn_cast<IntegerType>(getElementTypeOrSelf(type));
  if (tensor && integer && !integer.isSignless())
    return op->emitOpError()
           << "handles " << tensor << ", whose elements are not signless";
  return success();
}

static LogicalResult verifyTypes(Operation *op) {
  for (Type type :
       llvm::concat<const Type>(SmallVector<Type>(op->getOperandTypes()),
                                SmallVector<Type>(op->getResultTypes())))
    if (failed(verifyType(op, type)))
      return failure();
  return success();
}

static LogicalResult verifyOp(Operation *op) {
  if (isa_and_nonnull<TPDialect>(op->getDialect()) &&
      !isa<ConstrainOp, ShardingGroupOp>(op)) // (S30)
    return op->emitOpError() << "is not part of level 1";
  if (!isa_and_nonnull<TPDialect, arith::ArithDialect, complex::ComplexDialect,
                       func::FuncDialect, linalg::LinalgDialect,
                       math::MathDialect, scf::SCFDialect,
                       tensor::TensorDialect, tensor_ext::TensorExtDialect>(
          op->getDialect())) { // (S30)
    emitUnsupported(op) << "is not part of level 1";
    return failure();
  }
  if (isa<CallOpInterface>(op)) { // (S32)
    emitUnsupported(op) << "calls a function: calls are inlined before";
    return failure();
  }
  if (op->hasAttr(TPDialect::kShardingsAttr)) // (S31)
    return op->emitOpError() << "carries " << TPDialect::kShardingsAttr
                             << ", which propagation decides";
  return verifyTypes(op);
}

static LogicalResult verifyFunction(func::FuncOp function) {
  for (Type type : function.getArgumentTypes())
    if (failed(verifyType(function, type)))
      return failure();
  if (function.isDeclaration()) { // (S32)
    emitUnsupported(function) << "has no body";
    return failure();
  }
  if (!function.getBody().hasOneBlock()) { // (S32)
    emitUnsupported(function) << "has control flow between blocks";
    return failure();
  }
  WalkResult result = function.getBody().walk([](Operation *op) {
    return failed(verifyOp(op)) ? WalkResult::interrupt()
                                : WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

namespace {
struct VerifyGlobalPass : tp::impl::VerifyGlobalPassBase<VerifyGlobalPass> {
  void runOnOperation() override {
    markAllAnalysesPreserved();
    if (failed(lookupOnlyMesh(getOperation())))
      return signalPassFailure();
    for (Operation &op : *getOperation().getBody()) {
      if (isa<MeshOp>(op))
        continue;
      auto function = dyn_cast<func::FuncOp>(op);
      if (!function) { // (S30)
        emitUnsupported(&op) << "stands beside functions and meshes";
        return signalPassFailure();
      }
      if (failed(verifyFunction(function)))
        return signalPassFailure();
    }
  }
};
} // namespace
