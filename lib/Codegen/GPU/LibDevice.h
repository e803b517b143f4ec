//===- LibDevice.h - functions of f64 -------------------------------------===//
#ifndef TP_LIB_CODEGEN_GPU_LIBDEVICE_H
#define TP_LIB_CODEGEN_GPU_LIBDEVICE_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/IR/Module.h"

namespace tp {

/// Turns the functions of f64 that a GPU has no instruction for into calls of
/// libdevice's. Without a libdevice they are errors.
mlir::LogicalResult callLibDevice(mlir::gpu::GPUModuleOp module,
                                  bool hasLibDevice);

/// Whether `code` calls libdevice.
bool callsLibDevice(const llvm::Module &code);

/// Adds to `code` the functions of the toolkit's libdevice that it calls.
mlir::LogicalResult linkLibDevice(mlir::Location loc, llvm::StringRef cudaPath,
                                  llvm::Module &code);

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_LIBDEVICE_H
