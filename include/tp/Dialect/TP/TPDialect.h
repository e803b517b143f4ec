//===- TPDialect.h - the sharding dialect ---------------------------------===//
#ifndef TP_DIALECT_TP_TPDIALECT_H
#define TP_DIALECT_TP_TPDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "tp/Dialect/TP/ShardingRule.h"
#include "tp/Support/Mesh.h"

namespace tp {
class MeshOp;
class Localizer;
} // namespace tp

#include "tp/Dialect/TP/TPDialect.h.inc"

#include "tp/Dialect/TP/TPEnums.h.inc"

namespace tp {
/// Parses and prints a list of axes in an op, `["a", "b":(1)2]`.
mlir::ParseResult parseAxes(mlir::OpAsmParser &parser, mlir::ArrayAttr &axes);
void printAxes(mlir::OpAsmPrinter &printer, mlir::Operation *op,
               mlir::ArrayAttr axes);
} // namespace tp

#define GET_ATTRDEF_CLASSES
#include "tp/Dialect/TP/TPAttrs.h.inc"

#define GET_OP_CLASSES
#include "tp/Dialect/TP/TPOps.h.inc"

#include "tp/Dialect/TP/ShardingInterfaces.h.inc"

namespace tp {

/// The mesh that `name` stands for, seen from `from`; null when there is none.
MeshOp lookupMesh(mlir::Operation *from, mlir::FlatSymbolRefAttr name);

/// The only mesh of a module, or null. Emits an error when there are several:
/// programs over several meshes are not supported yet.
mlir::FailureOr<MeshOp> lookupOnlyMesh(mlir::Operation *module);

/// The axes of an op, as values of its mesh.
AxisList axisValues(MeshAttr mesh, mlir::ArrayAttr axes);

/// Axes as an attribute; a whole axis is named without sub-axis.
mlir::ArrayAttr axesAttr(mlir::MLIRContext *context, const Mesh &mesh,
                         llvm::ArrayRef<Axis> axes);

/// One axis as an attribute.
AxisRefAttr axisAttr(mlir::MLIRContext *context, const Mesh &mesh,
                     const Axis &axis);

} // namespace tp

#endif // TP_DIALECT_TP_TPDIALECT_H
