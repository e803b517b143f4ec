//===- ReduceWindow.cpp - windowed reductions -----------------------------===//
// A window that ends, or begins, at every element and reaches to the border is
// a scan: frameworks write cumulative sums so, and as windows they would be
// quadratic. Other windows are loops of a linalg.generic over padded tensors.

#include "Windows.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;
using frontend::WindowLoops;
using frontend::WindowRead;
using Kind = arith::AtomicRMWKind;

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
  std::optional<Line> line;
  for (auto [dim, window] : llvm::enumerate(op.getWindow())) {
    if (window.isTrivial())
      continue;
    int64_t reach = type.getDimSize(dim) - 1;
    bool forward = window.low == reach && window.high == 0,
         reverse = window.low == 0 && window.high == reach;
    if (line || window.size != reach + 1 || window.stride != 1 ||
        window.baseDilation != 1 || window.windowDilation != 1 ||
        !(forward || reverse))
      return std::nullopt;
    line = Line{int64_t(dim), reverse};
  }
  return line;
}

/// The scan that `op` is; null when it is none. An extremum may start from
/// anything: combined with it once more, an element stays the same.
static Value importScan(ReduceWindowOp op, Operation *combiner, OpBuilder &b) {
  std::optional<Line> line = getLine(op);
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  if (!line)
    return nullptr;
  Location loc = op.getLoc();
  Value init = op.getInitValues().front();
  Kind kind = frontend::getKind(combiner);
  DenseElementsAttr splat = frontend::getSplat(init);
  bool isNeutral = splat && isIdentity(splat, kind, b, loc);
  if (!isNeutral && !isIdempotent(kind))
    return nullptr;
  Value scan = tensor_ext::ScanOp::create(
      b, loc, type, kind, op.getInputs().front(), line->dim, line->reverse);
  if (isNeutral)
    return scan;
  Value first = frontend::broadcastInDim(b, loc, init, {}, type);
  return frontend::createElementwise(
      b, loc, type, {first, scan},
      [&](ImplicitLocOpBuilder &body, ValueRange elements) {
        return frontend::emitElement(combiner, body, elements);
      });
}

static ValueRange reduceWindows(ReduceWindowOp op, OpBuilder &b) {
  Location loc = op.getLoc();
  SmallVector<WindowDim> window = op.getWindow();
  unsigned count;
  SmallVector<WindowLoops> loops = frontend::windowLoops(b, window, count);
  SmallVector<Value> inputs, inits;
  SmallVector<AffineMap> maps;
  WindowRead read;
  for (auto [input, init, type] : llvm::zip_equal(
           op.getInputs(), op.getInitValues(), op.getResultTypes())) {
    Value padded = frontend::padForWindows(b, loc, input, init, window);
    read = frontend::readWindows(b, loc, padded, window, loops);
    inputs.push_back(read.tensor);
    maps.push_back(AffineMap::get(count, 0, read.index, b.getContext()));
    inits.push_back(
        frontend::createInit(b, loc, init, cast<RankedTensorType>(type)));
  }
  return frontend::createWindowed(
      b, loc, inputs, maps, read.unsized, inits,
      [&](ImplicitLocOpBuilder &body, ValueRange elements, ValueRange sums) {
        SmallVector<Value> arguments(sums);
        llvm::append_range(arguments, elements);
        return frontend::emitScalarBody(op.getBody().front(), body, arguments);
      });
}

namespace {
struct ImportReduceWindow : OpRewritePattern<ReduceWindowOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReduceWindowOp op,
                                PatternRewriter &rewriter) const override {
    if (failed(frontend::refuseConversion(op, op.getInputs())))
      return failure();
    if (Operation *combiner = frontend::getCombiner(op.getBody()))
      if (Value scan = importScan(op, combiner, rewriter)) {
        rewriter.replaceOp(op, scan);
        return success();
      }
    if (failed(frontend::checkScalarBody(op.getBody().front())))
      return failure();
    if (cast<RankedTensorType>(op.getResult(0).getType()).getNumElements() ==
        0) {
      rewriter.replaceOp(
          op, llvm::map_to_vector(op.getResultTypes(), [&](Type type) -> Value {
            return arith::ConstantOp::create(rewriter, op.getLoc(),
                                             rewriter.getZeroAttr(type));
          }));
      return success();
    }
    rewriter.replaceOp(op, reduceWindows(op, rewriter));
    return success();
  }
};
} // namespace

void frontend::populateReduceWindowPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportReduceWindow>(patterns.getContext());
}
