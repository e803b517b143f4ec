// How large is the arena, and how small could it be?
// RUN: tp-opt %s --tp-schedule --remarks-filter=tp-schedule -o /dev/null 2>&1 | FileCheck %s

func.func private @k(%x: tensor<16xf32>, %e: tensor<16xf32>) -> tensor<16xf32> attributes {tprt.kernel} {
  return %x : tensor<16xf32>
}
// CHECK: remark: [Analysis] Arena | Category:tp-schedule | buffers=2, bytes=128, most_live_bytes=128
func.func @main(%x: tensor<16xf32>) -> tensor<16xf32> {
  %e = tensor.empty() : tensor<16xf32>
  %0 = tprt.launch @k ins(%x : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %1 = tprt.launch @k ins(%0 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %2 = tprt.launch @k ins(%1 : tensor<16xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  return %2 : tensor<16xf32>
}
