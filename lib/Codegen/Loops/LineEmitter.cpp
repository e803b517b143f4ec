//===- LineEmitter.cpp - the code of one line -----------------------------===//

#include "LineEmitter.h"
#include "../Dispatch/DispatchOps.h"
#include "HeapSort.h"
#include "KernelOps.h"
#include "TopKLine.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;
using namespace tp::tensor_ext;

//===----------------------------------------------------------------------===//
// Line kernels
//===----------------------------------------------------------------------===//

Operation *tp::loops::lineOpOf(func::FuncOp kernel) {
  for (Operation &op : kernel.getBody().front())
    if (isLineOp(&op))
      return &op;
  return nullptr;
}

LogicalResult tp::loops::checkLineKernel(func::FuncOp kernel) {
  if (failed(checkKernel(kernel)))
    return failure();
  Operation *line = lineOpOf(kernel);
  for (Operation &op : kernel.getBody().front().without_terminator())
    if (&op != line && (isLineOp(&op) || reduces(&op)))
      return emitUnsupported(&op)
             << "cannot be part of a kernel with " << line->getName() << " yet";
  for (Value output : kernel.getBody().front().getTerminator()->getOperands())
    if (output.getDefiningOp() != line)
      return emitUnsupported(kernel.getLoc())
             << "kernel @" << kernel.getSymName()
             << " has other results than those of " << line->getName();
  return success();
}

int64_t tp::loops::lineDim(Operation *op) {
  if (auto scan = dyn_cast<ScanOp>(op))
    return scan.getDimension();
  if (auto sort = dyn_cast<SortOp>(op))
    return sort.getDimension();
  return cast<RankedTensorType>(op->getOperand(0).getType()).getRank() - 1;
}

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

SmallVector<Value> tp::loops::countLoop(
    ElementEmitter &element, Location loc, int64_t count, ValueRange carried,
    llvm::function_ref<SmallVector<Value>(Value, ValueRange)> body) {
  OpBuilder &builder = element.builder;
  auto number = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  auto loop = scf::ForOp::create(builder, loc, number(0), number(count),
                                 number(1), carried);
  OpBuilder::InsertionGuard guard(builder);
  ElementEmitter::InnerScope scope(element);
  builder.setInsertionPointToStart(loop.getBody());
  SmallVector<Value> values =
      body(loop.getInductionVar(), loop.getRegionIterArgs());
  if (!carried.empty()) {
    builder.setInsertionPointToEnd(loop.getBody());
    scf::YieldOp::create(builder, loc, values);
  }
  return SmallVector<Value>(loop.getResults());
}

void LineEmitter::emit(const Indices &at) {
  if (auto scan = dyn_cast<ScanOp>(op))
    emitScan(scan, at);
  else if (auto sort = dyn_cast<SortOp>(op))
    emitSort(sort, at);
  else
    TopKLine(cast<TopKOp>(op), element).emit(at);
}

//===----------------------------------------------------------------------===//
// Scans
//===----------------------------------------------------------------------===//

Type tp::loops::scanType(ScanOp op) {
  Type type = getElementTypeOrSelf(op.getType());
  return isa<FloatType>(type) && type.getIntOrFloatBitWidth() < 32
             ? Float32Type::get(type.getContext())
             : type;
}

Value LineEmitter::scanStart() {
  auto scan = cast<ScanOp>(op);
  return arith::getIdentityValue(scan.getKind(), scanType(scan), builder, loc);
}

Index LineEmitter::scanPosition(Value step) {
  auto scan = cast<ScanOp>(op);
  int64_t extent = cast<RankedTensorType>(scan.getType()).getDimSize(dim);
  Index position = Index::unknown(step, extent);
  if (!scan.getReverse())
    return position;
  position.value = arith::SubIOp::create(
      builder, loc, element.index.constantValue(extent - 1, loc), step);
  return position;
}

Value LineEmitter::scanStep(Value sum, const Indices &at) {
  auto scan = cast<ScanOp>(op);
  Value next = element.element(scan.getInput(), at);
  Type type = next.getType();
  bool isNarrow = type != sum.getType();
  if (isNarrow)
    next = arith::ExtFOp::create(builder, loc, sum.getType(), next);
  sum = arith::getReductionOp(scan.getKind(), builder, loc, sum, next);
  element.store(scan.getResult(), at,
                isNarrow ? arith::TruncFOp::create(builder, loc, type, sum)
                         : sum);
  return sum;
}

void LineEmitter::emitScan(ScanOp scan, const Indices &at) {
  int64_t extent = cast<RankedTensorType>(scan.getType()).getDimSize(dim);
  countLoop(element, loc, extent, scanStart(),
            [&](Value step, ValueRange sums) -> SmallVector<Value> {
              Indices here = at;
              here[dim] = scanPosition(step);
              return {scanStep(sums.front(), here)};
            });
}

//===----------------------------------------------------------------------===//
// Sorts
//===----------------------------------------------------------------------===//

/// What the comparator says of `x` and `y`.
Value LineEmitter::isBefore(SortOp sort, ValueRange x, ValueRange y) {
  Block &body = sort.getComparator().front();
  IRMapping local(element.mapping);
  for (unsigned input = 0; input < sort.getInputs().size(); ++input) {
    local.map(body.getArgument(2 * input), x[input]);
    local.map(body.getArgument(2 * input + 1), y[input]);
  }
  for (Operation &inner : body.without_terminator())
    builder.clone(inner, local);
  return local.lookupOrDefault(body.getTerminator()->getOperand(0));
}

/// In the results, by a heap: positions decide between what compares equal.
void LineEmitter::emitSort(SortOp sort, const Indices &at) {
  int64_t extent =
      cast<RankedTensorType>(sort.getOrder().getType()).getDimSize(dim);
  if (extent == 0)
    return;
  auto there = [&](Value place) {
    Indices here = at;
    here[dim] = Index::unknown(place, extent);
    return here;
  };
  Heap heap(builder, loc);
  heap.load = [&](Value place) {
    Indices here = there(place);
    Heap::Entry entry;
    for (Value result : sort->getResults())
      entry.push_back(element.load(result, element.storage[result], here));
    return entry;
  };
  heap.store = [&](Value place, const Heap::Entry &entry) {
    Indices here = there(place);
    for (auto [result, value] : llvm::zip_equal(sort->getResults(), entry))
      element.store(result, here, value);
  };
  heap.isAfter = [&](const Heap::Entry &x, const Heap::Entry &y) -> Value {
    Value later = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sgt,
                                        x.back(), y.back());
    Value no = arith::ConstantIntOp::create(builder, loc, 0, 1);
    Value rest =
        arith::SelectOp::create(builder, loc, isBefore(sort, x, y), no, later);
    return arith::OrIOp::create(builder, loc, isBefore(sort, y, x), rest);
  };
  auto read = [&](Value position) {
    ElementEmitter::InnerScope scope(element);
    Heap::Entry entry;
    for (Value input : sort.getInputs())
      entry.push_back(element.element(input, there(position)));
    entry.push_back(arith::IndexCastOp::create(builder, loc,
                                               builder.getI32Type(), position));
    return entry;
  };
  heap.keepFirst(extent, extent, read);
}
