//===- JoinAccesses.h - neighbouring elements as vectors ------------------===//
#ifndef TP_LIB_CODEGEN_GPU_JOINACCESSES_H
#define TP_LIB_CODEGEN_GPU_JOINACCESSES_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace tp {

/// Makes loads of neighbouring elements of a kernel's operands, and stores to
/// them, vectors of up to 16 bytes where they are aligned as such. Indices are
/// canonical, and equal ones one value.
void joinAccesses(mlir::gpu::GPUFuncOp kernel);

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_JOINACCESSES_H
