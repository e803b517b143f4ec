//===- FoldEpilogues.cpp - what follows a GEMM, done by it ----------------===//
// Elementwise ops that are the only readers of a product: narrowing, a bias, an
// addend that may be overwritten, relu and gelu. What a collective has reduced
// is no product any more, so that nothing behind it is ever folded.

#include "Dispatch.h"
#include "DispatchOps.h"
#include "PointwiseExpr.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "tp/Codegen/GemmLayout.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"

using namespace mlir;
using namespace tp;

static RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

namespace {
/// The op that is the only reader of a product.
struct Reader {
  linalg::LinalgOp op;
  /// What computes its element.
  Operation *scalar;
  /// What else the element is computed of: a scalar of the op's body.
  Value other;
};
} // namespace

/// The operands of `op` by which it reads elements of `value`; that of a
/// destination which is only overwritten is none.
static SmallVector<OpOperand *> readsOf(Value value, linalg::LinalgOp op) {
  SmallVector<OpOperand *> reads;
  for (OpOperand &operand : op->getOpOperands())
    if (operand.get() == value &&
        (op.isDpsInput(&operand) || op.payloadUsesValueFromOperand(&operand)))
      reads.push_back(&operand);
  return reads;
}

/// The reader of `value` if it is one elementwise op that computes its element
/// of the value's, at the same position, by one op.
static std::optional<Reader> onlyReader(Value value) {
  if (value.use_empty() || !llvm::all_equal(value.getUsers()))
    return std::nullopt;
  auto op = dyn_cast<linalg::LinalgOp>(*value.user_begin());
  if (!op || !isParallel(op) || op->getNumResults() != 1 ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
    return std::nullopt;
  SmallVector<OpOperand *> reads = readsOf(value, op);
  if (reads.size() != 1 || !op.isDpsInput(reads[0]) ||
      !op.getMatchingIndexingMap(reads[0]).isIdentity())
    return std::nullopt;
  Operation *scalar =
      op.getBlock()->getTerminator()->getOperand(0).getDefiningOp();
  Value own = op.getMatchingBlockArgument(reads[0]);
  if (!scalar || !llvm::is_contained(scalar->getOperands(), own) ||
      scalar->getNumOperands() > 2)
    return std::nullopt;
  Reader reader{op, scalar, {}};
  if (scalar->getNumOperands() == 2)
    reader.other = scalar->getOperand(scalar->getOperand(0) == own);
  if (reader.other == own)
    return std::nullopt;
  return reader;
}

/// The tensor that `scalar`, of the body of `op`, is an element of, and which;
/// null when it is none.
static std::pair<Value, AffineMap> readElement(linalg::LinalgOp op,
                                               Value scalar) {
  auto argument = dyn_cast_if_present<BlockArgument>(scalar);
  if (!argument || argument.getOwner() != op.getBlock())
    return {};
  OpOperand *operand = op.getMatchingOpOperand(argument);
  if (!op.isDpsInput(operand))
    return {};
  return {operand->get(), op.getMatchingIndexingMap(operand)};
}

namespace {

/// Folds what follows one product after the other.
class EpilogueFolder {
public:
  EpilogueFolder(func::FuncOp function, const DispatchTarget &target)
      : target(target), rewriter(function.getContext()) {}

  void fold(tprt::GemmOp gemm) {
    while (gemm)
      gemm = foldNext(gemm);
  }

private:
  /// Whether the call for `gemm` has epilogues: those for f64 have none.
  bool hasEpilogues(tprt::GemmOp gemm) const {
    return target.hasEpilogues &&
           !tensorType(gemm.getC()).getElementType().isF64();
  }

  /// The product with one more thing folded; null when there is none.
  tprt::GemmOp foldNext(tprt::GemmOp gemm) {
    bool mayHaveMore = hasEpilogues(gemm);
    if (mayHaveMore && gemm.getEpilogue() == tprt::Epilogue::None)
      if (tprt::GemmOp folded = foldGelu(gemm))
        return folded;
    std::optional<Reader> reader = onlyReader(gemm->getResult(0));
    if (!reader || gemm.getAux())
      return nullptr;
    if (isa<arith::TruncFOp>(reader->scalar))
      return target.multipliesNarrow ? foldNarrowing(gemm, *reader) : nullptr;
    if (gemm.getEpilogue() != tprt::Epilogue::None)
      return nullptr; // Comes last.
    if (isa<arith::MaximumFOp, arith::MaxNumFOp>(reader->scalar))
      return mayHaveMore ? foldRelu(gemm, *reader) : nullptr;
    if (!isa<arith::AddFOp>(reader->scalar))
      return nullptr;
    if (tprt::GemmOp folded = mayHaveMore ? foldBias(gemm, *reader) : nullptr)
      return folded;
    return target.addsInPlace ? foldAddend(gemm, *reader) : nullptr;
  }

  //===--------------------------------------------------------------------===//
  // Rewriting
  //===--------------------------------------------------------------------===//

  /// A product like `gemm`, at the insertion point.
  struct Parts {
    Value bias;
    SmallVector<Value, 2> outs;
    bool accumulate;
    tprt::Epilogue epilogue;
  };

  static Parts partsOf(tprt::GemmOp gemm) {
    return {gemm.getBias(), SmallVector<Value, 2>(gemm.getOuts()),
            gemm.getAccumulate(), gemm.getEpilogue()};
  }

  tprt::GemmOp create(tprt::GemmOp like, const Parts &parts) {
    return tprt::GemmOp::create(
        rewriter, like.getLoc(), TypeRange(ValueRange(parts.outs)), like.getA(),
        like.getB(), parts.bias, parts.outs, like.getIndexingMapsAttr(),
        parts.accumulate, like.getAllowTf32(), parts.epilogue);
  }

  Value empty(Location loc, RankedTensorType type) {
    return tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                   type.getElementType());
  }

  /// Does `gemm` and its reader by one product where the reader was, as all
  /// that it needs is known there.
  tprt::GemmOp replace(tprt::GemmOp gemm, const Reader &reader,
                       const Parts &parts) {
    rewriter.setInsertionPoint(reader.op);
    tprt::GemmOp folded = create(gemm, parts);
    rewriter.replaceOp(reader.op, folded->getResults());
    rewriter.eraseOp(gemm);
    return folded;
  }

  //===--------------------------------------------------------------------===//
  // Narrowing
  //===--------------------------------------------------------------------===//

  /// f32 of narrow factors that is only rounded to their type.
  tprt::GemmOp foldNarrowing(tprt::GemmOp gemm, const Reader &reader) {
    auto type = tensorType(reader.op->getResult(0));
    // What is added has the result's type.
    if (gemm.getAccumulate() || gemm.getBias() ||
        type.getElementType() != tensorType(gemm.getA()).getElementType())
      return nullptr;
    rewriter.setInsertionPoint(reader.op);
    Parts parts = partsOf(gemm);
    parts.outs = {empty(gemm.getLoc(), type)};
    return replace(gemm, reader, parts);
  }

  //===--------------------------------------------------------------------===//
  // Sums
  //===--------------------------------------------------------------------===//

  /// A vector along n.
  tprt::GemmOp foldBias(tprt::GemmOp gemm, const Reader &reader) {
    auto [bias, map] = readElement(reader.op, reader.other);
    if (!bias || gemm.getBias())
      return nullptr;
    while (auto broadcast = bias.getDefiningOp<linalg::BroadcastOp>()) {
      SmallVector<AffineExpr> exprs;
      for (auto [dim, expr] : llvm::enumerate(map.getResults()))
        if (!llvm::is_contained(broadcast.getDimensions(), int64_t(dim)))
          exprs.push_back(expr);
      map = AffineMap::get(map.getNumDims(), 0, exprs, map.getContext());
      bias = broadcast.getInput();
    }
    if (!runsAlongN(gemm, map) || map.getNumResults() == 0)
      return nullptr;
    Parts parts = partsOf(gemm);
    parts.bias = bias;
    return replace(gemm, reader, parts);
  }

  /// Whether `map` gives the innermost dimensions of the product and these are
  /// n, all of it.
  static bool runsAlongN(tprt::GemmOp gemm, AffineMap map) {
    auto type = tensorType(gemm.getC());
    unsigned outer = type.getRank() - map.getNumResults();
    if (map.getNumResults() > type.getRank() ||
        map !=
            AffineMap::getMultiDimIdentityMap(type.getRank(), map.getContext())
                .getMinorSubMap(map.getNumResults()))
      return false;
    auto maps = gemm.getIndexingMaps().getAsValueRange<AffineMapAttr>();
    AffineMap a = *maps.begin(), c = *std::next(maps.begin(), 2);
    int64_t extent = 1;
    for (unsigned dim = outer; dim < type.getRank(); ++dim) {
      if (type.getDimSize(dim) != 1 && a.isFunctionOfDim(c.getDimPosition(dim)))
        return false;
      extent *= type.getDimSize(dim);
    }
    std::optional<GemmLayout> layout = gemmLayout(gemm);
    return layout && layout->n == extent;
  }

  /// A tensor of the product's shape that nobody needs any more, to which the
  /// product is added in place.
  tprt::GemmOp foldAddend(tprt::GemmOp gemm, const Reader &reader) {
    auto [addend, map] = readElement(reader.op, reader.other);
    if (!addend || gemm.getAccumulate() || !map.isIdentity() ||
        addend.getType() != gemm.getC().getType() ||
        !isFreeFor(addend, reader.op, gemm))
      return nullptr;
    Parts parts = partsOf(gemm);
    parts.outs = {addend};
    parts.accumulate = true;
    return replace(gemm, reader, parts);
  }

  /// Whether `value` lies in storage of the program's own and all its readers
  /// but `reader` have run when `gemm` does, because it needs them.
  static bool isFreeFor(Value value, linalg::LinalgOp reader,
                        tprt::GemmOp gemm) {
    Value root = value;
    while (Operation *def = root.getDefiningOp())
      if (isReshape(def))
        root = def->getOperand(0);
      else
        break;
    Operation *def = root.getDefiningOp();
    if (!def || isTransparent(def) || def->hasTrait<OpTrait::ConstantLike>())
      return false;
    SmallVector<Value> views{root};
    llvm::SetVector<Operation *> readers;
    while (!views.empty()) {
      Value view = views.pop_back_val();
      for (Operation *user : view.getUsers()) {
        user = view.getParentBlock()->findAncestorOpInBlock(*user);
        if (isReshape(user) || isTransparent(user))
          views.push_back(user->getResult(0));
        else if (user != reader)
          readers.insert(user);
      }
      if (readsOf(view, reader).size() > 1)
        return false; // Not its addend only.
    }
    return needsAll(gemm, readers);
  }

  /// Whether `op` depends on all of `others`, as far as a search of bounded
  /// length finds out.
  static bool needsAll(Operation *op, llvm::SetVector<Operation *> &others) {
    constexpr unsigned kFarthest = 2048;
    if (others.empty())
      return true;
    Operation *first =
        *llvm::min_element(others, [](Operation *a, Operation *b) {
          return a->isBeforeInBlock(b);
        });
    if (others.contains(op) || !first->isBeforeInBlock(op))
      return false;
    SmallVector<Operation *> pending{op};
    DenseSet<Operation *> seen;
    unsigned missing = others.size();
    while (!pending.empty() && missing > 0) {
      Operation *next = pending.pop_back_val();
      for (Value operand : next->getOperands()) {
        Operation *def = operand.getDefiningOp();
        if (!def || def->isBeforeInBlock(first) || !seen.insert(def).second)
          continue;
        missing -= others.contains(def);
        pending.push_back(def);
        if (seen.size() > kFarthest)
          return false;
      }
    }
    return missing == 0;
  }

  //===--------------------------------------------------------------------===//
  // Functions
  //===--------------------------------------------------------------------===//

  tprt::GemmOp foldRelu(tprt::GemmOp gemm, const Reader &reader) {
    auto [tensor, map] = readElement(reader.op, reader.other);
    if (constantElement(tensor ? tensor : reader.other) != 0.0)
      return nullptr;
    Parts parts = partsOf(gemm);
    parts.epilogue = tprt::Epilogue::Relu;
    return replace(gemm, reader, parts);
  }

  /// gelu(product), though others may read the product too.
  tprt::GemmOp foldGelu(tprt::GemmOp gemm) {
    Value product = gemm->getResult(0);
    llvm::SetVector<Operation *> chain;
    Value gelu = findGelu(product, chain);
    if (!gelu)
      return nullptr;
    bool isReadElsewhere = isReadWithout(product, gelu, chain);
    if (isReadElsewhere && !canKeep(gemm))
      return nullptr;
    rewriter.setInsertionPoint(gemm);
    Parts parts = partsOf(gemm);
    parts.epilogue = tprt::Epilogue::Gelu;
    if (isReadElsewhere)
      parts.outs.push_back(empty(gemm.getLoc(), tensorType(product)));
    tprt::GemmOp folded = create(gemm, parts);
    rewriter.replaceAllUsesWith(gelu, folded->getResult(0));
    for (Operation *op : llvm::reverse(chain))
      if (isOpTriviallyDead(op))
        rewriter.eraseOp(op);
    if (isReadElsewhere)
      rewriter.replaceAllUsesWith(product, folded->getResult(1));
    rewriter.eraseOp(gemm);
    return folded;
  }

  /// The value that is gelu of `product`, and the elementwise ops, in order,
  /// that lead to it or stand beside those.
  static Value findGelu(Value product, llvm::SetVector<Operation *> &chain) {
    constexpr unsigned kMostOps = 24;
    SmallVector<Operation *> pending(product.getUsers());
    while (!pending.empty() && chain.size() < kMostOps) {
      Operation *op = pending.pop_back_val();
      auto structured = dyn_cast<linalg::LinalgOp>(op);
      if (!structured || !isParallel(structured) || op->getNumResults() != 1 ||
          op->getResult(0).getType() != product.getType() || !chain.insert(op))
        continue;
      llvm::append_range(pending, op->getUsers());
    }
    SmallVector<Operation *> ordered(chain.getArrayRef());
    llvm::sort(ordered, [](Operation *a, Operation *b) {
      return a->isBeforeInBlock(b);
    });
    chain = llvm::SetVector<Operation *>(ordered.begin(), ordered.end());
    for (Operation *op : chain)
      if (isTanhGelu(op->getResult(0), product))
        return op->getResult(0);
    return nullptr;
  }

  /// Whether anything needs `product` once `gelu`, which ops of `chain` compute
  /// of it, is given.
  static bool isReadWithout(Value product, Value gelu,
                            const llvm::SetVector<Operation *> &chain) {
    DenseSet<Operation *> dead{gelu.getDefiningOp()};
    auto isDead = [&](Operation *user) { return dead.contains(user); };
    for (Operation *op : llvm::reverse(chain))
      if (llvm::all_of(op->getUsers(), isDead))
        dead.insert(op);
    return !llvm::all_of(product.getUsers(), isDead);
  }

  /// Whether the call can store what gelu is applied to: its rows and matrices
  /// must be aligned.
  static bool canKeep(tprt::GemmOp gemm) {
    constexpr int64_t kAlignment = 8; // Elements.
    std::optional<GemmLayout> layout = gemmLayout(gemm);
    return layout && layout->ldc % kAlignment == 0 &&
           llvm::all_of(layout->batch, [](const GemmBatch &batch) {
             return batch.strideC % kAlignment == 0;
           });
  }

  const DispatchTarget &target;
  IRRewriter rewriter;
};

} // namespace

void tp::foldEpilogues(func::FuncOp function, const DispatchTarget &target) {
  EpilogueFolder folder(function, target);
  SmallVector<tprt::GemmOp> gemms(function.getOps<tprt::GemmOp>());
  for (tprt::GemmOp gemm : gemms)
    folder.fold(gemm);
}
