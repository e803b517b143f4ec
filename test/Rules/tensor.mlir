// How do the ops of tensor, arith and tensor_ext shard?
// RUN: tp-opt %s --pass-pipeline="builtin.module(func.func(tp-dump-sharding-rules))" --verify-diagnostics --split-input-file

func.func @reshapes(%a: tensor<4x16x8x8xf32>, %u: tensor<1x6x1xf32>, %s: tensor<f32>) {
  // Heads split in groups: the major factor is the group.
  // expected-remark@below {{rule: ([i, j, kl, m]) -> ([i, j, k, l, m]) i=4 j=16 k=4 l=2 m=8 pass-through}}
  %0 = tensor.expand_shape %a [[0], [1], [2, 3], [4]] output_shape [4, 16, 4, 2, 8] : tensor<4x16x8x8xf32> into tensor<4x16x4x2x8xf32>
  // expected-remark@below {{rule: ([i, j, k, l]) -> ([i, j, kl]) i=4 j=16 k=8 l=8 pass-through}}
  %1 = tensor.collapse_shape %a [[0], [1], [2, 3]] : tensor<4x16x8x8xf32> into tensor<4x16x64xf32>
  // Dimensions of extent 1 come and go.
  // expected-remark@below {{rule: ([1, i, 1]) -> ([i]) i=6 pass-through}}
  %2 = tensor.collapse_shape %u [[0, 1, 2]] : tensor<1x6x1xf32> into tensor<6xf32>
  // expected-remark@below {{rule: ([]) -> ([1, 1]) pass-through}}
  %3 = tensor.expand_shape %s [] output_shape [1, 1] : tensor<f32> into tensor<1x1xf32>
  return
}

// -----

func.func @slices(%a: tensor<4x16xf32>, %b: tensor<4x4xf32>, %c: f32) {
  // expected-remark@below {{rule: ([i, j]) -> ([i, k]) i=4 j=16! k=4!}}
  %0 = tensor.extract_slice %a[0, 4] [4, 4] [1, 1] : tensor<4x16xf32> to tensor<4x4xf32>
  // expected-remark@below {{rule: ([i, j]) -> ([j]) i=4! j=16}}
  %1 = tensor.extract_slice %a[1, 0] [1, 16] [1, 1] : tensor<4x16xf32> to tensor<16xf32>
  // expected-remark@below {{rule: ([i, j], [i, k]) -> ([i, k]) i=4 j=4! k=16!}}
  %2 = tensor.insert_slice %b into %a[0, 4] [4, 4] [1, 1] : tensor<4x4xf32> into tensor<4x16xf32>
  // expected-remark@below {{rule: ([i, j], [i, k]) -> ([i, l]) i=4 j=16! k=4! l=20!}}
  %3 = tensor.concat dim(1) %a, %b : (tensor<4x16xf32>, tensor<4x4xf32>) -> tensor<4x20xf32>
  // expected-remark@below {{rule: ([i, j]) -> ([i, k]) i=4 j=16! k=18!}}
  %4 = tensor.pad %a low[0, 1] high[0, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %c : f32
  } : tensor<4x16xf32> to tensor<4x18xf32>
  return
}

// -----

func.func @sources(%c: f32) {
  // expected-remark@below {{rule: () -> ([i, j]) i=4 j=8 pass-through}}
  %0 = arith.constant dense<1.0> : tensor<4x8xf32>
  // expected-remark@below {{rule: () -> ([i, j]) i=4 j=8 pass-through}}
  %1 = tensor.empty() : tensor<4x8xf32>
  // expected-remark@below {{rule: ([]) -> ([i, j]) i=4 j=8 pass-through}}
  %2 = tensor.splat %c : tensor<4x8xf32>
  // expected-remark@below {{rule: ([], []) -> ([i]) i=2!}}
  %3 = tensor.from_elements %c, %c : tensor<2xf32>
  // expected-remark@below {{rule: ([i, j], [i, j]) -> ([i, j]) i=4 j=8 pass-through}}
  %4 = arith.addf %0, %1 : tensor<4x8xf32>
  // expected-remark@below {{rule: ([i, j]) -> ([i, j]) i=4 j=8 pass-through}}
  %5 = math.exp %4 : tensor<4x8xf32>
  return
}

// -----

func.func @gather(%table: tensor<132x64xf32>, %ids: tensor<4x16x1xi32>, %bits: tensor<132x64xi1>, %flat: tensor<4xi32>) {
  // The looked-up dimension is a sum: one device has each row.
  // expected-remark@below {{rule: ([k, l], [i, j, 1]) -> ([i, j, l]) i=4 j=16 k=132:sum l=64}}
  %0 = tensor_ext.gather %table[%ids] offset_dims = [2] collapsed_slice_dims = [0]
         start_index_map = [0] index_vector_dim = 2 slice_sizes = [1, 64]
       : (tensor<132x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
  // expected-remark@below {{rule: ([j, k], [i]) -> ([i, l]) i=4 j=132:sum k=64! l=8!}}
  %1 = tensor_ext.gather %table[%flat] offset_dims = [1] collapsed_slice_dims = [0]
         start_index_map = [0] index_vector_dim = 1 slice_sizes = [1, 8]
       : (tensor<132x64xf32>, tensor<4xi32>) -> tensor<4x8xf32>
  // Bits have no sum.
  // expected-remark@below {{rule: ([j, k], [i]) -> ([i, k]) i=4 j=132! k=64}}
  %2 = tensor_ext.gather %bits[%flat] offset_dims = [1] collapsed_slice_dims = [0]
         start_index_map = [0] index_vector_dim = 1 slice_sizes = [1, 64]
       : (tensor<132x64xi1>, tensor<4xi32>) -> tensor<4x64xi1>
  return
}
