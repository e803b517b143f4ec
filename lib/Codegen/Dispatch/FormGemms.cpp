//===- FormGemms.cpp - contractions as GEMM commands ----------------------===//
// Transposes and broadcasts around a contraction fold into its maps. Which of
// the factors comes first, and whether one must be transposed in memory after
// all, is decided by what GemmLayout can do.

#include "Dispatch.h"
#include "DispatchOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "tp/Codegen/GemmLayout.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"

using namespace mlir;
using namespace tp;

namespace {
/// A contraction while its maps are being changed.
struct Contraction {
  linalg::LinalgOp op;
  Value operands[2];
  AffineMap maps[3];
  Value result; ///< What the GEMM's result replaces.

  unsigned uses(unsigned dim) const {
    return llvm::count_if(
        maps, [&](AffineMap map) { return map.isFunctionOfDim(dim); });
  }
};
} // namespace

/// What `value` is without a conversion that loses nothing.
static Value unwidened(Value value) {
  auto widening = value.getDefiningOp<arith::ExtFOp>();
  return widening ? widening.getIn() : value;
}

/// Whether the body is `c + a * b`, where a and b may be widened first.
static bool isMultiplyAdd(linalg::LinalgOp op) {
  Block *body = op.getBlock();
  auto sum =
      body->getTerminator()->getOperand(0).getDefiningOp<arith::AddFOp>();
  if (!sum)
    return false;
  Value c = body->getArgument(2);
  Value other = sum.getLhs() == c ? sum.getRhs() : sum.getLhs();
  auto product = other.getDefiningOp<arith::MulFOp>();
  if (!product || (sum.getLhs() != c && sum.getRhs() != c))
    return false;
  Value x = unwidened(product.getLhs()), y = unwidened(product.getRhs());
  Value a = body->getArgument(0), b = body->getArgument(1);
  return (x == a && y == b) || (x == b && y == a);
}

static std::optional<Contraction> match(Operation *operation) {
  auto op = dyn_cast<linalg::LinalgOp>(operation);
  if (!op || op.getNumDpsInputs() != 2 || op.getNumDpsInits() != 1 ||
      !op.hasPureTensorSemantics() || op.getNumReductionLoops() == 0 ||
      !isMultiplyAdd(op))
    return std::nullopt;
  if (!isa<FloatType>(getElementTypeOrSelf(op->getResult(0))))
    return std::nullopt;
  Contraction c{
      op, {op->getOperand(0), op->getOperand(1)}, {}, op->getResult(0)};
  for (auto [map, own] : llvm::zip_equal(op.getIndexingMapsArray(), c.maps)) {
    if (!map.isProjectedPermutation())
      return std::nullopt;
    own = map;
  }
  for (unsigned dim = 0; dim < op.getNumLoops(); ++dim) {
    bool reduced = !c.maps[2].isFunctionOfDim(dim);
    if (c.uses(dim) < 2 || reduced != (op.getIteratorTypesArray()[dim] !=
                                       utils::IteratorType::parallel))
      return std::nullopt;
  }
  return c;
}

//===----------------------------------------------------------------------===//
// Folding
//===----------------------------------------------------------------------===//

/// y = transpose(x): where y has a dimension of the map, x has it elsewhere.
static AffineMap untransposed(AffineMap map, ArrayRef<int64_t> permutation) {
  SmallVector<AffineExpr> exprs(map.getNumResults());
  for (auto [dim, from] : llvm::enumerate(permutation))
    exprs[from] = map.getResult(dim);
  return AffineMap::get(map.getNumDims(), 0, exprs, map.getContext());
}

/// Folds what moves the elements of operand `i`; true if something did.
static bool foldOperand(Contraction &c, unsigned i) {
  Value &operand = c.operands[i];
  AffineMap &map = c.maps[i];
  if (auto transpose = operand.getDefiningOp<linalg::TransposeOp>()) {
    map = untransposed(map, transpose.getPermutation());
    operand = transpose.getInput();
    return true;
  }
  auto broadcast = operand.getDefiningOp<linalg::BroadcastOp>();
  if (!broadcast)
    return false;
  SmallVector<AffineExpr> exprs;
  for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
    if (!llvm::is_contained(broadcast.getDimensions(), int64_t(dim)))
      exprs.push_back(expr);
    else if (c.uses(cast<AffineDimExpr>(expr).getPosition()) < 3)
      return false; // Only one operand would be left with it.
  }
  map = AffineMap::get(map.getNumDims(), 0, exprs, map.getContext());
  operand = broadcast.getInput();
  return true;
}

static bool foldResult(Contraction &c) {
  if (!c.result.hasOneUse())
    return false;
  auto transpose = dyn_cast<linalg::TransposeOp>(*c.result.user_begin());
  if (!transpose || transpose.getInput() != c.result)
    return false;
  SmallVector<AffineExpr> exprs;
  for (int64_t from : transpose.getPermutation())
    exprs.push_back(c.maps[2].getResult(from));
  c.maps[2] =
      AffineMap::get(c.maps[2].getNumDims(), 0, exprs, c.maps[2].getContext());
  c.result = transpose->getResult(0);
  return true;
}

//===----------------------------------------------------------------------===//
// Layout
//===----------------------------------------------------------------------===//

static std::optional<GemmLayout> layoutOf(const Contraction &c, bool swapped) {
  auto operand = [&](unsigned i) {
    return GemmOperand{
        cast<RankedTensorType>(c.operands[i].getType()).getShape(), c.maps[i]};
  };
  return gemmLayout(
      operand(swapped), operand(!swapped),
      {cast<RankedTensorType>(c.result.getType()).getShape(), c.maps[2]});
}

/// Puts the factors in the better order; false when no order has a layout.
static bool chooseOrder(Contraction &c) {
  std::optional<GemmLayout> straight = layoutOf(c, false),
                            swapped = layoutOf(c, true);
  auto work = [](const std::optional<GemmLayout> &layout) {
    return layout ? layout->m * layout->n : 0;
  };
  if (work(swapped) > work(straight)) {
    std::swap(c.operands[0], c.operands[1]);
    std::swap(c.maps[0], c.maps[1]);
  }
  return straight || swapped;
}

/// Transposes a factor in memory to (batch, own, contracted) dimensions.
static void transposeFactor(Contraction &c, unsigned i,
                            RewriterBase &rewriter) {
  AffineMap other = c.maps[1 - i];
  auto role = [&](AffineExpr expr) {
    unsigned dim = cast<AffineDimExpr>(expr).getPosition();
    return !c.maps[2].isFunctionOfDim(dim) ? 2
           : other.isFunctionOfDim(dim)    ? 0
                                           : 1;
  };
  // Contracted dimensions stand in the same order in both factors.
  auto key = [&](int64_t dim) {
    AffineExpr expr = c.maps[i].getResult(dim);
    int64_t position = cast<AffineDimExpr>(expr).getPosition();
    return std::make_pair(role(expr), role(expr) == 2 ? position : dim);
  };
  auto order =
      llvm::to_vector(llvm::seq<int64_t>(0, c.maps[i].getNumResults()));
  llvm::sort(order, [&](int64_t x, int64_t y) { return key(x) < key(y); });
  if (llvm::is_sorted(order))
    return;
  auto type = cast<RankedTensorType>(c.operands[i].getType());
  SmallVector<int64_t> shape;
  SmallVector<AffineExpr> exprs;
  for (int64_t dim : order) {
    shape.push_back(type.getDimSize(dim));
    exprs.push_back(c.maps[i].getResult(dim));
  }
  Location loc = c.op.getLoc();
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, shape, type.getElementType());
  c.operands[i] =
      linalg::TransposeOp::create(rewriter, loc, c.operands[i], empty, order)
          ->getResult(0);
  c.maps[i] =
      AffineMap::get(c.maps[i].getNumDims(), 0, exprs, rewriter.getContext());
}

//===----------------------------------------------------------------------===//
// Rewriting
//===----------------------------------------------------------------------===//

static bool isZero(Value init) {
  if (auto fill = init.getDefiningOp<linalg::FillOp>())
    return matchPattern(fill.getInputs()[0], m_AnyZeroFloat());
  return matchPattern(init, m_AnyZeroFloat());
}

/// `value` with elements of `type`: exact when they are wider.
static Value convert(Value value, Type type, RewriterBase &rewriter) {
  auto from = cast<RankedTensorType>(value.getType());
  if (from.getElementType() == type)
    return value;
  Location loc = value.getLoc();
  bool widens = from.getElementTypeBitWidth() < type.getIntOrFloatBitWidth();
  Value empty = tensor::EmptyOp::create(rewriter, loc, from.getShape(), type);
  AffineMap map = rewriter.getMultiDimIdentityMap(from.getRank());
  SmallVector<utils::IteratorType> kinds(from.getRank(),
                                         utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             rewriter, loc, empty.getType(), value, empty, ArrayRef{map, map},
             kinds,
             [&](OpBuilder &b, Location loc, ValueRange arguments) {
               Value element =
                   widens ? arith::ExtFOp::create(b, loc, type, arguments[0])
                                .getResult()
                          : arith::TruncFOp::create(b, loc, type, arguments[0])
                                .getResult();
               linalg::YieldOp::create(b, loc, element);
             })
      .getResult(0);
}

static Type elementTypeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getElementType();
}

namespace {
/// The types of a GEMM.
struct GemmTypes {
  Type factors, result;
};
} // namespace

/// The types that `target` computes a contraction in: its own where it can,
/// else f32 or f64, to which the factors are widened.
static GemmTypes typesFor(const Contraction &c, const DispatchTarget &target) {
  Type a = elementTypeOf(c.operands[0]), b = elementTypeOf(c.operands[1]);
  Type result = elementTypeOf(c.result);
  bool isNarrow = a == b && (a.isF16() || a.isBF16());
  if (target.multipliesNarrow && isNarrow && (result == a || result.isF32()))
    return {a, result};
  Type wide = result.isF64() ? result : Float32Type::get(result.getContext());
  return {wide, wide};
}

/// Multiplies what both factors were before they were widened: the products are
/// the same.
static void foldWidening(Contraction &c) {
  Value a = widenedValue(c.operands[0].getDefiningOp());
  Value b = widenedValue(c.operands[1].getDefiningOp());
  if (!a || !b || elementTypeOf(a) != elementTypeOf(b) ||
      !isa<FloatType>(elementTypeOf(a)) || !elementTypeOf(c.result).isF32())
    return;
  c.operands[0] = a;
  c.operands[1] = b;
}

static void foldAround(Contraction &c, const DispatchTarget &target,
                       bool accumulates) {
  auto foldMoves = [&] {
    while (foldOperand(c, 0) || foldOperand(c, 1)) {
    }
  };
  foldMoves();
  if (target.multipliesNarrow) {
    foldWidening(c);
    foldMoves();
  }
  while (!accumulates && foldResult(c)) {
  }
}

static void rewrite(Contraction &c, const DispatchTarget &target,
                    RewriterBase &rewriter) {
  rewriter.setInsertionPoint(c.op);
  Value init = c.op.getDpsInits()[0];
  bool accumulates = !isZero(init);
  foldAround(c, target, accumulates);
  bool hasLayout = chooseOrder(c);
  for (unsigned i = 0; i < 2 && !hasLayout; ++i) {
    transposeFactor(c, i, rewriter);
    hasLayout = chooseOrder(c);
  }
  if (!hasLayout)
    return; // A kernel computes it.
  auto type = cast<RankedTensorType>(c.result.getType());
  GemmTypes types = typesFor(c, target);
  Location loc = c.op.getLoc();
  Value outs = accumulates ? convert(init, types.result, rewriter)
                           : tensor::EmptyOp::create(
                                 rewriter, loc, type.getShape(), types.result)
                                 .getResult();
  SmallVector<Attribute> maps;
  for (AffineMap map : c.maps)
    maps.push_back(AffineMapAttr::get(map));
  auto gemm = tprt::GemmOp::create(
      rewriter, loc, TypeRange{outs.getType()},
      convert(c.operands[0], types.factors, rewriter),
      convert(c.operands[1], types.factors, rewriter), /*bias=*/Value(), outs,
      rewriter.getArrayAttr(maps), accumulates,
      target.allowsTF32 && types.factors.isF32());
  // The moves that are folded, from the last one to the contraction.
  SmallVector<Operation *> folded{c.result.getDefiningOp()};
  while (folded.back() != c.op)
    folded.push_back(folded.back()->getOperand(0).getDefiningOp());
  rewriter.replaceAllUsesWith(
      c.result, convert(gemm->getResult(0), type.getElementType(), rewriter));
  for (Operation *op : folded)
    rewriter.eraseOp(op);
}

LogicalResult tp::formGemms(func::FuncOp function,
                            const DispatchTarget &target) {

  IRRewriter rewriter(function.getContext());
  SmallVector<Operation *> ops;
  for (Operation &op : function.getBody().front())
    if (match(&op))
      ops.push_back(&op);
  for (Operation *op : ops) {
    Contraction c = *match(op);
    rewrite(c, target, rewriter);
  }
  return success();
}
