//===- Expand.cpp - ops of level 0 that stand for others of level 0 -------===//
// What an op says in one name is written out before anything is imported:
// composites call their decomposition, batch norms are arithmetic, sums of
// narrow floats are sums of f32, unsigned integers are ordered as signed ones,
// barriers are nothing.

#include "Import.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/CHLO.h"
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
// Sums and products of narrow floats
//===----------------------------------------------------------------------===//

/// `value` with elements of f32; a constant stays one.
static Value toSingle(ImplicitLocOpBuilder &b, Value value) {
  RankedTensorType type = typeOf(value).clone(b.getF32Type());
  if (auto constant = value.getDefiningOp<ConstantOp>())
    if (auto splat = dyn_cast<SplatElementsAttr>(constant.getValue())) {
      APFloat scalar = splat.getSplatValue<APFloat>();
      bool losesInfo;
      scalar.convert(APFloat::IEEEsingle(), APFloat::rmNearestTiesToEven,
                     &losesInfo);
      return ConstantOp::create(b, DenseElementsAttr::get(type, scalar));
    }
  return ConvertOp::create(b, type, value);
}

/// Lets a reduction that rounds in every step, of f16 or bf16, accumulate in
/// f32 and round once (S18). Gives what stands for its first result.
template <typename OpT> static Value widenReduction(OpT op) {
  Operation *combiner = frontend::getCombiner(op.getBody());
  if (!isa_and_present<AddOp, MulOp>(combiner) ||
      !llvm::all_of(op->getOperandTypes(), [](Type type) {
        return isa<Float16Type, BFloat16Type>(getElementTypeOrSelf(type));
      }))
    return op->getResult(0);
  ImplicitLocOpBuilder b(op.getLoc(), op);
  auto widen = [&](Value value) {
    value.setType(typeOf(value).clone(b.getF32Type()));
  };
  for (OpOperand &operand : op->getOpOperands())
    operand.set(toSingle(b, operand.get()));
  for (BlockArgument argument : op.getBody().getArguments())
    widen(argument);
  widen(combiner->getResult(0));
  OpResult result = op->getResult(0);
  RankedTensorType type = typeOf(result);
  widen(result);
  b.setInsertionPointAfter(op);
  auto narrow = ConvertOp::create(b, type, result);
  result.replaceAllUsesExcept(narrow, narrow);
  return narrow;
}

static LogicalResult expand(ReduceOp op) {
  widenReduction(op);
  return success();
}

//===----------------------------------------------------------------------===//
// The order of unsigned integers
//===----------------------------------------------------------------------===//

/// `value` with the upper bit of each integer flipped: signed integers that
/// stand in the order of the unsigned ones. A constant stays one.
static Value flipUpperBit(ImplicitLocOpBuilder &b, Value value) {
  RankedTensorType type = typeOf(value);
  APInt bit = APInt::getSignMask(type.getElementTypeBitWidth());
  if (auto constant = value.getDefiningOp<ConstantOp>())
    if (auto splat = dyn_cast<SplatElementsAttr>(constant.getValue()))
      return ConstantOp::create(
          b, DenseElementsAttr::get(type, splat.getSplatValue<APInt>() ^ bit));
  Value mask = ConstantOp::create(b, DenseElementsAttr::get(type, bit));
  return XorOp::create(b, type, value, mask);
}

/// Lets `op`, which orders the unsigned integers of `operands`, order signed
/// ones; `ordering` says how it reads them.
static void orderAsSigned(Operation *op, Operation *ordering,
                          ArrayRef<OpOperand *> operands) {
  ImplicitLocOpBuilder b(op->getLoc(), op);
  for (OpOperand *operand : operands)
    operand->set(flipUpperBit(b, operand->get()));
  frontend::markSigned(ordering);
  b.setInsertionPointAfter(op);
  OpResult result = op->getResult(0);
  Value unflipped = flipUpperBit(b, result);
  result.replaceAllUsesExcept(unflipped, unflipped.getDefiningOp());
}

/// The maximum or minimum of unsigned integers that is all of `body`, or null.
static Operation *getUnsignedExtremum(Region &body) {
  Operation *combiner = frontend::getCombiner(body);
  return isa_and_present<MaxOp, MinOp>(combiner) &&
                 frontend::hasUnsignedOperand(combiner)
             ? combiner
             : nullptr;
}

static LogicalResult expand(ReduceWindowOp op) {
  widenReduction(op);
  return success();
}

static LogicalResult expand(ScatterOp op) {
  // Of the operands the second one is the indices.
  if (Operation *extremum = getUnsignedExtremum(op.getUpdateComputation()))
    orderAsSigned(op, extremum, {&op->getOpOperand(0), &op->getOpOperand(2)});
  return success();
}

static LogicalResult expand(chlo::TopKOp op) {
  if (frontend::hasUnsignedOperand(op))
    orderAsSigned(op, op, {&op->getOpOperand(0)});
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
    return widenReduction(reduce);
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
                  OptimizationBarrierOp, ReduceOp, ReduceWindowOp, ScatterOp,
                  chlo::TopKOp>(
                [](auto typed) { return checkAndExpand(typed); })
            .Default(success());
    if (failed(result))
      return failure();
  }
  return success();
}
