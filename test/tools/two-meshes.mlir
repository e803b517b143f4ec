// Are several meshes refused as what they are: legal, but not supported?
// RUN: %exits 4 tp-opt %s --tp-spmd | FileCheck %s

// CHECK: two-meshes.mlir:[[@LINE+2]]:1: error: 'tp.mesh' op is a second mesh: programs over several meshes are not supported
tp.mesh @a <["x"=2]>
tp.mesh @b <["y"=2]>
func.func @main(%x: tensor<4xf32> {tp.sharding = #tp.sharding<@a, [{"x"}]>}) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
