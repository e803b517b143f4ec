//===- TopKLine.cpp - the greatest elements of one line -------------------===//

#include "TopKLine.h"
#include "HeapSort.h"
#include "LineEmitter.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

int64_t TopKLine::extent() const {
  return cast<RankedTensorType>(tensor_ext::TopKOp(op).getInput().getType())
      .getShape()
      .back();
}

Type TopKLine::elementType() const {
  return getElementTypeOrSelf(tensor_ext::TopKOp(op).getInput().getType());
}

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

/// Below zero the bits other than the sign count backwards. What turns bits
/// into keys turns keys into bits.
static Value flipNegative(OpBuilder &builder, Location loc, Value bits) {
  Type type = bits.getType();
  int64_t width = type.getIntOrFloatBitWidth();
  auto number = [&](int64_t value) -> Value {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getIntegerAttr(type, value));
  };
  Value sign = arith::ShRSIOp::create(builder, loc, bits, number(width - 1));
  Value flip = arith::ShRUIOp::create(builder, loc, sign, number(1));
  return arith::XOrIOp::create(builder, loc, bits, flip);
}

Value TopKLine::toKey(Value value) {
  if (!isa<FloatType>(value.getType()))
    return value;
  Type bits = builder.getIntegerType(value.getType().getIntOrFloatBitWidth());
  return flipNegative(builder, loc,
                      arith::BitcastOp::create(builder, loc, bits, value));
}

Value TopKLine::fromKey(Value key) {
  if (!isa<FloatType>(elementType()))
    return key;
  return arith::BitcastOp::create(builder, loc, elementType(),
                                  flipNegative(builder, loc, key));
}

Value TopKLine::isGreater(Value a, Value b) {
  auto predicate = elementType().isInteger(1) ? arith::CmpIPredicate::ugt
                                              : arith::CmpIPredicate::sgt;
  return arith::CmpIOp::create(builder, loc, predicate, a, b);
}

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

void TopKLine::emit(const Indices &at) {
  constexpr int64_t kMostInRegisters = 8;
  if (op.getK() == 0)
    return;
  if (int64_t(op.getK()) <= kMostInRegisters)
    emitInRegisters(at);
  else
    emitInHeap(at);
}

/// Each element is put where it belongs among the greatest so far, and what
/// stands from there on moves on by one, without a branch. A place that holds
/// nothing yet has index -1.
void TopKLine::emitInRegisters(const Indices &at) {
  unsigned k = op.getK();
  Type indexType = builder.getI32Type();
  Type keyType =
      isa<FloatType>(elementType())
          ? builder.getIntegerType(elementType().getIntOrFloatBitWidth())
          : elementType();
  auto number = [&](Type type, int64_t value) -> Value {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getIntegerAttr(type, value));
  };
  SmallVector<Value> kept(k, number(keyType, 0));
  kept.append(k, number(indexType, -1));
  kept =
      countLoop(element, loc, extent(), kept, [&](Value step, ValueRange kept) {
        Indices here = at;
        here.back() = Index::unknown(step, extent());
        Value key = toKey(element.element(op.getInput(), here));
        Value position =
            arith::IndexCastOp::create(builder, loc, indexType, step);
        Value zero = number(indexType, 0);
        SmallVector<Value> next(2 * k);
        Value beatsLast; // Whether the place before has been taken.
        for (unsigned place = 0; place < k; ++place) {
          Value isFree = arith::CmpIOp::create(
              builder, loc, arith::CmpIPredicate::slt, kept[k + place], zero);
          Value beats = arith::OrIOp::create(
              builder, loc, isGreater(key, kept[place]), isFree);
          auto choose = [&](Value own, Value last, Value coming) -> Value {
            if (beatsLast)
              coming = arith::SelectOp::create(builder, loc, beatsLast, last,
                                               coming);
            return arith::SelectOp::create(builder, loc, beats, coming, own);
          };
          unsigned before = place == 0 ? 0 : place - 1;
          next[place] = choose(kept[place], kept[before], key);
          next[k + place] = choose(kept[k + place], kept[k + before], position);
          beatsLast = beats;
        }
        return next;
      });
  for (unsigned place = 0; place < k; ++place) {
    Indices here = at;
    here.back() = element.index.constant(place, loc);
    element.store(op.getValues(), here, fromKey(kept[place]));
    element.store(op.getIndices(), here, kept[k + place]);
  }
}

void TopKLine::emitInHeap(const Indices &at) {
  int64_t k = op.getK();
  Type indexType = builder.getI32Type();
  auto placed = [&](Value place) {
    Indices here = at;
    here.back() = Index::unknown(place, k);
    return here;
  };
  Heap heap(builder, loc);
  heap.load = [&](Value place) -> Heap::Entry {
    Indices here = placed(place);
    return {
        element.load(op.getValues(), element.storage[op.getValues()], here),
        element.load(op.getIndices(), element.storage[op.getIndices()], here)};
  };
  heap.store = [&](Value place, const Heap::Entry &entry) {
    Indices here = placed(place);
    element.store(op.getValues(), here, entry[0]);
    element.store(op.getIndices(), here, entry[1]);
  };
  heap.isAfter = [&](const Heap::Entry &a, const Heap::Entry &b) -> Value {
    Value keyA = toKey(a[0]), keyB = toKey(b[0]);
    Value equal = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                        keyA, keyB);
    Value later = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sgt,
                                        a[1], b[1]);
    return arith::SelectOp::create(builder, loc, equal, later,
                                   isGreater(keyB, keyA));
  };
  auto read = [&](Value position) -> Heap::Entry {
    Indices here = at;
    here.back() = Index::unknown(position, extent());
    ElementEmitter::InnerScope scope(element);
    return {element.element(op.getInput(), here),
            arith::IndexCastOp::create(builder, loc, indexType, position)};
  };
  heap.keepFirst(extent(), k, read);
}
