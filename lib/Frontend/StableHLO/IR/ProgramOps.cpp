//===- ProgramOps.cpp - checks of ops that stand for other ops ------------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

LogicalResult OptimizationBarrierOp::verify() {
  if (getOperandTypes() == getResultTypes())
    return success();
  return emitOpError() << "has results of other types than its operands";
}

//===----------------------------------------------------------------------===//
// map
//===----------------------------------------------------------------------===//

LogicalResult MapOp::verify() {
  if (getInputs().empty())
    return emitOpError() << "has no inputs, expected at least 1";
  int64_t rank = getResult().getType().getRank();
  if (!llvm::equal(getDimensions(), llvm::seq<int64_t>(0, rank)))
    return emitOpError() << "maps over dimensions [" << getDimensions()
                         << "] of a tensor of rank " << rank
                         << ", expected all in order";
  return success();
}

LogicalResult MapOp::verifyRegions() {
  SmallVector<Type> arguments;
  for (Value input : getInputs())
    arguments.push_back(getElementTypeOrSelf(input));
  return verifyScalarBody(*this, getComputation(), arguments,
                          {getResult().getType().getElementType()});
}

//===----------------------------------------------------------------------===//
// dot
//===----------------------------------------------------------------------===//

LogicalResult DotOp::verify() {
  RankedTensorType lhs = getLhs().getType(), rhs = getRhs().getType();
  if (lhs.getRank() < 1 || lhs.getRank() > 2 || rhs.getRank() < 1 ||
      rhs.getRank() > 2)
    return emitOpError() << "multiplies tensors of ranks " << lhs.getRank()
                         << " and " << rhs.getRank() << ", expected 1 or 2";
  if (!agree(lhs.getShape().back(), rhs.getDimSize(0)))
    return emitOpError() << "contracts extents " << lhs.getShape().back()
                         << " and " << rhs.getDimSize(0);
  SmallVector<int64_t> shape(lhs.getShape().drop_back());
  llvm::append_range(shape, rhs.getShape().drop_front());
  return verifyShape(*this, "result", getResult().getType(), shape);
}

//===----------------------------------------------------------------------===//
// Batch normalisation
//===----------------------------------------------------------------------===//

/// Checks that `wide` have the operand's type, and `narrow` one element for
/// each feature.
template <typename OpT>
static LogicalResult verifyBatchNorm(OpT op, ArrayRef<Value> wide,
                                     ArrayRef<Value> narrow) {
  auto type = cast<RankedTensorType>(op.getOperand().getType());
  int64_t dim = op.getFeatureIndex();
  if (dim >= type.getRank())
    return op.emitOpError() << "has feature index " << dim
                            << " for an operand of rank " << type.getRank();
  for (Value value : wide)
    if (failed(verifyShape(op, "gradient",
                           cast<RankedTensorType>(value.getType()),
                           type.getShape())))
      return failure();
  for (Value value : narrow)
    if (failed(verifyShape(op, "value of the features",
                           cast<RankedTensorType>(value.getType()),
                           {type.getDimSize(dim)})))
      return failure();
  for (Value value : llvm::concat<const Value>(wide, narrow))
    if (getElementTypeOrSelf(value) != type.getElementType())
      return op.emitOpError() << "has element types " << type.getElementType()
                              << " and " << getElementTypeOrSelf(value);
  return success();
}

LogicalResult BatchNormInferenceOp::verify() {
  return verifyBatchNorm(*this, {getResult()},
                         {getScale(), getOffset(), getMean(), getVariance()});
}

LogicalResult BatchNormTrainingOp::verify() {
  return verifyBatchNorm(
      *this, {getOutput()},
      {getScale(), getOffset(), getBatchMean(), getBatchVar()});
}

LogicalResult BatchNormGradOp::verify() {
  return verifyBatchNorm(
      *this, {getGradOutput(), getGradOperand()},
      {getScale(), getMean(), getVariance(), getGradScale(), getGradOffset()});
}
