//===- tp-compile.cpp - from MLIR to an executable ------------------------===//
// Level 0 or 1 to level 5: the named pipelines, code for the kernels, the file.

#include "CommandLine.h"
#include "KernelCode.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Transforms/Passes.h"
#include "tp/Collectives/Passes.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Driver/Driver.h"
#include "tp/Target/TPX/TPX.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tp;

/// Makes the function to compile the only public one; the others live on as far
/// as it calls them.
static LogicalResult selectFunction(ModuleOp module, StringRef name) {
  func::FuncOp selected;
  SmallVector<StringRef> names;
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.getName() == name)
      selected = function;
    else if (function.isPublic())
      names.push_back(function.getName());
  }
  if (!selected || selected.isExternal()) {
    InFlightDiagnostic error = emitError(module.getLoc())
                               << "there is no function @" << name;
    if (!names.empty())
      error << "; there is @" << llvm::join(names, ", @");
    return error;
  }
  for (auto function : module.getOps<func::FuncOp>())
    function.setVisibility(function == selected
                               ? SymbolTable::Visibility::Public
                               : SymbolTable::Visibility::Private);
  return success();
}

/// Refuses ops that no dialect of ours defines, by name.
static LogicalResult checkKnownOps(ModuleOp module) {
  WalkResult result = module.walk([](Operation *op) {
    if (op->isRegistered() || op->getDialect())
      return WalkResult::advance();
    emitError(op->getLoc())
        << "op '" << op->getName() << "' is of a dialect that is not known";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

/// Level 0 or 1 to level 4 on slots.
static void addPasses(OpPassManager &pm, const CommandLine &options) {
  pm.addPass(createSymbolDCEPass());
  buildSpmdPipeline(pm, options.mesh, options.shapes);
  if (!options.report.empty())
    pm.addPass(createReportPass({ReportFormat::JSON, options.report}));
  buildSchedulePipeline(pm, {options.backend, options.allowTF32});
}

static FailureOr<std::vector<char>> compile(ModuleOp module,
                                            const CommandLine &options,
                                            const DeviceTarget &target) {
  if (failed(selectFunction(module, options.function)))
    return failure();
  PassManager pm(module.getContext());
  addPasses(pm, options);
  if (failed(pm.run(module)))
    return failure();
  FailureOr<KernelCode> code = compileKernels(module, target);
  if (failed(code))
    return failure();
  TPXOptions file;
  file.target = describeTarget(target);
  file.producer = TP_VERSION;
  file.code = code->images();
  return writeTPX(module.lookupSymbol<func::FuncOp>(options.function), file);
}

/// Having said why, ends with the exit code for it.
static int failWith(ExitCode code, const Twine &message) {
  llvm::errs() << "tp-compile: error: " << message << "\n";
  return code;
}

static int run(const CommandLine &options) {
  std::string error;
  auto source = openInputFile(options.input, &error);
  if (!source)
    return failWith(BadInput, error);
  std::string foreign = describeForeignFile(source->getBuffer());
  if (!foreign.empty())
    return failWith(Unsupported, options.input + " " + foreign);

  UnsupportedFlag unsupported{false};
  DialectRegistry registry;
  registerAllDialects(registry);
  registerUnsupportedFlag(registry, unsupported);
  MLIRContext context(registry);
  // Ops of other dialects are parsed, so that the error can name them.
  context.allowUnregisteredDialects();
  // One error, not the program.
  context.printOpOnDiagnostic(false);
  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(std::move(source), llvm::SMLoc());
  SourceMgrDiagnosticHandler diagnostics(sources, &context);
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(sources, &context);
  if (!module)
    return unsupported ? Unsupported : BadInput;
  if (failed(checkKnownOps(*module)))
    return BadInput;
  FailureOr<DeviceTarget> target =
      resolveTarget(UnknownLoc::get(&context), options);
  if (failed(target))
    return unsupported ? Unsupported : Usage;
  FailureOr<std::vector<char>> file = compile(*module, options, *target);
  if (failed(file))
    return unsupported ? Unsupported : BadInput;
  if (llvm::Error failed = writeWholeFile(options.output, *file))
    return failWith(BadInput,
                    options.output + ": " + llvm::toString(std::move(failed)));
  return Ok;
}

int main(int argc, char **argv) {
  llvm::InitLLVM initLLVM(argc, argv);
  std::optional<CommandLine> options = parseCommandLine(argc, argv);
  return options ? run(*options) : Usage;
}
