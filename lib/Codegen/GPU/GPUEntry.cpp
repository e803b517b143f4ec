//===- GPUEntry.cpp - the function that a launch calls --------------------===//
// What the emitters of all kinds of kernels begin with.

#include "GPUEntry.h"
#include "../Loops/KernelFrame.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;

LogicalResult tp::checkGrid(func::FuncOp kernel, const GPUGrid &grid) {
  if (grid.tiles <= INT32_MAX)
    return success();
  return emitUnsupported(kernel.getLoc())
         << "kernel @" << kernel.getSymName() << " needs " << grid.tiles
         << " blocks of threads, at most " << INT32_MAX << " are supported";
}

gpu::GPUFuncOp tp::createEntry(OpBuilder &builder, func::FuncOp kernel,
                               const GPUGrid &grid) {
  auto function = gpu::GPUFuncOp::create(
      builder, kernel.getLoc(), kernel.getName(),
      builder.getFunctionType(loops::memoryTypes(kernel), {}));
  function->setAttr(gpu::GPUDialect::getKernelFuncAttrName(),
                    builder.getUnitAttr());
  function.setKnownBlockSize(ArrayRef<int32_t>{int32_t(grid.threads), 1, 1});
  function.setKnownGridSize(ArrayRef<int32_t>{int32_t(grid.tiles), 1, 1});
  return function;
}

Value tp::threadOfGrid(OpBuilder &builder, Location loc, int64_t threads) {
  Value thread = gpu::ThreadIdOp::create(builder, loc, gpu::Dimension::x);
  Value block = gpu::BlockIdOp::create(builder, loc, gpu::Dimension::x);
  Value size = arith::ConstantIndexOp::create(builder, loc, threads);
  Value first = arith::MulIOp::create(builder, loc, block, size);
  return arith::AddIOp::create(builder, loc, first, thread);
}
