//===- DispatchOps.cpp - what ops mean to dispatch forming ----------------===//

#include "DispatchOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/RegionUtils.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;

bool tp::isParallel(linalg::LinalgOp op) {
  return op.getNumLoops() == op.getNumParallelLoops();
}

bool tp::isReshape(Operation *op) {
  return isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op);
}

/// Whether the shapes differ only by dimensions of extent 1.
static bool isUnitReshape(Operation *op) {
  auto nonUnit = [](Value value) {
    SmallVector<int64_t> extents(
        cast<RankedTensorType>(value.getType()).getShape());
    llvm::erase(extents, 1);
    return extents;
  };
  return nonUnit(op->getOperand(0)) == nonUnit(op->getResult(0));
}

SmallVector<int64_t> tp::sliceSourceDims(Operation *op) {
  auto slice = cast<tensor::ExtractSliceOp>(op);
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  SmallVector<int64_t> dims;
  for (int64_t dim = 0; dim < slice.getSourceType().getRank(); ++dim)
    if (!dropped.test(dim))
      dims.push_back(dim);
  return dims;
}

static int64_t bodyOpCost(Operation *op) {
  if (isa<arith::DivFOp, arith::DivSIOp, arith::DivUIOp, arith::RemFOp,
          arith::RemSIOp, arith::RemUIOp, math::SqrtOp, math::RsqrtOp>(op))
    return 4;
  if (isa<math::AbsFOp, math::AbsIOp, math::FmaOp, math::FloorOp, math::CeilOp,
          math::CopySignOp>(op))
    return 1;
  if (isa<math::MathDialect>(op->getDialect()))
    return 20;
  return op->hasTrait<OpTrait::IsTerminator>() ||
                 op->hasTrait<OpTrait::ConstantLike>() ||
                 isa<linalg::IndexOp>(op)
             ? 0
             : 1;
}

int64_t tp::elementCost(Operation *op) {
  int64_t cost = 0;
  for (Region &region : op->getRegions())
    region.walk([&](Operation *inner) { cost += bodyOpCost(inner); });
  return cost;
}

bool tp::rereadsInputs(Operation *op) {
  auto structured = dyn_cast<linalg::LinalgOp>(op);
  if (!structured || isParallel(structured) || structured.getNumDpsInputs() < 2)
    return false;
  AffineMap result =
      structured.getMatchingIndexingMap(structured.getDpsInitOperand(0));
  SmallVector<int64_t> extents = structured.getStaticLoopRanges();
  // Each of two inputs lacks a dimension of the result.
  return llvm::count_if(
             structured.getDpsInputOperands(), [&](OpOperand *input) {
               AffineMap map = structured.getMatchingIndexingMap(input);
               for (unsigned dim = 0; dim < extents.size(); ++dim)
                 if (extents[dim] > 1 && result.isFunctionOfDim(dim) &&
                     !map.isFunctionOfDim(dim))
                   return true;
               return false;
             }) >= 2;
}

SmallVector<Value> tp::lookedUpTensors(Operation *op) {
  if (isa<tensor_ext::GatherOp>(op))
    return SmallVector<Value>(op->getOperands());
  if (auto scatter = dyn_cast<tensor_ext::ScatterOp>(op))
    return {scatter.getIndices()};
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  captured.remove_if(
      [](Value value) { return !isa<RankedTensorType>(value.getType()); });
  return captured.takeVector();
}

/// What it takes to compute an element of `op` from its position alone, such as
/// of an iota or of a mask; more than `budget` when it reads memory or is
/// costly.
static int64_t costFromPosition(Operation *op, int64_t budget) {
  auto structured = dyn_cast_if_present<linalg::LinalgOp>(op);
  bool moves =
      op &&
      isa<tensor::ExtractSliceOp, tensor::ExpandShapeOp, tensor::EmptyOp>(op);
  if (op && op->hasTrait<OpTrait::ConstantLike>())
    return isa<ShapedType>(op->getResult(0).getType()) && !tp::isTransparent(op)
               ? budget + 1
               : 0;
  if (!moves && (!structured || !tp::isParallel(structured) ||
                 op->getNumResults() != 1 || !tp::lookedUpTensors(op).empty()))
    return budget + 1;
  int64_t cost = tp::elementCost(op);
  for (Value operand : op->getOperands())
    if (cost <= budget && isa<RankedTensorType>(operand.getType()))
      cost += costFromPosition(operand.getDefiningOp(), budget - cost);
  return cost;
}

static bool isCheapFromPosition(Operation *op) {
  constexpr int64_t kCheap = 8;
  return costFromPosition(op, kCheap) <= kCheap;
}

/// Whether a body's op converts to a wider type that holds every value of the
/// narrow one.
static bool isWidening(Operation *op) {
  if (isa_and_present<arith::ExtFOp, arith::ExtSIOp, arith::ExtUIOp>(op))
    return true;
  // Every type of floats holds eight bits.
  return isa_and_present<arith::SIToFPOp, arith::UIToFPOp>(op) &&
         op->getOperand(0).getType().getIntOrFloatBitWidth() <= 8;
}

Value tp::widenedValue(Operation *op) {
  auto structured = dyn_cast_if_present<linalg::LinalgOp>(op);
  if (!structured || !isParallel(structured) || op->getNumResults() != 1 ||
      structured.getNumDpsInputs() != 1 ||
      !llvm::all_of(structured.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isIdentity(); }))
    return nullptr;
  Block *body = structured.getBlock();
  Operation *scalar = body->getTerminator()->getOperand(0).getDefiningOp();
  bool widens =
      isWidening(scalar) && scalar->getOperand(0) == body->getArgument(0);
  return widens ? structured.getDpsInputs()[0] : nullptr;
}

bool tp::isTransparent(Operation *op) {
  if (isa<tensor::EmptyOp, tensor::ExtractSliceOp, tensor::ExpandShapeOp,
          linalg::BroadcastOp, linalg::TransposeOp, linalg::FillOp>(op))
    return true;
  if (isa<tensor::CollapseShapeOp>(op))
    return isUnitReshape(op);
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return !isa<TensorType>(constant.getType()) ||
           isa<SplatElementsAttr>(constant.getValue());
  if (isa<linalg::LinalgOp>(op))
    return isCheapFromPosition(op) || widenedValue(op);
  // Index arithmetic on coordinates.
  return isa<arith::ArithDialect>(op->getDialect()) && isPure(op) &&
         llvm::none_of(op->getResultTypes(), llvm::IsaPred<ShapedType>);
}

bool tp::isCommand(Operation *op) {
  return isa<tprt::GemmOp, tprt::CopyOp, tprt::StartOp, tprt::WaitOp,
             tprt::LoopOp, tprt::BranchOp, tprt::CoordinateOp, func::ReturnOp>(
      op);
}

bool tp::isLineOp(Operation *op) {
  return isa<tensor_ext::TopKOp, tensor_ext::ScanOp, tensor_ext::SortOp>(op);
}

bool tp::isComputation(Operation *op) {
  if (isLineOp(op))
    return true;
  if (isa<tensor::ConcatOp, tensor::PadOp, tensor_ext::GatherOp,
          tensor_ext::ScatterOp>(op))
    return true;
  auto structured = dyn_cast<linalg::LinalgOp>(op);
  return structured && structured.hasPureTensorSemantics();
}
