module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a2: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a3: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a4: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a5: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a6: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a7: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a8: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a9: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a10: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a11: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a12: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a13: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a14: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a15: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a16: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a17: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a18: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a19: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a20: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a21: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a22: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a23: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a24: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a25: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a26: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a27: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a28: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a29: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a30: tensor<7x3xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a31: tensor<5xf16> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}) -> (tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<5xf16>) {
    %v0 = stablehlo.cbrt %a0 : tensor<7x3xf16>
    %v1 = stablehlo.cosine %a1 : tensor<7x3xf16>
    %v2 = stablehlo.exponential %a2 : tensor<7x3xf16>
    %v3 = stablehlo.exponential_minus_one %a3 : tensor<7x3xf16>
    %v4 = stablehlo.log %a4 : tensor<7x3xf16>
    %v5 = stablehlo.log_plus_one %a5 : tensor<7x3xf16>
    %v6 = stablehlo.logistic %a6 : tensor<7x3xf16>
    %v7 = stablehlo.rsqrt %a7 : tensor<7x3xf16>
    %v8 = stablehlo.sine %a8 : tensor<7x3xf16>
    %v9 = stablehlo.sqrt %a9 : tensor<7x3xf16>
    %v10 = stablehlo.tan %a10 : tensor<7x3xf16>
    %v11 = stablehlo.tanh %a11 : tensor<7x3xf16>
    %v12 = chlo.acos %a12 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v13 = chlo.acosh %a13 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v14 = chlo.asin %a14 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v15 = chlo.asinh %a15 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v16 = chlo.atan %a16 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v17 = chlo.atanh %a17 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v18 = chlo.cosh %a18 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v19 = chlo.erf %a19 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v20 = chlo.erfc %a20 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v21 = chlo.sinh %a21 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v22 = chlo.square %a22 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v23 = chlo.tan %a23 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v24 = stablehlo.atan2 %a24, %a25 : tensor<7x3xf16>
    %v25 = stablehlo.power %a26, %a27 : tensor<7x3xf16>
    %v26 = stablehlo.remainder %a28, %a29 : tensor<7x3xf16>
    %v27 = chlo.erf_inv %a30 : tensor<7x3xf16> -> tensor<7x3xf16>
    %v28 = chlo.erf_inv %a31 : tensor<5xf16> -> tensor<5xf16>
    return %v0, %v1, %v2, %v3, %v4, %v5, %v6, %v7, %v8, %v9, %v10, %v11, %v12, %v13, %v14, %v15, %v16, %v17, %v18, %v19, %v20, %v21, %v22, %v23, %v24, %v25, %v26, %v27, %v28 : tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<7x3xf16>, tensor<5xf16>
  }
}
