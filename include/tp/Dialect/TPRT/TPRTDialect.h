//===- TPRTDialect.h - the scheduled level --------------------------------===//
#ifndef TP_DIALECT_TPRT_TPRTDIALECT_H
#define TP_DIALECT_TPRT_TPRTDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "tp/Dialect/TPRT/TPRTDialect.h.inc"

#include "tp/Dialect/TPRT/TPRTEnums.h.inc"

#define GET_TYPEDEF_CLASSES
#include "tp/Dialect/TPRT/TPRTTypes.h.inc"

#define GET_OP_CLASSES
#include "tp/Dialect/TPRT/TPRTOps.h.inc"

#endif // TP_DIALECT_TPRT_TPRTDIALECT_H
