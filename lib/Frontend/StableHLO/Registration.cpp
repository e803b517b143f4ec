//===- Registration.cpp - the frontend's dialects -------------------------===//
// Optional: a tool without it still compiles level 1.

#include "Specialize/Specialize.h"
#include "tp/Frontend/StableHLO/CHLO.h"
#include "tp/Frontend/StableHLO/Passes.h"
#include "tp/Frontend/StableHLO/Sdy.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

void tp::registerStableHLOFrontend(mlir::DialectRegistry &registry) {
  registry.insert<chlo::CHLODialect, sdy::SdyDialect,
                  stablehlo::StableHLODialect>();
  frontend::registerSpecializers(registry);
}
