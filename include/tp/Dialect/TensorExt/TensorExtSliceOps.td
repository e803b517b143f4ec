//===- TensorExtSliceOps.td - parts of tensors at computed positions -------===//
// Included by TensorExtOps.td, behind its dialect.
#ifndef TP_DIALECT_TENSOREXT_TENSOREXTSLICEOPS_TD
#define TP_DIALECT_TENSOREXT_TENSOREXTSLICEOPS_TD

def TensorExt_DynamicSliceOp : Op<TensorExt_Dialect, "dynamic_slice", [
    Pure, AllElementTypesMatch<["input", "result"]>]> {
  let summary = "A part of a tensor at a computed position";
  let description = [{
    The part has the shape of the result. Positions are signed, one for each
    dimension, and are clamped so that the part lies inside `input`. Stands at
    level 1 until `tp-expand-slices`.
    ```mlir
    %r = tensor_ext.dynamic_slice %x[%i, %j]
         : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, Variadic<TensorRankOf<[AnySignlessInteger], [0]>>:$starts);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input `[` $starts `]` attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def TensorExt_DynamicUpdateSliceOp : Op<TensorExt_Dialect, "dynamic_update_slice", [
    Pure, AllElementTypesMatch<["input", "update"]>, AllTypesMatch<["input", "result"]>]> {
  let summary = "A tensor with a part at a computed position replaced";
  let description = [{
    Positions are signed, one for each dimension, and are clamped so that
    `update` lies inside `input`. Stands at level 1 until `tp-expand-slices`.
    ```mlir
    %r = tensor_ext.dynamic_update_slice %u into %x[%i, %j]
         : (tensor<1x8xf32>, tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$update, AnyRankedTensor:$input,
                       Variadic<TensorRankOf<[AnySignlessInteger], [0]>>:$starts);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$update `into` $input `[` $starts `]` attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif // TP_DIALECT_TENSOREXT_TENSOREXTSLICEOPS_TD
