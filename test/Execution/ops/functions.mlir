module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a2: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a3: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a4: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a5: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a6: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a7: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a8: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a9: tensor<7x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a10: tensor<5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}) -> (tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<5xf32>) {
    %v0 = chlo.asin %a0 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v1 = chlo.acos %a1 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v2 = chlo.atan %a2 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v3 = chlo.sinh %a3 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v4 = chlo.cosh %a4 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v5 = chlo.asinh %a5 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v6 = chlo.acosh %a6 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v7 = chlo.atanh %a7 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v8 = chlo.tan %a8 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v9 = chlo.erf_inv %a9 : tensor<7x3xf32> -> tensor<7x3xf32>
    %v10 = chlo.erf_inv %a10 : tensor<5xf32> -> tensor<5xf32>
    return %v0, %v1, %v2, %v3, %v4, %v5, %v6, %v7, %v8, %v9, %v10 : tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<7x3xf32>, tensor<5xf32>
  }
}
