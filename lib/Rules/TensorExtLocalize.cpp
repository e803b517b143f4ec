//===- TensorExtLocalize.cpp - tensor_ext's ops on shards -----------------===//

#include "IndexVectors.h"
#include "Localizers.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp;
using namespace tp::tensor_ext;

namespace {
/// A dimension that is split and indexed.
struct SplitIndex {
  int64_t component; ///< Position in the index vector.
  int64_t last;      ///< Greatest legal start position, counted globally.
  int64_t extent;    ///< Local extent.
  Value offset;      ///< Where this rank's part starts, as an index element.
  /// Valid elements of the part; null when those beyond are no other rank's.
  Value limit;
};

/// Builds one gather on shards. Each rank looks up what lies in its part and
/// gives zero for the rest; selected rather than multiplied, so that nothing
/// that padding holds comes through.
class GatherLocalizer {
public:
  GatherLocalizer(GatherOp op, Localizer &localizer)
      : op(op), localizer(localizer), builder(localizer.getBuilder()),
        loc(localizer.getLoc()) {}

  LogicalResult run(SmallVectorImpl<Value> &results) {
    findSplitIndices();
    for (const SplitIndex &split : splits)
      if (!holds(split.last + split.extent)) {
        emitUnsupported(op) << "has indices of type " << indexType()
                            << " into a split dimension that they cannot span";
        return failure();
      }
    auto input = cast<RankedTensorType>(localizer.getOperand(0).getType());
    Value indices = splits.empty() ? localizer.getOperand(1) : localIndices();
    Value gathered = GatherOp::create(
        builder, loc, localizer.getResultType(0), localizer.getOperand(0),
        indices, op.getOffsetDimsAttr(), op.getCollapsedSliceDimsAttr(),
        op.getStartIndexMapAttr(), op.getIndexVectorDimAttr(),
        builder.getDenseI64ArrayAttr(localSliceSizes(input)),
        op.getInputBatchingDimsAttr(), op.getIndicesBatchingDimsAttr());
    results.push_back(splits.empty() ? gathered : keepOwn(gathered));
    return success();
  }

private:
  Type indexType() {
    return cast<RankedTensorType>(op.getIndices().getType()).getElementType();
  }

  /// Whether an index can be `value`.
  bool holds(int64_t value) {
    auto type = dyn_cast<IntegerType>(indexType());
    return !type || llvm::isIntN(type.getWidth(), value);
  }

  RankedTensorType globalInput() {
    return cast<RankedTensorType>(op.getInput().getType());
  }

  void findSplitIndices() {
    for (auto [component, dim] : llvm::enumerate(op.getStartIndexMap())) {
      const DimSharding &split = localizer.getOperandSharding(0).dims[dim];
      int64_t extent = globalInput().getDimSize(dim);
      Value offset = localizer.shardOffset(extent, split);
      // A window as wide as the dimension starts at 0 on every rank.
      if (!offset || op.getSliceSizes()[dim] == extent)
        continue;
      // With blocks of blocks, what is padding here may be the next block's.
      Value limit;
      if (layoutOf(extent, split).size() > 1)
        limit = localizer.validExtent(extent, split);
      splits.push_back({int64_t(component), extent - op.getSliceSizes()[dim],
                        shardExtent(extent, split), asElement(offset),
                        limit ? asElement(limit) : limit});
    }
  }

  Value asElement(Value index) {
    if (indexType().isIndex())
      return index;
    return arith::IndexCastOp::create(builder, loc, indexType(), index);
  }

  /// Windows as wide as their dimension are as wide as the shard.
  SmallVector<int64_t> localSliceSizes(RankedTensorType input) {
    SmallVector<int64_t> sizes(op.getSliceSizes());
    for (auto [dim, size] : llvm::enumerate(sizes))
      if (size == globalInput().getDimSize(dim))
        size = input.getDimSize(dim);
    return sizes;
  }

  Value constant(OpBuilder &b, int64_t value) {
    return arith::ConstantOp::create(b, loc,
                                     b.getIntegerAttr(indexType(), value));
  }

  /// The start position inside this rank's part: clamped as the whole gather
  /// would, then counted from where the part begins.
  Value localPosition(OpBuilder &b, Value position, const SplitIndex &split) {
    position = arith::MaxSIOp::create(b, loc, position, constant(b, 0));
    position =
        arith::MinSIOp::create(b, loc, position, constant(b, split.last));
    return arith::SubIOp::create(b, loc, position, split.offset);
  }

  bool hasVectorDim() {
    return int64_t(op.getIndexVectorDim()) <
           cast<RankedTensorType>(op.getIndices().getType()).getRank();
  }

  Value localIndices() {
    return mapIndices(
        builder, loc, localizer.getOperand(1), [&](OpBuilder &b, Value global) {
          Value position = global;
          for (const SplitIndex &split : splits)
            position = inComponent(b, loc, split.component,
                                   op.getStartIndexMap().size(),
                                   op.getIndexVectorDim(),
                                   localPosition(b, global, split), position);
          return position;
        });
  }

  /// One component of the index vectors, on the batch dimensions.
  Value component(int64_t number) {
    Value indices = localizer.getOperand(1);
    if (!hasVectorDim())
      return indices;
    auto type = cast<RankedTensorType>(indices.getType());
    SmallVector<OpFoldResult> offsets(type.getRank(), builder.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(type.getRank(), builder.getIndexAttr(1));
    SmallVector<OpFoldResult> sizes =
        getAsIndexOpFoldResult(builder.getContext(), type.getShape());
    int64_t vectorDim = op.getIndexVectorDim();
    offsets[vectorDim] = builder.getIndexAttr(number);
    sizes[vectorDim] = builder.getIndexAttr(1);
    SmallVector<int64_t> batch(type.getShape());
    batch.erase(batch.begin() + vectorDim);
    return tensor::ExtractSliceOp::create(
        builder, loc, RankedTensorType::get(batch, indexType()), indices,
        offsets, sizes, strides);
  }

  /// `gathered` where the position lies in this rank's part, zero elsewhere.
  Value keepOwn(Value gathered) {
    auto type = cast<RankedTensorType>(gathered.getType());
    AffineMap all = builder.getMultiDimIdentityMap(type.getRank());
    SmallVector<AffineExpr> batch;
    for (int64_t dim : op.getBatchDims())
      batch.push_back(builder.getAffineDimExpr(dim));
    AffineMap onBatch =
        AffineMap::get(type.getRank(), 0, batch, builder.getContext());
    SmallVector<Value> inputs{gathered};
    SmallVector<AffineMap> maps{all};
    for (const SplitIndex &split : splits) {
      inputs.push_back(component(split.component));
      maps.push_back(onBatch);
    }
    maps.push_back(all);
    Value init = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                         type.getElementType());
    SmallVector<utils::IteratorType> loops(type.getRank(),
                                           utils::IteratorType::parallel);
    auto generic = linalg::GenericOp::create(
        builder, loc, type, inputs, init, maps, loops,
        [&](OpBuilder &b, Location, ValueRange args) {
          Value own = isOwn(b, args.slice(1, splits.size()));
          Value zero = arith::ConstantOp::create(
              b, loc, b.getZeroAttr(type.getElementType()));
          Value kept = arith::SelectOp::create(b, loc, own, args[0], zero);
          linalg::YieldOp::create(b, loc, kept);
        });
    return generic.getResult(0);
  }

  Value isOwn(OpBuilder &b, ValueRange positions) {
    Value own;
    for (auto [position, split] : llvm::zip_equal(positions, splits)) {
      Value local = localPosition(b, position, split);
      auto require = [&, local = local](arith::CmpIPredicate predicate,
                                        Value bound) {
        Value holds = arith::CmpIOp::create(b, loc, predicate, local, bound);
        own = own ? Value(arith::AndIOp::create(b, loc, own, holds)) : holds;
      };
      // Below 0 is far above every extent when read without sign.
      require(arith::CmpIPredicate::ult, constant(b, split.extent));
      if (split.limit)
        require(arith::CmpIPredicate::slt, split.limit);
    }
    return own;
  }

  GatherOp op;
  Localizer &localizer;
  OpBuilder &builder;
  Location loc;
  SmallVector<SplitIndex> splits;
};

struct GatherLocalize
    : LocalizableOpInterface::ExternalModel<GatherLocalize, GatherOp> {
  LogicalResult localize(Operation *op, Localizer &localizer,
                         SmallVectorImpl<Value> &results) const {
    return GatherLocalizer(cast<GatherOp>(op), localizer).run(results);
  }
};
} // namespace

void tp::registerTensorExtLocalizers(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, TensorExtDialect *) {
    GatherOp::attachInterface<GatherLocalize>(*context);
  });
}
