//===- FormDispatches.cpp - level 3 to commands and kernels ---------------===//

#include "Dispatch.h"
#include "DispatchOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "tp/Codegen/Passes.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"

namespace tp {
#define GEN_PASS_DEF_FORMDISPATCHESPASS
#include "tp/Codegen/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

/// Arithmetic on whole tensors is elementwise work like any other.
static LogicalResult raiseArithmetic(func::FuncOp function) {
  RewritePatternSet patterns(function.getContext());
  linalg::populateElementwiseToLinalgConversionPatterns(patterns);
  return applyPatternsGreedily(
      function, std::move(patterns),
      GreedyRewriteConfig().enableFolding(false).enableConstantCSE(false));
}

/// What several layers compute alike, such as tables of positions, once.
static void shareEqualOps(func::FuncOp function) {
  IRRewriter rewriter(function.getContext());
  DominanceInfo dominance(function);
  eliminateCommonSubExpressions(rewriter, dominance, function);
}

/// Widens behind reshapes rather than before: what is widened inside a kernel
/// should be a view of memory.
static void sinkWidening(func::FuncOp function) {
  IRRewriter rewriter(function.getContext());
  for (Operation &op : llvm::make_early_inc_range(function.getBody().front())) {
    Operation *widening =
        isReshape(&op) ? op.getOperand(0).getDefiningOp() : nullptr;
    Value narrow = widening ? widenedValue(widening) : nullptr;
    if (!narrow)
      continue;
    rewriter.setInsertionPoint(&op);
    auto type = cast<RankedTensorType>(op.getResult(0).getType());
    Operation *view = rewriter.clone(op);
    view->setOperand(0, narrow);
    view->getResult(0).setType(
        type.clone(cast<RankedTensorType>(narrow.getType()).getElementType()));
    AffineMap map = rewriter.getMultiDimIdentityMap(type.getRank());
    SmallVector<utils::IteratorType> kinds(type.getRank(),
                                           utils::IteratorType::parallel);
    Value empty = tensor::EmptyOp::create(
        rewriter, op.getLoc(), type.getShape(), type.getElementType());
    auto wide = linalg::GenericOp::create(rewriter, widening->getLoc(), type,
                                          view->getResult(0), empty,
                                          ArrayRef{map, map}, kinds);
    rewriter.cloneRegionBefore(widening->getRegion(0), wide.getRegion(),
                               wide.getRegion().end());
    rewriter.replaceOp(&op, wide->getResults());
  }
}

static LogicalResult formDispatches(func::FuncOp function,
                                    const DispatchTarget &target,
                                    KernelTable &kernels) {
  if (!function.getBody().hasOneBlock())
    return emitUnsupported(function)
           << "has " << function.getBody().getBlocks().size()
           << " blocks; only straight-line programs are supported yet";
  if (failed(raiseArithmetic(function)))
    return failure();
  shareEqualOps(function);
  if (failed(formCollectives(function)) || failed(formGemms(function, target)))
    return failure();
  shareEqualOps(function);
  foldEpilogues(function, target);
  sinkWidening(function);
  FailureOr<SmallVector<Dispatch>> dispatches = groupOps(function);
  if (failed(dispatches))
    return failure();
  return outlineKernels(function, *dispatches, kernels);
}

namespace {
struct FormDispatchesPass
    : tp::impl::FormDispatchesPassBase<FormDispatchesPass> {
  using FormDispatchesPassBase::FormDispatchesPassBase;

  void runOnOperation() override {
    std::optional<DispatchTarget> target = dispatchTarget(backend, allowTF32);
    if (!target) {
      emitError(UnknownLoc::get(&getContext()))
          << "there is no backend '" << backend << "'; there are cpu and cuda";
      return signalPassFailure();
    }
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal() &&
          !function->hasAttr(tprt::TPRTDialect::kKernelAttr))
        functions.push_back(function);
    KernelTable kernels;
    for (func::FuncOp function : functions)
      if (failed(formDispatches(function, *target, kernels)))
        return signalPassFailure();
  }
};
} // namespace
