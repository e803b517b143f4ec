//===- SdyOps.td - sharding annotations of frameworks ---------------------===//
#ifndef TP_FRONTEND_STABLEHLO_SDYOPS_TD
#define TP_FRONTEND_STABLEHLO_SDYOPS_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "tp/Frontend/StableHLO/StableHLODialect.td"

def Sdy_Dialect : TP_FrontendDialect {
  let name = "sdy";
  let cppNamespace = "::tp::sdy";
  let summary = "Shardings as frameworks annotate them (level 0)";
  let description = [{
    The part of Shardy's dialect that frameworks print; `tp-import-stablehlo`
    turns it into the `tp` dialect's.
  }];
}

class Sdy_Attr<string name, string mnem> : AttrDef<Sdy_Dialect, name> {
  let mnemonic = mnem;
  let hasCustomAssemblyFormat = 1;
}

def Sdy_MeshAxis : Sdy_Attr<"MeshAxis", "mesh_axis"> {
  let summary = "A named axis and its size, `\"data\"=2`";
  let parameters = (ins StringRefParameter<"name of the axis">:$name, "int64_t":$size);
}

def Sdy_Mesh : Sdy_Attr<"Mesh", "mesh"> {
  let summary = "Axes of a mesh, major first, and the order of its devices";
  let parameters = (ins OptionalArrayRefParameter<"::tp::sdy::MeshAxisAttr">:$axes,
                        OptionalArrayRefParameter<"int64_t">:$device_ids);
  let genVerifyDecl = 1;
}

def Sdy_SubAxisInfo : Sdy_Attr<"SubAxisInfo", "sub_axis_info"> {
  let summary = "Which part of an axis, `(1)2`";
  let parameters = (ins "int64_t":$pre_size, "int64_t":$size);
}

def Sdy_AxisRef : Sdy_Attr<"AxisRef", "axis_ref"> {
  let summary = "An axis or a part of one, `\"model\":(1)2`";
  let parameters = (ins StringRefParameter<"name of the axis">:$name,
                        OptionalParameter<"::tp::sdy::SubAxisInfoAttr">:$sub_axis_info);
}

def Sdy_DimensionSharding : Sdy_Attr<"DimensionSharding", "dimension_sharding"> {
  let summary = "How one dimension is split, `{\"data\", ?}p1`";
  let parameters = (ins OptionalArrayRefParameter<"::tp::sdy::AxisRefAttr">:$axes,
                        "bool":$is_closed,
                        OptionalParameter<"std::optional<int64_t>">:$priority);
}

def Sdy_TensorSharding : Sdy_Attr<"TensorSharding", "sharding"> {
  let summary = "How a tensor is split over a mesh";
  let description = [{
    The mesh is a symbol, or written in place.
  }];
  let parameters = (ins "::mlir::Attribute":$mesh_or_ref,
                        OptionalArrayRefParameter<"::tp::sdy::DimensionShardingAttr">:$dim_shardings,
                        OptionalArrayRefParameter<"::tp::sdy::AxisRefAttr">:$replicated_axes,
                        OptionalArrayRefParameter<"::tp::sdy::AxisRefAttr">:$unreduced_axes);
}

def Sdy_TensorShardingPerValue : Sdy_Attr<"TensorShardingPerValue", "sharding_per_value"> {
  let summary = "A sharding for each result of an op";
  let parameters = (ins OptionalArrayRefParameter<"::tp::sdy::TensorShardingAttr">:$shardings);
}

def Sdy_MeshOp : Op<Sdy_Dialect, "mesh", [Symbol]> {
  let summary = "Names a mesh of devices";
  let arguments = (ins SymbolNameAttr:$sym_name, Sdy_Mesh:$mesh);
  let assemblyFormat = "$sym_name `=` $mesh attr-dict";
}

def Sdy_ShardingConstraintOp
    : Op<Sdy_Dialect, "sharding_constraint", [Pure, SameOperandsAndResultType]> {
  let summary = "States the sharding of a value";
  let arguments = (ins AnyRankedTensor:$input, Sdy_TensorSharding:$sharding);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input $sharding attr-dict `:` type($result)";
}

def Sdy_ReshardOp : Op<Sdy_Dialect, "reshard", [Pure, SameOperandsAndResultType]> {
  let summary = "Brings a value to a sharding, which nothing splits further";
  let arguments = (ins AnyRankedTensor:$input, Sdy_TensorSharding:$sharding);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input $sharding attr-dict `:` type($result)";
}

def Sdy_ShardingGroupOp : Op<Sdy_Dialect, "sharding_group"> {
  let summary = "Puts a value into a group of values that are split alike";
  let arguments = (ins AnyRankedTensor:$input, I64Attr:$group_id);
  let assemblyFormat = "$input `group_id` `` `=` `` $group_id attr-dict `:` type($input)";
}

def Sdy_NamedComputationOp
    : Op<Sdy_Dialect, "named_computation", [IsolatedFromAbove, RecursiveMemoryEffects, SingleBlock]> {
  let summary = "A group of ops under a name, with shardings at its edges";
  let arguments = (ins StrAttr:$name, Variadic<AnyType>:$inputs,
                       OptionalAttr<Sdy_TensorShardingPerValue>:$in_shardings,
                       OptionalAttr<Sdy_TensorShardingPerValue>:$out_shardings);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    `<` $name `>` `` `(` $inputs `)`
    (`in_shardings` `` `=` `` custom<Shardings>($in_shardings)^)?
    (`out_shardings` `` `=` `` custom<Shardings>($out_shardings)^)?
    custom<Body>($body) attr-dict `:` functional-type($inputs, results)
  }];
  let hasRegionVerifier = 1;
}

def Sdy_ReturnOp : Op<Sdy_Dialect, "return", [Pure, Terminator, ParentOneOf<["NamedComputationOp"]>]> {
  let summary = "Ends the body of a named computation";
  let arguments = (ins Variadic<AnyType>:$results);
  let assemblyFormat = "attr-dict ($results^ `:` type($results))?";
}

#endif // TP_FRONTEND_STABLEHLO_SDYOPS_TD
