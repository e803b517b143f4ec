//===- LowerKernels.cpp - kernels' loops to the LLVM dialect --------------===//
// Upstream's passes do the work; ours is the ABI.

#include "LowerKernels.h"
#include "../Math/ExpandMath.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace tp;

static LogicalResult runPasses(ModuleOp module,
                               function_ref<void(OpPassManager &)> add) {
  PassManager pm(module.getContext(), module.getOperationName());
  add(pm);
  return pm.run(module);
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
  if (failed(expandMathForCPU(module, hasFMA)))
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
