// Do sub-axes that do not nest, thirds and quarters of one axis, stay apart?
// RUN: tp-run %s --random-inputs=1 --function=whole --output=%t.npz
// RUN: tp-run %s --random-inputs=1 --expect=%t.npz

sdy.mesh @mesh = <["x"=12]>

func.func @main(%a: tensor<13x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{?}, {"x":(1)3, ?}]>})
    -> (tensor<13x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x":(4)3, ?}, {"x":(1)4}]>}) {
  %0 = stablehlo.negate %a : tensor<13x16xf32>
  return %0 : tensor<13x16xf32>
}

func.func @whole(%a: tensor<13x16xf32>) -> tensor<13x16xf32> {
  %0 = stablehlo.negate %a : tensor<13x16xf32>
  return %0 : tensor<13x16xf32>
}
