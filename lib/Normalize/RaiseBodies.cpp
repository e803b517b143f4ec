//===- RaiseBodies.cpp - what stands in the bodies of structured ops ------===//
// A choice in a body keeps what it does not choose from being computed. On
// elements it costs less to compute both and to choose then; what must not be
// computed elsewhere, a lookup outside of a tensor or a division by zero, is
// kept from harm.

#include "RaiseBodies.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace tp;

//===----------------------------------------------------------------------===//
// Bodies of positions
//===----------------------------------------------------------------------===//

/// Moves the ops of `from`, a block of positions, to the end of `to` and gives
/// what it yields; positions are those of the structured op's loops.
static Value moveBody(ImplicitLocOpBuilder &b, Block &from) {
  SmallVector<Value> positions;
  for (unsigned dim = 0, e = from.getNumArguments(); dim != e; ++dim)
    positions.push_back(linalg::IndexOp::create(b, dim));
  for (auto [argument, position] :
       llvm::zip_equal(from.getArguments(), positions))
    argument.replaceAllUsesWith(position);
  Operation *yield = from.getTerminator();
  Value result = yield->getOperand(0);
  Block *to = b.getInsertionBlock();
  to->getOperations().splice(b.getInsertionPoint(), from.getOperations(),
                             from.begin(), yield->getIterator());
  return result;
}

/// A structured op over all elements of `type`, of `input` if there is one.
static linalg::GenericOp createElementwise(
    ImplicitLocOpBuilder &b, RankedTensorType type, ValueRange inputs,
    function_ref<Value(ImplicitLocOpBuilder &, ValueRange)> emit) {
  int64_t rank = type.getRank();
  SmallVector<AffineMap> maps(inputs.size() + 1,
                              b.getMultiDimIdentityMap(rank));
  SmallVector<utils::IteratorType> loops(rank, utils::IteratorType::parallel);
  Value init =
      tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
  return linalg::GenericOp::create(
      b, type, inputs, init, maps, loops,
      [&](OpBuilder &nested, Location loc, ValueRange args) {
        ImplicitLocOpBuilder body(loc, nested);
        Value result = emit(body, args);
        linalg::YieldOp::create(body, result);
      });
}

static Operation *raiseGenerate(tensor::GenerateOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  return createElementwise(b, cast<RankedTensorType>(op.getType()), {},
                           [&](ImplicitLocOpBuilder &body, ValueRange) {
                             return moveBody(body, op.getBody().front());
                           });
}

/// Pads by zeros, of which those outside of the source are replaced.
static Operation *raisePad(tensor::PadOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  RankedTensorType type = op.getResultType(), from = op.getSourceType();
  Value zero =
      arith::ConstantOp::create(b, b.getZeroAttr(type.getElementType()));
  auto toAttrs = [&](ArrayRef<int64_t> values) {
    return getAsIndexOpFoldResult(b.getContext(), values);
  };
  Value padded = tensor::PadOp::create(b, b.getLoc(), type, op.getSource(),
                                       toAttrs(op.getStaticLow()),
                                       toAttrs(op.getStaticHigh()), zero);
  auto emit = [&](ImplicitLocOpBuilder &body, ValueRange args) -> Value {
    Value inside = arith::ConstantOp::create(body, body.getBoolAttr(true));
    auto require = [&](arith::CmpIPredicate predicate, Value position,
                       int64_t bound) {
      Value limit = arith::ConstantIndexOp::create(body, bound);
      inside = arith::AndIOp::create(
          body, inside,
          arith::CmpIOp::create(body, predicate, position, limit));
    };
    for (auto [dim, low] : llvm::enumerate(op.getStaticLow())) {
      Value position = linalg::IndexOp::create(body, dim);
      require(arith::CmpIPredicate::sge, position, low);
      require(arith::CmpIPredicate::slt, position, low + from.getDimSize(dim));
    }
    Value around = moveBody(body, op.getRegion().front());
    return arith::SelectOp::create(body, inside, args[0], around);
  };
  return createElementwise(b, type, padded, emit);
}

Operation *tp::raisePositionBody(Operation *op) {
  Operation *raised = nullptr;
  if (auto generate = dyn_cast<tensor::GenerateOp>(op)) {
    if (cast<RankedTensorType>(generate.getType()).hasStaticShape())
      raised = raiseGenerate(generate);
  } else if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    Value value = pad.getConstantPaddingValue();
    bool isStatic = pad.getResultType().hasStaticShape() &&
                    pad.getSourceType().hasStaticShape() &&
                    pad.getLow().empty() && pad.getHigh().empty();
    bool isConstant = value && value.getDefiningOp() &&
                      value.getDefiningOp()->hasTrait<OpTrait::ConstantLike>();
    if (isStatic && !isConstant)
      raised = raisePad(pad);
  }
  if (!raised)
    return nullptr;
  op->replaceAllUsesWith(raised);
  op->erase();
  return raised;
}

//===----------------------------------------------------------------------===//
// Choices
//===----------------------------------------------------------------------===//

/// Keeps `op` from harm when it is computed though it is not chosen.
static void makeHarmless(Operation &op, Value chosen) {
  ImplicitLocOpBuilder b(op.getLoc(), &op);
  if (auto extract = dyn_cast<tensor::ExtractOp>(op)) {
    Value zero = arith::ConstantIndexOp::create(b, 0);
    for (auto [index, extent] :
         llvm::zip_equal(extract.getIndicesMutable(),
                         extract.getTensor().getType().getShape())) {
      Value last = arith::ConstantIndexOp::create(b, extent - 1);
      Value above = arith::MaxSIOp::create(b, index.get(), zero);
      index.set(arith::MinSIOp::create(b, above, last));
    }
  }
  if (isa<arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp,
          arith::CeilDivSIOp, arith::CeilDivUIOp, arith::FloorDivSIOp>(op)) {
    Value divisor = op.getOperand(1);
    Value one =
        arith::ConstantOp::create(b, b.getIntegerAttr(divisor.getType(), 1));
    op.setOperand(1, arith::SelectOp::create(b, chosen, divisor, one));
  }
}

static bool canBeComputedAlways(Block &block) {
  return llvm::all_of(block.without_terminator(), [](Operation &op) {
    if (auto extract = dyn_cast<tensor::ExtractOp>(op))
      return extract.getTensor().getType().hasStaticShape();
    return op.getNumRegions() == 0 && (isPure(&op) || isMemoryEffectFree(&op));
  });
}

/// Moves the ops of `block` in front of `choice`.
static void hoist(Block &block, scf::IfOp choice, Value chosen) {
  for (Operation &op : llvm::make_early_inc_range(block.without_terminator())) {
    op.moveBefore(choice);
    makeHarmless(op, chosen);
  }
}

static void flatten(scf::IfOp op) {
  if (op.getNumResults() == 0 || !canBeComputedAlways(*op.thenBlock()) ||
      !canBeComputedAlways(*op.elseBlock()))
    return; // What is left is refused by name.
  ImplicitLocOpBuilder b(op.getLoc(), op);
  Value one = arith::ConstantOp::create(b, b.getBoolAttr(true));
  Value otherwise = arith::XOrIOp::create(b, op.getCondition(), one);
  hoist(*op.thenBlock(), op, op.getCondition());
  hoist(*op.elseBlock(), op, otherwise);
  SmallVector<Value> results;
  for (auto [yes, no] : llvm::zip_equal(op.thenYield().getOperands(),
                                        op.elseYield().getOperands()))
    results.push_back(
        yes == no ? yes
                  : arith::SelectOp::create(b, op.getCondition(), yes, no));
  op->replaceAllUsesWith(results);
  op.erase();
}

void tp::flattenBody(linalg::LinalgOp op) {
  // Positions that are asserted to lie inside are clamped where they are used.
  op->walk([](cf::AssertOp assertion) { assertion.erase(); });
  // Inner choices first.
  op->walk<WalkOrder::PostOrder>([](scf::IfOp choice) { flatten(choice); });
}

void tp::dropUnreadInits(linalg::LinalgOp op) {
  if (!op.hasPureTensorSemantics() || op.hasDynamicShape() ||
      llvm::is_contained(op.getStaticLoopRanges(), 0))
    return;
  OpBuilder b(op);
  for (OpOperand &init : op.getDpsInitsMutable()) {
    // Another map may leave elements out.
    if (op.payloadUsesValueFromOperand(&init) ||
        !op.getMatchingIndexingMap(&init).isProjectedPermutation() ||
        init.get().getDefiningOp<tensor::EmptyOp>())
      continue;
    auto type = cast<RankedTensorType>(init.get().getType());
    init.set(tensor::EmptyOp::create(b, op.getLoc(), type.getShape(),
                                     type.getElementType()));
  }
}
