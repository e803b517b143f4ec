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

Value NestWalker::plus(Value index, int64_t ahead) {
  return ahead == 0 ? index
                    : arith::AddIOp::create(builder, loc, index, number(ahead));
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
    Value position = plus(frame.lane, first);
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

NestWalker::Values NestWalker::loop(Value from, int64_t to, int64_t step,
                                    ValueRange carried, Body body) {
  auto loop =
      scf::ForOp::create(builder, loc, from, number(to), number(step), carried);
  OpBuilder::InsertionGuard guard(builder);
  ElementEmitter::InnerScope scope(element);
  builder.setInsertionPointToStart(loop.getBody());
  Values values = body(loop.getInductionVar(), loop.getRegionIterArgs());
  if (!carried.empty()) {
    builder.setInsertionPointToEnd(loop.getBody());
    scf::YieldOp::create(builder, loc, values);
  }
  return Values(loop.getResults());
}

/// Several steps in each round of the loop, so that their loads are under way
/// together; what is left one by one.
NestWalker::Values NestWalker::visitInLoop(const Nest &nest, bool asVectors,
                                           ValueRange carried, Visit visit) {
  constexpr int64_t kElements = 16, kMostSteps = 8;
  Spread own = spread(nest, asVectors);
  int64_t threads = plan.threadsPerRow;
  int64_t steps = asVectors ? std::min(kElements / own.vector, kMostSteps) : 1;
  int64_t round = threads * std::max<int64_t>(steps, 1);
  int64_t inRounds = own.positions / round * round;
  Values values(carried);
  if (inRounds > 0)
    values = loop(frame.lane, inRounds, round, values,
                  [&](Value position, ValueRange carried) {
                    Values values(carried);
                    for (int64_t ahead = 0; ahead < round; ahead += threads)
                      values = visit(stepAt(plus(position, ahead), own, nest),
                                     values);
                    return values;
                  });
  if (inRounds < own.positions)
    values = loop(plus(frame.lane, inRounds), own.positions, threads, values,
                  [&](Value position, ValueRange carried) {
                    return visit(stepAt(position, own, nest), carried);
                  });
  return values;
}

NestWalker::Values
NestWalker::visitAll(const Nest &nest, Indices &at, ValueRange carried,
                     llvm::function_ref<Values(ValueRange)> visit) {
  if (at.size() == nest.extents.size())
    return visit(carried);
  int64_t extent = nest.extents[at.size()];
  return loop(number(0), extent, 1, carried,
              [&](Value index, ValueRange carried) {
                at.push_back(Index::unknown(index, extent));
                Values values = visitAll(nest, at, carried, visit);
                at.pop_back();
                return values;
              });
}
