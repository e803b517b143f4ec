//===- GroupOps.cpp - which ops become one kernel -------------------------===//
// In program order every op joins the groups of its producers if the result is
// still done row by row. Edges between groups always lead to a greater depth,
// so that no two can need each other.

#include "Dispatch.h"
#include "DispatchOps.h"
#include "RowDomain.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace tp;

//===----------------------------------------------------------------------===//
// Content
//===----------------------------------------------------------------------===//

namespace {
class ContentCollector {
public:
  explicit ContentCollector(ArrayRef<Operation *> ops)
      : own(ops.begin(), ops.end()) {
    for (Operation *op : ops)
      add(op);
  }
  DispatchContent result;

private:
  void add(Operation *op) {
    if (!seen.insert(op).second)
      return;
    for (Value operand : op->getOperands())
      read(op, operand);
    llvm::SetVector<Value> captured;
    for (Region &region : op->getRegions())
      region.walk([&](Operation *inner) {
        for (Value operand : inner->getOperands())
          if (!op->isAncestor(operand.getParentBlock()->getParentOp()))
            captured.insert(operand);
      });
    for (Value value : captured)
      read(op, value);
    result.all.push_back(op);
  }

  void read(Operation *reader, Value value) {
    Operation *def = value.getDefiningOp();
    if (def && (own.contains(def) || isInside(reader, def, value)))
      return add(def);
    if (isa<RankedTensorType>(value.getType()))
      result.inputs.insert(value);
    else
      result.coordinates.insert(value);
  }

  /// A transparent op comes along; but a view of what lies in memory is as good
  /// outside, and what is looked up must lie in memory.
  bool isInside(Operation *reader, Operation *def, Value value) {
    if (!isTransparent(def) ||
        llvm::is_contained(lookedUpTensors(reader), value))
      return false;
    if (!isReshape(def))
      return true;
    Value source = def->getOperand(0);
    Operation *origin = source.getDefiningOp();
    return origin && (own.contains(origin) || isInside(def, origin, source));
  }

  DenseSet<Operation *> own, seen;
};
} // namespace

DispatchContent tp::contentOf(ArrayRef<Operation *> ops) {
  return std::move(ContentCollector(ops).result);
}

llvm::SetVector<Operation *> tp::storedTransparentOps(func::FuncOp function) {
  DenseSet<Value> inMemory;
  llvm::SetVector<Operation *> stored;
  for (Operation &op : llvm::reverse(function.getBody().front())) {
    if (isCommand(&op))
      inMemory.insert(op.operand_begin(), op.operand_end());
    for (Value value : lookedUpTensors(&op))
      inMemory.insert(value);
    bool read = llvm::any_of(
        op.getResults(), [&](Value value) { return inMemory.contains(value); });
    if (isReshape(&op) && (read || !isTransparent(&op)))
      inMemory.insert(op.getOperand(0));
    else if (read && isTransparent(&op) && !isReshape(&op) &&
             !isa<tensor::EmptyOp>(op) && !op.hasTrait<OpTrait::ConstantLike>())
      stored.insert(&op);
  }
  return stored;
}

//===----------------------------------------------------------------------===//
// Groups
//===----------------------------------------------------------------------===//

namespace {

struct Group {
  Dispatch ops;
  int64_t depth = 0;
  /// Least depth among the known readers outside.
  int64_t readerDepth = INT64_MAX;
  int64_t rows = 1;
};

class Grouper {
public:
  explicit Grouper(func::FuncOp function)
      : block(function.getBody().front()),
        storedTransparent(storedTransparentOps(function)) {}

  FailureOr<SmallVector<Dispatch>> run() {
    for (Operation &op : block) {
      productsBefore[&op] = products;
      products += isa<tprt::GemmOp>(op);
      if (failed(visit(&op)))
        return failure();
    }
    SmallVector<Dispatch> dispatches;
    for (auto &[number, group] : groups) {
      llvm::sort(group.ops, [](Operation *a, Operation *b) {
        return a->isBeforeInBlock(b);
      });
      dispatches.push_back(std::move(group.ops));
    }
    return dispatches;
  }

private:
  static constexpr unsigned kMostOps = 96;
  /// Fewer rows than this cannot be shared well ...
  static constexpr int64_t kEnoughRows = 64;
  /// ... which matters for more work than this, in elements.
  static constexpr int64_t kMuchWork = 16 * 1024;
  /// Most elements of a row: they are a tile's temporaries.
  static constexpr int64_t kLongestRow = 32 * 1024;

  LogicalResult visit(Operation *op) {
    if (isCommand(op))
      return visitCommand(op), success();
    if (storedTransparent.contains(op) || isComputation(op)) {
      if (isTransparent(op) && !storedTransparent.contains(op))
        return success();
      for (Value value : op->getResults())
        if (!cast<RankedTensorType>(value.getType()).hasStaticShape())
          return emitUnsupported(op) << "has a dynamic shape";
      return visitComputation(op), success();
    }
    if (isTransparent(op) || isReshape(op) || isa<arith::ConstantOp>(op))
      return success();
    return emitUnsupported(op)
           << "is neither a command nor can it be part of a kernel yet";
  }

  //===--------------------------------------------------------------------===//
  // Producers and readers
  //===--------------------------------------------------------------------===//

  bool isNode(Operation *op) const {
    return isCommand(op) || groupOf.contains(op) ||
           storedTransparent.contains(op) ||
           (isComputation(op) && !isTransparent(op));
  }

  /// The nodes that `value` comes from, seen through views and transparent ops;
  /// among them `viewed`, those that are seen through a view of memory.
  void producers(Value value, llvm::SetVector<Operation *> &nodes,
                 llvm::SetVector<Operation *> *viewed = nullptr) const {
    SmallVector<Value> pending{value};
    DenseSet<Operation *> seen;
    while (!pending.empty()) {
      Operation *def = pending.pop_back_val().getDefiningOp();
      if (!def || !seen.insert(def).second)
        continue;
      if (isNode(def)) {
        nodes.insert(def);
        continue;
      }
      if (viewed && isReshape(def) && !isTransparent(def))
        producers(def->getOperand(0), *viewed);
      llvm::append_range(pending, def->getOperands());
    }
  }

  /// Whether a node outside of `ops` reads `value`.
  bool isReadOutside(Value value, const DenseSet<Operation *> &ops) const {
    SmallVector<Value> pending{value};
    DenseSet<Operation *> seen;
    while (!pending.empty())
      for (Operation *user : pending.pop_back_val().getUsers()) {
        // The op of the function's block that holds the user.
        user = block.findAncestorOpInBlock(*user);
        if (!seen.insert(user).second)
          continue;
        if (!isNode(user) && !(isReshape(user) && !isTransparent(user)))
          llvm::append_range(pending, user->getResults());
        else if (!ops.contains(user))
          return true;
      }
    return false;
  }

  void visitCommand(Operation *op) {
    llvm::SetVector<Operation *> nodes;
    for (Value operand : op->getOperands())
      producers(operand, nodes);
    int64_t depth = 0;
    for (Operation *node : nodes)
      depth = std::max(depth, depthOf(node) + 1);
    commandDepth[op] = depth;
    for (Operation *node : nodes)
      noteReader(node, depth);
  }

  int64_t depthOf(Operation *node) const {
    auto group = groupOf.find(node);
    return group == groupOf.end() ? commandDepth.lookup(node)
                                  : groups.find(group->second)->second.depth;
  }

  void noteReader(Operation *node, int64_t depth) {
    auto group = groupOf.find(node);
    if (group == groupOf.end())
      return;
    int64_t &least = groups[group->second].readerDepth;
    least = std::min(least, depth);
  }

  //===--------------------------------------------------------------------===//
  // Joining
  //===--------------------------------------------------------------------===//

  void visitComputation(Operation *op) {
    // Of whom `op` reads memory, who must be done before.
    llvm::SetVector<Operation *> nodes, inMemory;
    for (Value operand : op->getOperands())
      producers(operand, nodes, &inMemory);
    for (Value value : lookedUpTensors(op)) {
      producers(value, inMemory);
      producers(value, nodes);
    }
    llvm::SetVector<int> candidates, refused;
    int64_t least = 0;
    for (Operation *node : nodes) {
      auto group = groupOf.find(node);
      if (group == groupOf.end())
        least = std::max(least, commandDepth.lookup(node));
      else if (inMemory.contains(node) || isLate(op, node) ||
               rereadsInputs(op) || rereadsInputs(node) || isLineOp(node) ||
               isa<tensor_ext::ScatterOp>(op) ||
               isa<tensor_ext::ScatterOp>(node))
        refused.insert(group->second);
      else
        candidates.insert(group->second);
    }
    Group joined;
    while (true) {
      joined.depth = depthFor(least, candidates, refused);
      joined.ops = {op};
      joined.readerDepth = INT64_MAX;
      joined.rows = domainOf(joined.ops, outputsOf(joined.ops)).numRows();
      int failed = -1;
      for (int number : candidates)
        if (!refused.contains(number) && !join(joined, groups[number])) {
          failed = number;
          break;
        }
      if (failed < 0)
        break;
      refused.insert(failed);
    }
    int number = nextGroup++;
    for (int candidate : candidates)
      if (!refused.contains(candidate))
        groups.erase(candidate);
    for (int other : refused)
      groups[other].readerDepth =
          std::min(groups[other].readerDepth, joined.depth);
    for (Operation *member : joined.ops)
      groupOf[member] = number;
    groups[number] = std::move(joined);
  }

  /// What is computed late stays late: nobody has to keep it until then.
  bool isLate(Operation *op, Operation *producer) const {
    return productsBefore.lookup(op) - productsBefore.lookup(producer) > kLate;
  }

  /// The depth of a group that joins `candidates` but not the `refused` ones;
  /// refuses those that cannot move to this depth.
  int64_t depthFor(int64_t least, const llvm::SetVector<int> &candidates,
                   llvm::SetVector<int> &refused) {
    for (bool changed = true; changed;) {
      changed = false;
      for (int number : refused)
        least = std::max(least, groups[number].depth + 1);
      for (int number : candidates)
        if (!refused.contains(number))
          least = std::max(least, groups[number].depth);
      for (int number : candidates)
        if (!refused.contains(number) && groups[number].depth < least &&
            groups[number].readerDepth <= least) {
          refused.insert(number);
          changed = true;
        }
    }
    return least;
  }

  SmallVector<Value> outputsOf(ArrayRef<Operation *> ops) const {
    DenseSet<Operation *> inside(ops.begin(), ops.end());
    SmallVector<Value> outputs;
    for (Operation *op : ops)
      for (Value value : op->getResults())
        if (isReadOutside(value, inside))
          outputs.push_back(value);
    return outputs;
  }

  static RowDomain domainOf(ArrayRef<Operation *> ops,
                            ArrayRef<Value> outputs) {
    return RowDomain(contentOf(ops).all, outputs);
  }

  /// Adds `other` to `joined` if the whole still has rows.
  bool join(Group &joined, const Group &other) {
    if (joined.ops.size() + other.ops.size() > kMostOps)
      return false;
    Dispatch ops = other.ops;
    llvm::append_range(ops, joined.ops);
    SmallVector<Value> outputs = outputsOf(ops);
    if (isLineOp(joined.ops.back()))
      return joinLine(joined, other, outputs);
    RowDomain domain = domainOf(ops, outputs);
    if (domain.outputsDisagree() || !rowsLead(domain, outputs))
      return false;
    int64_t rows = domain.numRows(), work = 1;
    for (Operation *op : ops)
      for (Value value : op->getResults()) {
        int64_t size = cast<RankedTensorType>(value.getType()).getNumElements();
        work = std::max(work, size);
      }
    if (rows < std::min({kEnoughRows, joined.rows, other.rows}) &&
        work > kMuchWork)
      return false;
    if (work / std::max<int64_t>(rows, 1) > kLongestRow)
      return false;
    joined.ops = std::move(ops);
    joined.rows = rows;
    joined.readerDepth = std::min(joined.readerDepth, other.readerDepth);
    return true;
  }

  /// Adds what is cheap to compute, element by element as the lines are read,
  /// to the group of a line op, if nobody else reads it.
  bool joinLine(Group &joined, const Group &other, ArrayRef<Value> outputs) {
    constexpr int64_t kCheap = 8;
    Operation *line = joined.ops.back();
    int64_t cost = 0;
    for (Operation *op : other.ops) {
      auto structured = dyn_cast<linalg::LinalgOp>(op);
      if (!structured || !isParallel(structured))
        return false;
      cost += elementCost(op);
    }
    if (cost > kCheap || llvm::any_of(outputs, [&](Value output) {
          return output.getDefiningOp() != line;
        }))
      return false;
    joined.ops.insert(joined.ops.begin(), other.ops.begin(), other.ops.end());
    joined.readerDepth = std::min(joined.readerDepth, other.readerDepth);
    return true;
  }

  /// Whether the outputs can be cut into rows: these are their leading
  /// dimensions, in one order.
  static bool rowsLead(const RowDomain &domain, ArrayRef<Value> outputs) {
    for (Value output : outputs) {
      SmallVector<int> leading;
      int64_t rank = cast<RankedTensorType>(output.getType()).getRank();
      for (int64_t dim = 0; dim < rank; ++dim)
        if (int factor = domain.factor(output, dim); factor != RowDomain::kNone)
          leading.push_back(factor);
      leading.truncate(std::min(leading.size(), domain.rows().size()));
      if (ArrayRef(leading) != domain.rows())
        return false;
    }
    return true;
  }

  Block &block;
  llvm::SetVector<Operation *> storedTransparent;
  int nextGroup = 0;
  llvm::MapVector<int, Group> groups;
  DenseMap<Operation *, int> groupOf;
  DenseMap<Operation *, int64_t> commandDepth;
  DenseMap<Operation *, int64_t> productsBefore;
  int64_t products = 0;
};

} // namespace

FailureOr<SmallVector<Dispatch>> tp::groupOps(func::FuncOp function) {
  return Grouper(function).run();
}
