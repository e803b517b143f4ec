module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<6x5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}) -> (tensor<4x2x2x4xf32>, tensor<3x2x2x4xf32>, tensor<7x5xf32>) {
    %v0 = arith.constant 0.0 : f32
    %v1 = tensor.empty() : tensor<4x2x2x4xf32>
    %v2 = linalg.pack %a0 padding_value(%v0 : f32)  inner_dims_pos = [0, 1] inner_tiles = [2, 4] into %v1 : tensor<7x6xf32> -> tensor<4x2x2x4xf32>
    %v3 = tensor.empty() : tensor<3x2x2x4xf32>
    %v4 = linalg.pack %a1 padding_value(%v0 : f32) outer_dims_perm = [1, 0] inner_dims_pos = [1, 0] inner_tiles = [2, 4] into %v3 : tensor<6x5xf32> -> tensor<3x2x2x4xf32>
    %v5 = arith.constant 0.0 : f32
    %v6 = tensor.empty() : tensor<4x3x2x2xf32>
    %v7 = linalg.fill ins(%v5 : f32) outs(%v6 : tensor<4x3x2x2xf32>) -> tensor<4x3x2x2xf32>
    %v8 = linalg.mmt4d  ins(%v2, %v4 : tensor<4x2x2x4xf32>, tensor<3x2x2x4xf32>) outs(%v7 : tensor<4x3x2x2xf32>) -> tensor<4x3x2x2xf32>
    %v9 = tensor.empty() : tensor<7x5xf32>
    %v10 = linalg.unpack %v8 inner_dims_pos = [0, 1] inner_tiles = [2, 2] into %v9 : tensor<4x3x2x2xf32> -> tensor<7x5xf32>
    return %v2, %v4, %v10 : tensor<4x2x2x4xf32>, tensor<3x2x2x4xf32>, tensor<7x5xf32>
  }
}
