//===- RaiseTensors.cpp - what tools and users write, in level 1's form ---===//
// One walk in program order: what an op reads has its form already.

#include "FoldScalars.h"
#include "RaiseBodies.h"
#include "RaiseMoves.h"
#include "RaiseScalars.h"
#include "RaiseSlices.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Normalize/Passes.h"

namespace tp {
#define GEN_PASS_DEF_RAISETENSORSPASS
#include "tp/Normalize/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

/// Whether the regions of `op` work on elements.
static bool hasElementBody(Operation *op) {
  return isa<linalg::LinalgOp, tensor::GenerateOp, tensor::PadOp,
             tensor_ext::SortOp>(op);
}

/// The ops of a function that work on tensors and numbers, in order.
static SmallVector<Operation *> collect(func::FuncOp function) {
  SmallVector<Operation *> ops;
  function.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (op != function)
      ops.push_back(op);
    return hasElementBody(op) ? WalkResult::skip() : WalkResult::advance();
  });
  return ops;
}

/// Ops made of other structured ops, as these; true when `op` was one.
static FailureOr<bool> decompose(Operation *op, IRRewriter &rewriter,
                                 SmallVectorImpl<Operation *> &parts) {
  struct Listener : RewriterBase::Listener {
    explicit Listener(SmallVectorImpl<Operation *> &made) : made(made) {}
    void notifyOperationInserted(Operation *op,
                                 OpBuilder::InsertPoint) override {
      if (!op->getParentOfType<linalg::LinalgOp>() &&
          !op->getParentOfType<tensor::PadOp>())
        made.push_back(op);
    }
    SmallVectorImpl<Operation *> &made;
  } listener(parts);
  rewriter.setInsertionPoint(op);
  rewriter.setListener(&listener);
  LogicalResult result = success();
  bool matched = true;
  if (auto softmax = dyn_cast<linalg::SoftmaxOp>(op)) {
    FailureOr<SmallVector<Value>> values = softmax.decomposeOperation(rewriter);
    result = values;
    if (succeeded(values))
      rewriter.replaceOp(op, *values);
  } else if (auto pack = dyn_cast<linalg::PackOp>(op)) {
    result = linalg::lowerPack(rewriter, pack, false);
  } else if (auto unpack = dyn_cast<linalg::UnPackOp>(op)) {
    result = linalg::lowerUnPack(rewriter, unpack, false);
  } else {
    matched = false;
  }
  rewriter.setListener(nullptr);
  // What cannot be taken apart is refused by name.
  return matched && succeeded(result);
}

namespace {
/// Raises the ops of a function.
class Raiser {
public:
  explicit Raiser(MLIRContext *context) : rewriter(context) {}

  LogicalResult run(func::FuncOp function) {
    for (Operation *op : collect(function))
      if (failed(raise(op)))
        return failure();
    return success();
  }

private:
  LogicalResult raise(Operation *op) {
    SmallVector<Operation *> parts;
    FailureOr<bool> decomposed = decompose(op, rewriter, parts);
    if (failed(decomposed))
      return failure();
    if (*decomposed) {
      for (Operation *part : parts)
        if (failed(raise(part)))
          return failure();
      return success();
    }
    if (Operation *raised = raisePositionBody(op))
      op = raised;
    if (auto structured = dyn_cast<linalg::LinalgOp>(op))
      if (!isa<linalg::FillOp>(op))
        return raiseStructured(structured), success();
    return raiseOther(op);
  }

  static void raiseStructured(linalg::LinalgOp op) {
    flattenBody(op);
    dropUnreadInits(op);
    op = raiseScalarOperands(op);
    if (!raiseMove(op))
      raiseLookup(op);
  }

  static LogicalResult raiseOther(Operation *op) {
    SmallVector<Value> constants = foldScalars(op);
    if (isa<tensor::DimOp, tensor::RankOp>(op) &&
        failed(OpBuilder(op).tryFold(op, constants)))
      constants.clear();
    if (!constants.empty()) {
      op->replaceAllUsesWith(constants);
      op->erase();
      return success();
    }
    if (raiseScalars(op) || raiseTensorOfScalars(op))
      return success();
    return raiseSlices(op);
  }

  IRRewriter rewriter;
};

struct RaiseTensorsPass
    : public tp::impl::RaiseTensorsPassBase<RaiseTensorsPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (failed(Raiser(&getContext()).run(function)))
        return signalPassFailure();
    eraseDeadOps(getOperation());
  }
};
} // namespace
