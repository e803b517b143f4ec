//===- ConvolutionPhases.cpp - convolutions of dilated tensors ------------===//
// The gradient of a strided convolution is a convolution of a tensor whose
// elements stand apart, and nearly all products are with the holes. Positions
// of the result that are `dilation` apart meet the same taps, every
// `dilation`-th one: each such phase is a convolution of its own, of elements
// that stand side by side, and the phases take turns in the result.

#include "Import.h"
#include "tp/Frontend/StableHLO/StableHLO.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

namespace {
class PhaseBuilder {
public:
  explicit PhaseBuilder(ConvolutionOp op)
      : op(op), b(op), loc(op.getLoc()), numbers(op.getDimensionNumbers()),
        window(op.getWindow()), taps(op.getRhs().getType().getShape()),
        starts(taps.size(), 0), steps(taps.size(), 1) {}

  bool applies() {
    constexpr int64_t kMostPhases = 16;
    int64_t phases = 1;
    for (unsigned dim = 0; dim != window.size(); ++dim)
      phases *= phasesOf(dim);
    return phases > 1 && phases <= kMostPhases &&
           op.getLhs().getType().getNumElements() != 0 &&
           op.getRhs().getType().getNumElements() != 0 &&
           op.getResult().getType().getNumElements() != 0;
  }

  Value build(unsigned dim = 0) {
    if (dim == window.size())
      return convolve();
    return phasesOf(dim) == 1 ? build(dim + 1) : interleave(dim);
  }

private:
  int64_t phasesOf(unsigned dim) const {
    const WindowDim &own = window[dim];
    return own.stride == 1 && own.windowDilation == 1 ? own.baseDilation : 1;
  }

  RankedTensorType typeOfShape(ArrayRef<int64_t> shape) {
    return op.getResult().getType().clone(shape);
  }

  Value reshape(Value value, ArrayRef<int64_t> shape) {
    return ReshapeOp::create(b, loc, typeOf(value).clone(shape), value);
  }

  /// With dilation s, tap s * t + r reads element q + t at the position
  /// x = low + s * q - r of the result: r is the phase. The first q that is
  /// needed is `first`; in a block of s positions phases descend.
  Value interleave(unsigned dim) {
    const WindowDim whole = window[dim];
    int64_t s = whole.baseDilation;
    int64_t to = numbers.getOutputSpatialDimensions()[dim];
    int64_t extent = op.getResult().getType().getDimSize(to);
    int64_t first = -llvm::divideFloorSigned(whole.low, s);
    int64_t count =
        llvm::divideCeilSigned(extent - 1 - whole.low, s) - first + 1;
    SmallVector<Value> phases;
    for (int64_t phase = s; phase-- > 0;)
      phases.push_back(buildPhase(dim, phase, first, count));
    window[dim] = whole;
    return takeTurns(phases, to, s - 1 - whole.low - s * first, extent);
  }

  /// The positions of one phase, `count` of them; null when no tap is theirs.
  Value buildPhase(unsigned dim, int64_t phase, int64_t first, int64_t count) {
    int64_t kernelDim = numbers.getKernelSpatialDimensions()[dim];
    int64_t size = op.getRhs().getType().getDimSize(kernelDim);
    if (phase >= size)
      return nullptr;
    int64_t s = phasesOf(dim);
    const WindowDim whole = window[dim];
    taps[kernelDim] = llvm::divideCeil(size - phase, s);
    starts[kernelDim] = whole.reversed ? (size - 1 - phase) % s : phase;
    steps[kernelDim] = s;
    int64_t elements = op.getLhs().getType().getDimSize(
        numbers.getInputSpatialDimensions()[dim]);
    WindowDim own;
    own.size = taps[kernelDim];
    own.low = -first;
    own.high = count - 1 + own.size - elements - own.low;
    own.reversed = whole.reversed;
    window[dim] = own;
    Value result = build(dim + 1);
    window[dim] = whole;
    return result;
  }

  /// One element of each of `phases` in turn along dimension `dim`, of which
  /// `extent` from `start` on are wanted.
  Value takeTurns(ArrayRef<Value> phases, int64_t dim, int64_t start,
                  int64_t extent) {
    SmallVector<int64_t> shape(typeOf(*llvm::find_if(phases, [](Value value) {
                                 return value;
                               })).getShape());
    int64_t count = shape[dim];
    SmallVector<int64_t> rows(shape);
    rows.insert(rows.begin() + dim + 1, 1);
    SmallVector<Value> parts = llvm::map_to_vector(phases, [&](Value phase) {
      return phase ? reshape(phase, rows) : zeros(rows);
    });
    rows[dim + 1] = phases.size();
    Value turns = ConcatenateOp::create(b, loc, typeOfShape(rows), parts,
                                        static_cast<uint64_t>(dim + 1));
    shape[dim] = count * phases.size();
    turns = reshape(turns, shape);
    SmallVector<int64_t> from(shape.size(), 0), limits(shape),
        ones(shape.size(), 1);
    from[dim] = start;
    limits[dim] = start + extent;
    shape[dim] = extent;
    return SliceOp::create(b, loc, typeOfShape(shape), turns, from, limits,
                           ones);
  }

  Value zeros(ArrayRef<int64_t> shape) {
    return ConstantOp::create(
        b, loc, cast<ElementsAttr>(b.getZeroAttr(typeOfShape(shape))));
  }

  /// The convolution of one phase of every dimension.
  Value convolve() {
    SmallVector<int64_t> limits, shape(op.getResult().getType().getShape());
    SmallVector<int64_t> strides, padding, lhsDilation, rhsDilation;
    for (auto [start, step, count] : llvm::zip_equal(starts, steps, taps))
      limits.push_back(start + (count - 1) * step + 1);
    for (auto [dim, own] : llvm::enumerate(window)) {
      strides.push_back(own.stride);
      padding.append({own.low, own.high});
      lhsDilation.push_back(own.baseDilation);
      rhsDilation.push_back(own.windowDilation);
      shape[numbers.getOutputSpatialDimensions()[dim]] =
          own.count(op.getLhs().getType().getDimSize(
              numbers.getInputSpatialDimensions()[dim]));
    }
    auto rhs = SliceOp::create(b, loc, op.getRhs().getType().clone(taps),
                               op.getRhs(), starts, limits, steps);
    auto phase = cast<ConvolutionOp>(b.clone(*op));
    phase.getRhsMutable().assign(rhs);
    phase.setWindowStrides(strides);
    phase.setPaddingAttr(DenseIntElementsAttr::get(
        RankedTensorType::get({int64_t(window.size()), 2}, b.getI64Type()),
        padding));
    phase.setLhsDilation(lhsDilation);
    phase.setRhsDilation(rhsDilation);
    phase.getResult().setType(typeOfShape(shape));
    return phase;
  }

  ConvolutionOp op;
  OpBuilder b;
  Location loc;
  ConvDimensionNumbersAttr numbers;
  SmallVector<WindowDim> window;            ///< Of the phase being built.
  SmallVector<int64_t> taps, starts, steps; ///< Its part of the kernel.
};
} // namespace

void frontend::expandConvolution(Operation *op) {
  PhaseBuilder builder(cast<ConvolutionOp>(op));
  if (!builder.applies())
    return;
  op->replaceAllUsesWith(ValueRange(builder.build()));
  op->erase();
}
