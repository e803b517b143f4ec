//===- Contraction.cpp - dot_general to linalg.contract -------------------===//

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

/// Whether computing in the element types of operands and result, one product
/// per pair of elements, is what `op` asks for.
static bool isPlainAlgorithm(DotGeneralOp op) {
  DotAlgorithmAttr algorithm = op.getAlgorithmAttr();
  return !algorithm || (algorithm.getLhsPrecisionType() ==
                            op.getLhs().getType().getElementType() &&
                        algorithm.getRhsPrecisionType() ==
                            op.getRhs().getType().getElementType() &&
                        algorithm.getAccumulationType() ==
                            op.getResult().getType().getElementType() &&
                        algorithm.getLhsComponentCount() == 1 &&
                        algorithm.getRhsComponentCount() == 1 &&
                        algorithm.getNumPrimitiveOperations() == 1);
}

/// Whether a contraction can turn elements of `from` into `to` on the way.
static bool isAccumulated(Type from, Type to) {
  if (!from.isIntOrFloat() || !to.isIntOrFloat() ||
      isa<FloatType>(from) != isa<FloatType>(to))
    return false;
  return from == to ||
         from.getIntOrFloatBitWidth() < to.getIntOrFloatBitWidth();
}

LogicalResult frontend::checkProduct(Operation *op) {
  Type to = getElementTypeOrSelf(op->getResult(0));
  for (Value operand : op->getOperands()) {
    Type from = getElementTypeOrSelf(operand);
    if (from.isInteger(1) || !isAccumulated(from, to))
      return emitUnsupported(op) << "contracts elements of type " << from
                                 << " to " << to << ", which is not supported";
  }
  return success();
}

/// `element` as a value of `type`.
static Value extend(Operation *op, ImplicitLocOpBuilder &b, Value element,
                    Type type) {
  if (element.getType() == type)
    return element;
  if (isa<FloatType>(type))
    return arith::ExtFOp::create(b, type, element);
  if (frontend::hasUnsignedOperand(op))
    return arith::ExtUIOp::create(b, type, element);
  return arith::ExtSIOp::create(b, type, element);
}

Value frontend::emitProduct(Operation *op, ImplicitLocOpBuilder &b, Value x,
                            Value y, Type type) {
  x = extend(op, b, x, type);
  y = extend(op, b, y, type);
  if (isa<FloatType>(type))
    return arith::MulFOp::create(b, x, y);
  return arith::MulIOp::create(b, x, y);
}

Value frontend::createContraction(OpBuilder &b, Operation *op, Value lhs,
                                  Value rhs, RankedTensorType type,
                                  ArrayRef<AffineMap> maps) {
  Location loc = op->getLoc();
  Value init = createFilled(b, loc, b.getZeroAttr(type.getElementType()), type);
  SmallVector<NamedAttribute> attributes;
  if (hasUnsignedOperand(op))
    attributes.push_back(b.getNamedAttr(
        "cast", linalg::TypeFnAttr::get(b.getContext(),
                                        linalg::TypeFn::cast_unsigned)));
  return linalg::ContractOp::create(b, loc, TypeRange(type),
                                    ValueRange{lhs, rhs}, init,
                                    b.getAffineMapArrayAttr(maps), attributes)
      .getResult(0);
}

/// The contraction's loops are the batching dimensions, the free ones of lhs,
/// the free ones of rhs, then the contracting ones: the result's dimensions in
/// order, then what is summed over.
static SmallVector<AffineMap> getIndexingMaps(DotGeneralOp op, Builder &b) {
  DotDimensionNumbersAttr numbers = op.getDotDimensionNumbers();
  int64_t resultRank = op.getResult().getType().getRank();
  int64_t loops = resultRank + numbers.getLhsContractingDimensions().size();
  int64_t nextFree = numbers.getLhsBatchingDimensions().size();
  auto getMap = [&](int64_t rank, ArrayRef<int64_t> batching,
                    ArrayRef<int64_t> contracting) {
    SmallVector<AffineExpr> exprs(rank);
    for (auto [loop, dim] : llvm::enumerate(batching))
      exprs[dim] = b.getAffineDimExpr(loop);
    for (auto [index, dim] : llvm::enumerate(contracting))
      exprs[dim] = b.getAffineDimExpr(resultRank + index);
    for (AffineExpr &expr : exprs)
      if (!expr)
        expr = b.getAffineDimExpr(nextFree++);
    return AffineMap::get(loops, 0, exprs, b.getContext());
  };
  AffineMap lhs = getMap(op.getLhs().getType().getRank(),
                         numbers.getLhsBatchingDimensions(),
                         numbers.getLhsContractingDimensions());
  AffineMap rhs = getMap(op.getRhs().getType().getRank(),
                         numbers.getRhsBatchingDimensions(),
                         numbers.getRhsContractingDimensions());
  SmallVector<AffineExpr> resultExprs;
  for (int64_t loop = 0; loop != resultRank; ++loop)
    resultExprs.push_back(b.getAffineDimExpr(loop));
  AffineMap result = AffineMap::get(loops, 0, resultExprs, b.getContext());
  return {lhs, rhs, result};
}

/// All products, when nothing is summed: linalg.contract wants a sum.
static Value createOuterProduct(OpBuilder &b, DotGeneralOp op,
                                ArrayRef<AffineMap> maps) {
  RankedTensorType type = op.getResult().getType();
  auto broadcast = [&](Value operand, AffineMap map) {
    SmallVector<int64_t> dims =
        llvm::map_to_vector(map.getResults(), [](AffineExpr expr) -> int64_t {
          return cast<AffineDimExpr>(expr).getPosition();
        });
    return frontend::broadcastInDim(
        b, op.getLoc(), operand, dims,
        type.clone(getElementTypeOrSelf(operand.getType())));
  };
  Value lhs = broadcast(op.getLhs(), maps[0]);
  Value rhs = broadcast(op.getRhs(), maps[1]);
  return frontend::createElementwise(
      b, op.getLoc(), type, {lhs, rhs},
      [&](ImplicitLocOpBuilder &body, ValueRange args) {
        return frontend::emitProduct(op, body, args[0], args[1],
                                     type.getElementType());
      });
}

namespace {
struct ImportDotGeneral : OpRewritePattern<DotGeneralOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DotGeneralOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getResult().getType();
    if (!isPlainAlgorithm(op))
      return emitUnsupported(op)
             << "asks for algorithm " << op.getAlgorithmAttr()
             << ", only the element types' own arithmetic is supported";
    if (failed(frontend::checkProduct(op)))
      return failure();
    SmallVector<AffineMap> maps = getIndexingMaps(op, rewriter);
    if (op.getDotDimensionNumbers().getLhsContractingDimensions().empty()) {
      rewriter.replaceOp(op, createOuterProduct(rewriter, op, maps));
      return success();
    }
    rewriter.replaceOp(op,
                       frontend::createContraction(rewriter, op, op.getLhs(),
                                                   op.getRhs(), type, maps));
    return success();
  }
};
} // namespace

void frontend::populateContractionPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportDotGeneral>(patterns.getContext());
}
