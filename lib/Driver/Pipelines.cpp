//===- Pipelines.cpp - the named roads from level to level ----------------===//

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "tp/Driver/Driver.h"

using namespace mlir;

void tp::buildSpmdPipeline(OpPassManager &pm) {}

void tp::buildSchedulePipeline(OpPassManager &pm) {}

void tp::registerPipelines() {
  PassPipelineRegistration<>(
      "tp-spmd", "Level 0 or 1 to level 3: the program of one device",
      buildSpmdPipeline);
}
