//===- Specialize.cpp - how level 0 gets static shapes --------------------===//

#include "Specialize.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/CHLO.h"
#include "tp/Frontend/StableHLO/StableHLO.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

using Shape = SmallVector<int64_t>;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

static bool isDynamic(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && !tensor.hasStaticShape();
}

//===----------------------------------------------------------------------===//
// Shapes that follow from attributes
//===----------------------------------------------------------------------===//

static Shape without(ArrayRef<int64_t> shape, ArrayRef<int64_t> dims) {
  Shape result;
  for (auto [dim, extent] : llvm::enumerate(shape))
    if (!llvm::is_contained(dims, int64_t(dim)))
      result.push_back(extent);
  return result;
}

static Shape shapeOfDot(DotGeneralOp op) {
  DotDimensionNumbersAttr numbers = op.getDotDimensionNumbers();
  Shape shape;
  for (int64_t dim : numbers.getLhsBatchingDimensions())
    shape.push_back(shapeOf(op.getLhs())[dim]);
  auto addFree = [&](Value factor, ArrayRef<int64_t> batching,
                     ArrayRef<int64_t> contracting) {
    Shape used(batching);
    llvm::append_range(used, contracting);
    llvm::append_range(shape, without(shapeOf(factor), used));
  };
  addFree(op.getLhs(), numbers.getLhsBatchingDimensions(),
          numbers.getLhsContractingDimensions());
  addFree(op.getRhs(), numbers.getRhsBatchingDimensions(),
          numbers.getRhsContractingDimensions());
  return shape;
}

/// Of a gather of slices of `sizes`.
static Shape shapeOfGather(Value indices, GatherDimensionNumbersAttr numbers,
                           ArrayRef<int64_t> sizes) {
  Shape dropped(numbers.getCollapsedSliceDims());
  llvm::append_range(dropped, numbers.getOperandBatchingDims());
  Shape windows = without(sizes, dropped);
  Shape batches = without(shapeOf(indices), {numbers.getIndexVectorDim()});
  Shape shape;
  size_t window = 0, batch = 0;
  for (size_t dim = 0, e = windows.size() + batches.size(); dim != e; ++dim)
    shape.push_back(llvm::is_contained(numbers.getOffsetDims(), int64_t(dim))
                        ? windows[window++]
                        : batches[batch++]);
  return shape;
}

static Shape shapeOfPad(ArrayRef<int64_t> from, ArrayRef<int64_t> low,
                        ArrayRef<int64_t> high, ArrayRef<int64_t> interior) {
  Shape shape;
  for (auto [extent, before, behind, between] :
       llvm::zip(from, low, high, interior))
    shape.push_back(extent + before + behind +
                    std::max<int64_t>(extent - 1, 0) * between);
  return shape;
}

static Shape shapeOfSlice(ArrayRef<int64_t> starts, ArrayRef<int64_t> limits,
                          ArrayRef<int64_t> strides) {
  Shape shape;
  for (auto [start, limit, stride] : llvm::zip(starts, limits, strides))
    shape.push_back(limit > start && stride > 0
                        ? llvm::divideCeil(limit - start, stride)
                        : 0);
  return shape;
}

static Shape shapeOfWindows(ReduceWindowOp op) {
  Shape shape;
  for (auto [extent, dim] :
       llvm::zip(shapeOf(op.getInputs()[0]), op.getWindow()))
    shape.push_back(dim.count(extent));
  return shape;
}

static Shape shapeOfConvolution(ConvolutionOp op) {
  ConvDimensionNumbersAttr numbers = op.getDimensionNumbers();
  ArrayRef<int64_t> lhs = shapeOf(op.getLhs()), rhs = shapeOf(op.getRhs());
  Shape shape(lhs.size());
  shape[numbers.getOutputBatchDimension()] =
      lhs[numbers.getInputBatchDimension()] / int64_t(op.getBatchGroupCount());
  shape[numbers.getOutputFeatureDimension()] =
      rhs[numbers.getKernelOutputFeatureDimension()];
  for (auto [from, to, dim] :
       llvm::zip(numbers.getInputSpatialDimensions(),
                 numbers.getOutputSpatialDimensions(), op.getWindow()))
    shape[to] = dim.count(lhs[from]);
  return shape;
}

/// The shape of the results of `op`; none when operands alone do not say it.
static std::optional<Shape> inferShape(Operation *op) {
  using Result = std::optional<Shape>;
  return TypeSwitch<Operation *, Result>(op)
      .Case([](TransposeOp op) -> Result {
        return llvm::map_to_vector(op.getPermutation(), [&](int64_t dim) {
          return shapeOf(op.getOperand())[dim];
        });
      })
      .Case([](SliceOp op) -> Result {
        return shapeOfSlice(op.getStartIndices(), op.getLimitIndices(),
                            op.getStrides());
      })
      .Case([](ConcatenateOp op) -> Result {
        Shape shape(shapeOf(op.getInputs()[0]));
        for (Value input : op.getInputs().drop_front())
          shape[op.getDimension()] += shapeOf(input)[op.getDimension()];
        return shape;
      })
      .Case([](DotGeneralOp op) -> Result { return shapeOfDot(op); })
      .Case([](DotOp op) -> Result {
        Shape shape(shapeOf(op.getLhs()).drop_back());
        llvm::append_range(shape, shapeOf(op.getRhs()).drop_front());
        return shape;
      })
      .Case([](ReduceOp op) -> Result {
        return without(shapeOf(op.getInputs()[0]), op.getDimensions());
      })
      .Case([](GatherOp op) -> Result {
        return shapeOfGather(op.getStartIndices(), op.getDimensionNumbers(),
                             op.getSliceSizes());
      })
      .Case([](PadOp op) -> Result {
        return shapeOfPad(shapeOf(op.getOperand()), op.getEdgePaddingLow(),
                          op.getEdgePaddingHigh(), op.getInteriorPadding());
      })
      .Case([](BroadcastOp op) -> Result {
        Shape shape(op.getBroadcastSizes());
        llvm::append_range(shape, shapeOf(op.getOperand()));
        return shape;
      })
      .Case([](ReduceWindowOp op) -> Result { return shapeOfWindows(op); })
      .Case([](ConvolutionOp op) -> Result { return shapeOfConvolution(op); })
      .Case(
          [](SelectOp op) -> Result { return Shape(shapeOf(op.getOnTrue())); })
      .Case<ClampOp, SortOp, ReverseOp, DynamicUpdateSliceOp, ScatterOp,
            SelectAndScatterOp>([](Operation *op) -> Result {
        unsigned like = isa<ClampOp>(op) ? 1 : 0;
        return Shape(shapeOf(op->getOperand(like)));
      })
      .Case([](BitcastConvertOp op) -> Result {
        bool sameRank =
            op.getType().getRank() == op.getOperand().getType().getRank();
        return sameRank ? Result(Shape(shapeOf(op.getOperand())))
                        : std::nullopt;
      })
      .Case([](chlo::TopKOp op) -> Result {
        Shape shape(shapeOf(op->getOperand(0)));
        shape.back() = op.getK();
        return shape;
      })
      .Default([](Operation *) { return Result(); });
}

//===----------------------------------------------------------------------===//
// Ops that compute their shapes
//===----------------------------------------------------------------------===//

namespace {
/// Replaces one op by that of static shapes.
class DynamicForm {
public:
  DynamicForm(Operation *op, Specializer &specializer)
      : op(op), specializer(specializer), b(op) {}

  FailureOr<Value> build();

private:
  /// The numbers of an operand; fails at the op when they are not known.
  FailureOr<Shape> get(Value value) {
    if (auto integers = specializer.getIntegers(value))
      return *integers;
    emitUnsupported(op) << "computes a shape from values that are not known "
                           "when it is compiled";
    return failure();
  }
  RankedTensorType typeOf(ArrayRef<int64_t> shape) {
    return RankedTensorType::get(
        shape, getElementTypeOrSelf(op->getResult(0).getType()));
  }

  FailureOr<Value> buildPad(DynamicPadOp pad);
  FailureOr<Value> buildSlice(RealDynamicSliceOp slice);

  Operation *op;
  Specializer &specializer;
  OpBuilder b;
};
} // namespace

FailureOr<Value> DynamicForm::buildPad(DynamicPadOp pad) {
  FailureOr<Shape> low = get(pad.getEdgePaddingLow()),
                   high = get(pad.getEdgePaddingHigh()),
                   interior = get(pad.getInteriorPadding());
  if (failed(low) || failed(high) || failed(interior))
    return failure();
  return PadOp::create(b, op->getLoc(),
                       typeOf(shapeOfPad(shapeOf(pad.getOperand()), *low, *high,
                                         *interior)),
                       pad.getOperand(), pad.getPaddingValue(), *low, *high,
                       *interior)
      .getResult();
}

FailureOr<Value> DynamicForm::buildSlice(RealDynamicSliceOp slice) {
  FailureOr<Shape> starts = get(slice.getStartIndices()),
                   limits = get(slice.getLimitIndices()),
                   strides = get(slice.getStrides());
  if (failed(starts) || failed(limits) || failed(strides))
    return failure();
  return SliceOp::create(b, op->getLoc(),
                         typeOf(shapeOfSlice(*starts, *limits, *strides)),
                         slice.getOperand(), *starts, *limits, *strides)
      .getResult();
}

FailureOr<Value> DynamicForm::build() {
  using Result = FailureOr<Value>;
  auto withShape = [&](Value value, auto make) -> Result {
    FailureOr<Shape> shape = get(value);
    if (failed(shape))
      return failure();
    if (llvm::any_of(*shape, [](int64_t extent) { return extent < 0; })) {
      op->emitOpError() << "computes a shape with an extent below 0";
      return failure();
    }
    return Value(make(*shape));
  };
  return TypeSwitch<Operation *, Result>(op)
      .Case([&](DynamicReshapeOp op) {
        return withShape(op.getOutputShape(), [&](const Shape &shape) {
          return ReshapeOp::create(b, op.getLoc(), typeOf(shape),
                                   op.getOperand());
        });
      })
      .Case([&](DynamicBroadcastInDimOp op) {
        return withShape(op.getOutputDimensions(), [&](const Shape &shape) {
          return BroadcastInDimOp::create(b, op.getLoc(), typeOf(shape),
                                          op.getOperand(),
                                          op.getBroadcastDimensions());
        });
      })
      .Case([&](DynamicIotaOp op) {
        return withShape(op.getOutputShape(), [&](const Shape &shape) {
          return IotaOp::create(b, op.getLoc(), typeOf(shape),
                                op.getIotaDimension());
        });
      })
      .Case([&](DynamicGatherOp op) {
        return withShape(op.getSliceSizes(), [&](const Shape &sizes) {
          return GatherOp::create(
              b, op.getLoc(),
              typeOf(shapeOfGather(op.getStartIndices(),
                                   op.getDimensionNumbers(), sizes)),
              op.getOperand(), op.getStartIndices(), op.getDimensionNumbers(),
              sizes, op.getIndicesAreSorted());
        });
      })
      .Case([&](DynamicPadOp op) { return buildPad(op); })
      .Case([&](RealDynamicSliceOp op) { return buildSlice(op); });
}

/// What a framework asserts about the shapes of arguments.
static LogicalResult checkAssertion(CustomCallOp op, Specializer &specializer) {
  auto holds = op.getInputs().empty()
                   ? std::nullopt
                   : specializer.getIntegers(op.getInputs()[0]);
  if (!holds)
    return success(); // Refused by its name.
  if (holds->front() != 0) {
    op.erase();
    return success();
  }
  std::string text = "the program asserts what its shapes do not hold";
  if (auto message = op->getAttrOfType<StringAttr>("error_message"))
    text = message.str();
  for (auto [index, value] : llvm::enumerate(op.getInputs().drop_front())) {
    auto number = specializer.getIntegers(value);
    std::string place = "{" + std::to_string(index) + "}";
    for (size_t at; number && (at = text.find(place)) != std::string::npos;)
      text.replace(at, place.size(), std::to_string(number->front()));
  }
  return op->emitError() << text;
}

static LogicalResult specializeComposite(CompositeOp op,
                                         Specializer &specializer) {
  OpBuilder b(op);
  auto call = func::CallOp::create(b, op.getLoc(), op.getDecomposition(),
                                   op->getResultTypes(), op.getInputs());
  op->replaceAllUsesWith(call);
  op->erase();
  return specializer.specializeCall(call);
}

namespace {
struct Level0Specialize : SpecializeDialectInterface {
  explicit Level0Specialize(Dialect *dialect)
      : SpecializeDialectInterface(dialect) {}

  bool isDynamicForm(Operation *op) const override {
    return isa<DynamicReshapeOp, DynamicBroadcastInDimOp, DynamicIotaOp,
               DynamicGatherOp, DynamicPadOp, RealDynamicSliceOp>(op);
  }

  LogicalResult specialize(Operation *op,
                           Specializer &specializer) const override {
    if (isDynamicForm(op)) {
      // What is open in an operand is refused where it was made.
      FailureOr<Value> value = DynamicForm(op, specializer).build();
      if (failed(value))
        return failure();
      if (failed(setShape(op->getResult(0), shapeOf(*value))))
        return failure();
      op->getResult(0).replaceAllUsesWith(*value);
      frontend::evaluateIntegers(value->getDefiningOp(), specializer);
      op->erase();
      return success();
    }
    if (auto call = dyn_cast<CustomCallOp>(op))
      if (call.getCallTargetName() == "shape_assertion")
        return checkAssertion(call, specializer);
    if (auto composite = dyn_cast<CompositeOp>(op))
      return specializeComposite(composite, specializer);
    if (llvm::any_of(op->getResultTypes(), isDynamic) &&
        llvm::none_of(op->getOperandTypes(), isDynamic))
      if (std::optional<Shape> shape = inferShape(op))
        for (OpResult result : op->getResults())
          if (failed(setShape(result, *shape)))
            return failure();
    frontend::evaluateIntegers(op, specializer);
    return success();
  }
};
} // namespace

void frontend::registerSpecializers(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *, StableHLODialect *dialect) {
    dialect->addInterfaces<Level0Specialize>();
  });
  registry.addExtension(+[](MLIRContext *, chlo::CHLODialect *dialect) {
    dialect->addInterfaces<Level0Specialize>();
  });
}
