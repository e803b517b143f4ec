//===- Specialize.cpp - dynamic shapes as those of the inputs -------------===//
// One walk in program order: an op's operands have static shapes when its turn
// comes. A function is copied for each call, since its shapes, and what it
// computes of them, are those of the call.

#include "tp/Dialect/TP/Specialize.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Normalize/Passes.h"
#include "llvm/ADT/StringMap.h"

namespace tp {
#define GEN_PASS_DEF_SPECIALIZEPASS
#include "tp/Normalize/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

static bool isDynamic(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && !tensor.hasStaticShape();
}

static bool isDynamicOp(Operation *op) {
  if (llvm::any_of(op->getResultTypes(), isDynamic) ||
      llvm::any_of(op->getOperandTypes(), isDynamic) || isa<cf::AssertOp>(op))
    return true;
  auto *interface = dyn_cast<SpecializeDialectInterface>(op->getDialect());
  return interface && interface->isDynamicForm(op);
}

/// Whether there is anything to do.
static bool hasDynamicShapes(ModuleOp module) {
  return module
      .walk([](Operation *op) {
        auto function = dyn_cast<func::FuncOp>(op);
        bool found = function
                         ? llvm::any_of(function.getArgumentTypes(), isDynamic)
                         : op->getDialect() && isDynamicOp(op);
        return found ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

namespace {
/// Specialises the functions of a module.
class ModuleSpecializer : public Specializer {
public:
  explicit ModuleSpecializer(ModuleOp module) : symbols(module) {}

  LogicalResult specializeFunction(func::FuncOp function);
  LogicalResult specializeCall(Operation *call) override;
  LogicalResult specializeRegion(Region &region) override;

private:
  LogicalResult specialize(Operation *op);
  LogicalResult specializeByTraits(Operation *op);
  LogicalResult specializeRegions(Operation *op);

  SymbolTable symbols;
  SmallVector<func::FuncOp> open; ///< Originals of what is being specialised.
  uint64_t copiedOps = 0;
};
} // namespace

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

/// Gives each result the shape of the operand that is its like.
static LogicalResult copyShapes(Operation *op, ValueRange operands) {
  for (auto [result, operand] : llvm::zip(op->getResults(), operands))
    if (isDynamic(result.getType()))
      if (auto type = dyn_cast<RankedTensorType>(operand.getType()))
        if (failed(setShape(result, type.getShape())))
          return failure();
  return success();
}

LogicalResult ModuleSpecializer::specializeByTraits(Operation *op) {
  if (auto destination = dyn_cast<DestinationStyleOpInterface>(op))
    return copyShapes(op, destination.getDpsInits());
  bool isElementwise = op->hasTrait<OpTrait::Elementwise>() ||
                       op->hasTrait<OpTrait::SameOperandsAndResultShape>();
  if (isElementwise) {
    // The operand that says most; one may be a number for all elements.
    for (Value operand : op->getOperands())
      for (OpResult result : op->getResults())
        if (isDynamic(result.getType()) &&
            isa<RankedTensorType>(operand.getType()) &&
            !isDynamic(operand.getType()))
          if (failed(setShape(
                  result,
                  cast<RankedTensorType>(operand.getType()).getShape())))
            return failure();
    return success();
  }
  if (op->getNumOperands() == op->getNumResults() && op->getNumRegions() == 0)
    return copyShapes(op, op->getOperands());
  return success();
}

/// Loops and choices: what a region is given is what the op is given, and what
/// the op gives is what a region gives.
LogicalResult ModuleSpecializer::specializeRegions(Operation *op) {
  for (Region &region : op->getRegions()) {
    if (region.empty())
      continue;
    ValueRange given = op->getOperands();
    auto arguments = MutableArrayRef<BlockArgument>(region.getArguments());
    if (auto loop = dyn_cast<scf::ForOp>(op)) {
      given = loop.getInitArgs();
      arguments = arguments.drop_front();
    }
    if (given.size() == arguments.size())
      for (auto [argument, value] : llvm::zip(arguments, given))
        if (isDynamic(argument.getType()))
          argument.setType(value.getType());
    if (failed(specializeRegion(region)))
      return failure();
    if (llvm::hasSingleElement(region))
      if (failed(copyShapes(
              op,
              region.front().back().getOperands().take_back(
                  std::min<size_t>(op->getNumResults(),
                                   region.front().back().getNumOperands())))))
        return failure();
  }
  return success();
}

/// Refuses a result whose shape is still open.
static LogicalResult checkStatic(Operation *op) {
  for (Type type : op->getResultTypes()) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (!tensor || tensor.hasStaticShape())
      continue;
    const int64_t *open =
        llvm::find_if(tensor.getShape(), ShapedType::isDynamic);
    return emitUnsupported(op)
           << "makes a tensor of type " << tensor << ", whose dimension "
           << open - tensor.getShape().begin()
           << " does not follow from the shapes of the arguments";
  }
  return success();
}

/// Assertions about shapes; true when `op` is one, and holds.
static FailureOr<bool> dropAssertion(Operation *op, Specializer &specializer) {
  auto assertion = dyn_cast<cf::AssertOp>(op);
  if (!assertion)
    return false;
  auto holds = specializer.getIntegers(assertion.getArg());
  if (!holds)
    return false;
  if (holds->front() == 0)
    return op->emitError() << assertion.getMsg();
  assertion.erase();
  return true;
}

/// Replaces an op on numbers that are known; true when it did.
static bool foldNumbers(Operation *op) {
  if (op->getNumResults() == 0 || op->hasTrait<OpTrait::ConstantLike>() ||
      llvm::any_of(op->getResultTypes(), llvm::IsaPred<ShapedType>))
    return false;
  OpBuilder builder(op);
  SmallVector<Value> values;
  if (failed(builder.tryFold(op, values)))
    return false;
  op->replaceAllUsesWith(values);
  op->erase();
  return true;
}

/// The same in bodies of structured ops.
static void foldBody(Operation *op) {
  SmallVector<Operation *> inner;
  op->walk([&](Operation *nested) {
    if (nested != op && nested->getNumRegions() == 0)
      inner.push_back(nested);
  });
  for (Operation *nested : inner)
    foldNumbers(nested);
}

LogicalResult ModuleSpecializer::specialize(Operation *op) {
  if (isa<func::CallOp>(op))
    return specializeCall(op);
  FailureOr<bool> dropped = dropAssertion(op, *this);
  if (failed(dropped))
    return failure();
  if (*dropped || foldNumbers(op))
    return success();
  // An op that is replaced is the one before `next` afterwards.
  Operation *before = op->getPrevNode();
  Block *block = op->getBlock();
  Operation *next = op->getNextNode();
  auto *interface =
      dyn_cast_or_null<SpecializeDialectInterface>(op->getDialect());
  if (interface && failed(interface->specialize(op, *this)))
    return failure();
  Operation *now = next ? next->getPrevNode() : &block->back();
  if (now != op || now == before)
    return now == before ? success() : checkStatic(now);
  if (isa<linalg::LinalgOp>(op))
    foldBody(op);
  else if (op->getNumRegions() != 0 && failed(specializeRegions(op)))
    return failure();
  if (llvm::any_of(op->getResultTypes(), isDynamic) &&
      failed(specializeByTraits(op)))
    return failure();
  return checkStatic(op);
}

LogicalResult ModuleSpecializer::specializeRegion(Region &region) {
  for (Block &block : region) {
    SmallVector<Operation *> ops;
    for (Operation &op : block)
      ops.push_back(&op);
    for (Operation *op : ops)
      if (failed(specialize(op)))
        return failure();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

LogicalResult ModuleSpecializer::specializeFunction(func::FuncOp function) {
  if (failed(specializeRegion(function.getBody())))
    return failure();
  function.setFunctionType(FunctionType::get(
      function.getContext(), function.getBody().getArgumentTypes(),
      function.getBody().front().getTerminator()->getOperandTypes()));
  return success();
}

LogicalResult ModuleSpecializer::specializeCall(Operation *op) {
  constexpr uint64_t kMaxCopiedOps = 1'000'000;
  auto call = cast<func::CallOp>(op);
  auto callee = symbols.lookup<func::FuncOp>(call.getCallee());
  if (!callee || !callee.getBody().hasOneBlock())
    return success(); // Inlining says what is wrong with it.
  if (llvm::is_contained(open, callee)) {
    auto diag = emitUnsupported(call)
                << "calls " << call.getCalleeAttr()
                << " while it runs: recursion is not supported";
    diag.attachNote(callee.getLoc()) << "the function is declared here";
    return failure();
  }
  copiedOps += callee.getBody().front().getOperations().size();
  if (copiedOps > kMaxCopiedOps)
    return emitUnsupported(call)
           << "makes the program longer than " << kMaxCopiedOps
           << " ops, which is not supported";
  func::FuncOp copy = callee.clone();
  copy.setPrivate();
  symbols.insert(copy, Block::iterator(callee));
  for (auto [argument, operand] :
       llvm::zip(copy.getArguments(), call.getOperands())) {
    argument.setType(operand.getType());
    if (auto integers = getIntegers(operand))
      setIntegers(argument, *integers);
  }
  open.push_back(callee);
  if (failed(specializeFunction(copy)))
    return failure();
  open.pop_back();
  call.setCallee(copy.getSymName());
  for (auto [result, returned] :
       llvm::zip(call.getResults(),
                 copy.getBody().front().getTerminator()->getOperands())) {
    result.setType(returned.getType());
    if (auto integers = getIntegers(returned))
      setIntegers(result, *integers);
  }
  return checkStatic(call);
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

/// `4x128` as extents; none when it is no shape. A number has no extents.
static std::optional<SmallVector<int64_t>> parseShape(StringRef text) {
  SmallVector<int64_t> shape;
  if (text.empty() || text == "scalar")
    return shape;
  SmallVector<StringRef> parts;
  text.split(parts, 'x');
  for (StringRef part : parts) {
    int64_t extent;
    if (part.getAsInteger(10, extent) || extent < 0)
      return std::nullopt;
    shape.push_back(extent);
  }
  return shape;
}

/// The name under which a user gives the shape of an argument.
static std::string nameOf(unsigned index) {
  return "arg" + std::to_string(index);
}

namespace {
struct SpecializePass : public tp::impl::SpecializePassBase<SpecializePass> {
  using Base::Base;

  void runOnOperation() override {
    llvm::StringMap<SmallVector<int64_t>> given;
    if (failed(parse(given)) || failed(checkNames(given)))
      return signalPassFailure();
    ModuleOp module = getOperation();
    bool isOpen = hasDynamicShapes(module);
    ModuleSpecializer specializer(module);
    SmallVector<func::FuncOp> functions;
    for (auto function : module.getOps<func::FuncOp>())
      if (function.isPublic() && function.getBody().hasOneBlock())
        functions.push_back(function);
    for (func::FuncOp function : functions)
      if (failed(setArguments(function, given)) ||
          (isOpen && failed(specializer.specializeFunction(function))))
        return signalPassFailure();
    if (isOpen)
      eraseUnused(module);
  }

private:
  LogicalResult parse(llvm::StringMap<SmallVector<int64_t>> &given) {
    for (StringRef text : shapes) {
      auto [name, shape] = text.split('=');
      std::optional<SmallVector<int64_t>> extents = parseShape(shape);
      if (name.empty() || !text.contains('=') || !extents)
        return emitError(getOperation().getLoc())
               << "\"" << text << "\" is no shape, expected ARG=AxB";
      if (!given.try_emplace(name, *extents).second)
        return emitError(getOperation().getLoc())
               << "the shape of \"" << name << "\" is given twice";
    }
    return success();
  }

  /// A name that no argument has is a mistake of the user's.
  LogicalResult checkNames(const llvm::StringMap<SmallVector<int64_t>> &given) {
    for (StringRef text : shapes) {
      StringRef name = text.split('=').first;
      bool found = false;
      for (auto function : getOperation().getOps<func::FuncOp>())
        for (unsigned i = 0;
             function.isPublic() && i < function.getNumArguments(); ++i)
          found |= nameOf(i) == name;
      if (!found)
        return emitError(getOperation().getLoc())
               << "no argument is named \"" << name << "\"";
    }
    return success();
  }

  LogicalResult
  setArguments(func::FuncOp function,
               const llvm::StringMap<SmallVector<int64_t>> &given) {
    for (BlockArgument argument : function.getArguments()) {
      auto type = dyn_cast<RankedTensorType>(argument.getType());
      std::string name = nameOf(argument.getArgNumber());
      auto entry = given.find(name);
      if (!type || (entry == given.end() && type.hasStaticShape()))
        continue;
      if (entry == given.end())
        return emitUnsupported(function)
               << "has argument #" << argument.getArgNumber() << " of type "
               << type << ", and no extents for its dynamic dimensions: give "
               << "them as --shapes=" << name << "=AxB";
      ArrayRef<int64_t> shape = entry->second;
      bool fits = llvm::equal(type.getShape(), shape, [](int64_t a, int64_t b) {
        return a == b || ShapedType::isDynamic(a);
      });
      if (!fits)
        return function.emitOpError()
               << "has argument #" << argument.getArgNumber() << " of type "
               << type << ", which cannot have the shape "
               << RankedTensorType::get(shape, type.getElementType());
      argument.setType(RankedTensorType::get(shape, type.getElementType(),
                                             type.getEncoding()));
    }
    return success();
  }

  /// Originals of what has been copied for calls.
  static void eraseUnused(ModuleOp module) {
    bool erased = true;
    while (erased) {
      erased = false;
      SymbolTableCollection tables;
      SymbolUserMap users(tables, module);
      for (auto function :
           llvm::make_early_inc_range(module.getOps<func::FuncOp>()))
        if (function.isPrivate() && users.useEmpty(function)) {
          function.erase();
          erased = true;
        }
    }
  }
};
} // namespace
