module @jit_loop_kinds attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<9xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, %arg1: tensor<4x5xi32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (tensor<i32> {jax.result_info = "result[0]"}, tensor<9xf32> {jax.result_info = "result[1]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<i32> {jax.result_info = "result[2]"}, tensor<9xf32> {jax.result_info = "result[3]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<4x5xi32> {jax.result_info = "result[4]"}, tensor<9xf32> {jax.result_info = "result[5]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}, tensor<9xf32> {jax.result_info = "result[6]"}, tensor<9xf32> {jax.result_info = "result[7]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>}) {
    %c = stablehlo.constant dense<7> : tensor<i32>
    %0:2 = stablehlo.while(%iterArg = %c, %iterArg_8 = %arg0) : tensor<i32>, tensor<9xf32>
    cond {
      %c_9 = stablehlo.constant dense<0> : tensor<i32>
      %5 = stablehlo.compare GT, %iterArg, %c_9, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %5 : tensor<i1>
    } do {
      %c_9 = stablehlo.constant dense<2> : tensor<i32>
      %5 = stablehlo.subtract %iterArg, %c_9 : tensor<i32>
      %cst = stablehlo.constant dense<1.500000e+00> : tensor<f32>
      %6 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<9xf32>
      %7 = stablehlo.multiply %iterArg_8, %6 : tensor<9xf32>
      %8 = stablehlo.convert %iterArg : (tensor<i32>) -> tensor<f32>
      %9 = stablehlo.broadcast_in_dim %8, dims = [] : (tensor<f32>) -> tensor<9xf32>
      %10 = stablehlo.add %7, %9 : tensor<9xf32>
      stablehlo.return %5, %10 : tensor<i32>, tensor<9xf32>
    }
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %1:2 = stablehlo.while(%iterArg = %c_0, %iterArg_8 = %arg0) : tensor<i32>, tensor<9xf32>
    cond {
      %c_9 = stablehlo.constant dense<9> : tensor<i32>
      %5 = stablehlo.compare NE, %iterArg, %c_9, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %5 : tensor<i1>
    } do {
      %c_9 = stablehlo.constant dense<3> : tensor<i32>
      %5 = stablehlo.add %iterArg, %c_9 : tensor<i32>
      %6 = stablehlo.convert %iterArg : (tensor<i32>) -> tensor<f32>
      %7 = stablehlo.broadcast_in_dim %6, dims = [] : (tensor<f32>) -> tensor<9xf32>
      %8 = stablehlo.subtract %iterArg_8, %7 : tensor<9xf32>
      stablehlo.return %5, %8 : tensor<i32>, tensor<9xf32>
    }
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %2:3 = stablehlo.while(%iterArg = %c_2, %iterArg_8 = %c_1, %iterArg_9 = %arg1) : tensor<i32>, tensor<i32>, tensor<4x5xi32>
    cond {
      %c_10 = stablehlo.constant dense<4> : tensor<i32>
      %5 = stablehlo.compare LT, %iterArg, %c_10, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %5 : tensor<i1>
    } do {
      %5:2 = func.call @closed_call(%iterArg_8, %iterArg_9) : (tensor<i32>, tensor<4x5xi32>) -> (tensor<i32>, tensor<4x5xi32>)
      %c_10 = stablehlo.constant dense<1> : tensor<i32>
      %6 = stablehlo.add %iterArg, %c_10 : tensor<i32>
      stablehlo.return %6, %5#0, %5#1 : tensor<i32>, tensor<i32>, tensor<4x5xi32>
    }
    %c_3 = stablehlo.constant dense<5> : tensor<i32>
    %c_4 = stablehlo.constant dense<0> : tensor<i32>
    %3:3 = stablehlo.while(%iterArg = %c_4, %iterArg_8 = %c_3, %iterArg_9 = %arg0) : tensor<i32>, tensor<i32>, tensor<9xf32>
    cond {
      %c_10 = stablehlo.constant dense<1> : tensor<i32>
      %5 = stablehlo.compare LT, %iterArg, %c_10, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %5 : tensor<i1>
    } do {
      %5:2 = func.call @closed_call_1(%iterArg_8, %iterArg_9) : (tensor<i32>, tensor<9xf32>) -> (tensor<i32>, tensor<9xf32>)
      %c_10 = stablehlo.constant dense<1> : tensor<i32>
      %6 = stablehlo.add %iterArg, %c_10 : tensor<i32>
      stablehlo.return %6, %5#0, %5#1 : tensor<i32>, tensor<i32>, tensor<9xf32>
    }
    %c_5 = stablehlo.constant dense<5> : tensor<i32>
    %c_6 = stablehlo.constant dense<-3> : tensor<i32>
    %c_7 = stablehlo.constant dense<0> : tensor<i32>
    %4:3 = stablehlo.while(%iterArg = %c_7, %iterArg_8 = %c_6, %iterArg_9 = %arg0) : tensor<i32>, tensor<i32>, tensor<9xf32>
    cond {
      %c_10 = stablehlo.constant dense<7> : tensor<i32>
      %5 = stablehlo.compare LT, %iterArg, %c_10, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %5 : tensor<i1>
    } do {
      %5:2 = func.call @closed_call_2(%iterArg_8, %iterArg_9) : (tensor<i32>, tensor<9xf32>) -> (tensor<i32>, tensor<9xf32>)
      %c_10 = stablehlo.constant dense<1> : tensor<i32>
      %6 = stablehlo.add %iterArg, %c_10 : tensor<i32>
      stablehlo.return %6, %5#0, %5#1 : tensor<i32>, tensor<i32>, tensor<9xf32>
    }
    return %0#0, %0#1, %1#0, %1#1, %2#2, %3#2, %arg0, %4#2 : tensor<i32>, tensor<9xf32>, tensor<i32>, tensor<9xf32>, tensor<4x5xi32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>
  }
  func.func private @closed_call(%arg0: tensor<i32>, %arg1: tensor<4x5xi32>) -> (tensor<i32>, tensor<4x5xi32>) {
    %c = stablehlo.constant dense<1> : tensor<i32>
    %0 = stablehlo.add %arg0, %c : tensor<i32>
    %c_0 = stablehlo.constant dense<0> : tensor<i32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %1:4 = stablehlo.while(%iterArg = %arg0, %iterArg_2 = %c_1, %iterArg_3 = %c_0, %iterArg_4 = %arg1) : tensor<i32>, tensor<i32>, tensor<i32>, tensor<4x5xi32>
    cond {
      %c_5 = stablehlo.constant dense<3> : tensor<i32>
      %2 = stablehlo.compare LT, %iterArg_2, %c_5, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %2 : tensor<i1>
    } do {
      %2:2 = func.call @closed_call_0(%iterArg, %iterArg_3, %iterArg_4) : (tensor<i32>, tensor<i32>, tensor<4x5xi32>) -> (tensor<i32>, tensor<4x5xi32>)
      %c_5 = stablehlo.constant dense<1> : tensor<i32>
      %3 = stablehlo.add %iterArg_2, %c_5 : tensor<i32>
      stablehlo.return %iterArg, %3, %2#0, %2#1 : tensor<i32>, tensor<i32>, tensor<i32>, tensor<4x5xi32>
    }
    return %0, %1#3 : tensor<i32>, tensor<4x5xi32>
  }
  func.func private @closed_call_0(%arg0: tensor<i32>, %arg1: tensor<i32>, %arg2: tensor<4x5xi32>) -> (tensor<i32>, tensor<4x5xi32>) {
    %c = stablehlo.constant dense<1> : tensor<i32>
    %0 = stablehlo.add %arg1, %c : tensor<i32>
    %c_0 = stablehlo.constant dense<10> : tensor<i32>
    %1 = stablehlo.multiply %arg0, %c_0 : tensor<i32>
    %2 = stablehlo.add %1, %arg1 : tensor<i32>
    %3 = stablehlo.convert %arg1 : tensor<i32>
    %4 = stablehlo.convert %arg0 : tensor<i32>
    %c_1 = stablehlo.constant dense<0> : tensor<i32>
    %5 = stablehlo.compare LT, %3, %c_1, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_2 = stablehlo.constant dense<4> : tensor<i32>
    %6 = stablehlo.add %3, %c_2 : tensor<i32>
    %7 = stablehlo.select %5, %6, %3 : tensor<i1>, tensor<i32>
    %c_3 = stablehlo.constant dense<0> : tensor<i32>
    %8 = stablehlo.compare LT, %4, %c_3, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_4 = stablehlo.constant dense<5> : tensor<i32>
    %9 = stablehlo.add %4, %c_4 : tensor<i32>
    %10 = stablehlo.select %8, %9, %4 : tensor<i1>, tensor<i32>
    %11 = stablehlo.dynamic_slice %arg2, %7, %10, sizes = [1, 1] : (tensor<4x5xi32>, tensor<i32>, tensor<i32>) -> tensor<1x1xi32>
    %12 = stablehlo.reshape %11 : (tensor<1x1xi32>) -> tensor<i32>
    %13 = stablehlo.convert %2 : tensor<i32>
    %14 = stablehlo.subtract %13, %12 : tensor<i32>
    %c_5 = stablehlo.constant dense<0> : tensor<i32>
    %15 = stablehlo.compare LT, %arg0, %c_5, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_6 = stablehlo.constant dense<4> : tensor<i32>
    %16 = stablehlo.add %arg0, %c_6 : tensor<i32>
    %17 = stablehlo.select %15, %16, %arg0 : tensor<i1>, tensor<i32>
    %c_7 = stablehlo.constant dense<0> : tensor<i32>
    %18 = stablehlo.compare LT, %arg1, %c_7, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %c_8 = stablehlo.constant dense<5> : tensor<i32>
    %19 = stablehlo.add %arg1, %c_8 : tensor<i32>
    %20 = stablehlo.select %18, %19, %arg1 : tensor<i1>, tensor<i32>
    %21 = stablehlo.convert %17 : tensor<i32>
    %22 = stablehlo.convert %20 : tensor<i32>
    %23 = stablehlo.broadcast_in_dim %21, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %24 = stablehlo.broadcast_in_dim %22, dims = [] : (tensor<i32>) -> tensor<1xi32>
    %25 = stablehlo.concatenate %23, %24, dim = 0 : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
    %26 = "stablehlo.scatter"(%arg2, %25, %14) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0, 1], scatter_dims_to_operand_dims = [0, 1]>, unique_indices = true}> ({
    ^bb0(%arg3: tensor<i32>, %arg4: tensor<i32>):
      stablehlo.return %arg4 : tensor<i32>
    }) : (tensor<4x5xi32>, tensor<2xi32>, tensor<i32>) -> tensor<4x5xi32>
    return %0, %26 : tensor<i32>, tensor<4x5xi32>
  }
  func.func private @closed_call_1(%arg0: tensor<i32>, %arg1: tensor<9xf32>) -> (tensor<i32>, tensor<9xf32>) {
    %c = stablehlo.constant dense<1> : tensor<i32>
    %0 = stablehlo.add %arg0, %c : tensor<i32>
    %1 = stablehlo.convert %arg0 : (tensor<i32>) -> tensor<f32>
    %2 = stablehlo.broadcast_in_dim %1, dims = [] : (tensor<f32>) -> tensor<9xf32>
    %3 = stablehlo.add %arg1, %2 : tensor<9xf32>
    return %0, %3 : tensor<i32>, tensor<9xf32>
  }
  func.func private @closed_call_2(%arg0: tensor<i32>, %arg1: tensor<9xf32>) -> (tensor<i32>, tensor<9xf32>) {
    %c = stablehlo.constant dense<1> : tensor<i32>
    %0 = stablehlo.add %arg0, %c : tensor<i32>
    %1 = stablehlo.sine %arg1 : tensor<9xf32>
    %2 = stablehlo.convert %arg0 : (tensor<i32>) -> tensor<f32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [] : (tensor<f32>) -> tensor<9xf32>
    %4 = stablehlo.add %1, %3 : tensor<9xf32>
    return %0, %4 : tensor<i32>, tensor<9xf32>
  }
}
