module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<2x9x9x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}, {}, {}]>}, %a1: tensor<3x3x3x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}, {"x"}]>}, %a2: tensor<2x3x9x9xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}, {}, {}]>}, %a3: tensor<4x3x3x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}, {}, {}]>}, %a4: tensor<3x3x3xf32>) -> (tensor<2x4x4x4xf32>, tensor<2x4x4x4xf32>, tensor<2x4x4x3xf32>, tensor<2x4x4x3xf32>, tensor<2x4x4x3xf32>, tensor<2x4x4x3xf32>) {
    %v0 = arith.constant 0.0 : f32
    %v1 = tensor.empty() : tensor<2x4x4x4xf32>
    %v2 = linalg.fill ins(%v0 : f32) outs(%v1 : tensor<2x4x4x4xf32>) -> tensor<2x4x4x4xf32>
    %v3 = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>, dilations = dense<1> : tensor<2xi64>} ins(%a0, %a1 : tensor<2x9x9x3xf32>, tensor<3x3x3x4xf32>) outs(%v2 : tensor<2x4x4x4xf32>) -> tensor<2x4x4x4xf32>
    %v4 = arith.constant 0.0 : f32
    %v5 = tensor.empty() : tensor<2x4x4x4xf32>
    %v6 = linalg.fill ins(%v4 : f32) outs(%v5 : tensor<2x4x4x4xf32>) -> tensor<2x4x4x4xf32>
    %v7 = linalg.conv_2d_nchw_fchw {strides = dense<2> : tensor<2xi64>, dilations = dense<1> : tensor<2xi64>} ins(%a2, %a3 : tensor<2x3x9x9xf32>, tensor<4x3x3x3xf32>) outs(%v6 : tensor<2x4x4x4xf32>) -> tensor<2x4x4x4xf32>
    %v8 = arith.constant 0.0 : f32
    %v9 = tensor.empty() : tensor<2x4x4x3xf32>
    %v10 = linalg.fill ins(%v8 : f32) outs(%v9 : tensor<2x4x4x3xf32>) -> tensor<2x4x4x3xf32>
    %v11 = linalg.depthwise_conv_2d_nhwc_hwc {strides = dense<2> : tensor<2xi64>, dilations = dense<1> : tensor<2xi64>} ins(%a0, %a4 : tensor<2x9x9x3xf32>, tensor<3x3x3xf32>) outs(%v10 : tensor<2x4x4x3xf32>) -> tensor<2x4x4x3xf32>
    %v12 = tensor.empty() : tensor<2x2xf32>
    %v13 = arith.constant 0xFF800000 : f32
    %v14 = tensor.empty() : tensor<2x4x4x3xf32>
    %v15 = linalg.fill ins(%v13 : f32) outs(%v14 : tensor<2x4x4x3xf32>) -> tensor<2x4x4x3xf32>
    %v16 = linalg.pooling_nhwc_max {strides = dense<2> : tensor<2xi64>, dilations = dense<1> : tensor<2xi64>} ins(%a0, %v12 : tensor<2x9x9x3xf32>, tensor<2x2xf32>) outs(%v15 : tensor<2x4x4x3xf32>) -> tensor<2x4x4x3xf32>
    %v17 = arith.constant 0x7F800000 : f32
    %v18 = tensor.empty() : tensor<2x4x4x3xf32>
    %v19 = linalg.fill ins(%v17 : f32) outs(%v18 : tensor<2x4x4x3xf32>) -> tensor<2x4x4x3xf32>
    %v20 = linalg.pooling_nhwc_min {strides = dense<2> : tensor<2xi64>, dilations = dense<1> : tensor<2xi64>} ins(%a0, %v12 : tensor<2x9x9x3xf32>, tensor<2x2xf32>) outs(%v19 : tensor<2x4x4x3xf32>) -> tensor<2x4x4x3xf32>
    %v21 = arith.constant 0.0 : f32
    %v22 = tensor.empty() : tensor<2x4x4x3xf32>
    %v23 = linalg.fill ins(%v21 : f32) outs(%v22 : tensor<2x4x4x3xf32>) -> tensor<2x4x4x3xf32>
    %v24 = linalg.pooling_nhwc_sum {strides = dense<2> : tensor<2xi64>, dilations = dense<1> : tensor<2xi64>} ins(%a0, %v12 : tensor<2x9x9x3xf32>, tensor<2x2xf32>) outs(%v23 : tensor<2x4x4x3xf32>) -> tensor<2x4x4x3xf32>
    return %v3, %v7, %v11, %v16, %v20, %v24 : tensor<2x4x4x4xf32>, tensor<2x4x4x4xf32>, tensor<2x4x4x3xf32>, tensor<2x4x4x3xf32>, tensor<2x4x4x3xf32>, tensor<2x4x4x3xf32>
  }
}
