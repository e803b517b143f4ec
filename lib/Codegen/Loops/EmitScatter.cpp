//===- EmitScatter.cpp - kernels of scatters on a CPU ---------------------===//
// A tile is a part of the result. Columns are cut first: then the parts have
// the same work, whichever rows the indices name most.

#include "EmitScatter.h"
#include "KernelFrame.h"
#include "KernelOps.h"
#include "ScatterEmitter.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

/// Blocks of a size that makes at most `most` of them, each of `least` at
/// least.
static int64_t blockFor(int64_t extent, int64_t most, int64_t least) {
  int64_t blocks = std::clamp<int64_t>(extent / least, 1, most);
  return std::max<int64_t>((extent + blocks - 1) / blocks, 1);
}

static ScatterPlan planTiles(tensor_ext::ScatterOp op) {
  constexpr int64_t kSmall = 16 * 1024, kTiles = 32, kMostStrips = 8,
                    kNarrowest = 64;
  ScatterPlan plan = planScatter(op);
  plan.batchBlock = std::max<int64_t>(plan.batches, 1);
  int64_t elements =
      cast<RankedTensorType>(op.getType()).getNumElements() +
      cast<RankedTensorType>(op.getUpdates().getType()).getNumElements();
  if (elements <= kSmall)
    return plan;
  plan.batchBlock = blockFor(plan.batches, kTiles, 1);
  int64_t rest = std::max<int64_t>(kTiles / plan.batchBlocks(), 1);
  plan.columnBlock =
      blockFor(plan.columns, std::min(rest, kMostStrips), kNarrowest);
  rest = std::max<int64_t>(rest / plan.columnBlocks(), 1);
  plan.rowBlock = blockFor(plan.rows, rest, 1);
  return plan;
}

FailureOr<func::FuncOp> tp::loops::emitScatterKernel(func::FuncOp kernel,
                                                     ModuleOp module,
                                                     int64_t &tiles) {
  if (failed(checkKernel(kernel)))
    return failure();
  tensor_ext::ScatterOp op = scatterOf(kernel);
  ScatterPlan plan = planTiles(op);
  tiles = std::max<int64_t>(plan.parts(), 1);
  Location loc = kernel.getLoc();
  OpBuilder builder(kernel.getContext());
  builder.setInsertionPointToEnd(module.getBody());
  SmallVector<Type> types = memoryTypes(kernel);
  types.append(2, builder.getIndexType());
  auto function = func::FuncOp::create(builder, loc, kernel.getName(),
                                       builder.getFunctionType(types, {}));
  function.addEntryBlock();
  builder.setInsertionPointToStart(&function.getBody().front());
  RowBlocks rows{RowDomain({}, {}), {}}; // No dimension is a row of the grid.
  ElementEmitter element(builder, rows);
  mapOutside(kernel, function, element);
  unsigned count = function.getNumArguments();
  auto loop =
      scf::ForOp::create(builder, loc, function.getArgument(count - 2),
                         function.getArgument(count - 1),
                         arith::ConstantIndexOp::create(builder, loc, 1));
  func::ReturnOp::create(builder, loc);
  builder.setInsertionPointToStart(loop.getBody());
  Value buffer = resultBuffers(kernel, function.getArguments()).front();
  if (plan.parts() > 0)
    ScatterEmitter(op, plan, element, buffer, /*unrolls=*/false)
        .emit(loop.getInductionVar());
  return function;
}
