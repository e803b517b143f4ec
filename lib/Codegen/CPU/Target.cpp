//===- Target.cpp - the processor that kernels are compiled for -----------===//

#include "tp/Codegen/CPU.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"

using namespace mlir;

/// Features whose presence the runtime can check: those that change what
/// instructions the vectoriser picks. Listing all of LLVM's would tie files to
/// tuning flags that are no instructions at all.
static constexpr llvm::StringLiteral checkedFeatures[] = {
    "sse4.2",  "avx",      "avx2",     "fma",      "f16c",     "bmi2",
    "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "avx512bf16"};

FailureOr<tp::CPUTarget> tp::resolveCPUTarget(Location loc, StringRef name) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  CPUTarget target;
  target.triple = llvm::sys::getDefaultTargetTriple();
  target.cpu =
      name == "native" ? llvm::sys::getHostCPUName().str() : name.str();

  std::string error;
  llvm::Triple triple(target.triple);
  const llvm::Target *llvmTarget =
      llvm::TargetRegistry::lookupTarget(triple, error);
  if (!llvmTarget)
    return emitError(loc) << "cannot compile for " << target.triple << ": "
                          << error;
  std::unique_ptr<llvm::MCSubtargetInfo> info(
      llvmTarget->createMCSubtargetInfo(triple, "", ""));
  if (!info->isCPUStringValid(target.cpu))
    return emitError(loc) << "unknown CPU \"" << name << "\" for "
                          << target.triple;

  // A virtual machine may hide features of the CPU that it names: for "native"
  // what the machine reports decides.
  llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
  info.reset(llvmTarget->createMCSubtargetInfo(triple, target.cpu, ""));
  for (StringRef feature : checkedFeatures) {
    bool has = info->checkFeatures(("+" + feature).str());
    if (has && (name != "native" || host.lookup(feature)))
      target.features.push_back(feature.str());
  }
  return target;
}
