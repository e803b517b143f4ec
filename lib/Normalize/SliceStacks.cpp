//===- SliceStacks.cpp - tensors that are written part by part ------------===//
// An unrolled loop over layers writes each layer's values into one tensor, and
// a later one reads them layer by layer. Written out literally that is a copy
// of the whole tensor for each layer. A stack remembers who wrote each cell, so
// a reader finds its value in logarithmic time, and the tensor itself is built
// once, of all cells, where it is needed.

#include "SliceStacks.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace tp;
using namespace tp::tensor_ext;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

std::optional<StackCell> tp::getStackCell(RankedTensorType type,
                                          const SlicePart &part) {
  std::optional<unsigned> partial;
  for (unsigned dim = 0, rank = type.getRank(); dim != rank; ++dim) {
    if (part.sizes[dim] == type.getDimSize(dim))
      continue;
    if (partial)
      return std::nullopt;
    partial = dim;
  }
  if (!partial)
    return std::nullopt;
  int64_t size = part.sizes[*partial], offset = part.offsets[*partial];
  if (size == 0 || offset % size != 0)
    return std::nullopt;
  return StackCell{*partial, size, offset / size};
}

Value tp::createSlice(ImplicitLocOpBuilder &b, Value value,
                      const SlicePart &part) {
  RankedTensorType type = typeOf(value);
  if (type.getShape() == ArrayRef(part.sizes))
    return value;
  MLIRContext *context = b.getContext();
  SmallVector<int64_t> ones(part.sizes.size(), 1);
  return b.createOrFold<tensor::ExtractSliceOp>(
      type.clone(part.sizes), value,
      getAsIndexOpFoldResult(context, part.offsets),
      getAsIndexOpFoldResult(context, part.sizes),
      getAsIndexOpFoldResult(context, ones));
}

//===----------------------------------------------------------------------===//
// Writing and reading
//===----------------------------------------------------------------------===//

void SliceStacks::update(DynamicUpdateSliceOp op, StackCell cell) {
  auto found = versions.find(op.getInput());
  Stack *stack = found == versions.end() ? nullptr : found->second.stack;
  // Only the newest version goes on; another one is the base of a new stack.
  if (!stack || found->second.update + 1 != stack->updates.size() ||
      stack->dim != cell.dim || stack->size != cell.size ||
      stack->updates.back()->getBlock() != op->getBlock()) {
    stack = &stacks.emplace_back();
    stack->dim = cell.dim;
    stack->size = cell.size;
    stack->base = op.getInput();
  }
  unsigned number = stack->updates.size();
  stack->writers[cell.index].push_back(number);
  stack->cells.push_back(cell.index);
  stack->updates.push_back(op);
  versions.insert({op.getResult(), Version{stack, number}});
}

std::optional<unsigned> SliceStacks::getWriter(const Version &version,
                                               int64_t cell) {
  auto found = version.stack->writers.find(cell);
  if (found == version.stack->writers.end())
    return std::nullopt;
  ArrayRef<unsigned> writers = found->second;
  auto after = llvm::upper_bound(writers, version.update);
  if (after == writers.begin())
    return std::nullopt;
  return *std::prev(after);
}

Value SliceStacks::read(ImplicitLocOpBuilder &b, Value value,
                        const SlicePart &part) {
  bool isOlder = false;
  for (auto found = versions.find(value); found != versions.end();
       found = versions.find(value)) {
    const Version &version = found->second;
    const Stack &stack = *version.stack;
    // The cell in which the part lies.
    int64_t offset = part.offsets[stack.dim], cell = offset / stack.size;
    if (offset + part.sizes[stack.dim] > (cell + 1) * stack.size)
      break;
    if (std::optional<unsigned> writer = getWriter(version, cell)) {
      SlicePart inside = part;
      inside.offsets[stack.dim] = offset - cell * stack.size;
      return createSlice(
          b, DynamicUpdateSliceOp(stack.updates[*writer]).getUpdate(), inside);
    }
    value = stack.base;
    isOlder = true;
  }
  return isOlder ? createSlice(b, value, part) : Value();
}

//===----------------------------------------------------------------------===//
// Whole tensors
//===----------------------------------------------------------------------===//

namespace {
/// Builds versions of a tensor in order, each from the one before it.
class StackWriter {
public:
  StackWriter(Value base, unsigned dim, int64_t size)
      : latest(base), dim(dim), size(size) {}

  /// Takes note that a cell is written.
  void write(int64_t cell, Value update) {
    changed[cell] = update;
    written[cell] = update;
  }

  /// The tensor as it is now.
  Value build(ImplicitLocOpBuilder &b) {
    int64_t extent = typeOf(latest).getDimSize(dim);
    bool isComplete = static_cast<int64_t>(written.size()) * size == extent;
    const std::map<int64_t, Value> &cells = isComplete ? written : changed;
    SmallVector<Value> parts;
    int64_t end = 0;
    auto keepUpTo = [&](int64_t position) {
      if (position == end)
        return;
      SlicePart part;
      part.sizes = llvm::to_vector(typeOf(latest).getShape());
      part.offsets.assign(part.sizes.size(), 0);
      part.offsets[dim] = end;
      part.sizes[dim] = position - end;
      parts.push_back(createSlice(b, latest, part));
    };
    for (auto [cell, update] : cells) {
      keepUpTo(cell * size);
      parts.push_back(update);
      end = (cell + 1) * size;
    }
    keepUpTo(extent);
    changed.clear();
    latest = parts.size() == 1 ? parts.front()
                               : Value(tensor::ConcatOp::create(b, dim, parts));
    return latest;
  }

private:
  Value latest; ///< The last version that was built.
  unsigned dim;
  int64_t size;
  std::map<int64_t, Value> changed; ///< Cells written since then.
  std::map<int64_t, Value> written;
};
} // namespace

void SliceStacks::finish(Stack &stack) {
  StackWriter writer(stack.base, stack.dim, stack.size);
  unsigned count = stack.updates.size();
  for (unsigned i = 0; i != count; ++i) {
    DynamicUpdateSliceOp op = stack.updates[i];
    writer.write(stack.cells[i], op.getUpdate());
    Operation *next =
        i + 1 != count ? stack.updates[i + 1].getOperation() : nullptr;
    auto isRead = [&](OpOperand &use) { return use.getOwner() != next; };
    if (!llvm::any_of(op->getUses(), isRead))
      continue;
    ImplicitLocOpBuilder b(op.getLoc(), op);
    op.getResult().replaceUsesWithIf(writer.build(b), isRead);
  }
  for (DynamicUpdateSliceOp op : llvm::reverse(stack.updates))
    op.erase();
}

void SliceStacks::finish() {
  // Stacks on other stacks first: they may not need them.
  for (Stack &stack : llvm::reverse(stacks))
    finish(stack);
  stacks.clear();
  versions.clear();
}
