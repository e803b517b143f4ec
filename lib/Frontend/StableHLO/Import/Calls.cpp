//===- Calls.cpp - inlining of calls --------------------------------------===//
// Callees are made free of calls before they are copied, each once, so that the
// work is that of the code that comes out.

#include "Import.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"

using namespace mlir;
using namespace tp;

/// Programs are far below these; a file made to exhaust stack or memory is not.
static constexpr unsigned kMaxDepth = 1000;
static constexpr uint64_t kMaxCopiedOps = 1'000'000;

namespace {
/// Inlines what functions call, callees first.
class CallInliner {
public:
  LogicalResult inlineInto(func::FuncOp function);

private:
  enum class State { Unvisited, Open, Done };

  LogicalResult inlineCall(func::CallOp call);
  FailureOr<func::FuncOp> resolve(func::CallOp call);

  SymbolTableCollection symbols;
  unsigned depth = 0;
  uint64_t copiedOps = 0;
  DenseMap<Operation *, State> states;
};
} // namespace

/// `op` and what is in it now stand where `call` was.
static void setCallSite(Operation *op, Location call) {
  auto getLoc = [&](Location callee) { return CallSiteLoc::get(callee, call); };
  op->walk([&](Operation *nested) {
    nested->setLoc(getLoc(nested->getLoc()));
    for (Region &region : nested->getRegions())
      for (BlockArgument argument : region.getArguments())
        argument.setLoc(getLoc(argument.getLoc()));
  });
}

/// `value` with the sharding that the callee states for it.
static Value constrain(OpBuilder &b, Location loc, Value value,
                       Attribute attr) {
  auto sharding = dyn_cast_if_present<ShardingAttr>(attr);
  return sharding ? ConstrainOp::create(b, loc, value, sharding) : value;
}

FailureOr<func::FuncOp> CallInliner::resolve(func::CallOp call) {
  auto callee =
      symbols.lookupNearestSymbolFrom<func::FuncOp>(call, call.getCalleeAttr());
  if (!callee)
    return call.emitOpError()
           << "calls " << call.getCalleeAttr() << ", which is no function";
  if (callee.isExternal() || !callee.getBody().hasOneBlock()) {
    auto diag = emitUnsupported(call)
                << "calls " << call.getCalleeAttr()
                << ", which has no body of one block, and is not supported";
    diag.attachNote(callee.getLoc()) << "the function is declared here";
    return failure();
  }
  State state = states.lookup(callee);
  if (state == State::Open) {
    auto diag = emitUnsupported(call)
                << "calls " << call.getCalleeAttr()
                << " while it runs: recursion is not supported";
    diag.attachNote(callee.getLoc()) << "the function is declared here";
    return failure();
  }
  if (state == State::Unvisited && failed(inlineInto(callee)))
    return failure();
  return callee;
}

LogicalResult CallInliner::inlineCall(func::CallOp call) {
  FailureOr<func::FuncOp> callee = resolve(call);
  if (failed(callee))
    return failure();
  OpBuilder b(call);
  IRMapping mapping;
  for (auto [index, argument] : llvm::enumerate(callee->getArguments()))
    mapping.map(argument,
                constrain(b, call.getLoc(), call.getOperand(index),
                          callee->getArgAttr(index, TPDialect::kShardingAttr)));
  Block &body = callee->getBody().front();
  copiedOps += body.getOperations().size();
  if (copiedOps > kMaxCopiedOps)
    return emitUnsupported(call)
           << "makes the program longer than " << kMaxCopiedOps
           << " ops, which is not supported";
  for (Operation &op : body.without_terminator())
    setCallSite(b.clone(op, mapping), call.getLoc());
  for (auto [index, operand] :
       llvm::enumerate(body.getTerminator()->getOperands())) {
    Value result =
        constrain(b, call.getLoc(), mapping.lookup(operand),
                  callee->getResultAttr(index, TPDialect::kShardingAttr));
    call.getResult(index).replaceAllUsesWith(result);
  }
  call.erase();
  return success();
}

LogicalResult CallInliner::inlineInto(func::FuncOp function) {
  if (depth == kMaxDepth)
    return emitUnsupported(function)
           << "is called through " << kMaxDepth
           << " other functions, which is not supported";
  ++depth;
  states[function] = State::Open;
  SmallVector<func::CallOp> calls;
  function.walk([&](func::CallOp call) { calls.push_back(call); });
  for (func::CallOp call : calls)
    if (failed(inlineCall(call)))
      return failure();
  states[function] = State::Done;
  --depth;
  return success();
}

/// Erases the private functions that only dead calls of others refer to.
static void erasePrivateFunctions(ModuleOp module) {
  SymbolTableCollection symbols;
  SymbolUserMap users(symbols, module);
  SmallVector<func::FuncOp> dead;
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isPrivate() && !function.isExternal() &&
        llvm::all_of(users.getUsers(function), llvm::IsaPred<func::CallOp>))
      dead.push_back(function);
  for (func::FuncOp function : dead)
    function.erase();
}

LogicalResult frontend::inlineCalls(ModuleOp module) {
  CallInliner inliner;
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isPublic() && failed(inliner.inlineInto(function)))
      return failure();
  erasePrivateFunctions(module);
  return success();
}
