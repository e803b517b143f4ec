//===- SlotForm.cpp - from values to slots --------------------------------===//
// Every decision has been made: this only writes it down.

#include "FunctionCommands.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;
using namespace tp::schedule;

static tprt::Space toSpace(Buffer::Space space) {
  switch (space) {
  case Buffer::Arena:
    return tprt::Space::Arena;
  case Buffer::Argument:
    return tprt::Space::Argument;
  case Buffer::Result:
    return tprt::Space::Result;
  case Buffer::Constant:
    return tprt::Space::Constant;
  }
  llvm_unreachable("all spaces handled");
}

static MemRefType toMemRef(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  return MemRefType::get(tensor.getShape(), tensor.getElementType());
}

namespace {

class Rewriter {
public:
  Rewriter(func::FuncOp function, const FunctionCommands &commands,
           const StoragePlan &plan)
      : function(function), commands(commands), plan(plan),
        builder(function.getContext()) {}

  void run() {
    Block *tensors = &function.getBody().front();
    Block *body = builder.createBlock(&function.getBody());
    SmallVector<Type> arguments =
        llvm::map_to_vector(function.getArgumentTypes(),
                            [](Type t) -> Type { return toMemRef(t); });
    SmallVector<Type> results = llvm::map_to_vector(
        function.getResultTypes(), [](Type t) -> Type { return toMemRef(t); });
    for (auto [type, argument] :
         llvm::zip_equal(arguments, tensors->getArguments()))
      body->addArgument(type, argument.getLoc());
    for (unsigned c = 0; c < commands.list.commands.size(); ++c)
      add(c);
    addReturn(tensors->getTerminator()->getLoc(), results);
    tensors->dropAllReferences();
    tensors->erase();
    function.setType(builder.getFunctionType(arguments, results));
    function->setAttr(tprt::TPRTDialect::kArenaSizeAttr,
                      builder.getI64IntegerAttr(plan.arenaSize));
  }

private:
  //===--------------------------------------------------------------------===//
  // Slots
  //===--------------------------------------------------------------------===//

  /// The slot of value `number`, with `type`; made where it is first needed.
  mlir::Value slot(Location loc, unsigned number, MemRefType type) {
    const Buffer &buffer = plan.buffers[plan.bufferOf[number]];
    unsigned index = buffer.index;
    if (buffer.space == Buffer::Arena)
      index =
          arenaNumbers.try_emplace(plan.bufferOf[number], arenaNumbers.size())
              .first->second;
    return slot(loc, buffer, index, type);
  }

  mlir::Value slot(Location loc, const Buffer &buffer, unsigned index,
                   MemRefType type) {
    mlir::Value &known = slots[{{unsigned(buffer.space), index}, type}];
    if (known)
      return known;
    ElementsAttr content;
    if (buffer.space == Buffer::Constant) {
      content = commands.constants[index];
      index = 0;
    }
    return known =
               tprt::SlotOp::create(builder, loc, type, toSpace(buffer.space),
                                    index, buffer.offset, content);
  }

  /// The slot of a tensor operand.
  mlir::Value slot(Location loc, mlir::Value tensor) {
    return slot(loc, commands.numberOf.lookup(tensor),
                toMemRef(tensor.getType()));
  }

  /// The slot of what a command writes, in the shape of `tensor`.
  mlir::Value slot(Location loc, const Destination &write, mlir::Value tensor) {
    return slot(loc, write.value, toMemRef(tensor.getType()));
  }

  SmallVector<mlir::Value> slotsOf(Location loc, ValueRange tensors) {
    return llvm::map_to_vector(
        tensors, [&](mlir::Value tensor) { return slot(loc, tensor); });
  }

  mlir::Value coordinate(mlir::Value value) {
    auto op = value.getDefiningOp<tprt::CoordinateOp>();
    mlir::Value &known = coordinates[{op.getStride(), op.getSize()}];
    if (!known)
      known = tprt::CoordinateOp::create(builder, op.getLoc(),
                                         builder.getIndexType(), op.getStride(),
                                         op.getSize());
    return known;
  }

  //===--------------------------------------------------------------------===//
  // Commands
  //===--------------------------------------------------------------------===//

  /// Makes `op` on slots; its attributes stay.
  Operation *create(Operation *op, ArrayRef<mlir::Value> operands,
                    TypeRange results = {}) {
    OperationState state(op->getLoc(), op->getName(), operands, results);
    state.attributes = op->getAttrDictionary();
    return builder.create(state);
  }

  /// A copy that the plan needs: it is where what it copies comes from, and
  /// shaped so.
  void addInsertedCopy(const Command &command) {
    unsigned from = command.reads[0], to = command.writes[0].value;
    unsigned copied = copiedFrom.lookup_or(from, from);
    copiedFrom[to] = copied;
    Location loc = commands.locations[copied];
    MemRefType type = toMemRef(commands.types[copied]);
    mlir::Value source = slot(loc, from, type);
    mlir::Value target = slot(loc, to, type);
    tprt::CopyOp::create(builder, loc, TypeRange{}, source, target);
  }

  /// Appends the slots of what `op` writes, in the shapes of its results.
  void addDestinations(Operation *op, const Command &command,
                       SmallVector<mlir::Value> &operands) {
    for (auto [write, result] :
         llvm::zip_equal(command.writes, op->getResults()))
      operands.push_back(slot(op->getLoc(), write, result));
  }

  void add(unsigned number) {
    const Command &command = commands.list.commands[number];
    if (command.kind == Command::Record || command.kind == Command::Wait)
      return addToken(number);
    if (!command.origin)
      return addInsertedCopy(command);
    Operation *op = commands.ops[*command.origin];
    Location loc = op->getLoc();
    TypeSwitch<Operation *>(op)
        .Case([&](tprt::GemmOp op) {
          SmallVector<mlir::Value> operands{slot(loc, op.getA()),
                                            slot(loc, op.getB())};
          if (op.getBias())
            operands.push_back(slot(loc, op.getBias()));
          addDestinations(op, command, operands);
          create(op, operands);
        })
        .Case([&](tprt::LaunchOp op) {
          SmallVector<mlir::Value> operands = slotsOf(loc, op.getIns());
          addDestinations(op, command, operands);
          for (mlir::Value value : op.getCoordinates())
            operands.push_back(coordinate(value));
          create(op, operands);
        })
        .Case([&](tprt::CopyOp op) {
          create(op, {slot(loc, op.getFrom()),
                      slot(loc, command.writes[0], op->getResult(0))});
        })
        .Case([&](tprt::StartOp op) {
          Operation *start =
              create(op,
                     {slot(loc, op.getFrom()),
                      slot(loc, command.writes[0], op.getResult())},
                     op.getToken().getType());
          tokens[number] = start->getResult(0);
        });
  }

  /// A record or a wait: it stands where the collective that it is for comes
  /// from.
  void addToken(unsigned number) {
    const Command &command = commands.list.commands[number];
    Location loc = commands.ops[*command.origin]->getLoc();
    if (command.kind == Command::Record)
      tokens[number] = tprt::RecordOp::create(
          builder, loc, tprt::TokenType::get(builder.getContext()));
    else
      tprt::WaitOp::create(builder, loc, TypeRange{},
                           tokens.lookup(command.partner), mlir::Value());
  }

  void addReturn(Location loc, TypeRange types) {
    SmallVector<mlir::Value> operands;
    for (auto [index, type] : llvm::enumerate(types))
      operands.push_back(
          slot(loc, Buffer{Buffer::Result}, index, cast<MemRefType>(type)));
    func::ReturnOp::create(builder, loc, operands);
  }

  func::FuncOp function;
  const FunctionCommands &commands;
  const StoragePlan &plan;
  OpBuilder builder;
  /// By space, index and type.
  DenseMap<std::pair<std::pair<unsigned, unsigned>, Type>, mlir::Value> slots;
  DenseMap<unsigned, unsigned> arenaNumbers;
  DenseMap<std::pair<int64_t, int64_t>, mlir::Value> coordinates;
  /// By command, of records and starts.
  DenseMap<unsigned, mlir::Value> tokens;
  DenseMap<unsigned, unsigned> copiedFrom;
};

} // namespace

void tp::schedule::rewriteToSlots(func::FuncOp function,
                                  const FunctionCommands &commands,
                                  const StoragePlan &plan) {
  Rewriter(function, commands, plan).run();
}
