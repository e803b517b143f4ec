// Is a backend that there is not an error?
// RUN: not tp-opt %s --tp-form-dispatches=backend=rocm 2>&1 | FileCheck %s
// CHECK: error: there is no backend 'rocm'; there are cpu and cuda
func.func @main() {
  return
}
