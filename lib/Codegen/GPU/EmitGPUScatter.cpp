//===- EmitGPUScatter.cpp - kernels of scatters on a GPU ------------------===//
// The threads of a warp have neighbouring columns of the same rows: they take
// the same branches and their accesses are joined. A thread writes what only it
// reads, so that nobody waits.

#include "EmitGPUScatter.h"
#include "../Loops/KernelFrame.h"
#include "../Loops/KernelOps.h"
#include "../Loops/ScatterEmitter.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

/// Columns by vectors of 16 bytes, and rows until there are threads enough.
static ScatterPlan planThreads(tensor_ext::ScatterOp op) {
  constexpr int64_t kThreads = 64 * 1024, kVectorBytes = 16;
  ScatterPlan plan = planScatter(op);
  auto type = cast<RankedTensorType>(op.getType());
  plan.columnBlock = kVectorBytes / storageBytes(type.getElementType());
  while (plan.columns % plan.columnBlock != 0)
    plan.columnBlock /= 2;
  int64_t others = std::max<int64_t>(plan.batches * plan.columnBlocks(), 1);
  int64_t blocks = std::clamp<int64_t>(kThreads / others, 1,
                                       std::max<int64_t>(plan.rows, 1));
  plan.rowBlock = std::max<int64_t>((plan.rows + blocks - 1) / blocks, 1);
  return plan;
}

static GPUGrid gridOf(int64_t parts) {
  constexpr int64_t kWarp = 32, kMost = 256;
  GPUGrid grid;
  grid.threads = std::clamp<int64_t>(llvm::alignTo(parts, kWarp), kWarp, kMost);
  grid.tiles = std::max<int64_t>(llvm::divideCeil(parts, grid.threads), 1);
  return grid;
}

FailureOr<gpu::GPUFuncOp> tp::emitGPUScatter(func::FuncOp kernel,
                                             gpu::GPUModuleOp module,
                                             GPUGrid &grid) {
  if (failed(checkKernel(kernel)))
    return failure();
  tensor_ext::ScatterOp op = scatterOf(kernel);
  Location loc = kernel.getLoc();
  ScatterPlan plan = planThreads(op);
  grid = gridOf(plan.parts());
  if (grid.tiles > INT32_MAX)
    return emitUnsupported(loc)
           << "kernel @" << kernel.getSymName() << " needs " << grid.tiles
           << " blocks of threads, at most " << INT32_MAX << " are supported";

  OpBuilder builder(kernel.getContext());
  builder.setInsertionPointToEnd(module.getBody());
  auto function =
      gpu::GPUFuncOp::create(builder, loc, kernel.getName(),
                             builder.getFunctionType(memoryTypes(kernel), {}));
  function->setAttr(gpu::GPUDialect::getKernelFuncAttrName(),
                    builder.getUnitAttr());
  function.setKnownBlockSize(ArrayRef<int32_t>{int32_t(grid.threads), 1, 1});
  function.setKnownGridSize(ArrayRef<int32_t>{int32_t(grid.tiles), 1, 1});

  builder.setInsertionPointToStart(&function.getBody().front());
  RowBlocks rows{RowDomain({}, {}), {}}; // No dimension is a row of the grid.
  ElementEmitter element(builder, rows);
  mapOutside(kernel, function, element);
  auto number = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  Value block = gpu::BlockIdOp::create(builder, loc, gpu::Dimension::x);
  Value part = arith::MulIOp::create(builder, loc, block, number(grid.threads));
  part = arith::AddIOp::create(
      builder, loc, part,
      gpu::ThreadIdOp::create(builder, loc, gpu::Dimension::x));
  Value exists = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult,
                                       part, number(plan.parts()));
  auto choice = scf::IfOp::create(builder, loc, exists);
  gpu::ReturnOp::create(builder, loc);
  builder.setInsertionPointToStart(choice.thenBlock());
  Value buffer = resultBuffers(kernel, function.getArguments()).front();
  if (plan.parts() > 0)
    ScatterEmitter(op, plan, element, buffer, /*unrolls=*/true).emit(part);
  return function;
}
