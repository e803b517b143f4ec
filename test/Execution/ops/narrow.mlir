module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<301x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<301x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a2: tensor<301x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a3: tensor<301x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}) -> (tensor<3xf32>, tensor<301xf32>, tensor<301x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<301xf32>, tensor<301x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<301xf32>, tensor<301x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<301xf32>, tensor<301x3xf32>, tensor<2x3xf32>) {
    %v0 = stablehlo.constant dense<0.0> : tensor<f16>
    %v1 = stablehlo.convert %a0 : (tensor<301x3xf32>) -> tensor<301x3xf16>
    %v2 = stablehlo.reduce(%v1 init: %v0) applies stablehlo.add across dimensions = [0] : (tensor<301x3xf16>, tensor<f16>) -> tensor<3xf16>
    %v3 = stablehlo.convert %v2 : (tensor<3xf16>) -> tensor<3xf32>
    %v4 = stablehlo.reduce(%v1 init: %v0) applies stablehlo.add across dimensions = [1] : (tensor<301x3xf16>, tensor<f16>) -> tensor<301xf16>
    %v5 = stablehlo.convert %v4 : (tensor<301xf16>) -> tensor<301xf32>
    %v6 = "stablehlo.reduce_window"(%v1, %v0) <{window_dimensions = array<i64: 301, 1>, padding = dense<[[300, 0], [0, 0]]> : tensor<2x2xi64>}> ({ ^bb0(%a: tensor<f16>, %b: tensor<f16>): %s = stablehlo.add %a, %b : tensor<f16> stablehlo.return %s : tensor<f16> }) : (tensor<301x3xf16>, tensor<f16>) -> tensor<301x3xf16>
    %v7 = stablehlo.convert %v6 : (tensor<301x3xf16>) -> tensor<301x3xf32>
    %v8 = "stablehlo.reduce_window"(%v1, %v0) <{window_dimensions = array<i64: 150, 1>, window_strides = array<i64: 150, 1>}> ({ ^bb0(%a: tensor<f16>, %b: tensor<f16>): %s = stablehlo.add %a, %b : tensor<f16> stablehlo.return %s : tensor<f16> }) : (tensor<301x3xf16>, tensor<f16>) -> tensor<2x3xf16>
    %v9 = stablehlo.convert %v8 : (tensor<2x3xf16>) -> tensor<2x3xf32>
    %v10 = stablehlo.convert %a1 : (tensor<301x3xf32>) -> tensor<301x3xf16>
    %v11 = stablehlo.reduce(%v10 init: %v0) applies stablehlo.add across dimensions = [0] : (tensor<301x3xf16>, tensor<f16>) -> tensor<3xf16>
    %v12 = stablehlo.convert %v11 : (tensor<3xf16>) -> tensor<3xf32>
    %v13 = stablehlo.reduce(%v10 init: %v0) applies stablehlo.add across dimensions = [1] : (tensor<301x3xf16>, tensor<f16>) -> tensor<301xf16>
    %v14 = stablehlo.convert %v13 : (tensor<301xf16>) -> tensor<301xf32>
    %v15 = "stablehlo.reduce_window"(%v10, %v0) <{window_dimensions = array<i64: 301, 1>, padding = dense<[[300, 0], [0, 0]]> : tensor<2x2xi64>}> ({ ^bb0(%a: tensor<f16>, %b: tensor<f16>): %s = stablehlo.add %a, %b : tensor<f16> stablehlo.return %s : tensor<f16> }) : (tensor<301x3xf16>, tensor<f16>) -> tensor<301x3xf16>
    %v16 = stablehlo.convert %v15 : (tensor<301x3xf16>) -> tensor<301x3xf32>
    %v17 = "stablehlo.reduce_window"(%v10, %v0) <{window_dimensions = array<i64: 150, 1>, window_strides = array<i64: 150, 1>}> ({ ^bb0(%a: tensor<f16>, %b: tensor<f16>): %s = stablehlo.add %a, %b : tensor<f16> stablehlo.return %s : tensor<f16> }) : (tensor<301x3xf16>, tensor<f16>) -> tensor<2x3xf16>
    %v18 = stablehlo.convert %v17 : (tensor<2x3xf16>) -> tensor<2x3xf32>
    %v19 = stablehlo.constant dense<0.0> : tensor<bf16>
    %v20 = stablehlo.convert %a2 : (tensor<301x3xf32>) -> tensor<301x3xbf16>
    %v21 = stablehlo.reduce(%v20 init: %v19) applies stablehlo.add across dimensions = [0] : (tensor<301x3xbf16>, tensor<bf16>) -> tensor<3xbf16>
    %v22 = stablehlo.convert %v21 : (tensor<3xbf16>) -> tensor<3xf32>
    %v23 = stablehlo.reduce(%v20 init: %v19) applies stablehlo.add across dimensions = [1] : (tensor<301x3xbf16>, tensor<bf16>) -> tensor<301xbf16>
    %v24 = stablehlo.convert %v23 : (tensor<301xbf16>) -> tensor<301xf32>
    %v25 = "stablehlo.reduce_window"(%v20, %v19) <{window_dimensions = array<i64: 301, 1>, padding = dense<[[300, 0], [0, 0]]> : tensor<2x2xi64>}> ({ ^bb0(%a: tensor<bf16>, %b: tensor<bf16>): %s = stablehlo.add %a, %b : tensor<bf16> stablehlo.return %s : tensor<bf16> }) : (tensor<301x3xbf16>, tensor<bf16>) -> tensor<301x3xbf16>
    %v26 = stablehlo.convert %v25 : (tensor<301x3xbf16>) -> tensor<301x3xf32>
    %v27 = "stablehlo.reduce_window"(%v20, %v19) <{window_dimensions = array<i64: 150, 1>, window_strides = array<i64: 150, 1>}> ({ ^bb0(%a: tensor<bf16>, %b: tensor<bf16>): %s = stablehlo.add %a, %b : tensor<bf16> stablehlo.return %s : tensor<bf16> }) : (tensor<301x3xbf16>, tensor<bf16>) -> tensor<2x3xbf16>
    %v28 = stablehlo.convert %v27 : (tensor<2x3xbf16>) -> tensor<2x3xf32>
    %v29 = stablehlo.convert %a3 : (tensor<301x3xf32>) -> tensor<301x3xbf16>
    %v30 = stablehlo.reduce(%v29 init: %v19) applies stablehlo.add across dimensions = [0] : (tensor<301x3xbf16>, tensor<bf16>) -> tensor<3xbf16>
    %v31 = stablehlo.convert %v30 : (tensor<3xbf16>) -> tensor<3xf32>
    %v32 = stablehlo.reduce(%v29 init: %v19) applies stablehlo.add across dimensions = [1] : (tensor<301x3xbf16>, tensor<bf16>) -> tensor<301xbf16>
    %v33 = stablehlo.convert %v32 : (tensor<301xbf16>) -> tensor<301xf32>
    %v34 = "stablehlo.reduce_window"(%v29, %v19) <{window_dimensions = array<i64: 301, 1>, padding = dense<[[300, 0], [0, 0]]> : tensor<2x2xi64>}> ({ ^bb0(%a: tensor<bf16>, %b: tensor<bf16>): %s = stablehlo.add %a, %b : tensor<bf16> stablehlo.return %s : tensor<bf16> }) : (tensor<301x3xbf16>, tensor<bf16>) -> tensor<301x3xbf16>
    %v35 = stablehlo.convert %v34 : (tensor<301x3xbf16>) -> tensor<301x3xf32>
    %v36 = "stablehlo.reduce_window"(%v29, %v19) <{window_dimensions = array<i64: 150, 1>, window_strides = array<i64: 150, 1>}> ({ ^bb0(%a: tensor<bf16>, %b: tensor<bf16>): %s = stablehlo.add %a, %b : tensor<bf16> stablehlo.return %s : tensor<bf16> }) : (tensor<301x3xbf16>, tensor<bf16>) -> tensor<2x3xbf16>
    %v37 = stablehlo.convert %v36 : (tensor<2x3xbf16>) -> tensor<2x3xf32>
    return %v3, %v5, %v7, %v9, %v12, %v14, %v16, %v18, %v22, %v24, %v26, %v28, %v31, %v33, %v35, %v37 : tensor<3xf32>, tensor<301xf32>, tensor<301x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<301xf32>, tensor<301x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<301xf32>, tensor<301x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<301xf32>, tensor<301x3xf32>, tensor<2x3xf32>
  }
}
