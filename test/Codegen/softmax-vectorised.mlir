// Is the inner loop of softmax vectorised, without a call?
// RUN: tp-opt %s --tp-codegen-cpu="cpu=x86-64-v3 emit=asm file=-" -o /dev/null | FileCheck %s
// RUN: tp-opt %s --tp-codegen-cpu="cpu=x86-64-v4 emit=asm file=-" -o /dev/null | FileCheck %s

// CHECK-LABEL: softmax:
// CHECK-NOT: call
// CHECK: v{{maxps|maxpd}} {{.*}}{{[yz]}}mm
// CHECK-NOT: call
// CHECK: vfmadd{{.*}}ps {{.*}}{{[yz]}}mm
// CHECK-NOT: call
// CHECK: v{{divps|mulps}} {{.*}}{{[yz]}}mm
// CHECK-NOT: call
// CHECK: retq

#id2 = affine_map<(d0,d1)->(d0,d1)>
#row = affine_map<(d0,d1)->(d0)>
#col = affine_map<(d0,d1)->(d1)>
func.func private @softmax(%x: tensor<96x1024xf32>, %out: tensor<96x1024xf32>) -> tensor<96x1024xf32> attributes {tprt.kernel} {
  %ninf = arith.constant 0xFF800000 : f32
  %z = arith.constant 0.0 : f32
  %e1 = tensor.empty() : tensor<96xf32>
  %f1 = linalg.fill ins(%ninf : f32) outs(%e1 : tensor<96xf32>) -> tensor<96xf32>
  %m = linalg.reduce { arith.maximumf } ins(%x : tensor<96x1024xf32>) outs(%f1 : tensor<96xf32>) dimensions = [1]
  %e2 = tensor.empty() : tensor<96x1024xf32>
  %mb = linalg.broadcast ins(%m : tensor<96xf32>) outs(%e2 : tensor<96x1024xf32>) dimensions = [1]
  %d = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%x, %mb : tensor<96x1024xf32>, tensor<96x1024xf32>) outs(%e2 : tensor<96x1024xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.subf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<96x1024xf32>
  %ex = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%d : tensor<96x1024xf32>) outs(%e2 : tensor<96x1024xf32>) {
  ^bb0(%a: f32, %c: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<96x1024xf32>
  %f2 = linalg.fill ins(%z : f32) outs(%e1 : tensor<96xf32>) -> tensor<96xf32>
  %sum = linalg.reduce { arith.addf } ins(%ex : tensor<96x1024xf32>) outs(%f2 : tensor<96xf32>) dimensions = [1]
  %sb = linalg.broadcast ins(%sum : tensor<96xf32>) outs(%e2 : tensor<96x1024xf32>) dimensions = [1]
  %r = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%ex, %sb : tensor<96x1024xf32>, tensor<96x1024xf32>) outs(%e2 : tensor<96x1024xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.divf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<96x1024xf32>
  return %r : tensor<96x1024xf32>
}
