//===- Sdy.h - the typed subset of the sdy dialect ------------------------===//
#ifndef TP_FRONTEND_STABLEHLO_SDY_H
#define TP_FRONTEND_STABLEHLO_SDY_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include <optional>

#include "tp/Frontend/StableHLO/SdyDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "tp/Frontend/StableHLO/SdyAttrs.h.inc"

#define GET_OP_CLASSES
#include "tp/Frontend/StableHLO/SdyOps.h.inc"

#endif // TP_FRONTEND_STABLEHLO_SDY_H
