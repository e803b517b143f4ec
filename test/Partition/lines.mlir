// A line op on a split dimension: is that dimension alone gathered, and does the report say why?
// RUN: tp-opt %s --tp-spmd | FileCheck %s

// CHECK-LABEL: func.func @scan
// CHECK:         %[[G:.*]] = tp.all_gather %{{.*}} dim 0 over @mesh ["data"] {reason = "operand #0 of tensor_ext.scan is [{\22data\22}, {\22model\22}], the op works on [{}, {\22model\22}]
// CHECK-SAME:      : tensor<4x2xf32> -> tensor<8x2xf32>
// CHECK:         tensor_ext.scan addf %[[G]] dimension = 0 : tensor<8x2xf32>
// CHECK-NOT:     tp.all_gather
tp.mesh @mesh <["data"=2, "model"=3]>
func.func @scan(%x: tensor<8x6xf32> {tp.sharding = #tp.sharding<@mesh, [{"data"}, {"model"}]>}) -> (tensor<8x6xf32> {tp.sharding = #tp.sharding<@mesh, [{"data"}, {"model"}]>}) {
  %0 = tensor_ext.scan addf %x dimension = 0 : tensor<8x6xf32>
  return %0 : tensor<8x6xf32>
}
