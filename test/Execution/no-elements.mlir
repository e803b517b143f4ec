// Do tensors without elements pass through slices and reshards?
// RUN: tp-run %s --random-inputs=1 --mesh=x=1 --output=%t.npz
// RUN: tp-run %s --random-inputs=1 --expect=%t.npz

sdy.mesh @mesh = <["x"=3]>

func.func @main(%a: tensor<4x0xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>},
                %b: tensor<0x5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>},
                %c: tensor<5x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>})
    -> (tensor<4x5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>},
        tensor<4x0xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, tensor<0x2xf32>) {
  %product = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0]
      : (tensor<4x0xf32>, tensor<0x5xf32>) -> tensor<4x5xf32>
  %none = stablehlo.slice %c [5:5, 0:2] : (tensor<5x2xf32>) -> tensor<0x2xf32>
  return %product, %a, %none : tensor<4x5xf32>, tensor<4x0xf32>, tensor<0x2xf32>
}
