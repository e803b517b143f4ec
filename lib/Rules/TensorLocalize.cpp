//===- TensorLocalize.cpp - tensor's ops on shards ------------------------===//

#include "Localizers.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;

static RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

namespace {
struct EmptyLocalize
    : LocalizableOpInterface::ExternalModel<EmptyLocalize, tensor::EmptyOp> {
  LogicalResult localize(Operation *op, Localizer &localizer,
                         SmallVectorImpl<Value> &results) const {
    RankedTensorType type = localizer.getResultType(0);
    results.push_back(tensor::EmptyOp::create(
        localizer.getBuilder(), localizer.getLoc(), type.getShape(),
        type.getElementType(), type.getEncoding()));
    return success();
  }
};

/// Shards of a dimension lie as its major factors do, padding at the end of
/// each: joining or separating them is the same op on shards, as long as the
/// extents agree.
template <typename OpT>
struct ReshapeLocalize
    : LocalizableOpInterface::ExternalModel<ReshapeLocalize<OpT>, OpT> {
  LogicalResult localize(Operation *op, Localizer &localizer,
                         SmallVectorImpl<Value> &results) const {
    auto reshape = cast<OpT>(op);
    Value source = localizer.getOperand(0);
    RankedTensorType type = localizer.getResultType(0);
    auto groups = reshape.getReassociationIndices();
    if (!agree(tensorType(source), type, groups)) {
      emitUnsupported(op) << "reshapes shards of " << tensorType(source)
                          << " to " << type
                          << ", which do not hold the same elements";
      return failure();
    }
    results.push_back(OpT::create(localizer.getBuilder(), localizer.getLoc(),
                                  type, source, groups));
    return success();
  }

private:
  static bool agree(RankedTensorType source, RankedTensorType result,
                    ArrayRef<ReassociationIndices> groups) {
    constexpr bool expands = std::is_same_v<OpT, tensor::ExpandShapeOp>;
    RankedTensorType joined = expands ? source : result;
    RankedTensorType separate = expands ? result : source;
    for (auto [dim, group] : llvm::enumerate(groups)) {
      int64_t extent = 1;
      for (int64_t part : group)
        extent *= separate.getDimSize(part);
      if (extent != joined.getDimSize(dim))
        return false;
    }
    return true;
  }
};

/// Sizes of a slice of shards: a dimension that is taken whole keeps the
/// shard's extent, `whole` says so for `sizes`.
static SmallVector<OpFoldResult> localSizes(OpBuilder &builder,
                                            ArrayRef<int64_t> sizes,
                                            ArrayRef<int64_t> global,
                                            ArrayRef<int64_t> local) {
  SmallVector<OpFoldResult> result;
  for (auto [size, whole, shard] : llvm::zip_equal(sizes, global, local))
    result.push_back(builder.getIndexAttr(size == whole ? shard : size));
  return result;
}

/// Dimensions that are not taken whole are not split: offsets stay.
struct ExtractSliceLocalize
    : LocalizableOpInterface::ExternalModel<ExtractSliceLocalize,
                                            tensor::ExtractSliceOp> {
  LogicalResult localize(Operation *op, Localizer &localizer,
                         SmallVectorImpl<Value> &results) const {
    auto slice = cast<tensor::ExtractSliceOp>(op);
    if (slice->getNumOperands() != 1) {
      emitUnsupported(op) << "slices at positions that are not constant";
      return failure();
    }
    Value source = localizer.getOperand(0);
    OpBuilder &builder = localizer.getBuilder();
    results.push_back(tensor::ExtractSliceOp::create(
        builder, localizer.getLoc(), localizer.getResultType(0), source,
        slice.getMixedOffsets(),
        localSizes(builder, slice.getStaticSizes(),
                   slice.getSourceType().getShape(),
                   tensorType(source).getShape()),
        slice.getMixedStrides()));
    return success();
  }
};

struct InsertSliceLocalize
    : LocalizableOpInterface::ExternalModel<InsertSliceLocalize,
                                            tensor::InsertSliceOp> {
  LogicalResult localize(Operation *op, Localizer &localizer,
                         SmallVectorImpl<Value> &results) const {
    auto insert = cast<tensor::InsertSliceOp>(op);
    if (insert->getNumOperands() != 2) {
      emitUnsupported(op) << "inserts at positions that are not constant";
      return failure();
    }
    Value source = localizer.getOperand(0), dest = localizer.getOperand(1);
    OpBuilder &builder = localizer.getBuilder();
    results.push_back(tensor::InsertSliceOp::create(
        builder, localizer.getLoc(), source, dest, insert.getMixedOffsets(),
        localSizes(builder, insert.getStaticSizes(),
                   insert.getDestType().getShape(),
                   tensorType(dest).getShape()),
        insert.getMixedStrides()));
    return success();
  }
};

template <template <typename> typename Model, typename... Ops>
void attachTo(MLIRContext *context) {
  (Ops::template attachInterface<Model<Ops>>(*context), ...);
}
} // namespace

void tp::registerTensorLocalizers(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tensor::TensorDialect *) {
    attachTo<CloneLocalize, tensor::CastOp, tensor::ConcatOp, tensor::ExtractOp,
             tensor::FromElementsOp, tensor::GenerateOp, tensor::InsertOp,
             tensor::PadOp, tensor::SplatOp>(context);
    attachTo<ReshapeLocalize, tensor::CollapseShapeOp, tensor::ExpandShapeOp>(
        context);
    tensor::EmptyOp::attachInterface<EmptyLocalize>(*context);
    tensor::ExtractSliceOp::attachInterface<ExtractSliceLocalize>(*context);
    tensor::InsertSliceOp::attachInterface<InsertSliceLocalize>(*context);
  });
}
