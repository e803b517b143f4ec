//===- Convolution.cpp - convolution to contractions ----------------------===//
// A convolution is a contraction of the kernel with all windows of lhs, its
// patches. Where windows are single elements, or lie side by side, patches are
// a view; else one op copies them, in the order in which the contraction wants
// them. Groups are a batch dimension of the contraction. Where each group has
// one feature on either side there is no matrix to multiply: then the windows
// are read in place.

#include "Windows.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;
using frontend::WindowLoops;
using frontend::WindowRead;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

namespace {
/// Imports one convolution. Its loops: groups (if there are several), batch,
/// output features, input features, and for each spatial dimension one over the
/// result and one over the kernel's taps (if there are several).
class ConvolutionImporter {
public:
  ConvolutionImporter(ConvolutionOp op, OpBuilder &b)
      : op(op), b(b), loc(op.getLoc()), numbers(op.getDimensionNumbers()),
        type(op.getResult().getType()), spatial(op.getWindow()),
        featureGroups(op.getFeatureGroupCount()),
        batchGroups(op.getBatchGroupCount()),
        groups(featureGroups * batchGroups) {}

  Value run() {
    if (type.getNumElements() == 0 ||
        op.getLhs().getType().getNumElements() == 0 ||
        op.getRhs().getType().getNumElements() == 0)
      return arith::ConstantOp::create(b, loc, b.getZeroAttr(type));
    makeLoops();
    viewLhs();
    viewRhs();
    viewResult();
    Value result = hasMatrices() ? contract() : reduceInPlace();
    return frontend::reshape(b, loc, result, type.getShape());
  }

private:
  //===--------------------------------------------------------------------===//
  // Loops
  //===--------------------------------------------------------------------===//

  AffineExpr newLoop(int64_t extent) {
    extents.push_back(extent);
    return b.getAffineDimExpr(extents.size() - 1);
  }

  void makeLoops() {
    RankedTensorType lhsType = op.getLhs().getType(),
                     rhsType = op.getRhs().getType();
    if (groups != 1)
      group = newLoop(groups);
    batch = newLoop(lhsType.getDimSize(numbers.getInputBatchDimension()) /
                    batchGroups);
    outFeature = newLoop(
        rhsType.getDimSize(numbers.getKernelOutputFeatureDimension()) / groups);
    inFeature =
        newLoop(rhsType.getDimSize(numbers.getKernelInputFeatureDimension()));
    for (auto [dim, from] :
         llvm::zip_equal(spatial, numbers.getInputSpatialDimensions())) {
      AffineExpr at = newLoop(dim.count(lhsType.getDimSize(from)));
      loops.push_back({at, dim.size == 1 ? AffineExpr() : newLoop(dim.size)});
    }
  }

  int64_t extentOf(AffineExpr loop) const {
    return extents[cast<AffineDimExpr>(loop).getPosition()];
  }

  SmallVector<int64_t> shapeOf(ArrayRef<AffineExpr> dims) const {
    return llvm::map_to_vector(dims,
                               [&](AffineExpr loop) { return extentOf(loop); });
  }

  AffineMap mapOf(ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(extents.size(), 0, exprs, b.getContext());
  }

  //===--------------------------------------------------------------------===//
  // Tensors with a dimension for each loop
  //===--------------------------------------------------------------------===//

  /// The loops of a tensor's dimensions. Groups are the major part of the
  /// output features; a dimension of one tap has no loop.
  SmallVector<AffineExpr> divided(ArrayRef<AffineExpr> byDim) {
    SmallVector<AffineExpr> dims;
    for (AffineExpr loop : byDim) {
      if (group && loop == outFeature)
        dims.push_back(group);
      if (loop)
        dims.push_back(loop);
    }
    return dims;
  }

  /// lhs padded, its batch or features divided, and where windows read it.
  void viewLhs() {
    unsigned rank = typeOf(op.getLhs()).getRank();
    SmallVector<WindowDim> window(rank);
    SmallVector<WindowLoops> loopsByDim(rank);
    loopsByDim[numbers.getInputBatchDimension()].window = batch;
    loopsByDim[numbers.getInputFeatureDimension()].window = inFeature;
    for (auto [dim, own, from] :
         llvm::zip_equal(spatial, loops, numbers.getInputSpatialDimensions())) {
      window[from] = dim;
      loopsByDim[from] = own;
    }
    Value zero = arith::ConstantOp::create(
        b, loc,
        b.getZeroAttr(
            RankedTensorType::get({}, typeOf(op.getLhs()).getElementType())));
    Value padded = frontend::padForWindows(b, loc, op.getLhs(), zero, window);
    if (group)
      padded = divideLhs(padded, window, loopsByDim);
    lhs = frontend::readWindows(b, loc, padded, window, loopsByDim);
  }

  Value divideLhs(Value value, SmallVectorImpl<WindowDim> &window,
                  SmallVectorImpl<WindowLoops> &loopsByDim) {
    int64_t dim = batchGroups != 1 ? numbers.getInputBatchDimension()
                                   : numbers.getInputFeatureDimension();
    SmallVector<int64_t> shape(typeOf(value).getShape());
    shape[dim] /= groups;
    shape.insert(shape.begin() + dim, groups);
    window.insert(window.begin() + dim, WindowDim());
    loopsByDim.insert(loopsByDim.begin() + dim, WindowLoops{group, {}});
    return frontend::reshape(b, loc, value, shape);
  }

  void viewRhs() {
    SmallVector<AffineExpr> byDim(typeOf(op.getRhs()).getRank());
    byDim[numbers.getKernelInputFeatureDimension()] = inFeature;
    byDim[numbers.getKernelOutputFeatureDimension()] = outFeature;
    for (auto [own, dim] :
         llvm::zip_equal(loops, numbers.getKernelSpatialDimensions()))
      byDim[dim] = own.tap;
    rhsDims = divided(byDim);
    rhs = frontend::reshape(b, loc, op.getRhs(), shapeOf(rhsDims));
  }

  void viewResult() {
    SmallVector<AffineExpr> byDim(type.getRank());
    byDim[numbers.getOutputBatchDimension()] = batch;
    byDim[numbers.getOutputFeatureDimension()] = outFeature;
    for (auto [own, dim] :
         llvm::zip_equal(loops, numbers.getOutputSpatialDimensions()))
      byDim[dim] = own.window;
    resultDims = divided(byDim);
  }

  //===--------------------------------------------------------------------===//
  // Patches and their contraction
  //===--------------------------------------------------------------------===//

  /// Whether a group is more than the product of a matrix and a vector.
  bool hasMatrices() const {
    return groups == 1 || (extentOf(outFeature) != 1 &&
                           (extentOf(inFeature) != 1 || batchGroups != 1));
  }

  /// Whether windows are read at no sums: lhs is its own patches.
  bool isView() const {
    return llvm::all_of(lhs.index, llvm::IsaPred<AffineDimExpr>);
  }

  /// Whether contracted elements are neighbours in lhs, rather than elements of
  /// different windows.
  bool contractsInnermost() const {
    SmallVector<int64_t> extentsOfLhs(typeOf(lhs.tensor).getShape());
    for (unsigned dim = lhs.index.size(); dim-- > 0;) {
      if (extentsOfLhs[dim] == 1)
        continue;
      auto loop = dyn_cast<AffineDimExpr>(lhs.index[dim]);
      if (loop && loop != group)
        return loop == inFeature || llvm::is_contained(rhsDims, loop);
      if (loop)
        continue;
      // A sum of two: the longer of both is the better inner loop.
      for (const WindowLoops &own : loops)
        if (lhs.index[dim].isFunctionOfDim(
                cast<AffineDimExpr>(own.window).getPosition()))
          return own.tap && extentOf(own.tap) > extentOf(own.window);
    }
    return true;
  }

  /// The patches' dimensions: those of the result, with the contracted ones, in
  /// the kernel's order, in place of the output features, before or behind what
  /// follows there. Either way both are one dimension of a matrix.
  SmallVector<AffineExpr> patchDims() const {
    SmallVector<AffineExpr> before, behind, contracted;
    bool isBehind = false;
    for (AffineExpr loop : resultDims) {
      if (loop == outFeature)
        isBehind = true;
      else if (loop != group)
        (isBehind ? behind : before).push_back(loop);
    }
    if (behind.empty())
      std::swap(before, behind);
    for (AffineExpr loop : rhsDims)
      if (loop != outFeature && loop != group)
        contracted.push_back(loop);
    SmallVector<AffineExpr> dims(before);
    bool isInner = contractsInnermost();
    if (isInner)
      llvm::append_range(dims, behind);
    if (group)
      dims.push_back(group);
    llvm::append_range(dims, contracted);
    if (!isInner)
      llvm::append_range(dims, behind);
    return dims;
  }

  /// Copies all windows.
  Value copyPatches(ArrayRef<AffineExpr> dims) {
    // Loops that patches lack, of the output features, have no place in their
    // op: its loops are the patches' dimensions.
    SmallVector<AffineExpr> own(extents.size(), b.getAffineConstantExpr(0));
    for (auto [dim, loop] : llvm::enumerate(dims))
      own[cast<AffineDimExpr>(loop).getPosition()] = b.getAffineDimExpr(dim);
    AffineMap map =
        mapOf(lhs.index).replaceDimsAndSymbols(own, {}, dims.size(), 0);
    Type element = typeOf(lhs.tensor).getElementType();
    Value init = tensor::EmptyOp::create(b, loc, shapeOf(dims), element);
    SmallVector<utils::IteratorType> kinds(dims.size(),
                                           utils::IteratorType::parallel);
    return linalg::GenericOp::create(
               b, loc, init.getType(), lhs.tensor, init,
               ArrayRef<AffineMap>{map, b.getMultiDimIdentityMap(dims.size())},
               kinds,
               [](OpBuilder &body, Location at, ValueRange args) {
                 linalg::YieldOp::create(body, at, args[0]);
               })
        .getResult(0);
  }

  Value contract() {
    Value patches = lhs.tensor;
    SmallVector<AffineExpr> dims(lhs.index);
    if (!isView()) {
      dims = patchDims();
      patches = copyPatches(dims);
    }
    RankedTensorType to =
        RankedTensorType::get(shapeOf(resultDims), type.getElementType());
    return frontend::createContraction(
        b, op, patches, rhs, to,
        {mapOf(dims), mapOf(rhsDims), mapOf(resultDims)});
  }

  //===--------------------------------------------------------------------===//
  // Windows read in place
  //===--------------------------------------------------------------------===//

  /// Narrow floats are summed in f32.
  Type sumType() const {
    Type element = type.getElementType();
    return isa<FloatType>(element) && element.getIntOrFloatBitWidth() < 32
               ? Type(b.getF32Type())
               : element;
  }

  /// The result's loops first, then those that are summed over.
  AffineMap resultFirst() {
    SmallVector<AffineExpr> order(resultDims);
    for (unsigned loop = 0; loop != extents.size(); ++loop)
      if (!llvm::is_contained(order, b.getAffineDimExpr(loop)))
        order.push_back(b.getAffineDimExpr(loop));
    return inversePermutation(mapOf(order));
  }

  Value reduceInPlace() {
    AffineMap order = resultFirst();
    Type sum = sumType();
    auto to = RankedTensorType::get(shapeOf(resultDims), sum);
    Value init = frontend::createFilled(b, loc, b.getZeroAttr(sum), to);
    auto addProduct = [&](ImplicitLocOpBuilder &body, ValueRange elements,
                          ValueRange sums) -> SmallVector<Value> {
      Value product =
          frontend::emitProduct(op, body, elements[0], elements[1], sum);
      if (isa<FloatType>(sum))
        return {arith::AddFOp::create(body, sums[0], product)};
      return {arith::AddIOp::create(body, sums[0], product)};
    };
    AffineMap maps[] = {mapOf(lhs.index).compose(order),
                        mapOf(rhsDims).compose(order)};
    Value result = frontend::createWindowed(
        b, loc, {lhs.tensor, rhs}, maps, /*unsized=*/{}, init, addProduct)[0];
    if (sum == type.getElementType())
      return result;
    return frontend::createElementwise(
        b, loc, to.clone(type.getElementType()), result,
        [&](ImplicitLocOpBuilder &body, ValueRange args) -> Value {
          return arith::TruncFOp::create(body, type.getElementType(), args[0]);
        });
  }

  ConvolutionOp op;
  OpBuilder &b;
  Location loc;
  ConvDimensionNumbersAttr numbers;
  RankedTensorType type; ///< Of the result.
  SmallVector<WindowDim> spatial;
  int64_t featureGroups, batchGroups, groups; ///< One of the first two is 1.

  SmallVector<int64_t> extents; ///< Of loops.
  AffineExpr group, batch, outFeature, inFeature;
  SmallVector<WindowLoops> loops; ///< By spatial dimension.

  WindowRead lhs;
  Value rhs;
  SmallVector<AffineExpr> rhsDims, resultDims;
};

struct ImportConvolution : OpRewritePattern<ConvolutionOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ConvolutionOp op,
                                PatternRewriter &rewriter) const override {
    if (failed(frontend::checkProduct(op)))
      return failure();
    rewriter.replaceOp(op, ConvolutionImporter(op, rewriter).run());
    return success();
  }
};
} // namespace

void frontend::populateConvolutionPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportConvolution>(patterns.getContext());
}
