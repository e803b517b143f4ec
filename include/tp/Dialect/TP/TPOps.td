//===- TPOps.td - ops of the sharding dialect -----------------------------===//
#ifndef TP_DIALECT_TP_TPOPS_TD
#define TP_DIALECT_TP_TPOPS_TD

include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "tp/Dialect/TP/TPAttrs.td"

class TP_Op<string mnemonic, list<Trait> traits = []> : Op<TP_Dialect, mnemonic, traits>;

def TP_MeshOp : TP_Op<"mesh", [Symbol]> {
  let summary = "Names a mesh of devices";
  let description = [{
    ```mlir
    tp.mesh @m <["data"=2, "model"=4]>
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TP_Mesh:$mesh);
  let assemblyFormat = "$sym_name $mesh attr-dict";
}

def TP_ConstrainOp : TP_Op<"constrain", [Pure, SameOperandsAndResultType]> {
  let summary = "States the sharding that a value has here (level 1)";
  let description = [{
    Propagation starts from it; open dimensions may be split further.
    ```mlir
    %1 = tp.constrain %0 to <@m, [{"model"}, {?} ]> : tensor<8x8xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, TP_Sharding:$sharding);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input `to` $sharding attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def TP_ShardingGroupOp : TP_Op<"sharding_group"> {
  let summary = "Puts a value into a group of values that are split alike (level 1)";
  let description = [{
    Propagation goes from each member of a group to all others. Members have one shape.
    ```mlir
    tp.sharding_group %0 in 1 : tensor<8x8xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, I64Attr:$group);
  let assemblyFormat = "$input `in` $group attr-dict `:` type($input)";
}

def TP_ReshardOp : TP_Op<"reshard", [Pure, SameOperandsAndResultType]> {
  let summary = "Changes how a global value lies on the mesh (level 2)";
  let description = [{
    The sharding of the operand is that of its producer. A partial operand is
    reduced over the axes that the new sharding is not partial in.
    ```mlir
    %1 = tp.reshard %0 to <@m, [{}, {} ]> : tensor<8x8xf32>
    ```
    `reason` says which two shardings disagreed, and where.
  }];
  let arguments = (ins AnyRankedTensor:$input, TP_Sharding:$sharding, OptionalAttr<StrAttr>:$reason);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input `to` $sharding attr-dict `:` type($result)";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Level 3: local types
//===----------------------------------------------------------------------===//

class TP_CollectiveOp<string mnemonic, list<Trait> traits = []>
    : TP_Op<mnemonic, !listconcat([Pure], traits)> {
  code baseDeclaration = [{
    /// The mesh that the op communicates over; null when the symbol is absent.
    ::tp::MeshOp getMeshOp();
    /// Number of ranks in one group.
    int64_t getGroupSize();
  }];
  let extraClassDeclaration = baseDeclaration;
  let hasVerifier = 1;
}

def TP_AxesAttr : TypedArrayAttrBase<TP_AxisRef, "axes, major first">;

def TP_AllReduceOp : TP_CollectiveOp<"all_reduce", [SameOperandsAndResultType]> {
  let summary = "Reduces over the ranks of a group; all get the result";
  let description = [{
    Ranks that differ only along `axes` form a group. Reduction is in group order.
    ```mlir
    %1 = tp.all_reduce sum %0 over @m ["model"] {reason = "..."} : tensor<4x8xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, TP_ReductionKind:$kind, FlatSymbolRefAttr:$mesh,
                       TP_AxesAttr:$axes, OptionalAttr<StrAttr>:$reason);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$kind $input `over` $mesh custom<Axes>($axes) attr-dict `:` type($result)";
}

def TP_AllGatherOp : TP_CollectiveOp<"all_gather"> {
  let summary = "Concatenates the group's values along one dimension; all get the result";
  let description = [{
    The result's extent is the operand's times the size of the group; parts are
    in group order.
  }];
  let arguments = (ins AnyRankedTensor:$input, I64Attr:$dim, FlatSymbolRefAttr:$mesh,
                       TP_AxesAttr:$axes, OptionalAttr<StrAttr>:$reason);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input `dim` $dim `over` $mesh custom<Axes>($axes) attr-dict `:` type($input) `->` type($result)";
}

def TP_ReduceScatterOp : TP_CollectiveOp<"reduce_scatter"> {
  let summary = "Reduces over the group; each rank keeps its part of one dimension";
  let description = "The operand's extent is the result's times the size of the group.";
  let arguments = (ins AnyRankedTensor:$input, TP_ReductionKind:$kind, I64Attr:$dim,
                       FlatSymbolRefAttr:$mesh, TP_AxesAttr:$axes, OptionalAttr<StrAttr>:$reason);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$kind $input `dim` $dim `over` $mesh custom<Axes>($axes) attr-dict `:` type($input) `->` type($result)";
}

def TP_AllToAllOp : TP_CollectiveOp<"all_to_all"> {
  let summary = "Splits one dimension over the group and concatenates another";
  let description = [{
    Part j of `split_dim` goes to rank j of the group; parts are concatenated
    along `concat_dim` in group order.
  }];
  let arguments = (ins AnyRankedTensor:$input, I64Attr:$split_dim, I64Attr:$concat_dim,
                       FlatSymbolRefAttr:$mesh, TP_AxesAttr:$axes, OptionalAttr<StrAttr>:$reason);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input `split` $split_dim `concat` $concat_dim `over` $mesh custom<Axes>($axes) attr-dict `:` type($input) `->` type($result)";
}

def TP_PermuteOp : TP_CollectiveOp<"permute", [SameOperandsAndResultType]> {
  let summary = "Rank i of a group sends its value to rank targets[i]";
  let description = "`targets` is a permutation of the positions in a group.";
  let arguments = (ins AnyRankedTensor:$input, DenseI64ArrayAttr:$targets, FlatSymbolRefAttr:$mesh,
                       TP_AxesAttr:$axes, OptionalAttr<StrAttr>:$reason);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input `to` $targets `over` $mesh custom<Axes>($axes) attr-dict `:` type($result)";
}

def TP_AllSliceOp : TP_CollectiveOp<"all_slice"> {
  let summary = "Each rank keeps its part of one dimension; no communication";
  let description = "The operand's extent is the result's times the size of the group.";
  let arguments = (ins AnyRankedTensor:$input, I64Attr:$dim, FlatSymbolRefAttr:$mesh, TP_AxesAttr:$axes);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input `dim` $dim `over` $mesh custom<Axes>($axes) attr-dict `:` type($input) `->` type($result)";
}

def TP_AxisIndexOp : TP_CollectiveOp<"axis_index"> {
  let summary = "This rank's position in its group, row-major over the axes";
  let arguments = (ins FlatSymbolRefAttr:$mesh, TP_AxesAttr:$axes);
  let results = (outs Index:$result);
  let assemblyFormat = "`over` $mesh custom<Axes>($axes) attr-dict";
}

#endif // TP_DIALECT_TP_TPOPS_TD
