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

// CHECK-LABEL: func.func @gemms
func.func @gemms(%a: tensor<8x16xbf16>, %b: tensor<4x16xbf16>, %v: tensor<4xbf16>, %c: tensor<8x4xbf16>, %w: tensor<8x4xf32>) -> tensor<8x4xf32> {
  // CHECK: tprt.gemm epilogue gelu ins(%{{.*}}, %{{.*}} : {{.*}}) bias(%{{.*}} : tensor<4xbf16>) outs(%{{.*}}, %{{.*}} : tensor<8x4xbf16>, tensor<8x4xbf16>) maps [{{.*}}] -> tensor<8x4xbf16>, tensor<8x4xbf16>
  %0:2 = tprt.gemm epilogue gelu ins(%a, %b : tensor<8x16xbf16>, tensor<4x16xbf16>) bias(%v : tensor<4xbf16>) outs(%c, %c : tensor<8x4xbf16>, tensor<8x4xbf16>) maps [#mk, #nk, #mn] -> tensor<8x4xbf16>, tensor<8x4xbf16>
  // CHECK: tprt.gemm accumulate epilogue relu ins(%{{.*}}, %{{.*}} : tensor<8x16xbf16>, tensor<4x16xbf16>) outs(%{{.*}} : tensor<8x4xf32>)
  %1 = tprt.gemm accumulate epilogue relu ins(%a, %b : tensor<8x16xbf16>, tensor<4x16xbf16>) outs(%w : tensor<8x4xf32>) maps [#mk, #nk, #mn] -> tensor<8x4xf32>
  // CHECK: tprt.gemm allow_tf32 ins
  %2 = tprt.gemm allow_tf32 ins(%1, %1 : tensor<8x4xf32>, tensor<8x4xf32>) outs(%w : tensor<8x4xf32>) maps [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>] -> tensor<8x4xf32>
  return %2 : tensor<8x4xf32>
}

// CHECK-LABEL: func.func @on_slots
func.func @on_slots() {
  // CHECK: tprt.slot argument 1 offset 0 : memref<8x4xf32>
  %a = tprt.slot argument 1 offset 0 : memref<8x4xf32>
  // CHECK: tprt.slot constant 0 offset 64 content dense<1.000000e+00> : tensor<8x4xf32> : memref<8x4xf32>
  %b = tprt.slot constant 0 offset 64 content dense<1.0> : tensor<8x4xf32> : memref<8x4xf32>
  // CHECK: tprt.copy ins(%{{.*}} : memref<8x4xf32>) outs(%{{.*}} : memref<8x4xf32>)
  tprt.copy ins(%a : memref<8x4xf32>) outs(%b : memref<8x4xf32>)
  // CHECK: %[[P:.*]] = tprt.record
  // CHECK: tprt.wait %[[P]]
  %p = tprt.record
  tprt.wait %p
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

// -----

#m = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
func.func @factors(%a: tensor<8x16xbf16>, %b: tensor<4x16xf32>, %c: tensor<8x4xf32>) {
  // expected-error @below {{multiplies 'bf16' by 'f32'}}
  %0 = tprt.gemm ins(%a, %b : tensor<8x16xbf16>, tensor<4x16xf32>) outs(%c : tensor<8x4xf32>) maps #m -> tensor<8x4xf32>
  return
}

// -----

#m = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
func.func @narrows(%a: tensor<8x16xf32>, %b: tensor<4x16xf32>, %c: tensor<8x4xbf16>) {
  // expected-error @below {{gives 'bf16' for factors of 'f32'}}
  %0 = tprt.gemm ins(%a, %b : tensor<8x16xf32>, tensor<4x16xf32>) outs(%c : tensor<8x4xbf16>) maps #m -> tensor<8x4xbf16>
  return
}

// -----

#m = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
func.func @tf32(%a: tensor<8x16xf64>, %b: tensor<4x16xf64>, %c: tensor<8x4xf64>) {
  // expected-error @below {{allows TF32 for factors of 'f64'}}
  %0 = tprt.gemm allow_tf32 ins(%a, %b : tensor<8x16xf64>, tensor<4x16xf64>) outs(%c : tensor<8x4xf64>) maps #m -> tensor<8x4xf64>
  return
}

// -----

#m = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
func.func @bias_shape(%a: tensor<8x16xf32>, %b: tensor<4x16xf32>, %v: tensor<8xf32>, %c: tensor<8x4xf32>) {
  // expected-error @below {{has bias 'tensor<8xf32>', which is not shaped as the innermost dimensions of 'tensor<8x4xf32>'}}
  %0 = tprt.gemm ins(%a, %b : tensor<8x16xf32>, tensor<4x16xf32>) bias(%v : tensor<8xf32>) outs(%c : tensor<8x4xf32>) maps #m -> tensor<8x4xf32>
  return
}

// -----

#m = [affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (m, n)>]
func.func @bias_along_m(%a: tensor<4x16xf32>, %b: tensor<8x16xf32>, %v: tensor<4xf32>, %c: tensor<8x4xf32>) {
  // expected-error @below {{has a bias along dimension 1 of its result, which does not belong to n}}
  %0 = tprt.gemm ins(%a, %b : tensor<4x16xf32>, tensor<8x16xf32>) bias(%v : tensor<4xf32>) outs(%c : tensor<8x4xf32>) maps #m -> tensor<8x4xf32>
  return
}

// -----

#m = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
func.func @aux_of_relu(%a: tensor<8x16xf32>, %b: tensor<4x16xf32>, %c: tensor<8x4xf32>) {
  // expected-error @below {{has a second destination and epilogue relu, expected gelu}}
  %0:2 = tprt.gemm epilogue relu ins(%a, %b : tensor<8x16xf32>, tensor<4x16xf32>) outs(%c, %c : tensor<8x4xf32>, tensor<8x4xf32>) maps #m -> tensor<8x4xf32>, tensor<8x4xf32>
  return
}

// -----

func.func @waited_twice() {
  %t = tprt.record
  // expected-error @below {{waits for a token with 2 uses, expected one}}
  tprt.wait %t
  tprt.wait %t
  return
}
