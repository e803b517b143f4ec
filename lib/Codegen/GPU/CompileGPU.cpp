//===- CompileGPU.cpp - kernels as PTX and cubin --------------------------===//
// All kernels are one module of LLVM IR, which its back end for PTX compiles;
// ptxas is only run for who names a toolkit.

#include "../KernelInfo.h"
#include "../Optimize.h"
#include "../RunProgram.h"
#include "EmitGPUKernel.h"
#include "LibDevice.h"
#include "LowerGPUKernels.h"
#include "Toolkit.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "tp/Codegen/GPU.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace tp;

/// Notes on a kernel how it is launched.
static void noteGrid(func::FuncOp kernel, const GPUGrid &grid) {
  using Dialect = tprt::TPRTDialect;
  OpBuilder builder(kernel.getContext());
  kernel->setAttr(Dialect::kTilesAttr, builder.getI64IntegerAttr(grid.tiles));
  kernel->setAttr(Dialect::kThreadsAttr,
                  builder.getI64IntegerAttr(grid.threads));
  if (grid.sharedBytes != 0)
    kernel->setAttr(Dialect::kSharedBytesAttr,
                    builder.getI64IntegerAttr(grid.sharedBytes));
}

/// Whether there are instructions for elements of a type.
static bool isComputable(Type type) {
  type = getElementTypeOrSelf(type);
  if (isa<FloatType>(type))
    return type.isF16() || type.isBF16() || type.isF32() || type.isF64();
  auto integer = dyn_cast<IntegerType>(type);
  return !integer ||
         llvm::is_contained({1u, 8u, 16u, 32u, 64u}, integer.getWidth());
}

/// Refuses types at which LLVM would give up.
static LogicalResult checkTypes(func::FuncOp kernel) {
  WalkResult walk = kernel.walk([](Operation *op) {
    for (Type type : op->getResultTypes())
      if (!isComputable(type)) {
        emitUnsupported(op) << "computes " << getElementTypeOrSelf(type)
                            << ", which kernels for GPUs have no code for";
        return WalkResult::interrupt();
      }
    return WalkResult::advance();
  });
  return failure(walk.wasInterrupted());
}

/// The kernels of a module as code of threads, in a gpu.module within a module
/// of their own. Notes on the originals how they are launched.
static FailureOr<OwningOpRef<ModuleOp>> kernelThreads(ModuleOp module) {
  // What threads are made of; a program need not use them.
  module.getContext()
      ->loadDialect<arith::ArithDialect, gpu::GPUDialect, LLVM::LLVMDialect,
                    memref::MemRefDialect, NVVM::NVVMDialect, scf::SCFDialect,
                    vector::VectorDialect>();
  OwningOpRef<ModuleOp> copy = ModuleOp::create(module.getLoc());
  OpBuilder builder(copy->getBodyRegion());
  auto kernels = gpu::GPUModuleOp::create(builder, module.getLoc(), "kernels");
  for (auto original : module.getOps<func::FuncOp>()) {
    if (!isKernel(original))
      continue;
    GPUGrid grid;
    if (failed(checkTypes(original)) ||
        failed(emitGPUKernel(original, kernels, grid)))
      return failure();
    noteGrid(original, grid);
  }
  return copy;
}

static std::unique_ptr<llvm::TargetMachine>
createMachine(const GPUTarget &target) {
  LLVMInitializeNVPTXTargetInfo();
  LLVMInitializeNVPTXTarget();
  LLVMInitializeNVPTXTargetMC();
  LLVMInitializeNVPTXAsmPrinter();
  std::string error;
  llvm::Triple triple(target.triple);
  const llvm::Target *llvmTarget =
      llvm::TargetRegistry::lookupTarget(triple, error);
  if (!llvmTarget)
    return nullptr;
  return std::unique_ptr<llvm::TargetMachine>(llvmTarget->createTargetMachine(
      triple, target.chip, target.features, llvm::TargetOptions(),
      llvm::Reloc::PIC_, std::nullopt, llvm::CodeGenOptLevel::Aggressive));
}

/// Nothing resolves calls when PTX is loaded.
static LogicalResult checkCalls(ModuleOp module, const llvm::Module &code) {
  for (const llvm::Function &function : code) {
    if (!function.isDeclaration() || function.isIntrinsic())
      continue;
    for (const llvm::User *user : function.users()) {
      auto *call = dyn_cast<llvm::Instruction>(user);
      if (!call)
        continue;
      StringRef name = call->getFunction()->getName();
      auto kernel = module.lookupSymbol<func::FuncOp>(name);
      return emitError(kernel ? kernel.getLoc() : module.getLoc())
             << "kernel @" << name << " calls " << function.getName()
             << ", which nothing defines";
    }
  }
  return success();
}

/// The kernels as optimised LLVM IR.
static FailureOr<std::unique_ptr<llvm::Module>>
compileToLLVM(ModuleOp module, const GPUTarget &target,
              llvm::TargetMachine &machine, llvm::LLVMContext &context) {
  FailureOr<OwningOpRef<ModuleOp>> kernels = kernelThreads(module);
  if (failed(kernels))
    return failure();
  auto gpuModule = *(*kernels)->getOps<gpu::GPUModuleOp>().begin();
  bool hasLibDevice = !target.cudaPath.empty() &&
                      llvm::sys::fs::exists(libDeviceOf(target.cudaPath));
  if (failed(lowerGPUKernels(gpuModule, hasLibDevice)))
    return failure();
  std::unique_ptr<llvm::Module> code =
      translateModuleToLLVMIR(gpuModule, context, "kernels");
  if (!code)
    return module.emitError("kernels could not be translated to LLVM IR");
  code->setTargetTriple(machine.getTargetTriple());
  code->setDataLayout(machine.createDataLayout());
  if (hasLibDevice && callsLibDevice(*code) &&
      failed(linkLibDevice(module.getLoc(), target.cudaPath, *code)))
    return failure();
  addGPUKernelInfo(describeKernels(module), *code);
  optimizeFor(machine, *code);
  if (failed(checkCalls(module, *code)))
    return failure();
  return code;
}

/// Runs the toolkit's ptxas.
static FailureOr<SmallVector<char>> assemble(Location loc, StringRef ptx,
                                             const GPUTarget &target) {
  std::string path = ptxasOf(target.cudaPath);
  std::string arch = "-arch=" + target.chip;
  FileProgram program{path, "ptx", "cubin", {arch}, {}};
  return runOnFile(loc, program, ptx, [&](StringRef said) {
    emitError(loc) << path << " refuses the kernels: " << said;
  });
}

LogicalResult tp::emitGPUKernels(ModuleOp module, const GPUTarget &target,
                                 GPUEmit emit, llvm::raw_pwrite_stream &out) {
  if (emit == GPUEmit::Cubin && target.cudaPath.empty())
    return module.emitError("a cubin is made by a CUDA toolkit's ptxas, but no "
                            "toolkit is given");
  std::unique_ptr<llvm::TargetMachine> machine = createMachine(target);
  if (!machine)
    return module.emitError("cannot compile for ")
           << target.triple << ": LLVM was built without it";
  llvm::LLVMContext context;
  FailureOr<std::unique_ptr<llvm::Module>> code =
      compileToLLVM(module, target, *machine, context);
  if (failed(code))
    return failure();
  if (emit == GPUEmit::LLVMIR) {
    (*code)->print(out, nullptr);
    return success();
  }
  SmallVector<char, 0> ptx;
  llvm::raw_svector_ostream stream(ptx);
  llvm::legacy::PassManager pm;
  if (machine->addPassesToEmitFile(pm, stream, nullptr,
                                   llvm::CodeGenFileType::AssemblyFile))
    return module.emitError("kernels could not be compiled for ")
           << target.triple;
  pm.run(**code);
  if (emit == GPUEmit::PTX) {
    out << stream.str();
    return success();
  }
  FailureOr<SmallVector<char>> cubin =
      assemble(module.getLoc(), stream.str(), target);
  if (failed(cubin))
    return failure();
  out.write(cubin->data(), cubin->size());
  return success();
}

FailureOr<GPUCode> tp::compileGPUKernels(ModuleOp module,
                                         const GPUTarget &target) {
  GPUCode result;
  if (llvm::none_of(module.getOps<func::FuncOp>(), isKernel))
    return result;
  SmallVector<char, 0> ptx;
  llvm::raw_svector_ostream stream(ptx);
  if (failed(emitGPUKernels(module, target, GPUEmit::PTX, stream)))
    return failure();
  result.ptx = stream.str().str();
  if (target.cudaPath.empty() ||
      !llvm::sys::fs::can_execute(ptxasOf(target.cudaPath)))
    return result;
  FailureOr<SmallVector<char>> cubin =
      assemble(module.getLoc(), result.ptx, target);
  if (failed(cubin))
    return failure();
  result.cubin = std::move(*cubin);
  return result;
}
