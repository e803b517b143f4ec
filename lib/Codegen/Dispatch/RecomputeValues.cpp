//===- RecomputeValues.cpp - cheap values computed again for late use -----===//
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
/// Values this many times smaller than what is computed of them are kept.
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

/// Whether `op` is elementwise, no view, and reads nothing at computed
/// positions.
bool isElementwise(Operation *op) {
  auto structured = dyn_cast<linalg::LinalgOp>(op);
  return structured && isParallel(structured) && op->getNumResults() == 1 &&
         isComputation(op) && lookedUpTensors(op).empty();
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
      bool view = isView(&op);
      bool elementwise = !view && isElementwise(&op);
      facts[&op] = {int64_t(facts.size()), products, view, elementwise,
                    elementwise ? elementCost(&op) : 0};
      products += isa<tprt::GemmOp>(op);
      if (view)
        continue;
      readers.push_back(&op);
      for (Value operand : op.getOperands())
        noteUse(operand, facts[&op].position);
    }
  }

  void run() {
    forEachOperand([&](OpOperand &operand) { vote(operand); });
    keepWhatPays();
    forEachOperand([&](OpOperand &operand) { recomputeFor(operand); });
  }

private:
  /// What is asked again and again of an op, found once.
  struct Fact {
    int64_t position;
    int64_t products; ///< Before it.
    bool isView;
    bool isElementwise;
    int64_t cost; ///< Of one element, of elementwise ops.
  };

  /// A value computed again.
  struct Copy {
    int64_t products;
    Value value;
  };

  void forEachOperand(function_ref<void(OpOperand &)> fn) const {
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
    if (Operation *op = value.getDefiningOp(); op && facts.lookup(op).isView)
      for (Value operand : op->getOperands())
        noteUse(operand, position);
  }

  static bool isLate(const Fact &op, const Fact &at) {
    return at.products - op.products > kLate;
  }

  /// Whether `value` is read from memory at `at` or later anyway, or is small
  /// beside `whole`.
  bool isKept(Value value, const Fact &at, int64_t whole) const {
    return isa<BlockArgument>(value) || lastUse.lookup(value) >= at.position ||
           sizeOf(value) * kSmallPart <= whole;
  }

  /// Collects what makes `value` at `at` of values that are kept. An
  /// elementwise value that cannot be computed of others may be kept itself, as
  /// one of an inner step.
  bool collect(Value value, const Fact &at, int64_t whole, bool isRoot,
               Recomputation &found) const {
    Operation *op = value.getDefiningOp();
    if (!op || op->hasTrait<OpTrait::ConstantLike>() ||
        !isa<RankedTensorType>(value.getType()))
      return true;
    if (found.ops.contains(op))
      return true;
    Fact fact = facts.lookup(op);
    bool view = fact.isView;
    if (!view && (!fact.isElementwise || !isLate(fact, at) ||
                  sizeOf(value) * kSmallPart <= whole))
      return isKept(value, at, whole) || miss(value, isRoot, found);
    // Of what is kept already, if that will do.
    Recomputation before = found;
    if (!isRoot && !view)
      found.missing = nullptr;
    found.cost += fact.cost;
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
    Fact at = facts.lookup(operand.getOwner());
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

  /// `value` as it was computed again nearby; null for not at all.
  Value copyNear(Value value, const Fact &at) const {
    auto known = copies.find(value);
    if (known == copies.end() || at.products - known->second.products > kLate)
      return {};
    return known->second.value;
  }

  void recomputeFor(OpOperand &operand) {
    Operation *reader = operand.getOwner();
    Value value = operand.get();
    Fact at = facts.lookup(reader);
    if (Value copy = copyNear(value, at))
      return operand.set(copy);
    Recomputation found;
    if (!collect(value, at, sizeOf(value), true, found) || !found.freesMemory)
      return;
    OpBuilder builder(reader);
    IRMapping mapping;
    for (Operation *op : found.ops) {
      Value result = op->getResult(0), copy = copyNear(result, at);
      if (!copy) {
        copy = builder.clone(*op, mapping)->getResult(0);
        copies[result] = {at.products, copy};
      }
      mapping.map(result, copy);
    }
    operand.set(mapping.lookup(value));
  }

  Block &block;
  DenseMap<Operation *, Fact> facts;
  /// All ops but views, in order.
  SmallVector<Operation *> readers;
  DenseMap<Value, int64_t> lastUse;
  DenseMap<Value, Copy> copies; ///< The latest one of each.

  /// What keeping a value would free, and until where it would be kept.
  struct Candidate {
    llvm::SmallSetVector<Value, 4> frees;
    int64_t until = 0;
  };
  llvm::MapVector<Value, Candidate> candidates;
};

} // namespace

void tp::recomputeValues(func::FuncOp function) { Recomputer(function).run(); }
