// Does a masked lookup in a shard of a table read its rows in wide loads, and select without a branch?
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_80 emit=ptx file=-" -o /dev/null | FileCheck %s
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_100 emit=ptx file=-" -o /dev/null | FileCheck %s

// CHECK: lookup_info[88] = {4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 33, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 1};
// CHECK-LABEL: .visible .entry lookup(
// CHECK-NOT: bra
// CHECK: ld.global.nc.v4.b32
// CHECK-NOT: bra
// CHECK-COUNT-4: selp.f32
// CHECK-NOT: bra
// CHECK: st.global.v4.b32
// CHECK-NOT: bra
// CHECK: ret;

#id = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#rows = affine_map<(d0, d1, d2) -> (d0, d1)>
func.func private @lookup(%arg0: tensor<33x64xf32>, %arg1: tensor<4x16x1xi32>, %arg2: tensor<4x16x1xi32>, %arg3: tensor<4x16x64xf32>, %arg4: index) -> tensor<4x16x64xf32> attributes {tprt.kernel} {
  %0 = tensor_ext.gather %arg0[%arg1] offset_dims = [2] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 2 slice_sizes = [1, 64] : (tensor<33x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
  %extracted_slice = tensor.extract_slice %arg2[0, 0, 0] [4, 16, 1] [1, 1, 1] : tensor<4x16x1xi32> to tensor<4x16xi32>
  %c33 = arith.constant 33 : index
  %1 = arith.muli %arg4, %c33 : index
  %2 = arith.index_cast %1 : index to i32
  %3 = linalg.generic {indexing_maps = [#id, #rows, #id], iterator_types = ["parallel", "parallel", "parallel"]} ins(%0, %extracted_slice : tensor<4x16x64xf32>, tensor<4x16xi32>) outs(%arg3 : tensor<4x16x64xf32>) {
  ^bb0(%in: f32, %in_0: i32, %out: f32):
    %c0_i32 = arith.constant 0 : i32
    %4 = arith.maxsi %in_0, %c0_i32 : i32
    %c131_i32 = arith.constant 131 : i32
    %5 = arith.minsi %4, %c131_i32 : i32
    %6 = arith.subi %5, %2 : i32
    %c33_i32 = arith.constant 33 : i32
    %7 = arith.cmpi ult, %6, %c33_i32 : i32
    %cst = arith.constant 0.000000e+00 : f32
    %8 = arith.select %7, %in, %cst : f32
    linalg.yield %8 : f32
  } -> tensor<4x16x64xf32>
  return %3 : tensor<4x16x64xf32>
}
