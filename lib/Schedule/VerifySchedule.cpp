//===- VerifySchedule.cpp - checks a schedule byte by byte ----------------===//
// Follows which buffer every byte of memory holds, without the planner's code:
// a wrong lifetime shows as a read of bytes that another buffer has
// overwritten.

#include "StreamOrder.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TPRT/ArgumentLayout.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "tp/Schedule/Arena.h"
#include "tp/Schedule/Passes.h"
#include <map>

using namespace mlir;
using namespace tp;
using namespace tp::schedule;

namespace tp {
#define GEN_PASS_DEF_VERIFYSCHEDULEPASS
#include "tp/Schedule/Passes.h.inc"
} // namespace tp

namespace {

/// What some bytes hold: the buffer written there last.
struct Content {
  uint64_t end;
  tprt::Space space;
  int64_t buffer;
  Operation *writer;
};

/// What a command does with its operands. What it may or may not read counts
/// as written only.
struct Accesses {
  SmallVector<Value> reads, writes;
};

class Verifier {
public:
  explicit Verifier(func::FuncOp function) : function(function) {
    if (auto size = function->getAttrOfType<IntegerAttr>(
            tprt::TPRTDialect::kArenaSizeAttr))
      arenaSize = size.getInt();
    for (BlockArgument argument : function.getArguments())
      if (auto donated = function.getArgAttrOfType<IntegerAttr>(
              argument.getArgNumber(), tprt::kDonatedResultAttr))
        donatedTo[argument.getArgNumber()] = donated.getInt();
  }

  LogicalResult run() {
    initialiseArguments();
    return visitBlock(function.getBody().front());
  }

private:
  static uint64_t bytesOf(Type type) {
    return tprt::bufferBytes(cast<ShapedType>(type)).value_or(0);
  }

  Storage storageOf(tprt::Space space, int64_t index) const {
    if (space == tprt::Space::Argument) {
      auto donated = donatedTo.find(index);
      if (donated != donatedTo.end())
        return {tprt::Space::Result, donated->second};
    }
    return {space, space == tprt::Space::Arena ? 0 : index};
  }

  void initialiseArguments() {
    for (BlockArgument argument : function.getArguments()) {
      int64_t index = argument.getArgNumber();
      Storage storage = storageOf(tprt::Space::Argument, index);
      contents(storage)[0] = {bytesOf(argument.getType()),
                              tprt::Space::Argument, index, nullptr};
    }
  }

  LogicalResult visitBlock(Block &block) {
    for (Operation &op : block)
      if (failed(visit(&op)))
        return failure();
    return success();
  }

  using Contents = std::map<uint64_t, Content>;
  using Memory = std::map<std::pair<unsigned, int64_t>, Contents>;
  Contents &contents(Storage storage) {
    return memory[{unsigned(storage.space), storage.index}];
  }

  //===--------------------------------------------------------------------===//
  // Slots
  //===--------------------------------------------------------------------===//

  FailureOr<Place> placeOf(Operation *op, Value value) {
    auto slot = value.getDefiningOp<tprt::SlotOp>();
    if (!slot)
      return op->emitOpError() << "has an operand of type " << value.getType()
                               << " that no tprt.slot makes";
    uint64_t begin = slot.getOffset();
    int64_t index = slot.getIndex();
    return Place{slot.getSpace(), index, storageOf(slot.getSpace(), index),
                 begin, begin + bytesOf(slot.getType())};
  }

  LogicalResult verifySlot(tprt::SlotOp slot) {
    int64_t offset = slot.getOffset(), index = slot.getIndex();
    if (offset < 0 || offset % schedule::kBufferAlignment != 0)
      return slot.emitOpError()
             << "has offset " << offset << ", expected a multiple of "
             << schedule::kBufferAlignment;
    auto verifyWithin = [&](TypeRange values, StringRef what) -> LogicalResult {
      if (index < 0 || index >= int64_t(values.size()))
        return slot.emitOpError()
               << "names " << what << " " << index << " of " << values.size();
      if (offset + bytesOf(slot.getType()) > bytesOf(values[index]))
        return slot.emitOpError()
               << "ends at byte " << offset + bytesOf(slot.getType()) << " of "
               << what << " " << index << ", which has "
               << bytesOf(values[index]);
      return success();
    };
    switch (slot.getSpace()) {
    case tprt::Space::Arena:
      if (offset + bytesOf(slot.getType()) > arenaSize)
        return slot.emitOpError()
               << "ends at byte " << offset + bytesOf(slot.getType())
               << " of an arena of " << arenaSize;
      return success();
    case tprt::Space::Argument:
      return verifyWithin(function.getArgumentTypes(), "argument");
    case tprt::Space::Result:
      return verifyWithin(function.getResultTypes(), "result");
    case tprt::Space::Constant:
      if (!slot.getContent())
        return slot.emitOpError("is a constant without content");
      return success();
    }
    return success();
  }

  //===--------------------------------------------------------------------===//
  // Commands
  //===--------------------------------------------------------------------===//

  LogicalResult visit(Operation *op) {
    if (auto slot = dyn_cast<tprt::SlotOp>(op))
      return verifySlot(slot);
    if (auto wait = dyn_cast<tprt::WaitOp>(op))
      return order.visitWait(wait);
    if (auto record = dyn_cast<tprt::RecordOp>(op))
      return order.visitRecord(record);
    if (auto ret = dyn_cast<func::ReturnOp>(op))
      return visitReturn(ret);
    if (isa<tprt::CoordinateOp>(op))
      return success();
    if (auto loop = dyn_cast<tprt::LoopOp>(op))
      return visitLoop(loop);
    if (auto branch = dyn_cast<tprt::BranchOp>(op))
      return visitBranch(branch);
    FailureOr<Accesses> accesses = accessesOf(op);
    if (failed(accesses))
      return failure();
    SmallVector<Place> reads, writes;
    for (auto [values, places] : {std::make_pair(&accesses->reads, &reads),
                                  std::make_pair(&accesses->writes, &writes)})
      for (Value value : *values) {
        FailureOr<Place> place = placeOf(op, value);
        if (failed(place))
          return failure();
        places->push_back(*place);
      }
    if (failed(verifyOperands(op, reads, writes)) ||
        failed(order.visit(op, reads, writes)))
      return failure();
    for (const Place &place : reads)
      if (failed(verifyRead(op, place)))
        return failure();
    for (const Place &place : writes)
      write(op, place);
    return success();
  }

  //===--------------------------------------------------------------------===//
  // Loops and branches
  //===--------------------------------------------------------------------===//

  /// A region is like a step: it has streams' order of its own.
  LogicalResult visitRegion(Region &region) {
    StreamOrder outside = std::exchange(order, StreamOrder());
    if (failed(visitBlock(region.front())) || failed(order.finish()))
      return failure();
    order = std::move(outside);
    return success();
  }

  /// What an operand that a loop or branch decides by holds.
  LogicalResult visitDecision(Operation *op, Value value) {
    FailureOr<Place> place = placeOf(op, value);
    return failed(place) || failed(order.visitMeeting(op))
               ? failure()
               : verifyRead(op, *place);
  }

  /// Twice, since an iteration finds what the one before has left; and perhaps
  /// not at all.
  LogicalResult visitLoop(tprt::LoopOp loop) {
    if (failed(loop.getPredicate() ? visitDecision(loop, loop.getPredicate())
                                   : order.visitMeeting(loop)))
      return failure();
    Memory before = memory;
    for (int iteration = 0; iteration < 2; ++iteration) {
      if (failed(visitRegion(loop.getBody())))
        return failure();
      if (loop.getPredicate() &&
          failed(visitDecision(loop, loop.getPredicate())))
        return failure();
    }
    keepCommon(before);
    return success();
  }

  LogicalResult visitBranch(tprt::BranchOp branch) {
    if (failed(visitDecision(branch, branch.getIndex())))
      return failure();
    Memory before = memory;
    std::optional<Memory> after;
    for (Region &body : branch.getBodies()) {
      memory = before;
      if (failed(visitRegion(body)))
        return failure();
      if (after)
        keepCommon(*after);
      after = memory;
    }
    return success();
  }

  /// Forgets what lies elsewhere on another way here.
  void keepCommon(const Memory &other) {
    for (auto &[storage, bytes] : memory) {
      auto known = other.find(storage);
      Contents common;
      if (known != other.end())
        common = intersect(bytes, known->second);
      bytes = std::move(common);
    }
  }

  /// What some bytes hold whichever of two ways led here; null for nothing.
  static const Content *commonOf(const Content &a, const Content &b) {
    if (a.space == b.space)
      return a.buffer == b.buffer ? &a : nullptr;
    // A donated argument, or what has replaced it: good as the result only.
    if (a.space == tprt::Space::Argument && b.space == tprt::Space::Result)
      return &b;
    if (b.space == tprt::Space::Argument && a.space == tprt::Space::Result)
      return &a;
    return nullptr;
  }

  static Contents intersect(const Contents &a, const Contents &b) {
    Contents common;
    auto i = a.begin(), j = b.begin();
    while (i != a.end() && j != b.end()) {
      uint64_t begin = std::max(i->first, j->first);
      uint64_t end = std::min(i->second.end, j->second.end);
      const Content *both = commonOf(i->second, j->second);
      if (begin < end && both) {
        common[begin] = *both;
        common[begin].end = end;
      }
      i->second.end < j->second.end ? ++i : ++j;
    }
    return common;
  }

  FailureOr<Accesses> accessesOf(Operation *op) {
    if (auto gemm = dyn_cast<tprt::GemmOp>(op)) {
      Accesses accesses{{gemm.getA(), gemm.getB()},
                        SmallVector<Value>(gemm.getOuts())};
      if (gemm.getBias())
        accesses.reads.push_back(gemm.getBias());
      if (gemm.getAccumulate())
        if (failed(verifyUpdate(op, gemm.getC())))
          return failure();
      return accesses;
    }
    if (auto launch = dyn_cast<tprt::LaunchOp>(op))
      return Accesses{SmallVector<Value>(launch.getIns()),
                      SmallVector<Value>(launch.getOuts())};
    if (auto copy = dyn_cast<tprt::CopyOp>(op))
      return Accesses{{copy.getFrom()}, {copy.getOuts()}};
    if (auto start = dyn_cast<tprt::StartOp>(op))
      return Accesses{{start.getFrom()}, {start.getOuts()}};
    return op->emitOpError("is no command of a schedule");
  }

  /// What `op` accumulates into is read too.
  LogicalResult verifyUpdate(Operation *op, Value value) {
    FailureOr<Place> place = placeOf(op, value);
    return failed(place) ? failure() : verifyRead(op, *place);
  }

  LogicalResult verifyOperands(Operation *op, ArrayRef<Place> reads,
                               ArrayRef<Place> writes) {
    auto start = dyn_cast<tprt::StartOp>(op);
    bool mayBeInPlace =
        start && start.getKind() == tprt::CollectiveKind::AllReduce;
    for (auto [i, written] : llvm::enumerate(writes)) {
      tprt::Space space = written.space;
      if (space != tprt::Space::Arena && space != tprt::Space::Result)
        return op->emitOpError() << "writes " << tprt::stringifySpace(space)
                                 << " " << written.index;
      for (const Place &read : reads)
        if (written.overlaps(read) &&
            !(mayBeInPlace && written.begin == read.begin))
          return op->emitOpError("writes bytes that it reads");
      for (const Place &other : writes.take_front(i))
        if (written.overlaps(other))
          return op->emitOpError("writes the same bytes twice");
    }
    return success();
  }

  LogicalResult verifyRead(Operation *op, const Place &place) {
    if (place.space == tprt::Space::Constant)
      return success();
    Contents &bytes = contents(place.storage);
    uint64_t at = place.begin;
    auto it = bytes.upper_bound(at);
    if (it != bytes.begin())
      --it;
    for (; at < place.end; ++it) {
      if (it == bytes.end() || it->first > at || it->second.end <= at)
        return op->emitOpError()
               << "reads byte " << at << " of " << describe(place)
               << ", which nothing has written";
      const Content &content = it->second;
      // An update of a donated argument finds it in the result's storage.
      bool updates = content.space == tprt::Space::Argument &&
                     place.space == tprt::Space::Result;
      if (!updates &&
          (content.space != place.space || content.buffer != place.index)) {
        InFlightDiagnostic diag = op->emitOpError()
                                  << "reads " << describe(place)
                                  << ", which has been overwritten";
        if (content.writer)
          diag.attachNote(content.writer->getLoc()) << "overwritten here";
        return diag;
      }
      at = content.end;
    }
    return success();
  }

  void write(Operation *op, const Place &place) {
    if (place.begin == place.end)
      return;
    Contents &bytes = contents(place.storage);
    auto it = bytes.lower_bound(place.begin);
    if (it != bytes.begin() && std::prev(it)->second.end > place.begin) {
      Content &before = std::prev(it)->second;
      if (before.end > place.end)
        bytes[place.end] = before;
      before.end = place.begin;
    }
    while (it != bytes.end() && it->first < place.end) {
      if (it->second.end > place.end)
        bytes[place.end] = it->second;
      it = bytes.erase(it);
    }
    bytes[place.begin] = {place.end, place.space, place.index, op};
  }

  LogicalResult visitReturn(func::ReturnOp op) {
    if (failed(order.finish()))
      return failure();
    for (auto [index, value] : llvm::enumerate(op.getOperands())) {
      FailureOr<Place> place = placeOf(op, value);
      if (failed(place))
        return failure();
      if (place->space != tprt::Space::Result || place->index != int64_t(index))
        return op.emitOpError()
               << "returns " << describe(*place) << " as result " << index;
      if (failed(verifyRead(op, *place)))
        return failure();
    }
    return success();
  }

  func::FuncOp function;
  uint64_t arenaSize = 0;
  DenseMap<int64_t, int64_t> donatedTo;
  Memory memory;
  StreamOrder order;
};

struct VerifySchedulePass
    : public tp::impl::VerifySchedulePassBase<VerifySchedulePass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function->hasAttr(tprt::TPRTDialect::kKernelAttr) &&
          !function.isExternal() && failed(Verifier(function).run()))
        return signalPassFailure();
  }
};

} // namespace
