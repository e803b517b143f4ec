//===- Passes.h - passes of propagation -----------------------------------===//
#ifndef TP_PROPAGATION_PASSES_H
#define TP_PROPAGATION_PASSES_H

#include "mlir/Pass/Pass.h"
#include "tp/Propagation/FactorPropagation.h"

namespace tp {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "tp/Propagation/Passes.h.inc"
} // namespace tp

#endif // TP_PROPAGATION_PASSES_H
