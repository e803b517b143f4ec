//===- LinalgLocalize.cpp - linalg's structured ops on shards -------------===//
// The same op on smaller tensors, but for what looks across the border of a
// shard: positions count globally, and a reduction skips padding.

#include "Combiner.h"
#include "Localizers.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/Localizer.h"

using namespace mlir;
using namespace tp;

namespace {
/// Builds one structured op on shards.
class LinalgLocalizer {
public:
  LinalgLocalizer(linalg::LinalgOp op, Localizer &localizer)
      : op(op), localizer(localizer), builder(localizer.getBuilder()) {
    extents = op.getStaticLoopRanges();
    loops.resize(extents.size());
    findLoops();
  }

  LogicalResult run(SmallVectorImpl<Value> &results) {
    SmallVector<int64_t> padded = unevenReductions();
    bool masksOperands =
        !padded.empty() &&
        (isa<linalg::ReduceOp>(op) || linalg::isaContractionOpInterface(op));
    // What a body needs from outside stands before the op.
    SmallVector<Value> offsets = indexOffsets();
    SmallVector<std::pair<int64_t, Value>> limits;
    SmallVector<std::pair<unsigned, Value>> masked;
    if (masksOperands) {
      if (failed(maskOperands(padded, masked)))
        return failure();
    } else {
      for (int64_t loop : padded)
        limits.emplace_back(loop,
                            localizer.validExtent(extents[loop], loops[loop]));
    }
    SmallVector<std::pair<int64_t, Value>> divisorLimits = limitsOfDivisors();
    auto local = cast<linalg::LinalgOp>(localizer.cloneLocal());
    for (auto [operand, value] : masked)
      local->setOperand(operand, value);
    if (!limits.empty()) {
      FailureOr<linalg::GenericOp> generic = asGeneric(local);
      if (failed(generic))
        return failure();
      local = cast<linalg::LinalgOp>(generic->getOperation());
      skipPadding(local, limits);
    }
    guardDivisors(local, divisorLimits);
    clampExtracts(local);
    shiftIndices(local, offsets);
    llvm::append_range(results, local->getResults());
    return success();
  }

private:
  /// Reads each loop's split off an operand that it runs over.
  void findLoops() {
    for (OpOperand &operand : op->getOpOperands()) {
      if (!isa<RankedTensorType>(operand.get().getType()))
        continue;
      const TensorSharding &sharding =
          localizer.getOperandSharding(operand.getOperandNumber());
      AffineMap map = op.getMatchingIndexingMap(&operand);
      for (auto [index, dim] : llvm::zip_equal(map.getResults(), sharding.dims))
        if (auto loop = dyn_cast<AffineDimExpr>(index))
          loops[loop.getPosition()] = dim;
    }
  }

  bool isUneven(int64_t loop) const {
    return shardExtent(extents[loop], loops[loop]) *
               product(loops[loop].axes) !=
           extents[loop];
  }

  SmallVector<int64_t> unevenReductions() {
    SmallVector<int64_t> uneven;
    for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray()))
      if (type != utils::IteratorType::parallel && isUneven(loop))
        uneven.push_back(loop);
    return uneven;
  }

  /// Offsets to add to linalg.index, by loop; null where none is needed.
  SmallVector<Value> indexOffsets() {
    SmallVector<Value> offsets(extents.size());
    op->walk([&](linalg::IndexOp index) {
      int64_t loop = index.getDim();
      if (!offsets[loop])
        offsets[loop] = localizer.shardOffset(extents[loop], loops[loop]);
    });
    return offsets;
  }

  static void shiftIndices(Operation *local, ArrayRef<Value> offsets) {
    local->walk([&](linalg::IndexOp index) {
      Value offset = offsets[index.getDim()];
      if (!offset || index->hasAttr(kLocalIndex)) {
        index->removeAttr(kLocalIndex);
        return;
      }
      OpBuilder builder(index->getContext());
      builder.setInsertionPointAfter(index);
      Value global =
          arith::AddIOp::create(builder, index.getLoc(), index, offset);
      index.getResult().replaceAllUsesExcept(global, global.getDefiningOp());
    });
  }

  /// Operands of a contraction or a plain reduction with padding replaced by
  /// what changes nothing: their body is left as it is, so that it is still
  /// known for what it is.
  LogicalResult
  maskOperands(ArrayRef<int64_t> padded,
               SmallVectorImpl<std::pair<unsigned, Value>> &masked) {
    for (OpOperand *input : op.getDpsInputOperands()) {
      unsigned number = input->getOperandNumber();
      SmallVector<int64_t> dims;
      AffineMap map = op.getMatchingIndexingMap(input);
      for (auto [dim, index] : llvm::enumerate(map.getResults()))
        if (auto loop = dyn_cast<AffineDimExpr>(index))
          if (llvm::is_contained(padded, int64_t(loop.getPosition())))
            dims.push_back(dim);
      auto type = cast<RankedTensorType>(input->get().getType());
      std::optional<TypedAttr> neutral;
      if (isa<linalg::ReduceOp>(op)) {
        Operation *combiner = findCombiner(op, *op.getDpsInitOperand(number));
        neutral = combiner ? identityOf(combiner) : std::nullopt;
      } else if (TypedAttr zero = builder.getZeroAttr(type.getElementType())) {
        neutral = zero;
      }
      if (!neutral) {
        emitUnsupported(op) << "reduces over an unevenly split dimension with "
                               "a body whose identity is not known";
        return failure();
      }
      masked.emplace_back(
          number, localizer.maskPadding(localizer.getOperand(number), type,
                                        localizer.getOperandSharding(number),
                                        dims, *neutral));
    }
    return success();
  }

  FailureOr<linalg::GenericOp> asGeneric(linalg::LinalgOp local) {
    if (auto generic = dyn_cast<linalg::GenericOp>(local.getOperation()))
      return generic;
    IRRewriter rewriter(builder);
    rewriter.setInsertionPoint(local);
    return linalg::generalizeNamedOp(rewriter, local);
  }

  /// Whether the position of each loop is below its limit.
  static Value isInside(OpBuilder &builder, Location loc,
                        ArrayRef<std::pair<int64_t, Value>> limits) {
    Value inside;
    for (auto [loop, limit] : limits) {
      auto position = linalg::IndexOp::create(builder, loc, loop);
      position->setAttr(kLocalIndex, builder.getUnitAttr());
      Value below = arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::slt, position, limit);
      inside = inside
                   ? Value(arith::AndIOp::create(builder, loc, inside, below))
                   : below;
    }
    return inside;
  }

  /// Lets the body yield its accumulators where it runs over padding.
  static void skipPadding(linalg::LinalgOp local,
                          ArrayRef<std::pair<int64_t, Value>> limits) {
    Operation *yield = local.getBlock()->getTerminator();
    OpBuilder builder(yield);
    Location loc = local.getLoc();
    Value inside = isInside(builder, loc, limits);
    for (OpOperand &init : local.getDpsInitsMutable()) {
      OpOperand *yielded = local.getMatchingYieldValue(&init);
      yielded->set(
          arith::SelectOp::create(builder, loc, inside, yielded->get(),
                                  local.getMatchingBlockArgument(&init)));
    }
  }

  static bool dividesIntegers(Operation *op) {
    return isa<arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp,
               arith::CeilDivSIOp, arith::CeilDivUIOp, arith::FloorDivSIOp>(op);
  }

  /// Limits of all uneven loops, if the body divides integers.
  SmallVector<std::pair<int64_t, Value>> limitsOfDivisors() {
    SmallVector<std::pair<int64_t, Value>> limits;
    bool divides = false;
    op->walk([&](Operation *inner) { divides |= dividesIntegers(inner); });
    if (divides)
      for (int64_t loop = 0, e = extents.size(); loop < e; ++loop)
        if (Value limit = localizer.validExtent(extents[loop], loops[loop]))
          limits.emplace_back(loop, limit);
    return limits;
  }

  /// Divides padding by 1: what padding holds may be 0, and dividing integers
  /// by it ends the program.
  static void guardDivisors(linalg::LinalgOp local,
                            ArrayRef<std::pair<int64_t, Value>> limits) {
    if (limits.empty())
      return;
    local->walk([&](Operation *inner) {
      if (!dividesIntegers(inner))
        return;
      OpBuilder builder(inner);
      Location loc = inner->getLoc();
      Value inside = isInside(builder, loc, limits);
      Value divisor = inner->getOperand(1);
      Value one = arith::ConstantOp::create(
          builder, loc, builder.getIntegerAttr(divisor.getType(), 1));
      inner->setOperand(
          1, arith::SelectOp::create(builder, loc, inside, divisor, one));
    });
  }

  /// Keeps positions that are computed from padding inside the tensors that
  /// the body reads.
  void clampExtracts(linalg::LinalgOp local) const {
    bool padded = false;
    for (int64_t loop = 0, e = extents.size(); loop < e; ++loop)
      padded |= isUneven(loop);
    if (!padded)
      return;
    local->walk([](tensor::ExtractOp extract) {
      OpBuilder builder(extract);
      Location loc = extract.getLoc();
      ArrayRef<int64_t> shape = extract.getTensor().getType().getShape();
      Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
      for (auto [index, extent] :
           llvm::zip_equal(extract.getIndicesMutable(), shape)) {
        Value last = arith::ConstantIndexOp::create(builder, loc, extent - 1);
        Value inside = arith::MaxSIOp::create(builder, loc, index.get(), zero);
        index.set(arith::MinSIOp::create(builder, loc, inside, last));
      }
    });
  }

  /// Marks positions that count inside the shard while the op is built.
  static constexpr StringLiteral kLocalIndex = "tp.local_index";

  linalg::LinalgOp op;
  Localizer &localizer;
  OpBuilder &builder;
  SmallVector<int64_t> extents;
  SmallVector<DimSharding> loops;
};

template <typename OpT>
struct LinalgLocalize
    : LocalizableOpInterface::ExternalModel<LinalgLocalize<OpT>, OpT> {
  LogicalResult localize(Operation *op, Localizer &localizer,
                         SmallVectorImpl<Value> &results) const {
    return LinalgLocalizer(cast<linalg::LinalgOp>(op), localizer).run(results);
  }
};

template <typename... Ops> void attachToAll(MLIRContext *context) {
  (Ops::template attachInterface<LinalgLocalize<Ops>>(*context), ...);
}
} // namespace

void tp::registerLinalgLocalizers(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, linalg::LinalgDialect *) {
    attachToAll<
#define GET_OP_LIST
#include "mlir/Dialect/Linalg/IR/LinalgStructuredOps.cpp.inc"
        >(context);
  });
}
