//===- StableHLOMoveOps.td - ops that move, cut and reinterpret elements ---===//
// Included by StableHLOOps.td, behind its base classes.
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLOMOVEOPS_TD
#define TP_FRONTEND_STABLEHLO_STABLEHLOMOVEOPS_TD

def SH_Scalar : Type<And<[SH_IntTensor.predicate, CPred<"::llvm::cast<::mlir::RankedTensorType>($_self).getRank() == 0">]>,
                     "tensor of one integer", "::mlir::RankedTensorType">;

def SH_DynamicSliceOp : SH_Op<"dynamic_slice", [AllElementTypesMatch<["operand", "result"]>]> {
  let summary = "A part of a tensor, at computed positions";
  let description = [{
    Positions are clamped so that the part lies inside the operand.
  }];
  let arguments = (ins SH_Tensor:$operand, Variadic<SH_Scalar>:$start_indices,
                       DenseI64ArrayAttr:$slice_sizes);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $operand `,` custom<OperandsBeforeWord>($start_indices) `sizes` `=` $slice_sizes attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def SH_DynamicUpdateSliceOp : SH_Op<"dynamic_update_slice", [
    AllElementTypesMatch<["operand", "update"]>, AllTypesMatch<["operand", "result"]>]> {
  let summary = "A tensor with a part replaced, at computed positions";
  let description = [{
    Positions are clamped so that the update lies inside the operand.
  }];
  let arguments = (ins SH_Tensor:$operand, SH_Tensor:$update, Variadic<SH_Scalar>:$start_indices);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def SH_PadOp : SH_Op<"pad", [AllElementTypesMatch<["operand", "padding_value", "result"]>]> {
  let summary = "Puts a value before, behind and between the elements of a tensor";
  let description = [{
    `interior_padding` values go between neighbours first; then the edges get
    `edge_padding_low` and `edge_padding_high` values, or lose as many elements
    where a number is negative.
  }];
  let arguments = (ins SH_Tensor:$operand, SH_Tensor:$padding_value,
                       DenseI64ArrayAttr:$edge_padding_low, DenseI64ArrayAttr:$edge_padding_high,
                       DenseI64ArrayAttr:$interior_padding);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $operand `,` $padding_value `,` `low` `=` $edge_padding_low `,` `high` `=` $edge_padding_high `,`
    `interior` `=` $interior_padding attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def SH_ReverseOp : SH_Op<"reverse", [AllTypesMatch<["operand", "result"]>]> {
  let summary = "Reverses the order of elements along dimensions";
  let arguments = (ins SH_Tensor:$operand, DenseI64ArrayAttr:$dimensions);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $operand `,` `dims` `=` $dimensions attr-dict `:`
    custom<SameOperandsAndResultType>(type($operand), type($result))
  }];
  let hasVerifier = 1;
}

def SH_BroadcastOp : SH_Op<"broadcast", [SameOperandsAndResultElementType]> {
  let summary = "Repeats a tensor along new major dimensions";
  let arguments = (ins SH_Tensor:$operand, DenseI64ArrayAttr:$broadcast_sizes);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $operand `,` `sizes` `=` $broadcast_sizes attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def SH_BitcastConvertOp : SH_Op<"bitcast_convert"> {
  let summary = "The same bits as elements of another type";
  let description = [{
    When the widths of the types differ, the tensor of the narrower one has a
    minor dimension more: the parts of one wide element, the least significant
    one first.
  }];
  let arguments = (ins SH_Tensor:$operand);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def SH_GetDimensionSizeOp : SH_Op<"get_dimension_size"> {
  let summary = "The extent of a dimension";
  let arguments = (ins SH_Tensor:$operand, ConfinedAttr<I64Attr, [IntNonNegative]>:$dimension);
  let results = (outs RankedTensorOf<[I32]>:$result);
  let assemblyFormat = [{
    $operand `,` `dim` `=` $dimension attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

#endif // TP_FRONTEND_STABLEHLO_STABLEHLOMOVEOPS_TD
