//===- SelectAndScatter.cpp - select_and_scatter --------------------------===//
// The gradient of a maximum of windows. A windowed reduction finds which
// element of each window is selected. Then each element of the result asks the
// few windows that it lies in whether they selected it, and combines their
// sources in order: nothing is written twice, and batches and features shard as
// in any elementwise op.
//
// Element x of a padded dimension, x = q * stride + r with r < stride, lies at
// most in the windows q - t for t < T = ceil(size / stride), and there it is
// number t * stride + r. So with q and r as dimensions of their own, both the
// windows and the number that they must have selected are known from the loops.

#include "Windows.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;
using frontend::WindowLoops;
using frontend::WindowRead;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// A number of type i32 in the body of an op.
static Value integer(ImplicitLocOpBuilder &b, int64_t value) {
  return arith::ConstantOp::create(b, b.getI32IntegerAttr(value));
}

/// Where loop `loop` stands, as i32.
static Value position(ImplicitLocOpBuilder &b, AffineExpr loop) {
  Value index =
      linalg::IndexOp::create(b, cast<AffineDimExpr>(loop).getPosition());
  return arith::IndexCastOp::create(b, b.getI32Type(), index);
}

namespace {
class SelectAndScatterImporter {
public:
  SelectAndScatterImporter(SelectAndScatterOp op, OpBuilder &b)
      : op(op), b(b), loc(op.getLoc()), type(op.getOperand().getType()),
        window(op.getWindow()) {
    int64_t weight = 1;
    weights.resize(window.size());
    for (unsigned dim = window.size(); dim-- > 0;) {
      weights[dim] = weight;
      weight *= overlap(dim) * window[dim].stride;
    }
    isNumbered = llvm::isInt<32>(weight);
  }

  LogicalResult check() {
    if (!isNumbered)
      return emitUnsupported(op)
             << "has windows of 2^31 elements or more, which is not supported";
    if (failed(frontend::checkScalarBody(op.getSelect().front())))
      return failure();
    return frontend::checkScalarBody(op.getScatter().front());
  }

  Value run() {
    if (op.getSource().getType().getNumElements() == 0 ||
        type.getNumElements() == 0)
      return frontend::createInit(b, loc, op.getInitValue(), type);
    return scatter(select());
  }

private:
  /// The number of windows that an element can lie in.
  int64_t overlap(unsigned dim) const {
    return llvm::divideCeil(window[dim].size, window[dim].stride);
  }

  //===--------------------------------------------------------------------===//
  // Selection
  //===--------------------------------------------------------------------===//

  /// The number of the present element in its window.
  Value numberOfTap(ImplicitLocOpBuilder &body, ArrayRef<WindowLoops> loops) {
    Value number = integer(body, 0);
    for (auto [weight, loop] : llvm::zip_equal(weights, loops))
      if (loop.tap)
        number = arith::AddIOp::create(
            body, number,
            arith::MulIOp::create(body, position(body, loop.tap),
                                  integer(body, weight)));
    return number;
  }

  /// Whether the present element is none of the padding; null when none is.
  Value isCandidate(ImplicitLocOpBuilder &body, ArrayRef<WindowLoops> loops) {
    Value inside;
    for (auto [extent, dim, loop] :
         llvm::zip_equal(type.getShape(), window, loops)) {
      if (dim.low <= 0 && dim.high <= 0)
        continue;
      Value at = arith::MulIOp::create(body, position(body, loop.window),
                                       integer(body, dim.stride));
      if (loop.tap)
        at = arith::AddIOp::create(body, at, position(body, loop.tap));
      at = arith::SubIOp::create(body, at, integer(body, dim.low));
      // Unsigned, what is below 0 is above all.
      Value holds = arith::CmpIOp::create(body, arith::CmpIPredicate::ult, at,
                                          integer(body, extent));
      inside = inside ? arith::AndIOp::create(body, inside, holds) : holds;
    }
    return inside;
  }

  /// For each window the number of the element that it selects, or -1.
  Value select() {
    unsigned count;
    SmallVector<WindowLoops> loops = frontend::windowLoops(b, window, count);
    Value any = arith::ConstantOp::create(
        b, loc,
        b.getZeroAttr(RankedTensorType::get({}, type.getElementType())));
    WindowRead read = frontend::readWindows(
        b, loc, frontend::padForWindows(b, loc, op.getOperand(), any, window),
        window, loops);
    RankedTensorType sourceType = op.getSource().getType();
    Value inits[] = {
        frontend::createFilled(b, loc, b.getZeroAttr(type.getElementType()),
                               sourceType),
        frontend::createFilled(b, loc, b.getI32IntegerAttr(-1),
                               sourceType.clone(b.getI32Type()))};
    auto choose = [&](ImplicitLocOpBuilder &body, ValueRange elements,
                      ValueRange best) -> SmallVector<Value> {
      Value isKept = frontend::emitScalarBody(op.getSelect().front(), body,
                                              {best[0], elements[0]})[0];
      Value isFirst = arith::CmpIOp::create(body, arith::CmpIPredicate::slt,
                                            best[1], integer(body, 0));
      Value isLost = arith::XOrIOp::create(
          body, isKept,
          arith::ConstantOp::create(body, body.getBoolAttr(true)));
      Value isTaken = arith::OrIOp::create(body, isFirst, isLost);
      if (Value inside = isCandidate(body, loops))
        isTaken = arith::AndIOp::create(body, inside, isTaken);
      return {arith::SelectOp::create(body, isTaken, elements[0], best[0]),
              arith::SelectOp::create(body, isTaken, numberOfTap(body, loops),
                                      best[1])};
    };
    return frontend::createWindowed(
        b, loc, read.tensor,
        AffineMap::get(count, 0, read.index, b.getContext()), read.unsized,
        inits, choose)[1];
  }

  //===--------------------------------------------------------------------===//
  // Scatter
  //===--------------------------------------------------------------------===//

  /// One dimension of the result, seen as `blocks` of a stride's length each,
  /// the first of which is number `first`.
  struct Blocks {
    int64_t first, count;
    AffineExpr block, offset, overlap; ///< The last two null for extent 1.
  };

  /// The dimension of each block and of an offset inside, then the loops over
  /// the windows that an element lies in.
  SmallVector<Blocks> blocksOf(unsigned &count, SmallVector<int64_t> &shape) {
    SmallVector<Blocks> blocks;
    for (auto [extent, dim] : llvm::zip_equal(type.getShape(), window)) {
      int64_t first = llvm::divideFloorSigned(dim.low, dim.stride),
              last = llvm::divideFloorSigned(dim.low + extent - 1, dim.stride);
      Blocks &own =
          blocks.emplace_back(Blocks{first, last - first + 1, {}, {}, {}});
      own.block = b.getAffineDimExpr(shape.size());
      shape.push_back(own.count);
      if (dim.stride == 1)
        continue;
      own.offset = b.getAffineDimExpr(shape.size());
      shape.push_back(dim.stride);
    }
    count = shape.size();
    for (auto [dim, own] : llvm::enumerate(blocks))
      if (overlap(dim) != 1)
        own.overlap = b.getAffineDimExpr(count++);
    return blocks;
  }

  /// A tensor of one element a window, so padded that window `q - T + 1` of the
  /// first block q stands at 0.
  Value padSource(Value value, TypedAttr scalar, ArrayRef<Blocks> blocks) {
    SmallVector<frontend::Padding> paddings;
    for (auto [dim, own] : llvm::enumerate(blocks)) {
      int64_t extent = typeOf(value).getDimSize(dim);
      paddings.push_back(
          {overlap(dim) - 1 - own.first, own.first + own.count - extent, 0});
    }
    Value padding = arith::ConstantOp::create(
        b, loc,
        DenseElementsAttr::get(
            RankedTensorType::get({}, typeOf(value).getElementType()), scalar));
    return frontend::pad(b, loc, value, padding, paddings);
  }

  /// The number that the present element has in the present window: windows are
  /// visited from the first one on, where the element is the furthest.
  Value numberInWindow(ImplicitLocOpBuilder &body, ArrayRef<Blocks> blocks) {
    Value number = integer(body, 0);
    auto add = [&](Value value, int64_t factor) {
      number = arith::AddIOp::create(
          body, number,
          arith::MulIOp::create(body, value, integer(body, factor)));
    };
    for (auto [dim, own] : llvm::enumerate(blocks)) {
      if (own.offset)
        add(position(body, own.offset), weights[dim]);
      if (own.overlap)
        add(arith::SubIOp::create(body, integer(body, overlap(dim) - 1),
                                  position(body, own.overlap)),
            weights[dim] * window[dim].stride);
    }
    return number;
  }

  Value scatter(Value selected) {
    unsigned count;
    SmallVector<int64_t> shape;
    SmallVector<Blocks> blocks = blocksOf(count, shape);
    SmallVector<AffineExpr> read;
    SmallVector<frontend::SizedLoop> unsized;
    for (auto [dim, own] : llvm::enumerate(blocks)) {
      read.push_back(own.overlap ? own.block + own.overlap : own.block);
      if (own.overlap)
        unsized.push_back({own.overlap, overlap(dim)});
    }
    Type element = type.getElementType();
    Value inputs[] = {padSource(op.getSource(),
                                cast<TypedAttr>(b.getZeroAttr(element)),
                                blocks),
                      padSource(selected, b.getI32IntegerAttr(-1), blocks)};
    AffineMap map = AffineMap::get(count, 0, read, b.getContext());
    Value init = frontend::createInit(b, loc, op.getInitValue(),
                                      RankedTensorType::get(shape, element));
    auto combine = [&](ImplicitLocOpBuilder &body, ValueRange elements,
                       ValueRange sums) -> SmallVector<Value> {
      Value isHit =
          arith::CmpIOp::create(body, arith::CmpIPredicate::eq, elements[1],
                                numberInWindow(body, blocks));
      Value sum = frontend::emitScalarBody(op.getScatter().front(), body,
                                           {sums[0], elements[0]})[0];
      return {arith::SelectOp::create(body, isHit, sum, sums[0])};
    };
    Value result = frontend::createWindowed(b, loc, inputs, {map, map}, unsized,
                                            init, combine)[0];
    return cutBlocks(result, blocks);
  }

  /// Blocks as one dimension again, without what of them is padding.
  Value cutBlocks(Value value, ArrayRef<Blocks> blocks) {
    SmallVector<int64_t> shape, starts;
    for (auto [own, dim] : llvm::zip_equal(blocks, window)) {
      shape.push_back(own.count * dim.stride);
      starts.push_back(dim.low - own.first * dim.stride);
    }
    value = frontend::reshape(b, loc, value, shape);
    return frontend::sliceOf(b, loc, value, starts, type.getShape());
  }

  SelectAndScatterOp op;
  OpBuilder &b;
  Location loc;
  RankedTensorType type; ///< Of the operand and the result.
  SmallVector<WindowDim> window;
  /// What a step along each dimension of a window adds to an element's number:
  /// more than fits in a window, so that no number stands for two places.
  SmallVector<int64_t> weights;
  bool isNumbered;
};

struct ImportSelectAndScatter : OpRewritePattern<SelectAndScatterOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SelectAndScatterOp op,
                                PatternRewriter &rewriter) const override {
    SelectAndScatterImporter importer(op, rewriter);
    if (failed(importer.check()))
      return failure();
    rewriter.replaceOp(op, importer.run());
    return success();
  }
};
} // namespace

void frontend::populateSelectAndScatterPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportSelectAndScatter>(patterns.getContext());
}
