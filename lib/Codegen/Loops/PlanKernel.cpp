//===- PlanKernel.cpp - the grid of a kernel and what it stores -----------===//

#include "PlanKernel.h"
#include "../Dispatch/DispatchOps.h"
#include "KernelOps.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include <algorithm>

using namespace mlir;
using namespace tp;
using namespace tp::loops;

static RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

static int64_t bytesOf(Value value) {
  return tensorType(value).getNumElements() *
         storageBytes(tensorType(value).getElementType());
}

//===----------------------------------------------------------------------===//
// What is stored
//===----------------------------------------------------------------------===//

namespace {

/// Chooses the stored values. Going backwards, the readers of every value are
/// known: the stored values whose loops compute it.
class StorageChoice {
public:
  StorageChoice(KernelPlan &plan, ArrayRef<Operation *> ops,
                ArrayRef<Value> outputs)
      : plan(plan), ops(ops), outputs(outputs.begin(), outputs.end()) {}

  void run() {
    for (Operation *op : ops)
      for (Value value : op->getResults())
        if (isa<RankedTensorType>(value.getType()))
          cost[value] = inlinedCost(op);
    SmallVector<Value> chosen;
    for (Operation *op : llvm::reverse(ops)) {
      for (Value value : op->getResults())
        if (isa<RankedTensorType>(value.getType()) && isStored(op, value)) {
          chosen.push_back(value);
          readers[value] = {value};
        }
      for (Value value : op->getResults())
        passOn(op, readers.lookup(value));
    }
    plan.stored.insert(chosen.rbegin(), chosen.rend());
  }

private:
  using Readers = SmallVector<Value, 2>;

  /// Cost of an element with all that is not stored by nature computed again.
  int64_t inlinedCost(Operation *op) {
    int64_t total = std::max<int64_t>(elementCost(op), 0);
    if (isa<tensor_ext::GatherOp>(op))
      total += 4;
    for (Value operand : op->getOperands()) {
      auto known = cost.find(operand);
      if (known == cost.end())
        total += isa<RankedTensorType>(operand.getType()) ? 1 : 0;
      else
        total += reduces(operand.getDefiningOp()) ? 1 : known->second;
    }
    return total;
  }

  bool isStored(Operation *op, Value value) {
    if (outputs.contains(value) || reduces(op))
      return true;
    constexpr int64_t kExpensive = 10;
    if (isTransparent(op) || readers.lookup(value).size() < 2 ||
        cost.lookup(value) < kExpensive)
      return false;
    int64_t bytes = plan.blockBytes(value);
    if (temporaryBytes + bytes > kMaxChosenBytes)
      return false;
    temporaryBytes += bytes;
    return true;
  }

  void passOn(Operation *op, const Readers &own) {
    auto add = [&](Value operand) {
      if (!operand.getDefiningOp())
        return;
      Readers &known = readers[operand];
      for (Value reader : own)
        if (!llvm::is_contained(known, reader))
          known.push_back(reader);
    };
    for (Value operand : op->getOperands())
      add(operand);
    for (Region &region : op->getRegions())
      region.walk([&](Operation *inner) {
        for (Value operand : inner->getOperands())
          if (isa<RankedTensorType>(operand.getType()))
            add(operand);
      });
  }

  KernelPlan &plan;
  ArrayRef<Operation *> ops;
  DenseSet<Value> outputs;
  DenseMap<Value, int64_t> cost;
  DenseMap<Value, Readers> readers;
  int64_t temporaryBytes = 0;
};

} // namespace

//===----------------------------------------------------------------------===//
// The grid
//===----------------------------------------------------------------------===//

/// The largest value that the kernel computes: its last dimension should be the
/// innermost loop.
static Value dominantValue(ArrayRef<Operation *> ops, ArrayRef<Value> outputs) {
  Value dominant;
  auto consider = [&](Value value) {
    if (!dominant || tensorType(value).getNumElements() >
                         tensorType(dominant).getNumElements())
      dominant = value;
  };
  for (Value output : outputs)
    consider(output);
  for (Operation *op : ops)
    if (!isTransparent(op))
      for (Value value : op->getResults())
        if (isa<RankedTensorType>(value.getType()))
          consider(value);
  return dominant;
}

/// A block of a dimension that is too long for one: a divisor, so that all
/// blocks are full, if there is one of sensible size.
static int64_t blockOf(int64_t extent, int64_t most) {
  for (int64_t block = most; block >= most / 4; --block)
    if (extent % block == 0)
      return block;
  return most;
}

/// Rows along which memory is contiguous become inner loops, whole or in
/// blocks, until a block is long enough to be worth its overhead.
static void blockContiguousRows(KernelPlan &plan, Value dominant,
                                bool reduces) {
  const int64_t most = reduces ? 128 : 2048;
  int64_t elements = 1;
  SmallVector<int64_t> shape(tensorType(dominant).getShape());
  for (int dim = shape.size(); dim-- > 0 && elements < most / 2;) {
    int factor = plan.domain.factor(dominant, dim);
    if (shape[dim] == 1)
      continue;
    auto *row = const_cast<GridDim *>(plan.gridDim(factor));
    if (!row)
      break;
    int64_t block =
        shape[dim] * elements <= most
            ? shape[dim]
            : blockOf(shape[dim], std::max<int64_t>(most / elements, 1));
    row->block = block;
    elements *= block;
    if (block != shape[dim])
      break;
  }
  llvm::erase_if(plan.grid,
                 [](const GridDim &dim) { return dim.block == dim.extent; });
}

/// The largest number of bytes that a reduction reads.
static int64_t reducedBytes(ArrayRef<Operation *> ops) {
  int64_t most = 0;
  for (Operation *op : ops)
    if (reduces(op))
      for (Value input : cast<linalg::LinalgOp>(op).getDpsInputs())
        most = std::max(most, bytesOf(input));
  return most;
}

/// Enough work a tile to be worth a call, and enough tiles to share.
static void chooseTiles(KernelPlan &plan, ArrayRef<Value> inputs,
                        ArrayRef<Value> outputs, Value dominant, int64_t work) {
  constexpr int64_t kTileBytes = 32 * 1024, kTiles = 32;
  plan.numBlocks = 1;
  for (const GridDim &dim : plan.grid)
    plan.numBlocks *= dim.numBlocks();
  int64_t bytes = 0;
  for (Value output : outputs)
    bytes += bytesOf(output);
  for (Value input : inputs) // A table is not read as a whole.
    bytes += std::min(bytesOf(input), std::max(work, bytesOf(dominant)));
  int64_t perBlock = std::max<int64_t>(bytes / plan.numBlocks, 1);
  int64_t blocks = std::max<int64_t>(kTileBytes / perBlock, 1);
  if (bytes > kTileBytes)
    blocks = std::min(blocks, std::max<int64_t>(plan.numBlocks / kTiles, 1));
  plan.blocksPerTile = std::min(blocks, plan.numBlocks);
}

static LogicalResult checkTemporaries(func::FuncOp kernel,
                                      const KernelPlan &plan,
                                      ArrayRef<Value> outputs) {
  int64_t bytes = 0;
  for (Value value : plan.stored)
    if (!llvm::is_contained(outputs, value))
      bytes += plan.blockBytes(value);
  if (bytes <= kMaxTemporaryBytes)
    return success();
  return emitUnsupported(kernel.getLoc())
         << "kernel @" << kernel.getSymName() << " needs " << bytes
         << " bytes of temporaries for one tile, at most " << kMaxTemporaryBytes
         << " are supported";
}

FailureOr<KernelPlan> tp::loops::planKernel(func::FuncOp kernel) {
  if (failed(checkKernel(kernel)))
    return failure();
  Block &body = kernel.getBody().front();
  SmallVector<Operation *> ops = opsOf(kernel);
  SmallVector<Value> outputs(body.getTerminator()->getOperands());
  SmallVector<Value> inputs;
  for (Value argument :
       body.getArguments().take_front(body.getNumArguments() - outputs.size()))
    if (isa<RankedTensorType>(argument.getType()))
      inputs.push_back(argument);
  KernelPlan plan{{RowDomain(ops, outputs), {}}};
  for (int row : plan.domain.rows())
    plan.grid.push_back({row, plan.domain.extent(row), 1});
  Value dominant = dominantValue(ops, outputs);
  bool hasReduction = llvm::any_of(ops, reduces);
  blockContiguousRows(plan, dominant, hasReduction);
  StorageChoice(plan, ops, outputs).run();
  if (failed(checkTemporaries(kernel, plan, outputs)))
    return failure();
  chooseTiles(plan, inputs, outputs, dominant, reducedBytes(ops));
  return plan;
}
