//===- PlanKernel.cpp - the grid of a kernel and what it stores -----------===//

#include "PlanKernel.h"
#include "../Dispatch/DispatchOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include <algorithm>

using namespace mlir;
using namespace tp;
using namespace tp::loops;

Type tp::loops::storageType(Type elementType) {
  MLIRContext *context = elementType.getContext();
  if (elementType.isInteger(1))
    return IntegerType::get(context, 8);
  if (elementType.isBF16())
    return IntegerType::get(context, 16);
  return elementType.isIndex() ? IntegerType::get(context, 64) : elementType;
}

int64_t tp::loops::storageBytes(Type elementType) {
  return (storageType(elementType).getIntOrFloatBitWidth() + 7) / 8;
}

static RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

static int64_t bytesOf(Value value) {
  return tensorType(value).getNumElements() *
         storageBytes(tensorType(value).getElementType());
}

const GridDim *KernelPlan::gridDim(int factor) const {
  const GridDim *found = llvm::find_if(
      grid, [&](const GridDim &dim) { return dim.factor == factor; });
  return found == grid.end() ? nullptr : found;
}

SmallVector<int64_t> KernelPlan::blockShape(Value value) const {
  SmallVector<int64_t> shape(tensorType(value).getShape());
  for (auto [dim, extent] : llvm::enumerate(shape))
    if (const GridDim *row = gridDim(domain.factor(value, dim)))
      extent = row->block;
  return shape;
}

int64_t KernelPlan::blockBytes(Value value) const {
  int64_t bytes = storageBytes(tensorType(value).getElementType());
  for (int64_t extent : blockShape(value))
    bytes *= extent;
  return bytes;
}

//===----------------------------------------------------------------------===//
// What a kernel may hold
//===----------------------------------------------------------------------===//

static LogicalResult checkBody(linalg::LinalgOp op) {
  for (OpResult result : op->getResults())
    if (!op.getIndexingMapMatchingResult(result).isProjectedPermutation())
      return emitUnsupported(op)
             << "has a result that is no permutation of its loops";
  WalkResult walk = op->getRegion(0).walk([&](Operation *inner) {
    bool nested = inner->getParentOp() != op;
    if (nested && isa<linalg::IndexOp, tensor::ExtractOp>(inner))
      return WalkResult::interrupt();
    return WalkResult::advance();
  });
  if (walk.wasInterrupted())
    return emitUnsupported(op) << "has a region inside its body that reads "
                                  "positions or tensors";
  return success();
}

/// Forms of ops that move elements for which there is no code.
static bool isIrregular(Operation *op) {
  if (auto pad = dyn_cast<tensor::PadOp>(op))
    return !pad.getConstantPaddingValue() ||
           llvm::any_of(pad.getStaticLow(), ShapedType::isDynamic) ||
           llvm::any_of(pad.getStaticHigh(), ShapedType::isDynamic);
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return llvm::any_of(slice.getStaticStrides(), ShapedType::isDynamic);
  return false;
}

/// Scalars are computed once for all tiles, from coordinates and arguments.
static LogicalResult checkScalar(Operation *op) {
  auto extract = dyn_cast<tensor::ExtractOp>(op);
  if (extract ? isa<BlockArgument>(extract.getTensor())
              : llvm::none_of(op->getOperandTypes(), llvm::IsaPred<ShapedType>))
    return success();
  return emitUnsupported(op) << "makes a scalar of a tensor that the kernel "
                                "computes";
}

static LogicalResult checkOp(Operation *op) {
  if (op->hasTrait<OpTrait::IsTerminator>())
    return success();
  if (llvm::none_of(op->getResultTypes(), llvm::IsaPred<ShapedType>))
    return checkScalar(op);
  if (!(isTransparent(op) || isReshape(op) || isComputation(op) ||
        isa<arith::ConstantOp>(op)) ||
      isIrregular(op))
    return emitUnsupported(op) << "cannot be part of a kernel yet";
  for (Value value : op->getResults()) {
    Type type = tensorType(value).getElementType();
    if (!tensorType(value).hasStaticShape() ||
        !(type.isIntOrFloat() || type.isIndex()))
      return emitUnsupported(op)
             << "computes " << type << ", which kernels have no code for yet";
  }
  if (auto structured = dyn_cast<linalg::LinalgOp>(op))
    return checkBody(structured);
  return success();
}

//===----------------------------------------------------------------------===//
// What is stored
//===----------------------------------------------------------------------===//

static bool reduces(Operation *op) {
  auto structured = dyn_cast_if_present<linalg::LinalgOp>(op);
  return structured && !isParallel(structured);
}

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
  SmallVector<Operation *> ops;
  Block &body = kernel.getBody().front();
  for (Operation &op : body) {
    if (failed(checkOp(&op)))
      return failure();
    ops.push_back(&op);
  }
  SmallVector<Value> outputs(body.getTerminator()->getOperands());
  SmallVector<Value> inputs;
  for (Value argument :
       body.getArguments().take_front(body.getNumArguments() - outputs.size()))
    if (isa<RankedTensorType>(argument.getType()))
      inputs.push_back(argument);
  ops.pop_back();
  KernelPlan plan{RowDomain(ops, outputs), {}};
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
