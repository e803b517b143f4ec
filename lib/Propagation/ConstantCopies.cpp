//===- ConstantCopies.cpp - a constant of its own for each use ------------===//

#include "ConstantCopies.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace tp;

static bool isTensor(Value value) {
  return isa<RankedTensorType>(value.getType());
}

/// Reductions and contractions are worth computing once.
static bool isCheap(Operation *op) {
  auto shardable = dyn_cast<ShardableOpInterface>(op);
  if (!shardable)
    return false;
  FailureOr<ShardingRule> rule = shardable.getShardingRule();
  return succeeded(rule) &&
         llvm::none_of(rule->factors, [](const Factor &factor) {
           return factor.kind == FactorKind::Reduction;
         });
}

namespace {
/// Finds the sub-expressions and copies them.
class ConstantCopier {
public:
  explicit ConstantCopier(func::FuncOp function) : function(function) {}

  ConstantOrigins run() {
    SmallVector<Operation *> others;
    for (Block &block : function.getBody())
      for (Operation &op : block) {
        if (dependsOnConstantsOnly(&op))
          order[&op] = order.size();
        else
          others.push_back(&op);
      }
    for (Operation *op : others)
      for (OpOperand *use : collectUses(op))
        giveOwn(*use, constantOf(use->get()), op);
    eraseUnused();
    return std::move(origins);
  }

private:
  /// The constant op behind `value`, if there is one.
  Operation *constantOf(Value value) const {
    Operation *op = value.getDefiningOp();
    return op && order.contains(op) ? op : nullptr;
  }

  bool dependsOnConstantsOnly(Operation *op) const {
    if (op->getNumResults() != 1 || !isTensor(op->getResult(0)) ||
        !isMemoryEffectFree(op) || isa<ConstrainOp>(op))
      return false;
    auto isConstant = [&](Value value) {
      return !isTensor(value) || constantOf(value);
    };
    if (!llvm::all_of(op->getOperands(), isConstant))
      return false;
    SetVector<Value> captured;
    getUsedValuesDefinedAbove(op->getRegions(), captured);
    return llvm::none_of(captured, isTensor) && isCheap(op);
  }

  /// The ops of the sub-expression that ends in `root`, in program order.
  SmallVector<Operation *> collect(Operation *root) const {
    SetVector<Operation *> found;
    found.insert(root);
    for (size_t i = 0; i < found.size(); ++i)
      for (Value operand : found[i]->getOperands())
        if (Operation *op = constantOf(operand))
          found.insert(op);
    SmallVector<Operation *> ops = found.takeVector();
    llvm::sort(ops, [&](Operation *a, Operation *b) {
      return order.lookup(a) < order.lookup(b);
    });
    return ops;
  }

  /// Where `op` reads constants, as an operand or inside its regions.
  SmallVector<OpOperand *> collectUses(Operation *op) const {
    SmallVector<OpOperand *> uses;
    op->walk([&](Operation *reader) {
      for (OpOperand &use : reader->getOpOperands())
        if (constantOf(use.get()))
          uses.push_back(&use);
    });
    return uses;
  }

  /// The first use keeps the ops themselves, unless it shares some. A use in a
  /// region gets its copy in front of `reader`, the op that has the region.
  void giveOwn(OpOperand &use, Operation *root, Operation *reader) {
    SmallVector<Operation *> ops = collect(root);
    bool allFree =
        llvm::none_of(ops, [&](Operation *op) { return origins.contains(op); });
    if (allFree) {
      for (Operation *op : ops)
        origins[op] = op;
      return;
    }
    OpBuilder builder(reader);
    IRMapping mapping;
    for (Operation *op : ops)
      origins[builder.clone(*op, mapping)] = op;
    use.set(mapping.lookup(use.get()));
  }

  void eraseUnused() {
    for (auto &[op, position] : llvm::reverse(order)) {
      if (!op->use_empty())
        continue;
      origins.erase(op);
      op->erase();
    }
  }

  func::FuncOp function;
  llvm::MapVector<Operation *, unsigned> order;
  ConstantOrigins origins;
};
} // namespace

ConstantOrigins tp::copyConstantsPerUse(func::FuncOp function) {
  return ConstantCopier(function).run();
}

/// Whether two copies of one op are the same value. Where their axes come from
/// may differ: the first one's origins stay.
static bool areEqualCopies(Operation *a, Operation *b) {
  return a->getOperands() == b->getOperands() &&
         a->getAttr(TPDialect::kShardingsAttr) ==
             b->getAttr(TPDialect::kShardingsAttr);
}

void tp::joinEqualCopies(func::FuncOp function, ConstantOrigins &origins) {
  for (Block &block : function.getBody()) {
    llvm::DenseMap<Operation *, SmallVector<Operation *, 1>> kept;
    for (Operation &op : llvm::make_early_inc_range(block)) {
      auto found = origins.find(&op);
      if (found == origins.end())
        continue;
      SmallVector<Operation *, 1> &copies = kept[found->second];
      auto *equal = llvm::find_if(
          copies, [&](Operation *copy) { return areEqualCopies(copy, &op); });
      if (equal == copies.end()) {
        copies.push_back(&op);
        continue;
      }
      op.replaceAllUsesWith(*equal);
      origins.erase(&op);
      op.erase();
    }
  }
}
