//===- Passes.h - the frontend: dialects and import -----------------------===//
#ifndef TP_FRONTEND_STABLEHLO_PASSES_H
#define TP_FRONTEND_STABLEHLO_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/Pass/Pass.h"
#include <memory>

namespace tp {

#define GEN_PASS_DECL
#include "tp/Frontend/StableHLO/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "tp/Frontend/StableHLO/Passes.h.inc"

/// Makes the stablehlo, chlo and sdy dialects known to contexts built from
/// `registry`. A host that has dialects of these names leaves this out.
void registerStableHLOFrontend(mlir::DialectRegistry &registry);

} // namespace tp

#endif // TP_FRONTEND_STABLEHLO_PASSES_H
