//===- JoinAccesses.cpp - neighbouring elements as vectors ----------------===//
// LLVM would join them too, but not where it has rewritten sums of indices or
// has merged the ends of branches before.

#include "JoinAccesses.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallVectorExtras.h"

using namespace mlir;
using namespace tp;

namespace {

/// An access to the element `offset` behind others of its kind.
struct Access {
  Operation *op;
  int64_t offset;
};

/// What neighbours share: memory, all indices but the last, and what the last
/// ones are counted from. Dimensions of extent 1 at the end do not count.
using Place = SmallVector<Value, 6>;

struct PlaceInfo : DenseMapInfo<Value> {
  static Place getEmptyKey() { return {DenseMapInfo::getEmptyKey()}; }
  static Place getTombstoneKey() { return {DenseMapInfo::getTombstoneKey()}; }
  static unsigned getHashValue(const Place &place) {
    return llvm::hash_combine_range(place);
  }
  static bool isEqual(const Place &a, const Place &b) { return a == b; }
};

using Accesses = llvm::MapVector<Place, SmallVector<Access>,
                                 DenseMap<Place, unsigned, PlaceInfo>>;

class AccessJoiner {
public:
  explicit AccessJoiner(gpu::GPUFuncOp kernel)
      : kernel(kernel), builder(kernel.getContext()) {
    kernel.walk(
        [&](memref::StoreOp store) { written.insert(store.getMemRef()); });
  }

  void run() {
    kernel.walk([&](Block *block) {
      Accesses loads, stores;
      for (Operation &op : *block)
        if (auto load = dyn_cast<memref::LoadOp>(op)) {
          if (!written.contains(load.getMemRef()))
            note(loads, &op, load.getMemRef(), load.getIndices());
        } else if (auto store = dyn_cast<memref::StoreOp>(op)) {
          note(stores, &op, store.getMemRef(), store.getIndices());
        }
      for (auto &[place, accesses] : loads)
        joinRuns(place, accesses);
      for (auto &[place, accesses] : stores)
        joinRuns(place, accesses);
    });
  }

private:
  static ArrayRef<int64_t> shapeOf(Value memory) {
    ArrayRef<int64_t> shape = cast<MemRefType>(memory.getType()).getShape();
    while (!shape.empty() && shape.back() == 1)
      shape = shape.drop_back();
    return shape;
  }

  void note(Accesses &accesses, Operation *op, Value memory,
            OperandRange indices) {
    indices = indices.take_front(shapeOf(memory).size());
    if (indices.empty() || !isa<BlockArgument>(memory))
      return;
    int64_t offset = 0;
    Value base = indices.back();
    APInt number;
    if (matchPattern(base, m_ConstantInt(&number))) {
      offset = number.getSExtValue();
      base = Value();
    } else if (auto sum = base.getDefiningOp<arith::AddIOp>();
               sum && matchPattern(sum.getRhs(), m_ConstantInt(&number))) {
      offset = number.getSExtValue();
      base = sum.getLhs();
    }
    Place place{memory, base};
    llvm::append_range(place, indices.drop_back());
    accesses[place].push_back({op, offset});
  }

  /// Whether an index is known to be a multiple of `number`.
  static bool isMultiple(Value index, int64_t number) {
    APInt factor;
    if (!index)
      return true;
    if (matchPattern(index, m_ConstantInt(&factor)))
      return factor.getSExtValue() % number == 0;
    Operation *op = index.getDefiningOp();
    if (isa_and_present<arith::MulIOp>(op))
      return isMultiple(op->getOperand(0), number) ||
             isMultiple(op->getOperand(1), number);
    return isa_and_present<arith::AddIOp>(op) &&
           isMultiple(op->getOperand(0), number) &&
           isMultiple(op->getOperand(1), number);
  }

  static int64_t elementBytes(const Place &place) {
    auto type = cast<MemRefType>(place[0].getType());
    return llvm::divideCeil(type.getElementTypeBitWidth(), 8);
  }

  /// The longest vector that may start at a multiple of its length.
  static int64_t longest(const Place &place) {
    ArrayRef<int64_t> shape = shapeOf(place[0]);
    int64_t length = 16 / elementBytes(place);
    auto isAligned = [&](int64_t length) {
      return isMultiple(place[1], length) &&
             (shape.size() == 1 || shape.back() % length == 0);
    };
    while (length > 1 && !isAligned(length))
      length /= 2;
    return length;
  }

  void joinRuns(const Place &place, SmallVector<Access> &accesses) {
    llvm::stable_sort(accesses, [](const Access &a, const Access &b) {
      return a.offset < b.offset;
    });
    int64_t most = longest(place);
    for (unsigned first = 0; first < accesses.size();) {
      int64_t length = most;
      while (length > 1 && !isRun(ArrayRef(accesses).drop_front(first), length))
        length /= 2;
      if (length > 1)
        join(place, ArrayRef(accesses).slice(first, length));
      first += length;
    }
  }

  /// Whether `accesses` start with a vector of `length` elements.
  static bool isRun(ArrayRef<Access> accesses, int64_t length) {
    if (int64_t(accesses.size()) < length || accesses[0].offset % length != 0)
      return false;
    for (int64_t i = 0; i < length; ++i)
      if (accesses[i].offset != accesses[0].offset + i)
        return false;
    return isa<memref::LoadOp>(accesses[0].op) ||
           isUndisturbed(accesses.take_front(length));
  }

  static std::pair<Operation *, Operation *> ends(ArrayRef<Access> run) {
    Operation *first = run.front().op, *last = run.front().op;
    for (const Access &access : run) {
      if (access.op->isBeforeInBlock(first))
        first = access.op;
      if (last->isBeforeInBlock(access.op))
        last = access.op;
    }
    return {first, last};
  }

  /// Whether nothing between stores could notice that they are all done last.
  static bool isUndisturbed(ArrayRef<Access> run) {
    auto [first, last] = ends(run);
    for (Operation *op = first; op != last; op = op->getNextNode())
      if (!isa<memref::StoreOp>(op) && !isMemoryEffectFree(op))
        return false;
    return true;
  }

  void join(const Place &place, ArrayRef<Access> run) {
    auto memory = cast<MemRefType>(place[0].getType());
    Location loc = run.front().op->getLoc();
    auto type = VectorType::get(run.size(), memory.getElementType());
    llvm::Align alignment(run.size() * elementBytes(place));
    auto [first, last] = ends(run);
    bool loads = isa<memref::LoadOp>(first);
    builder.setInsertionPoint(loads ? first : last);
    SmallVector<Value> indices = indicesOf(place, run.front().offset, loc);
    Value rows = withoutUnits(place[0], loc);
    if (loads) {
      Value vector = vector::LoadOp::create(builder, loc, type, rows, indices,
                                            false, alignment);
      for (auto [number, access] : llvm::enumerate(run))
        access.op->getResult(0).replaceAllUsesWith(
            vector::ExtractOp::create(builder, loc, vector, number));
    } else {
      SmallVector<Value> values = llvm::map_to_vector(
          run, [](const Access &access) { return access.op->getOperand(0); });
      Value vector = vector::FromElementsOp::create(builder, loc, type, values);
      vector::StoreOp::create(builder, loc, vector, rows, indices, false,
                              alignment);
    }
    for (const Access &access : run)
      access.op->erase();
  }

  /// The same memory without dimensions of extent 1 at the end.
  Value withoutUnits(Value memory, Location loc) {
    auto old = cast<MemRefType>(memory.getType());
    ArrayRef<int64_t> shape = shapeOf(memory);
    if (int64_t(shape.size()) == old.getRank())
      return memory;
    auto type = MemRefType::get(shape, old.getElementType());
    auto [strides, offset] = type.getStridesAndOffset();
    return memref::ReinterpretCastOp::create(builder, loc, type, memory, offset,
                                             shape, strides);
  }

  SmallVector<Value> indicesOf(const Place &place, int64_t offset,
                               Location loc) {
    SmallVector<Value> indices(ArrayRef(place).drop_front(2));
    Value last = arith::ConstantIndexOp::create(builder, loc, offset);
    if (place[1])
      last = builder.createOrFold<arith::AddIOp>(loc, place[1], last);
    indices.push_back(last);
    return indices;
  }

  gpu::GPUFuncOp kernel;
  OpBuilder builder;
  DenseSet<Value> written;
};

} // namespace

void tp::joinAccesses(gpu::GPUFuncOp kernel) { AccessJoiner(kernel).run(); }
