//===- TensorRule.cpp - how tensor's ops shard ----------------------------===//

#include "DialectRules.h"
#include "RuleBuilder.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace tp;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

namespace {
/// Splits freely: the result's elements do not depend on operands, or each on
/// the same element of them.
template <typename OpT>
struct PointwiseRule
    : ShardableOpInterface::ExternalModel<PointwiseRule<OpT>, OpT> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    RuleBuilder builder(op);
    builder.mapElementwise();
    return builder.take(/*isPassThrough=*/true);
  }
};

/// Every device needs all of every operand and makes all of the result.
template <typename OpT>
struct WholeRule : ShardableOpInterface::ExternalModel<WholeRule<OpT>, OpT> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    RuleBuilder builder(op);
    for (OpOperand &operand : op->getOpOperands())
      if (auto type = dyn_cast<RankedTensorType>(operand.get().getType()))
        for (int64_t dim = 0; dim < type.getRank(); ++dim)
          builder.replicateOperand(operand.getOperandNumber(), dim);
    for (OpResult result : op->getResults())
      if (auto type = dyn_cast<RankedTensorType>(result.getType()))
        for (int64_t dim = 0; dim < type.getRank(); ++dim)
          builder.replicateResult(result.getResultNumber(), dim);
    return builder.take(/*isPassThrough=*/false);
  }
};

/// A reshape in one direction: each group of dimensions on the expanded side
/// is one dimension on the other, whose factors they are, major first.
/// Dimensions of extent 1 come and go without a factor.
template <typename OpT>
struct ReshapeRule
    : ShardableOpInterface::ExternalModel<ReshapeRule<OpT>, OpT> {
  static constexpr bool expands = std::is_same_v<OpT, tensor::ExpandShapeOp>;

  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    auto reshape = cast<OpT>(op);
    ArrayRef<int64_t> shape =
        expands ? shapeOf(reshape.getResult()) : shapeOf(reshape.getSrc());
    RuleBuilder builder(op);
    for (auto [joined, group] :
         llvm::enumerate(reshape.getReassociationIndices()))
      for (int64_t dim : group)
        if (shape[dim] != 1)
          mapFactor(builder, joined, dim, builder.addFactor(shape[dim]));
    return builder.take(/*isPassThrough=*/true);
  }

private:
  static void mapFactor(RuleBuilder &builder, unsigned joined, unsigned dim,
                        unsigned factor) {
    builder.mapOperand(0, expands ? joined : dim, factor);
    builder.mapResult(0, expands ? dim : joined, factor);
  }
};

/// Dimensions taken whole pass through; others need every element, because
/// the parts of the slice do not lie where the shards of the source do.
struct ExtractSliceRule
    : ShardableOpInterface::ExternalModel<ExtractSliceRule,
                                          tensor::ExtractSliceOp> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    auto slice = cast<tensor::ExtractSliceOp>(op);
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    RuleBuilder builder(op);
    unsigned next = 0;
    for (auto [dim, extent] : llvm::enumerate(shapeOf(slice.getSource()))) {
      if (dropped.test(dim)) {
        builder.replicateOperand(0, dim);
        continue;
      }
      unsigned resultDim = next++;
      if (slice.getStaticSizes()[dim] != extent) {
        builder.replicateOperand(0, dim);
        builder.replicateResult(0, resultDim);
        continue;
      }
      unsigned factor = builder.addFactor(extent);
      builder.mapOperand(0, dim, factor);
      builder.mapResult(0, resultDim, factor);
    }
    return builder.take(/*isPassThrough=*/false);
  }
};

/// Dimensions that the source fills pass through.
struct InsertSliceRule
    : ShardableOpInterface::ExternalModel<InsertSliceRule,
                                          tensor::InsertSliceOp> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    auto insert = cast<tensor::InsertSliceOp>(op);
    llvm::SmallBitVector dropped = insert.getDroppedDims();
    enum Operands : unsigned { Source, Dest };
    RuleBuilder builder(op);
    unsigned next = 0;
    for (auto [dim, extent] : llvm::enumerate(shapeOf(insert.getDest()))) {
      std::optional<unsigned> sourceDim;
      if (!dropped.test(dim))
        sourceDim = next++;
      if (sourceDim && insert.getStaticSizes()[dim] == extent) {
        unsigned factor = builder.addFactor(extent);
        builder.mapOperand(Source, *sourceDim, factor);
        builder.mapOperand(Dest, dim, factor);
        builder.mapResult(0, dim, factor);
        continue;
      }
      if (sourceDim)
        builder.replicateOperand(Source, *sourceDim);
      if (extent == 1)
        continue;
      unsigned factor = builder.addFactor(extent, FactorKind::NeedReplication);
      builder.mapOperand(Dest, dim, factor);
      builder.mapResult(0, dim, factor);
    }
    return builder.take(/*isPassThrough=*/false);
  }
};

/// All dimensions but the joined one pass through.
struct ConcatRule
    : ShardableOpInterface::ExternalModel<ConcatRule, tensor::ConcatOp> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    auto concat = cast<tensor::ConcatOp>(op);
    RuleBuilder builder(op);
    for (auto [dim, extent] : llvm::enumerate(shapeOf(concat.getResult()))) {
      bool joined = dim == concat.getDim();
      unsigned factor = joined ? 0 : builder.addFactor(extent);
      for (unsigned i = 0, e = op->getNumOperands(); i < e; ++i)
        joined ? builder.replicateOperand(i, dim)
               : builder.mapOperand(i, dim, factor);
      joined ? builder.replicateResult(0, dim)
             : builder.mapResult(0, dim, factor);
    }
    return builder.take(/*isPassThrough=*/false);
  }
};

/// Dimensions without padding pass through.
struct PadRule : ShardableOpInterface::ExternalModel<PadRule, tensor::PadOp> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    auto pad = cast<tensor::PadOp>(op);
    llvm::SmallBitVector padded = pad.getPaddedDims();
    RuleBuilder builder(op);
    for (auto [dim, extent] : llvm::enumerate(shapeOf(pad.getResult()))) {
      if (padded.test(dim)) {
        builder.replicateOperand(0, dim);
        builder.replicateResult(0, dim);
        continue;
      }
      unsigned factor = builder.addFactor(extent);
      builder.mapOperand(0, dim, factor);
      builder.mapResult(0, dim, factor);
    }
    return builder.take(/*isPassThrough=*/false);
  }
};

template <template <typename> typename Rule, typename... Ops>
void attachTo(MLIRContext *context) {
  (Ops::template attachInterface<Rule<Ops>>(*context), ...);
}
} // namespace

void tp::registerTensorRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tensor::TensorDialect *) {
    attachTo<PointwiseRule, tensor::CastOp, tensor::EmptyOp, tensor::SplatOp>(
        context);
    attachTo<WholeRule, tensor::ExtractOp, tensor::FromElementsOp,
             tensor::GenerateOp, tensor::InsertOp>(context);
    attachTo<ReshapeRule, tensor::CollapseShapeOp, tensor::ExpandShapeOp>(
        context);
    tensor::ExtractSliceOp::attachInterface<ExtractSliceRule>(*context);
    tensor::InsertSliceOp::attachInterface<InsertSliceRule>(*context);
    tensor::ConcatOp::attachInterface<ConcatRule>(*context);
    tensor::PadOp::attachInterface<PadRule>(*context);
  });
}
