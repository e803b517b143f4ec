//===- GroupReduction.cpp - sums over the threads of a group --------------===//

#include "GroupReduction.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

//===----------------------------------------------------------------------===//
// Combiners
//===----------------------------------------------------------------------===//

Value Combiner::combine(OpBuilder &builder, Value a, Value b) const {
  IRMapping operands;
  operands.map(op->getOperand(0), a);
  operands.map(op->getOperand(1), b);
  return builder.clone(*op, operands)->getResult(0);
}

/// `result` is the old value, read nowhere else, and something that does not
/// depend on it.
static std::optional<Combiner> combinerOf(BlockArgument old, Value result) {
  Operation *op = result.getDefiningOp();
  if (!op || op->getNumOperands() != 2 || !old.hasOneUse() ||
      *old.user_begin() != op)
    return std::nullopt;
  std::optional<TypedAttr> neutral = arith::getNeutralElement(op);
  if (!neutral)
    return std::nullopt;
  if (isa<arith::AddFOp>(op)) // 0 + -0 is 0.
    neutral = FloatAttr::get(result.getType(), -0.0);
  return Combiner{op, *neutral};
}

SmallVector<Combiner> tp::combinersOf(linalg::LinalgOp op) {
  SmallVector<Combiner> combiners;
  for (auto [old, result] :
       llvm::zip_equal(op.getRegionOutputArgs(),
                       op.getBlock()->getTerminator()->getOperands())) {
    std::optional<Combiner> combiner = combinerOf(old, result);
    if (!combiner)
      return {};
    combiners.push_back(*combiner);
  }
  return combiners;
}

//===----------------------------------------------------------------------===//
// Registers
//===----------------------------------------------------------------------===//

Value GroupReduction::shuffleWord(Value word, int64_t distance) {
  return gpu::ShuffleOp::create(builder, loc, word, distance, kWarp,
                                gpu::ShuffleMode::XOR)
      .getShuffleResult();
}

/// The value of the thread whose lane differs in one bit. Registers have 32
/// bits.
Value GroupReduction::fromLane(Value value, int64_t distance) {
  Type type = value.getType();
  if (type.isF32() || type.isInteger(32))
    return shuffleWord(value, distance);
  if (type.isIndex()) {
    Value bits =
        arith::IndexCastOp::create(builder, loc, builder.getI64Type(), value);
    return arith::IndexCastOp::create(builder, loc, type,
                                      fromLane(bits, distance));
  }
  unsigned width = type.getIntOrFloatBitWidth();
  if (isa<FloatType>(type)) {
    Value bits = arith::BitcastOp::create(builder, loc,
                                          builder.getIntegerType(width), value);
    return arith::BitcastOp::create(builder, loc, type,
                                    fromLane(bits, distance));
  }
  Type word = builder.getI32Type();
  if (width < 32) {
    Value wide = arith::ExtUIOp::create(builder, loc, word, value);
    return arith::TruncIOp::create(builder, loc, type,
                                   shuffleWord(wide, distance));
  }
  Value half = arith::ConstantIntOp::create(builder, loc, type, 32);
  Value high = arith::TruncIOp::create(
      builder, loc, word, arith::ShRUIOp::create(builder, loc, value, half));
  Value low = arith::TruncIOp::create(builder, loc, word, value);
  high =
      arith::ExtUIOp::create(builder, loc, type, shuffleWord(high, distance));
  low = arith::ExtUIOp::create(builder, loc, type, shuffleWord(low, distance));
  high = arith::ShLIOp::create(builder, loc, high, half);
  return arith::OrIOp::create(builder, loc, high, low);
}

/// a + b and b + a are the same bits: after every step, all lanes that know of
/// the same parts hold the same value.
void GroupReduction::combineInWarp(ArrayRef<Combiner> combiners, Values &parts,
                                   int64_t lanes) {
  for (int64_t distance = lanes / 2; distance > 0; distance /= 2)
    for (auto [combiner, part] : llvm::zip_equal(combiners, parts))
      part = combiner.combine(builder, part, fromLane(part, distance));
}

//===----------------------------------------------------------------------===//
// Shared memory
//===----------------------------------------------------------------------===//

Value GroupReduction::number(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

void GroupReduction::store(Value part, Value buffer, Value slot) {
  memref::StoreOp::create(builder, loc, element.toStorage(part, loc), buffer,
                          slot);
}

Value GroupReduction::load(Type type, Value buffer, Value slot) {
  return element.fromStorage(memref::LoadOp::create(builder, loc, buffer, slot),
                             type, loc);
}

/// A buffer of `slots` for each of `parts`.
GroupReduction::Values GroupReduction::scratch(ValueRange parts,
                                               int64_t slots) {
  constexpr int64_t kMostBytes = 8;
  if (regions.size() < 2)
    regions.push_back(shared.reserve(mostResults * slots * kMostBytes));
  int64_t offset = regions[next++ % 2];
  Values buffers;
  for (Value part : parts) {
    buffers.push_back(
        shared.view(number(offset), {slots}, storageType(part.getType())));
    offset += slots * kMostBytes;
  }
  return buffers;
}

/// Groups of several warps, each of which has a part.
void GroupReduction::combineWarps(ArrayRef<Combiner> combiners, Values &parts) {
  int64_t warps = plan.threadsPerRow / kWarp;
  Values buffers = scratch(parts, plan.threadsPerBlock() / kWarp);
  Value lane = arith::RemUIOp::create(builder, loc, frame.lane, number(kWarp));
  Value isFirst = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                        lane, number(0));
  auto choice = scf::IfOp::create(builder, loc, isFirst);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(choice.thenBlock());
    Value warp =
        arith::DivUIOp::create(builder, loc, frame.thread, number(kWarp));
    for (auto [part, buffer] : llvm::zip_equal(parts, buffers))
      store(part, buffer, warp);
  }
  gpu::BarrierOp::create(builder, loc);
  Value slot = arith::RemUIOp::create(builder, loc, lane, number(warps));
  if (plan.rowsPerBlock > 1)
    slot = arith::AddIOp::create(
        builder, loc, slot,
        arith::MulIOp::create(builder, loc, frame.group, number(warps)));
  for (auto [part, buffer] : llvm::zip_equal(parts, buffers))
    part = load(part.getType(), buffer, slot);
  combineInWarp(combiners, parts, warps);
}

/// Groups whose threads lie apart: every thread combines all parts in order.
void GroupReduction::combineColumns(ArrayRef<Combiner> combiners,
                                    Values &parts) {
  Values buffers = scratch(parts, plan.threadsPerBlock());
  for (auto [part, buffer] : llvm::zip_equal(parts, buffers))
    store(part, buffer, frame.thread);
  gpu::BarrierOp::create(builder, loc);
  Values first;
  for (auto [part, buffer] : llvm::zip_equal(parts, buffers))
    first.push_back(load(part.getType(), buffer, frame.group));
  auto loop = scf::ForOp::create(builder, loc, number(plan.rowsPerBlock),
                                 number(plan.threadsPerBlock()),
                                 number(plan.rowsPerBlock), first);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value slot =
      arith::AddIOp::create(builder, loc, loop.getInductionVar(), frame.group);
  Values sums(loop.getRegionIterArgs());
  for (auto [combiner, sum, buffer] : llvm::zip_equal(combiners, sums, buffers))
    sum = combiner.combine(builder, sum, load(sum.getType(), buffer, slot));
  scf::YieldOp::create(builder, loc, sums);
  parts.assign(loop.getResults().begin(), loop.getResults().end());
}

SmallVector<Value> GroupReduction::combine(ArrayRef<Combiner> combiners,
                                           ValueRange given) {
  Values parts(given);
  if (plan.threadsPerRow == 1)
    return parts;
  if (plan.adjacentRows) {
    combineColumns(combiners, parts);
    return parts;
  }
  combineInWarp(combiners, parts, std::min(plan.threadsPerRow, kWarp));
  if (plan.threadsPerRow > kWarp)
    combineWarps(combiners, parts);
  return parts;
}
