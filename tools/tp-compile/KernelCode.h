//===- KernelCode.h - kernels for the device that the user names ----------===//
#ifndef TP_TOOLS_TP_COMPILE_KERNELCODE_H
#define TP_TOOLS_TP_COMPILE_KERNELCODE_H

#include "CommandLine.h"
#include "mlir/IR/BuiltinOps.h"
#include "tp/Codegen/CPU.h"
#include "tp/Codegen/GPU.h"
#include "tp/Target/TPX/TPX.h"
#include <variant>

namespace tp {

using DeviceTarget = std::variant<CPUTarget, GPUTarget>;

/// The device of the command line. Emits an error at `loc` when there is no
/// such device.
mlir::FailureOr<DeviceTarget> resolveTarget(mlir::Location loc,
                                            const CommandLine &options);

/// The kernels in all forms that they have.
struct KernelCode {
  llvm::SmallVector<char> elf, cubin;
  std::string ptx;

  llvm::SmallVector<TPXCode, 2> images() const;
};

/// Compiles the kernels of `module`, which is at level 4 on slots.
mlir::FailureOr<KernelCode> compileKernels(mlir::ModuleOp module,
                                           const DeviceTarget &target);

/// What the file says of the device.
TPXTarget describeTarget(const DeviceTarget &target);

} // namespace tp

#endif // TP_TOOLS_TP_COMPILE_KERNELCODE_H
