//===- ReduceWindow.cpp - windowed reductions -----------------------------===//
// A window that ends, or begins, at every element and reaches to the border is
// a scan: frameworks write cumulative sums so, and as windows they would be
// quadratic. Other windows are loops of a linalg.generic that reads a padded
// tensor at sums of positions and offsets.

#include "Import.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;
using Kind = arith::AtomicRMWKind;

/// What `combiner`, which getCombiner gave, does to elements of `type`.
static Kind getKind(Operation *combiner, Type type) {
  bool isBool = type.isInteger(1), isFloat = isa<FloatType>(type);
  auto choose = [&](Kind ofFloats, Kind ofInts, Kind ofBools) {
    return isFloat ? ofFloats : isBool ? ofBools : ofInts;
  };
  if (isa<AddOp>(combiner))
    return choose(Kind::addf, Kind::addi, Kind::ori);
  if (isa<MulOp>(combiner))
    return choose(Kind::mulf, Kind::muli, Kind::andi);
  if (isa<MaxOp>(combiner))
    return choose(Kind::maximumf, Kind::maxs, Kind::ori);
  if (isa<MinOp>(combiner))
    return choose(Kind::minimumf, Kind::mins, Kind::andi);
  return isa<AndOp>(combiner) ? Kind::andi : Kind::ori;
}

/// Whether a value combined with itself is itself.
static bool isIdempotent(Kind kind) {
  switch (kind) {
  case Kind::addf:
  case Kind::addi:
  case Kind::mulf:
  case Kind::muli:
    return false;
  default:
    return true;
  }
}

/// Whether every element of `splat` changes nothing.
static bool isIdentity(DenseElementsAttr splat, Kind kind, OpBuilder &b,
                       Location loc) {
  Type type = splat.getElementType();
  if (kind == Kind::addf)
    return splat.getSplatValue<APFloat>().isZero();
  // A bit is a whole number of one digit: its limits are 0 and 1.
  return splat.getSplatValue<Attribute>() ==
         arith::getIdentityValueAttr(kind, type, b, loc);
}

namespace {
/// The one dimension that a cumulative window runs along.
struct Line {
  int64_t dim;
  bool reverse;
};
} // namespace

/// The line of a cumulative window; none when `op` is another one.
static std::optional<Line> getLine(ReduceWindowOp op) {
  auto type = cast<RankedTensorType>(op.getInputs().front().getType());
  auto isOne = [](int64_t number) { return number == 1; };
  if (op.getResult(0).getType() != type ||
      !llvm::all_of(op.getStridesOrOnes(), isOne) ||
      !llvm::all_of(op.getBaseDilationsOrOnes(), isOne) ||
      !llvm::all_of(op.getWindowDilationsOrOnes(), isOne))
    return std::nullopt;
  std::optional<Line> line;
  for (auto [dim, window, pad] :
       llvm::enumerate(op.getWindowDimensions(), op.getPaddingOrZeros())) {
    if (window == 1 && pad == std::pair<int64_t, int64_t>(0, 0))
      continue;
    int64_t reach = type.getDimSize(dim) - 1;
    bool forward = pad == std::pair<int64_t, int64_t>(reach, 0),
         reverse = pad == std::pair<int64_t, int64_t>(0, reach);
    if (line || window != reach + 1 || !(forward || reverse))
      return std::nullopt;
    line = Line{int64_t(dim), reverse};
  }
  return line;
}

namespace {
class WindowImporter {
public:
  WindowImporter(ReduceWindowOp op, Operation *combiner, OpBuilder &b)
      : op(op), combiner(combiner), b(b), loc(op.getLoc()),
        input(op.getInputs().front()), init(op.getInitValues().front()),
        splat(frontend::getSplat(init)),
        type(cast<RankedTensorType>(op.getResult(0).getType())),
        kind(getKind(combiner, type.getElementType())) {}

  /// The result, or null, having said why.
  Value run() {
    std::optional<Line> line = getLine(op);
    bool isNeutral = splat && isIdentity(splat, kind, b, loc);
    if (line && (isNeutral || isIdempotent(kind))) {
      Value scan = tensor_ext::ScanOp::create(b, loc, type, kind, input,
                                              line->dim, line->reverse);
      return isNeutral ? scan : combine(scan);
    }
    for (auto [dim, dilation] : llvm::enumerate(op.getBaseDilationsOrOnes()))
      if (dilation != 1) {
        emitUnsupported(op)
            << "has base dilation " << dilation << " in dimension " << dim
            << ", which is not supported";
        return nullptr;
      }
    return padInput() ? reduceWindows() : nullptr;
  }

private:
  /// Every element combined with the initial value.
  Value combine(Value value) {
    Value first = frontend::broadcastInDim(b, loc, init, {}, type);
    return frontend::createElementwise(
        b, loc, type, {first, value},
        [&](ImplicitLocOpBuilder &body, ValueRange elements) {
          return frontend::emitElement(combiner, body, elements);
        });
  }

  /// Cuts what lies before or behind all windows, and adds elements that lie
  /// outside. False, having said why, when these are not known.
  bool padInput() {
    auto from = cast<RankedTensorType>(input.getType());
    SmallVector<int64_t> offsets, sizes, lows, highs, shape;
    for (auto [extent, pad] :
         llvm::zip_equal(from.getShape(), op.getPaddingOrZeros())) {
      offsets.push_back(std::max<int64_t>(-pad.first, 0));
      sizes.push_back(extent - offsets.back() -
                      std::max<int64_t>(-pad.second, 0));
      lows.push_back(std::max<int64_t>(pad.first, 0));
      highs.push_back(std::max<int64_t>(pad.second, 0));
      shape.push_back(lows.back() + sizes.back() + highs.back());
    }
    auto toAttrs = [&](ArrayRef<int64_t> values) {
      return getAsIndexOpFoldResult(b.getContext(), values);
    };
    if (ArrayRef(sizes) != from.getShape()) {
      if (llvm::any_of(sizes, [](int64_t size) { return size < 0; })) {
        emitUnsupported(op) << "has negative padding of more than a whole "
                               "dimension, which is not supported";
        return false;
      }
      SmallVector<int64_t> ones(sizes.size(), 1);
      input = tensor::ExtractSliceOp::create(
          b, loc, RankedTensorType::get(sizes, from.getElementType()), input,
          toAttrs(offsets), toAttrs(sizes), toAttrs(ones));
    }
    if (sizes == shape)
      return true;
    if (!splat) {
      emitUnsupported(op) << "pads with an initial value that is no constant, "
                             "which is not supported";
      return false;
    }
    Value scalar = arith::ConstantOp::create(
        b, loc, cast<TypedAttr>(splat.getSplatValue<Attribute>()));
    input = tensor::PadOp::create(
        b, loc, RankedTensorType::get(shape, from.getElementType()), input,
        toAttrs(lows), toAttrs(highs), scalar);
    return true;
  }

  /// The loops of the result, then those of the window. A tensor of the
  /// window's shape, which nobody reads, says how long the latter are.
  Value reduceWindows() {
    unsigned rank = type.getRank(), loops = rank;
    SmallVector<int64_t> window;
    SmallVector<AffineExpr> read, windowDims;
    for (auto [dim, extent, stride, dilation] :
         llvm::enumerate(op.getWindowDimensions(), op.getStridesOrOnes(),
                         op.getWindowDilationsOrOnes())) {
      read.push_back(b.getAffineDimExpr(dim) * stride);
      if (extent == 1)
        continue;
      window.push_back(extent);
      windowDims.push_back(b.getAffineDimExpr(loops++));
      read.back() = read.back() + windowDims.back() * dilation;
    }
    SmallVector<utils::IteratorType> kinds(rank, utils::IteratorType::parallel);
    kinds.resize(loops, utils::IteratorType::reduction);
    SmallVector<AffineMap> maps{
        AffineMap::get(loops, 0, read, b.getContext()),
        AffineMap::get(loops, 0, windowDims, b.getContext()),
        AffineMap::getMultiDimIdentityMap(loops, b.getContext())
            .getMajorSubMap(rank)};
    SmallVector<Value> inputs{
        input, tensor::EmptyOp::create(b, loc, window, type.getElementType())};
    Value first = frontend::createInit(b, loc, init, type);
    auto generic = linalg::GenericOp::create(
        b, loc, type, inputs, first, maps, kinds,
        [&](OpBuilder &nested, Location, ValueRange args) {
          ImplicitLocOpBuilder body(combiner->getLoc(), nested);
          linalg::YieldOp::create(
              body, frontend::emitElement(combiner, body, {args[2], args[0]}));
        });
    return generic.getResult(0);
  }

  ReduceWindowOp op;
  Operation *combiner;
  OpBuilder &b;
  Location loc;
  Value input, init;
  DenseElementsAttr splat; ///< The initial value, if it is a constant.
  RankedTensorType type;   ///< Of the result.
  Kind kind;
};

struct ImportReduceWindow : OpRewritePattern<ReduceWindowOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReduceWindowOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getInputs().size() != 1)
      return emitUnsupported(op) << "reduces " << op.getInputs().size()
                                 << " tensors at once, which is not supported";
    Operation *combiner = frontend::getCombiner(op.getBody());
    if (!combiner)
      return emitUnsupported(op)
             << "has a body other than one add, multiply, maximum, minimum, "
                "and, or of its arguments, which is not supported";
    Type from = getElementTypeOrSelf(op.getInputs().front()),
         to = getElementTypeOrSelf(op.getResult(0));
    if (from != to)
      return emitUnsupported(op) << "reduces elements of type " << from
                                 << " to " << to << ", which is not supported";
    Value result = WindowImporter(op, combiner, rewriter).run();
    if (!result)
      return failure();
    rewriter.replaceOp(op, result);
    return success();
  }
};
} // namespace

void frontend::populateReduceWindowPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportReduceWindow>(patterns.getContext());
}
