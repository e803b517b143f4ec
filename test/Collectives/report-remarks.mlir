// Is what is gathered in silence said aloud where the user wrote it?
// RUN: tp-opt %s --tp-insert-reshards --tp-partition --tp-report --remarks-filter="tp-.*" --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s

tp.mesh @m <["x"=4]>

// CHECK-DAG: report-remarks.mlir:[[@LINE+1]]:{{.*}} remark: [Missed] Padding {{.*}}argument #0 is padded by 14 percent
func.func @main(%a: tensor<7x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>})
    -> (tensor<4x6xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>}) {
  // CHECK-DAG: report-remarks.mlir:[[@LINE+3]]:{{.*}} remark: [Missed] Replicated {{.*}}operand #0 is [{"x"}, {}] but tensor.extract_slice reads it as [{}, {}]
  // CHECK-DAG: report-remarks.mlir:[[@LINE+2]]:{{.*}} remark: [Analysis] Reshard {{.*}}wire_bytes=144
  // CHECK-DAG: report-remarks.mlir:[[@LINE+1]]:{{.*}} remark: [Missed] Gathered {{.*}}wire_bytes=144
  %s = tensor.extract_slice %a[2, 0] [4, 6] [1, 1] {tp.shardings = [#tp.sharding<@m, [{}, {}]>]} : tensor<7x6xf32> to tensor<4x6xf32>
  return %s : tensor<4x6xf32>
}
