//===- FunctionCommands.cpp - a function as a list of commands ------------===//
// Views and waits make no value of their own: they have the number of the value
// that they show.

#include "FunctionCommands.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TPRT/ArgumentLayout.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;
using namespace tp::schedule;

namespace {

class Collector {
public:
  Collector(func::FuncOp function, ArenaOf arenaOf)
      : function(function), symbols(function->getParentOfType<ModuleOp>()),
        arenaOf(arenaOf) {}

  FailureOr<FunctionCommands> run() {
    if (!function.getBody().hasOneBlock())
      return emitUnsupported(function)
             << "has " << function.getBody().getBlocks().size()
             << " blocks; only straight-line programs can be scheduled yet";
    if (failed(addArguments()))
      return failure();
    for (Operation &op : function.getBody().front())
      if (failed(addOp(&op)))
        return failure();
    for (auto [op, command] : llvm::zip_equal(result.ops, result.list.commands))
      if (auto wait = dyn_cast<tprt::WaitOp>(op)) {
        command.partner = startOf.lookup(wait.getToken());
        result.list.commands[command.partner].partner = *command.origin;
      }
    return std::move(result);
  }

private:
  //===--------------------------------------------------------------------===//
  // Values
  //===--------------------------------------------------------------------===//

  FailureOr<unsigned> addValue(mlir::Value value,
                               schedule::Value::Origin origin,
                               unsigned index = 0) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    std::optional<uint64_t> size =
        type ? tprt::bufferBytes(type) : std::nullopt;
    if (!size)
      return emitUnsupported(value.getLoc())
             << "a value of type " << value.getType()
             << " cannot be stored in a buffer yet";
    unsigned number = result.list.values.size();
    result.list.values.push_back({origin, *size, index});
    result.types.push_back(type);
    result.locations.push_back(value.getLoc());
    result.numberOf[value] = number;
    return number;
  }

  LogicalResult addArguments() {
    SmallVector<int64_t> donorOf(function.getNumResults(), -1);
    for (BlockArgument argument : function.getArguments()) {
      unsigned index = argument.getArgNumber();
      if (failed(addValue(argument, schedule::Value::Argument, index)))
        return failure();
      result.list.donations.emplace_back();
      auto donated = function.getArgAttrOfType<IntegerAttr>(
          index, tprt::kDonatedResultAttr);
      if (!donated)
        continue;
      int64_t taker = donated.getInt();
      if (taker < 0 || taker >= int64_t(donorOf.size()))
        return function.emitOpError()
               << "donates argument " << index << " to result " << taker
               << ", but has " << donorOf.size() << " results";
      if (donorOf[taker] >= 0)
        return function.emitOpError()
               << "donates arguments " << donorOf[taker] << " and " << index
               << " to result " << taker;
      if (function.getResultTypes()[taker] != argument.getType())
        return function.emitOpError()
               << "donates argument " << index << " of type "
               << argument.getType() << " to result " << taker << " of type "
               << function.getResultTypes()[taker];
      donorOf[taker] = index;
      result.list.donations.back() = taker;
    }
    return success();
  }

  LogicalResult addConstant(arith::ConstantOp op) {
    auto content = dyn_cast<ElementsAttr>(op.getValue());
    if (!content)
      return emitUnsupported(op) << "cannot be scheduled yet";
    // The same content in another shape is the same constant.
    Attribute key = content;
    if (auto dense = dyn_cast<DenseElementsAttr>(content))
      key =
          dense.reshape(cast<ShapedType>(dense.getType())
                            .clone(ArrayRef<int64_t>{dense.getNumElements()}));
    auto known = constantOf.find(key);
    if (known != constantOf.end()) {
      result.numberOf[op] = known->second;
      return success();
    }
    FailureOr<unsigned> number =
        addValue(op, schedule::Value::Constant, result.constants.size());
    if (failed(number))
      return failure();
    constantOf[key] = *number;
    result.constants.push_back(content);
    return success();
  }

  /// The number of a value that `op` reads.
  FailureOr<unsigned> lookup(Operation *op, mlir::Value value) {
    auto number = result.numberOf.find(value);
    if (number == result.numberOf.end())
      return op->emitOpError("reads a value that nothing has written");
    if (inFlight.contains(value))
      return op->emitOpError(
          "reads the destination of a collective that it has not waited for");
    return number->second;
  }

  LogicalResult addView(Operation *op) {
    mlir::Value source = op->getOperand(0);
    if (isUnwritten(source)) {
      unwritten.insert(op->getResult(0));
      return success();
    }
    FailureOr<unsigned> number = lookup(op, source);
    if (failed(number))
      return failure();
    result.numberOf[op->getResult(0)] = *number;
    return success();
  }

  bool isUnwritten(mlir::Value value) const {
    return unwritten.contains(value);
  }

  //===--------------------------------------------------------------------===//
  // Commands
  //===--------------------------------------------------------------------===//

  Command &newCommand(Operation *op, Command::Kind kind) {
    Command command{kind, {}, {}, 0, unsigned(result.ops.size())};
    result.ops.push_back(op);
    result.list.commands.push_back(std::move(command));
    return result.list.commands.back();
  }

  LogicalResult addReads(Operation *op, ValueRange values, Command &command) {
    for (mlir::Value value : values) {
      FailureOr<unsigned> number = lookup(op, value);
      if (failed(number))
        return failure();
      command.reads.push_back(*number);
    }
    return success();
  }

  /// Adds the destination `out` with the value `written`.
  LogicalResult addWrite(Operation *op, mlir::Value out, mlir::Value written,
                         bool updates, Command &command) {
    Destination destination{};
    if (updates) {
      FailureOr<unsigned> content = lookup(op, out);
      if (failed(content))
        return failure();
      destination.content = *content;
    }
    FailureOr<unsigned> number = addValue(written, schedule::Value::Computed);
    if (failed(number))
      return failure();
    destination.value = *number;
    command.writes.push_back(destination);
    return success();
  }

  LogicalResult addGemm(tprt::GemmOp op) {
    Command &command = newCommand(op, Command::Compute);
    SmallVector<mlir::Value> reads{op.getA(), op.getB()};
    if (op.getBias())
      reads.push_back(op.getBias());
    if (failed(addReads(op, reads, command)) ||
        failed(addWrite(op, op.getC(), op->getResult(0), op.getAccumulate(),
                        command)))
      return failure();
    return op.getAux() ? addWrite(op, op.getAux(), op->getResult(1),
                                  /*updates=*/false, command)
                       : success();
  }

  LogicalResult addLaunch(tprt::LaunchOp op) {
    for (mlir::Value coordinate : op.getCoordinates())
      if (!coordinate.getDefiningOp<tprt::CoordinateOp>())
        return emitUnsupported(op)
               << "has an index that is no tprt.coordinate; only these can be "
                  "passed to kernels yet";
    Command &command = newCommand(op, Command::Compute);
    if (failed(addReads(op, op.getIns(), command)))
      return failure();
    // A kernel may read what it writes: only what nothing has written carries
    // no content.
    for (auto [out, written] : llvm::zip_equal(op.getOuts(), op.getResult()))
      if (failed(addWrite(op, out, written, !isUnwritten(out), command)))
        return failure();
    return success();
  }

  LogicalResult addCopy(tprt::CopyOp op) {
    Command &command = newCommand(op, Command::Copy);
    if (failed(addReads(op, op.getFrom(), command)))
      return failure();
    return addWrite(op, op.getOuts(), op->getResult(0), false, command);
  }

  LogicalResult addStart(tprt::StartOp op) {
    if (op.getToken().use_empty())
      return op.emitOpError("is not waited for");
    startOf[op.getToken()] = result.list.commands.size();
    Command &command = newCommand(op, Command::Start);
    if (failed(addReads(op, op.getFrom(), command)) ||
        failed(addWrite(op, op.getOuts(), op.getResult(), false, command)))
      return failure();
    if (op.getKind() == tprt::CollectiveKind::AllReduce)
      command.writes[0].mayReplace = command.reads[0];
    inFlight.insert(op.getResult());
    return success();
  }

  LogicalResult addWait(tprt::WaitOp op) {
    if (!startOf.contains(op.getToken()))
      return op.emitOpError("waits for no tprt.start of this function");
    auto start = op.getToken().getDefiningOp<tprt::StartOp>();
    if (op.getValue() && op.getValue() != start.getResult())
      return op.emitOpError("gives another value than its start has written");
    newCommand(op, Command::Wait);
    if (op.getResult())
      result.numberOf[op.getResult()] =
          result.numberOf.lookup(start.getResult());
    return success();
  }

  /// The function `name` that a loop or branch runs on `arguments`, the first
  /// `carried` of which its results replace.
  FailureOr<func::FuncOp> calleeOf(Operation *op, FlatSymbolRefAttr name,
                                   ValueRange arguments, unsigned carried) {
    auto callee = symbols.lookup<func::FuncOp>(name.getValue());
    if (!callee || !callee->hasAttr(tprt::TPRTDialect::kRegionAttr))
      return op->emitOpError() << "runs " << name << ", which is no function "
                               << "with " << tprt::TPRTDialect::kRegionAttr;
    auto type = FunctionType::get(op->getContext(), arguments.getTypes(),
                                  op->getResultTypes());
    if (callee.getFunctionType() != type) {
      InFlightDiagnostic diag =
          op->emitOpError() << "needs a function of type " << type << ", but "
                            << name << " has " << callee.getFunctionType();
      diag.attachNote(callee.getLoc()) << "defined here";
      return diag;
    }
    for (unsigned i = 0; i < carried; ++i) {
      auto donated =
          callee.getArgAttrOfType<IntegerAttr>(i, tprt::kDonatedResultAttr);
      if (donated && donated.getInt() == i)
        continue;
      InFlightDiagnostic diag = op->emitOpError()
                                << "carries value " << i << ", but " << name
                                << " does not donate argument " << i
                                << " to result " << i;
      diag.attachNote(callee.getLoc()) << "defined here";
      return diag;
    }
    return callee;
  }

  /// A loop updates what it carries, a branch writes its results; both work in
  /// a scratch value besides.
  LogicalResult addRegions(Operation *op, ArrayRef<FlatSymbolRefAttr> names,
                           ValueRange ins, ValueRange carried, ValueRange outs,
                           Command &command) {
    RegionUse use{};
    uint64_t arena = 0;
    SmallVector<mlir::Value> arguments(carried);
    llvm::append_range(arguments, ins);
    for (FlatSymbolRefAttr name : names) {
      FailureOr<func::FuncOp> callee =
          calleeOf(op, name, arguments, carried.size());
      if (failed(callee))
        return failure();
      FailureOr<uint64_t> size = arenaOf(*callee);
      if (failed(size))
        return failure();
      arena = std::max(arena, *size);
      use.functions.push_back(*callee);
    }
    if (failed(addReads(op, ins, command)))
      return failure();
    for (auto [out, written] : llvm::zip_equal(outs, op->getResults()))
      if (failed(addWrite(op, out, written,
                          /*updates=*/!carried.empty() && !isUnwritten(out),
                          command)))
        return failure();
    use.scratch = result.list.values.size();
    result.list.values.push_back({schedule::Value::Computed, arena, 0});
    result.types.push_back({});
    result.locations.push_back(op->getLoc());
    command.writes.push_back({use.scratch, {}, {}});
    result.regions[op] = std::move(use);
    return success();
  }

  LogicalResult addLoop(tprt::LoopOp op) {
    return addRegions(op, op.getCalleeAttr(), op.getIns(), op.getOuts(),
                      op.getOuts(), newCommand(op, Command::Region));
  }

  LogicalResult addBranch(tprt::BranchOp op) {
    SmallVector<FlatSymbolRefAttr> cases(
        op.getCasesAttr().getAsRange<FlatSymbolRefAttr>());
    Command &command = newCommand(op, Command::Region);
    if (failed(addReads(op, op.getIndex(), command)))
      return failure();
    return addRegions(op, cases, op.getIns(), /*carried=*/{}, op.getOuts(),
                      command);
  }

  LogicalResult addReturn(func::ReturnOp op) {
    for (mlir::Value value : op.getOperands()) {
      FailureOr<unsigned> number = lookup(op, value);
      if (failed(number))
        return failure();
      result.list.results.push_back(*number);
    }
    return success();
  }

  LogicalResult addOp(Operation *op) {
    return TypeSwitch<Operation *, LogicalResult>(op)
        .Case([&](tprt::GemmOp op) { return addGemm(op); })
        .Case([&](tprt::LaunchOp op) { return addLaunch(op); })
        .Case([&](tprt::CopyOp op) { return addCopy(op); })
        .Case([&](tprt::StartOp op) { return addStart(op); })
        .Case([&](tprt::WaitOp op) { return addWait(op); })
        .Case([&](tprt::LoopOp op) { return addLoop(op); })
        .Case([&](tprt::BranchOp op) { return addBranch(op); })
        .Case([&](arith::ConstantOp op) { return addConstant(op); })
        .Case([&](func::ReturnOp op) { return addReturn(op); })
        .Case([&](tprt::CoordinateOp) { return success(); })
        .Case([&](tensor::EmptyOp op) {
          unwritten.insert(op.getResult());
          return success();
        })
        .Case<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(
            [&](Operation *op) { return addView(op); })
        .Default([&](Operation *op) {
          return emitUnsupported(op) << "cannot be scheduled yet";
        });
  }

  func::FuncOp function;
  SymbolTable symbols;
  ArenaOf arenaOf;
  FunctionCommands result;
  DenseMap<Attribute, unsigned> constantOf;
  /// By token: the command that started.
  DenseMap<mlir::Value, unsigned> startOf;
  /// Destinations of collectives, which only the wait makes readable.
  DenseSet<mlir::Value> inFlight;
  /// tensor.empty and its views.
  DenseSet<mlir::Value> unwritten;
};

} // namespace

FailureOr<FunctionCommands> tp::schedule::collectCommands(func::FuncOp function,
                                                          ArenaOf arenaOf) {
  return Collector(function, arenaOf).run();
}
