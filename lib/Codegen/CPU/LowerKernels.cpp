//===- LowerKernels.cpp - kernels' loops to the LLVM dialect --------------===//
// Upstream's passes do the work. Ours are the decisions around them: which
// functions of libm are expanded in line, and the ABI.

#include "LowerKernels.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace tp;

static LogicalResult runPasses(ModuleOp module,
                               function_ref<void(OpPassManager &)> add) {
  PassManager pm(module.getContext(), module.getOperationName());
  add(pm);
  return pm.run(module);
}

namespace {
/// Without an instruction for it, fma would be a call.
struct ExpandFma : OpRewritePattern<math::FmaOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(math::FmaOp op,
                                PatternRewriter &rewriter) const override {
    Value product =
        arith::MulFOp::create(rewriter, op.getLoc(), op.getA(), op.getB());
    rewriter.replaceOpWithNewOp<arith::AddFOp>(op, product, op.getC());
    return success();
  }
};
} // namespace

/// The logarithm `op` of a denormal is taken of 2^23 times it; upstream's
/// expansion would take that of the smallest normal number.
static void keepDenormals(Operation *op, double log2to23) {
  Type type = op->getResult(0).getType();
  if (!type.isF32())
    return;
  OpBuilder builder(op);
  Location loc = op->getLoc();
  auto constant = [&](double value) -> Value {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getFloatAttr(type, value));
  };
  Value x = op->getOperand(0);
  Value isSmall = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT,
                                        x, constant(0x1p-126));
  Value scaled = arith::MulFOp::create(builder, loc, x, constant(0x1p23));
  op->setOperand(0, arith::SelectOp::create(builder, loc, isSmall, scaled, x));
  Value shift = arith::SelectOp::create(builder, loc, isSmall,
                                        constant(log2to23), constant(0));
  builder.setInsertionPointAfter(op);
  Value result = arith::SubFOp::create(builder, loc, op->getResult(0), shift);
  op->getResult(0).replaceAllUsesExcept(result, result.getDefiningOp());
}

/// Upstream's expansion gives erf(-0) = 0.
static void keepSign(math::ErfOp op) {
  OpBuilder builder(op->getContext());
  builder.setInsertionPointAfter(op);
  Value result = math::CopySignOp::create(builder, op.getLoc(), op.getResult(),
                                          op.getOperand());
  op.getResult().replaceAllUsesExcept(result, result.getDefiningOp());
}

/// x^3 as two products: it stands in the tanh form of gelu.
static void expandCube(math::PowFOp op) {
  FloatAttr exponent;
  if (!matchPattern(op.getRhs(), m_Constant(&exponent)) ||
      !exponent.getValue().isExactlyValue(3.0))
    return;
  OpBuilder builder(op);
  Value x = op.getLhs();
  Value square = arith::MulFOp::create(builder, op.getLoc(), x, x);
  Value cube = arith::MulFOp::create(builder, op.getLoc(), square, x);
  op.replaceAllUsesWith(cube);
  op.erase();
}

/// Makes up for what upstream's expansions do not get right. What they do is
/// measured in test/unit/Codegen/CPUMathTest.cpp.
static void prepareMath(ModuleOp module) {
  module.walk([](Operation *op) {
    if (isa<math::LogOp>(op))
      keepDenormals(op, 23 * M_LN2);
    else if (isa<math::Log2Op>(op))
      keepDenormals(op, 23);
    else if (auto erf = dyn_cast<math::ErfOp>(op))
      keepSign(erf);
    else if (auto power = dyn_cast<math::PowFOp>(op))
      expandCube(power);
  });
}

namespace {
/// Integers and f64 become bf16 by way of f32.
template <typename Op> struct ConvertThroughF32 : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    Type from = op.getIn().getType();
    if (!op.getType().isBF16() || from.isF32())
      return failure();
    Value wide =
        Op::create(rewriter, op.getLoc(), rewriter.getF32Type(), op.getIn());
    rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, op.getType(), wide);
    return success();
  }
};
} // namespace

/// Expands what vectorises in line. sin, cos and pow stay calls of libm: they
/// stand in tables of positions, where a last-place error of the angle is one
/// of the result, and cost little.
static LogicalResult expandMath(ModuleOp module, bool hasFMA) {
  MLIRContext *context = module.getContext();
  auto isInline = [](StringRef name) {
    return llvm::is_contained({"math.exp", "math.expm1", "math.tanh",
                               "math.erf", "math.erfc", "math.log",
                               "math.log1p", "math.log2"},
                              name);
  };
  prepareMath(module);
  RewritePatternSet approximations(context);
  populateMathPolynomialApproximationPatterns(approximations, isInline);
  if (failed(applyPatternsGreedily(module, std::move(approximations))))
    return failure();
  RewritePatternSet expansions(context);
  math::populateExpansionPatterns(expansions, {"rsqrt", "clampf"});
  arith::populateExpandBFloat16Patterns(expansions);
  expansions.add<ConvertThroughF32<arith::SIToFPOp>,
                 ConvertThroughF32<arith::UIToFPOp>,
                 ConvertThroughF32<arith::TruncFOp>>(context);
  if (!hasFMA)
    expansions.add<ExpandFma>(context);
  return applyPatternsGreedily(module, std::move(expansions));
}

/// Kernels become functions on bare pointers whose buffers do not overlap.
static void declareArguments(func::FuncOp kernel) {
  OpBuilder builder(kernel.getContext());
  for (unsigned i = 0, e = kernel.getNumArguments(); i < e; ++i) {
    if (!isa<MemRefType>(kernel.getArgument(i).getType()))
      continue;
    kernel.setArgAttr(i, LLVM::LLVMDialect::getNoAliasAttrName(),
                      builder.getUnitAttr());
    kernel.setArgAttr(i, LLVM::LLVMDialect::getAlignAttrName(),
                      builder.getI64IntegerAttr(64));
  }
}

/// Adds the function that the runtime calls, under the kernel's name: it loads
/// the kernel's arguments from the arrays of tprt/kernel.h.
static void addEntry(LLVM::LLVMFuncOp body) {
  std::string name = body.getSymName().str();
  MLIRContext *context = body.getContext();
  Location loc = body.getLoc();
  OpBuilder builder(body);
  body.setSymName(name + ".body");
  body.setLinkage(LLVM::Linkage::Internal);
  body.setAlwaysInline(true);

  auto pointer = LLVM::LLVMPointerType::get(context);
  Type i64 = builder.getI64Type();
  auto type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(context),
                                          {pointer, pointer, i64, i64});
  auto entry = LLVM::LLVMFuncOp::create(builder, loc, name, type);
  Block *block = entry.addEntryBlock(builder);
  builder.setInsertionPointToStart(block);
  SmallVector<Value> arguments;
  int64_t operands = 0, coordinates = 0;
  ArrayRef<Type> types = body.getArgumentTypes();
  for (Type argument : types.drop_back(2)) {
    bool isPointer = isa<LLVM::LLVMPointerType>(argument);
    Value place = LLVM::GEPOp::create(
        builder, loc, pointer, argument, block->getArgument(isPointer ? 0 : 1),
        LLVM::GEPArg(int32_t(isPointer ? operands++ : coordinates++)));
    arguments.push_back(LLVM::LoadOp::create(builder, loc, argument, place));
  }
  arguments.append({block->getArgument(2), block->getArgument(3)});
  LLVM::CallOp::create(builder, loc, body, arguments);
  LLVM::ReturnOp::create(builder, loc, ValueRange());
}

LogicalResult tp::lowerKernels(ModuleOp module, bool hasFMA) {
  for (auto kernel : module.getOps<func::FuncOp>())
    declareArguments(kernel);
  // Where the processor has no such arithmetic, each op would be a call.
  auto widen = [](OpPassManager &pm) {
    arith::ArithEmulateUnsupportedFloatsOptions options;
    options.sourceTypeStrs = {"bf16"};
    options.targetTypeStr = "f32";
    pm.addNestedPass<func::FuncOp>(math::createMathExtendToSupportedTypes());
    pm.addNestedPass<func::FuncOp>(
        arith::createArithEmulateUnsupportedFloats(options));
  };
  if (failed(runPasses(module, widen)) || failed(expandMath(module, hasFMA)))
    return failure();
  auto toLLVM = [](OpPassManager &pm) {
    pm.addPass(createCanonicalizerPass());
    pm.addPass(createCSEPass());
    pm.addPass(createSCFToControlFlowPass());
    pm.addPass(createConvertMathToLLVMPass());
    pm.addPass(createConvertMathToLibmPass());
    pm.addPass(createArithToLLVMConversionPass());
    pm.addPass(createConvertIndexToLLVMPass());
    pm.addPass(createFinalizeMemRefToLLVMConversionPass());
    ConvertFuncToLLVMPassOptions bare;
    bare.useBarePtrCallConv = true;
    pm.addPass(createConvertFuncToLLVMPass(bare));
    pm.addPass(createConvertControlFlowToLLVMPass());
    pm.addPass(createReconcileUnrealizedCastsPass());
    pm.addPass(createCanonicalizerPass());
  };
  if (failed(runPasses(module, toLLVM)))
    return failure();
  for (auto body :
       llvm::make_early_inc_range(module.getOps<LLVM::LLVMFuncOp>()))
    if (!body.isExternal())
      addEntry(body);
  return success();
}
