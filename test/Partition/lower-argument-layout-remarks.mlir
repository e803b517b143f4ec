// Does a donation that cannot be kept say why?
// RUN: tp-opt %s --tp-lower-argument-layout --remarks-filter=tp-partition -o /dev/null 2>&1 | FileCheck %s

tp.mesh @m <["model"=4]>
func.func @main(
    // CHECK: :[[@LINE+1]]:5: remark: [Missed] Donation {{.*}}"argument 0 keeps its storage: the result has another type or sharding"
    %x: tensor<8xi32> {tf.aliasing_output = 0 : i32, tp.global_type = tensor<32xi32>, tp.sharding = #tp.sharding<@m, [{"model"}]>},
    // CHECK: :[[@LINE+1]]:5: remark: [Missed] Donation {{.*}}"argument 1 keeps its storage: no result has its type and sharding"
    %y: tensor<8xf32> {jax.buffer_donor = true})
    -> (tensor<8xi32> {tp.global_type = tensor<8xi32>, tp.sharding = #tp.sharding<@m, [{}]>}) {
  return %x : tensor<8xi32>
}
