//===- EmitGPUScatter.cpp - kernels of scatters on a GPU ------------------===//
// The threads of a warp have neighbouring columns of the same rows: they take
// the same branches and their accesses are joined. A thread writes what only it
// reads, so that nobody waits.

#include "EmitGPUScatter.h"
#include "../Loops/KernelFrame.h"
#include "../Loops/KernelOps.h"
#include "../Loops/ScatterEmitter.h"
#include "GPUEntry.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

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
  if (failed(checkGrid(kernel, grid)))
    return failure();

  OpBuilder builder(kernel.getContext());
  builder.setInsertionPointToEnd(module.getBody());
  gpu::GPUFuncOp function = createEntry(builder, kernel, grid);
  builder.setInsertionPointToStart(&function.getBody().front());
  RowBlocks rows{RowDomain({}, {}), {}}; // No dimension is a row of the grid.
  ElementEmitter element(builder, rows);
  mapOutside(kernel, function, element);
  Value part = threadOfGrid(builder, loc, grid.threads);
  Value count = arith::ConstantIndexOp::create(builder, loc, plan.parts());
  Value exists = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult,
                                       part, count);
  auto choice = scf::IfOp::create(builder, loc, exists);
  gpu::ReturnOp::create(builder, loc);
  builder.setInsertionPointToStart(choice.thenBlock());
  Value buffer = resultBuffers(kernel, function.getArguments()).front();
  if (plan.parts() > 0)
    ScatterEmitter(op, plan, element, buffer, /*unrolls=*/true).emit(part);
  return function;
}
