//===- OutlineKernels.cpp - dispatches as launches of functions -----------===//
// Kernels that print alike are alike: names and locations are no part of what
// they compute.

#include "Dispatch.h"
#include "DispatchOps.h"
#include "mlir/Analysis/TopologicalSortUtils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"

using namespace mlir;
using namespace tp;

namespace {

class Outliner {
public:
  Outliner(func::FuncOp function, ArrayRef<Dispatch> dispatches,
           KernelTable &kernels)
      : function(function), dispatches(dispatches), kernels(kernels),
        symbols(function->getParentOfType<ModuleOp>()),
        builder(function.getContext()) {}

  void run() {
    for (const Dispatch &dispatch : dispatches) {
      contents.push_back(contentOf(dispatch));
      for (Value input : contents.back().inputs)
        demand(input);
    }
    for (Operation &op : function.getBody().front())
      if (isCommand(&op))
        for (Value operand : op.getOperands())
          demand(operand);
    for (auto [dispatch, content] : llvm::zip_equal(dispatches, contents))
      outline(dispatch, content);
    eraseUnused();
    sortTopologically(&function.getBody().front());
  }

private:
  /// Notes that a value must lie in memory; what it is a view of does then.
  void demand(Value value) {
    while (inMemory.insert(value).second) {
      Operation *def = value.getDefiningOp();
      if (!def || !isReshape(def))
        return;
      value = def->getOperand(0);
    }
  }

  SmallVector<Value> outputsOf(const Dispatch &dispatch) const {
    SmallVector<Value> outputs;
    for (Operation *op : dispatch)
      for (Value value : op->getResults())
        if (inMemory.contains(value))
          outputs.push_back(value);
    // A line op keeps what it works with in its results.
    if (!outputs.empty() && isLineOp(dispatch.back()))
      outputs.assign(dispatch.back()->result_begin(),
                     dispatch.back()->result_end());
    return outputs;
  }

  void outline(const Dispatch &dispatch, const DispatchContent &content) {
    SmallVector<Value> outputs = outputsOf(dispatch);
    if (outputs.empty())
      return; // Nobody reads it.
    // Where its last op was: all that it reads is defined before.
    Operation *last = dispatch.back();
    Location loc = last->getLoc();
    SmallVector<Value> inputs = currentInputs(content);
    func::FuncOp kernel =
        unique(createKernel(loc, dispatch, content, inputs, outputs));
    builder.setInsertionPoint(last);
    SmallVector<Value> outs;
    for (Value output : outputs) {
      auto type = cast<RankedTensorType>(output.getType());
      outs.push_back(tensor::EmptyOp::create(builder, loc, type.getShape(),
                                             type.getElementType()));
    }
    auto launch =
        tprt::LaunchOp::create(builder, loc, TypeRange(ValueRange(outs)),
                               kernel.getName(), ValueRange(inputs), outs,
                               ValueRange(content.coordinates.getArrayRef()));
    for (auto [output, result] : llvm::zip_equal(outputs, launch.getResult())) {
      output.replaceAllUsesWith(result);
      launchedAs[output] = result;
    }
  }

  /// The content's inputs, those that dispatches before this one compute as
  /// results of their launches.
  SmallVector<Value> currentInputs(const DispatchContent &content) const {
    return llvm::map_to_vector(content.inputs, [&](Value input) {
      Value launched = launchedAs.lookup(input);
      return launched ? launched : input;
    });
  }

  //===--------------------------------------------------------------------===//
  // Kernels
  //===--------------------------------------------------------------------===//

  func::FuncOp createKernel(Location loc, const Dispatch &dispatch,
                            const DispatchContent &content,
                            ArrayRef<Value> inputs, ArrayRef<Value> outputs) {
    SmallVector<Type> arguments, results;
    for (Value output : outputs)
      results.push_back(output.getType());
    for (Value input : inputs)
      arguments.push_back(input.getType());
    llvm::append_range(arguments, results);
    for (Value coordinate : content.coordinates)
      arguments.push_back(coordinate.getType());
    auto type = builder.getFunctionType(arguments, results);
    builder.clearInsertionPoint();
    auto kernel =
        func::FuncOp::create(loc, "kernel_" + describeKernel(dispatch), type);
    kernel.setPrivate();
    kernel->setAttr(tprt::TPRTDialect::kKernelAttr, builder.getUnitAttr());
    Block *body = kernel.addEntryBlock();
    IRMapping mapping;
    unsigned next = 0;
    for (Value input : inputs)
      mapping.map(input, body->getArgument(next++));
    next += outputs.size();
    for (Value coordinate : content.coordinates)
      mapping.map(coordinate, body->getArgument(next++));
    builder.setInsertionPointToStart(body);
    for (Operation *op : content.all) {
      Operation *copy = builder.clone(*op, mapping);
      // An op that is also in a launched dispatch is read as its result there.
      for (auto [value, own] :
           llvm::zip_equal(op->getResults(), copy->getResults()))
        if (Value launched = launchedAs.lookup(value))
          mapping.map(launched, own);
    }
    SmallVector<Value> values;
    for (auto [number, output] : llvm::enumerate(outputs)) {
      values.push_back(mapping.lookup(output));
      writeTo(values.back(), body->getArgument(inputs.size() + number));
    }
    func::ReturnOp::create(builder, loc, values);
    return kernel;
  }

  /// A result that is written to an empty tensor is written to its destination.
  static void writeTo(Value value, Value destination) {
    auto op = value.getDefiningOp<linalg::LinalgOp>();
    if (!op)
      return;
    OpOperand *init =
        op.getDpsInitOperand(cast<OpResult>(value).getResultNumber());
    if (init->get().getDefiningOp<tensor::EmptyOp>())
      init->set(destination);
  }

  /// The kernel that `kernel` is like, which may be itself.
  func::FuncOp unique(func::FuncOp kernel) {
    eraseUnusedIn(kernel);
    std::string name = kernel.getName().str(), text;
    kernel.setName("kernel");
    llvm::raw_string_ostream stream(text);
    kernel->print(stream,
                  OpPrintingFlags().enableDebugInfo(false).useLocalScope());
    auto [known, isNew] = kernels.byText.try_emplace(text, kernel);
    if (!isNew) {
      kernel->erase();
      return known->second;
    }
    kernel.setName(name + "_" + std::to_string(kernels.numberOf[name]++));
    symbols.insert(kernel);
    return kernel;
  }

  static void eraseUnusedIn(func::FuncOp kernel) {
    for (Operation &op :
         llvm::make_early_inc_range(llvm::reverse(kernel.getBody().front())))
      if (isOpTriviallyDead(&op))
        op.erase();
  }

  void eraseUnused() {
    for (Operation &op :
         llvm::make_early_inc_range(llvm::reverse(function.getBody().front())))
      if (isOpTriviallyDead(&op))
        op.erase();
  }

  func::FuncOp function;
  ArrayRef<Dispatch> dispatches;
  KernelTable &kernels;
  SymbolTable symbols;
  OpBuilder builder;
  SmallVector<DispatchContent> contents;
  DenseSet<Value> inMemory;
  DenseMap<Value, Value> launchedAs;
};

} // namespace

LogicalResult tp::outlineKernels(func::FuncOp function,
                                 ArrayRef<Dispatch> dispatches,
                                 KernelTable &kernels) {
  Outliner(function, dispatches, kernels).run();
  return success();
}
