//===- TensorExtScatter.cpp - how scatters shard and become local ---------===//
// An indexed dimension may be split: each rank applies what falls into its
// part. So may the updates: each rank applies its own, and the results add up.

#include "DialectRules.h"
#include "IndexVectors.h"
#include "Localizers.h"
#include "RuleBuilder.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp;
using namespace tp::tensor_ext;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// How the collectives reduce what `op` combines; none when they cannot.
static std::optional<Reduction> reductionOf(ScatterOp op) {
  using Kind = arith::AtomicRMWKind;
  bool isBit = typeOf(op.getInput()).getElementType().isInteger(1);
  switch (op.getKind()) {
  case Kind::addf:
  case Kind::addi:
    return isBit ? std::nullopt : std::optional(Reduction::Sum);
  case Kind::mulf:
  case Kind::muli:
    return isBit ? std::nullopt : std::optional(Reduction::Prod);
  case Kind::maximumf:
  case Kind::maxs:
    return isBit ? std::nullopt : std::optional(Reduction::Max);
  case Kind::minimumf:
  case Kind::mins:
    return isBit ? std::nullopt : std::optional(Reduction::Min);
  // A bit is a byte of 0 or 1 to a collective.
  case Kind::ori:
    return isBit ? std::optional(Reduction::Max) : std::nullopt;
  case Kind::andi:
    return isBit ? std::optional(Reduction::Min) : std::nullopt;
  default:
    return std::nullopt;
  }
}

//===----------------------------------------------------------------------===//
// Rule
//===----------------------------------------------------------------------===//

namespace {
enum Operands : unsigned { Input, Indices, Updates };

class ScatterRuleBuilder {
public:
  explicit ScatterRuleBuilder(ScatterOp op) : op(op), builder(op) {}

  ShardingRule build() {
    mapIndices();
    mapInserted();
    mapWindow();
    return builder.take(/*isPassThrough=*/false);
  }

private:
  void mapIndices() {
    std::optional<Reduction> reduction = reductionOf(op);
    // Updates that are padding are dropped by their index.
    bool splits = reduction && !op.getScatterDimsToOperandDims().empty();
    for (auto [dim, extent] :
         llvm::enumerate(typeOf(op.getIndices()).getShape())) {
      if (int64_t(dim) == int64_t(op.getIndexVectorDim())) {
        builder.replicateOperand(Indices, dim);
        continue;
      }
      std::optional<int64_t> batch = inputBatchDim(dim);
      unsigned factor =
          batch ? builder.addFactor(extent)
          : splits
              ? builder.addFactor(extent, FactorKind::Reduction, *reduction)
              : builder.addFactor(extent, FactorKind::NeedReplication);
      builder.mapOperand(Indices, dim, factor);
      builder.mapOperand(Updates, op.getUpdateDim(dim), factor);
      if (batch)
        mapInput(*batch, factor);
    }
  }

  std::optional<int64_t> inputBatchDim(int64_t indicesDim) {
    for (auto [own, with] : llvm::zip_equal(op.getInputBatchingDims(),
                                            op.getIndicesBatchingDims()))
      if (with == indicesDim)
        return own;
    return std::nullopt;
  }

  void mapInput(int64_t dim, unsigned factor) {
    builder.mapOperand(Input, dim, factor);
    builder.mapResult(0, dim, factor);
  }

  void mapInserted() {
    for (int64_t dim : op.getInsertedWindowDims()) {
      bool indexed = llvm::is_contained(op.getScatterDimsToOperandDims(), dim);
      mapInput(dim, builder.addFactor(typeOf(op.getInput()).getDimSize(dim),
                                      indexed ? FactorKind::PassThrough
                                              : FactorKind::NeedReplication));
    }
  }

  void mapWindow() {
    for (auto [dim, from] :
         llvm::zip_equal(op.getWindowDims(), op.getUpdateWindowDims())) {
      int64_t extent = typeOf(op.getInput()).getDimSize(dim);
      // A window as wide as the dimension starts at 0, or is dropped.
      bool whole = typeOf(op.getUpdates()).getDimSize(from) == extent;
      unsigned factor =
          builder.addFactor(extent, whole ? FactorKind::PassThrough
                                          : FactorKind::NeedReplication);
      mapInput(dim, factor);
      if (whole)
        builder.mapOperand(Updates, from, factor);
      else
        builder.replicateOperand(Updates, from);
    }
  }

  ScatterOp op;
  RuleBuilder builder;
};

struct ScatterRule
    : ShardableOpInterface::ExternalModel<ScatterRule, ScatterOp> {
  FailureOr<ShardingRule> getShardingRule(Operation *op) const {
    return ScatterRuleBuilder(cast<ScatterOp>(op)).build();
  }
};

//===----------------------------------------------------------------------===//
// Local form
//===----------------------------------------------------------------------===//

/// Builds one scatter on shards: with positions that count from where the
/// rank's part begins, and -1, which is nowhere, for what is not its own.
class ScatterLocalizer {
public:
  ScatterLocalizer(ScatterOp op, Localizer &localizer)
      : op(op), localizer(localizer), builder(localizer.getBuilder()),
        loc(localizer.getLoc()) {}

  LogicalResult run(SmallVectorImpl<Value> &results) {
    if (failed(findSplits()))
      return failure();
    findPadding();
    Value indices = localizer.getOperand(Indices);
    if (!splits.empty() || !paddings.empty())
      indices = localIndices(indices);
    auto local = cast<ScatterOp>(localizer.cloneLocal());
    local.getIndicesMutable().assign(indices);
    results.push_back(local.getResult());
    return success();
  }

private:
  /// An indexed dimension that is split.
  struct Split {
    int64_t component; ///< Position in the index vector.
    Value offset;      ///< Where this rank's part starts, as an index element.
    /// Valid elements of the part; null when those beyond are no other rank's.
    Value limit;
  };

  /// A dimension of the indices whose elements from `limit` on are padding.
  struct Padding {
    int64_t dim;
    Value limit;
  };

  Type indexType() { return typeOf(op.getIndices()).getElementType(); }

  LogicalResult findSplits() {
    SmallVector<int64_t> sizes = op.getWindowSizes();
    for (auto [component, dim] :
         llvm::enumerate(op.getScatterDimsToOperandDims())) {
      const DimSharding &split = localizer.getOperandSharding(Input).dims[dim];
      int64_t extent = typeOf(op.getInput()).getDimSize(dim);
      // A window as wide as the dimension starts at 0 on every rank.
      if (sizes[dim] == extent)
        continue;
      Value offset = localizer.shardOffset(extent, split);
      if (!offset)
        continue;
      auto type = dyn_cast<IntegerType>(indexType());
      if (type &&
          !llvm::isIntN(type.getWidth(), extent + shardExtent(extent, split))) {
        emitUnsupported(op) << "has indices of type " << indexType()
                            << " into a split dimension that they cannot span";
        return failure();
      }
      // With blocks of blocks, what is padding here may be the next block's.
      Value limit;
      if (layoutOf(extent, split).size() > 1)
        limit = localizer.validExtent(extent, split);
      splits.push_back({int64_t(component), asElement(offset),
                        limit ? asElement(limit) : limit});
    }
    return success();
  }

  void findPadding() {
    RankedTensorType indices = typeOf(op.getIndices());
    for (auto [dim, split] :
         llvm::enumerate(localizer.getOperandSharding(Indices).dims))
      if (Value limit = localizer.validExtent(indices.getDimSize(dim), split))
        paddings.push_back({int64_t(dim), limit});
  }

  Value asElement(Value index) {
    if (indexType().isIndex())
      return index;
    return arith::IndexCastOp::create(builder, loc, indexType(), index);
  }

  Value localIndices(Value indices) {
    return mapIndices(builder, loc, indices, [&](OpBuilder &b, Value global) {
      Value nowhere =
          arith::ConstantOp::create(b, loc, b.getIntegerAttr(indexType(), -1));
      Value position = global;
      for (const Split &split : splits)
        position = inComponent(
            b, loc, split.component, op.getScatterDimsToOperandDims().size(),
            op.getIndexVectorDim(), localPosition(b, split, global, nowhere),
            position);
      return unlessPadding(b, position, nowhere);
    });
  }

  Value localPosition(OpBuilder &b, const Split &split, Value position,
                      Value nowhere) {
    Value local = arith::SubIOp::create(b, loc, position, split.offset);
    if (!split.limit)
      return local;
    Value own = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::slt, local,
                                      split.limit);
    return arith::SelectOp::create(b, loc, own, local, nowhere);
  }

  Value unlessPadding(OpBuilder &b, Value position, Value nowhere) {
    for (const Padding &padding : paddings) {
      Value at = linalg::IndexOp::create(b, loc, padding.dim);
      Value inside = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::slt,
                                           at, padding.limit);
      position = arith::SelectOp::create(b, loc, inside, position, nowhere);
    }
    return position;
  }

  ScatterOp op;
  Localizer &localizer;
  OpBuilder &builder;
  Location loc;
  SmallVector<Split> splits;
  SmallVector<Padding> paddings;
};

struct ScatterLocalize
    : LocalizableOpInterface::ExternalModel<ScatterLocalize, ScatterOp> {
  LogicalResult localize(Operation *op, Localizer &localizer,
                         SmallVectorImpl<Value> &results) const {
    return ScatterLocalizer(cast<ScatterOp>(op), localizer).run(results);
  }
};
} // namespace

void tp::registerTensorExtScatterRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, TensorExtDialect *) {
    ScatterOp::attachInterface<ScatterRule>(*context);
  });
}

void tp::registerTensorExtScatterLocalizers(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, TensorExtDialect *) {
    ScatterOp::attachInterface<ScatterLocalize>(*context);
  });
}
