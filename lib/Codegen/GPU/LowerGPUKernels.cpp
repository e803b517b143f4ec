//===- LowerGPUKernels.cpp - GPU kernels to the LLVM dialect --------------===//
// Upstream's passes do the work. Ours are the decisions around them: functions
// are expanded, those of f64 called, and what the operands promise is said.

#include "LowerGPUKernels.h"
#include "../Math/ExpandMath.h"
#include "JoinAccesses.h"
#include "LibDevice.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/GPUToNVVM/GPUToNVVMPass.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/MemRefToLLVM/MemRefToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVM.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/DialectConversion.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace tp;

/// Operands do not overlap, and are as aligned as the runtime makes them: what
/// loads need to be wide, and to go through the read-only path.
static void declareArguments(LLVM::LLVMFuncOp kernel) {
  OpBuilder builder(kernel.getContext());
  for (unsigned i = 0, e = kernel.getNumArguments(); i < e; ++i) {
    if (!isa<LLVM::LLVMPointerType>(kernel.getArgument(i).getType()))
      continue;
    kernel.setArgAttr(i, LLVM::LLVMDialect::getNoAliasAttrName(),
                      builder.getUnitAttr());
    kernel.setArgAttr(i, LLVM::LLVMDialect::getAlignAttrName(),
                      builder.getI64IntegerAttr(64));
  }
}

static LogicalResult runPasses(gpu::GPUModuleOp module,
                               function_ref<void(OpPassManager &)> add) {
  PassManager pm(module.getContext(), module.getOperationName());
  add(pm);
  return pm.run(module);
}

/// All at once. Upstream's patterns for GPUs would call libdevice even where
/// there is an instruction, as for a square root; the others come first.
static LogicalResult convertToLLVM(gpu::GPUModuleOp module) {
  MLIRContext *context = module.getContext();
  LowerToLLVMOptions options(context);
  options.useBarePtrCallConv = true;
  LLVMTypeConverter converter(context, options);
  configureGpuToNVVMTypeConverter(converter);
  RewritePatternSet patterns(context);
  arith::populateArithToLLVMConversionPatterns(converter, patterns);
  cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
  populateMathToLLVMConversionPatterns(converter, patterns);
  populateFinalizeMemRefToLLVMConversionPatterns(converter, patterns);
  populateVectorToLLVMConversionPatterns(converter, patterns);
  populateGpuToNVVMConversionPatterns(converter, patterns, /*benefit=*/0);
  LLVMConversionTarget target(*context);
  target.addLegalDialect<NVVM::NVVMDialect>();
  target.addLegalOp<gpu::GPUModuleOp>();
  return applyFullConversion(module, target, std::move(patterns));
}

static LogicalResult convert(gpu::GPUModuleOp module) {
  auto simplify = [](OpPassManager &pm) {
    pm.addPass(createCanonicalizerPass());
    pm.addPass(createCSEPass());
  };
  auto toBlocks = [](OpPassManager &pm) {
    pm.addPass(createSCFToControlFlowPass());
  };
  auto cleanUp = [](OpPassManager &pm) {
    pm.addPass(createReconcileUnrealizedCastsPass());
    pm.addPass(createCanonicalizerPass());
  };
  if (failed(runPasses(module, simplify)))
    return failure();
  for (auto kernel : module.getOps<gpu::GPUFuncOp>())
    joinAccesses(kernel);
  return success(succeeded(runPasses(module, toBlocks)) &&
                 succeeded(convertToLLVM(module)) &&
                 succeeded(runPasses(module, cleanUp)));
}

/// Dynamic shared memory is whatever size the launch says: PTX takes it for a
/// variable of one byte unless it is declared only.
static void declareSharedMemory(gpu::GPUModuleOp module) {
  for (auto variable : module.getOps<LLVM::GlobalOp>())
    if (variable.getAddrSpace() == unsigned(NVVM::NVVMMemorySpace::Shared))
      variable.setLinkage(LLVM::Linkage::External);
}

LogicalResult tp::lowerGPUKernels(gpu::GPUModuleOp module, bool hasLibDevice) {
  if (failed(expandMathForGPU(module)) ||
      failed(callLibDevice(module, hasLibDevice)) || failed(convert(module)))
    return failure();
  declareSharedMemory(module);
  for (auto function : module.getOps<LLVM::LLVMFuncOp>())
    if (function->hasAttr(NVVM::NVVMDialect::getKernelFuncAttrName()))
      declareArguments(function);
  return success();
}
