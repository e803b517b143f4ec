module @jit_scan attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<7x300xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg1: tensor<7x300xi32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}) -> (tensor<7x300xf32> {jax.result_info = "result[0]"}, tensor<7x300xf32> {jax.result_info = "result[1]"}, tensor<7x300xf32> {jax.result_info = "result[2]"}, tensor<7x300xf32> {jax.result_info = "result[3]"}, tensor<7x300xi32> {jax.result_info = "result[4]"}, tensor<7x300xi32> {jax.result_info = "result[5]"}, tensor<7x300xf32> {jax.result_info = "result[6]"}, tensor<1x300xi32> {jax.result_info = "result[7]"}) {
    %0 = call @cumsum(%arg0) : (tensor<7x300xf32>) -> tensor<7x300xf32>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<7x300xf32>
    %2 = stablehlo.multiply %arg0, %1 : tensor<7x300xf32>
    %cst_0 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %3 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<7x300xf32>
    %4 = stablehlo.subtract %2, %3 : tensor<7x300xf32>
    %5 = call @cumsum_1(%4) : (tensor<7x300xf32>) -> tensor<7x300xf32>
    %cst_1 = stablehlo.constant dense<6.400000e+01> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<7x300xf32>
    %7 = stablehlo.divide %arg0, %6 : tensor<7x300xf32>
    %cst_2 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<7x300xf32>
    %9 = stablehlo.add %8, %7 : tensor<7x300xf32>
    %10 = call @cumprod(%9) : (tensor<7x300xf32>) -> tensor<7x300xf32>
    %11 = call @cummax(%arg0) : (tensor<7x300xf32>) -> tensor<7x300xf32>
    %12 = call @cummin(%arg1) : (tensor<7x300xi32>) -> tensor<7x300xi32>
    %c = stablehlo.constant dense<2> : tensor<i32>
    %13 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<7x300xi32>
    %14 = stablehlo.compare EQ, %arg1, %13, SIGNED : (tensor<7x300xi32>, tensor<7x300xi32>) -> tensor<7x300xi1>
    %15 = stablehlo.convert %14 : (tensor<7x300xi1>) -> tensor<7x300xi32>
    %16 = call @cumsum_3(%15) : (tensor<7x300xi32>) -> tensor<7x300xi32>
    %17 = stablehlo.convert %arg0 : (tensor<7x300xf32>) -> tensor<7x300xbf16>
    %18 = call @cummax_5(%17) : (tensor<7x300xbf16>) -> tensor<7x300xbf16>
    %19 = stablehlo.convert %18 : (tensor<7x300xbf16>) -> tensor<7x300xf32>
    %20 = stablehlo.slice %arg1 [0:1, 0:300] : (tensor<7x300xi32>) -> tensor<1x300xi32>
    %21 = call @cumsum_6(%20) : (tensor<1x300xi32>) -> tensor<1x300xi32>
    return %0, %5, %10, %11, %12, %16, %19, %21 : tensor<7x300xf32>, tensor<7x300xf32>, tensor<7x300xf32>, tensor<7x300xf32>, tensor<7x300xi32>, tensor<7x300xi32>, tensor<7x300xf32>, tensor<1x300xi32>
  }
  func.func private @cumsum(%arg0: tensor<7x300xf32>) -> tensor<7x300xf32> {
    %0 = call @cumsum_0(%arg0) : (tensor<7x300xf32>) -> tensor<7x300xf32>
    return %0 : tensor<7x300xf32>
  }
  func.func private @cumsum_0(%arg0: tensor<7x300xf32>) -> tensor<7x300xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<f32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1>, padding = dense<[[6, 0], [0, 0]]> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 7, 1>, window_strides = array<i64: 1, 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %2 = stablehlo.add %arg1, %arg2 : tensor<f32>
      stablehlo.return %2 : tensor<f32>
    }) : (tensor<7x300xf32>, tensor<f32>) -> tensor<7x300xf32>
    return %1 : tensor<7x300xf32>
  }
  func.func private @cumsum_1(%arg0: tensor<7x300xf32>) -> tensor<7x300xf32> {
    %0 = call @cumsum_2(%arg0) : (tensor<7x300xf32>) -> tensor<7x300xf32>
    return %0 : tensor<7x300xf32>
  }
  func.func private @cumsum_2(%arg0: tensor<7x300xf32>) -> tensor<7x300xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<f32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1>, padding = dense<[[0, 0], [299, 0]]> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 1, 300>, window_strides = array<i64: 1, 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %2 = stablehlo.add %arg1, %arg2 : tensor<f32>
      stablehlo.return %2 : tensor<f32>
    }) : (tensor<7x300xf32>, tensor<f32>) -> tensor<7x300xf32>
    return %1 : tensor<7x300xf32>
  }
  func.func private @cumprod(%arg0: tensor<7x300xf32>) -> tensor<7x300xf32> {
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %0 = "stablehlo.reduce_window"(%arg0, %cst) <{base_dilations = array<i64: 1, 1>, padding = dense<[[0, 0], [0, 299]]> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 1, 300>, window_strides = array<i64: 1, 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %1 = stablehlo.multiply %arg1, %arg2 : tensor<f32>
      stablehlo.return %1 : tensor<f32>
    }) : (tensor<7x300xf32>, tensor<f32>) -> tensor<7x300xf32>
    return %0 : tensor<7x300xf32>
  }
  func.func private @cummax(%arg0: tensor<7x300xf32>) -> tensor<7x300xf32> {
    %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<f32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1>, padding = dense<[[0, 6], [0, 0]]> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 7, 1>, window_strides = array<i64: 1, 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %2 = stablehlo.maximum %arg1, %arg2 : tensor<f32>
      stablehlo.return %2 : tensor<f32>
    }) : (tensor<7x300xf32>, tensor<f32>) -> tensor<7x300xf32>
    return %1 : tensor<7x300xf32>
  }
  func.func private @cummin(%arg0: tensor<7x300xi32>) -> tensor<7x300xi32> {
    %c = stablehlo.constant dense<2147483647> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1>, padding = dense<[[0, 0], [299, 0]]> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 1, 300>, window_strides = array<i64: 1, 1>}> ({
    ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
      %2 = stablehlo.minimum %arg1, %arg2 : tensor<i32>
      stablehlo.return %2 : tensor<i32>
    }) : (tensor<7x300xi32>, tensor<i32>) -> tensor<7x300xi32>
    return %1 : tensor<7x300xi32>
  }
  func.func private @cumsum_3(%arg0: tensor<7x300xi32>) -> tensor<7x300xi32> {
    %0 = call @cumsum_4(%arg0) : (tensor<7x300xi32>) -> tensor<7x300xi32>
    return %0 : tensor<7x300xi32>
  }
  func.func private @cumsum_4(%arg0: tensor<7x300xi32>) -> tensor<7x300xi32> {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1>, padding = dense<[[6, 0], [0, 0]]> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 7, 1>, window_strides = array<i64: 1, 1>}> ({
    ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
      %2 = stablehlo.add %arg1, %arg2 : tensor<i32>
      stablehlo.return %2 : tensor<i32>
    }) : (tensor<7x300xi32>, tensor<i32>) -> tensor<7x300xi32>
    return %1 : tensor<7x300xi32>
  }
  func.func private @cummax_5(%arg0: tensor<7x300xbf16>) -> tensor<7x300xbf16> {
    %cst = stablehlo.constant dense<0xFF80> : tensor<bf16>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<bf16>) -> tensor<bf16>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1>, padding = dense<[[0, 0], [299, 0]]> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 1, 300>, window_strides = array<i64: 1, 1>}> ({
    ^bb0(%arg1: tensor<bf16>, %arg2: tensor<bf16>):
      %2 = stablehlo.maximum %arg1, %arg2 : tensor<bf16>
      stablehlo.return %2 : tensor<bf16>
    }) : (tensor<7x300xbf16>, tensor<bf16>) -> tensor<7x300xbf16>
    return %1 : tensor<7x300xbf16>
  }
  func.func private @cumsum_6(%arg0: tensor<1x300xi32>) -> tensor<1x300xi32> {
    %0 = call @cumsum_7(%arg0) : (tensor<1x300xi32>) -> tensor<1x300xi32>
    return %0 : tensor<1x300xi32>
  }
  func.func private @cumsum_7(%arg0: tensor<1x300xi32>) -> tensor<1x300xi32> {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<i32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1>, padding = dense<0> : tensor<2x2xi64>, window_dilations = array<i64: 1, 1>, window_dimensions = array<i64: 1, 1>, window_strides = array<i64: 1, 1>}> ({
    ^bb0(%arg1: tensor<i32>, %arg2: tensor<i32>):
      %2 = stablehlo.add %arg1, %arg2 : tensor<i32>
      stablehlo.return %2 : tensor<i32>
    }) : (tensor<1x300xi32>, tensor<i32>) -> tensor<1x300xi32>
    return %1 : tensor<1x300xi32>
  }
}
