//===- CodegenCPU.cpp - tp-codegen-cpu: kernels to a file -----------------===//

#include "../WriteFile.h"
#include "tp/Codegen/CPU.h"
#include "tp/Codegen/Passes.h"
#include "llvm/ADT/StringSwitch.h"

namespace tp {
#define GEN_PASS_DEF_CODEGENCPUPASS
#include "tp/Codegen/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

namespace {
struct CodegenCPUPass : tp::impl::CodegenCPUPassBase<CodegenCPUPass> {
  using CodegenCPUPassBase::CodegenCPUPassBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    registerCodegenDialects(registry);
  }

  void runOnOperation() override {
    if (failed(write()))
      signalPassFailure();
  }

  LogicalResult write() {
    ModuleOp module = getOperation();
    auto what = llvm::StringSwitch<std::optional<CPUEmit>>(emit)
                    .Case("asm", CPUEmit::Assembly)
                    .Case("llvm", CPUEmit::LLVMIR)
                    .Case("obj", CPUEmit::Object)
                    .Default(std::nullopt);
    if (!what)
      return module.emitError("cannot emit \"")
             << emit << "\", expected asm, llvm or obj";
    FailureOr<CPUTarget> target = resolveCPUTarget(module.getLoc(), cpu);
    if (failed(target))
      return failure();
    SmallVector<char, 0> bytes;
    llvm::raw_svector_ostream stream(bytes);
    if (failed(emitCPUKernels(module, *target, *what, stream)))
      return failure();
    return writeFile(module.getLoc(), file, stream.str());
  }
};
} // namespace
