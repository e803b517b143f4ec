//===- UnrollLoops.cpp - loops written out, step by step ------------------===//
// Those that are short enough; others stay loops, with a counter that they
// carry. One walk copies bodies, of inner loops too, straight to where they end
// up: no op is copied twice. Scalars are folded as they are copied, so that the
// bounds of an inner loop may depend on the counter of an outer one.

#include "FoldScalars.h"
#include "KeepLoop.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
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
  std::optional<Steps> getSteps(scf::ForOp loop, const IRMapping &mapping);
  bool isShort(scf::ForOp loop, uint64_t steps) const;
  std::optional<SmallVector<Value>> unroll(scf::ForOp loop, OpBuilder &b,
                                           IRMapping &mapping);
  void copy(Block &body, OpBuilder &b, IRMapping &mapping);

  uint64_t maxOps;
  uint64_t copied = 0;
  SmallVector<scf::ForOp> kept;
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

bool Unroller::isShort(scf::ForOp loop, uint64_t steps) const {
  uint64_t size = llvm::SaturatingMultiply(steps, countOps(loop));
  return llvm::SaturatingAdd(size, copied) <= maxOps;
}

/// The steps of a loop between constant bounds.
std::optional<Steps> Unroller::getSteps(scf::ForOp loop,
                                        const IRMapping &mapping) {
  auto get = [&](Value bound) {
    return getConstantScalar(mapping.lookupOrDefault(bound));
  };
  std::optional<int64_t> lower = get(loop.getLowerBound()),
                         upper = get(loop.getUpperBound()),
                         step = get(loop.getStep());
  if (!lower || !upper || !step || *step <= 0 || loop.getUnsignedCmp())
    return std::nullopt;
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
void Unroller::copy(Block &body, OpBuilder &b, IRMapping &mapping) {
  for (Operation &op : body.without_terminator()) {
    if (auto inner = dyn_cast<scf::ForOp>(op))
      if (std::optional<SmallVector<Value>> results =
              unroll(inner, b, mapping)) {
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
}

/// What `loop` gives, its steps written at `b`; none when it has to stay.
std::optional<SmallVector<Value>>
Unroller::unroll(scf::ForOp loop, OpBuilder &b, IRMapping &mapping) {
  std::optional<Steps> steps = getSteps(loop, mapping);
  if (!steps || !isShort(loop, steps->count))
    return std::nullopt;
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
    copy(*loop.getBody(), b, mapping);
    carried = lookup(loop.getYieldedValues());
  }
  return carried;
}

/// The outermost loops in `root`, without `root` itself.
static SmallVector<scf::ForOp> findLoops(Operation *root) {
  SmallVector<scf::ForOp> loops;
  for (Region &region : root->getRegions())
    region.walk<WalkOrder::PreOrder>([&](scf::ForOp loop) {
      loops.push_back(loop);
      return WalkResult::skip();
    });
  return loops;
}

LogicalResult Unroller::run(ModuleOp module) {
  SmallVector<scf::ForOp> loops = findLoops(module);
  if (loops.empty())
    return success();
  // Those in regions of other ops are found when these have been copied.
  std::vector<scf::ForOp> pending(loops.rbegin(), loops.rend());
  while (!pending.empty()) {
    scf::ForOp loop = pending.back();
    pending.pop_back();
    if (std::optional<int64_t> step = getConstantScalar(loop.getStep()))
      if (*step <= 0)
        return loop.emitOpError()
               << "has step " << *step << ", expected at least 1";
    OpBuilder b(loop);
    IRMapping mapping;
    Operation *before = loop->getPrevNode();
    Block *block = loop->getBlock();
    if (std::optional<SmallVector<Value>> results = unroll(loop, b, mapping)) {
      Operation *behind = loop->getNextNode();
      loop->replaceAllUsesWith(*results);
      loop->erase();
      // Loops in what was copied, which may be short now.
      for (Operation *op = before ? before->getNextNode() : &block->front();
           op != behind; op = op->getNextNode())
        if (auto copied = dyn_cast<scf::ForOp>(op))
          pending.push_back(copied);
        else
          llvm::append_range(pending, findLoops(op));
      continue;
    }
    for (scf::ForOp inner : llvm::reverse(findLoops(loop)))
      pending.push_back(inner);
    kept.push_back(loop);
  }
  // Inner ones first: an outer one's body is moved.
  for (scf::ForOp loop : llvm::reverse(kept))
    if (failed(keepLoop(loop)))
      return failure();
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
