module @jit_scatter_batched attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]> {stablehlo.mesh = {axes = [{name = "data", size = 2 : i64}, {name = "model", size = 2 : i64}]}}
  func.func public @main(%arg0: tensor<8x10x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}, %arg1: tensor<8x4xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}, %arg2: tensor<8x4x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>}) -> (tensor<8x10x3xf32> {jax.result_info = "result[0]", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}, tensor<8x10xf32> {jax.result_info = "result[1]", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {"model"}]>}) {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<8x4xi32>
    %1 = stablehlo.compare LT, %arg1, %0, SIGNED : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %c_0 = stablehlo.constant dense<10> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<8x4xi32>
    %3 = stablehlo.add %arg1, %2 : tensor<8x4xi32>
    %4 = stablehlo.select %1, %3, %arg1 : tensor<8x4xi1>, tensor<8x4xi32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0, 1] : (tensor<8x4xi32>) -> tensor<8x4x1xi32>
    %6 = "stablehlo.scatter"(%arg0, %5, %arg2) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      %13 = stablehlo.add %arg3, %arg4 : tensor<f32>
      stablehlo.return %13 : tensor<f32>
    }) : (tensor<8x10x3xf32>, tensor<8x4x1xi32>, tensor<8x4x3xf32>) -> tensor<8x10x3xf32>
    %7 = stablehlo.slice %arg0 [0:8, 0:10, 0:1] : (tensor<8x10x3xf32>) -> tensor<8x10x1xf32>
    %8 = stablehlo.reshape %7 : (tensor<8x10x1xf32>) -> tensor<8x10xf32>
    %9 = stablehlo.slice %arg1 [0:8, 0:1] : (tensor<8x4xi32>) -> tensor<8x1xi32>
    %10 = stablehlo.slice %arg2 [0:8, 0:1, 0:1] : (tensor<8x4x3xf32>) -> tensor<8x1x1xf32>
    %11 = stablehlo.reshape %10 : (tensor<8x1x1xf32>) -> tensor<8x1xf32>
    %12 = call @put_along_axis(%8, %9, %11) : (tensor<8x10xf32>, tensor<8x1xi32>, tensor<8x1xf32>) -> tensor<8x10xf32>
    return %6, %12 : tensor<8x10x3xf32>, tensor<8x10xf32>
  }
  func.func private @put_along_axis(%arg0: tensor<8x10xf32>, %arg1: tensor<8x1xi32>, %arg2: tensor<8x1xf32>) -> tensor<8x10xf32> {
    %0 = stablehlo.iota dim = 0 : tensor<8xi32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [0] : (tensor<8xi32>) -> tensor<8x1xi32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<8x1xi32>
    %3 = stablehlo.compare LT, %1, %2, SIGNED : (tensor<8x1xi32>, tensor<8x1xi32>) -> tensor<8x1xi1>
    %c_0 = stablehlo.constant dense<8> : tensor<i32>
    %4 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<8x1xi32>
    %5 = stablehlo.add %1, %4 : tensor<8x1xi32>
    %6 = stablehlo.select %3, %5, %1 : tensor<8x1xi1>, tensor<8x1xi32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %7 = stablehlo.broadcast_in_dim %c_1, dims = [] : (tensor<i32>) -> tensor<8x1xi32>
    %8 = stablehlo.compare LT, %arg1, %7, SIGNED : (tensor<8x1xi32>, tensor<8x1xi32>) -> tensor<8x1xi1>
    %c_2 = stablehlo.constant dense<10> : tensor<i32>
    %9 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<8x1xi32>
    %10 = stablehlo.add %arg1, %9 : tensor<8x1xi32>
    %11 = stablehlo.select %8, %10, %arg1 : tensor<8x1xi1>, tensor<8x1xi32>
    %12 = stablehlo.broadcast_in_dim %6, dims = [0, 1] : (tensor<8x1xi32>) -> tensor<8x1x1xi32>
    %13 = stablehlo.broadcast_in_dim %11, dims = [0, 1] : (tensor<8x1xi32>) -> tensor<8x1x1xi32>
    %14 = stablehlo.concatenate %12, %13, dim = 2 : (tensor<8x1x1xi32>, tensor<8x1x1xi32>) -> tensor<8x1x2xi32>
    %15 = "stablehlo.scatter"(%arg0, %14, %arg2) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0, 1], scatter_dims_to_operand_dims = [0, 1], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%arg3: tensor<f32>, %arg4: tensor<f32>):
      stablehlo.return %arg4 : tensor<f32>
    }) : (tensor<8x10xf32>, tensor<8x1x2xi32>, tensor<8x1xf32>) -> tensor<8x10xf32>
    return %15 : tensor<8x10xf32>
  }
}
