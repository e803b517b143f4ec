//===- ImportStableHLO.cpp - from level 0 to level 1 ----------------------===//
// Shardings, then calls, then each op by its one pattern, in order: operands
// are at level 1 when their user is rewritten. No type changes on the way, so
// neither a fixpoint nor a type converter is needed.

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Rewrite/FrozenRewritePatternSet.h"
#include "mlir/Rewrite/PatternApplicator.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Frontend/StableHLO/Passes.h"

namespace tp {
#define GEN_PASS_DEF_IMPORTSTABLEHLOPASS
#include "tp/Frontend/StableHLO/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

/// Whether `op` is to be imported.
static bool isLevel0(Operation *op) {
  StringRef dialect = op->getName().getDialectNamespace();
  return dialect == "stablehlo" || dialect == "chlo" || dialect == "sdy";
}

/// Whether level 1 has values of `type`.
static bool isSupported(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape() || tensor.getEncoding())
    return false;
  Type element = tensor.getElementType();
  if (isa<Float32Type, Float64Type, Float16Type, BFloat16Type>(element))
    return true;
  return element.isSignlessInteger() &&
         llvm::is_contained({1u, 8u, 16u, 32u, 64u},
                            element.getIntOrFloatBitWidth());
}

LogicalResult frontend::refuseUnsupported(Operation *op) {
  if (!op->isRegistered())
    return emitUnsupported(op) << "is not supported";
  auto refuse = [&](Type type) {
    return emitUnsupported(op)
           << "has a value of type " << type << ", which is not supported";
  };
  for (Type type : op->getOperandTypes())
    if (!isSupported(type))
      return refuse(type);
  for (Type type : op->getResultTypes())
    if (!isSupported(type))
      return refuse(type);
  return success();
}

/// What frameworks say to their own compilers about the whole module.
static LogicalResult importModuleAttrs(ModuleOp module) {
  auto replicas = module->getAttrOfType<IntegerAttr>("mhlo.num_replicas");
  if (replicas && replicas.getInt() != 1)
    return emitUnsupported(module.getLoc())
           << "a module of " << replicas.getInt()
           << " replicas is not supported: use an axis of the mesh";
  SmallVector<StringAttr> dropped;
  for (NamedAttribute attr : module->getDiscardableAttrs())
    if (attr.getName().strref().starts_with("mhlo."))
      dropped.push_back(attr.getName());
  for (StringAttr name : dropped)
    module->removeDiscardableAttr(name);
  return success();
}

/// Arguments that no op uses must be of types that level 1 has, too.
static LogicalResult refuseArguments(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>())
    for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
      if (isa<TensorType, OpaqueType>(type) && !isSupported(type))
        return emitUnsupported(function)
               << "has argument #" << index << " of type " << type
               << ", which is not supported";
  return success();
}

/// The ops of level 0, outermost ones, in order; fails at one that has no
/// pattern.
static FailureOr<SmallVector<Operation *>> collect(ModuleOp module) {
  SmallVector<Operation *> ops;
  WalkResult result = module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (!isLevel0(op))
      return WalkResult::advance();
    ops.push_back(op);
    return failed(frontend::refuseUnsupported(op)) ? WalkResult::interrupt()
                                                   : WalkResult::skip();
  });
  if (result.wasInterrupted())
    return failure();
  return ops;
}

static LogicalResult applyPatterns(ArrayRef<Operation *> ops,
                                   const FrozenRewritePatternSet &patterns,
                                   MLIRContext *context) {
  PatternApplicator applicator(patterns);
  applicator.applyDefaultCostModel();
  PatternRewriter rewriter(context);
  for (Operation *op : ops)
    if (failed(applicator.matchAndRewrite(op, rewriter)))
      return failure(); // The pattern has said why.
  return success();
}

/// Erases ops whose results are not used, users before what they use.
static void eraseDead(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>())
    for (Block &block : function.getBody())
      for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
        if (isOpTriviallyDead(&op))
          op.erase();
}

namespace {
struct ImportStableHLOPass
    : public tp::impl::ImportStableHLOPassBase<ImportStableHLOPass> {
  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    frontend::populateContractionPatterns(set);
    frontend::populateConvolutionPatterns(set);
    frontend::populateDynamicSlicePatterns(set);
    frontend::populateElementwisePatterns(set);
    frontend::populateGatherPatterns(set);
    frontend::populateMovePatterns(set);
    frontend::populatePadPatterns(set);
    frontend::populateRandomBitsPatterns(set);
    frontend::populateReduceWindowPatterns(set);
    frontend::populateReductionPatterns(set);
    frontend::populateScatterPatterns(set);
    frontend::populateSelectAndScatterPatterns(set);
    frontend::populateShapePatterns(set);
    frontend::populateSortPatterns(set);
    frontend::populateTopKPatterns(set);
    patterns = std::move(set);
    return success();
  }

  void runOnOperation() override {
    if (failed(run(getOperation())))
      signalPassFailure();
  }

private:
  LogicalResult run(ModuleOp module) {
    if (failed(importModuleAttrs(module)) ||
        failed(frontend::makeSignless(module)) ||
        failed(refuseArguments(module)) ||
        failed(frontend::importShardings(module)) ||
        failed(frontend::expandOps(module)) ||
        failed(frontend::inlineCalls(module)) ||
        failed(frontend::importLoops(module)) ||
        failed(frontend::importBranches(module)))
      return failure();
    FailureOr<SmallVector<Operation *>> ops = collect(module);
    if (failed(ops) || failed(applyPatterns(*ops, patterns, &getContext())))
      return failure();
    eraseDead(module);
    return success();
  }

  FrozenRewritePatternSet patterns;
};
} // namespace
