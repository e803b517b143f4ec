//===- KernelOps.cpp - the ops of a kernel --------------------------------===//

#include "KernelOps.h"
#include "../Dispatch/DispatchOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

static LogicalResult checkBody(linalg::LinalgOp op) {
  for (OpResult result : op->getResults())
    if (!op.getIndexingMapMatchingResult(result).isProjectedPermutation())
      return emitUnsupported(op)
             << "has a result that is no permutation of its loops";
  WalkResult walk = op->getRegion(0).walk([&](Operation *inner) {
    bool nested = inner->getParentOp() != op;
    if (nested && isa<linalg::IndexOp, tensor::ExtractOp>(inner))
      return WalkResult::interrupt();
    return WalkResult::advance();
  });
  if (walk.wasInterrupted())
    return emitUnsupported(op) << "has a region inside its body that reads "
                                  "positions or tensors";
  return success();
}

/// Forms of ops that move elements for which there is no code.
static bool isIrregular(Operation *op) {
  if (auto pad = dyn_cast<tensor::PadOp>(op))
    return !pad.getConstantPaddingValue() ||
           llvm::any_of(pad.getStaticLow(), ShapedType::isDynamic) ||
           llvm::any_of(pad.getStaticHigh(), ShapedType::isDynamic);
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return llvm::any_of(slice.getStaticStrides(), ShapedType::isDynamic);
  return false;
}

/// Scalars are computed once for all tiles, from coordinates and arguments.
static LogicalResult checkScalar(Operation *op) {
  auto extract = dyn_cast<tensor::ExtractOp>(op);
  if (extract ? isa<BlockArgument>(extract.getTensor())
              : llvm::none_of(op->getOperandTypes(), llvm::IsaPred<ShapedType>))
    return success();
  return emitUnsupported(op) << "makes a scalar of a tensor that the kernel "
                                "computes";
}

static LogicalResult checkOp(Operation *op) {
  if (op->hasTrait<OpTrait::IsTerminator>())
    return success();
  if (llvm::none_of(op->getResultTypes(), llvm::IsaPred<ShapedType>))
    return checkScalar(op);
  if (!(isTransparent(op) || isReshape(op) || isComputation(op) ||
        isa<arith::ConstantOp>(op)) ||
      isIrregular(op))
    return emitUnsupported(op) << "cannot be part of a kernel yet";
  for (Value value : op->getResults()) {
    Type type = cast<RankedTensorType>(value.getType()).getElementType();
    if (!cast<RankedTensorType>(value.getType()).hasStaticShape() ||
        !(type.isIntOrFloat() || type.isIndex()))
      return emitUnsupported(op)
             << "computes " << type << ", which kernels have no code for yet";
  }
  if (auto structured = dyn_cast<linalg::LinalgOp>(op))
    return checkBody(structured);
  return success();
}

LogicalResult tp::loops::checkKernel(func::FuncOp kernel) {
  for (Operation &op : kernel.getBody().front())
    if (failed(checkOp(&op)))
      return failure();
  return success();
}

SmallVector<Operation *> tp::loops::opsOf(func::FuncOp kernel) {
  return llvm::map_to_vector(kernel.getBody().front().without_terminator(),
                             [](Operation &op) { return &op; });
}

bool tp::loops::reduces(Operation *op) {
  auto structured = dyn_cast_if_present<linalg::LinalgOp>(op);
  return structured && !isParallel(structured);
}

bool tp::loops::reducesInnermost(linalg::LinalgOp op) {
  if (op.getNumDpsInputs() == 0)
    return true;
  auto kinds = op.getIteratorTypesArray();
  auto ranges = op.getStaticLoopRanges();
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInputOperand(0));
  for (AffineExpr expr : llvm::reverse(map.getResults()))
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      if (ranges[dim.getPosition()] != 1)
        return kinds[dim.getPosition()] != utils::IteratorType::parallel;
  return true;
}

SmallVector<int> tp::loops::factorsOfLoops(linalg::LinalgOp op,
                                           const RowDomain &domain) {
  SmallVector<int> factors(op.getNumLoops(), RowDomain::kNone);
  OpResult result = op->getResult(0);
  AffineMap map = op.getIndexingMapMatchingResult(result);
  for (auto [dim, expr] : llvm::enumerate(map.getResults()))
    factors[cast<AffineDimExpr>(expr).getPosition()] =
        domain.factor(result, dim);
  return factors;
}
