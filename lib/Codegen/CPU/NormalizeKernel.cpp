//===- NormalizeKernel.cpp - a kernel as few generics ---------------------===//
// Whatever form an op had, a kernel is in the end loops over elements: named
// ops become generics, lookups too, and elementwise producers melt into their
// consumers so that no array between them exists.

#include "TileKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp;

/// Destinations are written, never read: inside the kernel an empty tensor
/// stands for each, so that tiling may place temporaries freely.
static LogicalResult detachDestinations(func::FuncOp kernel) {
  OpBuilder builder(kernel.getContext());
  builder.setInsertionPointToStart(&kernel.front());
  unsigned tensors = llvm::count_if(kernel.getArgumentTypes(),
                                    llvm::IsaPred<RankedTensorType>);
  unsigned results = kernel.getNumResults();
  if (results == 0 || results > tensors)
    return kernel.emitError() << "kernel has " << results << " results and "
                              << tensors << " tensor arguments";
  for (unsigned i = tensors - results; i < tensors; ++i) {
    BlockArgument argument = kernel.getArgument(i);
    if (argument.use_empty())
      continue;
    for (OpOperand &use : argument.getUses()) {
      auto op = dyn_cast<linalg::LinalgOp>(use.getOwner());
      if (!op || !op.isDpsInit(&use) || op.payloadUsesValueFromOperand(&use))
        return emitUnsupported(use.getOwner())
               << "reads a destination of its kernel";
    }
    auto type = cast<RankedTensorType>(argument.getType());
    argument.replaceAllUsesWith(tensor::EmptyOp::create(
        builder, kernel.getLoc(), type.getShape(), type.getElementType()));
  }
  return success();
}

namespace {
/// A lookup as a generic over its result that computes each element's place.
struct LowerGather : OpRewritePattern<tensor_ext::GatherOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor_ext::GatherOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(op.getType());
    Value empty = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                          type.getElementType());
    auto map = rewriter.getMultiDimIdentityMap(type.getRank());
    SmallVector<utils::IteratorType> iterators(type.getRank(),
                                               utils::IteratorType::parallel);
    auto generic = linalg::GenericOp::create(
        rewriter, loc, type, ValueRange{}, empty, ArrayRef(map), iterators,
        [&](OpBuilder &b, Location bodyLoc, ValueRange) {
          Value element = tensor::ExtractOp::create(b, bodyLoc, op.getInput(),
                                                    place(op, b, bodyLoc));
          linalg::YieldOp::create(b, bodyLoc, element);
        });
    rewriter.replaceOp(op, generic.getResults());
    return success();
  }

private:
  /// Position in the input of the element at the generic's indices.
  static SmallVector<Value> place(tensor_ext::GatherOp op, OpBuilder &b,
                                  Location loc) {
    auto input = cast<RankedTensorType>(op.getInput().getType());
    auto indices = cast<RankedTensorType>(op.getIndices().getType());
    auto constant = [&](int64_t value) -> Value {
      return arith::ConstantIndexOp::create(b, loc, value);
    };
    SmallVector<Value> position(input.getRank());
    for (Value &p : position)
      p = constant(0);
    for (auto [dim, from] :
         llvm::zip_equal(op.getOffsetDims(), op.getWindowDims()))
      position[from] = linalg::IndexOp::create(b, loc, dim);

    SmallVector<Value> vector;
    for (int64_t dim : op.getBatchDims())
      vector.push_back(linalg::IndexOp::create(b, loc, dim));
    bool scalarIndices = int64_t(op.getIndexVectorDim()) == indices.getRank();
    for (auto [component, dim] : llvm::enumerate(op.getStartIndexMap())) {
      SmallVector<Value> at = vector;
      if (!scalarIndices)
        at.insert(at.begin() + op.getIndexVectorDim(), constant(component));
      Value start = tensor::ExtractOp::create(b, loc, op.getIndices(), at);
      if (!start.getType().isIndex())
        start = arith::IndexCastOp::create(b, loc, b.getIndexType(), start);
      int64_t last = input.getDimSize(dim) - op.getSliceSizes()[dim];
      start = arith::MaxSIOp::create(b, loc, start, constant(0));
      start = arith::MinSIOp::create(b, loc, start, constant(last));
      position[dim] = arith::AddIOp::create(b, loc, position[dim], start);
    }
    return position;
  }
};
} // namespace

/// Whether fusing `producer` into one of several users costs no computation:
/// it only places elements elsewhere.
static bool movesElementsOnly(Operation *producer) {
  auto generic = dyn_cast<linalg::GenericOp>(producer);
  return generic && llvm::hasSingleElement(generic.getBody()->getOperations());
}

/// Fuse where no computation is repeated: all uses are in one op, or there is
/// no computation.
static bool shouldFuse(OpOperand *operand) {
  Operation *producer = operand->get().getDefiningOp();
  if (!producer)
    return false;
  if (movesElementsOnly(producer))
    return true;
  return llvm::all_of(producer->getUsers(), [&](Operation *user) {
    return user == operand->getOwner();
  });
}

/// Lets the compiler choose the order of sums and products in reductions: it
/// needs to, in order to use vectors (S16).
static void allowReassociation(func::FuncOp kernel) {
  kernel.walk([](linalg::GenericOp op) {
    if (op.getNumReductionLoops() == 0)
      return;
    for (BlockArgument out : op.getRegionOutputArgs())
      for (Operation *user : out.getUsers())
        if (isa<arith::AddFOp, arith::MulFOp>(user)) {
          auto math = cast<arith::ArithFastMathInterface>(user);
          auto flags = math.getFastMathFlagsAttr().getValue() |
                       arith::FastMathFlags::reassoc;
          user->setAttr(math.getFastMathAttrName(),
                        arith::FastMathFlagsAttr::get(op.getContext(), flags));
        }
  });
}

LogicalResult tp::normalizeKernel(func::FuncOp kernel) {
  if (failed(detachDestinations(kernel)))
    return failure();
  RewritePatternSet generics(kernel.getContext());
  generics.add<LowerGather>(kernel.getContext());
  linalg::populateLinalgNamedOpsGeneralizationPatterns(generics);
  if (failed(applyPatternsGreedily(kernel, std::move(generics))))
    return failure();
  // Dimensions of extent 1 would keep reshapes between ops that can be one.
  RewritePatternSet units(kernel.getContext());
  linalg::ControlDropUnitDims unitDims;
  linalg::populateFoldUnitExtentDimsPatterns(units, unitDims);
  walkAndApplyPatterns(kernel, std::move(units));
  RewritePatternSet patterns(kernel.getContext());
  linalg::populateElementwiseOpsFusionPatterns(patterns, shouldFuse);
  linalg::GenericOp::getCanonicalizationPatterns(patterns, kernel.getContext());
  tensor::ExtractSliceOp::getCanonicalizationPatterns(patterns,
                                                      kernel.getContext());
  tensor::CollapseShapeOp::getCanonicalizationPatterns(patterns,
                                                       kernel.getContext());
  tensor::ExpandShapeOp::getCanonicalizationPatterns(patterns,
                                                     kernel.getContext());
  if (failed(applyPatternsGreedily(kernel, std::move(patterns))))
    return failure();
  allowReassociation(kernel);
  return success();
}
