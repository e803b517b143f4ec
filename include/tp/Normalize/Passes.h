//===- Passes.h - passes that give level 1 its plain form -----------------===//
#ifndef TP_NORMALIZE_PASSES_H
#define TP_NORMALIZE_PASSES_H

#include "mlir/Pass/Pass.h"

namespace tp {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "tp/Normalize/Passes.h.inc"
} // namespace tp

#endif // TP_NORMALIZE_PASSES_H
