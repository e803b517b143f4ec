// Is bf16 read and written eight elements at once, and converted by instructions?
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_80 emit=ptx file=-" -o /dev/null | FileCheck %s
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_90 emit=ptx file=-" -o /dev/null | FileCheck %s
// RUN: tp-opt %s --tp-codegen-gpu="gpu=sm_100 emit=ptx file=-" -o /dev/null | FileCheck %s

// CHECK-LABEL: .visible .entry silu(
// CHECK-NOT: bra
// CHECK: ld.global.nc.v4.b32
// CHECK: ex2.approx.ftz.f32
// CHECK: cvt.rn.bf16x2.f32
// CHECK: st.global.v4.b32
// CHECK: ret;
// CHECK-NOT: .extern .func

#id = affine_map<(d0, d1) -> (d0, d1)>
func.func private @silu(%x: tensor<512x1024xbf16>, %z: tensor<512x1024xbf16>, %out: tensor<512x1024xbf16>) -> tensor<512x1024xbf16> attributes {tprt.kernel} {
  %one = arith.constant 1.0 : bf16
  %r = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %z : tensor<512x1024xbf16>, tensor<512x1024xbf16>) outs(%out : tensor<512x1024xbf16>) {
  ^bb0(%a: bf16, %b: bf16, %o: bf16):
    %n = arith.negf %a : bf16
    %e = math.exp %n : bf16
    %p = arith.addf %e, %one : bf16
    %s = arith.divf %one, %p : bf16
    %t = arith.mulf %a, %s : bf16
    %y = arith.mulf %t, %b : bf16
    linalg.yield %y : bf16
  } -> tensor<512x1024xbf16>
  return %r : tensor<512x1024xbf16>
}
