//===- tp-opt.cpp - runs passes on MLIR files -----------------------------===//
// An mlir-opt with this project's dialects, passes and exit codes.

#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Driver/Driver.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;

int main(int argc, char **argv) {
  llvm::InitLLVM initLLVM(argc, argv);
  tp::UnsupportedFlag unsupported{false};
  DialectRegistry registry;
  tp::registerAllDialects(registry);
  tp::registerUnsupportedFlag(registry, unsupported);
  registerTransformsPasses();
  registerLinalgPasses();
  tp::registerAllPasses();

  auto [inputFile, outputFile] = registerAndParseCLIOptions(
      argc, argv, "tp-opt: sharding passes on MLIR files\n", registry);
  MlirOptMainConfig config = MlirOptMainConfig::createFromCLOptions();

  std::string error;
  auto input = openInputFile(inputFile, &error);
  if (!input) {
    llvm::errs() << "tp-opt: error: " << error << "\n";
    return tp::BadInput;
  }
  std::string foreign = tp::describeForeignFile(input->getBuffer());
  if (!foreign.empty()) {
    llvm::errs() << "tp-opt: error: " << inputFile << " " << foreign << "\n";
    return tp::Unsupported;
  }
  auto output = openOutputFile(outputFile, &error);
  if (!output) {
    llvm::errs() << "tp-opt: error: " << error << "\n";
    return tp::Usage;
  }
  if (failed(MlirOptMain(output->os(), std::move(input), registry, config))) {
    // Upstream's tests of diagnostics expect upstream's exit code.
    if (config.shouldVerifyDiagnostics())
      return 1;
    return unsupported ? tp::Unsupported : tp::BadInput;
  }
  output->keep();
  return tp::Ok;
}
