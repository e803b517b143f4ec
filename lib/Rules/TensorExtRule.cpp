//===- TensorExtRule.cpp - how tensor_ext's ops shard ---------------------===//

#include "DialectRules.h"
#include "RuleBuilder.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp;
using namespace tp::tensor_ext;

namespace {
/// A table split along an indexed dimension is looked up by each device in its
/// own part, zero where the position is elsewhere: exactly one device has it,
/// so the sum is the value. That holds for numbers, not for bits.
struct GatherRule : ShardableOpInterface::ExternalModel<GatherRule, GatherOp> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    auto gather = cast<GatherOp>(op);
    RuleBuilder builder(op);
    mapIndices(gather, builder);
    mapCollapsed(gather, builder);
    mapWindow(gather, builder);
    return builder.take(/*isPassThrough=*/false);
  }

private:
  enum Operands : unsigned { Input, Indices };

  static void mapIndices(GatherOp gather, RuleBuilder &builder) {
    auto type = cast<RankedTensorType>(gather.getIndices().getType());
    SmallVector<int64_t> batch = gather.getBatchDims();
    unsigned next = 0;
    for (auto [dim, extent] : llvm::enumerate(type.getShape())) {
      if (int64_t(dim) == int64_t(gather.getIndexVectorDim())) {
        builder.replicateOperand(Indices, dim);
        continue;
      }
      unsigned factor = builder.addFactor(extent);
      builder.mapOperand(Indices, dim, factor);
      builder.mapResult(0, batch[next++], factor);
      for (auto [own, with] : llvm::zip_equal(gather.getInputBatchingDims(),
                                              gather.getIndicesBatchingDims()))
        if (with == int64_t(dim))
          builder.mapOperand(Input, own, factor);
    }
  }

  static void mapCollapsed(GatherOp gather, RuleBuilder &builder) {
    auto type = cast<RankedTensorType>(gather.getInput().getType());
    bool sums = !type.getElementType().isInteger(1);
    for (int64_t dim : gather.getCollapsedSliceDims()) {
      if (sums && llvm::is_contained(gather.getStartIndexMap(), dim))
        builder.mapOperand(Input, dim,
                           builder.addFactor(type.getDimSize(dim),
                                             FactorKind::Reduction,
                                             Reduction::Sum));
      else
        builder.replicateOperand(Input, dim);
    }
  }

  static void mapWindow(GatherOp gather, RuleBuilder &builder) {
    auto type = cast<RankedTensorType>(gather.getInput().getType());
    for (auto [dim, offset] :
         llvm::zip_equal(gather.getWindowDims(), gather.getOffsetDims())) {
      // A window as wide as the dimension starts at 0, whatever the index.
      if (gather.getSliceSizes()[dim] == type.getDimSize(dim)) {
        unsigned factor = builder.addFactor(type.getDimSize(dim));
        builder.mapOperand(Input, dim, factor);
        builder.mapResult(0, offset, factor);
      } else {
        builder.replicateOperand(Input, dim);
        builder.replicateResult(0, offset);
      }
    }
  }
};
} // namespace

void tp::registerTensorExtRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, TensorExtDialect *) {
    GatherOp::attachInterface<GatherRule>(*context);
  });
}
