//===- Target.cpp - the GPU that kernels are compiled for -----------------===//
// LLVM aborts where a GPU does not fit a version of PTX, so only the pairs
// below reach it.

#include "Toolkit.h"
#include "mlir/IR/Diagnostics.h"
#include "tp/Codegen/GPU.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

static constexpr llvm::StringLiteral chips[] = {"sm_80", "sm_90", "sm_100"};

/// The version of PTX: as old as the GPU allows, so that old drivers take it.
static StringRef featuresOf(StringRef chip) {
  return chip == "sm_100" ? "+ptx86" : "+ptx80";
}

ArrayRef<llvm::StringLiteral> tp::gpuChips() { return chips; }

std::string tp::ptxasOf(StringRef cudaPath) {
  SmallString<128> path(cudaPath);
  llvm::sys::path::append(path, "bin", "ptxas");
  return path.str().str();
}

std::string tp::libDeviceOf(StringRef cudaPath) {
  SmallString<128> path(cudaPath);
  llvm::sys::path::append(path, "nvvm", "libdevice", "libdevice.10.bc");
  return path.str().str();
}

FailureOr<tp::GPUTarget> tp::resolveGPUTarget(Location loc, StringRef chip,
                                              StringRef cudaPath) {
  if (!llvm::is_contained(chips, chip))
    return emitError(loc) << "unknown GPU \"" << chip << "\", expected "
                          << llvm::join(gpuChips(), ", ");
  bool isToolkit = llvm::sys::fs::can_execute(ptxasOf(cudaPath)) ||
                   llvm::sys::fs::exists(libDeviceOf(cudaPath));
  if (!cudaPath.empty() && !isToolkit)
    return emitError(loc) << "there is no CUDA toolkit in \"" << cudaPath
                          << "\": neither " << ptxasOf(cudaPath) << " nor "
                          << libDeviceOf(cudaPath);
  return GPUTarget{"nvptx64-nvidia-cuda", chip.str(), featuresOf(chip).str(),
                   cudaPath.str()};
}
