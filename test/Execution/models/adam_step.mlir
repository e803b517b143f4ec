module @jit_adam_step attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]> {stablehlo.mesh = {axes = [{name = "data", size = 2 : i64}, {name = "model", size = 2 : i64}]}}
  func.func public @main(%arg0: tensor<27x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 1 : i32}, %arg1: tensor<6x6xf32> {jax.buffer_donor = true}, %arg2: tensor<27x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 3 : i32}, %arg3: tensor<27x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 4 : i32}, %arg4: tensor<2x6xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}, %arg5: tensor<2x6xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}) -> (tensor<f32> {jax.result_info = "result[0]"}, tensor<27x6xf32> {jax.result_info = "result[1]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, tensor<6x6xf32> {jax.result_info = "result[2]"}, tensor<27x6xf32> {jax.result_info = "result[3]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, tensor<27x6xf32> {jax.result_info = "result[4]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) {
    %0:2 = call @_take(%arg0, %arg4) : (tensor<27x6xf32>, tensor<2x6xi32>) -> (tensor<2x6x6xf32>, tensor<2x6x1xi32>)
    %cst = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<2x6x6xf32>
    %2 = stablehlo.compare GT, %0#0, %1, FLOAT : (tensor<2x6x6xf32>, tensor<2x6x6xf32>) -> tensor<2x6x6xi1>
    %cst_0 = stablehlo.constant dense<0.899999976> : tensor<f32>
    %3 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<2x6x6xf32>
    %4 = stablehlo.divide %0#0, %3 : tensor<2x6x6xf32>
    %cst_1 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %5 = call @_where_0(%2, %4, %cst_1) : (tensor<2x6x6xi1>, tensor<2x6x6xf32>, tensor<f32>) -> tensor<2x6x6xf32>
    %6 = stablehlo.dot_general %5, %arg1, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<2x6x6xf32>, tensor<6x6xf32>) -> tensor<2x6x6xf32>
    %7 = stablehlo.tanh %6 : tensor<2x6x6xf32>
    %cst_2 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<2x6x6xf32>
    %9 = stablehlo.subtract %8, %7 : tensor<2x6x6xf32>
    %10 = call @cumsum(%7) : (tensor<2x6x6xf32>) -> tensor<2x6x6xf32>
    %11 = call @_one_hot(%arg5) : (tensor<2x6xi32>) -> tensor<2x6x27xf32>
    %12 = stablehlo.transpose %arg0, dims = [1, 0] : (tensor<27x6xf32>) -> tensor<6x27xf32>
    %13 = stablehlo.dot_general %10, %12, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<2x6x6xf32>, tensor<6x27xf32>) -> tensor<2x6x27xf32>
    %14:3 = call @log_softmax(%13) : (tensor<2x6x27xf32>) -> (tensor<2x6x27xf32>, tensor<2x6x27xf32>, tensor<2x6x1xf32>)
    %15 = stablehlo.multiply %14#0, %11 : tensor<2x6x27xf32>
    %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %16 = stablehlo.reduce(%15 init: %cst_3) applies stablehlo.add across dimensions = [2] : (tensor<2x6x27xf32>, tensor<f32>) -> tensor<2x6xf32>
    %cst_4 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %17 = stablehlo.reduce(%16 init: %cst_4) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x6xf32>, tensor<f32>) -> tensor<f32>
    %cst_5 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %18 = stablehlo.divide %17, %cst_5 : tensor<f32>
    %19 = stablehlo.negate %18 : tensor<f32>
    %cst_6 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %20 = stablehlo.negate %cst_6 : tensor<f32>
    %cst_7 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %21 = stablehlo.divide %20, %cst_7 : tensor<f32>
    %22 = stablehlo.broadcast_in_dim %21, dims = [] : (tensor<f32>) -> tensor<2x6xf32>
    %23 = stablehlo.broadcast_in_dim %22, dims = [0, 1] : (tensor<2x6xf32>) -> tensor<2x6x27xf32>
    %24 = stablehlo.multiply %23, %11 : tensor<2x6x27xf32>
    %25 = call @log_softmax_2(%14#1, %14#2, %24) : (tensor<2x6x27xf32>, tensor<2x6x1xf32>, tensor<2x6x27xf32>) -> tensor<2x6x27xf32>
    %26 = stablehlo.dot_general %25, %10, contracting_dims = [0, 1] x [0, 1], precision = [DEFAULT, DEFAULT] : (tensor<2x6x27xf32>, tensor<2x6x6xf32>) -> tensor<27x6xf32>
    %27 = stablehlo.transpose %26, dims = [1, 0] : (tensor<27x6xf32>) -> tensor<6x27xf32>
    %28 = stablehlo.dot_general %25, %12, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<2x6x27xf32>, tensor<6x27xf32>) -> tensor<2x6x6xf32>
    %29 = stablehlo.transpose %27, dims = [1, 0] : (tensor<6x27xf32>) -> tensor<27x6xf32>
    %30 = call @cumsum_3(%28) : (tensor<2x6x6xf32>) -> tensor<2x6x6xf32>
    %31 = stablehlo.multiply %30, %9 : tensor<2x6x6xf32>
    %32 = stablehlo.multiply %31, %7 : tensor<2x6x6xf32>
    %33 = stablehlo.add %31, %32 : tensor<2x6x6xf32>
    %34 = stablehlo.dot_general %33, %5, contracting_dims = [0, 1] x [0, 1], precision = [DEFAULT, DEFAULT] : (tensor<2x6x6xf32>, tensor<2x6x6xf32>) -> tensor<6x6xf32>
    %35 = stablehlo.transpose %34, dims = [1, 0] : (tensor<6x6xf32>) -> tensor<6x6xf32>
    %36 = stablehlo.dot_general %33, %arg1, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<2x6x6xf32>, tensor<6x6xf32>) -> tensor<2x6x6xf32>
    %37 = call @_where_5(%2, %36) : (tensor<2x6x6xi1>, tensor<2x6x6xf32>) -> tensor<2x6x6xf32>
    %cst_8 = stablehlo.constant dense<0.899999976> : tensor<f32>
    %38 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<2x6x6xf32>
    %39 = stablehlo.divide %37, %38 : tensor<2x6x6xf32>
    %40 = call @_take_6(%0#1, %39) : (tensor<2x6x1xi32>, tensor<2x6x6xf32>) -> tensor<27x6xf32>
    %41 = stablehlo.add %29, %40 : tensor<27x6xf32>
    %cst_9 = stablehlo.constant dense<0.899999976> : tensor<f32>
    %42 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<27x6xf32>
    %43 = stablehlo.multiply %42, %arg2 : tensor<27x6xf32>
    %cst_10 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %44 = stablehlo.broadcast_in_dim %cst_10, dims = [] : (tensor<f32>) -> tensor<27x6xf32>
    %45 = stablehlo.multiply %44, %41 : tensor<27x6xf32>
    %46 = stablehlo.add %43, %45 : tensor<27x6xf32>
    %cst_11 = stablehlo.constant dense<9.990000e-01> : tensor<f32>
    %47 = stablehlo.broadcast_in_dim %cst_11, dims = [] : (tensor<f32>) -> tensor<27x6xf32>
    %48 = stablehlo.multiply %47, %arg3 : tensor<27x6xf32>
    %49 = stablehlo.multiply %41, %41 : tensor<27x6xf32>
    %cst_12 = stablehlo.constant dense<1.000000e-03> : tensor<f32>
    %50 = stablehlo.broadcast_in_dim %cst_12, dims = [] : (tensor<f32>) -> tensor<27x6xf32>
    %51 = stablehlo.multiply %50, %49 : tensor<27x6xf32>
    %52 = stablehlo.add %48, %51 : tensor<27x6xf32>
    %cst_13 = stablehlo.constant dense<0.00999999977> : tensor<f32>
    %53 = stablehlo.broadcast_in_dim %cst_13, dims = [] : (tensor<f32>) -> tensor<27x6xf32>
    %54 = stablehlo.multiply %53, %46 : tensor<27x6xf32>
    %55 = stablehlo.sqrt %52 : tensor<27x6xf32>
    %cst_14 = stablehlo.constant dense<9.99999993E-9> : tensor<f32>
    %56 = stablehlo.broadcast_in_dim %cst_14, dims = [] : (tensor<f32>) -> tensor<27x6xf32>
    %57 = stablehlo.add %55, %56 : tensor<27x6xf32>
    %58 = stablehlo.divide %54, %57 : tensor<27x6xf32>
    %59 = stablehlo.subtract %arg0, %58 : tensor<27x6xf32>
    %cst_15 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %60 = stablehlo.broadcast_in_dim %cst_15, dims = [] : (tensor<f32>) -> tensor<6x6xf32>
    %61 = stablehlo.multiply %60, %35 : tensor<6x6xf32>
    %62 = stablehlo.subtract %arg1, %61 : tensor<6x6xf32>
    return %19, %59, %62, %46, %52 : tensor<f32>, tensor<27x6xf32>, tensor<6x6xf32>, tensor<27x6xf32>, tensor<27x6xf32>
  }
  func.func private @_take(%arg0: tensor<27x6xf32>, %arg1: tensor<2x6xi32>) -> (tensor<2x6x6xf32>, tensor<2x6x1xi32>) {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<2x6xi32>
    %1 = stablehlo.compare LT, %arg1, %0, SIGNED : (tensor<2x6xi32>, tensor<2x6xi32>) -> tensor<2x6xi1>
    %c_0 = stablehlo.constant dense<27> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<2x6xi32>
    %3 = stablehlo.add %arg1, %2 : tensor<2x6xi32>
    %4 = call @_where(%1, %3, %arg1) : (tensor<2x6xi1>, tensor<2x6xi32>, tensor<2x6xi32>) -> tensor<2x6xi32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0, 1] : (tensor<2x6xi32>) -> tensor<2x6x1xi32>
    %c_1 = stablehlo.constant dense<26> : tensor<1xi32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %6 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<2x6x1xi32>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<2x6x1xi32>, tensor<2x6x1xi32>) -> tensor<2x6x1xi1>
    %8 = stablehlo.broadcast_in_dim %c_1, dims = [2] : (tensor<1xi32>) -> tensor<1x1x1xi32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2] : (tensor<1x1x1xi32>) -> tensor<2x6x1xi32>
    %10 = stablehlo.compare LE, %5, %9, SIGNED : (tensor<2x6x1xi32>, tensor<2x6x1xi32>) -> tensor<2x6x1xi1>
    %11 = stablehlo.and %7, %10 : tensor<2x6x1xi1>
    %c_3 = stablehlo.constant dense<true> : tensor<i1>
    %12 = stablehlo.reduce(%11 init: %c_3) applies stablehlo.and across dimensions = [2] : (tensor<2x6x1xi1>, tensor<i1>) -> tensor<2x6xi1>
    %13 = "stablehlo.gather"(%arg0, %5) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<27x6xf32>, tensor<2x6x1xi32>) -> tensor<2x6x6xf32>
    %14 = stablehlo.broadcast_in_dim %12, dims = [0, 1] : (tensor<2x6xi1>) -> tensor<2x6x6xi1>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %15 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<2x6x6xf32>
    %16 = stablehlo.select %14, %13, %15 : tensor<2x6x6xi1>, tensor<2x6x6xf32>
    return %16, %5 : tensor<2x6x6xf32>, tensor<2x6x1xi32>
  }
  func.func private @_where(%arg0: tensor<2x6xi1>, %arg1: tensor<2x6xi32>, %arg2: tensor<2x6xi32>) -> tensor<2x6xi32> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<2x6xi1>, tensor<2x6xi32>
    return %0 : tensor<2x6xi32>
  }
  func.func private @_where_0(%arg0: tensor<2x6x6xi1>, %arg1: tensor<2x6x6xf32>, %arg2: tensor<f32>) -> tensor<2x6x6xf32> {
    %0 = stablehlo.convert %arg2 : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<2x6x6xf32>
    %2 = stablehlo.select %arg0, %arg1, %1 : tensor<2x6x6xi1>, tensor<2x6x6xf32>
    return %2 : tensor<2x6x6xf32>
  }
  func.func private @cumsum(%arg0: tensor<2x6x6xf32>) -> tensor<2x6x6xf32> {
    %0 = call @cumsum_1(%arg0) : (tensor<2x6x6xf32>) -> tensor<2x6x6xf32>
    return %0 : tensor<2x6x6xf32>
  }
  func.func private @cumsum_1(%arg0: tensor<2x6x6xf32>) -> tensor<2x6x6xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<f32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1, 1>, padding = dense<[[0, 0], [5, 0], [0, 0]]> : tensor<3x2xi64>, window_dilations = array<i64: 1, 1, 1>, window_dimensions = array<i64: 1, 6, 1>, window_strides = array<i64: 1, 1, 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %2 = stablehlo.add %arg1, %arg2 : tensor<f32>
      stablehlo.return %2 : tensor<f32>
    }) : (tensor<2x6x6xf32>, tensor<f32>) -> tensor<2x6x6xf32>
    return %1 : tensor<2x6x6xf32>
  }
  func.func private @_one_hot(%arg0: tensor<2x6xi32>) -> tensor<2x6x27xf32> {
    %0 = stablehlo.broadcast_in_dim %arg0, dims = [0, 1] : (tensor<2x6xi32>) -> tensor<2x6x1xi32>
    %1 = stablehlo.iota dim = 2 : tensor<1x1x27xi32>
    %2 = stablehlo.broadcast_in_dim %0, dims = [0, 1, 2] : (tensor<2x6x1xi32>) -> tensor<2x6x27xi32>
    %3 = stablehlo.broadcast_in_dim %1, dims = [0, 1, 2] : (tensor<1x1x27xi32>) -> tensor<2x6x27xi32>
    %4 = stablehlo.compare EQ, %2, %3, SIGNED : (tensor<2x6x27xi32>, tensor<2x6x27xi32>) -> tensor<2x6x27xi1>
    %5 = stablehlo.convert %4 : (tensor<2x6x27xi1>) -> tensor<2x6x27xf32>
    return %5 : tensor<2x6x27xf32>
  }
  func.func private @log_softmax(%arg0: tensor<2x6x27xf32>) -> (tensor<2x6x27xf32>, tensor<2x6x27xf32>, tensor<2x6x1xf32>) {
    %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = stablehlo.reduce(%arg0 init: %cst) applies stablehlo.maximum across dimensions = [2] : (tensor<2x6x27xf32>, tensor<f32>) -> tensor<2x6xf32>
    %cst_0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<2x6xf32>
    %2 = stablehlo.maximum %1, %0 : tensor<2x6xf32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0, 1] : (tensor<2x6xf32>) -> tensor<2x6x1xf32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [0, 1, 2] : (tensor<2x6x1xf32>) -> tensor<2x6x27xf32>
    %5 = stablehlo.subtract %arg0, %4 : tensor<2x6x27xf32>
    %6 = stablehlo.exponential %5 : tensor<2x6x27xf32>
    %cst_1 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %7 = stablehlo.reduce(%6 init: %cst_1) applies stablehlo.add across dimensions = [2] : (tensor<2x6x27xf32>, tensor<f32>) -> tensor<2x6xf32>
    %8 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<2x6xf32>) -> tensor<2x6x1xf32>
    %9 = stablehlo.log %8 : tensor<2x6x1xf32>
    %10 = stablehlo.broadcast_in_dim %9, dims = [0, 1, 2] : (tensor<2x6x1xf32>) -> tensor<2x6x27xf32>
    %11 = stablehlo.subtract %5, %10 : tensor<2x6x27xf32>
    return %11, %6, %8 : tensor<2x6x27xf32>, tensor<2x6x27xf32>, tensor<2x6x1xf32>
  }
  func.func private @log_softmax_2(%arg0: tensor<2x6x27xf32>, %arg1: tensor<2x6x1xf32>, %arg2: tensor<2x6x27xf32>) -> tensor<2x6x27xf32> {
    %0 = stablehlo.negate %arg2 : tensor<2x6x27xf32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.add across dimensions = [2] : (tensor<2x6x27xf32>, tensor<f32>) -> tensor<2x6xf32>
    %2 = stablehlo.reshape %1 : (tensor<2x6xf32>) -> tensor<2x6x1xf32>
    %3 = stablehlo.divide %2, %arg1 : tensor<2x6x1xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %4 = stablehlo.reduce(%3 init: %cst_0) applies stablehlo.add across dimensions = [2] : (tensor<2x6x1xf32>, tensor<f32>) -> tensor<2x6xf32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0, 1] : (tensor<2x6xf32>) -> tensor<2x6x27xf32>
    %6 = stablehlo.multiply %5, %arg0 : tensor<2x6x27xf32>
    %7 = stablehlo.add %arg2, %6 : tensor<2x6x27xf32>
    return %7 : tensor<2x6x27xf32>
  }
  func.func private @cumsum_3(%arg0: tensor<2x6x6xf32>) -> tensor<2x6x6xf32> {
    %0 = call @cumsum_4(%arg0) : (tensor<2x6x6xf32>) -> tensor<2x6x6xf32>
    return %0 : tensor<2x6x6xf32>
  }
  func.func private @cumsum_4(%arg0: tensor<2x6x6xf32>) -> tensor<2x6x6xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<f32>
    %1 = "stablehlo.reduce_window"(%arg0, %0) <{base_dilations = array<i64: 1, 1, 1>, padding = dense<[[0, 0], [0, 5], [0, 0]]> : tensor<3x2xi64>, window_dilations = array<i64: 1, 1, 1>, window_dimensions = array<i64: 1, 6, 1>, window_strides = array<i64: 1, 1, 1>}> ({
    ^bb0(%arg1: tensor<f32>, %arg2: tensor<f32>):
      %2 = stablehlo.add %arg1, %arg2 : tensor<f32>
      stablehlo.return %2 : tensor<f32>
    }) : (tensor<2x6x6xf32>, tensor<f32>) -> tensor<2x6x6xf32>
    return %1 : tensor<2x6x6xf32>
  }
  func.func private @_where_5(%arg0: tensor<2x6x6xi1>, %arg1: tensor<2x6x6xf32>) -> tensor<2x6x6xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<2x6x6xf32>
    %1 = stablehlo.select %arg0, %arg1, %0 : tensor<2x6x6xi1>, tensor<2x6x6xf32>
    return %1 : tensor<2x6x6xf32>
  }
  func.func private @_take_6(%arg0: tensor<2x6x1xi32>, %arg1: tensor<2x6x6xf32>) -> tensor<27x6xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<27x6xf32>
    %1 = "stablehlo.scatter"(%0, %arg0, %arg1) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%arg2: tensor<f32>, %arg3: tensor<f32>):
      %2 = stablehlo.add %arg2, %arg3 : tensor<f32>
      stablehlo.return %2 : tensor<f32>
    }) : (tensor<27x6xf32>, tensor<2x6x1xi32>, tensor<2x6x6xf32>) -> tensor<27x6xf32>
    return %1 : tensor<27x6xf32>
  }
}
