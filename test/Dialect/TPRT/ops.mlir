// Do the scheduled ops print as written on tensors and on slots, and are their
// forms checked?
// RUN: tp-opt %s --split-input-file --verify-diagnostics | FileCheck %s

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// CHECK-LABEL: func.func @on_tensors
func.func @on_tensors(%a: tensor<8x16xf32>, %b: tensor<4x16xf32>, %c: tensor<8x4xf32>) -> tensor<8x4xf32> {
  // CHECK: tprt.gemm accumulate ins(%{{.*}}, %{{.*}} : tensor<8x16xf32>, tensor<4x16xf32>) outs(%{{.*}} : tensor<8x4xf32>) maps [{{.*}}] -> tensor<8x4xf32>
  %0 = tprt.gemm accumulate ins(%a, %b : tensor<8x16xf32>, tensor<4x16xf32>) outs(%c : tensor<8x4xf32>) maps [#mk, #nk, #mn] -> tensor<8x4xf32>
  // CHECK: tprt.coordinate stride 1 size 4
  %i = tprt.coordinate stride 1 size 4
  // CHECK: tprt.launch @k ins(%{{.*}} : tensor<8x4xf32>) outs(%{{.*}} : tensor<8x4xf32>) coordinates(%{{.*}}) -> tensor<8x4xf32>
  %1 = tprt.launch @k ins(%0 : tensor<8x4xf32>) outs(%c : tensor<8x4xf32>) coordinates(%i) -> tensor<8x4xf32>
  // CHECK: tprt.start all_reduce sum ins(%{{.*}} : tensor<8x4xf32>) outs(%{{.*}} : tensor<8x4xf32>) groups dense<{{.*}}> : tensor<1x4xi64> -> tensor<8x4xf32>
  %2, %t = tprt.start all_reduce sum ins(%1 : tensor<8x4xf32>) outs(%c : tensor<8x4xf32>) groups dense<[[0, 1, 2, 3]]> : tensor<1x4xi64> -> tensor<8x4xf32>
  // CHECK: tprt.wait %{{.*}} values(%{{.*}} : tensor<8x4xf32>) -> tensor<8x4xf32>
  %3 = tprt.wait %t values(%2 : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %3 : tensor<8x4xf32>
}

// CHECK-LABEL: func.func @on_slots
func.func @on_slots() {
  // CHECK: tprt.slot argument 1 offset 0 : memref<8x4xf32>
  %a = tprt.slot argument 1 offset 0 : memref<8x4xf32>
  // CHECK: tprt.slot constant 0 offset 64 content dense<1.000000e+00> : tensor<8x4xf32> : memref<8x4xf32>
  %b = tprt.slot constant 0 offset 64 content dense<1.0> : tensor<8x4xf32> : memref<8x4xf32>
  // CHECK: tprt.copy ins(%{{.*}} : memref<8x4xf32>) outs(%{{.*}} : memref<8x4xf32>)
  tprt.copy ins(%a : memref<8x4xf32>) outs(%b : memref<8x4xf32>)
  %t = tprt.start all_to_all none ins(%a : memref<8x4xf32>) outs(%b : memref<8x4xf32>) groups dense<[[0, 1], [2, 3]]> : tensor<2x2xi64>
  // CHECK: tprt.wait %{{.*}}
  tprt.wait %t
  return
}

// -----

func.func @s20_mixed(%a: tensor<8xf32>, %b: memref<8xf32>) {
  // expected-error @below {{mixes tensors and slots}}
  tprt.copy ins(%a : tensor<8xf32>) outs(%b : memref<8xf32>)
  return
}

// -----

func.func @s21_extents(%a: tensor<8x16xf32>, %b: tensor<4x15xf32>, %c: tensor<8x4xf32>) {
  // expected-error @below {{has extents 16 and 15 for one dimension}}
  %0 = tprt.gemm ins(%a, %b : tensor<8x16xf32>, tensor<4x15xf32>) outs(%c : tensor<8x4xf32>) maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] -> tensor<8x4xf32>
  return
}

// -----

func.func @s22_gather(%a: tensor<8xf32>, %c: tensor<16xf32>) {
  // expected-error @below {{all_gather of 'tensor<8xf32>' over 4 ranks gives 'tensor<16xf32>'}}
  %0, %t = tprt.start all_gather none ins(%a : tensor<8xf32>) outs(%c : tensor<16xf32>) groups dense<[[0, 1, 2, 3]]> : tensor<1x4xi64> -> tensor<16xf32>
  return
}
