//===- Registration.cpp - dialects, interfaces and passes -----------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
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
#ifdef TP_RULES
#include "tp/Rules/Rules.h"
#endif
#ifdef TP_PROPAGATION
#include "tp/Propagation/Passes.h"
#endif
#ifdef TP_PARTITION
#include "tp/Partition/Passes.h"
#endif
#ifdef TP_COLLECTIVES
#include "tp/Collectives/Passes.h"
#endif
#ifdef TP_CODEGEN
#include "tp/Codegen/Passes.h"
#endif
#ifdef TP_SCHEDULE
#include "tp/Schedule/Passes.h"
#endif

using namespace mlir;

void tp::registerAllDialects(DialectRegistry &registry) {
  registry.insert<arith::ArithDialect, bufferization::BufferizationDialect,
                  complex::ComplexDialect, func::FuncDialect,
                  linalg::LinalgDialect, math::MathDialect,
                  memref::MemRefDialect, scf::SCFDialect, tensor::TensorDialect,
                  TPDialect, tprt::TPRTDialect, tensor_ext::TensorExtDialect>();
#ifdef TP_FRONTEND
  registerStableHLOFrontend(registry);
#endif
#ifdef TP_RULES
  registerShardingRules(registry);
  registerLocalizers(registry);
#endif
#ifdef TP_CODEGEN
  registerCodegenDialects(registry);
#endif
}

void tp::registerAllPasses() {
#ifdef TP_FRONTEND
  registerStableHLOPasses();
#endif
#ifdef TP_PROPAGATION
  registerPropagationPasses();
#endif
#ifdef TP_PARTITION
  registerPartitionPasses();
#endif
#ifdef TP_COLLECTIVES
  registerCollectivesPasses();
#endif
#ifdef TP_CODEGEN
  registerCodegenPasses();
#endif
#ifdef TP_SCHEDULE
  registerSchedulePasses();
#endif
  registerPipelines();
}
