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

bool frontend::isAccumulated(Type from, Type to) {
  if (isa<FloatType>(from) != isa<FloatType>(to))
    return false;
  return from == to ||
         from.getIntOrFloatBitWidth() < to.getIntOrFloatBitWidth();
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

Value frontend::extend(ImplicitLocOpBuilder &b, Value element, Type type) {
  if (element.getType() == type)
    return element;
  return isa<FloatType>(type) ? Value(arith::ExtFOp::create(b, type, element))
                              : Value(arith::ExtSIOp::create(b, type, element));
}

/// All products, when nothing is summed: linalg.contract wants a sum.
static Value createOuterProduct(OpBuilder &b, DotGeneralOp op,
                                ArrayRef<AffineMap> maps) {
  RankedTensorType type = op.getResult().getType();
  Type element = type.getElementType();
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
      [&](ImplicitLocOpBuilder &body, ValueRange args) -> Value {
        Value x = frontend::extend(body, args[0], element);
        Value y = frontend::extend(body, args[1], element);
        if (isa<FloatType>(element))
          return arith::MulFOp::create(body, x, y);
        return arith::MulIOp::create(body, x, y);
      });
}

namespace {
struct ImportDotGeneral : OpRewritePattern<DotGeneralOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DotGeneralOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getResult().getType();
    Type element = type.getElementType();
    if (!isPlainAlgorithm(op))
      return emitUnsupported(op)
             << "asks for algorithm " << op.getAlgorithmAttr()
             << ", only the element types' own arithmetic is supported";
    for (Value operand : {op.getLhs(), op.getRhs()}) {
      Type from = getElementTypeOrSelf(operand);
      if (from.isInteger(1) || !frontend::isAccumulated(from, element))
        return emitUnsupported(op)
               << "contracts elements of type " << from << " to " << element
               << ", which is not supported";
    }
    SmallVector<AffineMap> maps = getIndexingMaps(op, rewriter);
    if (op.getDotDimensionNumbers().getLhsContractingDimensions().empty()) {
      rewriter.replaceOp(op, createOuterProduct(rewriter, op, maps));
      return success();
    }
    Location loc = op.getLoc();
    Value init = frontend::createFilled(rewriter, loc,
                                        rewriter.getZeroAttr(element), type);
    rewriter.replaceOpWithNewOp<linalg::ContractOp>(
        op, TypeRange(type), op.getOperands(), init,
        rewriter.getAffineMapArrayAttr(maps));
    return success();
  }
};
} // namespace

void frontend::populateContractionPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportDotGeneral>(patterns.getContext());
}
