// Do kernels pass on what has no dimensions? A sum is the initial value of others, and the one
// element that a slice leaves is spread.
// RUN: tp-run %s --random-inputs=1 --mesh=x=1 --output=%t.npz
// RUN: tp-run %s --random-inputs=1 --expect=%t.npz

sdy.mesh @mesh = <["x"=2]>

func.func @main(%a: tensor<12x4xi32>, %b: tensor<5x13xi32>, %c: tensor<13x5xi32>,
                %d: tensor<1xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>})
    -> (tensor<5xi32>, tensor<5xi32>, tensor<2xi32>) {
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %sum = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [0, 1]
      : (tensor<12x4xi32>, tensor<i32>) -> tensor<i32>
  %rows = stablehlo.reduce(%b init: %sum) applies stablehlo.add across dimensions = [1]
      : (tensor<5x13xi32>, tensor<i32>) -> tensor<5xi32>
  %columns = stablehlo.reduce(%c init: %sum) applies stablehlo.add across dimensions = [0]
      : (tensor<13x5xi32>, tensor<i32>) -> tensor<5xi32>
  %spread = stablehlo.broadcast_in_dim %d, dims = [0] : (tensor<1xi32>) -> tensor<2xi32>
  return %rows, %columns, %spread : tensor<5xi32>, tensor<5xi32>, tensor<2xi32>
}
