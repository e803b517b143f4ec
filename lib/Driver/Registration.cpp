//===- Registration.cpp - dialects, interfaces and passes -----------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "tp/Driver/Driver.h"
#ifdef TP_FRONTEND
#include "tp/Frontend/StableHLO/Passes.h"
#endif
#include "tp/Codegen/Passes.h"
#include "tp/Collectives/Passes.h"
#include "tp/Normalize/Passes.h"
#include "tp/Normalize/Specialize.h"
#include "tp/Partition/Passes.h"
#include "tp/Propagation/Passes.h"
#include "tp/Rules/Rules.h"
#include "tp/Schedule/Passes.h"

using namespace mlir;

void tp::registerAllDialects(DialectRegistry &registry) {
  registry.insert<arith::ArithDialect, cf::ControlFlowDialect,
                  complex::ComplexDialect, func::FuncDialect,
                  linalg::LinalgDialect, math::MathDialect,
                  memref::MemRefDialect, scf::SCFDialect, tensor::TensorDialect,
                  TPDialect, tprt::TPRTDialect, tensor_ext::TensorExtDialect>();
#ifdef TP_FRONTEND
  registerStableHLOFrontend(registry);
#endif
  registerSpecializers(registry);
  registerShardingRules(registry);
  registerLocalizers(registry);
  registerCodegenDialects(registry);
  registerGPUCodegenDialects(registry);
}

void tp::registerAllPasses() {
#ifdef TP_FRONTEND
  registerStableHLOPasses();
#endif
  registerNormalizePasses();
  registerPropagationPasses();
  registerPartitionPasses();
  registerCollectivesPasses();
  registerCodegenPasses();
  registerSchedulePasses();
  registerPipelines();
}
