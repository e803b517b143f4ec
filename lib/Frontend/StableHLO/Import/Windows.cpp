//===- Windows.cpp - windows of a tensor at level 1 -----------------------===//

#include "Windows.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace tp;
using namespace tp::frontend;
using stablehlo::WindowDim;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// Whether windows lie side by side: each element belongs to one.
static bool isPartition(const WindowDim &window) {
  return window.size > 1 && window.size == window.stride &&
         window.windowDilation == 1 && !window.reversed;
}

SmallVector<WindowLoops>
frontend::windowLoops(Builder &b, ArrayRef<WindowDim> window, unsigned &count) {
  count = window.size();
  SmallVector<WindowLoops> loops;
  for (auto [dim, extents] : llvm::enumerate(window))
    loops.push_back(
        {b.getAffineDimExpr(dim),
         extents.size == 1 ? AffineExpr() : b.getAffineDimExpr(count++)});
  return loops;
}

Value frontend::padForWindows(OpBuilder &b, Location loc, Value value,
                              Value padding, ArrayRef<WindowDim> window) {
  SmallVector<Padding> paddings;
  for (auto [extent, dim] : llvm::zip_equal(typeOf(value).getShape(), window)) {
    int64_t count = dim.count(extent);
    int64_t used = count == 0
                       ? 0
                       : (count - 1) * dim.stride +
                             WindowDim::reach(dim.size, dim.windowDilation);
    if (isPartition(dim))
      used = count * dim.stride;
    int64_t rest = dim.paddedExtent(extent) - used;
    paddings.push_back({dim.low, dim.high - rest, dim.baseDilation - 1});
  }
  return pad(b, loc, value, padding, paddings);
}

WindowRead frontend::readWindows(OpBuilder &b, Location loc, Value value,
                                 ArrayRef<WindowDim> window,
                                 ArrayRef<WindowLoops> loops) {
  WindowRead read;
  SmallVector<int64_t> shape;
  for (auto [extent, dim, loop] :
       llvm::zip_equal(typeOf(value).getShape(), window, loops)) {
    if (isPartition(dim)) {
      shape.append({extent / dim.size, dim.size});
      read.index.append({loop.window, loop.tap});
      continue;
    }
    shape.push_back(extent);
    AffineExpr at = loop.window * dim.stride;
    if (loop.tap) {
      read.unsized.push_back({loop.tap, dim.size});
      at = dim.reversed ? at + (dim.size - 1 - loop.tap) * dim.windowDilation
                        : at + loop.tap * dim.windowDilation;
    }
    read.index.push_back(at);
  }
  read.tensor = reshape(b, loc, value, shape);
  return read;
}

ValueRange frontend::createWindowed(OpBuilder &b, Location loc,
                                    ValueRange inputs, ArrayRef<AffineMap> maps,
                                    ArrayRef<SizedLoop> unsized,
                                    ValueRange inits, WindowBody emitBody) {
  unsigned loops = maps.front().getNumDims();
  int64_t rank = typeOf(inits.front()).getRank();
  SmallVector<Value> operands(inputs);
  SmallVector<AffineMap> allMaps(maps);
  if (!unsized.empty()) {
    SmallVector<int64_t> shape;
    SmallVector<AffineExpr> exprs;
    for (const SizedLoop &loop : unsized) {
      shape.push_back(loop.extent);
      exprs.push_back(loop.loop);
    }
    operands.push_back(tensor::EmptyOp::create(
        b, loc, shape, typeOf(inits.front()).getElementType()));
    allMaps.push_back(AffineMap::get(loops, 0, exprs, b.getContext()));
  }
  SmallVector<AffineExpr> resultDims =
      llvm::map_to_vector(llvm::seq<unsigned>(0, rank), [&](unsigned dim) {
        return b.getAffineDimExpr(dim);
      });
  allMaps.append(inits.size(),
                 AffineMap::get(loops, 0, resultDims, b.getContext()));
  SmallVector<utils::IteratorType> kinds(rank, utils::IteratorType::parallel);
  kinds.resize(loops, utils::IteratorType::reduction);
  auto generic = linalg::GenericOp::create(
      b, loc, TypeRange(inits), operands, inits, allMaps, kinds,
      [&](OpBuilder &nested, Location at, ValueRange args) {
        ImplicitLocOpBuilder body(at, nested);
        linalg::YieldOp::create(body,
                                emitBody(body, args.take_front(inputs.size()),
                                         args.take_back(inits.size())));
      });
  return generic.getResults();
}
