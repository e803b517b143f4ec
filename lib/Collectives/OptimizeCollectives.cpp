//===- OptimizeCollectives.cpp - fewer and cheaper collectives ------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/CSE.h"
#include "tp/Collectives/Passes.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "llvm/ADT/TypeSwitch.h"

namespace tp {
#define GEN_PASS_DEF_OPTIMIZECOLLECTIVESPASS
#include "tp/Collectives/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

/// Replaces a collective of groups of one rank by its operand: nothing is
/// reduced, moved or cut.
template <typename OpT> static void forwardAlone(OpT op) {
  if (op.getGroupSize() != 1)
    return;
  op.getResult().replaceAllUsesWith(op.getInput());
  op.erase();
}

static void forwardAlone(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case<AllReduceOp, AllGatherOp, ReduceScatterOp, AllToAllOp, PermuteOp,
            AllSliceOp>([](auto collective) { forwardAlone(collective); });
}

/// Whether the op adds its two inputs, element by element.
static bool isSum(linalg::GenericOp op) {
  if (op.getNumDpsInputs() != 2 || op->getNumResults() != 1 ||
      !llvm::all_of(op.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isIdentity(); }))
    return false;
  Block *body = op.getBlock();
  Operation *add = &body->front();
  if (!isa<arith::AddFOp, arith::AddIOp>(add) ||
      add->getResults() != body->getTerminator()->getOperands())
    return false;
  Value a = body->getArgument(0), b = body->getArgument(1);
  return (add->getOperand(0) == a && add->getOperand(1) == b) ||
         (add->getOperand(0) == b && add->getOperand(1) == a);
}

/// The sum over ranks that only `op` reads in its input `number`.
static AllReduceOp reducedFor(linalg::GenericOp op, unsigned number) {
  auto reduce = op.getDpsInputs()[number].getDefiningOp<AllReduceOp>();
  return reduce && reduce.getKind() == ReductionKind::Sum &&
                 reduce.getResult().hasOneUse()
             ? reduce
             : AllReduceOp();
}

/// Adds before the ranks do: a sum of sums is one. Gradients of a value that
/// several products read arrive so.
static void joinSums(linalg::GenericOp op) {
  if (!isSum(op))
    return;
  AllReduceOp a = reducedFor(op, 0), b = reducedFor(op, 1);
  if (!a || !b || a.getMesh() != b.getMesh() || a.getAxes() != b.getAxes())
    return;
  remark::passed(
      b.getLoc(),
      remark::RemarkOpts::name("JoinSums").category("tp-collectives"))
      << remark::reason("only the sum of two reduced values is used");
  OpBuilder builder(op);
  builder.setInsertionPointAfter(op);
  Location loc = builder.getFusedLoc({a.getLoc(), b.getLoc()});
  op.setOperand(0, a.getInput());
  op.setOperand(1, b.getInput());
  auto joined =
      AllReduceOp::create(builder, loc, op.getResult(0), a.getKind(),
                          a.getMesh(), a.getAxes(), a.getReasonAttr());
  op.getResult(0).replaceAllUsesExcept(joined.getResult(), joined);
  a.erase();
  b.erase();
}

/// Transposes before the ranks reduce, where a contraction gives the partial
/// sums: it writes any order of dimensions as well, while a transpose of the
/// reduced value strides through memory. Gradients of weights arrive so.
static void transposeFirst(linalg::TransposeOp op) {
  auto reduce = op.getInput().getDefiningOp<AllReduceOp>();
  if (!reduce || !reduce.getResult().hasOneUse() ||
      !reduce.getInput().hasOneUse())
    return;
  auto contraction = reduce.getInput().getDefiningOp<linalg::LinalgOp>();
  if (!contraction || !linalg::isaContractionOpInterface(contraction))
    return;
  remark::passed(
      reduce.getLoc(),
      remark::RemarkOpts::name("TransposeFirst").category("tp-collectives"))
      << remark::reason("a contraction gives the transposed value as well");
  OpBuilder builder(reduce);
  auto type = cast<RankedTensorType>(op.getResult()[0].getType());
  Value empty = tensor::EmptyOp::create(builder, op.getLoc(), type.getShape(),
                                        type.getElementType());
  Value transposed =
      linalg::TransposeOp::create(builder, op.getLoc(), reduce.getInput(),
                                  empty, op.getPermutation())
          ->getResult(0);
  auto reduced = AllReduceOp::create(builder, reduce.getLoc(), transposed,
                                     reduce.getKind(), reduce.getMesh(),
                                     reduce.getAxes(), reduce.getReasonAttr());
  op->getResult(0).replaceAllUsesWith(reduced.getResult());
  op.erase();
  reduce.erase();
}

/// The slice that all users of `op` are, each alike; null when there is none.
static AllSliceOp commonSlice(AllReduceOp op) {
  AllSliceOp common;
  for (Operation *user : op->getUsers()) {
    auto slice = dyn_cast<AllSliceOp>(user);
    if (!slice || (common && (slice.getDim() != common.getDim() ||
                              slice.getAxes() != common.getAxes())))
      return {};
    common = slice;
  }
  return common;
}

/// Whether both lists hold the same axes: a slice over others than those
/// reduced leaves a reduction to do.
static bool holdTheSame(ArrayAttr a, ArrayAttr b) {
  return a.size() == b.size() && llvm::all_of(a, [&](Attribute axis) {
           return llvm::is_contained(b, axis);
         });
}

static void scatter(AllReduceOp op) {
  AllSliceOp slice = commonSlice(op);
  if (!slice)
    return;
  auto opts =
      remark::RemarkOpts::name("ReduceScatter").category("tp-collectives");
  if (!holdTheSame(op.getAxes(), slice.getAxes())) {
    remark::missed(op.getLoc(), opts)
        << remark::reason("reduced over other axes than sliced");
    return;
  }
  remark::passed(op.getLoc(), opts)
      << remark::reason("every use of the reduced value is one slice");
  OpBuilder builder(op);
  // The order of positions is the slice's: part i belongs to position i.
  Value scattered = ReduceScatterOp::create(
      builder, op.getLoc(), slice.getType(), op.getInput(), op.getKindAttr(),
      slice.getDimAttr(), op.getMeshAttr(), slice.getAxesAttr(),
      op.getReasonAttr());
  for (Operation *user : llvm::make_early_inc_range(op->getUsers())) {
    user->getResult(0).replaceAllUsesWith(scattered);
    user->erase();
  }
  op.erase();
}

namespace {
struct OptimizeCollectivesPass
    : tp::impl::OptimizeCollectivesPassBase<OptimizeCollectivesPass> {
  void runOnOperation() override {
    func::FuncOp function = getOperation();
    function.walk([](Operation *op) { forwardAlone(op); });
    // In order, so that a sum of three joins its first two first.
    function.walk([](linalg::GenericOp op) { joinSums(op); });
    function.walk([](linalg::TransposeOp op) { transposeFirst(op); });
    // Scattering erases ops behind the one at hand.
    SmallVector<AllReduceOp> reductions;
    function.walk([&](AllReduceOp op) { reductions.push_back(op); });
    for (AllReduceOp op : reductions)
      scatter(op);
    IRRewriter rewriter(&getContext());
    DominanceInfo dominance(function);
    eliminateCommonSubExpressions(rewriter, dominance, function);
  }
};
} // namespace
