//===- ExpandSlices.cpp - slices at computed positions as other ops -------===//

#include "ComputedSlices.h"
#include "FoldScalars.h"
#include "SliceStacks.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Normalize/Passes.h"

namespace tp {
#define GEN_PASS_DEF_EXPANDSLICESPASS
#include "tp/Normalize/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;
using namespace tp::tensor_ext;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// The part of `whole` of the shape of `part` at `starts`, when these are
/// constant where they matter.
static std::optional<SlicePart>
getPart(RankedTensorType whole, RankedTensorType part, OperandRange starts) {
  SlicePart result;
  for (auto [extent, size, start] :
       llvm::zip(whole.getShape(), part.getShape(), starts)) {
    std::optional<int64_t> offset =
        size == extent ? 0 : getConstantScalar(start);
    if (!offset)
      return std::nullopt;
    result.offsets.push_back(std::clamp<int64_t>(*offset, 0, extent - size));
    result.sizes.push_back(size);
  }
  return result;
}

/// The part that a slice of step 1 that keeps all dimensions takes.
static std::optional<SlicePart> getPart(tensor::ExtractSliceOp op) {
  if (op->getNumOperands() != 1 || !op.hasUnitStride() ||
      op.getType().getRank() != op.getSourceType().getRank())
    return std::nullopt;
  return SlicePart{SmallVector<int64_t>(op.getStaticOffsets()),
                   SmallVector<int64_t>(op.getStaticSizes())};
}

/// `value` with `part` replaced by `update`, from dimension `dim` on: what lies
/// before and behind stays, what lies between is replaced in the next ones.
static Value replacePart(ImplicitLocOpBuilder &b, Value value,
                         const SlicePart &part, Value update, unsigned dim) {
  RankedTensorType type = typeOf(value);
  while (dim != part.sizes.size() && part.sizes[dim] == type.getDimSize(dim))
    ++dim;
  if (dim == part.sizes.size())
    return update;
  auto slice = [&](int64_t from, int64_t to) {
    SlicePart rows{SmallVector<int64_t>(type.getRank(), 0),
                   SmallVector<int64_t>(type.getShape())};
    rows.offsets[dim] = from;
    rows.sizes[dim] = to - from;
    return createSlice(b, value, rows);
  };
  int64_t from = part.offsets[dim], to = from + part.sizes[dim];
  SmallVector<Value> parts;
  if (from != 0)
    parts.push_back(slice(0, from));
  parts.push_back(replacePart(b, slice(from, to), part, update, dim + 1));
  if (to != type.getDimSize(dim))
    parts.push_back(slice(to, type.getDimSize(dim)));
  return tensor::ConcatOp::create(b, dim, parts);
}

namespace {
/// Expands the slices of a function.
class Expander {
public:
  void run(func::FuncOp function) {
    SmallVector<Operation *> ops;
    function.walk<WalkOrder::PreOrder>([&](Operation *op) {
      ops.push_back(op);
      return isa<linalg::LinalgOp>(op) ? WalkResult::skip()
                                       : WalkResult::advance();
    });
    for (Operation *op : ops)
      expand(op);
    stacks.finish();
  }

private:
  static void replace(Operation *op, ValueRange values) {
    op->replaceAllUsesWith(values);
    op->erase();
  }

  void expand(Operation *op) {
    if (auto slice = dyn_cast<DynamicSliceOp>(op))
      return expandSlice(slice);
    if (auto update = dyn_cast<DynamicUpdateSliceOp>(op))
      return expandUpdate(update);
    if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
      return forward(slice);
    SmallVector<Value> values = foldScalars(op);
    // Forwarded values have been reshaped to be written.
    if (values.empty() &&
        isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp>(op) &&
        failed(OpBuilder(op).tryFold(op, values)))
      values.clear();
    if (!values.empty())
      replace(op, values);
  }

  void expandSlice(DynamicSliceOp op) {
    std::optional<SlicePart> part =
        getPart(typeOf(op.getInput()), typeOf(op.getResult()), op.getStarts());
    if (!part)
      return replace(op, expandComputedSlice(op));
    ImplicitLocOpBuilder b(op.getLoc(), op);
    Value value = stacks.read(b, op.getInput(), *part);
    replace(op, value ? value : createSlice(b, op.getInput(), *part));
  }

  void forward(tensor::ExtractSliceOp op) {
    std::optional<SlicePart> part = getPart(op);
    if (!part)
      return;
    ImplicitLocOpBuilder b(op.getLoc(), op);
    if (Value value = stacks.read(b, op.getSource(), *part))
      replace(op, value);
  }

  void expandUpdate(DynamicUpdateSliceOp op) {
    RankedTensorType type = typeOf(op.getInput());
    std::optional<SlicePart> part =
        getPart(type, typeOf(op.getUpdate()), op.getStarts());
    if (!part)
      return replace(op, expandComputedUpdate(op));
    if (std::optional<StackCell> cell = getStackCell(type, *part))
      return stacks.update(op, *cell);
    ImplicitLocOpBuilder b(op.getLoc(), op);
    replace(op, replacePart(b, op.getInput(), *part, op.getUpdate(), 0));
  }

  SliceStacks stacks;
};

struct ExpandSlicesPass
    : public tp::impl::ExpandSlicesPassBase<ExpandSlicesPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      Expander().run(function);
    eraseDeadOps(getOperation());
  }
};
} // namespace
