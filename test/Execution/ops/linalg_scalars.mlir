module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<7xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}) -> (tensor<7x5xf32>, tensor<2xf32>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<3xi64>) {
    %v0 = arith.constant 5 : index
    %v1 = arith.constant 2 : index
    %v2 = tensor.extract %a0[%v0, %v1] : tensor<7x5xf32>
    %v3 = arith.addf %v2, %v2 : f32
    %v4 = tensor.splat %v3 : tensor<7x5xf32>
    %v5 = tensor.from_elements %v2, %v3 : tensor<2xf32>
    %v6 = tensor.insert %v3 into %a0[%v1, %v1] : tensor<7x5xf32>
    %v7 = tensor.empty() : tensor<7x5xf32>
    %v8 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%a0 : tensor<7x5xf32>) outs(%v7 : tensor<7x5xf32>) {
    ^bb0(%in: f32, %out: f32):
      %p = arith.mulf %in, %v3 : f32
      linalg.yield %p : f32
    } -> (tensor<7x5xf32>)
    %v9 = arith.constant 0.0 : f32
    %v10 = arith.cmpf ogt, %v2, %v9 : f32
    %v11 = arith.addf %a0, %a0 : tensor<7x5xf32>
    %v12 = arith.select %v10, %a0, %v11 : tensor<7x5xf32>
    %v13 = arith.constant 0 : index
    %v14 = tensor.dim %a1, %v13 : tensor<7xf32>
    %v15 = arith.index_cast %v14 : index to i64
    %v16 = tensor.splat %v15 : tensor<3xi64>
    return %v4, %v5, %v6, %v8, %v12, %v16 : tensor<7x5xf32>, tensor<2xf32>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<7x5xf32>, tensor<3xi64>
  }
}
