// Does the command line's mesh take effect?
// RUN: tp-opt %s --split-input-file --tp-set-mesh=mesh=model=2,data=3 | FileCheck %s
// RUN: tp-opt %s --split-input-file --tp-set-mesh | FileCheck %s --check-prefix=NONE

// Named axes get new sizes, the others keep theirs, the order is the mesh's.
// CHECK: tp.mesh @m <["data"=3, "model"=2, "pipe"=5]>
// NONE:  tp.mesh @m <["data"=1, "model"=4, "pipe"=5]>
tp.mesh @m <["data"=1, "model"=4, "pipe"=5]>

// -----

// A module without a mesh gets the one given.
// CHECK:      module
// CHECK-NEXT: tp.mesh @mesh <["model"=2, "data"=3]>
// NONE-NOT:   tp.mesh @mesh
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
