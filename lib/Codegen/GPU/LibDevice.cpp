//===- LibDevice.cpp - functions of f64 -----------------------------------===//
// f64 is rare on GPUs: its functions are not expanded but taken from the
// toolkit's library of LLVM bitcode, where there is a toolkit.

#include "LibDevice.h"
#include "Toolkit.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Transforms/IPO/Internalize.h"

using namespace mlir;
using namespace tp;

/// libdevice's name for the function of f64 that `op` computes; empty when it
/// needs none.
static StringRef nameOf(Operation *op) {
  if (isa<arith::RemFOp>(op))
    return "__nv_fmod";
  return llvm::StringSwitch<StringRef>(op->getName().getStringRef())
      .Case("math.acos", "__nv_acos")
      .Case("math.acosh", "__nv_acosh")
      .Case("math.asin", "__nv_asin")
      .Case("math.asinh", "__nv_asinh")
      .Case("math.atan", "__nv_atan")
      .Case("math.atan2", "__nv_atan2")
      .Case("math.atanh", "__nv_atanh")
      .Case("math.cbrt", "__nv_cbrt")
      .Case("math.cos", "__nv_cos")
      .Case("math.cosh", "__nv_cosh")
      .Case("math.erf", "__nv_erf")
      .Case("math.erfc", "__nv_erfc")
      .Case("math.exp", "__nv_exp")
      .Case("math.exp2", "__nv_exp2")
      .Case("math.expm1", "__nv_expm1")
      .Case("math.fpowi", "__nv_powi")
      .Case("math.log", "__nv_log")
      .Case("math.log10", "__nv_log10")
      .Case("math.log1p", "__nv_log1p")
      .Case("math.log2", "__nv_log2")
      .Case("math.powf", "__nv_pow")
      .Case("math.rsqrt", "__nv_rsqrt")
      .Case("math.sin", "__nv_sin")
      .Case("math.sinh", "__nv_sinh")
      .Case("math.tan", "__nv_tan")
      .Case("math.tanh", "__nv_tanh")
      .Default("");
}

static LLVM::LLVMFuncOp declare(gpu::GPUModuleOp module, StringRef name,
                                Operation *op) {
  if (auto known = module.lookupSymbol<LLVM::LLVMFuncOp>(name))
    return known;
  OpBuilder builder = OpBuilder::atBlockBegin(module.getBody());
  auto type = LLVM::LLVMFunctionType::get(
      op->getResult(0).getType(), llvm::to_vector(op->getOperandTypes()));
  return LLVM::LLVMFuncOp::create(builder, module.getLoc(), name, type);
}

LogicalResult tp::callLibDevice(gpu::GPUModuleOp module, bool hasLibDevice) {
  SmallVector<Operation *> ops;
  module.walk([&](Operation *op) {
    if (op->getNumResults() == 1 && op->getResult(0).getType().isF64() &&
        !nameOf(op).empty())
      ops.push_back(op);
  });
  for (Operation *op : ops) {
    if (!hasLibDevice)
      return emitUnsupported(op)
             << "on f64 needs the CUDA toolkit's libdevice: --cuda-path";
    OpBuilder builder(op);
    auto call = LLVM::CallOp::create(builder, op->getLoc(),
                                     declare(module, nameOf(op), op),
                                     op->getOperands());
    op->getResult(0).replaceAllUsesWith(call.getResult());
    op->erase();
  }
  return success();
}

bool tp::callsLibDevice(const llvm::Module &code) {
  return llvm::any_of(code, [](const llvm::Function &function) {
    return function.isDeclaration() && function.getName().starts_with("__nv_");
  });
}

LogicalResult tp::linkLibDevice(Location loc, StringRef cudaPath,
                                llvm::Module &code) {
  std::string path = libDeviceOf(cudaPath);
  llvm::SMDiagnostic error;
  std::unique_ptr<llvm::Module> library =
      llvm::parseIRFile(path, error, code.getContext());
  if (!library)
    return emitError(loc) << "cannot read " << path << ": "
                          << error.getMessage();
  library->setTargetTriple(code.getTargetTriple());
  library->setDataLayout(code.getDataLayout());
  auto internalize = [](llvm::Module &module, const llvm::StringSet<> &linked) {
    llvm::internalizeModule(module, [&](const llvm::GlobalValue &value) {
      return !value.hasName() || !linked.contains(value.getName());
    });
  };
  if (llvm::Linker::linkModules(code, std::move(library),
                                llvm::Linker::LinkOnlyNeeded, internalize))
    return emitError(loc) << "cannot link " << path;
  return success();
}
