//===- Optimize.cpp - LLVM's own optimisations ----------------------------===//

#include "Optimize.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Target/TargetMachine.h"

static void describeTarget(llvm::TargetMachine &machine, llvm::Module &module) {
  module.setTargetTriple(machine.getTargetTriple());
  module.setDataLayout(machine.createDataLayout());
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", machine.getTargetCPU());
    function.addFnAttr("target-features", machine.getTargetFeatureString());
    function.addFnAttr(llvm::Attribute::NoUnwind);
  }
}

void tp::optimizeFor(llvm::TargetMachine &machine, llvm::Module &module) {
  describeTarget(machine, module);
  llvm::PipelineTuningOptions tuning;
  // Threads of a GPU are lanes already; vectors of a few elements would only
  // keep their loads and stores from being joined.
  bool hasLanes = !machine.getTargetTriple().isNVPTX();
  tuning.LoopVectorization = hasLanes;
  tuning.SLPVectorization = hasLanes;
  // One load of a vector is what a GPU wants, whatever becomes of its elements.
  llvm::PassInstrumentationCallbacks callbacks;
  callbacks.registerShouldRunOptionalPassCallback(
      [hasLanes](llvm::StringRef pass, llvm::Any) {
        return hasLanes || pass != "VectorCombinePass";
      });
  llvm::PassBuilder builder(&machine, tuning, std::nullopt, &callbacks);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graph;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graph, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3)
      .run(module, modules);
}
