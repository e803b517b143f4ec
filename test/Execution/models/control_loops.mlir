module @jit_control_loops attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<7xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, %arg1: tensor<7x7xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, %arg2: tensor<7xf32>, %arg3: tensor<i32>) -> (tensor<7xf32> {jax.result_info = "result[0]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<i32> {jax.result_info = "result[1]"}, tensor<7xf32> {jax.result_info = "result[2]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<f32> {jax.result_info = "result[3]"}, tensor<7xf32> {jax.result_info = "result[4]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<7xf32> {jax.result_info = "result[5]"}, tensor<7xf32> {jax.result_info = "result[6]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<7xf32> {jax.result_info = "result[7]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<7xf32> {jax.result_info = "result[8]"}) {
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<7xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %cst_0 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %1:4 = stablehlo.while(%iterArg = %arg0, %iterArg_7 = %0, %iterArg_8 = %c, %iterArg_9 = %cst_0) : tensor<7xf32>, tensor<7xf32>, tensor<i32>, tensor<f32>
    cond {
      %cst_10 = stablehlo.constant dense<1.000000e-03> : tensor<f32>
      %9 = stablehlo.compare GT, %iterArg_9, %cst_10, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %c_11 = stablehlo.constant dense<50> : tensor<i32>
      %10 = stablehlo.compare LT, %iterArg_8, %c_11, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_12 = stablehlo.constant dense<false> : tensor<i1>
      %11 = stablehlo.broadcast_in_dim %c_12, dims = [] : (tensor<i1>) -> tensor<i1>
      %12 = stablehlo.compare NE, %10, %11, UNSIGNED : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %13 = stablehlo.convert %12 : tensor<i1>
      %14 = stablehlo.and %9, %13 : tensor<i1>
      stablehlo.return %14 : tensor<i1>
    } do {
      %9 = stablehlo.divide %iterArg, %iterArg_7 : tensor<7xf32>
      %10 = stablehlo.add %iterArg_7, %9 : tensor<7xf32>
      %cst_10 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
      %11 = stablehlo.broadcast_in_dim %cst_10, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %12 = stablehlo.multiply %11, %10 : tensor<7xf32>
      %c_11 = stablehlo.constant dense<1> : tensor<i32>
      %13 = stablehlo.add %iterArg_8, %c_11 : tensor<i32>
      %14 = stablehlo.subtract %12, %iterArg_7 : tensor<7xf32>
      %15 = stablehlo.abs %14 : tensor<7xf32>
      %cst_12 = stablehlo.constant dense<0xFF800000> : tensor<f32>
      %16 = stablehlo.reduce(%15 init: %cst_12) applies stablehlo.maximum across dimensions = [0] : (tensor<7xf32>, tensor<f32>) -> tensor<f32>
      stablehlo.return %iterArg, %12, %13, %16 : tensor<7xf32>, tensor<7xf32>, tensor<i32>, tensor<f32>
    }
    %cst_1 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %2:5 = stablehlo.while(%iterArg = %arg3, %iterArg_7 = %arg1, %iterArg_8 = %arg2, %iterArg_9 = %cst_1, %iterArg_10 = %c_2) : tensor<i32>, tensor<7x7xf32>, tensor<7xf32>, tensor<f32>, tensor<i32>
    cond {
      %9 = stablehlo.convert %iterArg_10 : tensor<i32>
      %10 = stablehlo.compare LT, %9, %iterArg, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %10 : tensor<i1>
    } do {
      %9 = stablehlo.dot_general %iterArg_7, %iterArg_8, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<7x7xf32>, tensor<7xf32>) -> tensor<7xf32>
      %10 = stablehlo.multiply %9, %9 : tensor<7xf32>
      %cst_11 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
      %11 = stablehlo.reduce(%10 init: %cst_11) applies stablehlo.add across dimensions = [0] : (tensor<7xf32>, tensor<f32>) -> tensor<f32>
      %12 = stablehlo.sqrt %11 : tensor<f32>
      %13 = stablehlo.broadcast_in_dim %12, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %14 = stablehlo.divide %9, %13 : tensor<7xf32>
      %c_12 = stablehlo.constant dense<1> : tensor<i32>
      %15 = stablehlo.add %iterArg_10, %c_12 : tensor<i32>
      stablehlo.return %iterArg, %iterArg_7, %14, %12, %15 : tensor<i32>, tensor<7x7xf32>, tensor<7xf32>, tensor<f32>, tensor<i32>
    }
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %3:3 = stablehlo.while(%iterArg = %c_3, %iterArg_7 = %arg3, %iterArg_8 = %arg0) : tensor<i32>, tensor<i32>, tensor<7xf32>
    cond {
      %9 = stablehlo.compare LT, %iterArg, %iterArg_7, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %9 : tensor<i1>
    } do {
      %c_9 = stablehlo.constant dense<1> : tensor<i32>
      %9 = stablehlo.add %iterArg, %c_9 : tensor<i32>
      %cst_10 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
      %10 = stablehlo.broadcast_in_dim %cst_10, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %11 = stablehlo.multiply %iterArg_8, %10 : tensor<7xf32>
      %12 = stablehlo.convert %iterArg : (tensor<i32>) -> tensor<f32>
      %13 = stablehlo.broadcast_in_dim %12, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %14 = stablehlo.add %11, %13 : tensor<7xf32>
      stablehlo.return %9, %iterArg_7, %14 : tensor<i32>, tensor<i32>, tensor<7xf32>
    }
    %4:3 = stablehlo.while(%iterArg = %arg3, %iterArg_7 = %arg3, %iterArg_8 = %arg0) : tensor<i32>, tensor<i32>, tensor<7xf32>
    cond {
      %9 = stablehlo.compare LT, %iterArg, %iterArg_7, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %9 : tensor<i1>
    } do {
      %c_9 = stablehlo.constant dense<1> : tensor<i32>
      %9 = stablehlo.add %iterArg, %c_9 : tensor<i32>
      %cst_10 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
      %10 = stablehlo.broadcast_in_dim %cst_10, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %11 = stablehlo.multiply %iterArg_8, %10 : tensor<7xf32>
      %12 = stablehlo.convert %iterArg : (tensor<i32>) -> tensor<f32>
      %13 = stablehlo.broadcast_in_dim %12, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %14 = stablehlo.add %11, %13 : tensor<7xf32>
      stablehlo.return %9, %iterArg_7, %14 : tensor<i32>, tensor<i32>, tensor<7xf32>
    }
    %c_4 = stablehlo.constant dense<0> : tensor<i32>
    %5:4 = stablehlo.while(%iterArg = %arg3, %iterArg_7 = %arg0, %iterArg_8 = %arg0, %iterArg_9 = %c_4) : tensor<i32>, tensor<7xf32>, tensor<7xf32>, tensor<i32>
    cond {
      %9 = stablehlo.convert %iterArg_9 : tensor<i32>
      %10 = stablehlo.compare LT, %9, %iterArg, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %10 : tensor<i1>
    } do {
      %c_10 = stablehlo.constant dense<0> : tensor<i32>
      %9:4 = stablehlo.while(%iterArg_13 = %iterArg_9, %iterArg_14 = %iterArg_7, %iterArg_15 = %iterArg_8, %iterArg_16 = %c_10) : tensor<i32>, tensor<7xf32>, tensor<7xf32>, tensor<i32>
      cond {
        %13 = stablehlo.compare LT, %iterArg_16, %iterArg_13, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
        stablehlo.return %13 : tensor<i1>
      } do {
        %13 = stablehlo.add %iterArg_15, %iterArg_14 : tensor<7xf32>
        %c_17 = stablehlo.constant dense<1> : tensor<i32>
        %14 = stablehlo.add %iterArg_16, %c_17 : tensor<i32>
        stablehlo.return %iterArg_13, %iterArg_14, %13, %14 : tensor<i32>, tensor<7xf32>, tensor<7xf32>, tensor<i32>
      }
      %cst_11 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
      %10 = stablehlo.broadcast_in_dim %cst_11, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %11 = stablehlo.multiply %9#2, %10 : tensor<7xf32>
      %c_12 = stablehlo.constant dense<1> : tensor<i32>
      %12 = stablehlo.add %iterArg_9, %c_12 : tensor<i32>
      stablehlo.return %iterArg, %iterArg_7, %11, %12 : tensor<i32>, tensor<7xf32>, tensor<7xf32>, tensor<i32>
    }
    %cst_5 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<7xf32>
    %7 = stablehlo.multiply %6, %arg0 : tensor<7xf32>
    %c_6 = stablehlo.constant dense<0> : tensor<i32>
    %8:4 = stablehlo.while(%iterArg = %arg3, %iterArg_7 = %arg0, %iterArg_8 = %7, %iterArg_9 = %c_6) : tensor<i32>, tensor<7xf32>, tensor<7xf32>, tensor<i32>
    cond {
      %9 = stablehlo.convert %iterArg_9 : tensor<i32>
      %10 = stablehlo.compare LT, %9, %iterArg, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %10 : tensor<i1>
    } do {
      %c_10 = stablehlo.constant dense<1> : tensor<i32>
      %9 = stablehlo.add %iterArg_9, %c_10 : tensor<i32>
      stablehlo.return %iterArg, %iterArg_8, %iterArg_7, %9 : tensor<i32>, tensor<7xf32>, tensor<7xf32>, tensor<i32>
    }
    return %1#1, %1#2, %2#2, %2#3, %3#2, %4#2, %5#2, %8#1, %8#2 : tensor<7xf32>, tensor<i32>, tensor<7xf32>, tensor<f32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>
  }
}
