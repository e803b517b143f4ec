//===- HeapSort.cpp - sorting in place ------------------------------------===//

#include "HeapSort.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace tp::loops;

Value Heap::number(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

void Heap::count(int64_t from, int64_t to, function_ref<void(Value)> body) {
  auto loop =
      scf::ForOp::create(builder, loc, number(from), number(to), number(1));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVar());
}

/// Of the children `left` and `left` + 1 the one that comes later, if both are
/// among the first `length` places.
Value Heap::laterChild(Value length, Value left) {
  Value right = arith::AddIOp::create(builder, loc, left, number(1));
  Value hasRight = arith::CmpIOp::create(
      builder, loc, arith::CmpIPredicate::ult, right, length);
  auto choice = scf::IfOp::create(builder, loc, builder.getIndexType(),
                                  hasRight, /*addThenBlock=*/true,
                                  /*addElseBlock=*/true);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(choice.thenBlock());
  Value isRight = isAfter(load(right), load(left));
  scf::YieldOp::create(
      builder, loc,
      arith::SelectOp::create(builder, loc, isRight, right, left).getResult());
  builder.setInsertionPointToStart(choice.elseBlock());
  scf::YieldOp::create(builder, loc, left);
  return choice.getResult(0);
}

void Heap::sift(Value length, Value place, const Entry &entry) {
  Type index = builder.getIndexType(), bit = builder.getI1Type();
  OpBuilder::InsertionGuard guard(builder);
  auto down =
      scf::WhileOp::create(builder, loc, TypeRange{index}, ValueRange{place});
  Block *before = builder.createBlock(&down.getBefore(), {}, index, loc);
  Value here = before->getArgument(0);
  Value twice = arith::AddIOp::create(builder, loc, here, here);
  Value left = arith::AddIOp::create(builder, loc, twice, number(1));
  Value hasLeft = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult,
                                        left, length);
  auto step = scf::IfOp::create(builder, loc, TypeRange{index, bit}, hasLeft,
                                /*addThenBlock=*/true, /*addElseBlock=*/true);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(step.thenBlock());
    Value child = laterChild(length, left);
    Entry other = load(child);
    Value goesOn = isAfter(other, entry);
    auto move = scf::IfOp::create(builder, loc, goesOn);
    {
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPointToStart(move.thenBlock());
      store(here, other);
    }
    Value next = arith::SelectOp::create(builder, loc, goesOn, child, here);
    scf::YieldOp::create(builder, loc, ValueRange{next, goesOn});
    builder.setInsertionPointToStart(step.elseBlock());
    Value no = arith::ConstantIntOp::create(builder, loc, bit, 0);
    scf::YieldOp::create(builder, loc, ValueRange{here, no});
  }
  scf::ConditionOp::create(builder, loc, step.getResult(1), step.getResult(0));
  Block *after = builder.createBlock(&down.getAfter(), {}, index, loc);
  scf::YieldOp::create(builder, loc, after->getArgument(0));
  builder.setInsertionPointAfter(down);
  store(down.getResult(0), entry);
}

void Heap::keepFirst(int64_t numEntries, int64_t kept,
                     function_ref<Entry(Value)> read) {
  count(0, kept, [&](Value i) { store(i, read(i)); });
  // From the last parent to the root.
  count(0, kept / 2, [&](Value i) {
    Value place = arith::SubIOp::create(builder, loc, number(kept / 2 - 1), i);
    sift(number(kept), place, load(place));
  });
  if (kept < numEntries)
    count(kept, numEntries, [&](Value i) {
      Entry entry = read(i);
      Value isKept = isAfter(load(number(0)), entry);
      auto choice = scf::IfOp::create(builder, loc, isKept);
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPointToStart(choice.thenBlock());
      sift(number(kept), number(0), entry);
    });
  // What comes last leaves the heap to the place behind it.
  count(1, kept, [&](Value i) {
    Value length = arith::SubIOp::create(builder, loc, number(kept), i);
    Entry last = load(length);
    store(length, load(number(0)));
    sift(length, number(0), last);
  });
}
