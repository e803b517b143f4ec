//===- TensorExtOps.td - structured ops that upstream lacks ---------------===//
#ifndef TP_DIALECT_TENSOREXT_TENSOREXTOPS_TD
#define TP_DIALECT_TENSOREXT_TENSOREXTOPS_TD

include "mlir/IR/OpBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def TensorExt_Dialect : Dialect {
  let name = "tensor_ext";
  let cppNamespace = "::tp::tensor_ext";
  let summary = "Structured tensor ops that upstream dialects lack";
  let description = [{
    Level 1 ops with value semantics, on global or local shapes alike.
  }];
}

def TensorExt_GatherOp : Op<TensorExt_Dialect, "gather", [Pure]> {
  let summary = "Collects slices of a tensor at computed positions";
  let description = [{
    StableHLO's `gather` without batching dimensions
    (openxla.org/stablehlo/spec#gather): dimension `index_vector_dim` of
    `indices` holds a start position for the dimensions `start_index_map` of
    `input`; from there a slice of `slice_sizes` is taken; dimensions in
    `collapsed_slice_dims` (of size 1) are dropped, the others become the
    dimensions `offset_dims` of the result; the other dimensions of the result
    are those of `indices`, in order. Positions are clamped so that slices lie
    inside `input`. `index_vector_dim` equal to the rank of `indices` means
    that each index is a scalar.
    ```mlir
    %r = tensor_ext.gather %table[%ids] offset_dims = [2] collapsed_slice_dims = [0]
           start_index_map = [0] index_vector_dim = 2 slice_sizes = [1, 64]
         : (tensor<132x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, TensorRankOf<[AnySignlessInteger, Index], [0, 1, 2, 3, 4, 5, 6, 7, 8]>:$indices,
                       DenseI64ArrayAttr:$offset_dims, DenseI64ArrayAttr:$collapsed_slice_dims,
                       DenseI64ArrayAttr:$start_index_map, I64Attr:$index_vector_dim,
                       DenseI64ArrayAttr:$slice_sizes);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = [{
    $input `[` $indices `]` `offset_dims` `=` $offset_dims `collapsed_slice_dims` `=` $collapsed_slice_dims
    `start_index_map` `=` $start_index_map `index_vector_dim` `=` $index_vector_dim
    `slice_sizes` `=` $slice_sizes attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// Dimensions of the result that come from `indices`, ascending.
    ::llvm::SmallVector<int64_t> getBatchDims();
    /// Dimensions of the input that stand in the result, ascending.
    ::llvm::SmallVector<int64_t> getWindowDims();
  }];
}

#endif // TP_DIALECT_TENSOREXT_TENSOREXTOPS_TD
