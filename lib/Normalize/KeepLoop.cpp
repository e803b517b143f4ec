//===- KeepLoop.cpp - loops that stay loops -------------------------------===//
// Commands know tensors only: so the counter becomes one, carried like others.

#include "KeepLoop.h"
#include "FoldScalars.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;

namespace {
class Keeper {
public:
  explicit Keeper(scf::ForOp loop) : loop(loop), b(loop.getLoc(), loop) {}

  LogicalResult run() {
    for (Type type : loop.getResultTypes())
      if (!isa<RankedTensorType>(type))
        return emitUnsupported(loop) << "carries a value of type " << type
                                     << ", only tensors are supported";
    if (loop.getUnsignedCmp())
      return emitUnsupported(loop) << "compares its counter as unsigned";
    bool constant = getConstantScalar(loop.getLowerBound()) &&
                    getConstantScalar(loop.getUpperBound()) &&
                    getConstantScalar(loop.getStep());
    if (!constant)
      buildWhile();
    else if (!loop.getInductionVar().use_empty())
      buildFor();
    return success();
  }

private:
  /// A number as a tensor of i64.
  Value toTensor(Value number) {
    if (number.getType() != b.getI64Type())
      number = number.getType().isIndex()
                   ? arith::IndexCastOp::create(b, b.getI64Type(), number)
                         .getResult()
                   : arith::ExtSIOp::create(b, b.getI64Type(), number);
    return tensor::FromElementsOp::create(
        b, RankedTensorType::get({}, b.getI64Type()), number);
  }

  /// The number in `counter`, as the induction variable has it.
  Value fromTensor(Value counter) {
    Value number = tensor::ExtractOp::create(b, counter, ValueRange());
    Type type = loop.getInductionVar().getType();
    if (type.isIndex())
      return arith::IndexCastOp::create(b, type, number);
    return type == number.getType()
               ? number
               : arith::TruncIOp::create(b, type, number).getResult();
  }

  SmallVector<Value> initsWithCounter() {
    SmallVector<Value> inits(loop.getInitArgs());
    inits.push_back(toTensor(loop.getLowerBound()));
    return inits;
  }

  /// Moves the body's ops to the end of `block`, whose last arguments are what
  /// is carried and the counter; what the next step gets.
  SmallVector<Value> moveBody(Block &block) {
    unsigned count = loop.getNumResults();
    ValueRange arguments =
        ValueRange(block.getArguments()).take_back(count + 1);
    b.setInsertionPointToStart(&block);
    Value number = fromTensor(arguments.back());
    loop.getInductionVar().replaceAllUsesWith(number);
    for (auto [from, to] : llvm::zip(loop.getRegionIterArgs(), arguments))
      from.replaceAllUsesWith(to);
    Operation *end = loop.getBody()->getTerminator();
    SmallVector<Value> next(end->getOperands());
    block.getOperations().splice(block.end(), loop.getBody()->getOperations(),
                                 loop.getBody()->begin(), end->getIterator());
    b.setInsertionPointToEnd(&block);
    Value step = loop.getStep();
    next.push_back(toTensor(arith::AddIOp::create(b, number, step)));
    return next;
  }

  void replaceBy(Operation *other) {
    loop.replaceAllUsesWith(other->getResults().drop_back());
    loop.erase();
  }

  void buildFor() {
    auto other =
        scf::ForOp::create(b, loop.getLowerBound(), loop.getUpperBound(),
                           loop.getStep(), initsWithCounter());
    SmallVector<Value> next = moveBody(*other.getBody());
    scf::YieldOp::create(b, next);
    replaceBy(other);
  }

  void buildWhile() {
    SmallVector<Value> inits = initsWithCounter();
    TypeRange types = ValueRange(inits).getTypes();
    auto other = scf::WhileOp::create(b, types, inits);
    SmallVector<Location> locations(inits.size(), loop.getLoc());
    Block *before = b.createBlock(&other.getBefore(), {}, types, locations);
    Value number = fromTensor(before->getArguments().back());
    Value more = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, number,
                                       loop.getUpperBound());
    scf::ConditionOp::create(b, more, before->getArguments());
    Block *after = b.createBlock(&other.getAfter(), {}, types, locations);
    SmallVector<Value> next = moveBody(*after);
    scf::YieldOp::create(b, next);
    replaceBy(other);
  }

  scf::ForOp loop;
  ImplicitLocOpBuilder b;
};
} // namespace

LogicalResult tp::keepLoop(scf::ForOp loop) { return Keeper(loop).run(); }
