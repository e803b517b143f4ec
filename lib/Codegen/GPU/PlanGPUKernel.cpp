//===- PlanGPUKernel.cpp - how a kernel is spread over threads ------------===//

#include "PlanGPUKernel.h"
#include "../Loops/KernelOps.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace mlir;
using namespace tp;
using namespace tp::loops;

static RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

static int64_t ceilDiv(int64_t a, int64_t b) { return (a + b - 1) / b; }

static int64_t powerOfTwo(int64_t atLeast) {
  return llvm::PowerOf2Ceil(std::max<int64_t>(atLeast, 1));
}

int64_t GPUPlan::vectorOf(ArrayRef<int64_t> extents) const {
  if (adjacentRows || extents.empty())
    return 1;
  int64_t vector = mostVector;
  while (extents.back() % vector != 0)
    vector /= 2;
  return vector;
}

/// As many elements as 16 bytes hold of the widest type among the operands that
/// make up the kernel's traffic.
static int64_t mostVectorOf(func::FuncOp kernel) {
  auto tensors = llvm::make_filter_range(kernel.getArgumentTypes(),
                                         llvm::IsaPred<RankedTensorType>);
  auto elements = [](Type type) {
    return cast<RankedTensorType>(type).getNumElements();
  };
  int64_t largest = 0, widest = 1;
  for (Type type : tensors)
    largest = std::max(largest, elements(type));
  for (Type type : tensors)
    if (elements(type) >= largest / 2)
      widest = std::max(
          widest, storageBytes(cast<RankedTensorType>(type).getElementType()));
  return 16 / widest;
}

//===----------------------------------------------------------------------===//
// Kernels without reductions
//===----------------------------------------------------------------------===//

/// Every element of the results by itself: a vector for each thread.
static void spreadElements(GPUPlan &plan, ArrayRef<Value> outputs) {
  constexpr int64_t kThreads = 256;
  int64_t vectors = 1;
  for (Value output : outputs) {
    RankedTensorType type = tensorType(output);
    SmallVector<int64_t> extents(type.getShape());
    llvm::erase(extents, 1);
    vectors = std::max(vectors, type.getNumElements() / plan.vectorOf(extents));
  }
  int64_t threads = std::min(kThreads, int64_t(llvm::alignTo(vectors, kWarp)));
  plan.gridIsGroup = true;
  plan.tiles = ceilDiv(vectors, threads);
  plan.threadsPerRow = plan.tiles * threads;
}

//===----------------------------------------------------------------------===//
// Kernels with reductions
//===----------------------------------------------------------------------===//

namespace {
/// What a row consists of.
struct RowSize {
  int64_t elements = 1;              ///< Of its largest loop nest.
  SmallVector<int64_t> extents = {}; ///< Of that nest.
  int64_t keptBytes = 0;             ///< Of reductions with several elements.
  int64_t mostResults = 0;           ///< Of one reduction.

  void add(ArrayRef<int64_t> nest) {
    int64_t count = 1;
    for (int64_t extent : nest)
      count *= extent;
    if (count <= elements)
      return;
    elements = count;
    extents.assign(nest.begin(), nest.end());
  }
};
} // namespace

static RowSize sizeOfRow(const RowBlocks &rows, ArrayRef<Operation *> ops,
                         ArrayRef<Value> outputs) {
  RowSize size;
  for (Value output : outputs) {
    SmallVector<int64_t> extents = rows.blockShape(output);
    llvm::erase(extents, 1);
    size.add(extents);
  }
  for (Operation *op : ops) {
    if (!reduces(op))
      continue;
    auto structured = cast<linalg::LinalgOp>(op);
    SmallVector<int64_t> extents = structured.getStaticLoopRanges();
    for (auto [extent, factor] :
         llvm::zip_equal(extents, factorsOfLoops(structured, rows.domain)))
      if (rows.gridDim(factor))
        extent = 1;
    llvm::erase(extents, 1);
    size.add(extents);
    size.mostResults = std::max<int64_t>(size.mostResults, op->getNumResults());
    for (Value result : op->getResults())
      if (llvm::any_of(rows.blockShape(result),
                       [](int64_t extent) { return extent != 1; }))
        size.keptBytes += llvm::alignTo(rows.blockBytes(result), 16);
  }
  return size;
}

/// Columns: a block has 8 to 32 neighbouring ones, and enough threads for each.
static void spreadColumns(GPUPlan &plan, const RowSize &row) {
  constexpr int64_t kBlocks = 128, kThreads = 1024, kEach = 8;
  plan.adjacentRows = true;
  plan.rowsPerBlock = kWarp;
  // A sector of memory is 32 bytes.
  int64_t least = std::max<int64_t>(2 * plan.mostVector, 8);
  while (plan.rowsPerBlock > least &&
         plan.numRows / plan.rowsPerBlock < kBlocks)
    plan.rowsPerBlock /= 2;
  plan.threadsPerRow = std::clamp(
      powerOfTwo(ceilDiv(row.elements, kEach)), kWarp / plan.rowsPerBlock,
      std::min(kThreads / plan.rowsPerBlock, 2 * kWarp));
}

/// Rows: part of a warp, a warp or a block for each, as their length asks.
static void spreadRows(GPUPlan &plan, const RowSize &row) {
  constexpr int64_t kShort = 1024, kEach = 16, kThreads = 128, kMost = 1024;
  constexpr int64_t kBlocks = 256;
  int64_t vectors = row.elements / plan.vectorOf(row.extents);
  plan.threadsPerRow =
      row.elements <= kShort
          ? std::min(kWarp, powerOfTwo(vectors))
          : std::clamp(powerOfTwo(ceilDiv(row.elements, kEach)), kThreads,
                       kMost);
  plan.rowsPerBlock = std::max<int64_t>(kThreads / plan.threadsPerRow, 1);
  while (plan.threadsPerBlock() > kWarp &&
         plan.numRows / plan.rowsPerBlock < kBlocks && plan.rowsPerBlock > 1)
    plan.rowsPerBlock /= 2;
}

/// What is kept of all rows of a block lies in its shared memory, and what its
/// threads, or warps, have of one reduction, in two places used in turn.
static LogicalResult fitSharedMemory(func::FuncOp kernel, GPUPlan &plan,
                                     const RowSize &row) {
  constexpr int64_t kSome = 48 * 1024;
  while (plan.rowsPerBlock * row.keptBytes > kSome &&
         plan.threadsPerBlock() > kWarp && plan.rowsPerBlock > 1)
    plan.rowsPerBlock /= 2;
  int64_t parts = plan.threadsPerBlock() / (plan.adjacentRows ? 1 : kWarp);
  int64_t bytes =
      plan.rowsPerBlock * row.keptBytes + 2 * 8 * row.mostResults * parts;
  if (bytes <= kMaxSharedBytes)
    return success();
  return emitUnsupported(kernel.getLoc())
         << "kernel @" << kernel.getSymName() << " needs " << bytes
         << " bytes of shared memory for one block, at most " << kMaxSharedBytes
         << " are supported";
}

FailureOr<GPUPlan> tp::planGPUKernel(func::FuncOp kernel) {
  if (failed(checkKernel(kernel)))
    return failure();
  SmallVector<Operation *> ops = opsOf(kernel);
  SmallVector<Value> outputs(
      kernel.getBody().front().getTerminator()->getOperands());
  GPUPlan plan{{RowDomain(ops, outputs), {}}};
  plan.mostVector = mostVectorOf(kernel);
  if (llvm::none_of(ops, reduces)) {
    spreadElements(plan, outputs);
    return plan;
  }
  for (int row : plan.rows.domain.rows())
    plan.rows.grid.push_back({row, plan.rows.domain.extent(row), 1});
  plan.numRows = plan.rows.domain.numRows();
  RowSize row = sizeOfRow(plan.rows, ops, outputs);
  bool contiguous = llvm::any_of(ops, [](Operation *op) {
    return reduces(op) && reducesInnermost(cast<linalg::LinalgOp>(op));
  });
  if (contiguous || plan.numRows <= 1)
    spreadRows(plan, row);
  else
    spreadColumns(plan, row);
  if (failed(fitSharedMemory(kernel, plan, row)))
    return failure();
  plan.tiles = std::max<int64_t>(ceilDiv(plan.numRows, plan.rowsPerBlock), 1);
  return plan;
}
