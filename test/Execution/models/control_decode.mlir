module @jit_control_decode attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<11x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, %arg1: tensor<11x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, %arg2: tensor<6x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg3: tensor<6x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg4: tensor<6x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg5: tensor<i32>) -> (tensor<12xi32> {jax.result_info = "result[0]"}, tensor<i32> {jax.result_info = "result[1]"}, tensor<12x6xf32> {jax.result_info = "result[2]", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}) {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<12x6xf32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<12xi32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %3 = "stablehlo.scatter"(%1, %2, %arg5) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
    ^bb0(%arg6: tensor<i32>, %arg7: tensor<i32>):
      stablehlo.return %arg7 : tensor<i32>
    }) : (tensor<12xi32>, tensor<1xi32>, tensor<i32>) -> tensor<12xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %4:9 = stablehlo.while(%iterArg = %arg0, %iterArg_2 = %arg3, %iterArg_3 = %arg4, %iterArg_4 = %arg2, %iterArg_5 = %arg1, %iterArg_6 = %3, %iterArg_7 = %c_1, %iterArg_8 = %0, %iterArg_9 = %0) : tensor<11x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<11x6xf32>, tensor<12xi32>, tensor<i32>, tensor<12x6xf32>, tensor<12x6xf32>
    cond {
      %c_10 = stablehlo.constant dense<11> : tensor<i32>
      %5 = stablehlo.compare LT, %iterArg_7, %c_10, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_11 = stablehlo.constant dense<0> : tensor<i32>
      %6 = stablehlo.compare LT, %iterArg_7, %c_11, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %7 = stablehlo.convert %iterArg_7 : tensor<i32>
      %c_12 = stablehlo.constant dense<12> : tensor<i32>
      %8 = stablehlo.add %7, %c_12 : tensor<i32>
      %9 = stablehlo.select %6, %8, %iterArg_7 : tensor<i1>, tensor<i32>
      %10 = stablehlo.dynamic_slice %iterArg_6, %9, sizes = [1] : (tensor<12xi32>, tensor<i32>) -> tensor<1xi32>
      %11 = stablehlo.reshape %10 : (tensor<1xi32>) -> tensor<i32>
      %c_13 = stablehlo.constant dense<1> : tensor<i32>
      %12 = stablehlo.compare NE, %11, %c_13, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_14 = stablehlo.constant dense<0> : tensor<i32>
      %13 = stablehlo.compare EQ, %iterArg_7, %c_14, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_15 = stablehlo.constant dense<false> : tensor<i1>
      %14 = stablehlo.broadcast_in_dim %c_15, dims = [] : (tensor<i1>) -> tensor<i1>
      %15 = stablehlo.compare NE, %13, %14, UNSIGNED : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %16 = stablehlo.convert %15 : tensor<i1>
      %17 = stablehlo.or %12, %16 : tensor<i1>
      %c_16 = stablehlo.constant dense<false> : tensor<i1>
      %18 = stablehlo.broadcast_in_dim %c_16, dims = [] : (tensor<i1>) -> tensor<i1>
      %19 = stablehlo.compare NE, %5, %18, UNSIGNED : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %20 = stablehlo.convert %19 : tensor<i1>
      %21 = stablehlo.and %20, %17 : tensor<i1>
      stablehlo.return %21 : tensor<i1>
    } do {
      %c_10 = stablehlo.constant dense<0> : tensor<i32>
      %5 = stablehlo.compare LT, %iterArg_7, %c_10, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %6 = stablehlo.convert %iterArg_7 : tensor<i32>
      %c_11 = stablehlo.constant dense<12> : tensor<i32>
      %7 = stablehlo.add %6, %c_11 : tensor<i32>
      %8 = stablehlo.select %5, %7, %iterArg_7 : tensor<i1>, tensor<i32>
      %9 = stablehlo.dynamic_slice %iterArg_6, %8, sizes = [1] : (tensor<12xi32>, tensor<i32>) -> tensor<1xi32>
      %10 = stablehlo.reshape %9 : (tensor<1xi32>) -> tensor<i32>
      %c_12 = stablehlo.constant dense<0> : tensor<i32>
      %11 = stablehlo.compare LT, %10, %c_12, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_13 = stablehlo.constant dense<11> : tensor<i32>
      %12 = stablehlo.add %10, %c_13 : tensor<i32>
      %13 = stablehlo.select %11, %12, %10 : tensor<i1>, tensor<i32>
      %c_14 = stablehlo.constant dense<0> : tensor<i32>
      %c_15 = stablehlo.constant dense<0> : tensor<i32>
      %14 = stablehlo.compare LT, %c_14, %c_15, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_16 = stablehlo.constant dense<0> : tensor<i32>
      %c_17 = stablehlo.constant dense<6> : tensor<i32>
      %15 = stablehlo.add %c_16, %c_17 : tensor<i32>
      %c_18 = stablehlo.constant dense<0> : tensor<i32>
      %16 = stablehlo.select %14, %15, %c_18 : tensor<i1>, tensor<i32>
      %17 = stablehlo.dynamic_slice %iterArg, %13, %16, sizes = [1, 6] : (tensor<11x6xf32>, tensor<i32>, tensor<i32>) -> tensor<1x6xf32>
      %18 = stablehlo.reshape %17 : (tensor<1x6xf32>) -> tensor<6xf32>
      %19 = stablehlo.dot_general %18, %iterArg_2, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6xf32>, tensor<6x6xf32>) -> tensor<6xf32>
      %20 = stablehlo.broadcast_in_dim %19, dims = [1] : (tensor<6xf32>) -> tensor<1x6xf32>
      %c_19 = stablehlo.constant dense<0> : tensor<i32>
      %21 = stablehlo.compare LT, %iterArg_7, %c_19, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %22 = stablehlo.convert %iterArg_7 : tensor<i32>
      %c_20 = stablehlo.constant dense<12> : tensor<i32>
      %23 = stablehlo.add %22, %c_20 : tensor<i32>
      %24 = stablehlo.select %21, %23, %iterArg_7 : tensor<i1>, tensor<i32>
      %c_21 = stablehlo.constant dense<0> : tensor<i32>
      %25 = stablehlo.dynamic_update_slice %iterArg_8, %20, %24, %c_21 : (tensor<12x6xf32>, tensor<1x6xf32>, tensor<i32>, tensor<i32>) -> tensor<12x6xf32>
      %26 = stablehlo.dot_general %18, %iterArg_3, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6xf32>, tensor<6x6xf32>) -> tensor<6xf32>
      %27 = stablehlo.broadcast_in_dim %26, dims = [1] : (tensor<6xf32>) -> tensor<1x6xf32>
      %c_22 = stablehlo.constant dense<0> : tensor<i32>
      %28 = stablehlo.compare LT, %iterArg_7, %c_22, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %29 = stablehlo.convert %iterArg_7 : tensor<i32>
      %c_23 = stablehlo.constant dense<12> : tensor<i32>
      %30 = stablehlo.add %29, %c_23 : tensor<i32>
      %31 = stablehlo.select %28, %30, %iterArg_7 : tensor<i1>, tensor<i32>
      %c_24 = stablehlo.constant dense<0> : tensor<i32>
      %32 = stablehlo.dynamic_update_slice %iterArg_9, %27, %31, %c_24 : (tensor<12x6xf32>, tensor<1x6xf32>, tensor<i32>, tensor<i32>) -> tensor<12x6xf32>
      %33 = stablehlo.dot_general %18, %iterArg_4, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6xf32>, tensor<6x6xf32>) -> tensor<6xf32>
      %34 = stablehlo.dot_general %25, %33, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<12x6xf32>, tensor<6xf32>) -> tensor<12xf32>
      %cst_25 = stablehlo.constant dense<2.44948983> : tensor<f32>
      %35 = stablehlo.broadcast_in_dim %cst_25, dims = [] : (tensor<f32>) -> tensor<12xf32>
      %36 = stablehlo.divide %34, %35 : tensor<12xf32>
      %37 = stablehlo.iota dim = 0 : tensor<12xi32>
      %38 = stablehlo.convert %iterArg_7 : tensor<i32>
      %39 = stablehlo.broadcast_in_dim %38, dims = [] : (tensor<i32>) -> tensor<12xi32>
      %40 = stablehlo.compare LE, %37, %39, SIGNED : (tensor<12xi32>, tensor<12xi32>) -> tensor<12xi1>
      %cst_26 = stablehlo.constant dense<-1.000000e+30> : tensor<f32>
      %41 = func.call @_where(%40, %36, %cst_26) : (tensor<12xi1>, tensor<12xf32>, tensor<f32>) -> tensor<12xf32>
      %cst_27 = stablehlo.constant dense<0xFF800000> : tensor<f32>
      %42 = stablehlo.reduce(%41 init: %cst_27) applies stablehlo.maximum across dimensions = [0] : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
      %cst_28 = stablehlo.constant dense<0xFF800000> : tensor<f32>
      %43 = stablehlo.maximum %cst_28, %42 : tensor<f32>
      %44 = stablehlo.broadcast_in_dim %43, dims = [] : (tensor<f32>) -> tensor<1xf32>
      %45 = stablehlo.broadcast_in_dim %44, dims = [0] : (tensor<1xf32>) -> tensor<12xf32>
      %46 = stablehlo.subtract %41, %45 : tensor<12xf32>
      %47 = stablehlo.exponential %46 : tensor<12xf32>
      %cst_29 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
      %48 = stablehlo.reduce(%47 init: %cst_29) applies stablehlo.add across dimensions = [0] : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
      %49 = stablehlo.broadcast_in_dim %48, dims = [] : (tensor<f32>) -> tensor<1xf32>
      %50 = stablehlo.broadcast_in_dim %49, dims = [0] : (tensor<1xf32>) -> tensor<12xf32>
      %51 = stablehlo.divide %47, %50 : tensor<12xf32>
      %52 = stablehlo.dot_general %51, %32, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<12xf32>, tensor<12x6xf32>) -> tensor<6xf32>
      %53 = stablehlo.add %18, %52 : tensor<6xf32>
      %54 = stablehlo.dot_general %iterArg_5, %53, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<11x6xf32>, tensor<6xf32>) -> tensor<11xf32>
      %55 = func.call @argmax(%54) : (tensor<11xf32>) -> tensor<i32>
      %c_30 = stablehlo.constant dense<1> : tensor<i32>
      %56 = stablehlo.add %iterArg_7, %c_30 : tensor<i32>
      %c_31 = stablehlo.constant dense<0> : tensor<i32>
      %57 = stablehlo.compare LT, %56, %c_31, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %c_32 = stablehlo.constant dense<12> : tensor<i32>
      %58 = stablehlo.add %56, %c_32 : tensor<i32>
      %59 = stablehlo.select %57, %58, %56 : tensor<i1>, tensor<i32>
      %60 = stablehlo.convert %59 : tensor<i32>
      %61 = stablehlo.broadcast_in_dim %60, dims = [] : (tensor<i32>) -> tensor<1xi32>
      %62 = "stablehlo.scatter"(%iterArg_6, %61, %55) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
      ^bb0(%arg6: tensor<i32>, %arg7: tensor<i32>):
        stablehlo.return %arg7 : tensor<i32>
      }) : (tensor<12xi32>, tensor<1xi32>, tensor<i32>) -> tensor<12xi32>
      %c_33 = stablehlo.constant dense<1> : tensor<i32>
      %63 = stablehlo.add %iterArg_7, %c_33 : tensor<i32>
      stablehlo.return %iterArg, %iterArg_2, %iterArg_3, %iterArg_4, %iterArg_5, %62, %63, %25, %32 : tensor<11x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<11x6xf32>, tensor<12xi32>, tensor<i32>, tensor<12x6xf32>, tensor<12x6xf32>
    }
    return %4#5, %4#6, %4#7 : tensor<12xi32>, tensor<i32>, tensor<12x6xf32>
  }
  func.func private @_where(%arg0: tensor<12xi1>, %arg1: tensor<12xf32>, %arg2: tensor<f32>) -> tensor<12xf32> {
    %0 = stablehlo.convert %arg2 : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %2 = stablehlo.select %arg0, %arg1, %1 : tensor<12xi1>, tensor<12xf32>
    return %2 : tensor<12xf32>
  }
  func.func private @argmax(%arg0: tensor<11xf32>) -> tensor<i32> {
    %0 = stablehlo.iota dim = 0 : tensor<11xi32>
    %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1:2 = stablehlo.reduce(%arg0 init: %cst), (%0 init: %c) across dimensions = [0] : (tensor<11xf32>, tensor<11xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
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
}
