//===- Passes.h - scheduling and its check --------------------------------===//
#ifndef TP_SCHEDULE_PASSES_H
#define TP_SCHEDULE_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include <memory>

namespace tp {

#define GEN_PASS_DECL
#include "tp/Schedule/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "tp/Schedule/Passes.h.inc"

} // namespace tp

#endif // TP_SCHEDULE_PASSES_H
