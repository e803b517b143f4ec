//===- NestWalker.cpp - a thread's part of a loop nest --------------------===//

#include "NestWalker.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

int64_t Nest::size() const {
  int64_t count = 1;
  for (int64_t extent : extents)
    count *= extent;
  return count;
}

void Nest::fix(Indices &all, const Indices &visited) const {
  for (auto [dim, index] : llvm::zip_equal(dims, visited))
    all[dim] = index;
}

Value NestWalker::number(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

//===----------------------------------------------------------------------===//
// Positions
//===----------------------------------------------------------------------===//

NestWalker::Spread NestWalker::spread(const Nest &nest, bool asVectors) const {
  int64_t vector = asVectors ? plan.vectorOf(nest.extents) : 1;
  int64_t positions = nest.size() / vector;
  int64_t threads = plan.threadsPerRow;
  return {vector, positions, (positions + threads - 1) / threads};
}

bool NestWalker::isHeld(const Nest &nest) const {
  Spread own = spread(nest, true);
  return own.steps * own.vector <= plan.mostHeld();
}

Indices NestWalker::delinearize(Index position, ArrayRef<int64_t> extents,
                                int64_t vector) {
  Indices reversed;
  for (int64_t extent : llvm::reverse(extents)) {
    int64_t steps = extent / vector;
    Index at = element.index.remainder(position, steps, loc);
    position = element.index.divide(position, steps, loc);
    reversed.push_back(element.index.multiply(at, vector, loc));
    vector = 1;
  }
  return Indices(reversed.rbegin(), reversed.rend());
}

Step NestWalker::stepFrom(const Indices &first, int64_t vector) {
  Step step;
  for (int64_t i = 0; i < vector; ++i) {
    step.elements.push_back(first);
    if (i > 0)
      step.elements.back().back() = element.index.add(first.back(), i, loc);
  }
  return step;
}

Step NestWalker::stepAt(Value position, const Spread &own, const Nest &nest) {
  return stepFrom(delinearize(Index::unknown(position, own.positions),
                              nest.extents, own.vector),
                  own.vector);
}

/// The last step may have less positions than threads.
const std::vector<Step> &NestWalker::heldSteps(const Nest &nest) {
  std::vector<Step> &steps = held[nest.extents];
  if (!steps.empty())
    return steps;
  Spread own = spread(nest, true);
  for (int64_t i = 0; i < own.steps; ++i) {
    int64_t first = i * plan.threadsPerRow;
    Value position = frame.lane;
    if (first > 0)
      position = arith::AddIOp::create(builder, loc, position, number(first));
    Value active;
    if (first + plan.threadsPerRow > own.positions) {
      active = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult,
                                     position, number(own.positions));
      position = arith::MinUIOp::create(builder, loc, position,
                                        number(own.positions - 1));
    }
    steps.push_back(stepAt(position, own, nest));
    steps.back().active = active;
  }
  return steps;
}

//===----------------------------------------------------------------------===//
// Visits
//===----------------------------------------------------------------------===//

NestWalker::Values NestWalker::visitHeld(const Nest &nest, ValueRange carried,
                                         Visit visit) {
  Values values(carried);
  for (const Step &step : heldSteps(nest))
    values = visit(step, values);
  return values;
}

/// Ends the body of `loop`.
static void yield(OpBuilder &builder, scf::ForOp loop, ValueRange values) {
  if (values.empty())
    return;
  builder.setInsertionPointToEnd(loop.getBody());
  scf::YieldOp::create(builder, loop.getLoc(), values);
}

NestWalker::Values NestWalker::visitInLoop(const Nest &nest, bool asVectors,
                                           ValueRange carried, Visit visit) {
  Spread own = spread(nest, asVectors);
  auto loop =
      scf::ForOp::create(builder, loc, frame.lane, number(own.positions),
                         number(plan.threadsPerRow), carried);
  OpBuilder::InsertionGuard guard(builder);
  ElementEmitter::InnerScope scope(element);
  builder.setInsertionPointToStart(loop.getBody());
  Step step = stepAt(loop.getInductionVar(), own, nest);
  yield(builder, loop, visit(step, loop.getRegionIterArgs()));
  return Values(loop.getResults());
}

NestWalker::Values
NestWalker::visitAll(const Nest &nest, Indices &at, ValueRange carried,
                     llvm::function_ref<Values(ValueRange)> visit) {
  if (at.size() == nest.extents.size())
    return visit(carried);
  int64_t extent = nest.extents[at.size()];
  auto loop = scf::ForOp::create(builder, loc, number(0), number(extent),
                                 number(1), carried);
  OpBuilder::InsertionGuard guard(builder);
  ElementEmitter::InnerScope scope(element);
  builder.setInsertionPointToStart(loop.getBody());
  at.push_back(Index::unknown(loop.getInductionVar(), extent));
  yield(builder, loop, visitAll(nest, at, loop.getRegionIterArgs(), visit));
  at.pop_back();
  return Values(loop.getResults());
}
