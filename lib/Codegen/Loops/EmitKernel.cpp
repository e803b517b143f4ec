//===- EmitKernel.cpp - the loops of a kernel --------------------------===//
// tiles -> blocks -> the stored values of a block, each in a nest of its own
// unless another nest visits the same elements and can store it on its way.

#include "EmitKernel.h"
#include "../Dispatch/DispatchOps.h"
#include "ElementEmitter.h"
#include "EmitLines.h"
#include "EmitScatter.h"
#include "KernelFrame.h"
#include "KernelOps.h"
#include "LineEmitter.h"
#include "PlanKernel.h"
#include "ScatterEmitter.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

namespace {

/// One loop of a nest.
struct Loop {
  int64_t extent;
  Value size;                ///< When a block may be partial, else null.
  Value start;               ///< First index, else null for 0.
  int64_t bound;             ///< Above every index, of any block.
  SmallVector<int64_t> cuts; ///< The ranges that it is split into.
};

class KernelEmitter {
public:
  KernelEmitter(func::FuncOp kernel, const KernelPlan &plan, ModuleOp module)
      : kernel(kernel), plan(plan), builder(kernel.getContext()),
        element(builder, plan), loc(kernel.getLoc()) {
    builder.setInsertionPointToEnd(module.getBody());
  }

  func::FuncOp run() {
    createFunction();
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(&function.getBody().front());
    mapOutside(kernel, function, element);
    createStorage();
    emitTiles();
    func::ReturnOp::create(builder, loc);
    return function;
  }

private:
  Block &body() { return kernel.getBody().front(); }
  OperandRange outputs() { return body().getTerminator()->getOperands(); }

  //===--------------------------------------------------------------------===//
  // Function
  //===--------------------------------------------------------------------===//

  void createFunction() {
    SmallVector<Type> types = memoryTypes(kernel);
    types.append(2, builder.getIndexType());
    function = func::FuncOp::create(builder, loc, kernel.getName(),
                                    builder.getFunctionType(types, {}));
    function.addEntryBlock();
  }

  void createStorage() {
    for (auto [output, buffer] : llvm::zip_equal(
             outputs(), resultBuffers(kernel, function.getArguments()))) {
      if (isa<BlockArgument>(output) || element.storage.contains(output))
        copies.push_back({output, buffer});
      else
        element.storage[output].buffer = buffer;
    }
    for (Value value : plan.stored) {
      Storage &storage = element.storage[value];
      if (storage.buffer)
        continue;
      storage.isBlock = true;
      SmallVector<int64_t> shape = plan.blockShape(value);
      if (llvm::all_of(shape, [](int64_t extent) { return extent == 1; }) &&
          !storedByBlock(value))
        continue;
      Type type =
          storageType(cast<RankedTensorType>(value.getType()).getElementType());
      storage.buffer =
          memref::AllocaOp::create(builder, loc, MemRefType::get(shape, type),
                                   builder.getI64IntegerAttr(64));
    }
  }

  /// Whether a reduction's loops keep its sums in memory.
  bool storedByBlock(Value value) {
    auto op = dyn_cast<linalg::LinalgOp>(value.getDefiningOp());
    return op && !isParallel(op) && !reducesInnermost(op);
  }

  //===--------------------------------------------------------------------===//
  // Tiles and blocks
  //===--------------------------------------------------------------------===//

  Value number(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }

  scf::ForOp loop(Value from, Value to) {
    auto loop = scf::ForOp::create(builder, loc, from, to, number(1));
    builder.setInsertionPointToStart(loop.getBody());
    return loop;
  }

  void emitTiles() {
    unsigned count = function.getNumArguments();
    OpBuilder::InsertionGuard guard(builder);
    Value tile =
        loop(function.getArgument(count - 2), function.getArgument(count - 1))
            .getInductionVar();
    if (plan.blocksPerTile == 1)
      return emitBlock(tile);
    Value blocks = number(plan.blocksPerTile);
    Value first = arith::MulIOp::create(builder, loc, tile, blocks);
    Value last = arith::AddIOp::create(builder, loc, first, blocks);
    if (plan.numBlocks % plan.blocksPerTile != 0)
      last = arith::MinSIOp::create(builder, loc, last, number(plan.numBlocks));
    emitBlock(loop(first, last).getInductionVar());
  }

  void emitBlock(Value block) {
    int64_t stride = 1;
    for (const GridDim &dim : llvm::reverse(plan.grid)) {
      int64_t blocks = dim.numBlocks();
      Value position = block;
      if (stride != 1)
        position =
            arith::DivUIOp::create(builder, loc, position, number(stride));
      if (stride * blocks != plan.numBlocks)
        position =
            arith::RemUIOp::create(builder, loc, position, number(blocks));
      Value start = position;
      if (dim.block != 1)
        start = arith::MulIOp::create(builder, loc, start, number(dim.block));
      element.blockStart[dim.factor] = start;
      if (dim.extent % dim.block != 0) {
        Value rest =
            arith::SubIOp::create(builder, loc, number(dim.extent), start);
        blockSize[dim.factor] =
            arith::MinSIOp::create(builder, loc, rest, number(dim.block));
      }
      stride *= blocks;
    }
    for (Value output : outputs())
      if (!isa<BlockArgument>(output))
        ensure(output);
    for (auto [value, buffer] : copies)
      emitElementwise(value, buffer);
  }

  //===--------------------------------------------------------------------===//
  // Nests
  //===--------------------------------------------------------------------===//

  /// The loop over one block of a dimension of a stored value; none when the
  /// dimension has one index, which `at` then is.
  std::optional<Loop> loopOver(int factor, int64_t extent, Index &at) {
    const GridDim *row = plan.gridDim(factor);
    if (!row && extent == 1) {
      at = element.index.constant(0, loc);
      return std::nullopt;
    }
    if (!row)
      return Loop{extent, nullptr, nullptr, extent, {}};
    Value start = element.blockStart.lookup(factor);
    if (row->block == 1) {
      at = Index::unknown(start, extent);
      return std::nullopt;
    }
    return Loop{row->block, blockSize.lookup(factor), start, row->extent, {}};
  }

  /// Makes sure that a stored value is computed for this block.
  void ensure(Value value) {
    if (element.storage[value].computed)
      return;
    auto op = dyn_cast<linalg::LinalgOp>(value.getDefiningOp());
    if (op && !isParallel(op))
      emitReduction(op);
    else
      emitElementwise(value);
  }

  /// Makes sure of all stored values that `values` are computed from.
  void ensureSources(ValueRange values) {
    SmallVector<Value> pending(values);
    DenseSet<Value> seen;
    while (!pending.empty()) {
      Value value = pending.pop_back_val();
      if (!seen.insert(value).second)
        continue;
      if (plan.stored.contains(value))
        ensure(value);
      else if (Operation *def = value.getDefiningOp())
        llvm::append_range(pending, def->getOperands());
    }
  }

  using Body = function_ref<SmallVector<Value>(const Indices &, ValueRange)>;

  /// What `visit` finds when it reads elements in this nest: splits the loops,
  /// computes first what must be, and lets the rest be computed on the way.
  void prepare(MutableArrayRef<Loop> loops,
               function_ref<void(const Indices &)> visit) {
    SmallVector<int64_t> extents;
    Indices at;
    for (auto [number, loop] : llvm::enumerate(loops)) {
      extents.push_back(loop.extent);
      Index index = Index::unknown(nullptr, loop.bound);
      index.loop = number;
      at.push_back(index);
    }
    NestReads reads = element.walkDry(extents, [&] { visit(at); });
    for (auto [value, onTheWay] : reads.reads)
      if (!onTheWay)
        ensure(value);
    element.computedOnTheWay.clear();
    for (auto [value, onTheWay] : reads.reads)
      if (onTheWay && !element.storage[value].computed)
        element.computedOnTheWay.insert(value);
    for (auto [loop, breaks] : llvm::zip_equal(loops, reads.breaks))
      loop.cuts = cutsOf(loop, breaks);
  }

  static SmallVector<int64_t> cutsOf(const Loop &loop,
                                     ArrayRef<int64_t> breaks) {
    SmallVector<int64_t> cuts{0, loop.extent};
    if (!loop.start)
      for (int64_t at : breaks)
        if (at > 0 && at < loop.extent)
          cuts.push_back(at);
    llvm::sort(cuts);
    cuts.erase(llvm::unique(cuts), cuts.end());
    return cuts;
  }

  void finishNest() {
    for (Value value : element.computedOnTheWay)
      element.storage[value].computed = true;
    element.computedOnTheWay.clear();
  }

  SmallVector<Value> nest(ArrayRef<Loop> loops, Indices &at, ValueRange carried,
                          Body body) {
    if (at.size() == loops.size()) {
      return body(at, carried);
    }
    const Loop &loop = loops[at.size()];
    SmallVector<Value> values(carried);
    for (unsigned piece = 0; piece + 1 < loop.cuts.size(); ++piece)
      values = emitLoop(loops, loop.cuts[piece], loop.cuts[piece + 1], at,
                        values, body);
    return values;
  }

  SmallVector<Value> emitLoop(ArrayRef<Loop> loops, int64_t from, int64_t to,
                              Indices &at, ValueRange carried, Body body) {
    const Loop &spec = loops[at.size()];
    OpBuilder::InsertionGuard guard(builder);
    Value end = spec.size ? spec.size : number(to);
    auto loop =
        scf::ForOp::create(builder, loc, number(from), end, number(1), carried);
    builder.setInsertionPointToStart(loop.getBody());
    Index index{loop.getInductionVar(), from, to};
    if (spec.start) {
      index.value = arith::AddIOp::create(builder, loc, spec.start,
                                          loop.getInductionVar());
      index.low = 0;
      index.high = spec.bound;
      element.withinBlock[index.value] = loop.getInductionVar();
    }
    at.push_back(index);
    SmallVector<Value> results =
        nest(loops, at, loop.getRegionIterArgs(), body);
    at.pop_back();
    if (!carried.empty()) {
      builder.setInsertionPointToEnd(loop.getBody());
      scf::YieldOp::create(builder, loc, results);
    }
    return SmallVector<Value>(loop.getResults());
  }

  /// The loops over a value that is computed from others; into its own storage,
  /// or copied into `copy`.
  void emitElementwise(Value value, Value copy = nullptr) {
    SmallVector<Loop> loops;
    SmallVector<int> loopOf; // By dimension; -1 where the index is fixed.
    Indices fixed;
    auto shape = cast<RankedTensorType>(value.getType()).getShape();
    for (auto [dim, extent] : llvm::enumerate(shape)) {
      Index at = Index::unknown(nullptr, extent);
      std::optional<Loop> loop =
          loopOver(plan.domain.factor(value, dim), extent, at);
      loopOf.push_back(loop ? int(loops.size()) : -1);
      if (loop)
        loops.push_back(*loop);
      fixed.push_back(at);
    }
    auto indices = [&](const Indices &loopIndices) {
      Indices at = fixed;
      for (auto [dim, loop] : llvm::enumerate(loopOf))
        if (loop >= 0)
          at[dim] = loopIndices[loop];
      return at;
    };
    auto read = [&](const Indices &at) {
      return copy ? element.element(value, indices(at))
                  : element.compute(value, indices(at));
    };
    prepare(loops, [&](const Indices &at) { read(at); });
    Indices at;
    nest(loops, at, {}, [&](const Indices &at, ValueRange) {
      element.newScope();
      element.store(value, indices(at), read(at), copy);
      return SmallVector<Value>();
    });
    finishNest();
    if (!copy)
      element.storage[value].computed = true;
  }

  //===--------------------------------------------------------------------===//
  // Reductions
  //===--------------------------------------------------------------------===//

  /// The loops of a reduction: those of its result and the reduced ones.
  struct ReductionLoops {
    SmallVector<Loop> loops;
    SmallVector<int> loopOf; ///< By iteration dimension; -1 where fixed.
    Indices fixed;
    unsigned outer; ///< Loops before the inner group.
  };

  ReductionLoops reductionLoops(linalg::LinalgOp op) {
    ReductionLoops result;
    auto kinds = op.getIteratorTypesArray();
    SmallVector<int64_t> extents = op.getStaticLoopRanges();
    result.loopOf.assign(extents.size(), -1);
    for (int64_t extent : extents)
      result.fixed.push_back(Index::unknown(nullptr, extent));
    SmallVector<int> factors = factorsOfLoops(op, plan.domain);
    bool inner = reducesInnermost(op);
    auto addLoops = [&](bool parallel) {
      for (auto [dim, kind] : llvm::enumerate(kinds)) {
        if ((kind == utils::IteratorType::parallel) != parallel)
          continue;
        std::optional<Loop> loop =
            loopOver(factors[dim], extents[dim], result.fixed[dim]);
        if (!loop)
          continue;
        result.loopOf[dim] = result.loops.size();
        result.loops.push_back(*loop);
      }
    };
    addLoops(/*parallel=*/inner);
    result.outer = result.loops.size();
    addLoops(/*parallel=*/!inner);
    return result;
  }

  static Indices iteration(const ReductionLoops &loops, const Indices &at) {
    Indices result = loops.fixed;
    for (auto [dim, loop] : llvm::enumerate(loops.loopOf))
      if (loop >= 0 && loop < int(at.size()))
        result[dim] = at[loop];
    return result;
  }

  void storeResults(linalg::LinalgOp op, const Indices &iteration,
                    ValueRange values) {
    for (auto [number, value] : llvm::enumerate(values))
      if (plan.stored.contains(op->getResult(number)))
        element.store(op->getResult(number),
                      ElementEmitter::resultIndices(op, number, iteration),
                      value);
  }

  void emitReduction(linalg::LinalgOp op) {
    ensureSources(op.getDpsInits());
    ReductionLoops spec = reductionLoops(op);
    prepare(spec.loops, [&](const Indices &at) {
      element.body(op, iteration(spec, at), {});
    });
    if (reducesInnermost(op))
      reduceInRegisters(op, spec);
    else
      reduceInMemory(op, spec);
    finishNest();
    for (Value result : op->getResults())
      element.storage[result].computed = true;
  }

  void reduceInRegisters(linalg::LinalgOp op, ReductionLoops &spec) {
    ArrayRef<Loop> outer = ArrayRef(spec.loops).take_front(spec.outer);
    Indices at;
    nest(outer, at, {}, [&](const Indices &outerAt, ValueRange) {
      element.newScope();
      SmallVector<Value> sums =
          element.initialValues(op, iteration(spec, outerAt));
      Indices all = outerAt;
      sums = nest(spec.loops, all, sums,
                  [&](const Indices &at, ValueRange carried) {
                    element.newScope();
                    return element.body(op, iteration(spec, at), carried);
                  });
      storeResults(op, iteration(spec, outerAt), sums);
      return SmallVector<Value>();
    });
  }

  void reduceInMemory(linalg::LinalgOp op, ReductionLoops &spec) {
    ArrayRef<Loop> inner = ArrayRef(spec.loops).drop_front(spec.outer);
    auto withInner = [&](const Indices &at) {
      Indices result = spec.fixed;
      for (auto [dim, loop] : llvm::enumerate(spec.loopOf))
        if (loop >= int(spec.outer))
          result[dim] = at[loop - spec.outer];
      return result;
    };
    Indices at;
    nest(inner, at, {}, [&](const Indices &at, ValueRange) {
      element.newScope();
      Indices iteration = withInner(at);
      storeResults(op, iteration, element.initialValues(op, iteration));
      return SmallVector<Value>();
    });
    at.clear();
    nest(spec.loops, at, {}, [&](const Indices &at, ValueRange) {
      element.newScope();
      Indices all = iteration(spec, at);
      SmallVector<Value> sums;
      for (auto [number, result] : llvm::enumerate(op->getResults()))
        sums.push_back(
            element.load(result, element.storage[result],
                         ElementEmitter::resultIndices(op, number, all)));
      storeResults(op, all, element.body(op, all, sums));
      return SmallVector<Value>();
    });
  }

  func::FuncOp kernel, function;
  const KernelPlan &plan;
  OpBuilder builder;
  ElementEmitter element;
  Location loc;
  DenseMap<int, Value> blockSize;
  /// Results that are arguments, or other results too: value and destination.
  SmallVector<std::pair<Value, Value>> copies;
};

} // namespace

FailureOr<func::FuncOp> tp::emitKernelLoops(func::FuncOp kernel,
                                            ModuleOp module, int64_t &tiles) {
  if (lineOpOf(kernel))
    return emitLineKernel(kernel, module, tiles);
  if (scatterOf(kernel))
    return emitScatterKernel(kernel, module, tiles);
  FailureOr<KernelPlan> plan = planKernel(kernel);
  if (failed(plan))
    return failure();
  tiles = plan->numTiles();
  return KernelEmitter(kernel, *plan, module).run();
}
