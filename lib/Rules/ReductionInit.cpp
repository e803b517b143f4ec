//===- ReductionInit.cpp - what a reduction starts from -------------------===//

#include "tp/Rules/ReductionInit.h"
#include "Combiner.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp;

Operation *tp::findCombiner(linalg::LinalgOp op, OpOperand &init) {
  BlockArgument accumulator = op.getMatchingBlockArgument(&init);
  if (!accumulator.hasOneUse())
    return nullptr;
  Operation *combiner = *accumulator.user_begin();
  if (combiner->getNumResults() != 1 || combiner->getNumOperands() != 2 ||
      op.getMatchingYieldValue(&init)->get() != combiner->getResult(0))
    return nullptr;
  return combiner;
}

std::optional<TypedAttr> tp::identityOf(Operation *combiner) {
  return arith::getNeutralElement(combiner);
}

/// The scalar that all elements of `value` are; null when it is not constant.
static Attribute splatOf(Value value) {
  while (auto reshard = value.getDefiningOp<ReshardOp>())
    value = reshard.getInput();
  Attribute constant;
  if (auto fill = value.getDefiningOp<linalg::FillOp>()) {
    matchPattern(fill.getInputs()[0], m_Constant(&constant));
    return constant;
  }
  if (matchPattern(value, m_Constant(&constant)))
    if (auto splat = dyn_cast<SplatElementsAttr>(constant))
      return splat.getSplatValue<Attribute>();
  return {};
}

static bool isIdentity(Attribute init, Attribute identity) {
  auto a = dyn_cast_or_null<FloatAttr>(init);
  auto b = dyn_cast<FloatAttr>(identity);
  // Zeros of both signs change no sum but that of negative zeros.
  if (a && b && a.getValue().isZero() && b.getValue().isZero())
    return true;
  return init == identity;
}

static bool reduces(Operation *op) {
  auto structured = dyn_cast<linalg::LinalgOp>(op);
  return structured && structured.getNumReductionLoops() != 0;
}

/// What changes nothing when `op` combines it.
static std::optional<TypedAttr> identityOf(tensor_ext::ScatterOp op) {
  if (op.getKind() == arith::AtomicRMWKind::assign)
    return std::nullopt;
  OpBuilder builder(op.getContext());
  Type type = cast<RankedTensorType>(op.getInput().getType()).getElementType();
  return arith::getIdentityValueAttr(op.getKind(), type, builder, op.getLoc());
}

bool tp::startsFromIdentity(Operation *op) {
  if (auto scatter = dyn_cast<tensor_ext::ScatterOp>(op)) {
    std::optional<TypedAttr> identity = ::identityOf(scatter);
    return identity && isIdentity(splatOf(scatter.getInput()), *identity);
  }
  if (!reduces(op))
    return true;
  auto structured = cast<linalg::LinalgOp>(op);
  return llvm::all_of(structured.getDpsInitsMutable(), [&](OpOperand &init) {
    Operation *combiner = findCombiner(structured, init);
    std::optional<TypedAttr> identity =
        combiner ? identityOf(combiner) : std::nullopt;
    return identity && isIdentity(splatOf(init.get()), *identity);
  });
}

/// A tensor of `type` full of `identity`; the ops built are added to `built`.
static Value buildIdentity(OpBuilder &builder, Location loc,
                           RankedTensorType type, TypedAttr identity,
                           SmallVectorImpl<Operation *> &built) {
  Value scalar = arith::ConstantOp::create(builder, loc, identity);
  Value empty = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                        type.getElementType());
  auto fill = linalg::FillOp::create(builder, loc, scalar, empty);
  built.append({scalar.getDefiningOp(), empty.getDefiningOp(), fill});
  return fill.getResult(0);
}

/// Writes the op that combines an init's element with a reduced one.
using Combine = function_ref<Value(OpBuilder &, Value init, Value reduced)>;

/// Combines `reduced` with `init`, element by element.
static Value buildCombine(OpBuilder &builder, Location loc, Value reduced,
                          Value init, Combine combine,
                          SmallVectorImpl<Operation *> &built) {
  auto type = cast<RankedTensorType>(init.getType());
  Value empty = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                        type.getElementType());
  built.push_back(empty.getDefiningOp());
  AffineMap map = builder.getMultiDimIdentityMap(type.getRank());
  SmallVector<utils::IteratorType> loops(type.getRank(),
                                         utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      builder, loc, type, ValueRange{init, reduced}, empty,
      ArrayRef<AffineMap>{map, map, map}, loops,
      [&](OpBuilder &b, Location bodyLoc, ValueRange args) {
        linalg::YieldOp::create(b, bodyLoc, combine(b, args[0], args[1]));
      });
  built.push_back(generic);
  return generic.getResult(0);
}

/// The same for a scatter, whose init is its input.
static SmallVector<Operation *> splitInit(OpBuilder &builder,
                                          tensor_ext::ScatterOp op) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(op);
  Location loc = op.getLoc();
  SmallVector<Operation *> built;
  Value identity =
      buildIdentity(builder, loc, cast<RankedTensorType>(op.getType()),
                    *::identityOf(op), built);
  auto scatter = cast<tensor_ext::ScatterOp>(builder.clone(*op));
  scatter.getInputMutable().assign(identity);
  built.push_back(scatter);
  auto combine = [&](OpBuilder &b, Value init, Value reduced) {
    return arith::getReductionOp(op.getKind(), b, loc, init, reduced);
  };
  Value result = buildCombine(builder, loc, scatter.getResult(), op.getInput(),
                              combine, built);
  op.replaceAllUsesWith(result);
  op.erase();
  return built;
}

FailureOr<SmallVector<Operation *>> tp::splitInits(OpBuilder &builder,
                                                   Operation *op) {
  if (auto scatter = dyn_cast<tensor_ext::ScatterOp>(op))
    return splitInit(builder, scatter);
  auto structured = cast<linalg::LinalgOp>(op);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(op);
  SmallVector<Operation *> built;
  SmallVector<Value> identities;
  for (OpOperand &init : structured.getDpsInitsMutable()) {
    Operation *combiner = findCombiner(structured, init);
    std::optional<TypedAttr> identity =
        combiner ? identityOf(combiner) : std::nullopt;
    if (!identity) {
      emitUnsupported(op) << "reduces over a split dimension from an init that "
                             "is not known to change nothing";
      return failure();
    }
    identities.push_back(buildIdentity(
        builder, op->getLoc(), cast<RankedTensorType>(init.get().getType()),
        *identity, built));
  }
  auto reduced = cast<linalg::LinalgOp>(builder.clone(*op));
  built.push_back(reduced);
  SmallVector<Value> results;
  for (auto [init, newInit, identity] :
       llvm::zip_equal(structured.getDpsInitsMutable(),
                       reduced.getDpsInitsMutable(), identities)) {
    newInit.set(identity);
    Operation *combiner = findCombiner(structured, init);
    BlockArgument accumulator = structured.getMatchingBlockArgument(&init);
    auto combine = [&](OpBuilder &b, Value initial, Value reducedElement) {
      // Which operand is the accumulator may matter (select, divide).
      IRMapping values;
      for (Value operand : combiner->getOperands())
        values.map(operand, operand == accumulator ? initial : reducedElement);
      return b.clone(*combiner, values)->getResult(0);
    };
    results.push_back(buildCombine(builder, op->getLoc(),
                                   reduced.getTiedOpResult(&newInit),
                                   init.get(), combine, built));
  }
  op->replaceAllUsesWith(results);
  op->erase();
  return built;
}
