//===- Loops.cpp - loops, counted ones and others -------------------------===//
// `stablehlo.while` says nothing about how often it runs; many loops of
// frameworks count, and that is what is recognised here. Runs before single ops
// are imported: constants and comparisons still are what the framework printed,
// and the body's ops are imported where they stand, inside the new loop.

#include "CountedLoop.h"
#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/Remarks.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;
using frontend::CountedBy;

namespace {
/// The carried value that decides how often a loop runs.
struct Counter {
  unsigned index;
  APInt start, step;
  uint64_t trips;
};
} // namespace

/// Says why a loop is not taken for a counted one.
static std::optional<Counter> missed(WhileOp op, const Twine &why) {
  remark::missed(
      op.getLoc(),
      remark::RemarkOpts::name("CountedLoop").category("tp-frontend"))
      << remark::reason("the loop stays one, it is not a counted loop: {0}",
                        why.str());
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Recognition
//===----------------------------------------------------------------------===//

/// The value of carried value `index` behind each step.
static Value getNext(WhileOp op, unsigned index) {
  return op.getBody().front().getTerminator()->getOperand(index);
}

/// Whether a carried value stays what it was.
static bool isInvariant(WhileOp op, unsigned index) {
  return getNext(op, index) == op.getBody().getArgument(index);
}

/// The integer that a scalar always is.
static std::optional<APInt> getConstant(Value value) {
  DenseIntElementsAttr elements;
  if (auto constant = value.getDefiningOp<ConstantOp>())
    elements = dyn_cast<DenseIntElementsAttr>(constant.getValue());
  else
    matchPattern(value, m_Constant(&elements));
  if (!elements || elements.getNumElements() != 1)
    return std::nullopt;
  return *elements.value_begin<APInt>();
}

/// The same for a value of the condition, which may come in as a carried value
/// that no step changes.
static std::optional<APInt> getBound(WhileOp op, Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  if (!argument || argument.getOwner() != &op.getCond().front())
    return getConstant(value);
  if (!isInvariant(op, argument.getArgNumber()))
    return std::nullopt;
  return getConstant(op.getOperand()[argument.getArgNumber()]);
}

static std::optional<CountedBy> getDirection(ComparisonDirection direction) {
  switch (direction) {
  case ComparisonDirection::LT:
    return CountedBy::LT;
  case ComparisonDirection::LE:
    return CountedBy::LE;
  case ComparisonDirection::GT:
    return CountedBy::GT;
  case ComparisonDirection::GE:
    return CountedBy::GE;
  case ComparisonDirection::NE:
    return CountedBy::NE;
  case ComparisonDirection::EQ:
    return std::nullopt;
  }
  return std::nullopt;
}

/// The direction with operands exchanged.
static CountedBy mirror(CountedBy by) {
  switch (by) {
  case CountedBy::LT:
    return CountedBy::GT;
  case CountedBy::LE:
    return CountedBy::GE;
  case CountedBy::GT:
    return CountedBy::LT;
  case CountedBy::GE:
    return CountedBy::LE;
  case CountedBy::NE:
    return CountedBy::NE;
  }
  return by;
}

/// What carried value `index` grows by in each step, when it is a constant.
static std::optional<APInt> getStep(WhileOp op, unsigned index) {
  Value counter = op.getBody().getArgument(index);
  Operation *advance = getNext(op, index).getDefiningOp();
  if (!isa_and_present<AddOp, SubtractOp>(advance))
    return std::nullopt;
  Value lhs = advance->getOperand(0), rhs = advance->getOperand(1);
  if (isa<AddOp>(advance) && rhs == counter)
    std::swap(lhs, rhs);
  std::optional<APInt> step = getConstant(rhs);
  if (lhs != counter || !step)
    return std::nullopt;
  return isa<AddOp>(advance) ? *step : -*step;
}

/// The comparison that is the whole condition, or null; `other` is an op that
/// the condition consists of as well.
static CompareOp getComparison(WhileOp op, Operation *&other) {
  Block &block = op.getCond().front();
  auto compare =
      block.getTerminator()->getOperand(0).getDefiningOp<CompareOp>();
  for (Operation &inner : block.without_terminator())
    if (&inner != compare && !isa<ConstantOp>(inner)) {
      other = &inner;
      return nullptr;
    }
  if (!compare || compare->getBlock() != &block ||
      !isa<IntegerType>(getElementTypeOrSelf(compare.getLhs())))
    return nullptr;
  return compare;
}

static std::optional<Counter> findCounter(WhileOp op) {
  Operation *other = nullptr;
  CompareOp compare = getComparison(op, other);
  if (other)
    return missed(op, "its condition needs '" +
                          other->getName().getStringRef() + "'");
  if (!compare)
    return missed(op, "its condition does not compare integers");
  std::optional<CountedBy> by = getDirection(compare.getComparisonDirection());
  if (!by)
    return missed(op, "its condition compares by EQ");

  Value counter = compare.getLhs(), limit = compare.getRhs();
  std::optional<APInt> bound = getBound(op, limit);
  if (!bound) {
    std::swap(counter, limit);
    by = mirror(*by);
    bound = getBound(op, limit);
  }
  auto argument = dyn_cast<BlockArgument>(counter);
  if (!bound || !argument || argument.getOwner() != &op.getCond().front())
    return missed(op, "its condition does not compare a carried value with a "
                      "constant");
  unsigned index = argument.getArgNumber();
  std::optional<APInt> start = getConstant(op.getOperand()[index]);
  if (!start)
    return missed(op, "the counter, carried value #" + Twine(index) +
                          ", does not start at a constant");
  std::optional<APInt> step = getStep(op, index);
  if (!step)
    return missed(op, "the counter, carried value #" + Twine(index) +
                          ", does not advance by a constant");
  bool isUnsigned = frontend::hasUnsignedOperand(compare) ||
                    getElementTypeOrSelf(counter).isInteger(1);
  std::optional<uint64_t> trips =
      frontend::countTrips(*by, *start, *bound, *step, isUnsigned);
  if (!trips)
    return missed(op, "it never ends, or its counter wraps around");
  return Counter{index, *start, *step, *trips};
}

//===----------------------------------------------------------------------===//
// Rewriting
//===----------------------------------------------------------------------===//

namespace {
/// Makes one `scf.for` of a counted loop.
class LoopBuilder {
public:
  LoopBuilder(WhileOp op, Counter counter)
      : op(op), counter(counter), b(op.getLoc(), op) {}

  void build() {
    for (unsigned i = 0, e = op.getNumOperands(); i != e; ++i)
      if (i != counter.index && !isInvariant(op, i))
        carried.push_back(i);
    scf::ForOp loop = createLoop();
    moveBody(loop);
    replaceResults(loop);
  }

private:
  scf::ForOp createLoop() {
    SmallVector<Value> inits = llvm::map_to_vector(
        carried, [&](unsigned i) -> Value { return op.getOperand()[i]; });
    Value zero = arith::ConstantIndexOp::create(b, 0);
    Value trips = arith::ConstantIndexOp::create(b, counter.trips);
    Value one = arith::ConstantIndexOp::create(b, 1);
    auto loop = scf::ForOp::create(b, zero, trips, one, inits);
    if (inits.empty())
      loop.getBody()->getTerminator()->erase();
    return loop;
  }

  /// The counter's value in step `step`.
  Value createCounter(Value step) {
    auto type =
        cast<RankedTensorType>(op.getOperand()[counter.index].getType());
    Type element = type.getElementType();
    Value steps = arith::IndexCastOp::create(b, element, step);
    Value width =
        arith::ConstantOp::create(b, b.getIntegerAttr(element, counter.step));
    Value first =
        arith::ConstantOp::create(b, b.getIntegerAttr(element, counter.start));
    Value value =
        arith::AddIOp::create(b, arith::MulIOp::create(b, steps, width), first);
    return tensor::FromElementsOp::create(b, type, value);
  }

  void moveBody(scf::ForOp loop) {
    Block &from = op.getBody().front();
    b.setInsertionPointToEnd(loop.getBody());
    SmallVector<Value> arguments(op.getOperand());
    arguments[counter.index] = createCounter(loop.getInductionVar());
    for (auto [position, i] : llvm::enumerate(carried))
      arguments[i] = loop.getRegionIterArg(position);
    Operation *end = from.getTerminator();
    for (auto [argument, value] : llvm::zip(from.getArguments(), arguments))
      argument.replaceAllUsesWith(value);
    SmallVector<Value> next = llvm::map_to_vector(
        carried, [&](unsigned i) -> Value { return end->getOperand(i); });
    Location loc = end->getLoc();
    end->erase();
    loop.getBody()->getOperations().splice(loop.getBody()->end(),
                                           from.getOperations());
    scf::YieldOp::create(b, loc, next);
  }

  void replaceResults(scf::ForOp loop) {
    SmallVector<Value> results(op.getOperand());
    b.setInsertionPointAfter(loop);
    auto type = cast<RankedTensorType>(op.getResult(counter.index).getType());
    APInt last =
        counter.start +
        counter.step *
            APInt(64, counter.trips).zextOrTrunc(counter.step.getBitWidth());
    results[counter.index] =
        arith::ConstantOp::create(b, DenseElementsAttr::get(type, last));
    for (auto [position, i] : llvm::enumerate(carried))
      results[i] = loop.getResult(position);
    op.replaceAllUsesWith(results);
    op.erase();
  }

  WhileOp op;
  Counter counter;
  ImplicitLocOpBuilder b;
  SmallVector<unsigned> carried; ///< What steps change, but for the counter.
};
} // namespace

namespace {
/// Makes an `scf.while` of any loop.
class WhileBuilder {
public:
  explicit WhileBuilder(WhileOp op) : op(op), b(op.getLoc(), op) {}

  void build() {
    readInvariants();
    for (unsigned i = 0, e = op.getNumOperands(); i != e; ++i)
      if (!isInvariant(op, i))
        carried.push_back(i);
    SmallVector<Value> inits;
    for (unsigned i : carried)
      inits.push_back(op.getOperand()[i]);
    auto loop = scf::WhileOp::create(b, ValueRange(inits).getTypes(), inits);
    moveCondition(loop);
    moveBody(loop);
    SmallVector<Value> results(op.getOperand());
    for (auto [position, i] : llvm::enumerate(carried))
      results[i] = loop.getResult(position);
    op.replaceAllUsesWith(results);
    op.erase();
  }

private:
  /// What no step changes is read from outside.
  void readInvariants() {
    for (unsigned i = 0, e = op.getNumOperands(); i != e; ++i) {
      if (!isInvariant(op, i))
        continue;
      op.getCond().getArgument(i).replaceAllUsesWith(op.getOperand()[i]);
      // What the body returns for it still says that it is one.
      op.getBody().getArgument(i).replaceUsesWithIf(
          op.getOperand()[i], [&](OpOperand &use) {
            return use.getOwner() != op.getBody().front().getTerminator();
          });
    }
  }

  /// Moves a region's ops to a new block with an argument for each carried
  /// value; the old block's terminator.
  Operation *moveOps(Region &from, Region &to) {
    Block *block = b.createBlock(&to);
    for (unsigned i : carried) {
      BlockArgument argument = from.getArgument(i);
      argument.replaceAllUsesWith(
          block->addArgument(argument.getType(), argument.getLoc()));
    }
    Operation *end = from.front().getTerminator();
    block->getOperations().splice(block->end(), from.front().getOperations(),
                                  from.front().begin(), end->getIterator());
    return end;
  }

  void moveCondition(scf::WhileOp loop) {
    Operation *end = moveOps(op.getCond(), loop.getBefore());
    Value predicate =
        tensor::ExtractOp::create(b, end->getOperand(0), ValueRange());
    scf::ConditionOp::create(b, predicate, loop.getBeforeArguments());
  }

  void moveBody(scf::WhileOp loop) {
    Operation *end = moveOps(op.getBody(), loop.getAfter());
    SmallVector<Value> next;
    for (unsigned i : carried)
      next.push_back(end->getOperand(i));
    scf::YieldOp::create(b, end->getLoc(), next);
  }

  WhileOp op;
  ImplicitLocOpBuilder b;
  SmallVector<unsigned> carried; ///< What steps change.
};
} // namespace

LogicalResult frontend::importLoops(ModuleOp module) {
  // Outer loops first: what they do not change is a constant in inner ones.
  SmallVector<WhileOp> loops;
  module.walk<WalkOrder::PreOrder>([&](WhileOp op) { loops.push_back(op); });
  for (WhileOp op : loops) {
    if (failed(refuseUnsupported(op)))
      return failure();
    if (std::optional<Counter> counter = findCounter(op))
      LoopBuilder(op, *counter).build();
    else
      WhileBuilder(op).build();
  }
  return success();
}
