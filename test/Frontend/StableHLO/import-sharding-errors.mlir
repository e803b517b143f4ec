// Shardings and meshes that cannot be imported are errors where they stand.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-import-stablehlo

// expected-error @+1 {{orders devices by device_ids, which is not supported}}
sdy.mesh @mesh = <["a"=2, "b"=2], device_ids=[3, 2, 1, 0]>

// -----

// expected-error @+1 {{is a mesh of one device, which is not supported}}
sdy.mesh @mesh = <[], device_ids=[0]>

// -----

// expected-error @+1 {{names no mesh, which is not supported}}
func.func @main(%x: tensor<4xf32> {sdy.sharding = #sdy.sharding<mesh<["x"=2]>, [{"x"}]>}) {
  return
}

// -----

// expected-error @+1 {{sharding "{replicated}" is not supported: export with sdy shardings}}
func.func @main(%x: tensor<4xf32> {mhlo.sharding = "{replicated}"}) {
  return
}

// -----

// expected-error @+1 {{has sdy.sharding = 1 : i64 on an argument or result, expected a #sdy.sharding}}
func.func @main(%x: tensor<4xf32> {sdy.sharding = 1}) {
  return
}

// -----

sdy.mesh @mesh = <["x"=2]>
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{expected a #sdy.sharding_per_value of 1 shardings}}
  %0 = stablehlo.abs %x {sdy.sharding = #sdy.sharding_per_value<[]>} : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// The tp dialect's verifier speaks for what does not fit the mesh.
// expected-note @+1 {{the mesh is declared here}}
sdy.mesh @mesh = <["x"=2]>
// expected-error @+1 {{argument #0}}
func.func @main(%x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"y"}]>}) {
  return
}

// -----

// expected-error @+1 {{names mesh @mesh, which is not declared}}
func.func @main(%x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"y"}]>}) {
  return
}
