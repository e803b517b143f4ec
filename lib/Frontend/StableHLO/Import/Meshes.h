//===- Meshes.h - all meshes of a module as one ---------------------------===//
// A framework may declare several meshes over the same devices, or write one
// in place. Level 1 has one: the others' axes are parts or products of its own.
#ifndef TP_LIB_FRONTEND_STABLEHLO_IMPORT_MESHES_H
#define TP_LIB_FRONTEND_STABLEHLO_IMPORT_MESHES_H

#include "mlir/IR/BuiltinOps.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Frontend/StableHLO/Sdy.h"

namespace tp::frontend {

/// Spells axes of any mesh of a module as axes of the one that is kept.
class MeshTable {
public:
  /// Replaces the meshes that `module` declares by the one that is kept.
  static llvm::FailureOr<MeshTable> import(mlir::ModuleOp module);

  /// The symbol to name in a sharding that names `meshOrRef`.
  mlir::FlatSymbolRefAttr getMesh(mlir::Attribute meshOrRef) const;

  /// `axes` of the mesh `meshOrRef` as axes of the one that is kept; an error
  /// at `loc` when its axes have no parts that are these.
  llvm::FailureOr<llvm::SmallVector<AxisRefAttr>>
  convert(mlir::Attribute meshOrRef, llvm::ArrayRef<sdy::AxisRefAttr> axes,
          mlir::Location loc) const;

private:
  /// The axes that `meshOrRef` has; null when it is not declared.
  sdy::MeshAttr resolve(mlir::Attribute meshOrRef) const;

  llvm::DenseMap<mlir::Attribute, sdy::MeshAttr> declared; ///< By symbol.
  mlir::FlatSymbolRefAttr name; ///< Null when there is no mesh.
  sdy::MeshAttr kept;
  mlir::Location keptLoc;

  explicit MeshTable(mlir::Location loc) : keptLoc(loc) {}
};

} // namespace tp::frontend

#endif // TP_LIB_FRONTEND_STABLEHLO_IMPORT_MESHES_H
