//===- TensorExtOps.td - structured ops that upstream lacks ---------------===//
#ifndef TP_DIALECT_TENSOREXT_TENSOREXTOPS_TD
#define TP_DIALECT_TENSOREXT_TENSOREXTOPS_TD

include "mlir/Dialect/Arith/IR/ArithBase.td"
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
    StableHLO's `gather` (openxla.org/stablehlo/spec#gather): dimension `index_vector_dim` of
    `indices` holds a start position for the dimensions `start_index_map` of
    `input`; from there a slice of `slice_sizes` is taken; dimensions in
    `collapsed_slice_dims` (of size 1) are dropped, the others become the
    dimensions `offset_dims` of the result; the other dimensions of the result
    are those of `indices`, in order. Dimensions `input_batching_dims` of `input`
    (of slice size 1) go along with the dimensions `indices_batching_dims` of
    `indices`, and are dropped too. Positions are clamped so that slices lie
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
                       DenseI64ArrayAttr:$slice_sizes,
                       DefaultValuedOptionalAttr<DenseI64ArrayAttr, "{}">:$input_batching_dims,
                       DefaultValuedOptionalAttr<DenseI64ArrayAttr, "{}">:$indices_batching_dims);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = [{
    $input `[` $indices `]` `offset_dims` `=` $offset_dims `collapsed_slice_dims` `=` $collapsed_slice_dims
    `start_index_map` `=` $start_index_map `index_vector_dim` `=` $index_vector_dim
    `slice_sizes` `=` $slice_sizes
    (`input_batching_dims` `=` $input_batching_dims^ `indices_batching_dims` `=` $indices_batching_dims)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// Dimensions of the result that come from `indices`, ascending.
    ::llvm::SmallVector<int64_t> getBatchDims();
    /// Dimensions of the input that stand in the result, ascending.
    ::llvm::SmallVector<int64_t> getWindowDims();
    /// The dimension of the result that dimension `dim` of the indices becomes;
    /// not for `index_vector_dim`.
    int64_t getResultDim(int64_t dim);
  }];
}

def TensorExt_ScatterOp : Op<TensorExt_Dialect, "scatter", [Pure, AllTypesMatch<["input", "result"]>]> {
  let summary = "Combines slices of a tensor with updates at computed positions";
  let description = [{
    StableHLO's `scatter` (openxla.org/stablehlo/spec#scatter) of one tensor:
    dimension `index_vector_dim` of `indices` holds a start position for the
    dimensions `scatter_dims_to_operand_dims` of `input`; the window there is
    combined, as `kind` says, with one of `updates`. A window has size 1 in the
    dimensions `inserted_window_dims` of `input`; the others are the dimensions
    `update_window_dims` of `updates`. The other dimensions of `updates` are
    those of `indices`, in order; of these `indices_batching_dims` go along with
    the dimensions `input_batching_dims` of `input`.

    A window that does not lie inside `input` is dropped. Windows are applied in
    row-major order of `indices`; each result is rounded to the element type.
    ```mlir
    %r = tensor_ext.scatter addf %table[%ids], %updates update_window_dims = [2]
           inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 2
         : (tensor<132x64xf32>, tensor<4x16x1xi32>, tensor<4x16x64xf32>) -> tensor<132x64xf32>
    ```
  }];
  let arguments = (ins AtomicRMWKindAttr:$kind, AnyRankedTensor:$input,
                       TensorRankOf<[AnySignlessInteger, Index], [0, 1, 2, 3, 4, 5, 6, 7, 8]>:$indices,
                       AnyRankedTensor:$updates,
                       DenseI64ArrayAttr:$update_window_dims, DenseI64ArrayAttr:$inserted_window_dims,
                       DenseI64ArrayAttr:$scatter_dims_to_operand_dims, I64Attr:$index_vector_dim,
                       DefaultValuedOptionalAttr<DenseI64ArrayAttr, "{}">:$input_batching_dims,
                       DefaultValuedOptionalAttr<DenseI64ArrayAttr, "{}">:$indices_batching_dims);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = [{
    $kind $input `[` $indices `]` `,` $updates `update_window_dims` `=` $update_window_dims
    `inserted_window_dims` `=` $inserted_window_dims
    `scatter_dims_to_operand_dims` `=` $scatter_dims_to_operand_dims
    `index_vector_dim` `=` $index_vector_dim
    (`input_batching_dims` `=` $input_batching_dims^ `indices_batching_dims` `=` $indices_batching_dims)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// Dimensions of the updates that come from `indices`, ascending.
    ::llvm::SmallVector<int64_t> getScatterDims();
    /// Dimensions of the input that `update_window_dims` are, ascending.
    ::llvm::SmallVector<int64_t> getWindowDims();
    /// Sizes of a window, one for each dimension of the input.
    ::llvm::SmallVector<int64_t> getWindowSizes();
    /// The dimension of the updates that dimension `dim` of the indices is; not
    /// for `index_vector_dim`.
    int64_t getUpdateDim(int64_t dim);
    /// Whether each index is a vector, not a scalar.
    bool hasIndexVectors();
  }];
}

//===----------------------------------------------------------------------===//
// Line ops: each result depends on a whole line along one dimension
//===----------------------------------------------------------------------===//

def TensorExt_TopKOp : Op<TensorExt_Dialect, "top_k", [Pure, AllElementTypesMatch<["input", "values"]>]> {
  let summary = "The greatest elements along the last dimension and where they stand";
  let description = [{
    `values` holds the `k` greatest elements of each line of `input` along its
    last dimension, in descending order, `indices` their positions in the line.
    Among equal elements the one at the lower position comes first. Floats are
    ordered totally: -NaN < -inf < ... < -0 < 0 < ... < inf < NaN; integers are
    signed, but for i1.
    ```mlir
    %values, %indices = tensor_ext.top_k %scores k = 2
         : tensor<64x8xf32> -> tensor<64x2xf32>, tensor<64x2xi32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[AnyFloat, AnySignlessInteger]>:$input, I64Attr:$k);
  let results = (outs AnyRankedTensor:$values, RankedTensorOf<[I32]>:$indices);
  let assemblyFormat = [{
    $input `k` `=` $k attr-dict `:` type($input) `->` type($values) `,` type($indices)
  }];
  let hasVerifier = 1;
}

def TensorExt_ScanOp : Op<TensorExt_Dialect, "scan", [Pure, AllTypesMatch<["input", "result"]>]> {
  let summary = "Combines each element with all before it along one dimension";
  let description = [{
    Element i along `dimension` of the result is what `kind` gives of the
    elements 0 to i of `input`, or with `reverse` of those from i to the last.
    Elements are combined in that order; f16 and bf16 in f32, and only what is
    stored is rounded.
    ```mlir
    %r = tensor_ext.scan addi %x dimension = 0 : tensor<128x4xi32>
    ```
  }];
  let arguments = (ins AtomicRMWKindAttr:$kind, RankedTensorOf<[AnyFloat, AnySignlessInteger]>:$input,
                       I64Attr:$dimension, UnitAttr:$reverse);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = [{
    $kind $input `dimension` `=` $dimension (`reverse` $reverse^)? attr-dict `:` type($input)
  }];
  let hasVerifier = 1;
}

def TensorExt_SortOp : Op<TensorExt_Dialect, "sort", [Pure]> {
  let summary = "Sorts tensors together along one dimension";
  let description = [{
    The comparator gets an element x and an element y of each input, in order x0,
    y0, x1, y1, ..., and says whether the xs come before the ys. Elements of
    which neither comes before the other stay in order. The last result says
    where each element stood along `dimension`.
    ```mlir
    %sorted, %order = tensor_ext.sort %x dimension = 1 {
    ^bb0(%a: f32, %b: f32):
      %less = arith.cmpf olt, %a, %b : f32
      tensor_ext.yield %less : i1
    } : (tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xi32>)
    ```
  }];
  let arguments = (ins Variadic<RankedTensorOf<[AnyFloat, AnySignlessInteger]>>:$inputs,
                       I64Attr:$dimension);
  let results = (outs Variadic<AnyRankedTensor>:$sorted, RankedTensorOf<[I32]>:$order);
  let regions = (region SizedRegion<1>:$comparator);
  let assemblyFormat = [{
    $inputs `dimension` `=` $dimension $comparator attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

def TensorExt_YieldOp : Op<TensorExt_Dialect, "yield", [Pure, Terminator]> {
  let summary = "Ends the region of an op";
  let arguments = (ins Variadic<AnyType>:$values);
  let assemblyFormat = "attr-dict ($values^ `:` type($values))?";
}

include "tp/Dialect/TensorExt/TensorExtSliceOps.td"

#endif // TP_DIALECT_TENSOREXT_TENSOREXTOPS_TD
