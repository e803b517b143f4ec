//===- RecomputeValues.cpp - elementwise values computed again for late use
//-===//
// A training step reads in its second half what its first half computed. What
// is cheap to compute of values that are in memory then anyway, is computed
// again in the kernels that read it, so that nobody has to keep it.

#include "Dispatch.h"
#include "DispatchOps.h"
#include "mlir/IR/IRMapping.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace tp;

namespace {

/// Smaller values are kept: they take little room.
constexpr int64_t kLarge = 16 * 1024;
/// Values this many times smaller than what is computed of them are kept for
/// it.
constexpr int64_t kSmallPart = 16;
/// Most that computing one element again may cost, in additions.
constexpr int64_t kMostCost = 80;

bool isView(Operation *op) { return isReshape(op) || isTransparent(op); }

/// Elements of a tensor; those of dynamic shape, which are refused later, count
/// as more than any.
int64_t sizeOf(Value value) {
  constexpr int64_t kMost = int64_t(1) << 48;
  auto type = cast<RankedTensorType>(value.getType());
  return type.hasStaticShape() ? std::min(type.getNumElements(), kMost) : kMost;
}

/// The op if `value` is elementwise and no view.
Operation *elementwiseOp(Value value) {
  Operation *op = value.getDefiningOp();
  auto structured = dyn_cast_if_present<linalg::LinalgOp>(op);
  bool elementwise = structured && isParallel(structured) &&
                     op->getNumResults() == 1 && !isView(op) &&
                     isComputation(op) && lookedUpTensors(op).empty();
  return elementwise ? op : nullptr;
}

/// What has to be computed again for one value at one place.
struct Recomputation {
  /// In an order in which operands come first.
  llvm::SetVector<Operation *> ops;
  int64_t cost = 0;
  bool freesMemory = false;
  /// Values that would have to be kept for it; filled only where asked for.
  llvm::SetVector<Value> *missing = nullptr;
};

class Recomputer {
public:
  explicit Recomputer(func::FuncOp function)
      : block(function.getBody().front()) {
    int64_t products = 0;
    for (Operation &op : block) {
      places[&op] = {int64_t(places.size()), products};
      products += isa<tprt::GemmOp>(op);
      if (!isView(&op))
        for (Value operand : op.getOperands())
          noteUse(operand, places[&op].position);
    }
  }

  void run() {
    SmallVector<Operation *> readers;
    for (Operation &op : block)
      if (!isView(&op))
        readers.push_back(&op);
    forEachOperand(readers, [&](OpOperand &operand) { vote(operand); });
    keepWhatPays();
    forEachOperand(readers, [&](OpOperand &operand) { recomputeFor(operand); });
  }

private:
  struct Place {
    int64_t position;
    int64_t products; ///< Before it.
  };

  /// A value computed again.
  struct Copy {
    int64_t products;
    Value value;
  };

  static void forEachOperand(ArrayRef<Operation *> readers,
                             function_ref<void(OpOperand &)> fn) {
    for (Operation *reader : readers)
      for (OpOperand &operand : reader->getOpOperands()) {
        auto type = dyn_cast<RankedTensorType>(operand.get().getType());
        if (type && type.hasStaticShape() && type.getNumElements() >= kLarge)
          fn(operand);
      }
  }

  void noteUse(Value value, int64_t position) {
    int64_t &last = lastUse[value];
    last = std::max(last, position);
    if (Operation *op = value.getDefiningOp(); op && isView(op))
      for (Value operand : op->getOperands())
        noteUse(operand, position);
  }

  bool isLate(Operation *op, const Place &at) const {
    return at.products - places.lookup(op).products > kLate;
  }

  /// Whether `value` is read from memory at `at` or later anyway, or is small
  /// beside `whole`.
  bool isKept(Value value, const Place &at, int64_t whole) const {
    return isa<BlockArgument>(value) || lastUse.lookup(value) >= at.position ||
           sizeOf(value) * kSmallPart <= whole;
  }

  /// Collects what makes `value` at `at` of values that are kept. An
  /// elementwise value that cannot be computed of others may be kept itself, as
  /// one of an inner step.
  bool collect(Value value, const Place &at, int64_t whole, bool isRoot,
               Recomputation &found) const {
    Operation *op = value.getDefiningOp();
    if (!op || op->hasTrait<OpTrait::ConstantLike>() ||
        !isa<RankedTensorType>(value.getType()))
      return true;
    if (found.ops.contains(op))
      return true;
    bool view = isView(op);
    if (!view && (!elementwiseOp(value) || !isLate(op, at) ||
                  sizeOf(value) * kSmallPart <= whole))
      return isKept(value, at, whole) || miss(value, isRoot, found);
    // Of what is kept already, if that will do.
    Recomputation before = found;
    if (!isRoot && !view)
      found.missing = nullptr;
    found.cost += view ? 0 : elementCost(op);
    bool possible = found.cost <= kMostCost;
    for (Value operand : op->getOperands())
      possible = possible && collect(operand, at, whole, false, found);
    found.missing = before.missing;
    if (possible) {
      found.ops.insert(op);
      found.freesMemory |= !view;
      return true;
    }
    found = std::move(before);
    return !view && !isRoot &&
           (isKept(value, at, whole) || miss(value, isRoot, found));
  }

  static bool miss(Value value, bool isRoot, Recomputation &found) {
    if (isRoot || !found.missing)
      return false;
    found.missing->insert(value);
    return true;
  }

  /// Finds the one value that, if kept, would let `operand` be computed again.
  void vote(OpOperand &operand) {
    Value value = operand.get();
    Place at = places.lookup(operand.getOwner());
    llvm::SetVector<Value> missing;
    Recomputation found;
    found.missing = &missing;
    if (!collect(value, at, sizeOf(value), true, found) || !found.freesMemory ||
        missing.size() != 1 || sizeOf(missing.front()) > sizeOf(value))
      return;
    Candidate &candidate = candidates[missing.front()];
    candidate.frees.insert(value);
    candidate.until = std::max(candidate.until, at.position);
  }

  /// Keeps a value in place of several.
  void keepWhatPays() {
    for (auto &[value, candidate] : candidates)
      if (candidate.frees.size() > 1) {
        int64_t &last = lastUse[value];
        last = std::max(last, candidate.until);
      }
  }

  void recomputeFor(OpOperand &operand) {
    Operation *reader = operand.getOwner();
    Value value = operand.get();
    Place at = places.lookup(reader);
    for (const Copy &copy : copies.lookup(value))
      if (at.products - copy.products <= kLate)
        return operand.set(copy.value);
    Recomputation found;
    if (!collect(value, at, sizeOf(value), true, found) || !found.freesMemory)
      return;
    OpBuilder builder(reader);
    IRMapping mapping;
    for (Operation *op : found.ops) {
      // What was computed again for others nearby serves this one too.
      for (const Copy &copy : copies.lookup(op->getResult(0)))
        if (at.products - copy.products <= kLate)
          mapping.map(op->getResult(0), copy.value);
      if (mapping.contains(op->getResult(0)))
        continue;
      Value copy = builder.clone(*op, mapping)->getResult(0);
      mapping.map(op->getResult(0), copy);
      copies[op->getResult(0)].push_back({at.products, copy});
    }
    operand.set(mapping.lookup(value));
  }

  Block &block;
  DenseMap<Operation *, Place> places;
  DenseMap<Value, int64_t> lastUse;
  DenseMap<Value, SmallVector<Copy, 1>> copies;

  /// What keeping a value would free, and until where it would be kept.
  struct Candidate {
    llvm::SmallSetVector<Value, 4> frees;
    int64_t until = 0;
  };
  llvm::MapVector<Value, Candidate> candidates;
};

} // namespace

void tp::recomputeValues(func::FuncOp function) { Recomputer(function).run(); }
