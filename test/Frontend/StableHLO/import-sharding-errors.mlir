// Shardings and meshes that cannot be imported are errors where they stand.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-import-stablehlo

// expected-error @+1 {{orders devices by device_ids, which is not supported}}
sdy.mesh @mesh = <["a"=2, "b"=2], device_ids=[3, 2, 1, 0]>

// -----

// expected-error @+1 {{mesh #sdy.mesh<[], device_ids=[0]> is one device, which is not supported}}
sdy.mesh @mesh = <[], device_ids=[0]>

// -----

// expected-note @+1 {{mesh @mesh is #sdy.mesh<["x"=2, "y"=3]>}}
sdy.mesh @mesh = <["x"=2, "y"=3]>
// expected-error @+1 {{sharding over 2 devices in a program of 6, which is not supported}}
func.func @main(%x: tensor<4xf32> {sdy.sharding = #sdy.sharding<mesh<["x"=2]>, [{"x"}]>}) {
  return
}

// -----

// expected-note @+1 {{mesh @mesh is #sdy.mesh<["x"=2, "y"=3]>}}
sdy.mesh @mesh = <["x"=2, "y"=3]>
sdy.mesh @turned = <["a"=3, "b"=2]>
// expected-error @+1 {{sharding names axis "a", which is no product of axes of mesh @mesh or parts of them, which is not supported}}
func.func @main(%x: tensor<6xf32> {sdy.sharding = #sdy.sharding<@turned, [{"a"}]>}) {
  return
}

// -----

sdy.mesh @mesh = <["x"=2, "y"=2]>
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{sharding names axis "b", which is no axis or part of one of mesh #sdy.mesh<["a"=4]>}}
  %0 = sdy.reshard %x <mesh<["a"=4]>, [{"b"}]> : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

sdy.mesh @mesh = <["x"=2, "y"=2]>
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{sharding names axis "a", which is no axis or part of one of mesh #sdy.mesh<["a"=4]>}}
  %0 = sdy.sharding_constraint %x <mesh<["a"=4]>, [{"a":(2)3}]> : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// expected-error @+1 {{sharding {xla.sdy.sharding = "#sdy.sharding<@mesh, [{}]>"} is not supported: export with sdy shardings}}
func.func @main(%x: tensor<4xf32> {mhlo.frontend_attributes = {xla.sdy.sharding = "#sdy.sharding<@mesh, [{}]>"}}) {
  return
}

// -----

func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{calls 'Sharding', which is not supported: export with sdy shardings}}
  %0 = stablehlo.custom_call @Sharding(%x) {mhlo.sharding = "{replicated}"} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @main(%x: tensor<4xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{calls 'SPMDFullToShardShape', which is not supported: export with sdy shardings}}
  %0 = stablehlo.custom_call @SPMDFullToShardShape(%x) : (tensor<4xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{calls 'xla.sdy.FuncResultSharding', which is not supported: export with sdy shardings}}
  %0 = stablehlo.custom_call @xla.sdy.FuncResultSharding(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
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
