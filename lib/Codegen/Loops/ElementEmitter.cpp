//===- ElementEmitter.cpp - one element of one value ----------------------===//

#include "ElementEmitter.h"
#include "../Dispatch/DispatchOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

static RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

//===----------------------------------------------------------------------===//
// Dry walk
//===----------------------------------------------------------------------===//

NestReads ElementEmitter::walkDry(ArrayRef<int64_t> extents,
                                  function_ref<void()> visit) {
  NestReads reads;
  reads.breaks.resize(extents.size());
  found = &reads;
  nestExtents = extents;
  index.dry = true;
  std::map<Key, Value> outer = std::exchange(known, {});
  visit();
  known = std::move(outer);
  index.dry = false;
  found = nullptr;
  return reads;
}

/// Whether a nest that reads `value` here visits its whole block, each element
/// once.
bool ElementEmitter::coversBlock(Value value, const Indices &at) {
  llvm::SmallBitVector used(nestExtents.size());
  SmallVector<int64_t> block = plan.blockShape(value);
  for (auto [dim, read] : llvm::enumerate(at)) {
    if (block[dim] == 1)
      continue;
    if (read.loop == Index::kNoLoop || read.offset != 0 ||
        used.test(read.loop) || nestExtents[read.loop] != block[dim])
      return false;
    used.set(read.loop);
  }
  for (auto [loop, extent] : llvm::enumerate(nestExtents))
    if (extent != 1 && !used.test(loop))
      return false;
  return true;
}

void ElementEmitter::noteRead(Value value, const Indices &at) {
  auto op = dyn_cast<linalg::LinalgOp>(value.getDefiningOp());
  bool reduces = op && !isParallel(op);
  bool whole = !conditional && !reduces && coversBlock(value, at);
  auto [known, isNew] = found->reads.try_emplace(value, whole);
  known->second = known->second && whole;
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

/// Where an element lies in the buffer: blocks are addressed from their start.
Indices ElementEmitter::bufferIndices(Value value, const Storage &storage,
                                      const Indices &at, Location loc) {
  Indices result = at;
  if (!storage.isBlock)
    return result;
  for (auto [dim, read] : llvm::enumerate(result)) {
    const GridDim *row = plan.gridDim(plan.domain.factor(value, dim));
    if (!row)
      continue;
    if (row->block == 1) {
      read = index.constant(0, loc);
      continue;
    }
    Value &within = withinBlock[read.value];
    if (!within)
      within = arith::SubIOp::create(builder, loc, read.value,
                                     blockStart.lookup(row->factor));
    read = Index::unknown(within, row->block);
  }
  return result;
}

static SmallVector<Value> values(const Indices &indices) {
  return llvm::map_to_vector(indices, [](const Index &i) { return i.value; });
}

Value ElementEmitter::load(Value value, const Storage &storage,
                           const Indices &at) {
  if (storage.scalar)
    return storage.scalar;
  Location loc = value.getLoc();
  Value element =
      memref::LoadOp::create(builder, loc, storage.buffer,
                             values(bufferIndices(value, storage, at, loc)));
  return fromStorage(element, tensorType(value).getElementType(), loc);
}

Value ElementEmitter::fromStorage(Value stored, Type type, Location loc) {
  if (type.isInteger(1)) {
    Value zero =
        arith::ConstantIntOp::create(builder, loc, stored.getType(), 0);
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, stored,
                                 zero);
  }
  if (type.isIndex())
    return arith::IndexCastOp::create(builder, loc, type, stored);
  if (type.isBF16())
    return arith::BitcastOp::create(builder, loc, type, stored);
  return stored;
}

Value ElementEmitter::toStorage(Value element, Location loc) {
  Type type = element.getType();
  if (type.isInteger(1))
    return arith::ExtUIOp::create(builder, loc, storageType(type), element);
  if (type.isIndex())
    return arith::IndexCastOp::create(builder, loc, storageType(type), element);
  if (type.isBF16())
    return arith::BitcastOp::create(builder, loc, storageType(type), element);
  return element;
}

void ElementEmitter::store(Value value, const Indices &at, Value element,
                           Value copy) {
  Location loc = value.getLoc();
  Storage whole;
  whole.buffer = copy;
  Storage &place = copy ? whole : storage[value];
  if (!place.buffer) {
    place.scalar = element;
    return;
  }
  memref::StoreOp::create(builder, loc, toStorage(element, loc), place.buffer,
                          values(bufferIndices(value, place, at, loc)));
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

Value ElementEmitter::element(Value value, const Indices &at) {
  Key key{value.getAsOpaquePointer(), {}};
  for (const Index &i : at)
    if (index.dry)
      for (int64_t part : {int64_t(i.loop), i.offset, i.low, i.high})
        key.second.push_back(reinterpret_cast<void *>(part));
    else if (i.isConstant()) // Odd, as no pointer is.
      key.second.push_back(reinterpret_cast<void *>(2 * i.low + 1));
    else
      key.second.push_back(i.value.getAsOpaquePointer());
  if (conditional)
    key.second.push_back(nullptr);
  auto seen = known.find(key);
  if (seen != known.end())
    return seen->second;
  auto emit = [&]() -> Value {
    if (Value buffer = mapping.lookupOrNull(value)) {
      if (index.dry)
        return nullptr;
      Storage argument;
      argument.buffer = buffer;
      return load(value, argument, at);
    }
    auto place = storage.find(value);
    if (place == storage.end())
      return compute(value, at);
    if (place->second.computed)
      return index.dry ? nullptr : load(value, place->second, at);
    if (index.dry) {
      noteRead(value, at);
      return compute(value, at);
    }
    assert(computedOnTheWay.contains(value) && "read before it is computed");
    Value result = compute(value, at);
    store(value, at, result);
    return result;
  };
  Value result = emit();
  known[key] = result;
  return result;
}

Value ElementEmitter::compute(Value value, const Indices &at) {
  Operation *op = value.getDefiningOp();
  return TypeSwitch<Operation *, Value>(op)
      .Case([&](linalg::LinalgOp) {
        return structured(cast<OpResult>(value), at);
      })
      .Case([&](arith::ConstantOp constant) -> Value {
        if (index.dry)
          return nullptr;
        auto splat = cast<SplatElementsAttr>(constant.getValue());
        return arith::ConstantOp::create(builder, op->getLoc(),
                                         splat.getSplatValue<TypedAttr>());
      })
      .Case([&](tensor::EmptyOp empty) -> Value {
        // Undefined content; zero is as good as any.
        if (index.dry)
          return nullptr;
        return arith::ConstantOp::create(
            builder, op->getLoc(),
            builder.getZeroAttr(empty.getType().getElementType()));
      })
      .Case<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(
          [&](Operation *op) { return reshape(op, at); })
      .Case([&](tensor::ExtractSliceOp op) { return slice(op, at); })
      .Case([&](tensor::ConcatOp op) { return concat(op, at); })
      .Case([&](tensor::PadOp op) { return pad(op, at); })
      .Case([&](tensor_ext::GatherOp op) { return gather(op, at); })
      .Default([](Operation *) -> Value {
        llvm_unreachable("planKernel has checked all ops");
      });
}

Index ElementEmitter::indexOf(AffineExpr expr, const Indices &loops,
                              Location loc) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return loops[dim.getPosition()];
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return index.constant(constant.getValue(), loc);
  auto binary = cast<AffineBinaryOpExpr>(expr);
  Index left = indexOf(binary.getLHS(), loops, loc);
  if (expr.getKind() == AffineExprKind::Add)
    return index.add(left, indexOf(binary.getRHS(), loops, loc), loc);
  int64_t number = cast<AffineConstantExpr>(binary.getRHS()).getValue();
  switch (expr.getKind()) {
  case AffineExprKind::Mul:
    return index.multiply(left, number, loc);
  case AffineExprKind::FloorDiv:
    return index.divide(left, number, loc);
  case AffineExprKind::Mod:
    return index.remainder(left, number, loc);
  case AffineExprKind::CeilDiv:
    return index.divide(index.add(left, number - 1, loc), number, loc);
  default:
    llvm_unreachable("all affine expressions handled");
  }
}

Indices ElementEmitter::indicesOf(AffineMap map, const Indices &loops,
                                  Location loc) {
  Indices result;
  for (AffineExpr expr : map.getResults())
    result.push_back(indexOf(expr, loops, loc));
  return result;
}

/// The indices of all loops of a parallel op from those of a result.
Value ElementEmitter::structured(OpResult result, const Indices &at) {
  auto op = cast<linalg::LinalgOp>(result.getOwner());
  if (!isParallel(op)) // Dry: reductions are always stored.
    return nullptr;
  Indices loops(op.getNumLoops(), Index::unknown(nullptr, 1));
  for (auto [dim, extent] : llvm::enumerate(op.getStaticLoopRanges()))
    if (extent == 1)
      loops[dim] = index.constant(0, op.getLoc());
  AffineMap map = op.getIndexingMapMatchingResult(result);
  for (auto [dim, expr] : llvm::enumerate(map.getResults()))
    loops[cast<AffineDimExpr>(expr).getPosition()] = at[dim];
  return body(op, loops, {})[index.dry ? 0 : result.getResultNumber()];
}

/// `tensor.extract` in a body.
void ElementEmitter::readTensor(Operation *op, IRMapping &local) {
  auto extract = cast<tensor::ExtractOp>(op);
  Indices at;
  for (auto [position, extent] : llvm::zip_equal(
           extract.getIndices(), tensorType(extract.getTensor()).getShape()))
    at.push_back(Index::unknown(
        index.dry ? Value() : local.lookupOrDefault(position), extent));
  Value read = element(extract.getTensor(), at);
  if (!index.dry)
    local.map(extract.getResult(), read);
}

/// Lets a reduction's additions be reordered: without it no lane of a vector
/// could keep a sum of its own.
static void allowReordering(Operation *op) {
  if (isa<arith::AddFOp, arith::MulFOp>(op))
    op->setAttr("fastmath",
                arith::FastMathFlagsAttr::get(op->getContext(),
                                              arith::FastMathFlags::reassoc));
}

SmallVector<Value> ElementEmitter::body(linalg::LinalgOp op,
                                        const Indices &loops,
                                        ValueRange carried) {
  Location loc = op.getLoc();
  Block *block = op.getBlock();
  IRMapping local(mapping);
  unsigned numInputs = op.getNumDpsInputs();
  for (OpOperand &operand : op->getOpOperands()) {
    unsigned number = operand.getOperandNumber();
    BlockArgument argument = op.getMatchingBlockArgument(&operand);
    if (number >= numInputs && !carried.empty()) {
      local.map(argument, carried[number - numInputs]);
      continue;
    }
    if (argument.use_empty() || (number >= numInputs && !isParallel(op)))
      continue;
    Value read;
    if (isa<RankedTensorType>(operand.get().getType()))
      read =
          element(operand.get(),
                  indicesOf(op.getMatchingIndexingMap(&operand), loops, loc));
    else
      read = index.dry ? Value() : mapping.lookupOrDefault(operand.get());
    if (!index.dry)
      local.map(argument, read);
  }
  for (Operation &inner : block->without_terminator()) {
    if (isa<tensor::ExtractOp>(inner)) {
      readTensor(&inner, local);
    } else if (index.dry) {
      continue;
    } else if (auto position = dyn_cast<linalg::IndexOp>(inner)) {
      local.map(position.getResult(), loops[position.getDim()].value);
    } else {
      Operation *copy = builder.clone(inner, local);
      if (!carried.empty() &&
          llvm::is_contained(block->getTerminator()->getOperands(),
                             inner.getResult(0)))
        allowReordering(copy);
    }
  }
  if (index.dry)
    return {Value()};
  SmallVector<Value> results;
  for (Value value : block->getTerminator()->getOperands())
    results.push_back(local.lookupOrDefault(value));
  return results;
}

Indices ElementEmitter::resultIndices(linalg::LinalgOp op, unsigned number,
                                      const Indices &loops) {
  Indices result;
  AffineMap map = op.getIndexingMapMatchingResult(op->getResult(number));
  for (AffineExpr expr : map.getResults())
    result.push_back(loops[cast<AffineDimExpr>(expr).getPosition()]);
  return result;
}

SmallVector<Value> ElementEmitter::initialValues(linalg::LinalgOp op,
                                                 const Indices &loops) {
  SmallVector<Value> values;
  for (auto [number, init] : llvm::enumerate(op.getDpsInits()))
    values.push_back(element(init, resultIndices(op, number, loops)));
  return values;
}

//===----------------------------------------------------------------------===//
// Ops that move elements
//===----------------------------------------------------------------------===//

Value ElementEmitter::reshape(Operation *op, const Indices &at) {
  Location loc = op->getLoc();
  Value source = op->getOperand(0);
  Indices read;
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op)) {
    ArrayRef<int64_t> shape = expand.getResultType().getShape();
    for (const ReassociationIndices &group : expand.getReassociationIndices()) {
      Index position = index.constant(0, loc);
      for (int64_t dim : group) {
        position = index.multiply(position, shape[dim], loc);
        position = index.add(position, at[dim], loc);
      }
      read.push_back(position);
    }
    return element(source, read);
  }
  auto collapse = cast<tensor::CollapseShapeOp>(op);
  ArrayRef<int64_t> shape = collapse.getSrcType().getShape();
  if (at.empty()) // One element, and no group that would say so.
    read.append(shape.size(), index.constant(0, loc));
  for (auto [position, group] :
       llvm::zip_equal(at, collapse.getReassociationIndices())) {
    Index rest = position;
    Indices reversed;
    for (int64_t dim : llvm::reverse(group)) {
      reversed.push_back(shape[dim] == 1
                             ? index.constant(0, loc)
                             : index.remainder(rest, shape[dim], loc));
      rest = index.divide(rest, shape[dim], loc);
    }
    read.append(reversed.rbegin(), reversed.rend());
  }
  return element(source, read);
}

Value ElementEmitter::slice(Operation *op, const Indices &at) {
  auto slice = cast<tensor::ExtractSliceOp>(op);
  Location loc = op->getLoc();
  ArrayRef<int64_t> shape = slice.getSourceType().getShape();
  Indices read(shape.size());
  for (Index &position : read)
    position = index.constant(0, loc);
  for (auto [dim, from] : llvm::enumerate(sliceSourceDims(op)))
    read[from] = at[dim];
  SmallVector<OpFoldResult> offsets = slice.getMixedOffsets();
  SmallVector<OpFoldResult> strides = slice.getMixedStrides();
  for (unsigned dim = 0; dim < read.size(); ++dim) {
    // planKernel admits static strides only (see checkOp).
    read[dim] = index.multiply(
        read[dim], getConstantIntValue(strides[dim]).value_or(1), loc);
    if (std::optional<int64_t> offset = getConstantIntValue(offsets[dim])) {
      read[dim] = index.add(read[dim], *offset, loc);
      continue;
    }
    Value offset =
        index.dry ? Value() : mapping.lookup(cast<Value>(offsets[dim]));
    read[dim] = index.add(read[dim], Index::unknown(offset, shape[dim]), loc);
    read[dim].low = 0;
    read[dim].high = shape[dim];
  }
  return element(slice.getSource(), read);
}

Value ElementEmitter::either(Location loc, Value condition, Type type,
                             function_ref<Value()> yes,
                             function_ref<Value()> no) {
  auto choice = scf::IfOp::create(builder, loc, type, condition,
                                  /*addElseBlock=*/true, /*addElse=*/true);
  OpBuilder::InsertionGuard guard(builder);
  std::map<Key, Value> before = known;
  auto fill = [&](Block *block, function_ref<Value()> value) {
    builder.setInsertionPointToEnd(block);
    scf::YieldOp::create(builder, loc, value());
    known = before;
  };
  fill(choice.thenBlock(), yes);
  fill(choice.elseBlock(), no);
  return choice.getResult(0);
}

Value ElementEmitter::concat(Operation *op, const Indices &at) {
  auto concat = cast<tensor::ConcatOp>(op);
  Location loc = op->getLoc();
  int64_t dim = concat.getDim();
  Index position = at[dim];
  struct Part {
    Value value;
    int64_t begin, end;
  };
  SmallVector<Part> parts;
  int64_t begin = 0;
  for (Value input : concat.getInputs()) {
    int64_t end = begin + tensorType(input).getDimSize(dim);
    if (begin < position.high && position.low < end && begin < end)
      parts.push_back({input, begin, end});
    begin = end;
  }
  auto read = [&](const Part &part) {
    Indices inside = at;
    inside[dim] = index.add(position, -part.begin, loc);
    inside[dim].low = std::max<int64_t>(inside[dim].low, 0);
    inside[dim].high =
        std::min<int64_t>(inside[dim].high, part.end - part.begin);
    return element(part.value, inside);
  };
  if (parts.size() == 1)
    return read(parts.front());
  if (index.dry) {
    bool outer = std::exchange(conditional, true);
    for (const Part &part : parts) {
      if (position.loop != Index::kNoLoop)
        found->breaks[position.loop].push_back(part.begin - position.offset);
      read(part);
    }
    conditional = outer;
    return nullptr;
  }
  std::function<Value(unsigned)> choose = [&](unsigned i) {
    if (i + 1 == parts.size())
      return read(parts[i]);
    Value inside = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::slt, position.value,
        index.constantValue(parts[i].end, loc));
    return either(
        loc, inside, tensorType(concat).getElementType(),
        [&] { return read(parts[i]); }, [&] { return choose(i + 1); });
  };
  return choose(0);
}

Value ElementEmitter::pad(Operation *op, const Indices &at) {
  auto pad = cast<tensor::PadOp>(op);
  Location loc = op->getLoc();
  // A constant may stand in the pad's own region, where nothing maps it.
  auto padding = [&]() -> Value {
    Value value = pad.getConstantPaddingValue();
    if (index.dry)
      return nullptr;
    if (Value outside = mapping.lookupOrNull(value))
      return outside;
    return builder.clone(*value.getDefiningOp())->getResult(0);
  };
  Indices inside = at;
  Value condition;
  bool mayBeOutside = false;
  auto require = [&](Index i, arith::CmpIPredicate predicate, int64_t bound) {
    mayBeOutside = true;
    if (index.dry) {
      if (i.loop != Index::kNoLoop)
        found->breaks[i.loop].push_back(bound - i.offset);
      return;
    }
    Value holds = arith::CmpIOp::create(builder, loc, predicate, i.value,
                                        index.constantValue(bound, loc));
    condition =
        condition
            ? arith::AndIOp::create(builder, loc, condition, holds).getResult()
            : holds;
  };
  ArrayRef<int64_t> shape = pad.getSourceType().getShape();
  for (auto [dim, low] : llvm::enumerate(pad.getStaticLow())) {
    int64_t end = low + shape[dim];
    if (at[dim].high <= low || at[dim].low >= end) // Nowhere inside.
      return padding();
    if (at[dim].low < low)
      require(at[dim], arith::CmpIPredicate::sge, low);
    if (at[dim].high > end)
      require(at[dim], arith::CmpIPredicate::slt, end);
  }
  auto read = [&] {
    for (auto [dim, low] : llvm::enumerate(pad.getStaticLow())) {
      inside[dim] = index.add(inside[dim], -low, loc);
      inside[dim].low = std::max<int64_t>(inside[dim].low, 0);
      inside[dim].high = std::min<int64_t>(inside[dim].high, shape[dim]);
    }
    return element(pad.getSource(), inside);
  };
  if (!mayBeOutside)
    return read();
  if (index.dry) {
    bool outer = std::exchange(conditional, true);
    read();
    conditional = outer;
    return nullptr;
  }
  return either(loc, condition, tensorType(pad).getElementType(), read,
                padding);
}

Value ElementEmitter::gather(Operation *op, const Indices &at) {
  auto gather = cast<tensor_ext::GatherOp>(op);
  Location loc = op->getLoc();
  ArrayRef<int64_t> shape = tensorType(gather.getInput()).getShape();
  ArrayRef<int64_t> sizes = gather.getSliceSizes();
  Indices read(shape.size());
  for (Index &position : read)
    position = index.constant(0, loc);
  for (auto [dim, from] :
       llvm::zip_equal(gather.getOffsetDims(), gather.getWindowDims()))
    read[from] = at[dim];
  for (auto [dim, from] : llvm::zip_equal(gather.getInputBatchingDims(),
                                          gather.getIndicesBatchingDims()))
    read[dim] = at[gather.getResultDim(from)];
  Indices batch;
  for (int64_t dim : gather.getBatchDims())
    batch.push_back(at[dim]);
  bool hasVector =
      int64_t(batch.size()) < tensorType(gather.getIndices()).getRank();
  for (auto [component, dim] : llvm::enumerate(gather.getStartIndexMap())) {
    Indices where = batch;
    if (hasVector)
      where.insert(where.begin() + gather.getIndexVectorDim(),
                   index.constant(component, loc));
    Value start = element(gather.getIndices(), where);
    int64_t most = shape[dim] - sizes[dim];
    if (!index.dry) {
      Type type = builder.getIndexType();
      if (start.getType() != type)
        start = arith::IndexCastOp::create(builder, loc, type, start);
      start = arith::MaxSIOp::create(builder, loc, start,
                                     index.constantValue(0, loc));
      start = arith::MinSIOp::create(builder, loc, start,
                                     index.constantValue(most, loc));
    }
    read[dim] = index.add(read[dim], Index::unknown(start, most + 1), loc);
    read[dim].low = std::max<int64_t>(read[dim].low, 0);
    read[dim].high = std::min<int64_t>(read[dim].high, shape[dim]);
  }
  return element(gather.getInput(), read);
}
