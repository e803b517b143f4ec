//===- Expand.cpp - ops of level 0 that stand for others of level 0 -------===//
// What an op says in one name is written out before anything is imported:
// composites call their decomposition, batch norms are arithmetic, barriers are
// nothing.

#include "Import.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

static LogicalResult expand(CompositeOp op) {
  OpBuilder b(op);
  auto call = func::CallOp::create(b, op.getLoc(), op.getDecompositionAttr(),
                                   op.getResultTypes(), op.getInputs());
  op->replaceAllUsesWith(call);
  op->erase();
  return success();
}

static LogicalResult expand(OptimizationBarrierOp op) {
  op->replaceAllUsesWith(op.getOperands());
  op->erase();
  return success();
}

/// Whether calls of `name` are shardings as frameworks wrote them before sdy,
/// or as they wrap sdy's for older tools.
static bool isOtherSharding(StringRef name) {
  return name == "Sharding" || name == "SPMDFullToShardShape" ||
         name == "SPMDShardToFullShape" || name.starts_with("xla.sdy.");
}

/// Hints about layout and placement compute nothing.
static LogicalResult expand(CustomCallOp op) {
  StringRef name = op.getCallTargetName();
  if (isOtherSharding(name))
    return emitUnsupported(op) << "calls '" << name
                               << "', which is not supported: export with sdy "
                                  "shardings, as jax.export does with "
                                  "jax_use_shardy_partitioner";
  bool isHint =
      name == "LayoutConstraint" || name == "annotate_device_placement";
  if (!isHint || op->getOperandTypes() != op->getResultTypes())
    return emitUnsupported(op)
           << "calls '" << name << "', which is not supported";
  op->replaceAllUsesWith(op->getOperands());
  op->erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

static LogicalResult expand(ConvolutionOp op) {
  frontend::expandConvolution(op);
  return success();
}

static LogicalResult expand(DotOp op) {
  OpBuilder b(op);
  int64_t last = typeOf(op.getLhs()).getRank() - 1;
  auto numbers = DotDimensionNumbersAttr::get(
      op.getContext(), ArrayRef<int64_t>{}, ArrayRef<int64_t>{}, {last}, {0});
  auto general = DotGeneralOp::create(b, op.getLoc(), op.getType(), op.getLhs(),
                                      op.getRhs(), numbers,
                                      op.getPrecisionConfigAttr(), nullptr);
  op->replaceAllUsesWith(general);
  op->erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Batch normalisation
//===----------------------------------------------------------------------===//

namespace {
/// Arithmetic on an operand and on values of its features.
class BatchNorm {
public:
  template <typename OpT>
  explicit BatchNorm(OpT op)
      : b(op.getLoc(), op), type(typeOf(op.getOperand())),
        feature(op.getFeatureIndex()),
        epsilon(op.getEpsilon().convertToFloat()) {}

  Value constant(double value, RankedTensorType like) {
    return ConstantOp::create(
        b, DenseElementsAttr::get(
               like, b.getFloatAttr(like.getElementType(), value)));
  }
  Value add(Value x, Value y) { return AddOp::create(b, x.getType(), x, y); }
  Value subtract(Value x, Value y) {
    return SubtractOp::create(b, x.getType(), x, y);
  }
  Value multiply(Value x, Value y) {
    return MulOp::create(b, x.getType(), x, y);
  }
  Value divide(Value x, Value y) { return DivOp::create(b, x.getType(), x, y); }

  /// A value of the features, for each element.
  Value spread(Value value) {
    return BroadcastInDimOp::create(b, type, value,
                                    b.getDenseI64ArrayAttr({feature}));
  }

  /// The sum of the elements of each feature.
  Value sum(Value value) {
    SmallVector<int64_t> dims;
    for (int64_t dim = 0; dim != type.getRank(); ++dim)
      if (dim != feature)
        dims.push_back(dim);
    auto scalar = RankedTensorType::get({}, type.getElementType());
    auto result = RankedTensorType::get({type.getDimSize(feature)},
                                        type.getElementType());
    auto reduce = ReduceOp::create(b, TypeRange(result), ValueRange(value),
                                   ValueRange(constant(0.0, scalar)),
                                   b.getDenseI64ArrayAttr(dims));
    OpBuilder::InsertionGuard guard(b);
    Block *body = b.createBlock(&reduce.getBody(), {}, {scalar, scalar},
                                {b.getLoc(), b.getLoc()});
    Value total = add(body->getArgument(0), body->getArgument(1));
    ReturnOp::create(b, total);
    return reduce.getResult(0);
  }

  /// Elements of each feature.
  double count() const {
    return type.getDimSize(feature) == 0
               ? 0.0
               : double(type.getNumElements()) / type.getDimSize(feature);
  }

  Value mean(Value value) {
    Value total = sum(value);
    return divide(total, constant(count(), typeOf(total)));
  }

  Value deviation(Value variance) {
    return SqrtOp::create(b, variance.getType(),
                          add(variance, constant(epsilon, typeOf(variance))),
                          nullptr);
  }

  Value normalise(Value x, Value mean, Value variance, Value scale,
                  Value offset) {
    Value centred = subtract(x, spread(mean));
    Value normal = divide(centred, spread(deviation(variance)));
    return add(multiply(normal, spread(scale)), spread(offset));
  }

private:
  ImplicitLocOpBuilder b;
  RankedTensorType type;
  int64_t feature;
  double epsilon;
};
} // namespace

static void replace(Operation *op, ValueRange values) {
  op->replaceAllUsesWith(values);
  op->erase();
}

static LogicalResult expand(BatchNormInferenceOp op) {
  BatchNorm norm(op);
  replace(op, norm.normalise(op.getOperand(), op.getMean(), op.getVariance(),
                             op.getScale(), op.getOffset()));
  return success();
}

static LogicalResult expand(BatchNormTrainingOp op) {
  BatchNorm norm(op);
  Value mean = norm.mean(op.getOperand());
  Value centred = norm.subtract(op.getOperand(), norm.spread(mean));
  Value variance = norm.mean(norm.multiply(centred, centred));
  Value output = norm.normalise(op.getOperand(), mean, variance, op.getScale(),
                                op.getOffset());
  replace(op, {output, mean, variance});
  return success();
}

static LogicalResult expand(BatchNormGradOp op) {
  BatchNorm norm(op);
  Value gradient = op.getGradOutput();
  Value centred = norm.subtract(op.getOperand(), norm.spread(op.getMean()));
  Value deviation = norm.spread(norm.deviation(op.getVariance()));
  Value normal = norm.divide(centred, deviation);
  Value gradOffset = norm.sum(gradient);
  Value gradScale = norm.sum(norm.multiply(gradient, normal));
  // What of the gradient mean and variance do not take up.
  Value count = norm.constant(norm.count(), typeOf(gradOffset));
  Value ofMean = norm.spread(norm.divide(gradOffset, count));
  Value ofVariance =
      norm.multiply(normal, norm.spread(norm.divide(gradScale, count)));
  Value rest = norm.subtract(norm.subtract(gradient, ofMean), ofVariance);
  Value factor = norm.divide(norm.spread(op.getScale()), deviation);
  replace(op, {norm.multiply(factor, rest), gradScale, gradOffset});
  return success();
}

//===----------------------------------------------------------------------===//
// All
//===----------------------------------------------------------------------===//

/// Refuses what the steps after expansion would not see.
template <typename OpT> static LogicalResult checkAndExpand(OpT op) {
  if constexpr (!std::is_same_v<OpT, CompositeOp>)
    if (failed(frontend::refuseUnsupported(op)))
      return failure();
  return expand(op);
}

LogicalResult frontend::expandOps(ModuleOp module) {
  SmallVector<Operation *> ops;
  module.walk([&](Operation *op) { ops.push_back(op); });
  for (Operation *op : ops) {
    LogicalResult result =
        llvm::TypeSwitch<Operation *, LogicalResult>(op)
            .Case<BatchNormGradOp, BatchNormInferenceOp, BatchNormTrainingOp,
                  CompositeOp, ConvolutionOp, CustomCallOp, DotOp,
                  OptimizationBarrierOp>(
                [](auto typed) { return checkAndExpand(typed); })
            .Default(success());
    if (failed(result))
      return failure();
  }
  return success();
}
