//===- Pipelines.cpp - the named roads from level to level ----------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "tp/Codegen/Passes.h"
#include "tp/Collectives/Passes.h"
#include "tp/Driver/Driver.h"
#ifdef TP_FRONTEND
#include "tp/Frontend/StableHLO/Passes.h"
#endif
#include "tp/Normalize/Passes.h"
#include "tp/Partition/Passes.h"
#include "tp/Propagation/Passes.h"
#include "tp/Schedule/Passes.h"

using namespace mlir;

void tp::buildSpmdPipeline(OpPassManager &pm, ArrayRef<std::string> mesh,
                           ArrayRef<std::string> shapes) {
  pm.addPass(createSpecializePass({llvm::to_vector(shapes)}));
#ifdef TP_FRONTEND
  pm.addPass(createImportStableHLOPass());
#endif
  pm.addPass(createUnrollLoopsPass());
  pm.addPass(createRaiseTensorsPass());
  pm.addPass(createExpandSlicesPass());
  if (!mesh.empty())
    pm.addPass(createSetMeshPass({llvm::to_vector(mesh)}));
  pm.addPass(createVerifyGlobalPass());
  // Frameworks repeat themselves: tables of positions once a layer, say.
  pm.addPass(createCSEPass());
  pm.addPass(createPropagatePass());
  pm.addPass(createInsertReshardsPass());
  pm.addPass(createVerifyShardedPass());
  pm.addPass(createPartitionPass());
  // Propagation gave every use of a constant its own copy.
  pm.addPass(createCSEPass());
  pm.addNestedPass<func::FuncOp>(createOptimizeCollectivesPass());
  pm.addPass(createVerifyLocalPass());
}

void tp::buildSchedulePipeline(OpPassManager &pm,
                               const ScheduleOptions &options) {
  pm.addPass(createLowerArgumentLayoutPass());
  pm.addPass(createOutlineRegionsPass());
  pm.addPass(createFormDispatchesPass({options.backend, options.allowTF32}));
  pm.addPass(createSchedulePass());
  pm.addPass(createVerifySchedulePass());
}

namespace {
struct SpmdOptions : PassPipelineOptions<SpmdOptions> {
  ListOption<std::string> mesh{
      *this, "mesh",
      llvm::cl::desc("the mesh, or new sizes for the module's axes by name, "
                     "as in data=2,model=4")};
  ListOption<std::string> shapes{
      *this, "shapes",
      llvm::cl::desc("shapes of arguments whose dimensions are dynamic, as in "
                     "arg0=4x128,arg1=4")};
};

struct ScheduleCommandLine : PassPipelineOptions<ScheduleCommandLine> {
  Option<std::string> backend{*this, "backend",
                              llvm::cl::desc("what runs it: cpu or cuda"),
                              llvm::cl::init("cpu")};
  Option<bool> allowTF32{*this, "allow-tf32",
                         llvm::cl::desc("let GEMMs round f32 factors to TF32"),
                         llvm::cl::init(false)};
};
} // namespace

void tp::registerPipelines() {
  PassPipelineRegistration<SpmdOptions>(
      "tp-spmd", "Level 0 or 1 to level 3: the program of one device",
      [](OpPassManager &pm, const SpmdOptions &options) {
        buildSpmdPipeline(pm, llvm::to_vector(options.mesh),
                          llvm::to_vector(options.shapes));
      });
  PassPipelineRegistration<ScheduleCommandLine>(
      "tp-to-schedule", "Level 3 to level 4 on slots: commands and kernels",
      [](OpPassManager &pm, const ScheduleCommandLine &options) {
        buildSchedulePipeline(pm, {options.backend, options.allowTF32});
      });
}
