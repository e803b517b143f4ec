module @jit_control_branches attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<3x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg1: tensor<6x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg2: tensor<i32>, %arg3: tensor<i1>) -> (tensor<3x6xf32> {jax.result_info = "result[0]", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, tensor<3x6xf32> {jax.result_info = "result[1]"}, tensor<3x6xf32> {jax.result_info = "result[2]", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, tensor<3x6xf32> {jax.result_info = "result[3]"}, tensor<3x6xf32> {jax.result_info = "result[4]"}, tensor<f32> {jax.result_info = "result[5]"}, tensor<3x6xf32> {jax.result_info = "result[6]", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, tensor<3x6xf32> {jax.result_info = "result[7]"}) {
    %c = stablehlo.constant dense<-1> : tensor<i32>
    %0 = stablehlo.add %arg2, %c : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %c_1 = stablehlo.constant dense<2> : tensor<i32>
    %1 = stablehlo.clamp %c_0, %0, %c_1 : tensor<i32>
    %2 = "stablehlo.case"(%1) ({
      %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
      %18 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
      %19 = stablehlo.add %arg0, %18 : tensor<3x6xf32>
      stablehlo.return %19 : tensor<3x6xf32>
    }, {
      %18 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<3x6xf32>, tensor<6x6xf32>) -> tensor<3x6xf32>
      stablehlo.return %18 : tensor<3x6xf32>
    }, {
      %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
      %18 = stablehlo.reduce(%arg0 init: %cst) applies stablehlo.maximum across dimensions = [0, 1] : (tensor<3x6xf32>, tensor<f32>) -> tensor<f32>
      %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
      stablehlo.return %19 : tensor<3x6xf32>
    }) : (tensor<i32>) -> tensor<3x6xf32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.add %arg2, %c_2 : tensor<i32>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %c_4 = stablehlo.constant dense<2> : tensor<i32>
    %4 = stablehlo.clamp %c_3, %3, %c_4 : tensor<i32>
    %5 = "stablehlo.case"(%4) ({
      %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
      %18 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
      %19 = stablehlo.add %arg0, %18 : tensor<3x6xf32>
      stablehlo.return %19 : tensor<3x6xf32>
    }, {
      %18 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<3x6xf32>, tensor<6x6xf32>) -> tensor<3x6xf32>
      stablehlo.return %18 : tensor<3x6xf32>
    }, {
      %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
      %18 = stablehlo.reduce(%arg0 init: %cst) applies stablehlo.maximum across dimensions = [0, 1] : (tensor<3x6xf32>, tensor<f32>) -> tensor<f32>
      %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
      stablehlo.return %19 : tensor<3x6xf32>
    }) : (tensor<i32>) -> tensor<3x6xf32>
    %c_5 = stablehlo.constant dense<1> : tensor<i32>
    %6 = stablehlo.add %arg2, %c_5 : tensor<i32>
    %c_6 = stablehlo.constant dense<0> : tensor<i32>
    %c_7 = stablehlo.constant dense<2> : tensor<i32>
    %7 = stablehlo.clamp %c_6, %6, %c_7 : tensor<i32>
    %8 = "stablehlo.case"(%7) ({
      %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
      %18 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
      %19 = stablehlo.add %arg0, %18 : tensor<3x6xf32>
      stablehlo.return %19 : tensor<3x6xf32>
    }, {
      %18 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<3x6xf32>, tensor<6x6xf32>) -> tensor<3x6xf32>
      stablehlo.return %18 : tensor<3x6xf32>
    }, {
      %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
      %18 = stablehlo.reduce(%arg0 init: %cst) applies stablehlo.maximum across dimensions = [0, 1] : (tensor<3x6xf32>, tensor<f32>) -> tensor<f32>
      %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
      stablehlo.return %19 : tensor<3x6xf32>
    }) : (tensor<i32>) -> tensor<3x6xf32>
    %c_8 = stablehlo.constant dense<7> : tensor<i32>
    %9 = stablehlo.add %arg2, %c_8 : tensor<i32>
    %c_9 = stablehlo.constant dense<0> : tensor<i32>
    %c_10 = stablehlo.constant dense<2> : tensor<i32>
    %10 = stablehlo.clamp %c_9, %9, %c_10 : tensor<i32>
    %11 = "stablehlo.case"(%10) ({
      %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
      %18 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
      %19 = stablehlo.add %arg0, %18 : tensor<3x6xf32>
      stablehlo.return %19 : tensor<3x6xf32>
    }, {
      %18 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<3x6xf32>, tensor<6x6xf32>) -> tensor<3x6xf32>
      stablehlo.return %18 : tensor<3x6xf32>
    }, {
      %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
      %18 = stablehlo.reduce(%arg0 init: %cst) applies stablehlo.maximum across dimensions = [0, 1] : (tensor<3x6xf32>, tensor<f32>) -> tensor<f32>
      %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
      stablehlo.return %19 : tensor<3x6xf32>
    }) : (tensor<i32>) -> tensor<3x6xf32>
    %12 = stablehlo.convert %arg3 : (tensor<i1>) -> tensor<i32>
    %13:2 = "stablehlo.case"(%12) ({
      %18 = stablehlo.sine %arg0 : tensor<3x6xf32>
      %cst = stablehlo.constant dense<3.000000e+00> : tensor<f32>
      stablehlo.return %18, %cst : tensor<3x6xf32>, tensor<f32>
    }, {
      %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
      %18 = stablehlo.reduce(%arg0 init: %cst) applies stablehlo.add across dimensions = [0, 1] : (tensor<3x6xf32>, tensor<f32>) -> tensor<f32>
      stablehlo.return %arg0, %18 : tensor<3x6xf32>, tensor<f32>
    }) : (tensor<i32>) -> (tensor<3x6xf32>, tensor<f32>)
    %14 = stablehlo.convert %arg3 : (tensor<i1>) -> tensor<i32>
    %15 = "stablehlo.case"(%14) ({
      stablehlo.return %arg0 : tensor<3x6xf32>
    }, {
      %c_13 = stablehlo.constant dense<3> : tensor<i32>
      %18 = stablehlo.compare GT, %arg2, %c_13, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %19 = stablehlo.convert %18 : (tensor<i1>) -> tensor<i32>
      %20 = "stablehlo.case"(%19) ({
        %cst = stablehlo.constant dense<3.000000e+00> : tensor<f32>
        %21 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
        %22 = stablehlo.multiply %arg0, %21 : tensor<3x6xf32>
        stablehlo.return %22 : tensor<3x6xf32>
      }, {
        %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
        %21 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<3x6xf32>
        %22 = stablehlo.subtract %arg0, %21 : tensor<3x6xf32>
        stablehlo.return %22 : tensor<3x6xf32>
      }) : (tensor<i32>) -> tensor<3x6xf32>
      stablehlo.return %20 : tensor<3x6xf32>
    }) : (tensor<i32>) -> tensor<3x6xf32>
    %c_11 = stablehlo.constant dense<4> : tensor<i32>
    %16 = stablehlo.add %arg2, %c_11 : tensor<i32>
    %c_12 = stablehlo.constant dense<0> : tensor<i32>
    %17:4 = stablehlo.while(%iterArg = %arg1, %iterArg_13 = %c_12, %iterArg_14 = %16, %iterArg_15 = %arg0) : tensor<6x6xf32>, tensor<i32>, tensor<i32>, tensor<3x6xf32>
    cond {
      %18 = stablehlo.compare LT, %iterArg_13, %iterArg_14, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %18 : tensor<i1>
    } do {
      %c_16 = stablehlo.constant dense<1> : tensor<i32>
      %18 = stablehlo.add %iterArg_13, %c_16 : tensor<i32>
      %c_17 = stablehlo.constant dense<2> : tensor<i32>
      %19 = func.call @remainder(%iterArg_13, %c_17) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %c_18 = stablehlo.constant dense<0> : tensor<i32>
      %20 = stablehlo.compare EQ, %19, %c_18, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %21 = stablehlo.convert %20 : (tensor<i1>) -> tensor<i32>
      %22 = "stablehlo.case"(%21) ({
        %23 = stablehlo.tanh %iterArg_15 : tensor<3x6xf32>
        stablehlo.return %23 : tensor<3x6xf32>
      }, {
        %23 = stablehlo.dot_general %iterArg_15, %iterArg, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<3x6xf32>, tensor<6x6xf32>) -> tensor<3x6xf32>
        stablehlo.return %23 : tensor<3x6xf32>
      }) : (tensor<i32>) -> tensor<3x6xf32>
      stablehlo.return %iterArg, %18, %iterArg_14, %22 : tensor<6x6xf32>, tensor<i32>, tensor<i32>, tensor<3x6xf32>
    }
    return %2, %5, %8, %11, %13#0, %13#1, %15, %17#3 : tensor<3x6xf32>, tensor<3x6xf32>, tensor<3x6xf32>, tensor<3x6xf32>, tensor<3x6xf32>, tensor<f32>, tensor<3x6xf32>, tensor<3x6xf32>
  }
  func.func private @remainder(%arg0: tensor<i32>, %arg1: tensor<i32>) -> tensor<i32> {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.compare EQ, %arg1, %c, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_0 = stablehlo.constant dense<1> : tensor<i32>
    %1 = call @_where(%0, %c_0, %arg1) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
    %2 = stablehlo.remainder %arg0, %1 : tensor<i32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.compare NE, %2, %c_1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %4 = stablehlo.compare LT, %2, %c_2, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.compare LT, %1, %c_3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %6 = stablehlo.compare NE, %4, %5, UNSIGNED : (tensor<i1>, tensor<i1>) -> tensor<i1>
    %7 = stablehlo.and %6, %3 : tensor<i1>
    %8 = stablehlo.add %2, %1 : tensor<i32>
    %9 = stablehlo.select %7, %8, %2 : tensor<i1>, tensor<i32>
    return %9 : tensor<i32>
  }
  func.func private @_where(%arg0: tensor<i1>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<i32> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<i1>, tensor<i32>
    return %0 : tensor<i32>
  }
}
