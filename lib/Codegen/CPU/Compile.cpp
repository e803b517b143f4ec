//===- Compile.cpp - kernels as a shared object ---------------------------===//
// LLVM compiles the loops to an object, lld links it.

#include "../KernelInfo.h"
#include "../Loops/EmitKernel.h"
#include "../Optimize.h"
#include "../RunProgram.h"
#include "LowerKernels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "tp/Codegen/CPU.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/Program.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace tp;

/// The kernels of a module, as loops over memory in a module of their own.
/// Notes the size of each kernel's grid on the original.
static FailureOr<OwningOpRef<ModuleOp>> kernelLoops(ModuleOp module) {
  // What loops are made of; a program need not use them.
  module.getContext()
      ->loadDialect<arith::ArithDialect, memref::MemRefDialect, scf::SCFDialect,
                    LLVM::LLVMDialect>();
  OwningOpRef<ModuleOp> copy = ModuleOp::create(module.getLoc());
  OpBuilder builder(copy->getBodyRegion());
  for (auto original : module.getOps<func::FuncOp>()) {
    if (!isKernel(original))
      continue;
    int64_t tiles = 0;
    if (failed(emitKernelLoops(original, *copy, tiles)))
      return failure();
    original->setAttr(tprt::TPRTDialect::kTilesAttr,
                      builder.getI64IntegerAttr(tiles));
  }
  return copy;
}

static std::unique_ptr<llvm::TargetMachine>
createMachine(const CPUTarget &target) {
  std::string error, features;
  for (const std::string &feature : target.features)
    features += (features.empty() ? "+" : ",+") + feature;
  llvm::Triple triple(target.triple);
  const llvm::Target *llvmTarget =
      llvm::TargetRegistry::lookupTarget(triple, error);
  return std::unique_ptr<llvm::TargetMachine>(llvmTarget->createTargetMachine(
      triple, target.cpu, features, llvm::TargetOptions(), llvm::Reloc::PIC_,
      llvm::CodeModel::Small, llvm::CodeGenOptLevel::Aggressive));
}

LogicalResult tp::emitCPUKernels(ModuleOp module, const CPUTarget &target,
                                 CPUEmit emit, llvm::raw_pwrite_stream &out) {
  FailureOr<OwningOpRef<ModuleOp>> kernels = kernelLoops(module);
  if (failed(kernels))
    return failure();
  bool hasFMA = llvm::is_contained(target.features, "fma");
  if (failed(lowerKernels(**kernels, hasFMA)))
    return failure();

  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> code =
      translateModuleToLLVMIR(**kernels, context, "kernels");
  if (!code)
    return module.emitError("kernels could not be translated to LLVM IR");
  addKernelInfo(describeKernels(module), *code);
  std::unique_ptr<llvm::TargetMachine> machine = createMachine(target);
  optimizeFor(*machine, *code);

  if (emit == CPUEmit::LLVMIR) {
    code->print(out, nullptr);
    return success();
  }
  llvm::legacy::PassManager pm;
  auto type = emit == CPUEmit::Assembly ? llvm::CodeGenFileType::AssemblyFile
                                        : llvm::CodeGenFileType::ObjectFile;
  if (machine->addPassesToEmitFile(pm, out, nullptr, type))
    return module.emitError("kernels could not be compiled for ")
           << target.triple;
  pm.run(*code);
  return success();
}

/// Calls of kernels are libm's (and memset and the like of libc): the shared
/// object names both, so that it loads into any process, and a call of anything
/// else, such as a compiler's helper for a type that the processor lacks, is an
/// error here and not when it is loaded.
static constexpr llvm::StringLiteral linkArguments[] = {
    "-shared",
    "--build-id=none",
    "--strip-all",
    "-z",
    "now",
    "--no-undefined",
    "--as-needed",
    "-L/lib64",
    "-L/usr/lib64",
    "-L/lib/x86_64-linux-gnu",
    "-L/lib/aarch64-linux-gnu"};

/// Links an object into a shared object with lld; gives its bytes.
static FailureOr<SmallVector<char>> link(Location loc, StringRef object) {
  llvm::ErrorOr<std::string> lld = llvm::sys::findProgramByName("ld.lld-22");
  if (!lld)
    lld = llvm::sys::findProgramByName("ld.lld");
  if (!lld)
    return emitError(loc, "kernels cannot be linked: ld.lld is not installed");

  FileProgram program{*lld, "o", "so", {}, {"-l:libm.so.6", "-l:libc.so.6"}};
  llvm::append_range(program.before, linkArguments);
  return runOnFile(loc, program, object, [&](StringRef said) {
    emitUnsupported(loc) << "kernels cannot be linked: "
                         << said.split('\n').first;
  });
}

FailureOr<SmallVector<char>> tp::compileCPUKernels(ModuleOp module,
                                                   const CPUTarget &target) {
  if (llvm::none_of(module.getOps<func::FuncOp>(), isKernel))
    return SmallVector<char>();
  SmallVector<char, 0> object;
  llvm::raw_svector_ostream stream(object);
  if (failed(emitCPUKernels(module, target, CPUEmit::Object, stream)))
    return failure();
  return link(module.getLoc(), StringRef(object.data(), object.size()));
}
