//===- Passes.h - passes over collectives ---------------------------------===//
#ifndef TP_COLLECTIVES_PASSES_H
#define TP_COLLECTIVES_PASSES_H

#include "mlir/Pass/Pass.h"

namespace tp {

/// How a report is written.
enum class ReportFormat { Text, JSON };

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "tp/Collectives/Passes.h.inc"
} // namespace tp

#endif // TP_COLLECTIVES_PASSES_H
