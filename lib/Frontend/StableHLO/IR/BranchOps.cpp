//===- BranchOps.cpp - if and case: checks --------------------------------===//

#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

/// Checks what a branch is chosen by.
static LogicalResult verifyScalar(Operation *op, unsigned width) {
  Type expected =
      RankedTensorType::get({}, IntegerType::get(op->getContext(), width));
  Type type = op->getOperand(0).getType();
  if (type == expected)
    return success();
  return op->emitOpError() << "chooses by a value of type " << type
                           << ", expected " << expected;
}

/// Each branch takes nothing and gives the op's results.
static LogicalResult verifyBranches(Operation *op) {
  for (auto [number, region] : llvm::enumerate(op->getRegions())) {
    if (region.getNumArguments() != 0)
      return op->emitOpError()
             << "has branch #" << number << " with " << region.getNumArguments()
             << " arguments, expected none";
    if (region.front().empty() || !isa<ReturnOp>(region.front().back()))
      return op->emitOpError() << "has branch #" << number
                               << " that does not end in 'stablehlo.return'";
    TypeRange given = region.front().back().getOperandTypes();
    if (given != TypeRange(op->getResultTypes()))
      return op->emitOpError()
             << "has branch #" << number << " that gives (" << given
             << "), expected (" << op->getResultTypes() << ")";
  }
  return success();
}

LogicalResult IfOp::verify() { return verifyScalar(*this, 1); }

LogicalResult IfOp::verifyRegions() { return verifyBranches(*this); }

LogicalResult CaseOp::verify() {
  if (getBranches().empty())
    return emitOpError("has no branches");
  return verifyScalar(*this, 32);
}

LogicalResult CaseOp::verifyRegions() { return verifyBranches(*this); }
