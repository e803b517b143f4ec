//===- UnrollLoops.cpp - loops written out, step by step ------------------===//
// One walk copies bodies, of inner loops too, straight to where they end up: no
// op is copied twice. Scalars are folded as they are copied, so that the bounds
// of an inner loop may depend on the counter of an outer one.

#include "FoldScalars.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Normalize/Passes.h"
#include "llvm/Support/MathExtras.h"

namespace tp {
#define GEN_PASS_DEF_UNROLLLOOPSPASS
#include "tp/Normalize/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

namespace {
/// A loop's steps: `count` values from `lower` on, `step` apart.
struct Steps {
  int64_t lower, step;
  uint64_t count;
};

/// Writes loops out, up to a number of ops.
class Unroller {
public:
  explicit Unroller(uint64_t maxOps) : maxOps(maxOps) {}

  LogicalResult run(ModuleOp module);

private:
  FailureOr<Steps> getSteps(scf::ForOp loop, const IRMapping &mapping);
  FailureOr<SmallVector<Value>> unroll(scf::ForOp loop, OpBuilder &b,
                                       IRMapping &mapping);
  LogicalResult copy(Block &body, OpBuilder &b, IRMapping &mapping);
  LogicalResult checkSize(scf::ForOp loop, uint64_t steps);

  uint64_t maxOps;
  uint64_t copied = 0;
};
} // namespace

/// How many ops one step of `loop` becomes, as far as inner loops say how often
/// they run.
static uint64_t countOps(scf::ForOp loop) {
  uint64_t count = 0;
  for (Operation &op : loop.getBody()->without_terminator()) {
    auto inner = dyn_cast<scf::ForOp>(op);
    std::optional<APInt> steps =
        inner ? inner.getStaticTripCount() : std::nullopt;
    count = steps ? llvm::SaturatingMultiplyAdd(steps->getLimitedValue(),
                                                countOps(inner), count)
                  : llvm::SaturatingAdd(count, uint64_t(1));
  }
  return count;
}

LogicalResult Unroller::checkSize(scf::ForOp loop, uint64_t steps) {
  uint64_t size = llvm::SaturatingMultiply(steps, countOps(loop));
  if (llvm::SaturatingAdd(size, copied) <= maxOps)
    return success();
  auto diag = emitUnsupported(loop)
              << "of " << steps << " steps becomes " << size
              << " ops when it is unrolled, which with " << copied
              << " ops of other loops is more than " << maxOps;
  diag.attachNote(loop.getLoc())
      << "loops are unrolled; tp-unroll-loops takes a larger max-ops";
  return failure();
}

FailureOr<Steps> Unroller::getSteps(scf::ForOp loop, const IRMapping &mapping) {
  auto get = [&](Value bound) {
    return getConstantScalar(mapping.lookupOrDefault(bound));
  };
  std::optional<int64_t> lower = get(loop.getLowerBound()),
                         upper = get(loop.getUpperBound()),
                         step = get(loop.getStep());
  if (!lower || !upper || !step)
    return emitUnsupported(loop)
           << "runs between bounds that are not constant: only loops of "
              "constant trip count are supported";
  if (*step <= 0)
    return loop.emitOpError()
           << "has step " << *step << ", expected at least 1";
  if (loop.getUnsignedCmp())
    return emitUnsupported(loop) << "compares its counter as unsigned";
  uint64_t range =
      *lower < *upper ? uint64_t(*upper) - uint64_t(*lower) : uint64_t(0);
  return Steps{*lower, *step, llvm::divideCeil(range, uint64_t(*step))};
}

/// Regions are copied again in the next step, with arguments of their own.
static void forgetArguments(Operation &op, IRMapping &mapping) {
  for (Region &region : op.getRegions())
    for (Block &block : region) {
      for (BlockArgument argument : block.getArguments())
        mapping.erase(argument);
      for (Operation &inner : block)
        forgetArguments(inner, mapping);
    }
}

/// Copies the ops of `body` but the last one.
LogicalResult Unroller::copy(Block &body, OpBuilder &b, IRMapping &mapping) {
  for (Operation &op : body.without_terminator()) {
    if (auto inner = dyn_cast<scf::ForOp>(op)) {
      FailureOr<SmallVector<Value>> results = unroll(inner, b, mapping);
      if (failed(results))
        return failure();
      mapping.map(inner.getResults(), *results);
      continue;
    }
    Operation *clone = b.clone(op, mapping);
    forgetArguments(op, mapping);
    ++copied;
    SmallVector<Value> constants = foldScalars(clone);
    if (constants.empty())
      continue;
    mapping.map(op.getResults(), constants);
    clone->erase();
  }
  return success();
}

/// What `loop` gives, its steps written at `b`.
FailureOr<SmallVector<Value>> Unroller::unroll(scf::ForOp loop, OpBuilder &b,
                                               IRMapping &mapping) {
  FailureOr<Steps> steps = getSteps(loop, mapping);
  if (failed(steps) || failed(checkSize(loop, steps->count)))
    return failure();
  Type counter = loop.getInductionVar().getType();
  auto lookup = [&](ValueRange values) {
    return llvm::map_to_vector(
        values, [&](Value value) { return mapping.lookupOrDefault(value); });
  };
  SmallVector<Value> carried = lookup(loop.getInitArgs());
  for (uint64_t i = 0; i != steps->count; ++i) {
    int64_t value = steps->lower + int64_t(i) * steps->step;
    mapping.map(loop.getInductionVar(),
                Value(arith::ConstantOp::create(
                    b, loop.getLoc(), b.getIntegerAttr(counter, value))));
    mapping.map(loop.getRegionIterArgs(), carried);
    if (failed(copy(*loop.getBody(), b, mapping)))
      return failure();
    carried = lookup(loop.getYieldedValues());
  }
  return carried;
}

/// The outermost loops of `module`.
static SmallVector<scf::ForOp> findLoops(ModuleOp module) {
  SmallVector<scf::ForOp> loops;
  module.walk<WalkOrder::PreOrder>([&](scf::ForOp loop) {
    loops.push_back(loop);
    return WalkResult::skip();
  });
  return loops;
}

LogicalResult Unroller::run(ModuleOp module) {
  SmallVector<scf::ForOp> loops = findLoops(module);
  if (loops.empty())
    return success();
  // Those in regions of other ops in a body are found when it is copied.
  for (; !loops.empty(); loops = findLoops(module))
    for (scf::ForOp loop : loops) {
      OpBuilder b(loop);
      IRMapping mapping;
      FailureOr<SmallVector<Value>> results = unroll(loop, b, mapping);
      if (failed(results))
        return failure();
      loop->replaceAllUsesWith(*results);
      loop->erase();
    }
  eraseDeadOps(module);
  return success();
}

namespace {
struct UnrollLoopsPass : public tp::impl::UnrollLoopsPassBase<UnrollLoopsPass> {
  using Base::Base;

  void runOnOperation() override {
    if (failed(Unroller(maxOps).run(getOperation())))
      signalPassFailure();
  }
};
} // namespace
