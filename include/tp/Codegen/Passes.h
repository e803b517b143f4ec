//===- Passes.h - from local programs to commands and kernels -------------===//
#ifndef TP_CODEGEN_PASSES_H
#define TP_CODEGEN_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include "tp/Codegen/CPU.h"
#include "tp/Codegen/GPU.h"

namespace tp {

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "tp/Codegen/Passes.h.inc"

} // namespace tp

#endif // TP_CODEGEN_PASSES_H
