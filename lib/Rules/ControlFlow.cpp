//===- ControlFlow.cpp - loops and branches of a program ------------------===//

#include "tp/Rules/ControlFlow.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;

bool tp::isControlFlow(Operation *op) {
  return isa<scf::WhileOp, scf::ForOp, scf::IfOp, scf::IndexSwitchOp>(op);
}

LogicalResult tp::checkCarried(Operation *op) {
  auto loop = dyn_cast<scf::WhileOp>(op);
  if (!loop || loop.getInits().getTypes() == loop.getResultTypes())
    return success();
  auto diag = emitUnsupported(op)
              << "carries (" << loop.getInits().getTypes()
              << ") and its condition forwards (" << loop.getResultTypes()
              << "), only equal types are supported";
  diag.attachNote(loop.getConditionOp().getLoc()) << "forwarded here";
  return failure();
}

SmallVector<CarriedOperand> tp::carriedOperands(Operation *op) {
  SmallVector<CarriedOperand> carried;
  auto add = [&](MutableArrayRef<OpOperand> operands) {
    for (auto [number, operand] : llvm::enumerate(operands))
      carried.push_back({&operand, unsigned(number)});
  };
  if (auto loop = dyn_cast<scf::WhileOp>(op))
    add(loop.getInitsMutable());
  else if (auto loop = dyn_cast<scf::ForOp>(op))
    add(loop.getInitArgsMutable());
  for (Region &region : op->getRegions()) {
    if (region.empty())
      continue;
    Operation *end = region.front().getTerminator();
    // Before the values that go on stands whether they do.
    bool decides = isa<scf::ConditionOp>(end);
    add(end->getOpOperands().drop_front(decides));
  }
  return carried;
}

std::optional<unsigned> tp::carriedBy(BlockArgument argument) {
  Operation *op = argument.getOwner()->getParentOp();
  unsigned number = argument.getArgNumber();
  if (isa<scf::WhileOp>(op))
    return number;
  if (isa<scf::ForOp>(op) && number > 0)
    return number - 1;
  return std::nullopt;
}
