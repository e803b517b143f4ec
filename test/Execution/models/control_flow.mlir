module @jit_control_flow attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<7x7xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, %arg1: tensor<7xf32>, %arg2: tensor<i32>, %arg3: tensor<i32>) -> (tensor<7xf32> {jax.result_info = "result[0]"}, tensor<i32> {jax.result_info = "result[1]"}, tensor<7xf32> {jax.result_info = "result[2]"}, tensor<7xf32> {jax.result_info = "result[3]"}, tensor<7xf32> {jax.result_info = "result[4]"}, tensor<7xf32> {jax.result_info = "result[5]"}, tensor<300xf32> {jax.result_info = "result[6]"}, tensor<i32> {jax.result_info = "result[7]"}, tensor<i32> {jax.result_info = "result[8]"}, tensor<12xi32> {jax.result_info = "result[9]"}) {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %0:5 = stablehlo.while(%iterArg = %arg2, %iterArg_9 = %arg0, %iterArg_10 = %c, %iterArg_11 = %arg1, %iterArg_12 = %cst) : tensor<i32>, tensor<7x7xf32>, tensor<i32>, tensor<7xf32>, tensor<f32>
    cond {
      %13 = stablehlo.compare LT, %iterArg_10, %iterArg, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %cst_13 = stablehlo.constant dense<9.99999974E-5> : tensor<f32>
      %14 = stablehlo.compare GT, %iterArg_12, %cst_13, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %15 = stablehlo.and %13, %14 : tensor<i1>
      stablehlo.return %15 : tensor<i1>
    } do {
      %13 = stablehlo.dot_general %iterArg_9, %iterArg_11, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<7x7xf32>, tensor<7xf32>) -> tensor<7xf32>
      %14 = stablehlo.multiply %13, %13 : tensor<7xf32>
      %cst_13 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
      %15 = stablehlo.reduce(%14 init: %cst_13) applies stablehlo.add across dimensions = [0] : (tensor<7xf32>, tensor<f32>) -> tensor<f32>
      %16 = stablehlo.sqrt %15 : tensor<f32>
      %17 = stablehlo.broadcast_in_dim %16, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %18 = stablehlo.divide %13, %17 : tensor<7xf32>
      %c_14 = stablehlo.constant dense<1> : tensor<i32>
      %19 = stablehlo.add %iterArg_10, %c_14 : tensor<i32>
      %20 = stablehlo.subtract %18, %iterArg_11 : tensor<7xf32>
      %21 = stablehlo.abs %20 : tensor<7xf32>
      %cst_15 = stablehlo.constant dense<0xFF800000> : tensor<f32>
      %22 = stablehlo.reduce(%21 init: %cst_15) applies stablehlo.maximum across dimensions = [0] : (tensor<7xf32>, tensor<f32>) -> tensor<f32>
      stablehlo.return %iterArg, %iterArg_9, %19, %18, %22 : tensor<i32>, tensor<7x7xf32>, tensor<i32>, tensor<7xf32>, tensor<f32>
    }
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %c_1 = stablehlo.constant dense<2> : tensor<i32>
    %1 = stablehlo.clamp %c_0, %arg3, %c_1 : tensor<i32>
    %2 = "stablehlo.case"(%1) ({
      %cst_9 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
      %13 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %14 = stablehlo.multiply %0#3, %13 : tensor<7xf32>
      stablehlo.return %14 : tensor<7xf32>
    }, {
      %13 = stablehlo.sine %0#3 : tensor<7xf32>
      stablehlo.return %13 : tensor<7xf32>
    }, {
      %13 = stablehlo.reverse %0#3, dims = [0] : tensor<7xf32>
      stablehlo.return %13 : tensor<7xf32>
    }) : (tensor<i32>) -> tensor<7xf32>
    %c_2 = stablehlo.constant dense<5> : tensor<i32>
    %3 = stablehlo.compare GT, %0#2, %c_2, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %4 = stablehlo.convert %3 : (tensor<i1>) -> tensor<i32>
    %5 = "stablehlo.case"(%4) ({
      %cst_9 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
      %13 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %14 = stablehlo.subtract %2, %13 : tensor<7xf32>
      stablehlo.return %14 : tensor<7xf32>
    }, {
      %13 = stablehlo.slice %arg0 [0:1, 0:7] : (tensor<7x7xf32>) -> tensor<1x7xf32>
      %14 = stablehlo.reshape %13 : (tensor<1x7xf32>) -> tensor<7xf32>
      %15 = stablehlo.add %2, %14 : tensor<7xf32>
      stablehlo.return %15 : tensor<7xf32>
    }) : (tensor<i32>) -> tensor<7xf32>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %6:3 = stablehlo.while(%iterArg = %c_3, %iterArg_9 = %arg2, %iterArg_10 = %5) : tensor<i32>, tensor<i32>, tensor<7xf32>
    cond {
      %13 = stablehlo.compare LT, %iterArg, %iterArg_9, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %13 : tensor<i1>
    } do {
      %c_11 = stablehlo.constant dense<1> : tensor<i32>
      %13 = stablehlo.add %iterArg, %c_11 : tensor<i32>
      %cst_12 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
      %14 = stablehlo.broadcast_in_dim %cst_12, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %15 = stablehlo.multiply %iterArg_10, %14 : tensor<7xf32>
      %16 = stablehlo.convert %iterArg : (tensor<i32>) -> tensor<f32>
      %17 = stablehlo.broadcast_in_dim %16, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %18 = stablehlo.add %15, %17 : tensor<7xf32>
      stablehlo.return %13, %iterArg_9, %18 : tensor<i32>, tensor<i32>, tensor<7xf32>
    }
    %7 = stablehlo.iota dim = 0 : tensor<300xf32>
    %cst_4 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<300xf32>
    %c_5 = stablehlo.constant dense<0> : tensor<i32>
    %9:4 = stablehlo.while(%iterArg = %7, %iterArg_9 = %c_5, %iterArg_10 = %6#2, %iterArg_11 = %8) : tensor<300xf32>, tensor<i32>, tensor<7xf32>, tensor<300xf32>
    cond {
      %c_12 = stablehlo.constant dense<300> : tensor<i32>
      %13 = stablehlo.compare LT, %iterArg_9, %c_12, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %13 : tensor<i1>
    } do {
      %13 = func.call @dynamic_index_in_dim(%iterArg, %iterArg_9) : (tensor<300xf32>, tensor<i32>) -> tensor<f32>
      %14:2 = func.call @closed_call(%iterArg_10, %13) : (tensor<7xf32>, tensor<f32>) -> (tensor<7xf32>, tensor<f32>)
      %15 = func.call @dynamic_update_index_in_dim(%iterArg_11, %14#1, %iterArg_9) : (tensor<300xf32>, tensor<f32>, tensor<i32>) -> tensor<300xf32>
      %c_12 = stablehlo.constant dense<1> : tensor<i32>
      %16 = stablehlo.add %iterArg_9, %c_12 : tensor<i32>
      stablehlo.return %iterArg, %16, %14#0, %15 : tensor<300xf32>, tensor<i32>, tensor<7xf32>, tensor<300xf32>
    }
    %c_6 = stablehlo.constant dense<7> : tensor<i32>
    %10 = call @remainder(%arg3, %c_6) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %c_7 = stablehlo.constant dense<0> : tensor<i32>
    %11 = stablehlo.broadcast_in_dim %c_7, dims = [] : (tensor<i32>) -> tensor<12xi32>
    %c_8 = stablehlo.constant dense<0> : tensor<i32>
    %12:4 = stablehlo.while(%iterArg = %arg0, %iterArg_9 = %c_8, %iterArg_10 = %10, %iterArg_11 = %11) : tensor<7x7xf32>, tensor<i32>, tensor<i32>, tensor<12xi32>
    cond {
      %c_12 = stablehlo.constant dense<12> : tensor<i32>
      %13 = stablehlo.compare LT, %iterArg_9, %c_12, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_13 = stablehlo.constant dense<5> : tensor<i32>
      %14 = stablehlo.compare NE, %iterArg_10, %c_13, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %15 = stablehlo.and %13, %14 : tensor<i1>
      stablehlo.return %15 : tensor<i1>
    } do {
      %c_12 = stablehlo.constant dense<0> : tensor<i32>
      %13 = stablehlo.compare LT, %iterArg_10, %c_12, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_13 = stablehlo.constant dense<7> : tensor<i32>
      %14 = stablehlo.add %iterArg_10, %c_13 : tensor<i32>
      %15 = stablehlo.select %13, %14, %iterArg_10 : tensor<i1>, tensor<i32>
      %c_14 = stablehlo.constant dense<0> : tensor<i32>
      %c_15 = stablehlo.constant dense<0> : tensor<i32>
      %16 = stablehlo.compare LT, %c_14, %c_15, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_16 = stablehlo.constant dense<0> : tensor<i32>
      %c_17 = stablehlo.constant dense<7> : tensor<i32>
      %17 = stablehlo.add %c_16, %c_17 : tensor<i32>
      %c_18 = stablehlo.constant dense<0> : tensor<i32>
      %18 = stablehlo.select %16, %17, %c_18 : tensor<i1>, tensor<i32>
      %19 = stablehlo.dynamic_slice %iterArg, %15, %18, sizes = [1, 7] : (tensor<7x7xf32>, tensor<i32>, tensor<i32>) -> tensor<1x7xf32>
      %20 = stablehlo.reshape %19 : (tensor<1x7xf32>) -> tensor<7xf32>
      %c_19 = stablehlo.constant dense<0> : tensor<i32>
      %21 = stablehlo.reduce(%iterArg_11 init: %c_19) applies stablehlo.add across dimensions = [0] : (tensor<12xi32>, tensor<i32>) -> tensor<i32>
      %22 = stablehlo.convert %21 : (tensor<i32>) -> tensor<f32>
      %cst_20 = stablehlo.constant dense<0.00999999977> : tensor<f32>
      %23 = stablehlo.multiply %22, %cst_20 : tensor<f32>
      %24 = stablehlo.convert %23 : tensor<f32>
      %25 = stablehlo.broadcast_in_dim %24, dims = [] : (tensor<f32>) -> tensor<7xf32>
      %26 = stablehlo.add %20, %25 : tensor<7xf32>
      %27 = func.call @argmax(%26) : (tensor<7xf32>) -> tensor<i32>
      %c_21 = stablehlo.constant dense<1> : tensor<i32>
      %28 = stablehlo.add %iterArg_9, %c_21 : tensor<i32>
      %29 = stablehlo.add %27, %iterArg_9 : tensor<i32>
      %c_22 = stablehlo.constant dense<7> : tensor<i32>
      %30 = func.call @remainder_0(%29, %c_22) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %c_23 = stablehlo.constant dense<0> : tensor<i32>
      %31 = stablehlo.compare LT, %iterArg_9, %c_23, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_24 = stablehlo.constant dense<12> : tensor<i32>
      %32 = stablehlo.add %iterArg_9, %c_24 : tensor<i32>
      %33 = stablehlo.select %31, %32, %iterArg_9 : tensor<i1>, tensor<i32>
      %34 = stablehlo.broadcast_in_dim %33, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %35 = "stablehlo.scatter"(%iterArg_11, %34, %27) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
      ^bb0(%arg4: tensor<i32>, %arg5: tensor<i32>):
        stablehlo.return %arg5 : tensor<i32>
      }) : (tensor<12xi32>, tensor<1xi32>, tensor<i32>) -> tensor<12xi32>
      stablehlo.return %iterArg, %28, %30, %35 : tensor<7x7xf32>, tensor<i32>, tensor<i32>, tensor<12xi32>
    }
    return %0#3, %0#2, %2, %5, %6#2, %9#2, %9#3, %12#1, %12#2, %12#3 : tensor<7xf32>, tensor<i32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<7xf32>, tensor<300xf32>, tensor<i32>, tensor<i32>, tensor<12xi32>
  }
  func.func private @dynamic_index_in_dim(%arg0: tensor<300xf32>, %arg1: tensor<i32>) -> tensor<f32> {
    %0 = stablehlo.dynamic_slice %arg0, %arg1, sizes = [1] : (tensor<300xf32>, tensor<i32>) -> tensor<1xf32>
    %1 = stablehlo.reshape %0 : (tensor<1xf32>) -> tensor<f32>
    return %1 : tensor<f32>
  }
  func.func private @closed_call(%arg0: tensor<7xf32>, %arg1: tensor<f32>) -> (tensor<7xf32>, tensor<f32>) {
    %cst = stablehlo.constant dense<0.899999976> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<7xf32>
    %1 = stablehlo.multiply %arg0, %0 : tensor<7xf32>
    %2 = stablehlo.broadcast_in_dim %arg1, dims = [] : (tensor<f32>) -> tensor<7xf32>
    %3 = stablehlo.add %1, %2 : tensor<7xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %4 = stablehlo.reduce(%arg0 init: %cst_0) applies stablehlo.add across dimensions = [0] : (tensor<7xf32>, tensor<f32>) -> tensor<f32>
    return %3, %4 : tensor<7xf32>, tensor<f32>
  }
  func.func private @dynamic_update_index_in_dim(%arg0: tensor<300xf32>, %arg1: tensor<f32>, %arg2: tensor<i32>) -> tensor<300xf32> {
    %0 = stablehlo.broadcast_in_dim %arg1, dims = [] : (tensor<f32>) -> tensor<1xf32>
    %1 = stablehlo.dynamic_update_slice %arg0, %0, %arg2 : (tensor<300xf32>, tensor<1xf32>, tensor<i32>) -> tensor<300xf32>
    return %1 : tensor<300xf32>
  }
  func.func private @remainder(%arg0: tensor<i32>, %arg1: tensor<i32>) -> tensor<i32> {
    %0 = stablehlo.convert %arg1 : tensor<i32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.compare EQ, %0, %c, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_0 = stablehlo.constant dense<1> : tensor<i32>
    %2 = call @_where(%1, %c_0, %0) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
    %3 = stablehlo.remainder %arg0, %2 : tensor<i32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %4 = stablehlo.compare NE, %3, %c_1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.compare LT, %3, %c_2, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %6 = stablehlo.compare LT, %2, %c_3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %7 = stablehlo.compare NE, %5, %6, UNSIGNED : (tensor<i1>, tensor<i1>) -> tensor<i1>
    %8 = stablehlo.and %7, %4 : tensor<i1>
    %9 = stablehlo.add %3, %2 : tensor<i32>
    %10 = stablehlo.select %8, %9, %3 : tensor<i1>, tensor<i32>
    return %10 : tensor<i32>
  }
  func.func private @_where(%arg0: tensor<i1>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<i32> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<i1>, tensor<i32>
    return %0 : tensor<i32>
  }
  func.func private @argmax(%arg0: tensor<7xf32>) -> tensor<i32> {
    %0 = stablehlo.iota dim = 0 : tensor<7xi32>
    %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1:2 = stablehlo.reduce(%arg0 init: %cst), (%0 init: %c) across dimensions = [0] : (tensor<7xf32>, tensor<7xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
     reducer(%arg1: tensor<f32>, %arg3: tensor<f32>) (%arg2: tensor<i32>, %arg4: tensor<i32>)  {
      %2 = stablehlo.compare GT, %arg1, %arg3, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %3 = stablehlo.compare NE, %arg1, %arg1, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %4 = stablehlo.or %2, %3 : tensor<i1>
      %5 = stablehlo.compare EQ, %arg1, %arg3, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %6 = stablehlo.compare LT, %arg2, %arg4, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %7 = stablehlo.and %5, %6 : tensor<i1>
      %8 = stablehlo.or %4, %7 : tensor<i1>
      %9 = stablehlo.select %4, %arg1, %arg3 : tensor<i1>, tensor<f32>
      %10 = stablehlo.select %8, %arg2, %arg4 : tensor<i1>, tensor<i32>
      stablehlo.return %9, %10 : tensor<f32>, tensor<i32>
    }
    return %1#1 : tensor<i32>
  }
  func.func private @remainder_0(%arg0: tensor<i32>, %arg1: tensor<i32>) -> tensor<i32> {
    %0 = stablehlo.convert %arg1 : tensor<i32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.compare EQ, %0, %c, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_0 = stablehlo.constant dense<1> : tensor<i32>
    %2 = call @_where_1(%1, %c_0, %0) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
    %3 = stablehlo.remainder %arg0, %2 : tensor<i32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %4 = stablehlo.compare NE, %3, %c_1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.compare LT, %3, %c_2, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %6 = stablehlo.compare LT, %2, %c_3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %7 = stablehlo.compare NE, %5, %6, UNSIGNED : (tensor<i1>, tensor<i1>) -> tensor<i1>
    %8 = stablehlo.and %7, %4 : tensor<i1>
    %9 = stablehlo.add %3, %2 : tensor<i32>
    %10 = stablehlo.select %8, %9, %3 : tensor<i1>, tensor<i32>
    return %10 : tensor<i32>
  }
  func.func private @_where_1(%arg0: tensor<i1>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<i32> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<i1>, tensor<i32>
    return %0 : tensor<i32>
  }
}
