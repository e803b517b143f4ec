module @jit_scatter_windows attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<6x4x9xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}, {}]>}, %arg1: tensor<5x2xi32>, %arg2: tensor<2x5x3xf32>, %arg3: tensor<7xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, %arg4: tensor<10xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, %arg5: tensor<7xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, %arg6: tensor<7xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}) -> (tensor<6x4x9xf32> {jax.result_info = "result[0]", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}, {}]>}, tensor<10xf32> {jax.result_info = "result[1]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<12xi32> {jax.result_info = "result[2]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<12x3xi1> {jax.result_info = "result[3]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, tensor<10xf32> {jax.result_info = "result[4]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}) {
    %c = stablehlo.constant dense<40> : tensor<1xi32>
    %0 = "stablehlo.scatter"(%arg0, %arg1, %arg2) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [0, 2], inserted_window_dims = [1], scatter_dims_to_operand_dims = [2, 0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %36 = stablehlo.add %arg7, %arg8 : tensor<f32>
      stablehlo.return %36 : tensor<f32>
    }) : (tensor<6x4x9xf32>, tensor<5x2xi32>, tensor<2x5x3xf32>) -> tensor<6x4x9xf32>
    %1 = stablehlo.broadcast_in_dim %arg3, dims = [0] : (tensor<7xi32>) -> tensor<7x1xi32>
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<7xf32>
    %3 = "stablehlo.scatter"(%arg4, %1, %2) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %36 = stablehlo.add %arg7, %arg8 : tensor<f32>
      stablehlo.return %36 : tensor<f32>
    }) : (tensor<10xf32>, tensor<7x1xi32>, tensor<7xf32>) -> tensor<10xf32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %4 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<12xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i32>) -> tensor<7xi32>
    %6 = stablehlo.compare LT, %arg6, %5, SIGNED : (tensor<7xi32>, tensor<7xi32>) -> tensor<7xi1>
    %c_2 = stablehlo.constant dense<12> : tensor<i32>
    %7 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<7xi32>
    %8 = stablehlo.add %arg6, %7 : tensor<7xi32>
    %9 = stablehlo.select %6, %8, %arg6 : tensor<7xi1>, tensor<7xi32>
    %10 = stablehlo.broadcast_in_dim %9, dims = [0] : (tensor<7xi32>) -> tensor<7x1xi32>
    %11 = "stablehlo.scatter"(%4, %10, %arg5) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<i32>, %arg8: tensor<i32>):
      %36 = stablehlo.add %arg7, %arg8 : tensor<i32>
      stablehlo.return %36 : tensor<i32>
    }) : (tensor<12xi32>, tensor<7x1xi32>, tensor<7xi32>) -> tensor<12xi32>
    %c_3 = stablehlo.constant dense<false> : tensor<i1>
    %12 = stablehlo.broadcast_in_dim %c_3, dims = [] : (tensor<i1>) -> tensor<12x3xi1>
    %c_4 = stablehlo.constant dense<0> : tensor<i32>
    %13 = stablehlo.broadcast_in_dim %c_4, dims = [] : (tensor<i32>) -> tensor<7xi32>
    %14 = stablehlo.compare LT, %arg6, %13, SIGNED : (tensor<7xi32>, tensor<7xi32>) -> tensor<7xi1>
    %c_5 = stablehlo.constant dense<12> : tensor<i32>
    %15 = stablehlo.broadcast_in_dim %c_5, dims = [] : (tensor<i32>) -> tensor<7xi32>
    %16 = stablehlo.add %arg6, %15 : tensor<7xi32>
    %17 = stablehlo.select %14, %16, %arg6 : tensor<7xi1>, tensor<7xi32>
    %c_6 = stablehlo.constant dense<1> : tensor<i32>
    %18 = stablehlo.broadcast_in_dim %c_6, dims = [] : (tensor<i32>) -> tensor<7xi32>
    %19 = stablehlo.convert %18 : tensor<7xi32>
    %20 = stablehlo.broadcast_in_dim %17, dims = [0] : (tensor<7xi32>) -> tensor<7x1xi32>
    %21 = stablehlo.broadcast_in_dim %19, dims = [0] : (tensor<7xi32>) -> tensor<7x1xi32>
    %22 = stablehlo.concatenate %20, %21, dim = 1 : (tensor<7x1xi32>, tensor<7x1xi32>) -> tensor<7x2xi32>
    %c_7 = stablehlo.constant dense<true> : tensor<i1>
    %23 = stablehlo.broadcast_in_dim %c_7, dims = [] : (tensor<i1>) -> tensor<7xi1>
    %24 = "stablehlo.scatter"(%12, %22, %23) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0, 1], scatter_dims_to_operand_dims = [0, 1], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<i1>, %arg8: tensor<i1>):
      stablehlo.return %arg8 : tensor<i1>
    }) : (tensor<12x3xi1>, tensor<7x2xi32>, tensor<7xi1>) -> tensor<12x3xi1>
    %c_8 = stablehlo.constant dense<3> : tensor<i32>
    %25 = stablehlo.broadcast_in_dim %c_8, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %cst_9 = stablehlo.constant dense<7.000000e+00> : tensor<f32>
    %26 = "stablehlo.scatter"(%arg4, %25, %cst_9) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0]>, unique_indices = true}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      stablehlo.return %arg8 : tensor<f32>
    }) : (tensor<10xf32>, tensor<1xi32>, tensor<f32>) -> tensor<10xf32>
    %c_10 = stablehlo.constant dense<0> : tensor<i32>
    %27 = stablehlo.broadcast_in_dim %c_10, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %28 = stablehlo.compare LT, %c, %27, SIGNED : (tensor<1xi32>, tensor<1xi32>) -> tensor<1xi1>
    %c_11 = stablehlo.constant dense<10> : tensor<i32>
    %29 = stablehlo.broadcast_in_dim %c_11, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %30 = stablehlo.add %c, %29 : tensor<1xi32>
    %31 = stablehlo.select %28, %30, %c : tensor<1xi1>, tensor<1xi32>
    %32 = stablehlo.broadcast_in_dim %31, dims = [0] : (tensor<1xi32>) -> tensor<1x1xi32>
    %cst_12 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %33 = stablehlo.broadcast_in_dim %cst_12, dims = [] : (tensor<f32>) -> tensor<1xf32>
    %34 = "stablehlo.scatter"(%arg4, %32, %33) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%arg7: tensor<f32>, %arg8: tensor<f32>):
      %36 = stablehlo.add %arg7, %arg8 : tensor<f32>
      stablehlo.return %36 : tensor<f32>
    }) : (tensor<10xf32>, tensor<1x1xi32>, tensor<1xf32>) -> tensor<10xf32>
    %35 = stablehlo.add %26, %34 : tensor<10xf32>
    return %0, %3, %11, %24, %35 : tensor<6x4x9xf32>, tensor<10xf32>, tensor<12xi32>, tensor<12x3xi1>, tensor<10xf32>
  }
}
