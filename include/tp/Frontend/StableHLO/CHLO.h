//===- CHLO.h - the typed subset of the chlo dialect ----------------------===//
#ifndef TP_FRONTEND_STABLEHLO_CHLO_H
#define TP_FRONTEND_STABLEHLO_CHLO_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "tp/Frontend/StableHLO/CHLODialect.h.inc"

#define GET_OP_CLASSES
#include "tp/Frontend/StableHLO/CHLOOps.h.inc"

#endif // TP_FRONTEND_STABLEHLO_CHLO_H
