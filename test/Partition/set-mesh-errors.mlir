// Which meshes does a module refuse?
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-set-mesh=mesh=tensor=2

// expected-error@below {{'tp.mesh' op has no axis "tensor" to resize; its axes are "data", "model"}}
tp.mesh @m <["data"=1, "model"=4]>

// -----

// A sub-axis of 4 is none of an axis of 2.
// expected-note@below {{the mesh is declared here}}
tp.mesh @m <["tensor"=8]>
// expected-error@below {{tensor}}
func.func @main(%x: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"tensor":(2)4}]>}) -> tensor<8xf32> {
  return %x : tensor<8xf32>
}
