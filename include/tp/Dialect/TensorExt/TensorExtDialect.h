//===- TensorExtDialect.h - structured ops that upstream lacks ------------===//
#ifndef TP_DIALECT_TENSOREXT_TENSOREXTDIALECT_H
#define TP_DIALECT_TENSOREXT_TENSOREXTDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "tp/Dialect/TensorExt/TensorExtDialect.h.inc"

#define GET_OP_CLASSES
#include "tp/Dialect/TensorExt/TensorExtOps.h.inc"

#endif // TP_DIALECT_TENSOREXT_TENSOREXTDIALECT_H
