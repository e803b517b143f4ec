//===- CodegenGPU.cpp - tp-codegen-gpu: kernels to a file -----------------===//

#include "../WriteFile.h"
#include "tp/Codegen/GPU.h"
#include "tp/Codegen/Passes.h"
#include "llvm/ADT/StringSwitch.h"

namespace tp {
#define GEN_PASS_DEF_CODEGENGPUPASS
#include "tp/Codegen/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

namespace {
struct CodegenGPUPass : tp::impl::CodegenGPUPassBase<CodegenGPUPass> {
  using CodegenGPUPassBase::CodegenGPUPassBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    registerGPUCodegenDialects(registry);
  }

  void runOnOperation() override {
    if (failed(write()))
      signalPassFailure();
  }

  LogicalResult write() {
    ModuleOp module = getOperation();
    auto what = llvm::StringSwitch<std::optional<GPUEmit>>(emit)
                    .Case("ptx", GPUEmit::PTX)
                    .Case("llvm", GPUEmit::LLVMIR)
                    .Case("cubin", GPUEmit::Cubin)
                    .Default(std::nullopt);
    if (!what)
      return module.emitError("cannot emit \"")
             << emit << "\", expected ptx, llvm or cubin";
    FailureOr<GPUTarget> target =
        resolveGPUTarget(module.getLoc(), gpu, cudaPath);
    if (failed(target))
      return failure();
    SmallVector<char, 0> bytes;
    llvm::raw_svector_ostream stream(bytes);
    if (failed(emitGPUKernels(module, *target, *what, stream)))
      return failure();
    return writeFile(module.getLoc(), file, stream.str());
  }
};
} // namespace
