//===- Sort.cpp - sort to tensor_ext.sort ---------------------------------===//
// The comparator's ops on scalar tensors become ops on scalars.

#include "Import.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

/// Writes one op of a comparator on scalars; an error when it cannot.
static LogicalResult emitScalar(Operation *op, ImplicitLocOpBuilder &b,
                                IRMapping &scalars) {
  if (auto constant = dyn_cast<ConstantOp>(op)) {
    auto value = cast<DenseElementsAttr>(constant.getValue());
    scalars.map(constant.getOutput(),
                arith::ConstantOp::create(
                    b, cast<TypedAttr>(value.getSplatValue<Attribute>())));
    return success();
  }
  if (!frontend::isElementwise(op))
    return emitUnsupported(op) << "is not supported in a comparator";
  SmallVector<Value> elements;
  for (Value operand : op->getOperands())
    elements.push_back(scalars.lookupOrNull(operand));
  if (llvm::is_contained(elements, Value()))
    return emitUnsupported(op) << "uses a value from outside of the "
                                  "comparator, which is not supported";
  scalars.map(op->getResult(0), frontend::emitElement(op, b, elements));
  return success();
}

/// Fills `to` with the comparator `from`.
static LogicalResult importComparator(Region &from, Region &to,
                                      RewriterBase &rewriter) {
  OpBuilder::InsertionGuard guard(rewriter);
  Block &source = from.front();
  IRMapping scalars;
  SmallVector<Type> types;
  SmallVector<Location> locs;
  for (BlockArgument argument : source.getArguments()) {
    types.push_back(getElementTypeOrSelf(argument));
    locs.push_back(argument.getLoc());
  }
  Block *target = rewriter.createBlock(&to, {}, types, locs);
  scalars.map(source.getArguments(), target->getArguments());
  for (Operation &op : source.without_terminator()) {
    ImplicitLocOpBuilder body(op.getLoc(), rewriter);
    if (failed(emitScalar(&op, body, scalars)))
      return failure();
  }
  Operation *end = source.getTerminator();
  Value isBefore = scalars.lookupOrNull(end->getOperand(0));
  if (!isBefore)
    return emitUnsupported(end) << "returns a value from outside of the "
                                   "comparator, which is not supported";
  tensor_ext::YieldOp::create(rewriter, end->getLoc(), isBefore);
  return success();
}

namespace {
struct ImportSort : OpRewritePattern<SortOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SortOp op,
                                PatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(op.getInputs().front().getType());
    int64_t dim = op.getDimension();
    if (dim < 0)
      dim += type.getRank();
    if (!llvm::isInt<32>(type.getDimSize(dim)))
      return emitUnsupported(op) << "sorts " << type.getDimSize(dim)
                                 << " elements, which is not supported";
    auto sort = tensor_ext::SortOp::create(
        rewriter, op.getLoc(), op.getResultTypes(),
        type.clone(rewriter.getI32Type()), op.getInputs(), dim);
    if (failed(importComparator(op.getComparator(), sort.getComparator(),
                                rewriter)))
      return failure();
    rewriter.replaceOp(op, sort.getSorted());
    return success();
  }
};
} // namespace

void frontend::populateSortPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportSort>(patterns.getContext());
}
