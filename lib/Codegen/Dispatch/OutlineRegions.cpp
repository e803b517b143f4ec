//===- OutlineRegions.cpp - loops and branches as commands ----------------===//
// What a loop or branch runs becomes a function, a small program like the one
// around it, so that all that follows sees straight-line code only. Inner ones
// first: then an outer body holds commands.

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"
#include "tp/Codegen/Passes.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TPRT/ArgumentLayout.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/ADT/TypeSwitch.h"

namespace tp {
#define GEN_PASS_DEF_OUTLINEREGIONSPASS
#include "tp/Codegen/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

namespace {

/// What regions read of the code around them.
struct Captures {
  /// Tensors: arguments of the function.
  llvm::SetVector<Value> tensors;
  /// Computed again inside, in order: constants, scalars and what they need.
  llvm::SetVector<Operation *> clones;

  void add(Value value) {
    Operation *def = value.getDefiningOp();
    bool isTensor = isa<RankedTensorType>(value.getType());
    if (!def || (isTensor && !isFree(def))) {
      tensors.insert(value);
      return;
    }
    if (clones.contains(def))
      return;
    for (Value operand : def->getOperands())
      add(operand);
    clones.insert(def);
  }

  static bool isFree(Operation *def) {
    return def->hasTrait<OpTrait::ConstantLike>() || isa<tensor::EmptyOp>(def);
  }
};

/// Replaces one loop or branch.
class Outliner {
public:
  Outliner(Operation *op, SymbolTable &symbols)
      : op(op), loc(op->getLoc()), symbols(symbols), builder(op) {}

  LogicalResult run() {
    for (Type type : op->getResultTypes())
      if (!isa<RankedTensorType>(type))
        return emitUnsupported(op) << "carries a value of type " << type
                                   << ", only tensors are supported";
    // Nobody sees what it does.
    if (op->getNumResults() == 0)
      return op->erase(), success();
    return TypeSwitch<Operation *, LogicalResult>(op)
        .Case([&](scf::WhileOp loop) { return outlineWhile(loop); })
        .Case([&](scf::ForOp loop) { return outlineFor(loop); })
        .Case([&](scf::IfOp branch) { return outlineIf(branch); })
        .Case([&](scf::IndexSwitchOp branch) { return outlineSwitch(branch); });
  }

private:
  //===--------------------------------------------------------------------===//
  // Functions
  //===--------------------------------------------------------------------===//

  Captures capturesOf(ArrayRef<Region *> regions) {
    llvm::SetVector<Value> used;
    for (Region *region : regions)
      getUsedValuesDefinedAbove(*region, used);
    Captures captures;
    for (Value value : used)
      captures.add(value);
    return captures;
  }

  /// A function of `carried` and then of the captured tensors. `emit` makes its
  /// body at the end of the builder's block, of the mapped captures and the
  /// carried arguments, and gives what it returns.
  func::FuncOp createFunction(
      StringRef name, TypeRange carried, const Captures &captures,
      function_ref<SmallVector<Value>(IRMapping &, ValueRange)> emit) {
    OpBuilder::InsertionGuard guard(builder);
    SmallVector<Type> arguments(carried);
    for (Value tensor : captures.tensors)
      arguments.push_back(tensor.getType());
    auto parent = op->getParentOfType<func::FuncOp>();
    auto function =
        func::FuncOp::create(loc, (parent.getName() + "_" + name).str(),
                             builder.getFunctionType(arguments, {}));
    function.setPrivate();
    function->setAttr(tprt::TPRTDialect::kRegionAttr, builder.getUnitAttr());
    Block *body = function.addEntryBlock();
    builder.setInsertionPointToStart(body);
    IRMapping mapping;
    ValueRange own =
        ValueRange(body->getArguments()).take_front(carried.size());
    for (auto [tensor, argument] : llvm::zip_equal(
             captures.tensors, body->getArguments().drop_front(own.size())))
      mapping.map(tensor, argument);
    for (Operation *clone : captures.clones)
      builder.clone(*clone, mapping);
    SmallVector<Value> results = emit(mapping, own);
    func::ReturnOp::create(builder, loc, results);
    function.setFunctionType(
        builder.getFunctionType(arguments, ValueRange(results).getTypes()));
    symbols.insert(function);
    return function;
  }

  /// Each value carried into an iteration makes room for the next one's.
  void donateCarried(func::FuncOp function, unsigned count) {
    for (unsigned i = 0; i < count; ++i)
      function.setArgAttr(i, tprt::kDonatedResultAttr,
                          builder.getI64IntegerAttr(i));
  }

  /// Copies a block's ops to the builder's place; what its terminator has
  /// there.
  SmallVector<Value> inlineBlock(Block &block, ValueRange arguments,
                                 IRMapping &mapping) {
    mapping.map(block.getArguments(), arguments);
    for (Operation &inner : block.without_terminator())
      builder.clone(inner, mapping);
    return llvm::map_to_vector(
        block.getTerminator()->getOperands(),
        [&](Value value) -> Value { return mapping.lookupOrDefault(value); });
  }

  /// The tensor that a scalar is of.
  Value tensorOf(Value scalar) {
    if (auto cast = scalar.getDefiningOp<arith::IndexCastOp>())
      scalar = cast.getIn();
    auto extract = scalar.getDefiningOp<tensor::ExtractOp>();
    if (extract && extract.getIndices().empty())
      return extract.getTensor();
    auto type = RankedTensorType::get({}, scalar.getType());
    Value empty = tensor::EmptyOp::create(builder, loc, ArrayRef<int64_t>{},
                                          scalar.getType());
    return linalg::FillOp::create(builder, loc, type, scalar, empty)
        .getResult(0);
  }

  void replaceBy(ValueRange results) {
    op->replaceAllUsesWith(results);
    op->erase();
  }

  //===--------------------------------------------------------------------===//
  // Loops
  //===--------------------------------------------------------------------===//

  /// The condition is computed before the loop and again at the end of each
  /// iteration: so an iteration is one function, and what it decides by is
  /// carried.
  LogicalResult outlineWhile(scf::WhileOp loop) {
    Captures captures = capturesOf({&loop.getBefore(), &loop.getAfter()});
    auto condition = [&](ValueRange arguments, IRMapping &mapping) {
      SmallVector<Value> values =
          inlineBlock(*loop.getBeforeBody(), arguments, mapping);
      // What goes on, and then whether it does.
      Value predicate = tensorOf(values.front());
      values.erase(values.begin());
      values.push_back(predicate);
      return values;
    };
    IRMapping outside;
    SmallVector<Value> inits = condition(loop.getInits(), outside);
    func::FuncOp step = createFunction(
        "loop", ValueRange(inits).getTypes(), captures,
        [&](IRMapping &mapping, ValueRange carried) {
          SmallVector<Value> next =
              inlineBlock(*loop.getAfterBody(), carried.drop_back(), mapping);
          return condition(next, mapping);
        });
    donateCarried(step, inits.size());
    auto command = createLoop(step, captures, inits, /*trips=*/nullptr);
    replaceBy(command.getResult().drop_back());
    return success();
  }

  LogicalResult outlineFor(scf::ForOp loop) {
    APInt lower, upper, step;
    if (!matchPattern(loop.getLowerBound(), m_ConstantInt(&lower)) ||
        !matchPattern(loop.getUpperBound(), m_ConstantInt(&upper)) ||
        !matchPattern(loop.getStep(), m_ConstantInt(&step)) ||
        !loop.getInductionVar().use_empty())
      return emitUnsupported(op) << "counts in a way that no command does";
    int64_t span = upper.getSExtValue() - lower.getSExtValue();
    int64_t trips =
        std::max<int64_t>(0, llvm::divideCeilSigned(span, step.getSExtValue()));
    Captures captures = capturesOf({&loop.getRegion()});
    func::FuncOp body = createFunction(
        "loop", loop.getResultTypes(), captures,
        [&](IRMapping &mapping, ValueRange carried) {
          mapping.map(loop.getRegionIterArgs(), carried);
          for (Operation &inner : loop.getBody()->without_terminator())
            builder.clone(inner, mapping);
          return llvm::map_to_vector(loop.getYieldedValues(),
                                     [&](Value value) -> Value {
                                       return mapping.lookupOrDefault(value);
                                     });
        });
    donateCarried(body, loop.getNumResults());
    auto command = createLoop(body, captures, loop.getInitArgs(),
                              builder.getI64IntegerAttr(trips));
    replaceBy(command.getResult());
    return success();
  }

  tprt::LoopOp createLoop(func::FuncOp body, const Captures &captures,
                          ValueRange inits, IntegerAttr trips) {
    return tprt::LoopOp::create(builder, loc, inits.getTypes(), trips,
                                /*predicate=*/Value(),
                                FlatSymbolRefAttr::get(body),
                                captures.tensors.getArrayRef(), inits);
  }

  //===--------------------------------------------------------------------===//
  // Branches
  //===--------------------------------------------------------------------===//

  LogicalResult outlineIf(scf::IfOp branch) {
    return outlineBranch(branch.getCondition(),
                         {&branch.getElseRegion(), &branch.getThenRegion()});
  }

  LogicalResult outlineSwitch(scf::IndexSwitchOp branch) {
    SmallVector<Region *> regions;
    for (auto [number, value] : llvm::enumerate(branch.getCases())) {
      if (value != int64_t(number))
        return emitUnsupported(op)
               << "has case " << value << " as number " << number
               << "; only cases that count from 0 are supported";
      regions.push_back(&branch.getCaseRegions()[number]);
    }
    regions.push_back(&branch.getDefaultRegion());
    return outlineBranch(branch.getArg(), regions);
  }

  LogicalResult outlineBranch(Value scalar, ArrayRef<Region *> regions) {
    Captures captures = capturesOf(regions);
    SmallVector<Attribute> cases;
    for (Region *region : regions)
      cases.push_back(FlatSymbolRefAttr::get(createFunction(
          "case", {}, captures, [&](IRMapping &mapping, ValueRange) {
            return inlineBlock(region->front(), {}, mapping);
          })));
    Value index = tensorOf(scalar);
    Type element = cast<RankedTensorType>(index.getType()).getElementType();
    if (!element.isIndex() && !element.isInteger(1) && !element.isInteger(32) &&
        !element.isInteger(64))
      return emitUnsupported(op)
             << "chooses by a value of type " << element
             << ", only index, i1, i32 and i64 are supported";
    SmallVector<Value> outs;
    for (Type type : op->getResultTypes()) {
      auto tensor = cast<RankedTensorType>(type);
      outs.push_back(tensor::EmptyOp::create(builder, loc, tensor.getShape(),
                                             tensor.getElementType()));
    }
    auto command = tprt::BranchOp::create(builder, loc, op->getResultTypes(),
                                          index, builder.getArrayAttr(cases),
                                          captures.tensors.getArrayRef(), outs,
                                          /*bodiesCount=*/0);
    replaceBy(command.getResult());
    return success();
  }

  Operation *op;
  Location loc;
  SymbolTable &symbols;
  OpBuilder builder;
};

struct OutlineRegionsPass
    : tp::impl::OutlineRegionsPassBase<OutlineRegionsPass> {
  void runOnOperation() override {
    SmallVector<Operation *> found;
    getOperation().walk([&](Operation *op) {
      if (isa<scf::WhileOp, scf::ForOp, scf::IfOp, scf::IndexSwitchOp>(op) &&
          !op->getParentOfType<linalg::LinalgOp>())
        found.push_back(op);
    });
    if (found.empty())
      return;
    SymbolTable symbols(getOperation());
    for (Operation *op : found)
      if (failed(Outliner(op, symbols).run()))
        return signalPassFailure();
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        eraseDeadScalars(function.getBody().front());
  }

private:
  /// Of predicates and indices the tensors are read now.
  static void eraseDeadScalars(Block &block) {
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
      if (isa<tensor::ExtractOp, arith::IndexCastOp>(op) &&
          isOpTriviallyDead(&op))
        op.erase();
  }
};
} // namespace
