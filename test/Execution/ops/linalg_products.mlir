module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<5x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a2: tensor<5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}, %a3: tensor<6xf32>, %a4: tensor<3x7x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}, {}]>}, %a5: tensor<4x5xf32>, %a6: tensor<7x6xf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}) -> (tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x6xf32>, tensor<7xf32>, tensor<5xf32>, tensor<f32>, tensor<3x7x5xf32>, tensor<7x5xf32>) {
    %v0 = tensor.empty() : tensor<6x5xf32>
    %v1 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d1, d0)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%a1 : tensor<5x6xf32>) outs(%v0 : tensor<6x5xf32>) {
    ^bb0(%e: f32, %o: f32):
      linalg.yield %e : f32
    } -> (tensor<6x5xf32>)
    %v2 = tensor.empty() : tensor<7x5xf32>
    %v3 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%a2 : tensor<5xf32>) outs(%v2 : tensor<7x5xf32>) {
    ^bb0(%e: f32, %o: f32):
      linalg.yield %e : f32
    } -> (tensor<7x5xf32>)
    %v4 = linalg.matmul  ins(%a0, %v1 : tensor<7x6xf32>, tensor<6x5xf32>) outs(%v3 : tensor<7x5xf32>) -> tensor<7x5xf32>
    %v5 = tensor.empty() : tensor<7x5xf32>
    %v6 = linalg.softmax dimension(1) ins(%v4 : tensor<7x5xf32>) outs(%v5 : tensor<7x5xf32>) -> tensor<7x5xf32>
    %v7 = tensor.empty() : tensor<7x6xf32>
    %v8 = linalg.softmax dimension(0) ins(%a0 : tensor<7x6xf32>) outs(%v7 : tensor<7x6xf32>) -> tensor<7x6xf32>
    %v9 = arith.constant 0.0 : f32
    %v10 = tensor.empty() : tensor<7xf32>
    %v11 = linalg.fill ins(%v9 : f32) outs(%v10 : tensor<7xf32>) -> tensor<7xf32>
    %v12 = linalg.matvec  ins(%a0, %a3 : tensor<7x6xf32>, tensor<6xf32>) outs(%v11 : tensor<7xf32>) -> tensor<7xf32>
    %v13 = arith.constant 0.0 : f32
    %v14 = tensor.empty() : tensor<5xf32>
    %v15 = linalg.fill ins(%v13 : f32) outs(%v14 : tensor<5xf32>) -> tensor<5xf32>
    %v16 = linalg.vecmat  ins(%a3, %v1 : tensor<6xf32>, tensor<6x5xf32>) outs(%v15 : tensor<5xf32>) -> tensor<5xf32>
    %v17 = arith.constant 0.0 : f32
    %v18 = tensor.empty() : tensor<f32>
    %v19 = linalg.fill ins(%v17 : f32) outs(%v18 : tensor<f32>) -> tensor<f32>
    %v20 = linalg.dot  ins(%a3, %a3 : tensor<6xf32>, tensor<6xf32>) outs(%v19 : tensor<f32>) -> tensor<f32>
    %v21 = tensor.empty() : tensor<3x4x5xf32>
    %v22 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%a5 : tensor<4x5xf32>) outs(%v21 : tensor<3x4x5xf32>) {
    ^bb0(%e: f32, %o: f32):
      linalg.yield %e : f32
    } -> (tensor<3x4x5xf32>)
    %v23 = arith.constant 0.0 : f32
    %v24 = tensor.empty() : tensor<3x7x5xf32>
    %v25 = linalg.fill ins(%v23 : f32) outs(%v24 : tensor<3x7x5xf32>) -> tensor<3x7x5xf32>
    %v26 = linalg.batch_matmul  ins(%a4, %v22 : tensor<3x7x4xf32>, tensor<3x4x5xf32>) outs(%v25 : tensor<3x7x5xf32>) -> tensor<3x7x5xf32>
    %v27 = arith.constant 0.0 : f32
    %v28 = tensor.empty() : tensor<7x5xf32>
    %v29 = linalg.fill ins(%v27 : f32) outs(%v28 : tensor<7x5xf32>) -> tensor<7x5xf32>
    %v30 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%a6, %v1 : tensor<7x6xf16>, tensor<6x5xf32>) outs(%v29 : tensor<7x5xf32>) {
    ^bb0(%l: f16, %r: f32, %o: f32):
      %x = arith.extf %l : f16 to f32
      %p = arith.mulf %x, %r : f32
      %t = arith.addf %o, %p : f32
      linalg.yield %t : f32
    } -> (tensor<7x5xf32>)
    return %v4, %v6, %v8, %v12, %v16, %v20, %v26, %v30 : tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x6xf32>, tensor<7xf32>, tensor<5xf32>, tensor<f32>, tensor<3x7x5xf32>, tensor<7x5xf32>
  }
}
