//===- StableHLO.h - the typed subset of the stablehlo dialect ------------===//
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLO_H
#define TP_FRONTEND_STABLEHLO_STABLEHLO_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "tp/Frontend/StableHLO/Window.h"

#include "tp/Frontend/StableHLO/StableHLODialect.h.inc"

#include "tp/Frontend/StableHLO/StableHLOEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "tp/Frontend/StableHLO/StableHLOAttrs.h.inc"

#define GET_OP_CLASSES
#include "tp/Frontend/StableHLO/StableHLOOps.h.inc"

#endif // TP_FRONTEND_STABLEHLO_STABLEHLO_H
