//===- LinalgRule.cpp - how linalg's structured ops shard -----------------===//
// One rule for all of them: a factor is a loop of the op, and its indexing
// maps say where each stands. Tensors that a body captures are no operands:
// they stay whole on every device.

#include "Combiner.h"
#include "DialectRules.h"
#include "RuleBuilder.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;

/// How the collectives reduce what `combiner` combines; none when no kind of
/// partial value gives the same result. Signless integers are signed to a
/// collective, and a byte of 0 or 1 when they have one bit.
static std::optional<Reduction> reductionOf(Operation *combiner) {
  using Kind = std::optional<Reduction>;
  bool isBit = combiner->getResult(0).getType().isInteger(1);
  auto ifBit = [&](Reduction kind) { return isBit ? Kind(kind) : Kind(); };
  auto unlessBit = [&](Reduction kind) { return isBit ? Kind() : Kind(kind); };
  return llvm::TypeSwitch<Operation *, Kind>(combiner)
      .Case<arith::AddFOp>([](Operation *) { return Reduction::Sum; })
      .Case<arith::MulFOp>([](Operation *) { return Reduction::Prod; })
      .Case<arith::MaximumFOp>([](Operation *) { return Reduction::Max; })
      .Case<arith::MinimumFOp>([](Operation *) { return Reduction::Min; })
      .Case<arith::AddIOp>(
          [&](Operation *) { return unlessBit(Reduction::Sum); })
      .Case<arith::MulIOp>(
          [&](Operation *) { return unlessBit(Reduction::Prod); })
      .Case<arith::MaxSIOp>(
          [&](Operation *) { return unlessBit(Reduction::Max); })
      .Case<arith::MinSIOp>(
          [&](Operation *) { return unlessBit(Reduction::Min); })
      .Case<arith::OrIOp, arith::MaxUIOp>(
          [&](Operation *) { return ifBit(Reduction::Max); })
      .Case<arith::AndIOp, arith::MinUIOp>(
          [&](Operation *) { return ifBit(Reduction::Min); })
      .Default([](Operation *) { return Kind(); });
}

/// How the op reduces; none unless all its results do it the same way.
static std::optional<Reduction> reductionOf(linalg::LinalgOp op) {
  std::optional<Reduction> common;
  for (OpOperand &init : op.getDpsInitsMutable()) {
    Operation *combiner = findCombiner(op, init);
    std::optional<Reduction> kind =
        combiner ? reductionOf(combiner) : std::nullopt;
    if (!kind || (common && common != kind))
      return std::nullopt;
    common = kind;
  }
  return common;
}

namespace {
/// Writes the rule of one structured op.
class LinalgRuleBuilder {
public:
  explicit LinalgRuleBuilder(linalg::LinalgOp op) : op(op), builder(op) {}

  ShardingRule build() {
    addLoops();
    for (OpOperand &operand : op->getOpOperands())
      if (isa<RankedTensorType>(operand.get().getType()))
        mapTensor(operand);
    return builder.take(isPassThrough);
  }

private:
  void addLoops() {
    std::optional<Reduction> reduction = reductionOf(op);
    for (auto [size, type] : llvm::zip_equal(op.getStaticLoopRanges(),
                                             op.getIteratorTypesArray())) {
      if (type == utils::IteratorType::parallel)
        builder.addFactor(size);
      else if (reduction)
        builder.addFactor(size, FactorKind::Reduction, *reduction);
      else
        builder.addFactor(size, FactorKind::NeedReplication);
      isPassThrough &= type == utils::IteratorType::parallel;
    }
  }

  void mapTensor(OpOperand &operand) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    OpResult result;
    if (op.isDpsInit(&operand))
      result = op.getTiedOpResult(&operand);
    // Elementwise ops and transposes read every loop in every tensor; what
    // lacks one is broadcast.
    isPassThrough &= map.isPermutation();
    llvm::SmallBitVector seen(map.getNumDims());
    for (auto [dim, index] : llvm::enumerate(map.getResults()))
      mapDim(operand, result, dim, index, seen);
  }

  void mapDim(OpOperand &operand, OpResult result, unsigned dim,
              AffineExpr index, llvm::SmallBitVector &seen) {
    unsigned number = operand.getOperandNumber();
    auto loop = dyn_cast<AffineDimExpr>(index);
    if (!loop) {
      // Constant positions and sums of loops (windows) cross the borders of
      // shards.
      index.walk([&](AffineExpr part) {
        if (auto used = dyn_cast<AffineDimExpr>(part))
          builder.replicateFactor(used.getPosition());
      });
      builder.replicateOperand(number, dim);
      if (result)
        builder.replicateResult(result.getResultNumber(), dim);
      return;
    }
    // A diagonal: its elements are not where the shards of one loop are.
    if (seen.test(loop.getPosition()))
      builder.replicateFactor(loop.getPosition());
    // A reduction that keeps its loop in the result is a scan.
    if (result && op.getIteratorTypesArray()[loop.getPosition()] !=
                      utils::IteratorType::parallel)
      builder.replicateFactor(loop.getPosition());
    seen.set(loop.getPosition());
    builder.mapOperand(number, dim, loop.getPosition());
    if (result)
      builder.mapResult(result.getResultNumber(), dim, loop.getPosition());
  }

  linalg::LinalgOp op;
  RuleBuilder builder;
  bool isPassThrough = true;
};

template <typename OpT>
struct LinalgRule : ShardableOpInterface::ExternalModel<LinalgRule<OpT>, OpT> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    auto structured = cast<linalg::LinalgOp>(op);
    if (structured.hasDynamicShape()) {
      emitUnsupported(op) << "has a dynamic shape";
      return failure();
    }
    return LinalgRuleBuilder(structured).build();
  }
};

template <typename... Ops> void attachToAll(MLIRContext *context) {
  (Ops::template attachInterface<LinalgRule<Ops>>(*context), ...);
}
} // namespace

void tp::registerLinalgRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, linalg::LinalgDialect *) {
    attachToAll<
#define GET_OP_LIST
#include "mlir/Dialect/Linalg/IR/LinalgStructuredOps.cpp.inc"
        >(context);
  });
}
