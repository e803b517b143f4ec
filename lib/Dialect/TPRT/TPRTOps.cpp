//===- TPRTOps.cpp - verifiers and effects of the scheduled level ---------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"

using namespace mlir;
using namespace tp::tprt;

#define GET_OP_CLASSES
#include "tp/Dialect/TPRT/TPRTOps.cpp.inc"

namespace {
using Effects =
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>;
} // namespace

/// Slots are read and written; tensors are values.
static void addEffects(MutableOperandRange reads, MutableOperandRange writes,
                       bool readsWrites, Effects &effects) {
  auto add = [&](OpOperand &operand, MemoryEffects::Effect *effect) {
    if (isa<MemRefType>(operand.get().getType()))
      effects.emplace_back(effect, &operand);
  };
  for (OpOperand &operand : reads)
    add(operand, MemoryEffects::Read::get());
  for (OpOperand &operand : writes) {
    if (readsWrites)
      add(operand, MemoryEffects::Read::get());
    add(operand, MemoryEffects::Write::get());
  }
}

/// On tensors every destination has a result of its type, on slots none has
/// (S20).
static LogicalResult verifyForm(Operation *op, ValueRange outs,
                                ValueRange results) {
  bool onTensors =
      llvm::any_of(op->getOperandTypes(), llvm::IsaPred<TensorType>);
  bool onSlots = llvm::any_of(op->getOperandTypes(), llvm::IsaPred<MemRefType>);
  if (onTensors && onSlots)
    return op->emitOpError("mixes tensors and slots");
  if (onSlots ? !results.empty() : results.getTypes() != outs.getTypes())
    return op->emitOpError() << "has " << results.size() << " results for "
                             << outs.size() << " destinations, or other types";
  return success();
}

LogicalResult CoordinateOp::verify() {
  if (getStride() < 1 || getSize() < 1)
    return emitOpError() << "has stride " << getStride() << " and size "
                         << getSize() << ", expected at least 1";
  return success();
}

//===----------------------------------------------------------------------===//
// Gemm
//===----------------------------------------------------------------------===//

void GemmOp::getEffects(Effects &effects) {
  MutableOperandRange outs = getOutsMutable();
  addEffects(getAMutable(), outs.slice(0, 1), getAccumulate(), effects);
  addEffects(getBMutable(), outs.slice(1, outs.size() - 1), false, effects);
  addEffects(getBiasMutable(), MutableOperandRange(*this, 0, 0), false,
             effects);
}

static ShapedType shapedType(Value value) {
  return cast<ShapedType>(value.getType());
}

/// The factors have one type, the destinations that or, of f16 and bf16, f32.
static LogicalResult verifyTypes(GemmOp op) {
  Type a = shapedType(op.getA()).getElementType();
  Type b = shapedType(op.getB()).getElementType();
  Type c = shapedType(op.getC()).getElementType();
  if (a != b)
    return op.emitOpError() << "multiplies " << a << " by " << b;
  if (c != a && !(c.isF32() && (a.isF16() || a.isBF16())))
    return op.emitOpError() << "gives " << c << " for factors of " << a;
  if (op.getAllowTf32() && !a.isF32())
    return op.emitOpError() << "allows TF32 for factors of " << a;
  return success();
}

/// `bias` is added along innermost dimensions of c that belong to n.
static LogicalResult verifyBias(GemmOp op, ArrayRef<AffineMap> maps) {
  if (!op.getBias())
    return success();
  ShapedType bias = shapedType(op.getBias()), c = shapedType(op.getC());
  if (bias.getElementType() != c.getElementType())
    return op.emitOpError() << "adds a bias of " << bias.getElementType()
                            << " to " << c.getElementType();
  int64_t outer = c.getRank() - bias.getRank();
  if (outer < 0 || c.getShape().drop_front(outer) != bias.getShape())
    return op.emitOpError() << "has bias " << bias
                            << ", which is not shaped as the innermost "
                               "dimensions of "
                            << c;
  for (int64_t dim = outer; dim < c.getRank(); ++dim)
    if (c.getDimSize(dim) != 1 &&
        maps[0].isFunctionOfDim(maps[2].getDimPosition(dim)))
      return op.emitOpError() << "has a bias along dimension " << dim
                              << " of its result, which does not belong to n";
  return success();
}

static LogicalResult verifyDestinations(GemmOp op) {
  if (op.getOuts().empty() || op.getOuts().size() > 2)
    return op.emitOpError()
           << "has " << op.getOuts().size() << " destinations, expected 1 or 2";
  if (!op.getAux())
    return success();
  if (op.getEpilogue() != Epilogue::Gelu)
    return op.emitOpError()
           << "has a second destination and epilogue "
           << stringifyEpilogue(op.getEpilogue()) << ", expected gelu";
  if (shapedType(op.getAux()) != shapedType(op.getC()))
    return op.emitOpError()
           << "has destinations " << op.getC().getType() << " and "
           << op.getAux().getType() << ", expected equal types";
  return success();
}

LogicalResult GemmOp::verify() {
  if (failed(verifyForm(*this, getOuts(), getResult())) ||
      failed(verifyDestinations(*this)) || failed(verifyTypes(*this)))
    return failure();
  SmallVector<AffineMap> maps(
      getIndexingMaps().getAsValueRange<AffineMapAttr>());
  Value operands[] = {getA(), getB(), getC()};
  if (maps.size() != 3)
    return emitOpError() << "has " << maps.size()
                         << " indexing maps, expected 3";
  SmallVector<int64_t> extents(maps[0].getNumDims(), -1);
  for (auto [map, operand] : llvm::zip_equal(maps, operands)) {
    ArrayRef<int64_t> shape = cast<ShapedType>(operand.getType()).getShape();
    if (map.getNumDims() != extents.size() || map.getNumSymbols() != 0 ||
        !map.isProjectedPermutation() || map.getNumResults() != shape.size())
      return emitOpError() << "has map " << AffineMapAttr::get(map)
                           << ", which is no projected permutation onto "
                           << operand.getType(); // (S21)
    for (auto [result, extent] : llvm::enumerate(shape)) {
      int64_t &known = extents[map.getDimPosition(result)];
      if (known >= 0 && known != extent)
        return emitOpError() << "has extents " << known << " and " << extent
                             << " for one dimension";
      known = extent;
    }
  }
  for (unsigned dim = 0; dim < extents.size(); ++dim) {
    int uses = llvm::count_if(
        maps, [&](AffineMap map) { return map.isFunctionOfDim(dim); });
    if (uses < 2) // (S21)
      return emitOpError() << "dimension d" << dim << " stands in " << uses
                           << " of its maps, expected 2 or 3";
  }
  return verifyBias(*this, maps);
}

//===----------------------------------------------------------------------===//
// Launch
//===----------------------------------------------------------------------===//

void LaunchOp::getEffects(Effects &effects) {
  addEffects(getInsMutable(), getOutsMutable(), true, effects);
}

LogicalResult LaunchOp::verify() {
  return verifyForm(*this, getOuts(), getResult());
}

//===----------------------------------------------------------------------===//
// Copy
//===----------------------------------------------------------------------===//

void CopyOp::getEffects(Effects &effects) {
  addEffects(getFromMutable(), getOutsMutable(), false, effects);
}

LogicalResult CopyOp::verify() {
  if (cast<ShapedType>(getFrom().getType()).getShape() !=
      cast<ShapedType>(getOuts().getType()).getShape())
    return emitOpError() << "copies " << getFrom().getType() << " to "
                         << getOuts().getType();
  return verifyForm(*this, getOuts(), getResult());
}

//===----------------------------------------------------------------------===//
// Collectives
//===----------------------------------------------------------------------===//

void StartOp::getEffects(Effects &effects) {
  addEffects(getFromMutable(), getOutsMutable(), false, effects);
}

/// Elements of the destination for `count` elements sent by each of `size`
/// ranks; -1 when they do not divide.
static int64_t receivedElements(CollectiveKind kind, int64_t count,
                                int64_t size) {
  switch (kind) {
  case CollectiveKind::AllGather:
    return count * size;
  case CollectiveKind::ReduceScatter:
    return count % size == 0 ? count / size : -1;
  case CollectiveKind::AllToAll:
    return count % size == 0 ? count : -1;
  case CollectiveKind::AllReduce:
  case CollectiveKind::Permute:
    return count;
  }
  llvm_unreachable("all kinds handled");
}

LogicalResult StartOp::verify() {
  // The token is the last result; the others are tied to `outs`.
  if (failed(verifyForm(*this, getOuts(), (*this)->getResults().drop_back())))
    return failure();
  auto groups = getGroups();
  if (groups.getType().getRank() != 2)
    return emitOpError() << "has groups of type " << groups.getType()
                         << ", expected one row a group"; // (S22)
  int64_t size = groups.getType().getDimSize(1);
  auto from = cast<ShapedType>(getFrom().getType());
  auto outs = cast<ShapedType>(getOuts().getType());
  int64_t expected = receivedElements(getKind(), from.getNumElements(), size);
  if (outs.getNumElements() != expected ||
      outs.getElementType() != from.getElementType())
    return emitOpError() << stringifyCollectiveKind(getKind()) << " of " << from
                         << " over " << size << " ranks gives " << outs;
  bool reduces = getKind() == CollectiveKind::AllReduce ||
                 getKind() == CollectiveKind::ReduceScatter;
  if (reduces != (getReduction() != Reduction::None))
    return emitOpError() << stringifyCollectiveKind(getKind())
                         << " has reduction "
                         << stringifyReduction(getReduction());
  bool permutes = getKind() == CollectiveKind::Permute;
  if (permutes != getTargets().has_value() ||
      (permutes && int64_t(getTargets()->size()) != size))
    return emitOpError("has targets that do not fit its kind and groups");
  return success();
}

LogicalResult WaitOp::verify() {
  if (getValue() && getToken().getDefiningOp<RecordOp>())
    return emitOpError("gives a value for a tprt.record, which has none");
  if (!getToken().hasOneUse())
    return emitOpError() << "waits for a token with "
                         << llvm::range_size(getToken().getUses())
                         << " uses, expected one";
  if (bool(getValue()) != bool(getResult()) ||
      (getValue() && getValue().getType() != getResult().getType()))
    return emitOpError("gives another type than it takes");
  return success();
}

//===----------------------------------------------------------------------===//
// Loops and branches
//===----------------------------------------------------------------------===//

/// Functions stand on tensors, bodies on slots (S24).
static LogicalResult verifyBodies(Operation *op, bool namesFunctions,
                                  bool hasBodies, ValueRange outs,
                                  ValueRange results) {
  if (namesFunctions == hasBodies)
    return op->emitOpError(namesFunctions
                               ? "names a function and has a body"
                               : "names no function and has no body");
  if (hasBodies && !(outs.empty() && results.empty()))
    return op->emitOpError("has destinations, which its body writes itself");
  if (namesFunctions && results.getTypes() != outs.getTypes())
    return op->emitOpError() << "has " << results.size() << " results for "
                             << outs.size() << " destinations, or other types";
  return success();
}

LogicalResult LoopOp::verify() {
  bool hasBody = !getBody().empty();
  if (failed(verifyBodies(*this, getCallee().has_value(), hasBody, getOuts(),
                          getResult())))
    return failure();
  if (getTrips() && getPredicate())
    return emitOpError("has trips and a predicate");
  if (getTrips())
    return *getTrips() >= 0 ? success()
                            : emitOpError() << "has " << *getTrips()
                                            << " trips, expected 0 or more";
  // On tensors the predicate is carried.
  if (!hasBody && getPredicate())
    return emitOpError("has a predicate beside those that it carries");
  Value predicate = hasBody             ? getPredicate()
                    : getOuts().empty() ? Value()
                                        : getOuts().back();
  if (!predicate || shapedType(predicate).getRank() != 0 ||
      !shapedType(predicate).getElementType().isInteger(1))
    return emitOpError("has neither trips nor a predicate of type i1");
  return success();
}

LogicalResult BranchOp::verify() {
  if (failed(verifyBodies(*this, getCases().has_value(), !getBodies().empty(),
                          getOuts(), getResult())))
    return failure();
  if (getCases() && getCases()->empty())
    return emitOpError("has no cases");
  auto index = shapedType(getIndex());
  Type type = index.getElementType();
  if (index.getRank() != 0 || !(type.isIndex() || type.isInteger(1) ||
                                type.isInteger(32) || type.isInteger(64)))
    return emitOpError() << "has an index of type " << index
                         << ", expected one index, i1, i32 or i64";
  return success();
}
