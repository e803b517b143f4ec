//===- Compile.cpp - kernels as a shared object ---------------------------===//
// LLVM with its default -O3 pipeline. Triple, layout, CPU and features are set
// on the module first: without them nothing is vectorised.

#include "../Loops/EmitKernel.h"
#include "KernelInfo.h"
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
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace tp;

/// Whether `op` is a kernel.
static bool isKernel(func::FuncOp op) {
  return op->hasAttr(tprt::TPRTDialect::kKernelAttr);
}

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

/// Runs -O3 for the machine.
static void optimize(llvm::Module &module, llvm::TargetMachine &machine) {
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", machine.getTargetCPU());
    function.addFnAttr("target-features", machine.getTargetFeatureString());
    function.addFnAttr(llvm::Attribute::NoUnwind);
  }
  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = true;
  tuning.SLPVectorization = true;
  llvm::PassBuilder builder(&machine, tuning);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graph;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graph, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3)
      .run(module, modules);
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
  addKernelInfo(module, *code);
  std::unique_ptr<llvm::TargetMachine> machine = createMachine(target);
  code->setTargetTriple(machine->getTargetTriple());
  code->setDataLayout(machine->createDataLayout());
  optimize(*code, *machine);

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

/// Writes `bytes` to a file that is open.
static LogicalResult writeFile(Location loc, int file, StringRef name,
                               StringRef bytes) {
  llvm::raw_fd_ostream stream(file, /*shouldClose=*/true);
  stream << bytes;
  stream.flush();
  if (!stream.has_error())
    return success();
  stream.clear_error();
  return emitError(loc) << "cannot write " << name;
}

/// Links an object into a shared object with lld; gives its bytes.
static FailureOr<SmallVector<char>> link(Location loc, StringRef object) {
  llvm::ErrorOr<std::string> lld = llvm::sys::findProgramByName("ld.lld-22");
  if (!lld)
    lld = llvm::sys::findProgramByName("ld.lld");
  if (!lld)
    return emitError(loc, "kernels cannot be linked: ld.lld is not installed");

  SmallString<128> input, output, log;
  int inputFile;
  if (llvm::sys::fs::createTemporaryFile("tp-kernels", "o", inputFile, input) ||
      llvm::sys::fs::createTemporaryFile("tp-kernels", "so", output) ||
      llvm::sys::fs::createTemporaryFile("tp-kernels", "log", log))
    return emitError(loc, "cannot create temporary files to link kernels");
  llvm::FileRemover removeInput(input), removeOutput(output), removeLog(log);
  if (failed(writeFile(loc, inputFile, input, object)))
    return failure();

  SmallVector<StringRef> arguments = {*lld};
  llvm::append_range(arguments, linkArguments);
  arguments.append({"-o", output, input, "-l:libm.so.6", "-l:libc.so.6"});
  std::optional<StringRef> redirects[] = {std::nullopt, StringRef(log),
                                          StringRef(log)};
  int code =
      llvm::sys::ExecuteAndWait(*lld, arguments, std::nullopt, redirects);
  if (code != 0) {
    auto said = llvm::MemoryBuffer::getFile(log, /*IsText=*/true);
    StringRef text = said ? (*said)->getBuffer().split('\n').first : "";
    return emitUnsupported(loc) << "kernels cannot be linked: " << text;
  }
  auto result = llvm::MemoryBuffer::getFile(output, /*IsText=*/false);
  if (!result)
    return emitError(loc) << "cannot read " << output;
  StringRef bytes = (*result)->getBuffer();
  return SmallVector<char>(bytes.begin(), bytes.end());
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
