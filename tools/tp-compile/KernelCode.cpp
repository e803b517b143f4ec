//===- KernelCode.cpp - kernels for the device that the user names --------===//

#include "KernelCode.h"

using namespace mlir;
using namespace tp;

FailureOr<DeviceTarget> tp::resolveTarget(Location loc,
                                          const CommandLine &options) {
  if (options.backend == "cuda") {
    FailureOr<GPUTarget> target =
        resolveGPUTarget(loc, options.gpu, options.cudaPath);
    return failed(target) ? FailureOr<DeviceTarget>() : DeviceTarget(*target);
  }
  FailureOr<CPUTarget> target = resolveCPUTarget(loc, options.cpu);
  return failed(target) ? FailureOr<DeviceTarget>() : DeviceTarget(*target);
}

SmallVector<TPXCode, 2> KernelCode::images() const {
  SmallVector<TPXCode, 2> images;
  auto add = [&](TPXCodeFormat format, ArrayRef<char> bytes) {
    if (!bytes.empty())
      images.push_back({format, bytes});
  };
  add(TPXCodeFormat::ELF, elf);
  // A device takes the first form that it can run.
  add(TPXCodeFormat::Cubin, cubin);
  add(TPXCodeFormat::PTX, ArrayRef<char>(ptx.data(), ptx.size()));
  return images;
}

FailureOr<KernelCode> tp::compileKernels(ModuleOp module,
                                         const DeviceTarget &target) {
  KernelCode result;
  if (auto *gpu = std::get_if<GPUTarget>(&target)) {
    FailureOr<GPUCode> code = compileGPUKernels(module, *gpu);
    if (failed(code))
      return failure();
    result.cubin = std::move(code->cubin);
    result.ptx = std::move(code->ptx);
    return result;
  }
  auto code = compileCPUKernels(module, std::get<CPUTarget>(target));
  if (failed(code))
    return failure();
  result.elf = std::move(*code);
  return result;
}

TPXTarget tp::describeTarget(const DeviceTarget &target) {
  if (auto *gpu = std::get_if<GPUTarget>(&target))
    return {"cuda", gpu->triple, gpu->chip, {}};
  auto &cpu = std::get<CPUTarget>(target);
  return {"cpu", cpu.triple, cpu.cpu, cpu.features};
}
