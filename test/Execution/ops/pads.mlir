module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a2: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a3: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a4: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a5: tensor<f32>, %a6: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a7: tensor<f32>, %a8: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a9: tensor<f32>, %a10: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a11: tensor<f32>, %a12: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a13: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a14: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a15: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a16: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a17: tensor<f32>, %a18: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a19: tensor<f32>, %a20: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a21: tensor<f32>, %a22: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a23: tensor<f32>, %a24: tensor<5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}, %a25: tensor<5x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a26: tensor<f32>, %a27: tensor<0x3xf32>, %a28: tensor<1x3xi32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a29: tensor<4x3xi1> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a30: tensor<3x2xf32>, %a31: tensor<f32>) -> (tensor<10x6xf32>, tensor<6x4xf32>, tensor<19x9xf32>, tensor<8x22xf32>, tensor<10x6xf32>, tensor<6x4xf32>, tensor<19x9xf32>, tensor<8x22xf32>, tensor<10x6xf32>, tensor<6x4xf32>, tensor<19x9xf32>, tensor<8x22xf32>, tensor<10x6xf32>, tensor<6x4xf32>, tensor<19x9xf32>, tensor<8x22xf32>, tensor<3xf32>, tensor<2x2xf32>, tensor<3x4xf32>, tensor<2x6xi32>, tensor<5x6xi1>, tensor<0x2xf32>, tensor<f32>) {
    %v0 = stablehlo.constant dense<2.5> : tensor<f32>
    %v1 = stablehlo.pad %a0, %v0, low = [1, 0], high = [2, 0], interior = [0, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<10x6xf32>
    %v2 = stablehlo.constant dense<2.5> : tensor<f32>
    %v3 = stablehlo.pad %a1, %v2, low = [-2, 1], high = [1, -3], interior = [0, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<6x4xf32>
    %v4 = stablehlo.constant dense<2.5> : tensor<f32>
    %v5 = stablehlo.pad %a2, %v4, low = [0, 2], high = [0, 1], interior = [2, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<19x9xf32>
    %v6 = stablehlo.constant dense<2.5> : tensor<f32>
    %v7 = stablehlo.pad %a3, %v6, low = [-1, -2], high = [-4, 3], interior = [1, 3] : (tensor<7x6xf32>, tensor<f32>) -> tensor<8x22xf32>
    %v8 = stablehlo.pad %a4, %a5, low = [1, 0], high = [2, 0], interior = [0, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<10x6xf32>
    %v9 = stablehlo.pad %a6, %a7, low = [-2, 1], high = [1, -3], interior = [0, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<6x4xf32>
    %v10 = stablehlo.pad %a8, %a9, low = [0, 2], high = [0, 1], interior = [2, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<19x9xf32>
    %v11 = stablehlo.pad %a10, %a11, low = [-1, -2], high = [-4, 3], interior = [1, 3] : (tensor<7x6xf32>, tensor<f32>) -> tensor<8x22xf32>
    %v12 = stablehlo.constant dense<2.5> : tensor<f32>
    %v13 = stablehlo.pad %a12, %v12, low = [1, 0], high = [2, 0], interior = [0, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<10x6xf32>
    %v14 = stablehlo.constant dense<2.5> : tensor<f32>
    %v15 = stablehlo.pad %a13, %v14, low = [-2, 1], high = [1, -3], interior = [0, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<6x4xf32>
    %v16 = stablehlo.constant dense<2.5> : tensor<f32>
    %v17 = stablehlo.pad %a14, %v16, low = [0, 2], high = [0, 1], interior = [2, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<19x9xf32>
    %v18 = stablehlo.constant dense<2.5> : tensor<f32>
    %v19 = stablehlo.pad %a15, %v18, low = [-1, -2], high = [-4, 3], interior = [1, 3] : (tensor<7x6xf32>, tensor<f32>) -> tensor<8x22xf32>
    %v20 = stablehlo.pad %a16, %a17, low = [1, 0], high = [2, 0], interior = [0, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<10x6xf32>
    %v21 = stablehlo.pad %a18, %a19, low = [-2, 1], high = [1, -3], interior = [0, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<6x4xf32>
    %v22 = stablehlo.pad %a20, %a21, low = [0, 2], high = [0, 1], interior = [2, 0] : (tensor<7x6xf32>, tensor<f32>) -> tensor<19x9xf32>
    %v23 = stablehlo.pad %a22, %a23, low = [-1, -2], high = [-4, 3], interior = [1, 3] : (tensor<7x6xf32>, tensor<f32>) -> tensor<8x22xf32>
    %v24 = stablehlo.constant dense<-0.0> : tensor<f32>
    %v25 = stablehlo.pad %a24, %v24, low = [-9], high = [7], interior = [0] : (tensor<5xf32>, tensor<f32>) -> tensor<3xf32>
    %v26 = stablehlo.pad %a25, %a26, low = [-5, 0], high = [2, 0], interior = [0, 0] : (tensor<5x2xf32>, tensor<f32>) -> tensor<2x2xf32>
    %v27 = stablehlo.constant dense<2.5> : tensor<f32>
    %v28 = stablehlo.pad %a27, %v27, low = [2, 0], high = [1, 1], interior = [4, 0] : (tensor<0x3xf32>, tensor<f32>) -> tensor<3x4xf32>
    %v29 = stablehlo.constant dense<7> : tensor<i32>
    %v30 = stablehlo.pad %a28, %v29, low = [1, 0], high = [0, 1], interior = [3, 1] : (tensor<1x3xi32>, tensor<i32>) -> tensor<2x6xi32>
    %v31 = stablehlo.constant dense<true> : tensor<i1>
    %v32 = stablehlo.pad %a29, %v31, low = [1, 0], high = [0, 1], interior = [0, 1] : (tensor<4x3xi1>, tensor<i1>) -> tensor<5x6xi1>
    %v33 = stablehlo.constant dense<1.0> : tensor<f32>
    %v34 = stablehlo.pad %a30, %v33, low = [0, 0], high = [-3, 0], interior = [0, 0] : (tensor<3x2xf32>, tensor<f32>) -> tensor<0x2xf32>
    %v35 = stablehlo.constant dense<2.5> : tensor<f32>
    %v36 = stablehlo.pad %a31, %v35, low = [], high = [], interior = [] : (tensor<f32>, tensor<f32>) -> tensor<f32>
    return %v1, %v3, %v5, %v7, %v8, %v9, %v10, %v11, %v13, %v15, %v17, %v19, %v20, %v21, %v22, %v23, %v25, %v26, %v28, %v30, %v32, %v34, %v36 : tensor<10x6xf32>, tensor<6x4xf32>, tensor<19x9xf32>, tensor<8x22xf32>, tensor<10x6xf32>, tensor<6x4xf32>, tensor<19x9xf32>, tensor<8x22xf32>, tensor<10x6xf32>, tensor<6x4xf32>, tensor<19x9xf32>, tensor<8x22xf32>, tensor<10x6xf32>, tensor<6x4xf32>, tensor<19x9xf32>, tensor<8x22xf32>, tensor<3xf32>, tensor<2x2xf32>, tensor<3x4xf32>, tensor<2x6xi32>, tensor<5x6xi1>, tensor<0x2xf32>, tensor<f32>
  }
}
