module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<7x6xi8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a2: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a3: tensor<7x6xi8> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a4: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a5: tensor<7x6xi8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a6: tensor<5x1x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {"x"}]>}, %a7: tensor<5x1x3xi8> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {"x"}]>}, %a8: tensor<1x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a9: tensor<1x4xi8> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a10: tensor<0x4xf32>, %a11: tensor<0x4xi8>, %a12: tensor<9xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}, %a13: tensor<9xi8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}, %a14: tensor<4x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a15: tensor<4x3xi8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a16: tensor<f32>, %a17: tensor<i8>, %a18: tensor<3x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a19: tensor<3x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}) -> (tensor<7x6xf32>, tensor<7x6xi8>, tensor<7x6xf32>, tensor<7x6xi8>, tensor<7x6xf32>, tensor<7x6xi8>, tensor<5x1x3xf32>, tensor<5x1x3xi8>, tensor<1x4xf32>, tensor<1x4xi8>, tensor<0x4xf32>, tensor<0x4xi8>, tensor<9xf32>, tensor<9xi8>, tensor<4x3xf32>, tensor<4x3xi8>, tensor<f32>, tensor<i8>, tensor<4x5x3x2xf32>, tensor<i32>) {
    %v0 = stablehlo.reverse %a0, dims = [0] : tensor<7x6xf32>
    %v1 = stablehlo.reverse %a1, dims = [0] : tensor<7x6xi8>
    %v2 = stablehlo.reverse %a2, dims = [0] : tensor<7x6xf32>
    %v3 = stablehlo.reverse %a3, dims = [0] : tensor<7x6xi8>
    %v4 = stablehlo.reverse %a4, dims = [0, 1] : tensor<7x6xf32>
    %v5 = stablehlo.reverse %a5, dims = [0, 1] : tensor<7x6xi8>
    %v6 = stablehlo.reverse %a6, dims = [1, 2] : tensor<5x1x3xf32>
    %v7 = stablehlo.reverse %a7, dims = [1, 2] : tensor<5x1x3xi8>
    %v8 = stablehlo.reverse %a8, dims = [0] : tensor<1x4xf32>
    %v9 = stablehlo.reverse %a9, dims = [0] : tensor<1x4xi8>
    %v10 = stablehlo.reverse %a10, dims = [0, 1] : tensor<0x4xf32>
    %v11 = stablehlo.reverse %a11, dims = [0, 1] : tensor<0x4xi8>
    %v12 = stablehlo.reverse %a12, dims = [0] : tensor<9xf32>
    %v13 = stablehlo.reverse %a13, dims = [0] : tensor<9xi8>
    %v14 = stablehlo.reverse %a14, dims = [] : tensor<4x3xf32>
    %v15 = stablehlo.reverse %a15, dims = [] : tensor<4x3xi8>
    %v16 = stablehlo.reverse %a16, dims = [] : tensor<f32>
    %v17 = stablehlo.reverse %a17, dims = [] : tensor<i8>
    %v18 = stablehlo.broadcast %a18, sizes = [4, 5] : (tensor<3x2xf32>) -> tensor<4x5x3x2xf32>
    %v19 = stablehlo.get_dimension_size %a19, dim = 1 : (tensor<3x2xf32>) -> tensor<i32>
    return %v0, %v1, %v2, %v3, %v4, %v5, %v6, %v7, %v8, %v9, %v10, %v11, %v12, %v13, %v14, %v15, %v16, %v17, %v18, %v19 : tensor<7x6xf32>, tensor<7x6xi8>, tensor<7x6xf32>, tensor<7x6xi8>, tensor<7x6xf32>, tensor<7x6xi8>, tensor<5x1x3xf32>, tensor<5x1x3xi8>, tensor<1x4xf32>, tensor<1x4xi8>, tensor<0x4xf32>, tensor<0x4xi8>, tensor<9xf32>, tensor<9xi8>, tensor<4x3xf32>, tensor<4x3xi8>, tensor<f32>, tensor<i8>, tensor<4x5x3x2xf32>, tensor<i32>
  }
}
