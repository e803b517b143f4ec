//===- ScatterEmitter.cpp - the code of a scatter -------------------------===//

#include "ScatterEmitter.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include <vector>

using namespace mlir;
using namespace tp;
using namespace tp::loops;

tensor_ext::ScatterOp tp::loops::scatterOf(func::FuncOp kernel) {
  for (Operation &op : kernel.getBody().front())
    if (auto scatter = dyn_cast<tensor_ext::ScatterOp>(op))
      return scatter;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Plan
//===----------------------------------------------------------------------===//

/// The dimension to cut into rows: one where indices choose single elements, if
/// there is any, and the longest.
static int rowDimOf(tensor_ext::ScatterOp op, int columnDim) {
  auto type = cast<RankedTensorType>(op.getType());
  SmallVector<int64_t> sizes = op.getWindowSizes();
  auto rank = [&](int dim) {
    bool chosen =
        sizes[dim] == 1 &&
        llvm::is_contained(op.getScatterDimsToOperandDims(), int64_t(dim));
    return std::pair(chosen, type.getDimSize(dim));
  };
  int best = ScatterPlan::kNone;
  for (int dim = 0; dim < type.getRank(); ++dim)
    if (dim != columnDim &&
        !llvm::is_contained(op.getInputBatchingDims(), int64_t(dim)) &&
        (best == ScatterPlan::kNone || rank(dim) > rank(best)))
      best = dim;
  return best;
}

ScatterPlan tp::loops::planScatter(tensor_ext::ScatterOp op) {
  auto type = cast<RankedTensorType>(op.getType());
  ScatterPlan plan;
  for (int64_t dim : op.getInputBatchingDims())
    plan.batches *= type.getDimSize(dim);
  int last = type.getRank() - 1;
  if (last >= 0 && op.getWindowSizes()[last] == type.getDimSize(last) &&
      llvm::is_contained(op.getWindowDims(), int64_t(last))) {
    plan.columnDim = last;
    plan.columns = plan.columnBlock = type.getDimSize(last);
  }
  plan.rowDim = rowDimOf(op, plan.columnDim);
  if (plan.rowDim != ScatterPlan::kNone)
    plan.rows = plan.rowBlock = type.getDimSize(plan.rowDim);
  return plan;
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

ScatterEmitter::ScatterEmitter(tensor_ext::ScatterOp op,
                               const ScatterPlan &plan, ElementEmitter &element,
                               Value buffer, bool unrolls)
    : op(op), plan(plan), element(element), builder(element.builder),
      loc(op.getLoc()), unrolls(unrolls),
      shape(cast<RankedTensorType>(op.getType()).getShape()),
      sizes(op.getWindowSizes()) {
  result.buffer = buffer;
}

Value ScatterEmitter::number(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

Value ScatterEmitter::add(Value a, Value b) {
  return builder.createOrFold<arith::AddIOp>(loc, a, b);
}

void ScatterEmitter::loop(Range range, function_ref<void(Value)> body) {
  auto loop = scf::ForOp::create(builder, loc, range.from, range.to, number(1));
  OpBuilder::InsertionGuard guard(builder);
  ElementEmitter::InnerScope scope(element);
  builder.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVar());
}

ScatterEmitter::Range ScatterEmitter::blockOf(Value block, int64_t extent,
                                              int64_t size) {
  if (size >= extent)
    return {number(0), number(extent)};
  Value from = arith::MulIOp::create(builder, loc, block, number(size));
  Value to = add(from, number(size));
  if (extent % size != 0)
    to = arith::MinSIOp::create(builder, loc, to, number(extent));
  return {from, to};
}

void ScatterEmitter::emit(Value part) {
  Index rest = Index::unknown(part, plan.parts());
  auto next = [&](int64_t blocks) {
    Index block = element.index.remainder(rest, blocks, loc);
    rest = element.index.divide(rest, blocks, loc);
    return block.value;
  };
  columnRange =
      blockOf(next(plan.columnBlocks()), plan.columns, plan.columnBlock);
  rowRange = blockOf(next(plan.rowBlocks()), plan.rows, plan.rowBlock);
  if (plan.batchBlock == 1)
    return emitBatch(rest.value);
  loop(blockOf(rest.value, plan.batches, plan.batchBlock),
       [&](Value batch) { emitBatch(batch); });
}

void ScatterEmitter::emitBatch(Value batch) {
  Index zero = element.index.constant(0, loc);
  at.assign(shape.size(), zero);
  updateAt.assign(cast<RankedTensorType>(op.getUpdates().getType()).getRank(),
                  zero);
  Index rest = Index::unknown(batch, plan.batches);
  for (auto [dim, from] :
       llvm::zip_equal(llvm::reverse(op.getInputBatchingDims()),
                       llvm::reverse(op.getIndicesBatchingDims()))) {
    at[dim] = element.index.remainder(rest, shape[dim], loc);
    rest = element.index.divide(rest, shape[dim], loc);
    updateAt[op.getUpdateDim(from)] = at[dim];
  }
  initialise(0);
  applyUpdates(0);
}

Index ScatterEmitter::column(Value value) {
  return Index::unknown(value, plan.columns);
}

//===----------------------------------------------------------------------===//
// Initial values
//===----------------------------------------------------------------------===//

/// From dimension `dim` on; those before have an index.
void ScatterEmitter::initialise(unsigned dim) {
  if (dim == shape.size())
    return element.store(op.getResult(), at, element.element(op.getInput(), at),
                         result.buffer);
  if (llvm::is_contained(op.getInputBatchingDims(), int64_t(dim)))
    return initialise(dim + 1);
  if (int(dim) == plan.columnDim && unrolls) {
    // All are read before the first is written, so that neighbours are joined.
    std::vector<std::pair<Indices, Value>> values;
    for (int64_t i = 0; i < plan.columnBlock; ++i) {
      at[dim] = column(add(columnRange.from, number(i)));
      values.push_back({at, element.element(op.getInput(), at)});
    }
    for (auto &[where, value] : values)
      element.store(op.getResult(), where, value, result.buffer);
    return;
  }
  Range range = int(dim) == plan.columnDim ? columnRange
                : int(dim) == plan.rowDim
                    ? rowRange
                    : Range{number(0), number(shape[dim])};
  loop(range, [&](Value i) {
    at[dim] = Index::unknown(i, shape[dim]);
    initialise(dim + 1);
  });
}

//===----------------------------------------------------------------------===//
// Updates
//===----------------------------------------------------------------------===//

/// Visits the updates of the batch: dimension `dim` of the indices and all
/// that follow.
void ScatterEmitter::applyUpdates(unsigned dim) {
  auto indices = cast<RankedTensorType>(op.getIndices().getType());
  if (dim == indices.getRank())
    return applyUpdate();
  if (int64_t(dim) == int64_t(op.getIndexVectorDim()) ||
      llvm::is_contained(op.getIndicesBatchingDims(), int64_t(dim)) ||
      indices.getDimSize(dim) == 1)
    return applyUpdates(dim + 1);
  int64_t extent = indices.getDimSize(dim);
  loop({number(0), number(extent)}, [&](Value i) {
    updateAt[op.getUpdateDim(dim)] = Index::unknown(i, extent);
    applyUpdates(dim + 1);
  });
}

void ScatterEmitter::applyUpdate() {
  Indices where;
  for (int64_t dim : op.getScatterDims())
    where.push_back(updateAt[dim]);
  SmallVector<Value> starts(shape.size(), number(0));
  for (auto [component, dim] :
       llvm::enumerate(op.getScatterDimsToOperandDims())) {
    Indices place = where;
    if (op.hasIndexVectors())
      place.insert(place.begin() + op.getIndexVectorDim(),
                   element.index.constant(component, loc));
    Value start = element.element(op.getIndices(), place);
    if (!start.getType().isIndex())
      start = arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                         start);
    starts[dim] = start;
  }
  Value inside = isInside(starts);
  if (!inside)
    return applyWindow(0, starts);
  auto choice = scf::IfOp::create(builder, loc, inside);
  OpBuilder::InsertionGuard guard(builder);
  ElementEmitter::InnerScope scope(element);
  builder.setInsertionPointToStart(choice.thenBlock());
  applyWindow(0, starts);
}

/// Whether a window lies inside the input and, where it has one row, in this
/// part; null when it always does.
Value ScatterEmitter::isInside(ArrayRef<Value> starts) {
  Value inside;
  // Below 0 is far above every extent when read without sign.
  auto require = [&](Value a, Value b) {
    Value holds =
        arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, a, b);
    inside = inside ? Value(arith::AndIOp::create(builder, loc, inside, holds))
                    : holds;
  };
  bool isOneRow = plan.rowDim != ScatterPlan::kNone &&
                  sizes[plan.rowDim] == 1 && plan.rowBlocks() > 1;
  for (int64_t dim : op.getScatterDimsToOperandDims())
    if (dim != plan.rowDim || !isOneRow)
      require(starts[dim], number(shape[dim] - sizes[dim] + 1));
  if (isOneRow)
    require(
        arith::SubIOp::create(builder, loc, starts[plan.rowDim], rowRange.from),
        arith::SubIOp::create(builder, loc, rowRange.to, rowRange.from));
  return inside;
}

/// Visits a window's elements that lie in this part: dimension `dim` of the
/// result and all that follow.
void ScatterEmitter::applyWindow(unsigned dim, ArrayRef<Value> starts) {
  if (dim == shape.size())
    return combine();
  if (llvm::is_contained(op.getInputBatchingDims(), int64_t(dim)))
    return applyWindow(dim + 1, starts);
  SmallVector<int64_t> windowDims = op.getWindowDims();
  const int64_t *window = llvm::find(windowDims, int64_t(dim));
  int updateDim =
      window == windowDims.end()
          ? -1
          : int(op.getUpdateWindowDims()[window - windowDims.begin()]);
  if (int(dim) == plan.columnDim)
    return overColumns(updateDim, [&] { applyWindow(dim + 1, starts); });
  Value start = starts[dim];
  if (sizes[dim] == 1) {
    at[dim] = Index::unknown(start, shape[dim]);
    return applyWindow(dim + 1, starts);
  }
  Range range{start, add(start, number(sizes[dim]))};
  if (int(dim) == plan.rowDim && plan.rowBlocks() > 1)
    range = {arith::MaxSIOp::create(builder, loc, range.from, rowRange.from),
             arith::MinSIOp::create(builder, loc, range.to, rowRange.to)};
  loop(range, [&](Value i) {
    at[dim] = Index::unknown(i, shape[dim]);
    updateAt[updateDim] = Index::unknown(
        builder.createOrFold<arith::SubIOp>(loc, i, start), sizes[dim]);
    applyWindow(dim + 1, starts);
  });
}

/// Columns are the last dimension, so `body` combines one element.
void ScatterEmitter::overColumns(unsigned updateDim, Body body) {
  if (!unrolls)
    return loop(columnRange, [&](Value i) {
      at[plan.columnDim] = updateAt[updateDim] = column(i);
      body();
    });
  struct Element {
    Indices at;
    Value old, update;
  };
  std::vector<Element> elements;
  for (int64_t i = 0; i < plan.columnBlock; ++i) {
    Index own = column(add(columnRange.from, number(i)));
    at[plan.columnDim] = updateAt[updateDim] = own;
    elements.push_back({at, nullptr, nullptr});
    if (op.getKind() != arith::AtomicRMWKind::assign)
      elements.back().old = element.load(op.getResult(), result, at);
    elements.back().update = element.element(op.getUpdates(), updateAt);
  }
  for (Element &e : elements)
    if (e.old)
      e.update =
          arith::getReductionOp(op.getKind(), builder, loc, e.old, e.update);
  for (Element &e : elements)
    element.store(op.getResult(), e.at, e.update, result.buffer);
}

void ScatterEmitter::combine() {
  element.newScope();
  Value update = element.element(op.getUpdates(), updateAt);
  if (op.getKind() != arith::AtomicRMWKind::assign)
    update =
        arith::getReductionOp(op.getKind(), builder, loc,
                              element.load(op.getResult(), result, at), update);
  element.store(op.getResult(), at, update, result.buffer);
}
