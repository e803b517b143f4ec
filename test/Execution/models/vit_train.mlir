module @jit_vit_train attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]> {stablehlo.mesh = {axes = [{name = "data", size = 2 : i64}, {name = "model", size = 2 : i64}]}}
  func.func public @main(%arg0: tensor<4x4x3x12xf32>, %arg1: tensor<6x12xf32>, %arg2: tensor<12xf32>, %arg3: tensor<12xf32>, %arg4: tensor<3x12x3x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {"model"}, {}]>}, %arg5: tensor<3x4x12xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}, {}]>}, %arg6: tensor<12xf32>, %arg7: tensor<12xf32>, %arg8: tensor<12x20xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg9: tensor<20x12xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, %arg10: tensor<12x10xf32>, %arg11: tensor<6x8x12x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}, {}]>}, %arg12: tensor<6xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}]>}) -> (tensor<f32> {jax.result_info = "result[0]"}, tensor<4x4x3x12xf32> {jax.result_info = "result[1]"}, tensor<6x12xf32> {jax.result_info = "result[2]"}, tensor<12xf32> {jax.result_info = "result[3]"}, tensor<12xf32> {jax.result_info = "result[4]"}, tensor<3x12x3x4xf32> {jax.result_info = "result[5]"}, tensor<3x4x12xf32> {jax.result_info = "result[6]"}, tensor<12xf32> {jax.result_info = "result[7]"}, tensor<12xf32> {jax.result_info = "result[8]"}, tensor<12x20xf32> {jax.result_info = "result[9]"}, tensor<20x12xf32> {jax.result_info = "result[10]"}, tensor<12x10xf32> {jax.result_info = "result[11]"}) {
    %0 = stablehlo.convolution(%arg11, %arg0) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [4, 4], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x8x12x3xf32>, tensor<4x4x3x12xf32>) -> tensor<6x2x3x12xf32>
    %1 = stablehlo.reshape %0 : (tensor<6x2x3x12xf32>) -> tensor<6x6x12xf32>
    %2 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<6x12xf32>) -> tensor<1x6x12xf32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0, 1, 2] : (tensor<1x6x12xf32>) -> tensor<6x6x12xf32>
    %4 = stablehlo.add %1, %3 : tensor<6x6x12xf32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %5 = stablehlo.reduce(%4 init: %cst) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0, 1] : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %cst_0 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %7 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %8 = stablehlo.divide %6, %7 : tensor<6x6x1xf32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2] : (tensor<6x6x1xf32>) -> tensor<6x6x12xf32>
    %10 = stablehlo.subtract %4, %9 : tensor<6x6x12xf32>
    %11 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2] : (tensor<6x6x1xf32>) -> tensor<6x6x12xf32>
    %12 = stablehlo.subtract %4, %11 : tensor<6x6x12xf32>
    %13 = chlo.square %12 : tensor<6x6x12xf32> -> tensor<6x6x12xf32>
    %cst_1 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %14 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<6x6x12xf32>
    %15 = stablehlo.multiply %14, %12 : tensor<6x6x12xf32>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %16 = stablehlo.reduce(%13 init: %cst_2) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %17 = stablehlo.broadcast_in_dim %16, dims = [0, 1] : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %cst_3 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %18 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %19 = stablehlo.divide %17, %18 : tensor<6x6x1xf32>
    %cst_4 = stablehlo.constant dense<9.99999997E-7> : tensor<f32>
    %20 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %21 = stablehlo.add %19, %20 : tensor<6x6x1xf32>
    %22 = stablehlo.rsqrt %21 : tensor<6x6x1xf32>
    %23 = stablehlo.divide %22, %21 : tensor<6x6x1xf32>
    %cst_5 = stablehlo.constant dense<-5.000000e-01> : tensor<f32>
    %24 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %25 = stablehlo.multiply %24, %23 : tensor<6x6x1xf32>
    %26 = stablehlo.broadcast_in_dim %22, dims = [0, 1, 2] : (tensor<6x6x1xf32>) -> tensor<6x6x12xf32>
    %27 = stablehlo.multiply %10, %26 : tensor<6x6x12xf32>
    %28 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<12xf32>) -> tensor<1x1x12xf32>
    %29 = stablehlo.broadcast_in_dim %28, dims = [0, 1, 2] : (tensor<1x1x12xf32>) -> tensor<6x6x12xf32>
    %30 = stablehlo.multiply %27, %29 : tensor<6x6x12xf32>
    %31 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<12xf32>) -> tensor<1x1x12xf32>
    %32 = stablehlo.broadcast_in_dim %31, dims = [0, 1, 2] : (tensor<1x1x12xf32>) -> tensor<6x6x12xf32>
    %33 = stablehlo.add %30, %32 : tensor<6x6x12xf32>
    %34 = stablehlo.dot_general %arg4, %33, contracting_dims = [1] x [2], precision = [DEFAULT, DEFAULT] : (tensor<3x12x3x4xf32>, tensor<6x6x12xf32>) -> tensor<3x3x4x6x6xf32>
    %35 = stablehlo.transpose %34, dims = [0, 3, 1, 4, 2] : (tensor<3x3x4x6x6xf32>) -> tensor<3x6x3x6x4xf32>
    %36 = stablehlo.slice %35 [0:1, 0:6, 0:3, 0:6, 0:4] : (tensor<3x6x3x6x4xf32>) -> tensor<1x6x3x6x4xf32>
    %37 = stablehlo.reshape %36 : (tensor<1x6x3x6x4xf32>) -> tensor<6x3x6x4xf32>
    %38 = stablehlo.slice %35 [1:2, 0:6, 0:3, 0:6, 0:4] : (tensor<3x6x3x6x4xf32>) -> tensor<1x6x3x6x4xf32>
    %39 = stablehlo.reshape %38 : (tensor<1x6x3x6x4xf32>) -> tensor<6x3x6x4xf32>
    %40 = stablehlo.slice %35 [2:3, 0:6, 0:3, 0:6, 0:4] : (tensor<3x6x3x6x4xf32>) -> tensor<1x6x3x6x4xf32>
    %41 = stablehlo.reshape %40 : (tensor<1x6x3x6x4xf32>) -> tensor<6x3x6x4xf32>
    %42 = stablehlo.dot_general %37, %39, batching_dims = [0, 1] x [0, 1], contracting_dims = [3] x [3], precision = [DEFAULT, DEFAULT] : (tensor<6x3x6x4xf32>, tensor<6x3x6x4xf32>) -> tensor<6x3x6x6xf32>
    %cst_6 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %43 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<6x3x6x6xf32>
    %44 = stablehlo.divide %42, %43 : tensor<6x3x6x6xf32>
    %cst_7 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %45 = stablehlo.reduce(%44 init: %cst_7) applies stablehlo.maximum across dimensions = [3] : (tensor<6x3x6x6xf32>, tensor<f32>) -> tensor<6x3x6xf32>
    %cst_8 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %46 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<6x3x6xf32>
    %47 = stablehlo.maximum %46, %45 : tensor<6x3x6xf32>
    %48 = stablehlo.broadcast_in_dim %47, dims = [0, 1, 2] : (tensor<6x3x6xf32>) -> tensor<6x3x6x1xf32>
    %49 = stablehlo.broadcast_in_dim %48, dims = [0, 1, 2, 3] : (tensor<6x3x6x1xf32>) -> tensor<6x3x6x6xf32>
    %50 = stablehlo.subtract %44, %49 : tensor<6x3x6x6xf32>
    %51 = stablehlo.exponential %50 : tensor<6x3x6x6xf32>
    %cst_9 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %52 = stablehlo.reduce(%51 init: %cst_9) applies stablehlo.add across dimensions = [3] : (tensor<6x3x6x6xf32>, tensor<f32>) -> tensor<6x3x6xf32>
    %53 = stablehlo.broadcast_in_dim %52, dims = [0, 1, 2] : (tensor<6x3x6xf32>) -> tensor<6x3x6x1xf32>
    %54 = stablehlo.broadcast_in_dim %53, dims = [0, 1, 2, 3] : (tensor<6x3x6x1xf32>) -> tensor<6x3x6x6xf32>
    %55 = stablehlo.divide %51, %54 : tensor<6x3x6x6xf32>
    %56 = stablehlo.multiply %53, %53 : tensor<6x3x6x1xf32>
    %cst_10 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %57 = stablehlo.broadcast_in_dim %cst_10, dims = [] : (tensor<f32>) -> tensor<6x3x6x1xf32>
    %58 = stablehlo.divide %57, %56 : tensor<6x3x6x1xf32>
    %59 = stablehlo.dot_general %41, %55, batching_dims = [0, 1] x [0, 1], contracting_dims = [2] x [3], precision = [DEFAULT, DEFAULT] : (tensor<6x3x6x4xf32>, tensor<6x3x6x6xf32>) -> tensor<6x3x4x6xf32>
    %60 = stablehlo.dot_general %59, %arg5, contracting_dims = [2, 1] x [1, 0], precision = [DEFAULT, DEFAULT] : (tensor<6x3x4x6xf32>, tensor<3x4x12xf32>) -> tensor<6x6x12xf32>
    %61 = stablehlo.add %4, %60 : tensor<6x6x12xf32>
    %cst_11 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %62 = stablehlo.reduce(%61 init: %cst_11) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %63 = stablehlo.broadcast_in_dim %62, dims = [0, 1] : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %cst_12 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %64 = stablehlo.broadcast_in_dim %cst_12, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %65 = stablehlo.divide %63, %64 : tensor<6x6x1xf32>
    %66 = stablehlo.broadcast_in_dim %65, dims = [0, 1, 2] : (tensor<6x6x1xf32>) -> tensor<6x6x12xf32>
    %67 = stablehlo.subtract %61, %66 : tensor<6x6x12xf32>
    %68 = stablehlo.broadcast_in_dim %65, dims = [0, 1, 2] : (tensor<6x6x1xf32>) -> tensor<6x6x12xf32>
    %69 = stablehlo.subtract %61, %68 : tensor<6x6x12xf32>
    %70 = chlo.square %69 : tensor<6x6x12xf32> -> tensor<6x6x12xf32>
    %cst_13 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %71 = stablehlo.broadcast_in_dim %cst_13, dims = [] : (tensor<f32>) -> tensor<6x6x12xf32>
    %72 = stablehlo.multiply %71, %69 : tensor<6x6x12xf32>
    %cst_14 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %73 = stablehlo.reduce(%70 init: %cst_14) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %74 = stablehlo.broadcast_in_dim %73, dims = [0, 1] : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %cst_15 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %75 = stablehlo.broadcast_in_dim %cst_15, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %76 = stablehlo.divide %74, %75 : tensor<6x6x1xf32>
    %cst_16 = stablehlo.constant dense<9.99999997E-7> : tensor<f32>
    %77 = stablehlo.broadcast_in_dim %cst_16, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %78 = stablehlo.add %76, %77 : tensor<6x6x1xf32>
    %79 = stablehlo.rsqrt %78 : tensor<6x6x1xf32>
    %80 = stablehlo.divide %79, %78 : tensor<6x6x1xf32>
    %cst_17 = stablehlo.constant dense<-5.000000e-01> : tensor<f32>
    %81 = stablehlo.broadcast_in_dim %cst_17, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %82 = stablehlo.multiply %81, %80 : tensor<6x6x1xf32>
    %83 = stablehlo.broadcast_in_dim %79, dims = [0, 1, 2] : (tensor<6x6x1xf32>) -> tensor<6x6x12xf32>
    %84 = stablehlo.multiply %67, %83 : tensor<6x6x12xf32>
    %85 = stablehlo.broadcast_in_dim %arg6, dims = [2] : (tensor<12xf32>) -> tensor<1x1x12xf32>
    %86 = stablehlo.broadcast_in_dim %85, dims = [0, 1, 2] : (tensor<1x1x12xf32>) -> tensor<6x6x12xf32>
    %87 = stablehlo.multiply %84, %86 : tensor<6x6x12xf32>
    %88 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<12xf32>) -> tensor<1x1x12xf32>
    %89 = stablehlo.broadcast_in_dim %88, dims = [0, 1, 2] : (tensor<1x1x12xf32>) -> tensor<6x6x12xf32>
    %90 = stablehlo.add %87, %89 : tensor<6x6x12xf32>
    %91 = stablehlo.dot_general %90, %arg8, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x6x12xf32>, tensor<12x20xf32>) -> tensor<6x6x20xf32>
    %92 = stablehlo.multiply %91, %91 : tensor<6x6x20xf32>
    %93 = stablehlo.multiply %92, %91 : tensor<6x6x20xf32>
    %94 = stablehlo.multiply %91, %91 : tensor<6x6x20xf32>
    %cst_18 = stablehlo.constant dense<3.000000e+00> : tensor<f32>
    %95 = stablehlo.broadcast_in_dim %cst_18, dims = [] : (tensor<f32>) -> tensor<6x6x20xf32>
    %96 = stablehlo.multiply %95, %94 : tensor<6x6x20xf32>
    %cst_19 = stablehlo.constant dense<4.471500e-02> : tensor<f32>
    %97 = stablehlo.broadcast_in_dim %cst_19, dims = [] : (tensor<f32>) -> tensor<6x6x20xf32>
    %98 = stablehlo.multiply %97, %93 : tensor<6x6x20xf32>
    %99 = stablehlo.add %91, %98 : tensor<6x6x20xf32>
    %cst_20 = stablehlo.constant dense<0.797884583> : tensor<f32>
    %100 = stablehlo.broadcast_in_dim %cst_20, dims = [] : (tensor<f32>) -> tensor<6x6x20xf32>
    %101 = stablehlo.multiply %100, %99 : tensor<6x6x20xf32>
    %102 = stablehlo.tanh %101 : tensor<6x6x20xf32>
    %cst_21 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %103 = stablehlo.broadcast_in_dim %cst_21, dims = [] : (tensor<f32>) -> tensor<6x6x20xf32>
    %104 = stablehlo.subtract %103, %102 : tensor<6x6x20xf32>
    %cst_22 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %105 = stablehlo.broadcast_in_dim %cst_22, dims = [] : (tensor<f32>) -> tensor<6x6x20xf32>
    %106 = stablehlo.add %105, %102 : tensor<6x6x20xf32>
    %cst_23 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %107 = stablehlo.broadcast_in_dim %cst_23, dims = [] : (tensor<f32>) -> tensor<6x6x20xf32>
    %108 = stablehlo.multiply %107, %106 : tensor<6x6x20xf32>
    %109 = stablehlo.multiply %91, %108 : tensor<6x6x20xf32>
    %110 = stablehlo.dot_general %109, %arg9, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x6x20xf32>, tensor<20x12xf32>) -> tensor<6x6x12xf32>
    %111 = stablehlo.add %61, %110 : tensor<6x6x12xf32>
    %cst_24 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %112 = stablehlo.reduce(%111 init: %cst_24) applies stablehlo.add across dimensions = [1] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x12xf32>
    %cst_25 = stablehlo.constant dense<6.000000e+00> : tensor<f32>
    %113 = stablehlo.broadcast_in_dim %cst_25, dims = [] : (tensor<f32>) -> tensor<6x12xf32>
    %114 = stablehlo.divide %112, %113 : tensor<6x12xf32>
    %115 = stablehlo.dot_general %114, %arg10, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x12xf32>, tensor<12x10xf32>) -> tensor<6x10xf32>
    %116:3 = call @log_softmax(%115) : (tensor<6x10xf32>) -> (tensor<6x10xf32>, tensor<6x10xf32>, tensor<6x1xf32>)
    %117 = stablehlo.broadcast_in_dim %arg12, dims = [0] : (tensor<6xi32>) -> tensor<6x1xi32>
    %118:2 = call @take_along_axis(%116#0, %117) : (tensor<6x10xf32>, tensor<6x1xi32>) -> (tensor<6x1xf32>, tensor<6x1x1xi32>)
    %cst_26 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %119 = stablehlo.reduce(%118#0 init: %cst_26) applies stablehlo.add across dimensions = [0, 1] : (tensor<6x1xf32>, tensor<f32>) -> tensor<f32>
    %cst_27 = stablehlo.constant dense<6.000000e+00> : tensor<f32>
    %120 = stablehlo.divide %119, %cst_27 : tensor<f32>
    %121 = stablehlo.negate %120 : tensor<f32>
    %cst_28 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %122 = stablehlo.negate %cst_28 : tensor<f32>
    %cst_29 = stablehlo.constant dense<6.000000e+00> : tensor<f32>
    %123 = stablehlo.divide %122, %cst_29 : tensor<f32>
    %124 = stablehlo.broadcast_in_dim %123, dims = [] : (tensor<f32>) -> tensor<6x1xf32>
    %125 = call @take_along_axis_0(%118#1, %124) : (tensor<6x1x1xi32>, tensor<6x1xf32>) -> tensor<6x10xf32>
    %126 = call @log_softmax_1(%116#1, %116#2, %125) : (tensor<6x10xf32>, tensor<6x1xf32>, tensor<6x10xf32>) -> tensor<6x10xf32>
    %127 = stablehlo.dot_general %126, %114, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x10xf32>, tensor<6x12xf32>) -> tensor<10x12xf32>
    %128 = stablehlo.transpose %127, dims = [1, 0] : (tensor<10x12xf32>) -> tensor<12x10xf32>
    %129 = stablehlo.dot_general %126, %arg10, contracting_dims = [1] x [1], precision = [DEFAULT, DEFAULT] : (tensor<6x10xf32>, tensor<12x10xf32>) -> tensor<6x12xf32>
    %cst_30 = stablehlo.constant dense<6.000000e+00> : tensor<f32>
    %130 = stablehlo.broadcast_in_dim %cst_30, dims = [] : (tensor<f32>) -> tensor<6x12xf32>
    %131 = stablehlo.divide %129, %130 : tensor<6x12xf32>
    %132 = stablehlo.broadcast_in_dim %131, dims = [0, 2] : (tensor<6x12xf32>) -> tensor<6x6x12xf32>
    %133 = stablehlo.dot_general %132, %109, contracting_dims = [0, 1] x [0, 1], precision = [DEFAULT, DEFAULT] : (tensor<6x6x12xf32>, tensor<6x6x20xf32>) -> tensor<12x20xf32>
    %134 = stablehlo.transpose %133, dims = [1, 0] : (tensor<12x20xf32>) -> tensor<20x12xf32>
    %135 = stablehlo.dot_general %132, %arg9, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<6x6x12xf32>, tensor<20x12xf32>) -> tensor<6x6x20xf32>
    %136 = stablehlo.multiply %91, %135 : tensor<6x6x20xf32>
    %137 = stablehlo.multiply %135, %108 : tensor<6x6x20xf32>
    %cst_31 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %138 = stablehlo.broadcast_in_dim %cst_31, dims = [] : (tensor<f32>) -> tensor<6x6x20xf32>
    %139 = stablehlo.multiply %138, %136 : tensor<6x6x20xf32>
    %140 = stablehlo.multiply %139, %104 : tensor<6x6x20xf32>
    %141 = stablehlo.multiply %140, %102 : tensor<6x6x20xf32>
    %142 = stablehlo.add %140, %141 : tensor<6x6x20xf32>
    %cst_32 = stablehlo.constant dense<0.797884583> : tensor<f32>
    %143 = stablehlo.broadcast_in_dim %cst_32, dims = [] : (tensor<f32>) -> tensor<6x6x20xf32>
    %144 = stablehlo.multiply %143, %142 : tensor<6x6x20xf32>
    %145 = stablehlo.add %137, %144 : tensor<6x6x20xf32>
    %cst_33 = stablehlo.constant dense<4.471500e-02> : tensor<f32>
    %146 = stablehlo.broadcast_in_dim %cst_33, dims = [] : (tensor<f32>) -> tensor<6x6x20xf32>
    %147 = stablehlo.multiply %146, %144 : tensor<6x6x20xf32>
    %148 = stablehlo.multiply %147, %96 : tensor<6x6x20xf32>
    %149 = stablehlo.add %145, %148 : tensor<6x6x20xf32>
    %150 = stablehlo.dot_general %149, %90, contracting_dims = [0, 1] x [0, 1], precision = [DEFAULT, DEFAULT] : (tensor<6x6x20xf32>, tensor<6x6x12xf32>) -> tensor<20x12xf32>
    %151 = stablehlo.transpose %150, dims = [1, 0] : (tensor<20x12xf32>) -> tensor<12x20xf32>
    %152 = stablehlo.dot_general %149, %arg8, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<6x6x20xf32>, tensor<12x20xf32>) -> tensor<6x6x12xf32>
    %cst_34 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %153 = stablehlo.reduce(%152 init: %cst_34) applies stablehlo.add across dimensions = [0, 1] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<12xf32>
    %154 = stablehlo.reshape %153 : (tensor<12xf32>) -> tensor<1x1x12xf32>
    %cst_35 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %155 = stablehlo.reduce(%154 init: %cst_35) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %156 = stablehlo.multiply %84, %152 : tensor<6x6x12xf32>
    %cst_36 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %157 = stablehlo.reduce(%156 init: %cst_36) applies stablehlo.add across dimensions = [0, 1] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<12xf32>
    %158 = stablehlo.reshape %157 : (tensor<12xf32>) -> tensor<1x1x12xf32>
    %159 = stablehlo.broadcast_in_dim %85, dims = [0, 1, 2] : (tensor<1x1x12xf32>) -> tensor<6x6x12xf32>
    %160 = stablehlo.multiply %152, %159 : tensor<6x6x12xf32>
    %cst_37 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %161 = stablehlo.reduce(%158 init: %cst_37) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %162 = stablehlo.multiply %67, %160 : tensor<6x6x12xf32>
    %cst_38 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %163 = stablehlo.reduce(%162 init: %cst_38) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %164 = stablehlo.reshape %163 : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %165 = stablehlo.broadcast_in_dim %79, dims = [0, 1, 2] : (tensor<6x6x1xf32>) -> tensor<6x6x12xf32>
    %166 = stablehlo.multiply %160, %165 : tensor<6x6x12xf32>
    %167 = stablehlo.multiply %164, %82 : tensor<6x6x1xf32>
    %cst_39 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %168 = stablehlo.broadcast_in_dim %cst_39, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %169 = stablehlo.divide %167, %168 : tensor<6x6x1xf32>
    %cst_40 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %170 = stablehlo.reduce(%169 init: %cst_40) applies stablehlo.add across dimensions = [2] : (tensor<6x6x1xf32>, tensor<f32>) -> tensor<6x6xf32>
    %171 = stablehlo.broadcast_in_dim %170, dims = [0, 1] : (tensor<6x6xf32>) -> tensor<6x6x12xf32>
    %172 = stablehlo.multiply %171, %72 : tensor<6x6x12xf32>
    %173 = stablehlo.negate %172 : tensor<6x6x12xf32>
    %cst_41 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %174 = stablehlo.reduce(%173 init: %cst_41) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %175 = stablehlo.reshape %174 : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %176 = stablehlo.add %132, %172 : tensor<6x6x12xf32>
    %177 = stablehlo.negate %166 : tensor<6x6x12xf32>
    %cst_42 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %178 = stablehlo.reduce(%177 init: %cst_42) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %179 = stablehlo.reshape %178 : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %180 = stablehlo.add %176, %166 : tensor<6x6x12xf32>
    %181 = stablehlo.add %175, %179 : tensor<6x6x1xf32>
    %cst_43 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %182 = stablehlo.broadcast_in_dim %cst_43, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %183 = stablehlo.divide %181, %182 : tensor<6x6x1xf32>
    %cst_44 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %184 = stablehlo.reduce(%183 init: %cst_44) applies stablehlo.add across dimensions = [2] : (tensor<6x6x1xf32>, tensor<f32>) -> tensor<6x6xf32>
    %185 = stablehlo.broadcast_in_dim %184, dims = [0, 1] : (tensor<6x6xf32>) -> tensor<6x6x12xf32>
    %186 = stablehlo.add %180, %185 : tensor<6x6x12xf32>
    %187 = stablehlo.dot_general %186, %59, contracting_dims = [0, 1] x [0, 3], precision = [DEFAULT, DEFAULT] : (tensor<6x6x12xf32>, tensor<6x3x4x6xf32>) -> tensor<12x3x4xf32>
    %188 = stablehlo.transpose %187, dims = [1, 2, 0] : (tensor<12x3x4xf32>) -> tensor<3x4x12xf32>
    %189 = stablehlo.dot_general %186, %arg5, contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<6x6x12xf32>, tensor<3x4x12xf32>) -> tensor<6x6x3x4xf32>
    %190 = stablehlo.transpose %189, dims = [0, 2, 3, 1] : (tensor<6x6x3x4xf32>) -> tensor<6x3x4x6xf32>
    %191 = stablehlo.dot_general %190, %41, batching_dims = [0, 1] x [0, 1], contracting_dims = [2] x [3], precision = [DEFAULT, DEFAULT] : (tensor<6x3x4x6xf32>, tensor<6x3x6x4xf32>) -> tensor<6x3x6x6xf32>
    %192 = stablehlo.dot_general %190, %55, batching_dims = [0, 1] x [0, 1], contracting_dims = [3] x [2], precision = [DEFAULT, DEFAULT] : (tensor<6x3x4x6xf32>, tensor<6x3x6x6xf32>) -> tensor<6x3x4x6xf32>
    %193 = stablehlo.transpose %192, dims = [0, 1, 3, 2] : (tensor<6x3x4x6xf32>) -> tensor<6x3x6x4xf32>
    %194 = stablehlo.broadcast_in_dim %58, dims = [0, 1, 2, 3] : (tensor<6x3x6x1xf32>) -> tensor<6x3x6x6xf32>
    %195 = stablehlo.multiply %191, %194 : tensor<6x3x6x6xf32>
    %196 = stablehlo.multiply %195, %51 : tensor<6x3x6x6xf32>
    %cst_45 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %197 = stablehlo.reduce(%196 init: %cst_45) applies stablehlo.add across dimensions = [3] : (tensor<6x3x6x6xf32>, tensor<f32>) -> tensor<6x3x6xf32>
    %198 = stablehlo.reshape %197 : (tensor<6x3x6xf32>) -> tensor<6x3x6x1xf32>
    %199 = stablehlo.negate %198 : tensor<6x3x6x1xf32>
    %200 = stablehlo.broadcast_in_dim %53, dims = [0, 1, 2, 3] : (tensor<6x3x6x1xf32>) -> tensor<6x3x6x6xf32>
    %201 = stablehlo.divide %191, %200 : tensor<6x3x6x6xf32>
    %cst_46 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %202 = stablehlo.reduce(%199 init: %cst_46) applies stablehlo.add across dimensions = [3] : (tensor<6x3x6x1xf32>, tensor<f32>) -> tensor<6x3x6xf32>
    %203 = stablehlo.broadcast_in_dim %202, dims = [0, 1, 2] : (tensor<6x3x6xf32>) -> tensor<6x3x6x6xf32>
    %204 = stablehlo.add %201, %203 : tensor<6x3x6x6xf32>
    %205 = stablehlo.multiply %204, %51 : tensor<6x3x6x6xf32>
    %cst_47 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %206 = stablehlo.broadcast_in_dim %cst_47, dims = [] : (tensor<f32>) -> tensor<6x3x6x6xf32>
    %207 = stablehlo.divide %205, %206 : tensor<6x3x6x6xf32>
    %208 = stablehlo.dot_general %207, %37, batching_dims = [0, 1] x [0, 1], contracting_dims = [2] x [2], precision = [DEFAULT, DEFAULT] : (tensor<6x3x6x6xf32>, tensor<6x3x6x4xf32>) -> tensor<6x3x6x4xf32>
    %209 = stablehlo.dot_general %207, %39, batching_dims = [0, 1] x [0, 1], contracting_dims = [3] x [2], precision = [DEFAULT, DEFAULT] : (tensor<6x3x6x6xf32>, tensor<6x3x6x4xf32>) -> tensor<6x3x6x4xf32>
    %210 = stablehlo.broadcast_in_dim %193, dims = [1, 2, 3, 4] : (tensor<6x3x6x4xf32>) -> tensor<1x6x3x6x4xf32>
    %cst_48 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %211 = stablehlo.pad %210, %cst_48, low = [2, 0, 0, 0, 0], high = [0, 0, 0, 0, 0], interior = [0, 0, 0, 0, 0] : (tensor<1x6x3x6x4xf32>, tensor<f32>) -> tensor<3x6x3x6x4xf32>
    %212 = stablehlo.broadcast_in_dim %208, dims = [1, 2, 3, 4] : (tensor<6x3x6x4xf32>) -> tensor<1x6x3x6x4xf32>
    %cst_49 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %213 = stablehlo.pad %212, %cst_49, low = [1, 0, 0, 0, 0], high = [1, 0, 0, 0, 0], interior = [0, 0, 0, 0, 0] : (tensor<1x6x3x6x4xf32>, tensor<f32>) -> tensor<3x6x3x6x4xf32>
    %214 = stablehlo.add %211, %213 : tensor<3x6x3x6x4xf32>
    %215 = stablehlo.broadcast_in_dim %209, dims = [1, 2, 3, 4] : (tensor<6x3x6x4xf32>) -> tensor<1x6x3x6x4xf32>
    %cst_50 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %216 = stablehlo.pad %215, %cst_50, low = [0, 0, 0, 0, 0], high = [2, 0, 0, 0, 0], interior = [0, 0, 0, 0, 0] : (tensor<1x6x3x6x4xf32>, tensor<f32>) -> tensor<3x6x3x6x4xf32>
    %217 = stablehlo.add %214, %216 : tensor<3x6x3x6x4xf32>
    %218 = stablehlo.transpose %217, dims = [0, 2, 4, 1, 3] : (tensor<3x6x3x6x4xf32>) -> tensor<3x3x4x6x6xf32>
    %219 = stablehlo.dot_general %218, %arg4, contracting_dims = [0, 1, 2] x [0, 2, 3], precision = [DEFAULT, DEFAULT] : (tensor<3x3x4x6x6xf32>, tensor<3x12x3x4xf32>) -> tensor<6x6x12xf32>
    %220 = stablehlo.dot_general %218, %33, contracting_dims = [3, 4] x [0, 1], precision = [DEFAULT, DEFAULT] : (tensor<3x3x4x6x6xf32>, tensor<6x6x12xf32>) -> tensor<3x3x4x12xf32>
    %221 = stablehlo.transpose %220, dims = [0, 3, 1, 2] : (tensor<3x3x4x12xf32>) -> tensor<3x12x3x4xf32>
    %cst_51 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %222 = stablehlo.reduce(%219 init: %cst_51) applies stablehlo.add across dimensions = [0, 1] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<12xf32>
    %223 = stablehlo.reshape %222 : (tensor<12xf32>) -> tensor<1x1x12xf32>
    %cst_52 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %224 = stablehlo.reduce(%223 init: %cst_52) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %225 = stablehlo.multiply %27, %219 : tensor<6x6x12xf32>
    %cst_53 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %226 = stablehlo.reduce(%225 init: %cst_53) applies stablehlo.add across dimensions = [0, 1] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<12xf32>
    %227 = stablehlo.reshape %226 : (tensor<12xf32>) -> tensor<1x1x12xf32>
    %228 = stablehlo.broadcast_in_dim %28, dims = [0, 1, 2] : (tensor<1x1x12xf32>) -> tensor<6x6x12xf32>
    %229 = stablehlo.multiply %219, %228 : tensor<6x6x12xf32>
    %cst_54 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %230 = stablehlo.reduce(%227 init: %cst_54) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %231 = stablehlo.multiply %10, %229 : tensor<6x6x12xf32>
    %cst_55 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %232 = stablehlo.reduce(%231 init: %cst_55) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %233 = stablehlo.reshape %232 : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %234 = stablehlo.broadcast_in_dim %22, dims = [0, 1, 2] : (tensor<6x6x1xf32>) -> tensor<6x6x12xf32>
    %235 = stablehlo.multiply %229, %234 : tensor<6x6x12xf32>
    %236 = stablehlo.multiply %233, %25 : tensor<6x6x1xf32>
    %cst_56 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %237 = stablehlo.broadcast_in_dim %cst_56, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %238 = stablehlo.divide %236, %237 : tensor<6x6x1xf32>
    %cst_57 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %239 = stablehlo.reduce(%238 init: %cst_57) applies stablehlo.add across dimensions = [2] : (tensor<6x6x1xf32>, tensor<f32>) -> tensor<6x6xf32>
    %240 = stablehlo.broadcast_in_dim %239, dims = [0, 1] : (tensor<6x6xf32>) -> tensor<6x6x12xf32>
    %241 = stablehlo.multiply %240, %15 : tensor<6x6x12xf32>
    %242 = stablehlo.negate %241 : tensor<6x6x12xf32>
    %cst_58 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %243 = stablehlo.reduce(%242 init: %cst_58) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %244 = stablehlo.reshape %243 : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %245 = stablehlo.add %186, %241 : tensor<6x6x12xf32>
    %246 = stablehlo.negate %235 : tensor<6x6x12xf32>
    %cst_59 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %247 = stablehlo.reduce(%246 init: %cst_59) applies stablehlo.add across dimensions = [2] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x6xf32>
    %248 = stablehlo.reshape %247 : (tensor<6x6xf32>) -> tensor<6x6x1xf32>
    %249 = stablehlo.add %245, %235 : tensor<6x6x12xf32>
    %250 = stablehlo.add %244, %248 : tensor<6x6x1xf32>
    %cst_60 = stablehlo.constant dense<1.200000e+01> : tensor<f32>
    %251 = stablehlo.broadcast_in_dim %cst_60, dims = [] : (tensor<f32>) -> tensor<6x6x1xf32>
    %252 = stablehlo.divide %250, %251 : tensor<6x6x1xf32>
    %cst_61 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %253 = stablehlo.reduce(%252 init: %cst_61) applies stablehlo.add across dimensions = [2] : (tensor<6x6x1xf32>, tensor<f32>) -> tensor<6x6xf32>
    %254 = stablehlo.broadcast_in_dim %253, dims = [0, 1] : (tensor<6x6xf32>) -> tensor<6x6x12xf32>
    %255 = stablehlo.add %249, %254 : tensor<6x6x12xf32>
    %cst_62 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %256 = stablehlo.reduce(%255 init: %cst_62) applies stablehlo.add across dimensions = [0] : (tensor<6x6x12xf32>, tensor<f32>) -> tensor<6x12xf32>
    %257 = stablehlo.reshape %256 : (tensor<6x12xf32>) -> tensor<1x6x12xf32>
    %cst_63 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %258 = stablehlo.reduce(%257 init: %cst_63) applies stablehlo.add across dimensions = [0] : (tensor<1x6x12xf32>, tensor<f32>) -> tensor<6x12xf32>
    %259 = stablehlo.reshape %255 : (tensor<6x6x12xf32>) -> tensor<6x2x3x12xf32>
    %260 = stablehlo.convolution(%arg11, %259) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [4, 4], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x8x12x3xf32>, tensor<6x2x3x12xf32>) -> tensor<4x4x3x12xf32>
    %cst_64 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %261 = stablehlo.broadcast_in_dim %cst_64, dims = [] : (tensor<f32>) -> tensor<4x4x3x12xf32>
    %262 = stablehlo.multiply %261, %260 : tensor<4x4x3x12xf32>
    %263 = stablehlo.subtract %arg0, %262 : tensor<4x4x3x12xf32>
    %cst_65 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %264 = stablehlo.broadcast_in_dim %cst_65, dims = [] : (tensor<f32>) -> tensor<6x12xf32>
    %265 = stablehlo.multiply %264, %258 : tensor<6x12xf32>
    %266 = stablehlo.subtract %arg1, %265 : tensor<6x12xf32>
    %cst_66 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %267 = stablehlo.broadcast_in_dim %cst_66, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %268 = stablehlo.multiply %267, %230 : tensor<12xf32>
    %269 = stablehlo.subtract %arg2, %268 : tensor<12xf32>
    %cst_67 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %270 = stablehlo.broadcast_in_dim %cst_67, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %271 = stablehlo.multiply %270, %224 : tensor<12xf32>
    %272 = stablehlo.subtract %arg3, %271 : tensor<12xf32>
    %cst_68 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %273 = stablehlo.broadcast_in_dim %cst_68, dims = [] : (tensor<f32>) -> tensor<3x12x3x4xf32>
    %274 = stablehlo.multiply %273, %221 : tensor<3x12x3x4xf32>
    %275 = stablehlo.subtract %arg4, %274 : tensor<3x12x3x4xf32>
    %cst_69 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %276 = stablehlo.broadcast_in_dim %cst_69, dims = [] : (tensor<f32>) -> tensor<3x4x12xf32>
    %277 = stablehlo.multiply %276, %188 : tensor<3x4x12xf32>
    %278 = stablehlo.subtract %arg5, %277 : tensor<3x4x12xf32>
    %cst_70 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %279 = stablehlo.broadcast_in_dim %cst_70, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %280 = stablehlo.multiply %279, %161 : tensor<12xf32>
    %281 = stablehlo.subtract %arg6, %280 : tensor<12xf32>
    %cst_71 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %282 = stablehlo.broadcast_in_dim %cst_71, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %283 = stablehlo.multiply %282, %155 : tensor<12xf32>
    %284 = stablehlo.subtract %arg7, %283 : tensor<12xf32>
    %cst_72 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %285 = stablehlo.broadcast_in_dim %cst_72, dims = [] : (tensor<f32>) -> tensor<12x20xf32>
    %286 = stablehlo.multiply %285, %151 : tensor<12x20xf32>
    %287 = stablehlo.subtract %arg8, %286 : tensor<12x20xf32>
    %cst_73 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %288 = stablehlo.broadcast_in_dim %cst_73, dims = [] : (tensor<f32>) -> tensor<20x12xf32>
    %289 = stablehlo.multiply %288, %134 : tensor<20x12xf32>
    %290 = stablehlo.subtract %arg9, %289 : tensor<20x12xf32>
    %cst_74 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %291 = stablehlo.broadcast_in_dim %cst_74, dims = [] : (tensor<f32>) -> tensor<12x10xf32>
    %292 = stablehlo.multiply %291, %128 : tensor<12x10xf32>
    %293 = stablehlo.subtract %arg10, %292 : tensor<12x10xf32>
    return %121, %263, %266, %269, %272, %275, %278, %281, %284, %287, %290, %293 : tensor<f32>, tensor<4x4x3x12xf32>, tensor<6x12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<3x12x3x4xf32>, tensor<3x4x12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12x20xf32>, tensor<20x12xf32>, tensor<12x10xf32>
  }
  func.func private @log_softmax(%arg0: tensor<6x10xf32>) -> (tensor<6x10xf32>, tensor<6x10xf32>, tensor<6x1xf32>) {
    %cst = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = stablehlo.reduce(%arg0 init: %cst) applies stablehlo.maximum across dimensions = [1] : (tensor<6x10xf32>, tensor<f32>) -> tensor<6xf32>
    %cst_0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<6xf32>
    %2 = stablehlo.maximum %1, %0 : tensor<6xf32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0] : (tensor<6xf32>) -> tensor<6x1xf32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [0, 1] : (tensor<6x1xf32>) -> tensor<6x10xf32>
    %5 = stablehlo.subtract %arg0, %4 : tensor<6x10xf32>
    %6 = stablehlo.exponential %5 : tensor<6x10xf32>
    %cst_1 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %7 = stablehlo.reduce(%6 init: %cst_1) applies stablehlo.add across dimensions = [1] : (tensor<6x10xf32>, tensor<f32>) -> tensor<6xf32>
    %8 = stablehlo.broadcast_in_dim %7, dims = [0] : (tensor<6xf32>) -> tensor<6x1xf32>
    %9 = stablehlo.log %8 : tensor<6x1xf32>
    %10 = stablehlo.broadcast_in_dim %9, dims = [0, 1] : (tensor<6x1xf32>) -> tensor<6x10xf32>
    %11 = stablehlo.subtract %5, %10 : tensor<6x10xf32>
    return %11, %6, %8 : tensor<6x10xf32>, tensor<6x10xf32>, tensor<6x1xf32>
  }
  func.func private @take_along_axis(%arg0: tensor<6x10xf32>, %arg1: tensor<6x1xi32>) -> (tensor<6x1xf32>, tensor<6x1x1xi32>) {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<6x1xi32>
    %1 = stablehlo.compare LT, %arg1, %0, SIGNED : (tensor<6x1xi32>, tensor<6x1xi32>) -> tensor<6x1xi1>
    %c_0 = stablehlo.constant dense<10> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<6x1xi32>
    %3 = stablehlo.add %arg1, %2 : tensor<6x1xi32>
    %4 = stablehlo.select %1, %3, %arg1 : tensor<6x1xi1>, tensor<6x1xi32>
    %5 = stablehlo.reshape %4 : (tensor<6x1xi32>) -> tensor<6x1x1xi32>
    %c_1 = stablehlo.constant dense<9> : tensor<1xi32>
    %c_2 = stablehlo.constant dense<0> : tensor<i32>
    %6 = stablehlo.broadcast_in_dim %c_2, dims = [] : (tensor<i32>) -> tensor<6x1x1xi32>
    %7 = stablehlo.compare GE, %5, %6, SIGNED : (tensor<6x1x1xi32>, tensor<6x1x1xi32>) -> tensor<6x1x1xi1>
    %8 = stablehlo.broadcast_in_dim %c_1, dims = [2] : (tensor<1xi32>) -> tensor<1x1x1xi32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2] : (tensor<1x1x1xi32>) -> tensor<6x1x1xi32>
    %10 = stablehlo.compare LE, %5, %9, SIGNED : (tensor<6x1x1xi32>, tensor<6x1x1xi32>) -> tensor<6x1x1xi1>
    %11 = stablehlo.and %7, %10 : tensor<6x1x1xi1>
    %c_3 = stablehlo.constant dense<true> : tensor<i1>
    %12 = stablehlo.reduce(%11 init: %c_3) applies stablehlo.and across dimensions = [2] : (tensor<6x1x1xi1>, tensor<i1>) -> tensor<6x1xi1>
    %13 = "stablehlo.gather"(%arg0, %5) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<6x10xf32>, tensor<6x1x1xi32>) -> tensor<6x1xf32>
    %cst = stablehlo.constant dense<0x7FC00000> : tensor<f32>
    %14 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<6x1xf32>
    %15 = stablehlo.select %12, %13, %14 : tensor<6x1xi1>, tensor<6x1xf32>
    return %15, %5 : tensor<6x1xf32>, tensor<6x1x1xi32>
  }
  func.func private @take_along_axis_0(%arg0: tensor<6x1x1xi32>, %arg1: tensor<6x1xf32>) -> tensor<6x10xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<6x10xf32>
    %1 = "stablehlo.scatter"(%0, %arg0, %arg1) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%arg2: tensor<f32>, %arg3: tensor<f32>):
      %2 = stablehlo.add %arg2, %arg3 : tensor<f32>
      stablehlo.return %2 : tensor<f32>
    }) : (tensor<6x10xf32>, tensor<6x1x1xi32>, tensor<6x1xf32>) -> tensor<6x10xf32>
    return %1 : tensor<6x10xf32>
  }
  func.func private @log_softmax_1(%arg0: tensor<6x10xf32>, %arg1: tensor<6x1xf32>, %arg2: tensor<6x10xf32>) -> tensor<6x10xf32> {
    %0 = stablehlo.negate %arg2 : tensor<6x10xf32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.add across dimensions = [1] : (tensor<6x10xf32>, tensor<f32>) -> tensor<6xf32>
    %2 = stablehlo.reshape %1 : (tensor<6xf32>) -> tensor<6x1xf32>
    %3 = stablehlo.divide %2, %arg1 : tensor<6x1xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %4 = stablehlo.reduce(%3 init: %cst_0) applies stablehlo.add across dimensions = [1] : (tensor<6x1xf32>, tensor<f32>) -> tensor<6xf32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0] : (tensor<6xf32>) -> tensor<6x10xf32>
    %6 = stablehlo.multiply %5, %arg0 : tensor<6x10xf32>
    %7 = stablehlo.add %arg2, %6 : tensor<6x10xf32>
    return %7 : tensor<6x10xf32>
  }
}
