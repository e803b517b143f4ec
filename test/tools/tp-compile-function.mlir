// Can any function of a module be compiled, with what it calls and without the rest?
// RUN: tp-compile %s -o %t.tpx && tp-run %t.tpx --random-inputs=1 | FileCheck %s --check-prefix=MAIN
// RUN: tp-compile %s -o %t.tpx --function=helper --mesh=m=2 && tp-run %t.tpx --function=helper --random-inputs=1 | FileCheck %s --check-prefix=HELPER
// RUN: %exits 4 tp-compile %s -o %t.tpx --function=dynamic | FileCheck %s --check-prefix=DYNAMIC
// RUN: %exits 3 tp-compile %s -o %t.tpx --function=missing | FileCheck %s --check-prefix=MISSING

// MAIN:    @main on 1 rank
// HELPER:  @helper on 2 ranks (m=2)
// DYNAMIC: tp-compile-function.mlir:[[@LINE+13]]:1: error:
// MISSING: error: there is no function @missing; there is @main, @helper, @dynamic
func.func @main(%a: tensor<4xf32>) -> tensor<4xf32> {
  %0 = call @helper(%a) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func @helper(%a: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %0 = linalg.add ins(%a, %a : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// Refused, but only when somebody wants it.
func.func @dynamic(%a: tensor<?xf32>) -> tensor<?xf32> {
  return %a : tensor<?xf32>
}
