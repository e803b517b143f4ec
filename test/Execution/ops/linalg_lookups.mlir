module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<2x3xi64>, %a2: tensor<7xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}, %a3: tensor<7xi64> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}, %a4: tensor<2x5xf32>) -> (tensor<2x3x5xf32>, tensor<7xf32>, tensor<7xf32>, tensor<3x5xf32>, tensor<3x1x5xf32>, tensor<7xi32>, tensor<7x5xf32>, tensor<7x5xf32>) {
    %v0 = tensor.empty() : tensor<2x3x5xf32>
    %v1 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%a1 : tensor<2x3xi64>) outs(%v0 : tensor<2x3x5xf32>) {
    ^bb0(%i: i64, %out: f32):
      %r = arith.index_cast %i : i64 to index
      %j = linalg.index 2 : index
      %c7 = arith.constant 7 : i64
      %ok = arith.cmpi slt, %i, %c7 : i64
      cf.assert %ok, "index must be smaller than dim size"
      %e = tensor.extract %a0[%r, %j] : tensor<7x5xf32>
      linalg.yield %e : f32
    } -> (tensor<2x3x5xf32>)
    %v2 = tensor.empty() : tensor<7xf32>
    %v3 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a3 : tensor<7xi64>) outs(%v2 : tensor<7xf32>) {
    ^bb0(%i: i64, %out: f32):
      %r = arith.index_cast %i : i64 to index
      %j = linalg.index 0 : index
      %e = tensor.extract %a0[%j, %r] : tensor<7x5xf32>
      linalg.yield %e : f32
    } -> (tensor<7xf32>)
    %v4 = tensor.empty() : tensor<7xf32>
    %v5 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a2, %a2 : tensor<7xi32>, tensor<7xi32>) outs(%v4 : tensor<7xf32>) {
    ^bb0(%i: i32, %k: i32, %out: f32):
      %p = arith.index_cast %i : i32 to index
      %c4 = arith.constant 4 : i32
      %m = arith.minsi %k, %c4 : i32
      %q = arith.index_cast %m : i32 to index
      %e = tensor.extract %a0[%p, %q] : tensor<7x5xf32>
      linalg.yield %e : f32
    } -> (tensor<7xf32>)
    %v6 = arith.constant dense<[[1], [6], [1]]> : tensor<3x1xi64>
    %v7 = tensor.gather %a0[%v6] gather_dims([0]) : (tensor<7x5xf32>, tensor<3x1xi64>) -> tensor<3x5xf32>
    %v8 = arith.constant dense<[[5], [0], [2]]> : tensor<3x1xindex>
    %v9 = tensor.gather %a0[%v8] gather_dims([0]) : (tensor<7x5xf32>, tensor<3x1xindex>) -> tensor<3x1x5xf32>
    %v10 = arith.index_cast %a2 : tensor<7xi32> to tensor<7xindex>
    %v11 = arith.addi %v10, %v10 : tensor<7xindex>
    %v12 = arith.index_cast %v11 : tensor<7xindex> to tensor<7xi32>
    %v13 = tensor.expand_shape %v10 [[0, 1]] output_shape [7, 1] : tensor<7xindex> into tensor<7x1xindex>
    %v14 = tensor.gather %a0[%v13] gather_dims([0]) : (tensor<7x5xf32>, tensor<7x1xindex>) -> tensor<7x5xf32>
    %v15 = arith.constant dense<[[5], [2]]> : tensor<2x1xi64>
    %v16 = tensor.scatter %a4 into %a0[%v15] scatter_dims([0]) unique : (tensor<2x5xf32>, tensor<7x5xf32>, tensor<2x1xi64>) -> tensor<7x5xf32>
    return %v1, %v3, %v5, %v7, %v9, %v12, %v14, %v16 : tensor<2x3x5xf32>, tensor<7xf32>, tensor<7xf32>, tensor<3x5xf32>, tensor<3x1x5xf32>, tensor<7xi32>, tensor<7x5xf32>, tensor<7x5xf32>
  }
}
