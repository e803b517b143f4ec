//===- TPDialect.td - the sharding dialect --------------------------------===//
// Meshes, shardings, and the collectives that realise them.
#ifndef TP_DIALECT_TP_TPDIALECT_TD
#define TP_DIALECT_TP_TPDIALECT_TD

include "mlir/IR/OpBase.td"

def TP_Dialect : Dialect {
  let name = "tp";
  let cppNamespace = "::tp";
  let summary = "Sharding of tensor programs over a mesh of devices";
  let description = [{
    The dialect of levels 1 to 3. At level 1 shardings stand on function
    arguments and results (`tp.sharding`) and in `tp.constrain`. At level 2
    every op carries `tp.shardings` and every disagreement is a `tp.reshard`.
    At level 3 types are local to one device and communication is one of the
    collectives. A sharding is an attribute, never part of a type.

    Function arguments may also carry `tp.name`, the name of the tensor in a
    file of weights, and, at level 3, `tp.global_type`, the type of the whole
    value.
  }];
  let useDefaultAttributePrinterParser = 1;
  let hasOperationAttrVerify = 1;
  let hasRegionArgAttrVerify = 1;
  let hasRegionResultAttrVerify = 1;
  let extraClassDeclaration = [{
    /// Registers the attributes; called by initialize().
    void registerAttributes();
    /// Attribute on a function argument or result: its `#tp.sharding`.
    static constexpr llvm::StringLiteral kShardingAttr = "tp.sharding";
    /// Attribute on an op at level 2: one `#tp.sharding` for each result.
    static constexpr llvm::StringLiteral kShardingsAttr = "tp.shardings";
    /// Attribute on a function argument: the name of its tensor in a file.
    static constexpr llvm::StringLiteral kNameAttr = "tp.name";
    /// Unit attribute on a function argument or result of signless integers:
    /// its caller's integers are unsigned.
    static constexpr llvm::StringLiteral kUnsignedAttr = "tp.unsigned";
    /// Attribute on a function argument or result at level 3: its type on one
    /// device, before partitioning.
    static constexpr llvm::StringLiteral kGlobalTypeAttr = "tp.global_type";
  }];
}

#endif // TP_DIALECT_TP_TPDIALECT_TD
