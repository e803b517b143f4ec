//===- SlotForm.cpp - from values to slots --------------------------------===//
// Every decision has been made: this only writes it down. What loops and
// branches run is planned as a program of its own; here its arguments, results
// and arena get their places in the program around it.

#include "FunctionCommands.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;
using namespace tp::schedule;

static MemRefType toMemRef(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  return MemRefType::get(tensor.getShape(), tensor.getElementType());
}

namespace {

/// Bytes of the whole program.
struct AbsolutePlace {
  tprt::Space space;
  uint64_t index; ///< Of constants their offset, which names them.
  uint64_t offset;
  ElementsAttr content; ///< Of constants.
};

/// A function that is being written: the program, or one use of a region.
struct Frame {
  explicit Frame(const PlannedFunction &planned) : planned(planned) {}

  const PlannedFunction &planned;
  /// What a region's arguments and results are; of the program empty.
  SmallVector<AbsolutePlace> arguments, results;
  uint64_t arenaOffset = 0;
  /// By number of a buffer in the arena: what the slots are numbered.
  DenseMap<unsigned, unsigned> arenaNumbers;
  /// By command, of records and starts.
  DenseMap<unsigned, mlir::Value> tokens;
  DenseMap<unsigned, unsigned> copiedFrom;
};

class Rewriter {
public:
  Rewriter(func::FuncOp function, const PlannedFunction &planned, PlanOf planOf)
      : function(function), planned(planned), planOf(planOf),
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
    constantsEnd = planned.plan.constantsSize;
    Frame program(planned);
    addCommands(program);
    addReturn(tensors->getTerminator()->getLoc(), results);
    tensors->dropAllReferences();
    tensors->erase();
    function.setType(builder.getFunctionType(arguments, results));
    function->setAttr(tprt::TPRTDialect::kArenaSizeAttr,
                      builder.getI64IntegerAttr(planned.plan.arenaSize));
  }

private:
  void addCommands(Frame &within) {
    Frame *outer = std::exchange(frame, &within);
    for (unsigned c = 0; c < list().commands.size(); ++c)
      add(c);
    frame = outer;
  }

  const FunctionCommands &commands() const { return frame->planned.commands; }
  const CommandList &list() const { return commands().list; }

  //===--------------------------------------------------------------------===//
  // Places
  //===--------------------------------------------------------------------===//

  AbsolutePlace placeOf(unsigned value) {
    const StoragePlan &plan = frame->planned.plan;
    unsigned number = plan.bufferOf[value];
    const Buffer &buffer = plan.buffers[number];
    switch (buffer.space) {
    case Buffer::Arena: {
      auto [known, isNew] =
          frame->arenaNumbers.try_emplace(number, nextArenaNumber);
      nextArenaNumber += isNew;
      return {tprt::Space::Arena, known->second,
              frame->arenaOffset + buffer.offset, nullptr};
    }
    case Buffer::Argument:
      return frame->arguments.empty() ? AbsolutePlace{tprt::Space::Argument,
                                                      buffer.index, 0, nullptr}
                                      : frame->arguments[buffer.index];
    case Buffer::Result:
      return frame->results.empty()
                 ? AbsolutePlace{tprt::Space::Result, buffer.index, 0, nullptr}
                 : frame->results[buffer.index];
    case Buffer::Constant:
      return placeOfConstant(commands().constants[buffer.index], buffer);
    }
    llvm_unreachable("all spaces handled");
  }

  /// Where the program has planned a constant, or, of a region's, where an
  /// equal one lies.
  AbsolutePlace placeOfConstant(ElementsAttr content, const Buffer &buffer) {
    uint64_t next = &frame->planned == &planned ? buffer.offset : constantsEnd;
    auto [known, isNew] = constants.try_emplace(content, next);
    if (isNew && next == constantsEnd && &frame->planned != &planned)
      constantsEnd += alignBuffer(buffer.size);
    return {tprt::Space::Constant, known->second, known->second, content};
  }

  //===--------------------------------------------------------------------===//
  // Slots
  //===--------------------------------------------------------------------===//

  /// The slot of value `number`, with `type`; made where it is first needed, or
  /// before the outermost loop or branch around.
  mlir::Value slot(Location loc, unsigned number, MemRefType type) {
    return slot(loc, placeOf(number), type);
  }

  mlir::Value slot(Location loc, const AbsolutePlace &place, MemRefType type) {
    mlir::Value &known = slots[{{unsigned(place.space), place.index}, type}];
    if (known)
      return known;
    OpBuilder::InsertionGuard guard(builder);
    leaveRegions();
    uint64_t index = place.space == tprt::Space::Constant ? 0 : place.index;
    return known = tprt::SlotOp::create(builder, loc, type, place.space, index,
                                        place.offset, place.content);
  }

  void leaveRegions() {
    if (outermost)
      builder.setInsertionPoint(outermost);
  }

  /// The slot of a tensor operand.
  mlir::Value slot(Location loc, mlir::Value tensor) {
    return slot(loc, commands().numberOf.lookup(tensor),
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
    if (known)
      return known;
    OpBuilder::InsertionGuard guard(builder);
    leaveRegions();
    return known = tprt::CoordinateOp::create(builder, op.getLoc(),
                                              builder.getIndexType(),
                                              op.getStride(), op.getSize());
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
    unsigned copied = frame->copiedFrom.lookup_or(from, from);
    frame->copiedFrom[to] = copied;
    Location loc = commands().locations[copied];
    MemRefType type = toMemRef(commands().types[copied]);
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
    const Command &command = list().commands[number];
    if (command.kind == Command::Record || command.kind == Command::Wait)
      return addToken(number);
    if (!command.origin)
      return addInsertedCopy(command);
    Operation *op = commands().ops[*command.origin];
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
          frame->tokens[number] = start->getResult(0);
        })
        .Case([&](tprt::LoopOp op) { addLoop(op, command); })
        .Case([&](tprt::BranchOp op) { addBranch(op, command); });
  }

  /// The program of a loop or branch in the body of `parent`. `arguments` are
  /// the values here that its arguments are.
  void addRegion(Operation *parent, Region &body, func::FuncOp callee,
                 const RegionUse &use, const Command &command,
                 ArrayRef<AbsolutePlace> arguments) {
    OpBuilder::InsertionGuard guard(builder);
    bool isOutermost = !outermost;
    if (isOutermost)
      outermost = parent;
    builder.createBlock(&body);
    Frame inner(planOf(callee));
    inner.arguments.assign(arguments.begin(), arguments.end());
    for (const Destination &write : ArrayRef(command.writes).drop_back())
      inner.results.push_back(placeOf(write.value));
    inner.arenaOffset = placeOf(use.scratch).offset;
    addCommands(inner);
    if (isOutermost)
      outermost = nullptr;
  }

  /// What a loop carries lies in one place from its beginning to its end.
  void addLoop(tprt::LoopOp op, const Command &command) {
    const RegionUse &use = commands().regions.find(op)->second;
    SmallVector<AbsolutePlace> arguments;
    for (const Destination &write : ArrayRef(command.writes).drop_back())
      arguments.push_back(placeOf(write.value));
    for (mlir::Value value : op.getIns())
      arguments.push_back(placeOf(commands().numberOf.lookup(value)));
    mlir::Value predicate;
    if (!op.getTrips())
      predicate = slot(op.getLoc(), command.writes.rbegin()[1],
                       op->getResults().back());
    auto loop = tprt::LoopOp::create(builder, op.getLoc(), TypeRange(),
                                     op.getTripsAttr(), predicate, nullptr,
                                     ValueRange(), ValueRange());
    addRegion(loop, loop.getBody(), use.functions.front(), use, command,
              arguments);
  }

  void addBranch(tprt::BranchOp op, const Command &command) {
    const RegionUse &use = commands().regions.find(op)->second;
    SmallVector<AbsolutePlace> arguments;
    for (mlir::Value value : op.getIns())
      arguments.push_back(placeOf(commands().numberOf.lookup(value)));
    mlir::Value index = slot(op.getLoc(), op.getIndex());
    auto branch = tprt::BranchOp::create(builder, op.getLoc(), TypeRange(),
                                         index, nullptr, ValueRange(),
                                         ValueRange(), use.functions.size());
    for (auto [body, callee] :
         llvm::zip_equal(branch.getBodies(), use.functions))
      addRegion(branch, body, callee, use, command, arguments);
  }

  /// A record or a wait: it stands where the collective that it is for comes
  /// from.
  void addToken(unsigned number) {
    const Command &command = list().commands[number];
    Location loc = commands().ops[*command.origin]->getLoc();
    if (command.kind == Command::Record)
      frame->tokens[number] = tprt::RecordOp::create(
          builder, loc, tprt::TokenType::get(builder.getContext()));
    else
      tprt::WaitOp::create(builder, loc, TypeRange{},
                           frame->tokens.lookup(command.partner),
                           mlir::Value());
  }

  void addReturn(Location loc, TypeRange types) {
    SmallVector<mlir::Value> operands;
    for (auto [index, type] : llvm::enumerate(types))
      operands.push_back(
          slot(loc, AbsolutePlace{tprt::Space::Result, index, 0, nullptr},
               cast<MemRefType>(type)));
    func::ReturnOp::create(builder, loc, operands);
  }

  func::FuncOp function;
  const PlannedFunction &planned;
  PlanOf planOf;
  OpBuilder builder;
  Frame *frame = nullptr;
  /// The loop or branch around, in no other.
  Operation *outermost = nullptr;
  /// By space, index and type.
  DenseMap<std::pair<std::pair<unsigned, uint64_t>, Type>, mlir::Value> slots;
  unsigned nextArenaNumber = 0;
  /// By content: the offset.
  DenseMap<Attribute, uint64_t> constants;
  uint64_t constantsEnd = 0;
  DenseMap<std::pair<int64_t, int64_t>, mlir::Value> coordinates;
};

} // namespace

void tp::schedule::rewriteToSlots(func::FuncOp function,
                                  const PlannedFunction &planned,
                                  PlanOf planOf) {
  Rewriter(function, planned, planOf).run();
}
