//===- TPAttrs.td - meshes and shardings ----------------------------------===//
#ifndef TP_DIALECT_TP_TPATTRS_TD
#define TP_DIALECT_TP_TPATTRS_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "tp/Dialect/TP/TPDialect.td"

class TP_Attr<string name, string mnem> : AttrDef<TP_Dialect, name> {
  let mnemonic = mnem;
}

def TP_ReductionKind : I32EnumAttr<"ReductionKind", "how partial values combine", [
    I32EnumAttrCase<"Sum", 0, "sum">, I32EnumAttrCase<"Max", 1, "max">,
    I32EnumAttrCase<"Min", 2, "min">, I32EnumAttrCase<"Prod", 3, "prod">]> {
  let cppNamespace = "::tp";
}

def TP_MeshAxis : TP_Attr<"MeshAxis", "axis"> {
  let summary = "A named axis of a mesh and its size, `\"data\"=2`";
  let parameters = (ins StringRefParameter<"name of the axis">:$name, "int64_t":$size);
  let assemblyFormat = "$name `=` $size";
  let genVerifyDecl = 1;
}

def TP_Mesh : TP_Attr<"Mesh", "mesh"> {
  let summary = "Axes of a mesh, major first";
  let description = [{
    Ranks are numbered row-major over the axes: the last axis varies fastest.
    Constraints (docs/Semantics.md): axis names are unique (S1), sizes are
    positive (S2).
  }];
  let parameters = (ins OptionalArrayRefParameter<"::tp::MeshAxisAttr">:$axes);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Number of ranks: the product of the axis sizes.
    int64_t getNumRanks() const;
    /// The mesh as a value, for arithmetic without IR.
    ::tp::Mesh getValue() const;
  }];
}

def TP_AxisRef : TP_Attr<"AxisRef", "axis_ref"> {
  let summary = "A whole axis `\"model\"`, or a sub-axis `\"model\":(1)2`";
  let description = [{
    `"x":(p)s` is the sub-axis of size `s` that has `p` as the product of the
    sub-axes to its left (major). A whole axis has pre-size 1 and size 0.
  }];
  let parameters = (ins StringRefParameter<"name of the axis">:$name,
                        DefaultValuedParameter<"int64_t", "1">:$preSize,
                        DefaultValuedParameter<"int64_t", "0">:$size);
  let hasCustomAssemblyFormat = 1;
  let builders = [AttrBuilder<(ins "::llvm::StringRef":$name), [{ return $_get($_ctxt, name, 1, 0); }]>];
  let extraClassDeclaration = [{
    /// Whether this names the whole axis.
    bool isWhole() const { return getSize() == 0; }
  }];
}

def TP_DimSharding : TP_Attr<"DimSharding", "dim"> {
  let summary = "How one dimension is split";
  let description = [{
    `{"a", "b", ?}p1`: split over a, then each part over b; `?` leaves the
    dimension open for propagation to split further; `p1` is its priority;
    `{"a" by 128}` splits in multiples of a granule of 128 elements.
  }];
  let parameters = (ins OptionalArrayRefParameter<"::tp::AxisRefAttr">:$axes,
                        DefaultValuedParameter<"bool", "false">:$open,
                        DefaultValuedParameter<"int64_t", "-1">:$priority,
                        DefaultValuedParameter<"int64_t", "1">:$granule);
  let hasCustomAssemblyFormat = 1;
}

def TP_PartialAxis : TP_Attr<"PartialAxis", "partial"> {
  let summary = "An axis over which a value is still to be reduced, `\"model\": sum`";
  let parameters = (ins "::tp::AxisRefAttr":$axis, EnumParameter<TP_ReductionKind>:$kind);
  let assemblyFormat = "$axis `:` $kind";
}

def TP_Sharding : TP_Attr<"Sharding", "sharding"> {
  let summary = "How a tensor lies on a mesh";
  let description = [{
    ```mlir
    #tp.sharding<@m, [{"data"}, {"model", ?}p1], replicated = {"pipe"}, partial = {"expert": sum}>
    ```
    Constraints (docs/Semantics.md), checked where the sharding meets its mesh
    and its tensor: every axis is an axis of the mesh (S3), no axis or
    overlapping sub-axis is used twice (S4), one dimension sharding per tensor
    dimension (S5), a sub-axis divides its axis (S6), a granule is positive (S7).
  }];
  let parameters = (ins "::mlir::FlatSymbolRefAttr":$mesh,
                        OptionalArrayRefParameter<"::tp::DimShardingAttr">:$dims,
                        OptionalArrayRefParameter<"::tp::AxisRefAttr">:$replicated,
                        OptionalArrayRefParameter<"::tp::PartialAxisAttr">:$partial);
  let hasCustomAssemblyFormat = 1;
  let extraClassDeclaration = [{
    /// The closed sharding of rank `rank` that splits nothing.
    static ShardingAttr getReplicated(::mlir::FlatSymbolRefAttr mesh, int64_t rank);
    /// This attribute from a value; axes are named by `mesh`.
    static ShardingAttr get(::mlir::FlatSymbolRefAttr meshName, ::tp::MeshAttr mesh,
                            const ::tp::TensorSharding &value);
    /// This sharding as a value, for arithmetic without IR. The sharding must
    /// have been verified against `mesh`.
    ::tp::TensorSharding getValue(::tp::MeshAttr mesh) const;
    /// Checks (S3) to (S7) against a mesh and the rank of a tensor.
    ::llvm::LogicalResult verifyFor(::llvm::function_ref<::mlir::InFlightDiagnostic()> emitError,
                                    ::tp::MeshOp mesh, int64_t rank) const;
  }];
}

#endif // TP_DIALECT_TP_TPATTRS_TD
