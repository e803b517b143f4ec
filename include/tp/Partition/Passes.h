//===- Passes.h - passes of partitioning ----------------------------------===//
#ifndef TP_PARTITION_PASSES_H
#define TP_PARTITION_PASSES_H

#include "mlir/Pass/Pass.h"

namespace tp {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "tp/Partition/Passes.h.inc"
} // namespace tp

#endif // TP_PARTITION_PASSES_H
