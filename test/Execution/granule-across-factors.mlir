// Are shards that end within the rows of a reshape's result brought to where the reshape can be done?
// RUN: tp-run %s --random-inputs=1 --function=whole --output=%t.npz
// RUN: tp-run %s --random-inputs=1 --expect=%t.npz

sdy.mesh @mesh = <["x"=3, "y"=4]>

func.func @main(%a: tensor<13x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"y":(2)2, "x"}, {"y":(1)2}]>})
    -> tensor<2x39xf32> {
  %0 = stablehlo.reshape %a : (tensor<13x6xf32>) -> tensor<2x39xf32>
  return %0 : tensor<2x39xf32>
}

func.func @whole(%a: tensor<13x6xf32>) -> tensor<2x39xf32> {
  %0 = stablehlo.reshape %a : (tensor<13x6xf32>) -> tensor<2x39xf32>
  return %0 : tensor<2x39xf32>
}
