module @jit_elementwise attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<6x7xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, %arg1: tensor<6x7xf32>) -> (tensor<6x7xf32> {jax.result_info = "result[0]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, tensor<6x7xf32> {jax.result_info = "result[1]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, tensor<6x7xf32> {jax.result_info = "result[2]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, tensor<6x7xf32> {jax.result_info = "result[3]", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) {
    %cst = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<6x7xf32>
    %1 = stablehlo.multiply %0, %arg0 : tensor<6x7xf32>
    %2 = stablehlo.negate %arg0 : tensor<6x7xf32>
    %cst_0 = stablehlo.constant dense<0.707106769> : tensor<f32>
    %3 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<6x7xf32>
    %4 = stablehlo.multiply %2, %3 : tensor<6x7xf32>
    %5 = chlo.erfc %4 : tensor<6x7xf32> -> tensor<6x7xf32>
    %6 = stablehlo.multiply %1, %5 : tensor<6x7xf32>
    %7 = stablehlo.multiply %arg1, %arg1 : tensor<6x7xf32>
    %8 = stablehlo.multiply %7, %arg1 : tensor<6x7xf32>
    %cst_1 = stablehlo.constant dense<4.471500e-02> : tensor<f32>
    %9 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<6x7xf32>
    %10 = stablehlo.multiply %9, %8 : tensor<6x7xf32>
    %11 = stablehlo.add %arg1, %10 : tensor<6x7xf32>
    %cst_2 = stablehlo.constant dense<0.797884583> : tensor<f32>
    %12 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<6x7xf32>
    %13 = stablehlo.multiply %12, %11 : tensor<6x7xf32>
    %14 = stablehlo.tanh %13 : tensor<6x7xf32>
    %cst_3 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %15 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<6x7xf32>
    %16 = stablehlo.add %15, %14 : tensor<6x7xf32>
    %cst_4 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %17 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<6x7xf32>
    %18 = stablehlo.multiply %17, %16 : tensor<6x7xf32>
    %19 = stablehlo.multiply %arg1, %18 : tensor<6x7xf32>
    %20 = stablehlo.add %6, %19 : tensor<6x7xf32>
    %21 = call @silu(%arg0) : (tensor<6x7xf32>) -> tensor<6x7xf32>
    %22 = stablehlo.add %20, %21 : tensor<6x7xf32>
    %23 = stablehlo.compare GT, %arg0, %arg1, FLOAT : (tensor<6x7xf32>, tensor<6x7xf32>) -> tensor<6x7xi1>
    %24 = stablehlo.abs %arg0 : tensor<6x7xf32>
    %25 = stablehlo.negate %arg1 : tensor<6x7xf32>
    %26 = stablehlo.minimum %arg0, %25 : tensor<6x7xf32>
    %27 = call @_where(%23, %24, %26) : (tensor<6x7xi1>, tensor<6x7xf32>, tensor<6x7xf32>) -> tensor<6x7xf32>
    %28 = stablehlo.abs %arg0 : tensor<6x7xf32>
    %cst_5 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %29 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<6x7xf32>
    %30 = stablehlo.add %28, %29 : tensor<6x7xf32>
    %31 = stablehlo.power %30, %arg1 : tensor<6x7xf32>
    %32 = stablehlo.abs %arg1 : tensor<6x7xf32>
    %33 = stablehlo.sqrt %32 : tensor<6x7xf32>
    %34 = stablehlo.add %31, %33 : tensor<6x7xf32>
    %35 = stablehlo.exponential %arg0 : tensor<6x7xf32>
    %36 = stablehlo.log_plus_one %35 : tensor<6x7xf32>
    %37 = stablehlo.add %34, %36 : tensor<6x7xf32>
    %38 = stablehlo.sine %arg0 : tensor<6x7xf32>
    %39 = stablehlo.cosine %arg1 : tensor<6x7xf32>
    %40 = stablehlo.multiply %38, %39 : tensor<6x7xf32>
    %41 = stablehlo.tanh %arg0 : tensor<6x7xf32>
    %42 = stablehlo.add %40, %41 : tensor<6x7xf32>
    %43 = chlo.erf %arg1 : tensor<6x7xf32> -> tensor<6x7xf32>
    %44 = stablehlo.add %42, %43 : tensor<6x7xf32>
    return %22, %27, %37, %44 : tensor<6x7xf32>, tensor<6x7xf32>, tensor<6x7xf32>, tensor<6x7xf32>
  }
  func.func private @silu(%arg0: tensor<6x7xf32>) -> tensor<6x7xf32> {
    %0 = stablehlo.negate %arg0 : tensor<6x7xf32>
    %1 = stablehlo.exponential %0 : tensor<6x7xf32>
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<6x7xf32>
    %3 = stablehlo.add %2, %1 : tensor<6x7xf32>
    %cst_0 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<6x7xf32>
    %5 = stablehlo.divide %4, %3 : tensor<6x7xf32>
    %6 = stablehlo.multiply %arg0, %5 : tensor<6x7xf32>
    return %6 : tensor<6x7xf32>
  }
  func.func private @_where(%arg0: tensor<6x7xi1>, %arg1: tensor<6x7xf32>, %arg2: tensor<6x7xf32>) -> tensor<6x7xf32> {
    %0 = stablehlo.select %arg0, %arg1, %arg2 : tensor<6x7xi1>, tensor<6x7xf32>
    return %0 : tensor<6x7xf32>
  }
}
