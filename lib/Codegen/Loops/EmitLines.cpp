//===- EmitLines.cpp - kernels of line ops on a CPU -----------------------===//
// tiles -> lines. A scan across a contiguous dimension does a block of its
// columns at once, so that each step is a loop over neighbours.

#include "EmitLines.h"
#include "KernelFrame.h"
#include "LineEmitter.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

namespace {

/// How the lines of an op are divided.
struct LinePlan {
  SmallVector<int64_t> extents; ///< Of all dimensions, in units: 1 for lines.
  int64_t units = 1, unitsPerTile = 1;
  int64_t block = 1; ///< Lines of one unit, along the last dimension.

  int64_t numTiles() const { return (units + unitsPerTile - 1) / unitsPerTile; }
};

LinePlan planLines(Operation *op) {
  constexpr int64_t kBlock = 256, kTileElements = 8 * 1024;
  LinePlan plan;
  auto type = cast<RankedTensorType>(op->getOperand(0).getType());
  int64_t dim = lineDim(op), last = type.getRank() - 1;
  plan.extents.assign(type.getShape().begin(), type.getShape().end());
  int64_t extent = std::exchange(plan.extents[dim], 1);
  if (isa<tensor_ext::ScanOp>(op) && dim != last && plan.extents[last] > 1) {
    plan.block = std::min(kBlock, plan.extents[last]);
    plan.extents[last] = llvm::divideCeil(plan.extents[last], plan.block);
  }
  for (int64_t count : plan.extents)
    plan.units *= count;
  int64_t each = std::max<int64_t>(extent * plan.block, 1);
  plan.unitsPerTile = std::max<int64_t>(kTileElements / each, 1);
  return plan;
}

class LineKernelEmitter {
public:
  LineKernelEmitter(func::FuncOp kernel, const LinePlan &plan, ModuleOp module)
      : kernel(kernel), op(lineOpOf(kernel)), plan(plan),
        builder(kernel.getContext()), rows{RowDomain({}, {}), {}},
        element(builder, rows), loc(kernel.getLoc()) {
    builder.setInsertionPointToEnd(module.getBody());
  }

  func::FuncOp run() {
    SmallVector<Type> types = memoryTypes(kernel);
    types.append(2, builder.getIndexType());
    auto function = func::FuncOp::create(builder, loc, kernel.getName(),
                                         builder.getFunctionType(types, {}));
    function.addEntryBlock();
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(&function.getBody().front());
    mapOutside(kernel, function, element);
    for (auto [output, buffer] : llvm::zip_equal(
             kernel.getBody().front().getTerminator()->getOperands(),
             resultBuffers(kernel, function.getArguments())))
      element.storage[output].buffer = buffer;
    if (plan.block > 1)
      createSums();
    unsigned count = function.getNumArguments();
    if (plan.units > 0)
      emitTiles(function.getArgument(count - 2),
                function.getArgument(count - 1));
    func::ReturnOp::create(builder, loc);
    return function;
  }

private:
  Value number(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }

  void loop(Value from, Value to, function_ref<void(Value)> body) {
    auto loop = scf::ForOp::create(builder, loc, from, to, number(1));
    OpBuilder::InsertionGuard guard(builder);
    ElementEmitter::InnerScope scope(element);
    builder.setInsertionPointToStart(loop.getBody());
    body(loop.getInductionVar());
  }

  void createSums() {
    auto type = MemRefType::get(
        plan.block, storageType(scanType(cast<tensor_ext::ScanOp>(op))));
    sums = memref::AllocaOp::create(builder, loc, type,
                                    builder.getI64IntegerAttr(64));
  }

  void emitTiles(Value first, Value last) {
    Value each = number(plan.unitsPerTile);
    Value from = arith::MulIOp::create(builder, loc, first, each);
    Value to = arith::MulIOp::create(builder, loc, last, each);
    to = arith::MinUIOp::create(builder, loc, to, number(plan.units));
    loop(from, to, [&](Value unit) { emitUnit(unit); });
  }

  void emitUnit(Value unit) {
    Index rest = Index::unknown(unit, plan.units);
    Indices at(plan.extents.size());
    for (size_t dim = at.size(); dim-- > 0;) {
      int64_t extent = plan.extents[dim];
      at[dim] = extent == 1 ? element.index.constant(0, loc)
                            : element.index.remainder(rest, extent, loc);
      rest = element.index.divide(rest, extent, loc);
    }
    if (plan.block > 1)
      emitColumns(at);
    else
      LineEmitter(op, element).emit(at);
  }

  /// The lines of a block, each step of all of them together.
  void emitColumns(Indices at) {
    LineEmitter line(op, element);
    auto shape = cast<RankedTensorType>(op->getResult(0).getType()).getShape();
    Value start = element.index.multiply(at.back(), plan.block, loc).value;
    Value size = number(plan.block);
    if (shape.back() % plan.block != 0) {
      Value rest =
          arith::SubIOp::create(builder, loc, number(shape.back()), start);
      size = arith::MinUIOp::create(builder, loc, size, rest);
    }
    loop(number(0), size,
         [&](Value column) { storeSum(line.scanStart(), column); });
    int64_t dim = lineDim(op);
    loop(number(0), number(shape[dim]), [&](Value step) {
      Indices here = at;
      here[dim] = line.scanPosition(step);
      loop(number(0), size, [&](Value column) {
        here.back() = Index::unknown(
            arith::AddIOp::create(builder, loc, start, column), shape.back());
        Value sum = memref::LoadOp::create(builder, loc, sums, column);
        Type type = scanType(cast<tensor_ext::ScanOp>(op));
        sum = element.fromStorage(sum, type, loc);
        storeSum(line.scanStep(sum, here), column);
      });
    });
  }

  void storeSum(Value sum, Value column) {
    memref::StoreOp::create(builder, loc, element.toStorage(sum, loc), sums,
                            column);
  }

  func::FuncOp kernel;
  Operation *op;
  const LinePlan &plan;
  OpBuilder builder;
  RowBlocks rows; ///< None: lines take no part in what rows are.
  ElementEmitter element;
  Location loc;
  Value sums; ///< Of a block of columns.
};

} // namespace

FailureOr<func::FuncOp> tp::emitLineKernel(func::FuncOp kernel, ModuleOp module,
                                           int64_t &tiles) {
  if (failed(checkLineKernel(kernel)))
    return failure();
  LinePlan plan = planLines(lineOpOf(kernel));
  tiles = std::max<int64_t>(plan.numTiles(), 1);
  return LineKernelEmitter(kernel, plan, module).run();
}
