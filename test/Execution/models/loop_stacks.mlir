module @jit_loop_stacks attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<11xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, %arg1: tensor<6x11xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg2: tensor<i32>) -> (tensor<11xf32> {jax.result_info = "result[0]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<6xf32> {jax.result_info = "result[1]"}, tensor<11xf32> {jax.result_info = "result[2]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<6x11xf32> {jax.result_info = "result[3]", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, tensor<6x11xf32> {jax.result_info = "result[4]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, tensor<6x11xf32> {jax.result_info = "result[5]", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, tensor<11xf32> {jax.result_info = "result[6]"}) {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<6x11xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<6xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %2:5 = stablehlo.while(%iterArg = %arg1, %iterArg_7 = %c, %iterArg_8 = %arg0, %iterArg_9 = %0, %iterArg_10 = %1) : tensor<6x11xf32>, tensor<i32>, tensor<11xf32>, tensor<6x11xf32>, tensor<6xf32>
    cond {
      %c_11 = stablehlo.constant dense<6> : tensor<i32>
      %10 = stablehlo.compare LT, %iterArg_7, %c_11, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %10 : tensor<i1>
    } do {
      %10 = func.call @dynamic_index_in_dim(%iterArg, %iterArg_7) : (tensor<6x11xf32>, tensor<i32>) -> tensor<11xf32>
      %11:3 = func.call @closed_call(%iterArg_8, %10) : (tensor<11xf32>, tensor<11xf32>) -> (tensor<11xf32>, tensor<11xf32>, tensor<f32>)
      %12 = func.call @dynamic_update_index_in_dim(%iterArg_9, %11#1, %iterArg_7) : (tensor<6x11xf32>, tensor<11xf32>, tensor<i32>) -> tensor<6x11xf32>
      %13 = func.call @dynamic_update_index_in_dim_0(%iterArg_10, %11#2, %iterArg_7) : (tensor<6xf32>, tensor<f32>, tensor<i32>) -> tensor<6xf32>
      %c_11 = stablehlo.constant dense<1> : tensor<i32>
      %14 = stablehlo.add %iterArg_7, %c_11 : tensor<i32>
      stablehlo.return %iterArg, %14, %11#0, %12, %13 : tensor<6x11xf32>, tensor<i32>, tensor<11xf32>, tensor<6x11xf32>, tensor<6xf32>
    }
    %cst_1 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %3 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<6x11xf32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %4:4 = stablehlo.while(%iterArg = %2#3, %iterArg_7 = %c_2, %iterArg_8 = %2#2, %iterArg_9 = %3) : tensor<6x11xf32>, tensor<i32>, tensor<11xf32>, tensor<6x11xf32>
    cond {
      %c_10 = stablehlo.constant dense<6> : tensor<i32>
      %10 = stablehlo.compare LT, %iterArg_7, %c_10, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %10 : tensor<i1>
    } do {
      %c_10 = stablehlo.constant dense<6> : tensor<i32>
      %10 = stablehlo.subtract %c_10, %iterArg_7 : tensor<i32>
      %c_11 = stablehlo.constant dense<1> : tensor<i32>
      %11 = stablehlo.subtract %10, %c_11 : tensor<i32>
      %12 = func.call @dynamic_index_in_dim(%iterArg, %11) : (tensor<6x11xf32>, tensor<i32>) -> tensor<11xf32>
      %13:2 = func.call @closed_call_1(%iterArg_8, %12) : (tensor<11xf32>, tensor<11xf32>) -> (tensor<11xf32>, tensor<11xf32>)
      %14 = func.call @dynamic_update_index_in_dim(%iterArg_9, %13#1, %11) : (tensor<6x11xf32>, tensor<11xf32>, tensor<i32>) -> tensor<6x11xf32>
      %c_12 = stablehlo.constant dense<1> : tensor<i32>
      %15 = stablehlo.add %iterArg_7, %c_12 : tensor<i32>
      stablehlo.return %iterArg, %15, %13#0, %14 : tensor<6x11xf32>, tensor<i32>, tensor<11xf32>, tensor<6x11xf32>
    }
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %c_4 = stablehlo.constant dense<0> : tensor<i32>
    %5:4 = stablehlo.while(%iterArg = %arg1, %iterArg_7 = %c_4, %iterArg_8 = %c_3, %iterArg_9 = %2#3) : tensor<6x11xf32>, tensor<i32>, tensor<i32>, tensor<6x11xf32>
    cond {
      %c_10 = stablehlo.constant dense<3> : tensor<i32>
      %10 = stablehlo.compare LT, %iterArg_7, %c_10, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %10 : tensor<i1>
    } do {
      %10:2 = func.call @closed_call_2(%iterArg, %iterArg_8, %iterArg_9) : (tensor<6x11xf32>, tensor<i32>, tensor<6x11xf32>) -> (tensor<i32>, tensor<6x11xf32>)
      %c_10 = stablehlo.constant dense<1> : tensor<i32>
      %11 = stablehlo.add %iterArg_7, %c_10 : tensor<i32>
      stablehlo.return %iterArg, %11, %10#0, %10#1 : tensor<6x11xf32>, tensor<i32>, tensor<i32>, tensor<6x11xf32>
    }
    %c_5 = stablehlo.constant dense<0> : tensor<i32>
    %c_6 = stablehlo.constant dense<0> : tensor<i32>
    %6:4 = stablehlo.while(%iterArg = %arg2, %iterArg_7 = %c_6, %iterArg_8 = %c_5, %iterArg_9 = %2#3) : tensor<i32>, tensor<i32>, tensor<i32>, tensor<6x11xf32>
    cond {
      %c_10 = stablehlo.constant dense<3> : tensor<i32>
      %10 = stablehlo.compare LT, %iterArg_7, %c_10, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %10 : tensor<i1>
    } do {
      %10:2 = func.call @closed_call_3(%iterArg, %iterArg_8, %iterArg_9) : (tensor<i32>, tensor<i32>, tensor<6x11xf32>) -> (tensor<i32>, tensor<6x11xf32>)
      %c_10 = stablehlo.constant dense<1> : tensor<i32>
      %11 = stablehlo.add %iterArg_7, %c_10 : tensor<i32>
      stablehlo.return %iterArg, %11, %10#0, %10#1 : tensor<i32>, tensor<i32>, tensor<i32>, tensor<6x11xf32>
    }
    %7 = stablehlo.slice %2#3 [3:4, 0:11] : (tensor<6x11xf32>) -> tensor<1x11xf32>
    %8 = stablehlo.reshape %7 : (tensor<1x11xf32>) -> tensor<11xf32>
    %9 = sdy.sharding_constraint %8 <@mesh, [{}]> : tensor<11xf32>
    return %2#2, %2#4, %4#2, %4#3, %5#3, %6#3, %9 : tensor<11xf32>, tensor<6xf32>, tensor<11xf32>, tensor<6x11xf32>, tensor<6x11xf32>, tensor<6x11xf32>, tensor<11xf32>
  }
  func.func private @dynamic_index_in_dim(%arg0: tensor<6x11xf32>, %arg1: tensor<i32>) -> tensor<11xf32> {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.dynamic_slice %arg0, %arg1, %c, sizes = [1, 11] : (tensor<6x11xf32>, tensor<i32>, tensor<i32>) -> tensor<1x11xf32>
    %1 = stablehlo.reshape %0 : (tensor<1x11xf32>) -> tensor<11xf32>
    return %1 : tensor<11xf32>
  }
  func.func private @closed_call(%arg0: tensor<11xf32>, %arg1: tensor<11xf32>) -> (tensor<11xf32>, tensor<11xf32>, tensor<f32>) {
    %cst = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<11xf32>
    %1 = stablehlo.multiply %arg0, %0 : tensor<11xf32>
    %2 = stablehlo.add %1, %arg1 : tensor<11xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %3 = stablehlo.reduce(%arg1 init: %cst_0) applies stablehlo.add across dimensions = [0] : (tensor<11xf32>, tensor<f32>) -> tensor<f32>
    return %2, %2, %3 : tensor<11xf32>, tensor<11xf32>, tensor<f32>
  }
  func.func private @dynamic_update_index_in_dim(%arg0: tensor<6x11xf32>, %arg1: tensor<11xf32>, %arg2: tensor<i32>) -> tensor<6x11xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [1] : (tensor<11xf32>) -> tensor<1x11xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.dynamic_update_slice %arg0, %0, %arg2, %c : (tensor<6x11xf32>, tensor<1x11xf32>, tensor<i32>, tensor<i32>) -> tensor<6x11xf32>
    return %1 : tensor<6x11xf32>
  }
  func.func private @dynamic_update_index_in_dim_0(%arg0: tensor<6xf32>, %arg1: tensor<f32>, %arg2: tensor<i32>) -> tensor<6xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [] : (tensor<f32>) -> tensor<1xf32>
    %1 = stablehlo.dynamic_update_slice %arg0, %0, %arg2 : (tensor<6xf32>, tensor<1xf32>, tensor<i32>) -> tensor<6xf32>
    return %1 : tensor<6xf32>
  }
  func.func private @closed_call_1(%arg0: tensor<11xf32>, %arg1: tensor<11xf32>) -> (tensor<11xf32>, tensor<11xf32>) {
    %0 = stablehlo.add %arg0, %arg1 : tensor<11xf32>
    %1 = stablehlo.multiply %arg0, %arg1 : tensor<11xf32>
    return %0, %1 : tensor<11xf32>, tensor<11xf32>
  }
  func.func private @closed_call_2(%arg0: tensor<6x11xf32>, %arg1: tensor<i32>, %arg2: tensor<6x11xf32>) -> (tensor<i32>, tensor<6x11xf32>) {
    %c = stablehlo.constant dense<1> : tensor<i32>
    %0 = stablehlo.add %arg1, %c : tensor<i32>
    %1 = stablehlo.convert %arg1 : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %2 = stablehlo.compare LT, %1, %c_0, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_1 = stablehlo.constant dense<6> : tensor<i32>
    %3 = stablehlo.add %1, %c_1 : tensor<i32>
    %4 = stablehlo.select %2, %3, %1 : tensor<i1>, tensor<i32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.compare LT, %c_2, %c_3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_4 = stablehlo.constant dense<0> : tensor<i32>
    %c_5 = stablehlo.constant dense<11> : tensor<i32>
    %6 = stablehlo.add %c_4, %c_5 : tensor<i32>
    %c_6 = stablehlo.constant dense<0> : tensor<i32>
    %7 = stablehlo.select %5, %6, %c_6 : tensor<i1>, tensor<i32>
    %8 = stablehlo.dynamic_slice %arg0, %4, %7, sizes = [1, 11] : (tensor<6x11xf32>, tensor<i32>, tensor<i32>) -> tensor<1x11xf32>
    %9 = stablehlo.reshape %8 : (tensor<1x11xf32>) -> tensor<11xf32>
    %10 = stablehlo.broadcast_in_dim %9, dims = [1] : (tensor<11xf32>) -> tensor<1x11xf32>
    %cst = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %11 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<1x11xf32>
    %12 = stablehlo.multiply %10, %11 : tensor<1x11xf32>
    %c_7 = stablehlo.constant dense<2> : tensor<i32>
    %13 = stablehlo.multiply %c_7, %arg1 : tensor<i32>
    %c_8 = stablehlo.constant dense<0> : tensor<i32>
    %14 = stablehlo.compare LT, %13, %c_8, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %15 = stablehlo.convert %13 : tensor<i32>
    %c_9 = stablehlo.constant dense<6> : tensor<i32>
    %16 = stablehlo.add %15, %c_9 : tensor<i32>
    %17 = stablehlo.select %14, %16, %13 : tensor<i1>, tensor<i32>
    %c_10 = stablehlo.constant dense<0> : tensor<i32>
    %18 = stablehlo.dynamic_update_slice %arg2, %12, %17, %c_10 : (tensor<6x11xf32>, tensor<1x11xf32>, tensor<i32>, tensor<i32>) -> tensor<6x11xf32>
    return %0, %18 : tensor<i32>, tensor<6x11xf32>
  }
  func.func private @closed_call_3(%arg0: tensor<i32>, %arg1: tensor<i32>, %arg2: tensor<6x11xf32>) -> (tensor<i32>, tensor<6x11xf32>) {
    %c = stablehlo.constant dense<1> : tensor<i32>
    %0 = stablehlo.add %arg1, %c : tensor<i32>
    %1 = stablehlo.convert %arg1 : tensor<i32>
    %2 = stablehlo.add %arg0, %1 : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %3 = stablehlo.compare LT, %2, %c_0, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_1 = stablehlo.constant dense<6> : tensor<i32>
    %4 = stablehlo.add %2, %c_1 : tensor<i32>
    %5 = stablehlo.select %3, %4, %2 : tensor<i1>, tensor<i32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %6 = stablehlo.dynamic_slice %arg2, %5, %c_2, sizes = [2, 11] : (tensor<6x11xf32>, tensor<i32>, tensor<i32>) -> tensor<2x11xf32>
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<2x11xf32>
    %8 = stablehlo.add %6, %7 : tensor<2x11xf32>
    %9 = stablehlo.convert %arg1 : tensor<i32>
    %10 = stablehlo.subtract %arg0, %9 : tensor<i32>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %11 = stablehlo.compare LT, %10, %c_3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_4 = stablehlo.constant dense<6> : tensor<i32>
    %12 = stablehlo.add %10, %c_4 : tensor<i32>
    %13 = stablehlo.select %11, %12, %10 : tensor<i1>, tensor<i32>
    %c_5 = stablehlo.constant dense<0> : tensor<i32>
    %14 = stablehlo.dynamic_update_slice %arg2, %8, %13, %c_5 : (tensor<6x11xf32>, tensor<2x11xf32>, tensor<i32>, tensor<i32>) -> tensor<6x11xf32>
    return %0, %14 : tensor<i32>, tensor<6x11xf32>
  }
}
