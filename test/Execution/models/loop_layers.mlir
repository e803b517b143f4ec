module @jit_loop_layers attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<6x8xf32>, %arg1: tensor<5x8x10xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {"model"}]>}, %arg2: tensor<5x10x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}, {}]>}) -> (tensor<f32> {jax.result_info = "result[0]"}, tensor<5x6xf32> {jax.result_info = "result[1]"}, tensor<5x8x10xf32> {jax.result_info = "result[2]", sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {"model"}]>}, tensor<5x10x8xf32> {jax.result_info = "result[3]", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}, {}]>}) {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<5x6xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<5x6x8xf32>
    %cst_1 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<5x6x10xf32>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %3 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<5x6x10xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %4:8 = stablehlo.while(%iterArg = %arg1, %iterArg_13 = %arg2, %iterArg_14 = %c, %iterArg_15 = %arg0, %iterArg_16 = %0, %iterArg_17 = %1, %iterArg_18 = %2, %iterArg_19 = %3) : tensor<5x8x10xf32>, tensor<5x10x8xf32>, tensor<i32>, tensor<6x8xf32>, tensor<5x6xf32>, tensor<5x6x8xf32>, tensor<5x6x10xf32>, tensor<5x6x10xf32>
    cond {
      %c_20 = stablehlo.constant dense<5> : tensor<i32>
      %22 = stablehlo.compare LT, %iterArg_14, %c_20, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %22 : tensor<i1>
    } do {
      %22 = func.call @dynamic_index_in_dim(%iterArg, %iterArg_14) : (tensor<5x8x10xf32>, tensor<i32>) -> tensor<8x10xf32>
      %23 = func.call @dynamic_index_in_dim_0(%iterArg_13, %iterArg_14) : (tensor<5x10x8xf32>, tensor<i32>) -> tensor<10x8xf32>
      %24:5 = func.call @closed_call(%iterArg_15, %22, %23) : (tensor<6x8xf32>, tensor<8x10xf32>, tensor<10x8xf32>) -> (tensor<6x8xf32>, tensor<6xf32>, tensor<6x8xf32>, tensor<6x10xf32>, tensor<6x10xf32>)
      %25 = func.call @dynamic_update_index_in_dim(%iterArg_16, %24#1, %iterArg_14) : (tensor<5x6xf32>, tensor<6xf32>, tensor<i32>) -> tensor<5x6xf32>
      %26 = func.call @dynamic_update_index_in_dim_1(%iterArg_17, %24#2, %iterArg_14) : (tensor<5x6x8xf32>, tensor<6x8xf32>, tensor<i32>) -> tensor<5x6x8xf32>
      %27 = func.call @dynamic_update_index_in_dim_2(%iterArg_18, %24#3, %iterArg_14) : (tensor<5x6x10xf32>, tensor<6x10xf32>, tensor<i32>) -> tensor<5x6x10xf32>
      %28 = func.call @dynamic_update_index_in_dim_2(%iterArg_19, %24#4, %iterArg_14) : (tensor<5x6x10xf32>, tensor<6x10xf32>, tensor<i32>) -> tensor<5x6x10xf32>
      %c_20 = stablehlo.constant dense<1> : tensor<i32>
      %29 = stablehlo.add %iterArg_14, %c_20 : tensor<i32>
      stablehlo.return %iterArg, %iterArg_13, %29, %24#0, %25, %26, %27, %28 : tensor<5x8x10xf32>, tensor<5x10x8xf32>, tensor<i32>, tensor<6x8xf32>, tensor<5x6xf32>, tensor<5x6x8xf32>, tensor<5x6x10xf32>, tensor<5x6x10xf32>
    }
    %5 = chlo.square %4#3 : tensor<6x8xf32> -> tensor<6x8xf32>
    %cst_3 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<6x8xf32>
    %7 = stablehlo.multiply %6, %4#3 : tensor<6x8xf32>
    %cst_4 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %8 = stablehlo.reduce(%5 init: %cst_4) applies stablehlo.add across dimensions = [0, 1] : (tensor<6x8xf32>, tensor<f32>) -> tensor<f32>
    %cst_5 = stablehlo.constant dense<4.800000e+01> : tensor<f32>
    %9 = stablehlo.divide %8, %cst_5 : tensor<f32>
    %cst_6 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %cst_7 = stablehlo.constant dense<4.800000e+01> : tensor<f32>
    %10 = stablehlo.divide %cst_6, %cst_7 : tensor<f32>
    %11 = stablehlo.broadcast_in_dim %10, dims = [] : (tensor<f32>) -> tensor<6x8xf32>
    %12 = stablehlo.multiply %11, %7 : tensor<6x8xf32>
    %cst_8 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %13 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<5x8x10xf32>
    %cst_9 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %14 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<5x10x8xf32>
    %c_10 = stablehlo.constant dense<0> : tensor<i32>
    %15:9 = stablehlo.while(%iterArg = %arg1, %iterArg_13 = %4#5, %iterArg_14 = %4#6, %iterArg_15 = %4#7, %iterArg_16 = %arg2, %iterArg_17 = %c_10, %iterArg_18 = %12, %iterArg_19 = %13, %iterArg_20 = %14) : tensor<5x8x10xf32>, tensor<5x6x8xf32>, tensor<5x6x10xf32>, tensor<5x6x10xf32>, tensor<5x10x8xf32>, tensor<i32>, tensor<6x8xf32>, tensor<5x8x10xf32>, tensor<5x10x8xf32>
    cond {
      %c_21 = stablehlo.constant dense<5> : tensor<i32>
      %22 = stablehlo.compare LT, %iterArg_17, %c_21, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %22 : tensor<i1>
    } do {
      %c_21 = stablehlo.constant dense<5> : tensor<i32>
      %22 = stablehlo.subtract %c_21, %iterArg_17 : tensor<i32>
      %c_22 = stablehlo.constant dense<1> : tensor<i32>
      %23 = stablehlo.subtract %22, %c_22 : tensor<i32>
      %24 = func.call @dynamic_index_in_dim(%iterArg, %23) : (tensor<5x8x10xf32>, tensor<i32>) -> tensor<8x10xf32>
      %25 = func.call @dynamic_index_in_dim_3(%iterArg_13, %23) : (tensor<5x6x8xf32>, tensor<i32>) -> tensor<6x8xf32>
      %26 = func.call @dynamic_index_in_dim_4(%iterArg_14, %23) : (tensor<5x6x10xf32>, tensor<i32>) -> tensor<6x10xf32>
      %27 = func.call @dynamic_index_in_dim_4(%iterArg_15, %23) : (tensor<5x6x10xf32>, tensor<i32>) -> tensor<6x10xf32>
      %28 = func.call @dynamic_index_in_dim_0(%iterArg_16, %23) : (tensor<5x10x8xf32>, tensor<i32>) -> tensor<10x8xf32>
      %29:3 = func.call @closed_call_5(%iterArg_18, %24, %25, %26, %27, %28) : (tensor<6x8xf32>, tensor<8x10xf32>, tensor<6x8xf32>, tensor<6x10xf32>, tensor<6x10xf32>, tensor<10x8xf32>) -> (tensor<6x8xf32>, tensor<8x10xf32>, tensor<10x8xf32>)
      %30 = func.call @dynamic_update_index_in_dim_6(%iterArg_19, %29#1, %23) : (tensor<5x8x10xf32>, tensor<8x10xf32>, tensor<i32>) -> tensor<5x8x10xf32>
      %31 = func.call @dynamic_update_index_in_dim_7(%iterArg_20, %29#2, %23) : (tensor<5x10x8xf32>, tensor<10x8xf32>, tensor<i32>) -> tensor<5x10x8xf32>
      %c_23 = stablehlo.constant dense<1> : tensor<i32>
      %32 = stablehlo.add %iterArg_17, %c_23 : tensor<i32>
      stablehlo.return %iterArg, %iterArg_13, %iterArg_14, %iterArg_15, %iterArg_16, %32, %29#0, %30, %31 : tensor<5x8x10xf32>, tensor<5x6x8xf32>, tensor<5x6x10xf32>, tensor<5x6x10xf32>, tensor<5x10x8xf32>, tensor<i32>, tensor<6x8xf32>, tensor<5x8x10xf32>, tensor<5x10x8xf32>
    }
    %cst_11 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %cst_11, dims = [] : (tensor<f32>) -> tensor<5x8x10xf32>
    %17 = stablehlo.multiply %16, %15#7 : tensor<5x8x10xf32>
    %18 = stablehlo.subtract %arg1, %17 : tensor<5x8x10xf32>
    %cst_12 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %cst_12, dims = [] : (tensor<f32>) -> tensor<5x10x8xf32>
    %20 = stablehlo.multiply %19, %15#8 : tensor<5x10x8xf32>
    %21 = stablehlo.subtract %arg2, %20 : tensor<5x10x8xf32>
    return %9, %4#4, %18, %21 : tensor<f32>, tensor<5x6xf32>, tensor<5x8x10xf32>, tensor<5x10x8xf32>
  }
  func.func private @dynamic_index_in_dim(%arg0: tensor<5x8x10xf32>, %arg1: tensor<i32>) -> tensor<8x10xf32> {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.dynamic_slice %arg0, %arg1, %c, %c_0, sizes = [1, 8, 10] : (tensor<5x8x10xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x8x10xf32>
    %1 = stablehlo.reshape %0 : (tensor<1x8x10xf32>) -> tensor<8x10xf32>
    return %1 : tensor<8x10xf32>
  }
  func.func private @dynamic_index_in_dim_0(%arg0: tensor<5x10x8xf32>, %arg1: tensor<i32>) -> tensor<10x8xf32> {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.dynamic_slice %arg0, %arg1, %c, %c_0, sizes = [1, 10, 8] : (tensor<5x10x8xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x10x8xf32>
    %1 = stablehlo.reshape %0 : (tensor<1x10x8xf32>) -> tensor<10x8xf32>
    return %1 : tensor<10x8xf32>
  }
  func.func private @closed_call(%arg0: tensor<6x8xf32>, %arg1: tensor<8x10xf32>, %arg2: tensor<10x8xf32>) -> (tensor<6x8xf32>, tensor<6xf32>, tensor<6x8xf32>, tensor<6x10xf32>, tensor<6x10xf32>) {
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x8xf32>, tensor<8x10xf32>) -> tensor<6x10xf32>
    %1 = stablehlo.tanh %0 : tensor<6x10xf32>
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<6x10xf32>
    %3 = stablehlo.subtract %2, %1 : tensor<6x10xf32>
    %4 = stablehlo.dot_general %1, %arg2, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x10xf32>, tensor<10x8xf32>) -> tensor<6x8xf32>
    %5 = stablehlo.add %arg0, %4 : tensor<6x8xf32>
    %cst_0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %6 = stablehlo.reduce(%5 init: %cst_0) applies stablehlo.maximum across dimensions = [1] : (tensor<6x8xf32>, tensor<f32>) -> tensor<6xf32>
    return %5, %6, %arg0, %1, %3 : tensor<6x8xf32>, tensor<6xf32>, tensor<6x8xf32>, tensor<6x10xf32>, tensor<6x10xf32>
  }
  func.func private @dynamic_update_index_in_dim(%arg0: tensor<5x6xf32>, %arg1: tensor<6xf32>, %arg2: tensor<i32>) -> tensor<5x6xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [1] : (tensor<6xf32>) -> tensor<1x6xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.dynamic_update_slice %arg0, %0, %arg2, %c : (tensor<5x6xf32>, tensor<1x6xf32>, tensor<i32>, tensor<i32>) -> tensor<5x6xf32>
    return %1 : tensor<5x6xf32>
  }
  func.func private @dynamic_update_index_in_dim_1(%arg0: tensor<5x6x8xf32>, %arg1: tensor<6x8xf32>, %arg2: tensor<i32>) -> tensor<5x6x8xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<6x8xf32>) -> tensor<1x6x8xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.dynamic_update_slice %arg0, %0, %arg2, %c, %c_0 : (tensor<5x6x8xf32>, tensor<1x6x8xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<5x6x8xf32>
    return %1 : tensor<5x6x8xf32>
  }
  func.func private @dynamic_update_index_in_dim_2(%arg0: tensor<5x6x10xf32>, %arg1: tensor<6x10xf32>, %arg2: tensor<i32>) -> tensor<5x6x10xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<6x10xf32>) -> tensor<1x6x10xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.dynamic_update_slice %arg0, %0, %arg2, %c, %c_0 : (tensor<5x6x10xf32>, tensor<1x6x10xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<5x6x10xf32>
    return %1 : tensor<5x6x10xf32>
  }
  func.func private @dynamic_index_in_dim_3(%arg0: tensor<5x6x8xf32>, %arg1: tensor<i32>) -> tensor<6x8xf32> {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.dynamic_slice %arg0, %arg1, %c, %c_0, sizes = [1, 6, 8] : (tensor<5x6x8xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x6x8xf32>
    %1 = stablehlo.reshape %0 : (tensor<1x6x8xf32>) -> tensor<6x8xf32>
    return %1 : tensor<6x8xf32>
  }
  func.func private @dynamic_index_in_dim_4(%arg0: tensor<5x6x10xf32>, %arg1: tensor<i32>) -> tensor<6x10xf32> {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.dynamic_slice %arg0, %arg1, %c, %c_0, sizes = [1, 6, 10] : (tensor<5x6x10xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x6x10xf32>
    %1 = stablehlo.reshape %0 : (tensor<1x6x10xf32>) -> tensor<6x10xf32>
    return %1 : tensor<6x10xf32>
  }
  func.func private @closed_call_5(%arg0: tensor<6x8xf32>, %arg1: tensor<8x10xf32>, %arg2: tensor<6x8xf32>, %arg3: tensor<6x10xf32>, %arg4: tensor<6x10xf32>, %arg5: tensor<10x8xf32>) -> (tensor<6x8xf32>, tensor<8x10xf32>, tensor<10x8xf32>) {
    %0 = stablehlo.dot_general %arg0, %arg3, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x8xf32>, tensor<6x10xf32>) -> tensor<8x10xf32>
    %1 = stablehlo.transpose %0, dims = [1, 0] : (tensor<8x10xf32>) -> tensor<10x8xf32>
    %2 = stablehlo.dot_general %arg0, %arg5, contracting_dims = [1] x [1], precision = [DEFAULT, DEFAULT] : (tensor<6x8xf32>, tensor<10x8xf32>) -> tensor<6x10xf32>
    %3 = stablehlo.multiply %2, %arg4 : tensor<6x10xf32>
    %4 = stablehlo.multiply %3, %arg3 : tensor<6x10xf32>
    %5 = stablehlo.add %3, %4 : tensor<6x10xf32>
    %6 = stablehlo.dot_general %5, %arg2, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x10xf32>, tensor<6x8xf32>) -> tensor<10x8xf32>
    %7 = stablehlo.transpose %6, dims = [1, 0] : (tensor<10x8xf32>) -> tensor<8x10xf32>
    %8 = stablehlo.dot_general %5, %arg1, contracting_dims = [1] x [1], precision = [DEFAULT, DEFAULT] : (tensor<6x10xf32>, tensor<8x10xf32>) -> tensor<6x8xf32>
    %9 = stablehlo.add %arg0, %8 : tensor<6x8xf32>
    return %9, %7, %1 : tensor<6x8xf32>, tensor<8x10xf32>, tensor<10x8xf32>
  }
  func.func private @dynamic_update_index_in_dim_6(%arg0: tensor<5x8x10xf32>, %arg1: tensor<8x10xf32>, %arg2: tensor<i32>) -> tensor<5x8x10xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<8x10xf32>) -> tensor<1x8x10xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.dynamic_update_slice %arg0, %0, %arg2, %c, %c_0 : (tensor<5x8x10xf32>, tensor<1x8x10xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<5x8x10xf32>
    return %1 : tensor<5x8x10xf32>
  }
  func.func private @dynamic_update_index_in_dim_7(%arg0: tensor<5x10x8xf32>, %arg1: tensor<10x8xf32>, %arg2: tensor<i32>) -> tensor<5x10x8xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<10x8xf32>) -> tensor<1x10x8xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.dynamic_update_slice %arg0, %0, %arg2, %c, %c_0 : (tensor<5x10x8xf32>, tensor<1x10x8xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<5x10x8xf32>
    return %1 : tensor<5x10x8xf32>
  }
}
