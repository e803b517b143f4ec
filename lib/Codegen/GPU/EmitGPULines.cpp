//===- EmitGPULines.cpp - kernels of line ops on a GPU --------------------===//

#include "EmitGPULines.h"
#include "../Loops/KernelFrame.h"
#include "../Loops/LineEmitter.h"
#include "GPUEntry.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

/// The indices of line number `line`; 0 along the line.
static Indices indicesOf(Index line, ArrayRef<int64_t> extents,
                         ElementEmitter &element, Location loc) {
  Indices at(extents.size());
  for (size_t dim = at.size(); dim-- > 0;) {
    at[dim] = extents[dim] == 1
                  ? element.index.constant(0, loc)
                  : element.index.remainder(line, extents[dim], loc);
    line = element.index.divide(line, extents[dim], loc);
  }
  return at;
}

/// Few lines in a block, so that few lines fill many processors.
static GPUGrid gridOf(int64_t lines) {
  constexpr int64_t kFew = 32, kMany = 128, kBlocks = 256;
  GPUGrid grid;
  grid.threads = lines >= kBlocks * kMany ? kMany : kFew;
  grid.tiles = std::max<int64_t>((lines + grid.threads - 1) / grid.threads, 1);
  return grid;
}

FailureOr<gpu::GPUFuncOp>
tp::emitGPULines(func::FuncOp kernel, gpu::GPUModuleOp module, GPUGrid &grid) {
  if (failed(checkLineKernel(kernel)))
    return failure();
  Operation *op = lineOpOf(kernel);
  Location loc = kernel.getLoc();
  SmallVector<int64_t> extents(
      cast<RankedTensorType>(op->getOperand(0).getType()).getShape());
  extents[lineDim(op)] = 1;
  int64_t lines = 1;
  for (int64_t extent : extents)
    lines *= extent;
  grid = gridOf(lines);
  if (failed(checkGrid(kernel, grid)))
    return failure();

  OpBuilder builder(kernel.getContext());
  builder.setInsertionPointToEnd(module.getBody());
  gpu::GPUFuncOp function = createEntry(builder, kernel, grid);
  builder.setInsertionPointToStart(&function.getBody().front());
  RowBlocks rows{RowDomain({}, {}), {}}; // Lines take no part in what rows are.
  ElementEmitter element(builder, rows);
  mapOutside(kernel, function, element);
  for (auto [output, buffer] :
       llvm::zip_equal(kernel.getBody().front().getTerminator()->getOperands(),
                       resultBuffers(kernel, function.getArguments())))
    element.storage[output].buffer = buffer;
  Value line = threadOfGrid(builder, loc, grid.threads);
  Value count = arith::ConstantIndexOp::create(builder, loc, lines);
  Value exists = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult,
                                       line, count);
  auto choice = scf::IfOp::create(builder, loc, exists);
  {
    OpBuilder::InsertionGuard guard(builder);
    ElementEmitter::InnerScope scope(element);
    builder.setInsertionPointToStart(choice.thenBlock());
    if (lines > 0)
      LineEmitter(op, element)
          .emit(indicesOf(Index::unknown(line, lines), extents, element, loc));
  }
  gpu::ReturnOp::create(builder, loc);
  return function;
}
