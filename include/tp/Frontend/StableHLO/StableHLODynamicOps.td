//===- StableHLODynamicOps.td - ops that compute their shapes --------------===//
// Included by StableHLOOps.td, behind its base classes. Each is replaced by the
// op of static shapes that it stands for, whose verifier checks it, when the
// shapes of a program's arguments are known.
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLODYNAMICOPS_TD
#define TP_FRONTEND_STABLEHLO_STABLEHLODYNAMICOPS_TD

def SH_Shape : RankedTensorOf<[AnyInteger, Index]>;

class SH_Dynamic<string mnemonic, list<Trait> traits = []> : SH_Op<mnemonic, traits> {
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

def SH_DynamicReshapeOp : SH_Dynamic<"dynamic_reshape"> {
  let summary = "A tensor in a computed shape";
  let arguments = (ins SH_Tensor:$operand, SH_Shape:$output_shape);
}

def SH_DynamicBroadcastInDimOp : SH_Dynamic<"dynamic_broadcast_in_dim"> {
  let summary = "Repeats a tensor to a computed shape";
  let arguments = (ins SH_Tensor:$operand, SH_Shape:$output_dimensions,
                       DenseI64ArrayAttr:$broadcast_dimensions,
                       OptionalAttr<DenseI64ArrayAttr>:$known_expanding_dimensions,
                       OptionalAttr<DenseI64ArrayAttr>:$known_nonexpanding_dimensions);
  let assemblyFormat = [{
    $operand `,` $output_dimensions `,` `dims` `=` $broadcast_dimensions attr-dict
    `:` functional-type(operands, results)
  }];
}

def SH_DynamicIotaOp : SH_Dynamic<"dynamic_iota"> {
  let summary = "Elements count up along one dimension of a computed shape";
  let arguments = (ins SH_Shape:$output_shape, ConfinedAttr<I64Attr, [IntNonNegative]>:$iota_dimension);
  let assemblyFormat = [{
    $output_shape `,` `dim` `=` $iota_dimension attr-dict `:` functional-type(operands, results)
  }];
}

def SH_DynamicPadOp : SH_Dynamic<"dynamic_pad"> {
  let summary = "Puts computed numbers of values before, behind and between elements";
  let arguments = (ins SH_Tensor:$operand, SH_Tensor:$padding_value, SH_Shape:$edge_padding_low,
                       SH_Shape:$edge_padding_high, SH_Shape:$interior_padding);
}

def SH_RealDynamicSliceOp : SH_Dynamic<"real_dynamic_slice"> {
  let summary = "A strided part of a tensor, at computed positions and of computed sizes";
  let arguments = (ins SH_Tensor:$operand, SH_Shape:$start_indices, SH_Shape:$limit_indices,
                       SH_Shape:$strides);
}

def SH_DynamicGatherOp : SH_Op<"dynamic_gather"> {
  let summary = "Collects slices of computed sizes";
  let arguments = (ins SH_Tensor:$operand, SH_IntTensor:$start_indices, SH_Shape:$slice_sizes,
                       SH_GatherDimensionNumbers:$dimension_numbers,
                       DefaultValuedOptionalAttr<BoolAttr, "false">:$indices_are_sorted);
  let results = (outs SH_Tensor:$result);
}

#endif // TP_FRONTEND_STABLEHLO_STABLEHLODYNAMICOPS_TD
