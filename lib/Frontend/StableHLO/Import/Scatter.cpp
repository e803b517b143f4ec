//===- Scatter.cpp - scatter to tensor_ext.scatter ------------------------===//
// A scatter that writes one window to each batch is elementwise: each element
// knows from its position whether it is hit, so it shards and fuses as such.
// The gradient of a loss by labels is of this kind.

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Frontend/StableHLO/StableHLO.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;
using Kind = arith::AtomicRMWKind;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// How `combiner` combines two elements of `type`.
static Kind kindOf(Operation *combiner, Type type) {
  bool isFloat = isa<FloatType>(type), isBit = type.isInteger(1);
  auto choose = [&](Kind ofFloats, Kind ofIntegers, Kind ofBits) {
    return isFloat ? ofFloats : isBit ? ofBits : ofIntegers;
  };
  return llvm::TypeSwitch<Operation *, Kind>(combiner)
      .Case<AddOp>([&](Operation *) {
        return choose(Kind::addf, Kind::addi, Kind::ori);
      })
      .Case<MulOp>([&](Operation *) {
        return choose(Kind::mulf, Kind::muli, Kind::andi);
      })
      .Case<MaxOp>([&](Operation *) {
        return choose(Kind::maximumf, Kind::maxs, Kind::ori);
      })
      .Case<MinOp>([&](Operation *) {
        return choose(Kind::minimumf, Kind::mins, Kind::andi);
      })
      .Case<OrOp>([](Operation *) { return Kind::ori; })
      .Default([](Operation *) { return Kind::andi; });
}

namespace {
/// What a scatter does with an update.
struct Update {
  Kind kind;
  bool negated = false; ///< It is subtracted: added with the other sign.
};
} // namespace

/// What the body of a scatter does; none when no kind of level 1 does it.
static std::optional<Update> updateOf(ScatterOp op) {
  Region &region = op.getUpdateComputation();
  Block &body = region.front();
  Type type = getElementTypeOrSelf(op.getResultTypes().front());
  if (body.getNumArguments() != 2)
    return std::nullopt;
  if (body.back().getOperand(0) == body.getArgument(1))
    return Update{Kind::assign};
  if (Operation *combiner = frontend::getCombiner(region))
    return Update{kindOf(combiner, type)};
  auto subtract = dyn_cast<SubtractOp>(body.front());
  if (subtract && body.getOperations().size() == 2 &&
      body.back().getOperand(0) == subtract.getResult() &&
      subtract->getOperands() == body.getArguments())
    return Update{isa<FloatType>(type) ? Kind::addf : Kind::addi, true};
  return std::nullopt;
}

static Value negate(OpBuilder &b, Location loc, Value updates) {
  return frontend::createElementwise(
      b, loc, typeOf(updates), updates,
      [&](ImplicitLocOpBuilder &body, ValueRange args) -> Value {
        if (isa<FloatType>(args[0].getType()))
          return arith::NegFOp::create(body, args[0]);
        Value zero = arith::ConstantOp::create(
            body, body.getZeroAttr(args[0].getType()));
        return arith::SubIOp::create(body, zero, args[0]);
      });
}

namespace {
/// Builds a scatter with one window a batch as an elementwise op.
class OneWindow {
public:
  OneWindow(tensor_ext::ScatterOp op, OpBuilder &builder)
      : op(op), builder(builder), input(typeOf(op.getInput())),
        indices(typeOf(op.getIndices())), sizes(op.getWindowSizes()) {}

  /// Whether the scatter has that form, with windows of one element or of the
  /// whole extent in each dimension.
  bool applies() {
    for (auto [dim, extent] : llvm::enumerate(indices.getShape()))
      if (extent != 1 && int64_t(dim) != int64_t(op.getIndexVectorDim()) &&
          !llvm::is_contained(op.getIndicesBatchingDims(), int64_t(dim)))
        return false;
    for (auto [size, extent] : llvm::zip_equal(sizes, input.getShape()))
      if (size != 1 && size != extent)
        return false;
    return true;
  }

  Value build() {
    Location loc = op.getLoc();
    SmallVector<Value> inputs{op.getInput(), op.getUpdates()};
    SmallVector<AffineMap> maps{identity(), updateMap()};
    for (unsigned i = 0; i < op.getScatterDimsToOperandDims().size(); ++i) {
      inputs.push_back(op.getIndices());
      maps.push_back(indexMap(i));
    }
    maps.push_back(identity());
    Value init = tensor::EmptyOp::create(builder, loc, input.getShape(),
                                         input.getElementType());
    SmallVector<utils::IteratorType> loops(input.getRank(),
                                           utils::IteratorType::parallel);
    auto generic = linalg::GenericOp::create(
        builder, loc, input, inputs, init, maps, loops,
        [&](OpBuilder &b, Location, ValueRange args) {
          Value updated = op.getKind() == Kind::assign
                              ? args[1]
                              : arith::getReductionOp(op.getKind(), b, loc,
                                                      args[0], args[1]);
          if (Value hit = isHit(b, args.drop_front(2).drop_back()))
            updated = arith::SelectOp::create(b, loc, hit, updated, args[0]);
          linalg::YieldOp::create(b, loc, updated);
        });
    return generic.getResult(0);
  }

private:
  AffineMap identity() {
    return builder.getMultiDimIdentityMap(input.getRank());
  }

  AffineMap mapOf(ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(input.getRank(), 0, exprs, builder.getContext());
  }

  /// Batches and windows of the updates by the dimensions of the input.
  AffineMap updateMap() {
    SmallVector<AffineExpr> exprs(typeOf(op.getUpdates()).getRank(),
                                  builder.getAffineConstantExpr(0));
    for (auto [dim, from] :
         llvm::zip_equal(op.getWindowDims(), op.getUpdateWindowDims()))
      if (sizes[dim] == input.getDimSize(dim))
        exprs[from] = builder.getAffineDimExpr(dim);
    for (auto [dim, from] : llvm::zip_equal(op.getInputBatchingDims(),
                                            op.getIndicesBatchingDims()))
      exprs[op.getUpdateDim(from)] = builder.getAffineDimExpr(dim);
    return mapOf(exprs);
  }

  AffineMap indexMap(int64_t component) {
    SmallVector<AffineExpr> exprs(indices.getRank(),
                                  builder.getAffineConstantExpr(0));
    if (op.hasIndexVectors())
      exprs[op.getIndexVectorDim()] = builder.getAffineConstantExpr(component);
    for (auto [dim, from] : llvm::zip_equal(op.getInputBatchingDims(),
                                            op.getIndicesBatchingDims()))
      exprs[from] = builder.getAffineDimExpr(dim);
    return mapOf(exprs);
  }

  /// Whether the present element is in the window; null when every one is.
  Value isHit(OpBuilder &b, ValueRange starts) {
    Location loc = op.getLoc();
    Value hit;
    auto require = [&](Value start, Value position) {
      Value holds = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq,
                                          start, position);
      hit = hit ? Value(arith::AndIOp::create(b, loc, hit, holds)) : holds;
    };
    ArrayRef<int64_t> map = op.getScatterDimsToOperandDims();
    for (auto [dim, start] : llvm::zip_equal(map, starts))
      require(widened(b, start), position(b, dim));
    // A window that no index moves starts at 0.
    for (int64_t dim = 0; dim < input.getRank(); ++dim)
      if (sizes[dim] != input.getDimSize(dim) &&
          !llvm::is_contained(map, dim) &&
          !llvm::is_contained(op.getInputBatchingDims(), dim))
        require(arith::ConstantIndexOp::create(b, loc, 0),
                linalg::IndexOp::create(b, loc, dim));
    return hit;
  }

  /// Positions are compared in a type that holds all of them and all indices.
  Type positionType() {
    unsigned width =
        std::max(32u, indices.getElementType().getIntOrFloatBitWidth());
    for (int64_t extent : input.getShape())
      width = extent > INT32_MAX ? 64 : width;
    return builder.getIntegerType(width);
  }

  Value widened(OpBuilder &b, Value start) {
    Type type = positionType();
    return start.getType() == type
               ? start
               : Value(arith::ExtSIOp::create(b, op.getLoc(), type, start));
  }

  /// Where the present element lies, of a window as wide as the dimension 0.
  Value position(OpBuilder &b, int64_t dim) {
    if (sizes[dim] == input.getDimSize(dim))
      return arith::ConstantOp::create(b, op.getLoc(),
                                       b.getIntegerAttr(positionType(), 0));
    Value index = linalg::IndexOp::create(b, op.getLoc(), dim);
    return arith::IndexCastOp::create(b, op.getLoc(), positionType(), index);
  }

  tensor_ext::ScatterOp op;
  OpBuilder &builder;
  RankedTensorType input, indices;
  SmallVector<int64_t> sizes;
};

struct ImportScatter : OpRewritePattern<ScatterOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ScatterOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getInputs().size() != 1)
      return emitUnsupported(op) << "scatters to " << op.getInputs().size()
                                 << " tensors at once, which is not supported";
    std::optional<Update> update = updateOf(op);
    if (!update)
      return emitUnsupported(op)
             << "has a body other than one add, subtract, multiply, maximum, "
                "minimum, and, or of its arguments, or the second of them, "
                "which is not supported";
    ScatterDimensionNumbersAttr numbers = op.getScatterDimensionNumbers();
    Value updates = op.getUpdates().front();
    if (update->negated)
      updates = negate(rewriter, op.getLoc(), updates);
    auto scatter = tensor_ext::ScatterOp::create(
        rewriter, op.getLoc(), op.getInputs().front().getType(), update->kind,
        op.getInputs().front(), op.getScatterIndices(), updates,
        numbers.getUpdateWindowDims(), numbers.getInsertedWindowDims(),
        numbers.getScatterDimsToOperandDims(), numbers.getIndexVectorDim(),
        numbers.getInputBatchingDims(),
        numbers.getScatterIndicesBatchingDims());
    if (OneWindow one(scatter, rewriter); one.applies()) {
      rewriter.replaceOp(op, one.build());
      rewriter.eraseOp(scatter);
      return success();
    }
    rewriter.replaceOp(op, scatter);
    return success();
  }
};
} // namespace

void frontend::populateScatterPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportScatter>(patterns.getContext());
}
