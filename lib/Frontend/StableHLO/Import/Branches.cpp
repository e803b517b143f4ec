//===- Branches.cpp - if and case -----------------------------------------===//
// The ops of a branch are imported where they stand, inside the new op.

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

/// Makes `to` what `from` was; what it returned is yielded.
static void moveBranch(Region &from, Region &to) {
  to.takeBody(from);
  Operation *end = to.front().getTerminator();
  OpBuilder b(end);
  scf::YieldOp::create(b, end->getLoc(), end->getOperands());
  end->erase();
}

static void importIf(IfOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  Value predicate = tensor::ExtractOp::create(b, op.getPred(), ValueRange());
  auto branch = scf::IfOp::create(b, op->getResultTypes(), predicate,
                                  /*addThenBlock=*/false,
                                  /*addElseBlock=*/false);
  moveBranch(op.getTrueBranch(), branch.getThenRegion());
  moveBranch(op.getFalseBranch(), branch.getElseRegion());
  op->replaceAllUsesWith(branch);
  op->erase();
}

/// The last branch is the default: it is what an index out of range takes.
static void importCase(CaseOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  Value number = tensor::ExtractOp::create(b, op.getIndex(), ValueRange());
  Value index = arith::IndexCastOp::create(b, b.getIndexType(), number);
  unsigned last = op.getBranches().size() - 1;
  auto cases = llvm::to_vector(llvm::seq<int64_t>(0, last));
  auto branch =
      scf::IndexSwitchOp::create(b, op->getResultTypes(), index, cases, last);
  for (unsigned i = 0; i < last; ++i)
    moveBranch(op.getBranches()[i], branch.getCaseRegions()[i]);
  moveBranch(op.getBranches()[last], branch.getDefaultRegion());
  op->replaceAllUsesWith(branch);
  op->erase();
}

LogicalResult frontend::importBranches(ModuleOp module) {
  SmallVector<Operation *> branches;
  module.walk([&](Operation *op) {
    if (isa<IfOp, CaseOp>(op))
      branches.push_back(op);
  });
  for (Operation *op : branches) {
    if (failed(refuseUnsupported(op)))
      return failure();
    if (auto branch = dyn_cast<IfOp>(op))
      importIf(branch);
    else
      importCase(cast<CaseOp>(op));
  }
  return success();
}
