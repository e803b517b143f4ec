//===- EmitGPUKernel.cpp - the code of a kernel's threads -----------------===//
// A thread's row -> its reductions, each when something reads it -> the
// results. Elements of a row that a thread keeps in registers are visited in
// straight lines: what one nest has computed the next ones find in the
// ElementEmitter.

#include "EmitGPUKernel.h"
#include "../Loops/KernelFrame.h"
#include "../Loops/KernelOps.h"
#include "../Loops/LineEmitter.h"
#include "../Loops/ScatterEmitter.h"
#include "EmitGPULines.h"
#include "EmitGPUScatter.h"
#include "GPUEntry.h"
#include "GroupReduction.h"
#include "NestWalker.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/MapVector.h"
#include <vector>

using namespace mlir;
using namespace tp;
using namespace tp::loops;

namespace {

/// The loops of a reduction: `fixed` with those of its result and the reduced
/// ones filled in.
struct ReductionNest {
  Nest result, reduced;
  Indices fixed;

  Indices loops(const Indices &resultAt, const Indices &reducedAt) const {
    Indices all = fixed;
    result.fix(all, resultAt);
    reduced.fix(all, reducedAt);
    return all;
  }
};

class GPUKernelEmitter {
public:
  GPUKernelEmitter(func::FuncOp kernel, const GPUPlan &plan,
                   gpu::GPUModuleOp module)
      : kernel(kernel), plan(plan), builder(kernel.getContext()),
        element(builder, plan.rows), loc(kernel.getLoc()), shared(builder, loc),
        walker(element, plan, frame, loc),
        reduction(element, plan, frame, shared, mostResults(kernel), loc) {
    builder.setInsertionPointToEnd(module.getBody());
  }

  gpu::GPUFuncOp run() {
    function = createEntry(builder, kernel, grid());
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(&function.getBody().front());
    mapOutside(kernel, function, element);
    if (plan.numRows > 0) {
      frame = findThread(builder, plan, loc);
      findRow();
      declareReductions();
      emitResults();
    }
    gpu::ReturnOp::create(builder, loc);
    return function;
  }

  GPUGrid grid() const {
    return {plan.tiles, plan.threadsPerBlock(), shared.bytes()};
  }

private:
  OperandRange outputs() {
    return kernel.getBody().front().getTerminator()->getOperands();
  }

  static unsigned mostResults(func::FuncOp kernel) {
    unsigned most = 0;
    for (Operation *op : opsOf(kernel))
      if (reduces(op))
        most = std::max(most, op->getNumResults());
    return most;
  }

  //===--------------------------------------------------------------------===//
  // Function
  //===--------------------------------------------------------------------===//

  Value number(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }

  Value isBelow(Value index, int64_t bound) {
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, index,
                                 number(bound));
  }

  static Value both(OpBuilder &builder, Location loc, Value a, Value b) {
    if (!a || !b)
      return a ? a : b;
    return arith::AndIOp::create(builder, loc, a, b);
  }

  /// The indices of the thread's row.
  void findRow() {
    if (plan.gridIsGroup)
      return;
    Value row = gpu::BlockIdOp::create(builder, loc, gpu::Dimension::x);
    if (plan.rowsPerBlock > 1) {
      row = arith::MulIOp::create(builder, loc, row, number(plan.rowsPerBlock));
      row = arith::AddIOp::create(builder, loc, row, frame.group);
    }
    if (plan.numRows % plan.rowsPerBlock != 0) {
      frame.hasRow = isBelow(row, plan.numRows);
      row = arith::MinUIOp::create(builder, loc, row, number(plan.numRows - 1));
    }
    SmallVector<int64_t> extents;
    for (const GridDim &dim : plan.rows.grid)
      extents.push_back(dim.extent);
    Indices position =
        walker.delinearize(Index::unknown(row, plan.numRows), extents, 1);
    for (auto [dim, index] : llvm::zip_equal(plan.rows.grid, position))
      element.blockStart[dim.factor] = index.value;
  }

  //===--------------------------------------------------------------------===//
  // Nests
  //===--------------------------------------------------------------------===//

  /// Adds a dimension to `nest`, or its one index to `fixed`.
  void addDimension(Nest &nest, Indices &fixed, unsigned dim, int factor,
                    int64_t extent) {
    if (plan.rows.gridDim(factor)) {
      fixed[dim] = Index::unknown(element.blockStart.lookup(factor), extent);
    } else if (extent == 1) {
      fixed[dim] = element.index.constant(0, loc);
    } else {
      nest.dims.push_back(dim);
      nest.extents.push_back(extent);
    }
  }

  static Indices dryIndices(const Nest &nest) {
    return llvm::map_to_vector<6>(nest.extents, [](int64_t extent) {
      return Index::unknown(nullptr, extent);
    });
  }

  /// Computes the reductions that `visit` reads.
  void require(function_ref<void()> visit) {
    for (auto [value, whole] : element.walkDry({}, visit).reads)
      if (!element.storage[value].computed)
        emitReduction(cast<linalg::LinalgOp>(value.getDefiningOp()));
  }

  //===--------------------------------------------------------------------===//
  // Results
  //===--------------------------------------------------------------------===//

  /// A result and how its elements are visited.
  struct Result {
    Value value, buffer;
    Nest nest;
    Indices fixed;

    Indices at(const Indices &visited) const {
      Indices all = fixed;
      nest.fix(all, visited);
      return all;
    }
  };

  Result resultOf(Value value, Value buffer) {
    auto shape = cast<RankedTensorType>(value.getType()).getShape();
    Result result{value, buffer, {}, Indices(shape.size())};
    for (auto [dim, extent] : llvm::enumerate(shape))
      addDimension(result.nest, result.fixed, dim,
                   plan.rows.domain.factor(value, dim), extent);
    return result;
  }

  /// Results of the same extents in one nest.
  void emitResults() {
    llvm::MapVector<ArrayRef<int64_t>, std::vector<Result>> nests;
    std::vector<Result> results;
    for (auto [value, buffer] : llvm::zip_equal(
             outputs(), resultBuffers(kernel, function.getArguments())))
      results.push_back(resultOf(value, buffer));
    for (Result &result : results)
      if (result.nest.size() > 0)
        nests[result.nest.extents].push_back(result);
    for (auto &[extents, group] : nests)
      emitTogether(group);
  }

  void emitTogether(ArrayRef<Result> results) {
    for (const Result &result : results)
      require([&] {
        element.element(result.value, result.at(dryIndices(result.nest)));
      });
    const Nest &nest = results.front().nest;
    if (plan.gridIsGroup)
      return emitOnce(nest, results);
    if (!walker.isHeld(nest)) {
      walker.visitInLoop(nest, true, {}, [&](const Step &step, ValueRange) {
        store(step, results, elementsOf(step, results));
        storeComputed();
        return SmallVector<Value>();
      });
      return;
    }
    walker.visitHeld(nest, {}, [&](const Step &step, ValueRange) {
      store(step, results, elementsOf(step, results));
      return SmallVector<Value>();
    });
    storeComputed();
  }

  /// The grid has a thread for every vector, and may have more.
  void emitOnce(const Nest &nest, ArrayRef<Result> results) {
    NestWalker::Spread own = walker.spread(nest, true);
    OpBuilder::InsertionGuard guard(builder);
    ElementEmitter::InnerScope scope(element);
    if (own.positions < plan.threadsPerRow) {
      auto choice =
          scf::IfOp::create(builder, loc, isBelow(frame.lane, own.positions));
      builder.setInsertionPointToStart(choice.thenBlock());
    }
    Indices first = walker.delinearize(
        Index::unknown(frame.lane, own.positions), nest.extents, own.vector);
    Step step = walker.stepFrom(first, own.vector);
    store(step, results,
          emitPieces(results, own.vector, cutsOf(results, own.vector), first));
    storeComputed();
  }

  /// By dimension, the positions at which other values are read, as in joined
  /// or padded tensors: on each side, code without branches serves a vector.
  using Cuts = std::vector<SmallVector<int64_t>>;

  Cuts cutsOf(ArrayRef<Result> results, int64_t vector) {
    constexpr int64_t kMostPieces = 9;
    const Nest &nest = results.front().nest;
    Indices at = dryIndices(nest);
    for (auto [number, index] : llvm::enumerate(at))
      index.loop = number;
    NestReads reads = element.walkDry(nest.extents, [&] {
      for (const Result &result : results)
        element.element(result.value, result.at(at));
    });
    Cuts cuts(at.size());
    int64_t pieces = 1;
    for (auto [dim, own] : llvm::enumerate(cuts)) {
      int64_t step = dim + 1 == cuts.size() ? vector : 1;
      for (int64_t cut : reads.breaks[dim])
        if (cut > 0 && cut < nest.extents[dim] && cut % step == 0)
          own.push_back(cut);
      llvm::sort(own);
      own.erase(llvm::unique(own), own.end());
      pieces *= own.size() + 1;
    }
    return pieces <= kMostPieces ? cuts : Cuts(at.size());
  }

  /// The elements of `step`, which starts at `first`, with code of its own on
  /// either side of `cuts[dim][cut]` and of all that follow.
  SmallVector<Value> emitPieces(ArrayRef<Result> results, int64_t vector,
                                const Cuts &cuts, const Indices &first,
                                unsigned dim = 0, unsigned cut = 0) {
    if (dim == cuts.size())
      return elementsOf(walker.stepFrom(first, vector), results);
    if (cut == cuts[dim].size())
      return emitPieces(results, vector, cuts, first, dim + 1);
    int64_t border = cuts[dim][cut];
    Indices below = first, above = first;
    below[dim].high = border - (dim + 1 == cuts.size() ? vector - 1 : 0);
    above[dim].low = border;
    return either(
        isBelow(first[dim].value, border), elementTypes(results, vector),
        [&] { return emitPieces(results, vector, cuts, below, dim + 1); },
        [&] { return emitPieces(results, vector, cuts, above, dim, cut + 1); });
  }

  /// Values that depend on a condition.
  SmallVector<Value> either(Value condition, TypeRange types,
                            function_ref<SmallVector<Value>()> yes,
                            function_ref<SmallVector<Value>()> no) {
    auto choice = scf::IfOp::create(builder, loc, types, condition,
                                    /*addThenBlock=*/true,
                                    /*addElseBlock=*/true);
    OpBuilder::InsertionGuard guard(builder);
    auto fill = [&](Block *block, function_ref<SmallVector<Value>()> values) {
      ElementEmitter::InnerScope scope(element);
      builder.setInsertionPointToStart(block);
      scf::YieldOp::create(builder, loc, values());
    };
    fill(choice.thenBlock(), yes);
    fill(choice.elseBlock(), no);
    return SmallVector<Value>(choice.getResults());
  }

  static SmallVector<Type> elementTypes(ArrayRef<Result> results,
                                        int64_t vector) {
    SmallVector<Type> types;
    for (const Result &result : results)
      types.append(
          vector,
          cast<RankedTensorType>(result.value.getType()).getElementType());
    return types;
  }

  /// An element of a result that waits to be stored: all are read before the
  /// first is written, so that reads of neighbours, and writes, can be joined.
  struct Computed {
    const Result *result;
    Indices at;
    Value value, active;
  };

  /// The elements of a step, result by result.
  SmallVector<Value> elementsOf(const Step &step, ArrayRef<Result> results) {
    SmallVector<Value> values;
    for (const Result &result : results)
      for (const Indices &visited : step.elements)
        values.push_back(element.element(result.value, result.at(visited)));
    return values;
  }

  /// Has the elements of a step wait to be stored.
  void store(const Step &step, ArrayRef<Result> results, ValueRange values) {
    Value active = both(builder, loc, frame.hasRow, step.active);
    for (const Result &result : results)
      for (const Indices &visited : step.elements) {
        computed.push_back(
            {&result, result.at(visited), values.front(), active});
        values = values.drop_front();
      }
  }

  void storeComputed() {
    for (unsigned first = 0; first < computed.size();) {
      Value active = computed[first].active;
      OpBuilder::InsertionGuard guard(builder);
      if (active) {
        auto choice = scf::IfOp::create(builder, loc, active);
        builder.setInsertionPointToStart(choice.thenBlock());
      }
      for (; first < computed.size() && computed[first].active == active;
           ++first)
        element.store(computed[first].result->value, computed[first].at,
                      computed[first].value, computed[first].result->buffer);
    }
    computed.clear();
  }

  //===--------------------------------------------------------------------===//
  // Reductions
  //===--------------------------------------------------------------------===//

  /// Reductions are what is kept: in a register of every thread, or, if they
  /// have several elements in a row, in shared memory.
  void declareReductions() {
    for (Operation *op : opsOf(kernel))
      if (reduces(op))
        for (Value result : op->getResults())
          element.storage[result].isBlock = true;
  }

  /// Reduced dimensions in the order in which the first input has them.
  static SmallVector<unsigned> reducedDims(linalg::LinalgOp op) {
    llvm::SetVector<unsigned> ordered;
    SmallVector<unsigned> reduced;
    op.getReductionDims(reduced);
    if (op.getNumDpsInputs() > 0) {
      AffineMap map = op.getMatchingIndexingMap(op.getDpsInputOperand(0));
      for (AffineExpr expr : map.getResults())
        if (auto dim = dyn_cast<AffineDimExpr>(expr))
          if (llvm::is_contained(reduced, dim.getPosition()))
            ordered.insert(dim.getPosition());
    }
    SmallVector<unsigned> dims = llvm::filter_to_vector(
        reduced, [&](unsigned dim) { return !ordered.contains(dim); });
    llvm::append_range(dims, ordered);
    return dims;
  }

  ReductionNest reductionNest(linalg::LinalgOp op) {
    ReductionNest nest;
    SmallVector<int64_t> extents = op.getStaticLoopRanges();
    SmallVector<int> factors = factorsOfLoops(op, plan.rows.domain);
    nest.fixed.resize(extents.size());
    for (auto [dim, kind] : llvm::enumerate(op.getIteratorTypesArray()))
      if (kind == utils::IteratorType::parallel)
        addDimension(nest.result, nest.fixed, dim, factors[dim], extents[dim]);
    for (unsigned dim : reducedDims(op))
      addDimension(nest.reduced, nest.fixed, dim, RowDomain::kNone,
                   extents[dim]);
    return nest;
  }

  void emitReduction(linalg::LinalgOp op) {
    ReductionNest nest = reductionNest(op);
    Indices dry = nest.loops(dryIndices(nest.result), dryIndices(nest.reduced));
    require([&] {
      element.initialValues(op, dry);
      element.body(op, dry, {});
    });
    SmallVector<Combiner> combiners = combinersOf(op);
    if (nest.result.extents.empty()) {
      if (combiners.empty())
        keep(op, nest, {}, reduceAlone(op, nest, {}));
      else
        keep(op, nest, {}, reduceTogether(op, nest, {}, combiners, true));
    } else {
      createBuffers(op);
      if (isBetterTogether(nest, combiners))
        reduceOneByOne(op, nest, combiners);
      else
        reduceEachAlone(op, nest);
      gpu::BarrierOp::create(builder, loc);
    }
    for (Value result : op->getResults())
      element.storage[result].computed = true;
  }

  /// Whether all threads should do one result after the other, and not each its
  /// own.
  bool isBetterTogether(const ReductionNest &nest,
                        ArrayRef<Combiner> combiners) const {
    constexpr int64_t kCombine = 16;
    int64_t threads = plan.threadsPerRow, results = nest.result.size(),
            reduced = nest.reduced.size();
    int64_t together = results * ((reduced + threads - 1) / threads + kCombine);
    int64_t alone = (results + threads - 1) / threads * reduced;
    return !combiners.empty() && threads > 1 && together < alone;
  }

  /// Memory for reductions with several elements in a row.
  void createBuffers(linalg::LinalgOp op) {
    for (Value result : op->getResults()) {
      int64_t bytes = llvm::alignTo(plan.rows.blockBytes(result), 16);
      Value offset = number(shared.reserve(bytes * plan.rowsPerBlock));
      if (plan.rowsPerBlock > 1)
        offset = arith::AddIOp::create(
            builder, loc, offset,
            arith::MulIOp::create(builder, loc, frame.group, number(bytes)));
      element.storage[result].buffer = shared.view(
          offset, plan.rows.blockShape(result),
          storageType(
              cast<RankedTensorType>(result.getType()).getElementType()));
    }
  }

  void keep(linalg::LinalgOp op, const ReductionNest &nest,
            const Indices &resultAt, ValueRange values) {
    Indices loops = nest.loops(resultAt, dryIndices(nest.reduced));
    for (auto [number, value] : llvm::enumerate(values))
      element.store(op->getResult(number),
                    ElementEmitter::resultIndices(op, number, loops), value);
  }

  /// One result, by the present thread.
  SmallVector<Value> reduceAlone(linalg::LinalgOp op, const ReductionNest &nest,
                                 const Indices &resultAt) {
    Indices at;
    SmallVector<Value> sums = element.initialValues(
        op, nest.loops(resultAt, dryIndices(nest.reduced)));
    return walker.visitAll(nest.reduced, at, sums, [&](ValueRange carried) {
      return element.body(op, nest.loops(resultAt, at), carried);
    });
  }

  void reduceEachAlone(linalg::LinalgOp op, const ReductionNest &nest) {
    walker.visitInLoop(
        nest.result, false, {}, [&](const Step &step, ValueRange) {
          const Indices &resultAt = step.elements.front();
          keep(op, nest, resultAt, reduceAlone(op, nest, resultAt));
          return SmallVector<Value>();
        });
  }

  /// One result, by all threads of the group, which all get it.
  SmallVector<Value> reduceTogether(linalg::LinalgOp op,
                                    const ReductionNest &nest,
                                    const Indices &resultAt,
                                    ArrayRef<Combiner> combiners,
                                    bool mayHold) {
    SmallVector<Value> parts;
    for (const Combiner &combiner : combiners)
      parts.push_back(
          arith::ConstantOp::create(builder, loc, combiner.neutral));
    auto add = [&](const Step &step, ValueRange carried) {
      SmallVector<Value> sums(carried);
      for (const Indices &at : step.elements)
        sums = element.body(op, nest.loops(resultAt, at), sums);
      if (step.active)
        for (auto [sum, old] : llvm::zip_equal(sums, carried))
          sum = arith::SelectOp::create(builder, loc, step.active, sum, old);
      return sums;
    };
    if (nest.reduced.size() > 0)
      parts = mayHold && walker.isHeld(nest.reduced)
                  ? walker.visitHeld(nest.reduced, parts, add)
                  : walker.visitInLoop(nest.reduced, true, parts, add);
    parts = reduction.combine(combiners, parts);
    SmallVector<Value> first = element.initialValues(
        op, nest.loops(resultAt, dryIndices(nest.reduced)));
    for (auto [combiner, part, init] : llvm::zip_equal(combiners, parts, first))
      part = combiner.combine(builder, init, part);
    return parts;
  }

  void reduceOneByOne(linalg::LinalgOp op, const ReductionNest &nest,
                      ArrayRef<Combiner> combiners) {
    auto loop = scf::ForOp::create(builder, loc, number(0),
                                   number(nest.result.size()), number(1));
    OpBuilder::InsertionGuard guard(builder);
    ElementEmitter::InnerScope scope(element);
    builder.setInsertionPointToStart(loop.getBody());
    Indices resultAt = walker.delinearize(
        Index::unknown(loop.getInductionVar(), nest.result.size()),
        nest.result.extents, 1);
    SmallVector<Value> sums =
        reduceTogether(op, nest, resultAt, combiners, false);
    {
      OpBuilder::InsertionGuard guard(builder);
      auto choice = scf::IfOp::create(builder, loc, isBelow(frame.lane, 1));
      builder.setInsertionPointToStart(choice.thenBlock());
      keep(op, nest, resultAt, sums);
    }
    // The next round writes what this one reads.
    gpu::BarrierOp::create(builder, loc);
  }

  func::FuncOp kernel;
  gpu::GPUFuncOp function;
  const GPUPlan &plan;
  OpBuilder builder;
  ElementEmitter element;
  Location loc;
  ThreadFrame frame;
  SharedMemory shared;
  NestWalker walker;
  GroupReduction reduction;
  std::vector<Computed> computed;
};

} // namespace

FailureOr<gpu::GPUFuncOp>
tp::emitGPUKernel(func::FuncOp kernel, gpu::GPUModuleOp module, GPUGrid &grid) {
  if (loops::lineOpOf(kernel))
    return emitGPULines(kernel, module, grid);
  if (loops::scatterOf(kernel))
    return emitGPUScatter(kernel, module, grid);
  FailureOr<GPUPlan> plan = planGPUKernel(kernel);
  if (failed(plan))
    return failure();
  GPUKernelEmitter emitter(kernel, *plan, module);
  if (failed(checkGrid(kernel, emitter.grid())))
    return failure();
  gpu::GPUFuncOp function = emitter.run();
  grid = emitter.grid();
  return function;
}
