//===- RaiseScalars.cpp - scalars of a program as tensors of rank 0 -------===//
// Each op on numbers becomes an elementwise op of rank 0, and a
// `tensor.extract` of its result stands for what it was: whoever is raised
// later finds the tensor there, and whoever is not still has a number.

#include "RaiseScalars.h"
#include "FoldScalars.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp;

static bool isScalar(Type type) { return type.isIntOrIndexOrFloat(); }

static bool isConstant(Value value) {
  return matchPattern(value, m_Constant());
}

/// The op that takes the only element of a tensor of rank 0.
static tensor::ExtractOp getExtract(Value scalar) {
  auto extract = scalar.getDefiningOp<tensor::ExtractOp>();
  return extract && extract.getIndices().empty() ? extract
                                                 : tensor::ExtractOp();
}

bool tp::isTensorElement(Value value) {
  return isScalar(value.getType()) && getExtract(value);
}

Value tp::getScalarTensor(ImplicitLocOpBuilder &b, Value scalar) {
  if (tensor::ExtractOp extract = getExtract(scalar))
    return extract.getTensor();
  TypedAttr constant;
  if (!matchPattern(scalar, m_Constant(&constant)))
    return {};
  auto type = RankedTensorType::get({}, scalar.getType());
  return arith::ConstantOp::create(b, DenseElementsAttr::get(type, constant));
}

//===----------------------------------------------------------------------===//
// Ops that make numbers
//===----------------------------------------------------------------------===//

/// A number at `index`, as a tensor of rank 0 of i64.
static Value createStart(ImplicitLocOpBuilder &b, OpFoldResult index) {
  Type wide = b.getI64Type();
  auto type = RankedTensorType::get({}, wide);
  if (std::optional<int64_t> number = getConstantIntValue(index))
    return arith::ConstantOp::create(
        b, DenseElementsAttr::get(type, b.getI64IntegerAttr(*number)));
  Value position = getScalarTensor(b, cast<Value>(index));
  if (!position || position.getType() == type)
    return position;
  Value init = tensor::EmptyOp::create(b, ArrayRef<int64_t>{}, wide);
  AffineMap map = b.getMultiDimIdentityMap(0);
  return linalg::GenericOp::create(
             b, type, position, init, ArrayRef<AffineMap>{map, map},
             ArrayRef<utils::IteratorType>{},
             [&](OpBuilder &nested, Location loc, ValueRange args) {
               Value cast =
                   arith::IndexCastOp::create(nested, loc, wide, args[0]);
               linalg::YieldOp::create(nested, loc, cast);
             })
      .getResult(0);
}

FailureOr<SmallVector<Value>> tp::createStarts(ImplicitLocOpBuilder &b,
                                               ArrayRef<OpFoldResult> offsets) {
  SmallVector<Value> starts;
  for (OpFoldResult offset : offsets) {
    starts.push_back(createStart(b, offset));
    if (!starts.back())
      return failure();
  }
  return starts;
}

/// The element that `op` takes, as a tensor of rank 0.
static Value raiseExtract(tensor::ExtractOp op) {
  ImplicitLocOpBuilder b(op.getLoc(), op);
  RankedTensorType type = op.getTensor().getType();
  int64_t rank = type.getRank();
  SmallVector<OpFoldResult> ones(rank, b.getIndexAttr(1));
  SmallVector<OpFoldResult> offsets = getAsOpFoldResult(op.getIndices());
  RankedTensorType element = RankedTensorType::get({}, type.getElementType());
  auto take = [&](Value from, ArrayRef<OpFoldResult> at) -> Value {
    return tensor::ExtractSliceOp::create(b, element, from, at, ones, ones);
  };
  if (getConstantIntValues(offsets))
    return take(op.getTensor(), offsets);
  FailureOr<SmallVector<Value>> starts = createStarts(b, offsets);
  if (failed(starts))
    return {};
  Value part = tensor_ext::DynamicSliceOp::create(
      b, type.clone(SmallVector<int64_t>(rank, 1)), op.getTensor(), *starts);
  return tensor::CollapseShapeOp::create(b, element, part,
                                         ArrayRef<ReassociationIndices>{});
}

/// `op`, on numbers, as an op on tensors of rank 0.
static SmallVector<Value> raiseArithmetic(Operation *op) {
  ImplicitLocOpBuilder b(op->getLoc(), op);
  SmallVector<Value> inputs, inits;
  llvm::SmallSetVector<Value, 4> scalars(op->operand_begin(),
                                         op->operand_end());
  scalars.remove_if(isConstant);
  for (Value scalar : scalars)
    inputs.push_back(getScalarTensor(b, scalar));
  if (llvm::is_contained(inputs, Value()))
    return {};
  SmallVector<Type> types;
  for (Type type : op->getResultTypes()) {
    inits.push_back(tensor::EmptyOp::create(b, ArrayRef<int64_t>{}, type));
    types.push_back(inits.back().getType());
  }
  SmallVector<AffineMap> maps(inputs.size() + inits.size(),
                              b.getMultiDimIdentityMap(0));
  auto generic = linalg::GenericOp::create(
      b, types, inputs, inits, maps, ArrayRef<utils::IteratorType>{},
      [&](OpBuilder &nested, Location loc, ValueRange args) {
        IRMapping mapping;
        mapping.map(scalars.getArrayRef(), args.take_front(scalars.size()));
        linalg::YieldOp::create(nested, loc,
                                nested.clone(*op, mapping)->getResults());
      });
  return SmallVector<Value>(generic.getResults());
}

/// Whether `op` computes numbers of a tensor's elements.
static bool computesScalars(Operation *op) {
  return isa_and_present<arith::ArithDialect, math::MathDialect>(
             op->getDialect()) &&
         op->getNumRegions() == 0 && isPure(op) &&
         llvm::all_of(op->getResultTypes(), isScalar) &&
         llvm::all_of(op->getOperandTypes(), isScalar) &&
         llvm::any_of(op->getOperands(), isTensorElement);
}

bool tp::raiseScalars(Operation *op) {
  SmallVector<Value> tensors;
  if (auto extract = dyn_cast<tensor::ExtractOp>(op)) {
    if (extract.getIndices().empty() ||
        !extract.getTensor().getType().hasStaticShape())
      return false;
    if (Value tensor = raiseExtract(extract))
      tensors.push_back(tensor);
  } else if (computesScalars(op)) {
    tensors = raiseArithmetic(op);
  }
  if (tensors.empty())
    return false;
  OpBuilder b(op);
  for (auto [result, tensor] : llvm::zip_equal(op->getResults(), tensors))
    result.replaceAllUsesWith(
        tensor::ExtractOp::create(b, op->getLoc(), tensor, ValueRange{}));
  op->erase();
  return true;
}

//===----------------------------------------------------------------------===//
// Ops that use numbers
//===----------------------------------------------------------------------===//

/// A tensor of `type` whose elements all are `scalar`'s.
static Value createSplat(ImplicitLocOpBuilder &b, RankedTensorType type,
                         Value scalar) {
  TypedAttr constant;
  if (matchPattern(scalar, m_Constant(&constant)))
    return arith::ConstantOp::create(b, DenseElementsAttr::get(type, constant));
  Value tensor = getScalarTensor(b, scalar);
  if (!tensor || type.getRank() == 0)
    return tensor;
  Value init =
      tensor::EmptyOp::create(b, type.getShape(), type.getElementType());
  auto dims = llvm::to_vector(llvm::seq<int64_t>(0, type.getRank()));
  return linalg::BroadcastOp::create(b, tensor, init, dims)->getResult(0);
}

/// A tensor of `type` of one number after the other.
static Value createOfElements(ImplicitLocOpBuilder &b, RankedTensorType type,
                              ValueRange elements) {
  SmallVector<Value> parts;
  auto one = RankedTensorType::get({1}, type.getElementType());
  for (Value element : elements) {
    Value tensor = getScalarTensor(b, element);
    if (!tensor)
      return {};
    if (type.getRank() == 0)
      return tensor;
    parts.push_back(tensor::ExpandShapeOp::create(
        b, one, tensor, ArrayRef<ReassociationIndices>{}));
  }
  Value line = parts.size() == 1
                   ? parts.front()
                   : tensor::ConcatOp::create(b, /*dim=*/0, parts).getResult();
  if (type.getRank() == 1)
    return line;
  SmallVector<ReassociationIndices> all{
      llvm::to_vector_of<int64_t, 2>(llvm::seq<int64_t>(0, type.getRank()))};
  return tensor::ExpandShapeOp::create(b, type, line, all);
}

/// `select` of whole tensors by one number.
static Value chooseTensor(ImplicitLocOpBuilder &b, arith::SelectOp op) {
  auto type = dyn_cast<RankedTensorType>(op.getType());
  if (!type || !isTensorElement(op.getCondition()))
    return {};
  Value condition =
      createSplat(b, type.clone(b.getI1Type()), op.getCondition());
  return arith::SelectOp::create(b, condition, op.getTrueValue(),
                                 op.getFalseValue());
}

bool tp::raiseTensorOfScalars(Operation *op) {
  ImplicitLocOpBuilder b(op->getLoc(), op);
  Value value;
  if (auto splat = dyn_cast<tensor::SplatOp>(op))
    value = createSplat(b, splat.getType(), splat.getInput());
  else if (auto elements = dyn_cast<tensor::FromElementsOp>(op))
    value = createOfElements(b, elements.getType(), elements.getElements());
  else if (auto select = dyn_cast<arith::SelectOp>(op))
    value = chooseTensor(b, select);
  else if (auto fill = dyn_cast<linalg::FillOp>(op))
    if (isTensorElement(fill.getInputs()[0]))
      value = createSplat(b, cast<RankedTensorType>(fill.getResultTypes()[0]),
                          fill.getInputs()[0]);
  if (!value)
    return false;
  op->getResult(0).replaceAllUsesWith(value);
  op->erase();
  return true;
}

/// Whether `op` takes a number beside its tensors.
static bool hasScalarOperand(linalg::LinalgOp op) {
  return llvm::any_of(op->getOperandTypes(), isScalar);
}

linalg::LinalgOp tp::raiseScalarOperands(linalg::LinalgOp op) {
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  captured.remove_if([](Value value) { return !isTensorElement(value); });
  bool takes = !isa<linalg::FillOp>(op) && hasScalarOperand(op);
  if (captured.empty() && !takes)
    return op;
  IRRewriter rewriter(op.getContext());
  rewriter.setInsertionPoint(op);
  auto generic = dyn_cast<linalg::GenericOp>(op.getOperation());
  if (!generic) {
    FailureOr<linalg::GenericOp> general =
        linalg::generalizeNamedOp(rewriter, op);
    if (failed(general))
      return op;
    generic = *general;
  }
  ImplicitLocOpBuilder b(generic.getLoc(), generic);
  AffineMap scalarMap =
      AffineMap::get(generic.getNumLoops(), 0, b.getContext());
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps = generic.getIndexingMapsArray();
  unsigned numInputs = generic.getNumDpsInputs();
  for (Value input : generic.getInputs()) {
    Value tensor =
        isScalar(input.getType()) ? getScalarTensor(b, input) : input;
    inputs.push_back(tensor ? tensor : input);
  }
  for (Value value : captured) {
    maps.insert(maps.begin() + inputs.size(), scalarMap);
    inputs.push_back(getScalarTensor(b, value));
  }
  auto raised = linalg::GenericOp::create(b, generic.getResultTypes(), inputs,
                                          generic.getOutputs(), maps,
                                          generic.getIteratorTypesArray());
  raised.getRegion().takeBody(generic.getRegion());
  Block &body = raised.getRegion().front();
  for (auto [index, captive] : llvm::enumerate(captured)) {
    Value value = captive;
    BlockArgument argument =
        body.insertArgument(numInputs + index, value.getType(), value.getLoc());
    value.replaceUsesWithIf(argument, [&](OpOperand &use) {
      return raised->isProperAncestor(use.getOwner());
    });
  }
  raised->setDiscardableAttrs(generic->getDiscardableAttrDictionary());
  generic->replaceAllUsesWith(raised);
  generic.erase();
  return cast<linalg::LinalgOp>(raised.getOperation());
}
