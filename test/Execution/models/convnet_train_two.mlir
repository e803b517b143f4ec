module @jit_convnet_train attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]> {stablehlo.mesh = {axes = [{name = "data", size = 2 : i64}, {name = "model", size = 2 : i64}]}}
  func.func public @main(%arg0: tensor<3x3x3x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}, {"model"}]>}, %arg1: tensor<8xf32>, %arg2: tensor<8xf32>, %arg3: tensor<3x3x8x12xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {"model"}, {}]>}, %arg4: tensor<12xf32>, %arg5: tensor<12xf32>, %arg6: tensor<3x3x12x12xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}, {"model"}]>}, %arg7: tensor<12xf32>, %arg8: tensor<12xf32>, %arg9: tensor<1x1x8x12xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}, {"model"}]>}, %arg10: tensor<24x10xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, %arg11: tensor<10xf32>, %arg12: tensor<6x8x11x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}, {}]>}, %arg13: tensor<6xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}]>}) -> (tensor<f32> {jax.result_info = "result[0]"}, tensor<3x3x3x8xf32> {jax.result_info = "result[1]"}, tensor<8xf32> {jax.result_info = "result[2]"}, tensor<8xf32> {jax.result_info = "result[3]"}, tensor<3x3x8x12xf32> {jax.result_info = "result[4]"}, tensor<12xf32> {jax.result_info = "result[5]"}, tensor<12xf32> {jax.result_info = "result[6]"}, tensor<3x3x12x12xf32> {jax.result_info = "result[7]"}, tensor<12xf32> {jax.result_info = "result[8]"}, tensor<12xf32> {jax.result_info = "result[9]"}, tensor<1x1x8x12xf32> {jax.result_info = "result[10]"}, tensor<24x10xf32> {jax.result_info = "result[11]"}, tensor<10xf32> {jax.result_info = "result[12]"}) {
    %0 = stablehlo.convolution(%arg12, %arg0) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x8x11x3xf32>, tensor<3x3x3x8xf32>) -> tensor<6x8x11x8xf32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x8x11x8xf32>, tensor<f32>) -> tensor<8xf32>
    %cst_0 = stablehlo.constant dense<5.280000e+02> : tensor<f32>
    %2 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %3 = stablehlo.divide %1, %2 : tensor<8xf32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [3] : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0, 1, 2, 3] : (tensor<1x1x1x8xf32>) -> tensor<6x8x11x8xf32>
    %6 = stablehlo.subtract %0, %5 : tensor<6x8x11x8xf32>
    %7 = chlo.square %6 : tensor<6x8x11x8xf32> -> tensor<6x8x11x8xf32>
    %cst_1 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %8 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<6x8x11x8xf32>
    %9 = stablehlo.multiply %8, %6 : tensor<6x8x11x8xf32>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %10 = stablehlo.reduce(%7 init: %cst_2) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x8x11x8xf32>, tensor<f32>) -> tensor<8xf32>
    %cst_3 = stablehlo.constant dense<5.280000e+02> : tensor<f32>
    %11 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %12 = stablehlo.divide %10, %11 : tensor<8xf32>
    %13 = stablehlo.broadcast_in_dim %3, dims = [3] : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %14 = stablehlo.broadcast_in_dim %13, dims = [0, 1, 2, 3] : (tensor<1x1x1x8xf32>) -> tensor<6x8x11x8xf32>
    %15 = stablehlo.subtract %0, %14 : tensor<6x8x11x8xf32>
    %cst_4 = stablehlo.constant dense<9.99999974E-6> : tensor<f32>
    %16 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %17 = stablehlo.add %12, %16 : tensor<8xf32>
    %18 = stablehlo.rsqrt %17 : tensor<8xf32>
    %19 = stablehlo.divide %18, %17 : tensor<8xf32>
    %cst_5 = stablehlo.constant dense<-5.000000e-01> : tensor<f32>
    %20 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %21 = stablehlo.multiply %20, %19 : tensor<8xf32>
    %22 = stablehlo.broadcast_in_dim %18, dims = [3] : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %23 = stablehlo.broadcast_in_dim %22, dims = [0, 1, 2, 3] : (tensor<1x1x1x8xf32>) -> tensor<6x8x11x8xf32>
    %24 = stablehlo.multiply %15, %23 : tensor<6x8x11x8xf32>
    %25 = stablehlo.broadcast_in_dim %arg1, dims = [3] : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %26 = stablehlo.broadcast_in_dim %25, dims = [0, 1, 2, 3] : (tensor<1x1x1x8xf32>) -> tensor<6x8x11x8xf32>
    %27 = stablehlo.multiply %24, %26 : tensor<6x8x11x8xf32>
    %28 = stablehlo.broadcast_in_dim %arg2, dims = [3] : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %29 = stablehlo.broadcast_in_dim %28, dims = [0, 1, 2, 3] : (tensor<1x1x1x8xf32>) -> tensor<6x8x11x8xf32>
    %30 = stablehlo.add %27, %29 : tensor<6x8x11x8xf32>
    %31 = call @relu(%30) : (tensor<6x8x11x8xf32>) -> tensor<6x8x11x8xf32>
    %cst_6 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %32 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<6x8x11x8xf32>
    %33 = stablehlo.compare GT, %30, %32, FLOAT : (tensor<6x8x11x8xf32>, tensor<6x8x11x8xf32>) -> tensor<6x8x11x8xi1>
    %cst_7 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %34 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<f32>
    %35 = "stablehlo.reduce_window"(%31, %34) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<[[0, 0], [0, 1], [1, 1], [0, 0]]> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 3, 3, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%arg14: tensor<f32>, %arg15: tensor<f32>):
      %296 = stablehlo.maximum %arg14, %arg15 : tensor<f32>
      stablehlo.return %296 : tensor<f32>
    }) : (tensor<6x8x11x8xf32>, tensor<f32>) -> tensor<6x4x6x8xf32>
    %36 = stablehlo.convolution(%35, %arg3) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 1], [0, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x4x6x8xf32>, tensor<3x3x8x12xf32>) -> tensor<6x2x3x12xf32>
    %cst_8 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %37 = stablehlo.reduce(%36 init: %cst_8) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %cst_9 = stablehlo.constant dense<3.600000e+01> : tensor<f32>
    %38 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %39 = stablehlo.divide %37, %38 : tensor<12xf32>
    %40 = stablehlo.broadcast_in_dim %39, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %41 = stablehlo.broadcast_in_dim %40, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %42 = stablehlo.subtract %36, %41 : tensor<6x2x3x12xf32>
    %43 = chlo.square %42 : tensor<6x2x3x12xf32> -> tensor<6x2x3x12xf32>
    %cst_10 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %44 = stablehlo.broadcast_in_dim %cst_10, dims = [] : (tensor<f32>) -> tensor<6x2x3x12xf32>
    %45 = stablehlo.multiply %44, %42 : tensor<6x2x3x12xf32>
    %cst_11 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %46 = stablehlo.reduce(%43 init: %cst_11) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %cst_12 = stablehlo.constant dense<3.600000e+01> : tensor<f32>
    %47 = stablehlo.broadcast_in_dim %cst_12, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %48 = stablehlo.divide %46, %47 : tensor<12xf32>
    %49 = stablehlo.broadcast_in_dim %39, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %50 = stablehlo.broadcast_in_dim %49, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %51 = stablehlo.subtract %36, %50 : tensor<6x2x3x12xf32>
    %cst_13 = stablehlo.constant dense<9.99999974E-6> : tensor<f32>
    %52 = stablehlo.broadcast_in_dim %cst_13, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %53 = stablehlo.add %48, %52 : tensor<12xf32>
    %54 = stablehlo.rsqrt %53 : tensor<12xf32>
    %55 = stablehlo.divide %54, %53 : tensor<12xf32>
    %cst_14 = stablehlo.constant dense<-5.000000e-01> : tensor<f32>
    %56 = stablehlo.broadcast_in_dim %cst_14, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %57 = stablehlo.multiply %56, %55 : tensor<12xf32>
    %58 = stablehlo.broadcast_in_dim %54, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %59 = stablehlo.broadcast_in_dim %58, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %60 = stablehlo.multiply %51, %59 : tensor<6x2x3x12xf32>
    %61 = stablehlo.broadcast_in_dim %arg4, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %62 = stablehlo.broadcast_in_dim %61, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %63 = stablehlo.multiply %60, %62 : tensor<6x2x3x12xf32>
    %64 = stablehlo.broadcast_in_dim %arg5, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %65 = stablehlo.broadcast_in_dim %64, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %66 = stablehlo.add %63, %65 : tensor<6x2x3x12xf32>
    %67 = call @relu_0(%66) : (tensor<6x2x3x12xf32>) -> tensor<6x2x3x12xf32>
    %cst_15 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %68 = stablehlo.broadcast_in_dim %cst_15, dims = [] : (tensor<f32>) -> tensor<6x2x3x12xf32>
    %69 = stablehlo.compare GT, %66, %68, FLOAT : (tensor<6x2x3x12xf32>, tensor<6x2x3x12xf32>) -> tensor<6x2x3x12xi1>
    %70 = stablehlo.convolution(%67, %arg6) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x2x3x12xf32>, tensor<3x3x12x12xf32>) -> tensor<6x2x3x12xf32>
    %cst_16 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %71 = stablehlo.reduce(%70 init: %cst_16) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %cst_17 = stablehlo.constant dense<3.600000e+01> : tensor<f32>
    %72 = stablehlo.broadcast_in_dim %cst_17, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %73 = stablehlo.divide %71, %72 : tensor<12xf32>
    %74 = stablehlo.broadcast_in_dim %73, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %75 = stablehlo.broadcast_in_dim %74, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %76 = stablehlo.subtract %70, %75 : tensor<6x2x3x12xf32>
    %77 = chlo.square %76 : tensor<6x2x3x12xf32> -> tensor<6x2x3x12xf32>
    %cst_18 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %78 = stablehlo.broadcast_in_dim %cst_18, dims = [] : (tensor<f32>) -> tensor<6x2x3x12xf32>
    %79 = stablehlo.multiply %78, %76 : tensor<6x2x3x12xf32>
    %cst_19 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %80 = stablehlo.reduce(%77 init: %cst_19) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %cst_20 = stablehlo.constant dense<3.600000e+01> : tensor<f32>
    %81 = stablehlo.broadcast_in_dim %cst_20, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %82 = stablehlo.divide %80, %81 : tensor<12xf32>
    %83 = stablehlo.broadcast_in_dim %73, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %84 = stablehlo.broadcast_in_dim %83, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %85 = stablehlo.subtract %70, %84 : tensor<6x2x3x12xf32>
    %cst_21 = stablehlo.constant dense<9.99999974E-6> : tensor<f32>
    %86 = stablehlo.broadcast_in_dim %cst_21, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %87 = stablehlo.add %82, %86 : tensor<12xf32>
    %88 = stablehlo.rsqrt %87 : tensor<12xf32>
    %89 = stablehlo.divide %88, %87 : tensor<12xf32>
    %cst_22 = stablehlo.constant dense<-5.000000e-01> : tensor<f32>
    %90 = stablehlo.broadcast_in_dim %cst_22, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %91 = stablehlo.multiply %90, %89 : tensor<12xf32>
    %92 = stablehlo.broadcast_in_dim %88, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %93 = stablehlo.broadcast_in_dim %92, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %94 = stablehlo.multiply %85, %93 : tensor<6x2x3x12xf32>
    %95 = stablehlo.broadcast_in_dim %arg7, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %96 = stablehlo.broadcast_in_dim %95, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %97 = stablehlo.multiply %94, %96 : tensor<6x2x3x12xf32>
    %98 = stablehlo.broadcast_in_dim %arg8, dims = [3] : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %99 = stablehlo.broadcast_in_dim %98, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %100 = stablehlo.add %97, %99 : tensor<6x2x3x12xf32>
    %101 = stablehlo.convolution(%35, %arg9) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x4x6x8xf32>, tensor<1x1x8x12xf32>) -> tensor<6x2x3x12xf32>
    %102 = stablehlo.add %100, %101 : tensor<6x2x3x12xf32>
    %103 = call @relu_0(%102) : (tensor<6x2x3x12xf32>) -> tensor<6x2x3x12xf32>
    %cst_23 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %104 = stablehlo.broadcast_in_dim %cst_23, dims = [] : (tensor<f32>) -> tensor<6x2x3x12xf32>
    %105 = stablehlo.compare GT, %102, %104, FLOAT : (tensor<6x2x3x12xf32>, tensor<6x2x3x12xf32>) -> tensor<6x2x3x12xi1>
    %cst_24 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %106 = stablehlo.broadcast_in_dim %cst_24, dims = [] : (tensor<f32>) -> tensor<f32>
    %107 = "stablehlo.reduce_window"(%103, %106) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<[[0, 0], [0, 0], [0, 1], [0, 0]]> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%arg14: tensor<f32>, %arg15: tensor<f32>):
      %296 = stablehlo.add %arg14, %arg15 : tensor<f32>
      stablehlo.return %296 : tensor<f32>
    }) : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<6x1x2x12xf32>
    %cst_25 = stablehlo.constant dense<4.000000e+00> : tensor<f32>
    %108 = stablehlo.broadcast_in_dim %cst_25, dims = [] : (tensor<f32>) -> tensor<6x1x2x12xf32>
    %109 = stablehlo.divide %107, %108 : tensor<6x1x2x12xf32>
    %110 = stablehlo.reshape %109 : (tensor<6x1x2x12xf32>) -> tensor<6x24xf32>
    %111 = stablehlo.dot_general %110, %arg10, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x24xf32>, tensor<24x10xf32>) -> tensor<6x10xf32>
    %112 = stablehlo.broadcast_in_dim %arg11, dims = [1] : (tensor<10xf32>) -> tensor<1x10xf32>
    %113 = stablehlo.broadcast_in_dim %112, dims = [0, 1] : (tensor<1x10xf32>) -> tensor<6x10xf32>
    %114 = stablehlo.add %111, %113 : tensor<6x10xf32>
    %115:3 = call @log_softmax(%114) : (tensor<6x10xf32>) -> (tensor<6x10xf32>, tensor<6x10xf32>, tensor<6x1xf32>)
    %116 = stablehlo.broadcast_in_dim %arg13, dims = [0] : (tensor<6xi32>) -> tensor<6x1xi32>
    %117:2 = call @take_along_axis(%115#0, %116) : (tensor<6x10xf32>, tensor<6x1xi32>) -> (tensor<6x1xf32>, tensor<6x1x1xi32>)
    %cst_26 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %118 = stablehlo.reduce(%117#0 init: %cst_26) applies stablehlo.add across dimensions = [0, 1] : (tensor<6x1xf32>, tensor<f32>) -> tensor<f32>
    %cst_27 = stablehlo.constant dense<6.000000e+00> : tensor<f32>
    %119 = stablehlo.divide %118, %cst_27 : tensor<f32>
    %120 = stablehlo.negate %119 : tensor<f32>
    %cst_28 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %121 = stablehlo.negate %cst_28 : tensor<f32>
    %cst_29 = stablehlo.constant dense<6.000000e+00> : tensor<f32>
    %122 = stablehlo.divide %121, %cst_29 : tensor<f32>
    %123 = stablehlo.broadcast_in_dim %122, dims = [] : (tensor<f32>) -> tensor<6x1xf32>
    %124 = call @take_along_axis_1(%117#1, %123) : (tensor<6x1x1xi32>, tensor<6x1xf32>) -> tensor<6x10xf32>
    %125 = call @log_softmax_2(%115#1, %115#2, %124) : (tensor<6x10xf32>, tensor<6x1xf32>, tensor<6x10xf32>) -> tensor<6x10xf32>
    %cst_30 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %126 = stablehlo.reduce(%125 init: %cst_30) applies stablehlo.add across dimensions = [0] : (tensor<6x10xf32>, tensor<f32>) -> tensor<10xf32>
    %127 = stablehlo.reshape %126 : (tensor<10xf32>) -> tensor<1x10xf32>
    %cst_31 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %128 = stablehlo.reduce(%127 init: %cst_31) applies stablehlo.add across dimensions = [0] : (tensor<1x10xf32>, tensor<f32>) -> tensor<10xf32>
    %129 = stablehlo.dot_general %125, %110, contracting_dims = [0] x [0], precision = [DEFAULT, DEFAULT] : (tensor<6x10xf32>, tensor<6x24xf32>) -> tensor<10x24xf32>
    %130 = stablehlo.transpose %129, dims = [1, 0] : (tensor<10x24xf32>) -> tensor<24x10xf32>
    %131 = stablehlo.dot_general %125, %arg10, contracting_dims = [1] x [1], precision = [DEFAULT, DEFAULT] : (tensor<6x10xf32>, tensor<24x10xf32>) -> tensor<6x24xf32>
    %132 = stablehlo.reshape %131 : (tensor<6x24xf32>) -> tensor<6x1x2x12xf32>
    %cst_32 = stablehlo.constant dense<4.000000e+00> : tensor<f32>
    %133 = stablehlo.broadcast_in_dim %cst_32, dims = [] : (tensor<f32>) -> tensor<6x1x2x12xf32>
    %134 = stablehlo.divide %132, %133 : tensor<6x1x2x12xf32>
    %cst_33 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %135 = stablehlo.pad %134, %cst_33, low = [0, 1, 1, 0], high = [0, 1, 0, 0], interior = [0, 1, 1, 0] : (tensor<6x1x2x12xf32>, tensor<f32>) -> tensor<6x3x4x12xf32>
    %cst_34 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %136 = stablehlo.broadcast_in_dim %cst_34, dims = [] : (tensor<f32>) -> tensor<f32>
    %137 = "stablehlo.reduce_window"(%135, %136) <{base_dilations = array<i64: 1, 1, 1, 1>, padding = dense<0> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, window_dimensions = array<i64: 1, 2, 2, 1>, window_strides = array<i64: 1, 1, 1, 1>}> ({
    ^bb0(%arg14: tensor<f32>, %arg15: tensor<f32>):
      %296 = stablehlo.add %arg14, %arg15 : tensor<f32>
      stablehlo.return %296 : tensor<f32>
    }) : (tensor<6x3x4x12xf32>, tensor<f32>) -> tensor<6x2x3x12xf32>
    %cst_35 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %138 = stablehlo.broadcast_in_dim %cst_35, dims = [] : (tensor<f32>) -> tensor<6x2x3x12xf32>
    %139 = stablehlo.select %105, %137, %138 : tensor<6x2x3x12xi1>, tensor<6x2x3x12xf32>
    %140 = stablehlo.convolution(%35, %139) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[0, -1], [0, -1]], lhs_dilate = [1, 1], rhs_dilate = [2, 2], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x4x6x8xf32>, tensor<6x2x3x12xf32>) -> tensor<1x1x8x12xf32>
    %141 = stablehlo.reverse %arg9, dims = [0, 1] : tensor<1x1x8x12xf32>
    %142 = stablehlo.convolution(%139, %141) dim_numbers = [b, 0, 1, f]x[0, 1, o, i]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 1], [0, 1]], lhs_dilate = [2, 2], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x2x3x12xf32>, tensor<1x1x8x12xf32>) -> tensor<6x4x6x8xf32>
    %cst_36 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %143 = stablehlo.reduce(%139 init: %cst_36) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %144 = stablehlo.reshape %143 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %cst_37 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %145 = stablehlo.reduce(%144 init: %cst_37) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %146 = stablehlo.multiply %94, %139 : tensor<6x2x3x12xf32>
    %cst_38 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %147 = stablehlo.reduce(%146 init: %cst_38) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %148 = stablehlo.reshape %147 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %149 = stablehlo.broadcast_in_dim %95, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %150 = stablehlo.multiply %139, %149 : tensor<6x2x3x12xf32>
    %cst_39 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %151 = stablehlo.reduce(%148 init: %cst_39) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %152 = stablehlo.multiply %85, %150 : tensor<6x2x3x12xf32>
    %cst_40 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %153 = stablehlo.reduce(%152 init: %cst_40) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %154 = stablehlo.reshape %153 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %155 = stablehlo.broadcast_in_dim %92, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %156 = stablehlo.multiply %150, %155 : tensor<6x2x3x12xf32>
    %cst_41 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %157 = stablehlo.reduce(%154 init: %cst_41) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %158 = stablehlo.multiply %157, %91 : tensor<12xf32>
    %159 = stablehlo.negate %156 : tensor<6x2x3x12xf32>
    %cst_42 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %160 = stablehlo.reduce(%159 init: %cst_42) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %161 = stablehlo.reshape %160 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %cst_43 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %162 = stablehlo.reduce(%161 init: %cst_43) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %cst_44 = stablehlo.constant dense<3.600000e+01> : tensor<f32>
    %163 = stablehlo.broadcast_in_dim %cst_44, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %164 = stablehlo.divide %158, %163 : tensor<12xf32>
    %165 = stablehlo.broadcast_in_dim %164, dims = [3] : (tensor<12xf32>) -> tensor<6x2x3x12xf32>
    %166 = stablehlo.multiply %165, %79 : tensor<6x2x3x12xf32>
    %167 = stablehlo.negate %166 : tensor<6x2x3x12xf32>
    %cst_45 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %168 = stablehlo.reduce(%167 init: %cst_45) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %169 = stablehlo.reshape %168 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %170 = stablehlo.add %156, %166 : tensor<6x2x3x12xf32>
    %cst_46 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %171 = stablehlo.reduce(%169 init: %cst_46) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %172 = stablehlo.add %162, %171 : tensor<12xf32>
    %cst_47 = stablehlo.constant dense<3.600000e+01> : tensor<f32>
    %173 = stablehlo.broadcast_in_dim %cst_47, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %174 = stablehlo.divide %172, %173 : tensor<12xf32>
    %175 = stablehlo.broadcast_in_dim %174, dims = [3] : (tensor<12xf32>) -> tensor<6x2x3x12xf32>
    %176 = stablehlo.add %170, %175 : tensor<6x2x3x12xf32>
    %177 = stablehlo.convolution(%67, %176) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x2x3x12xf32>, tensor<6x2x3x12xf32>) -> tensor<3x3x12x12xf32>
    %178 = stablehlo.reverse %arg6, dims = [0, 1] : tensor<3x3x12x12xf32>
    %179 = stablehlo.convolution(%176, %178) dim_numbers = [b, 0, 1, f]x[0, 1, o, i]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x2x3x12xf32>, tensor<3x3x12x12xf32>) -> tensor<6x2x3x12xf32>
    %cst_48 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %180 = stablehlo.broadcast_in_dim %cst_48, dims = [] : (tensor<f32>) -> tensor<6x2x3x12xf32>
    %181 = stablehlo.select %69, %179, %180 : tensor<6x2x3x12xi1>, tensor<6x2x3x12xf32>
    %cst_49 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %182 = stablehlo.reduce(%181 init: %cst_49) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %183 = stablehlo.reshape %182 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %cst_50 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %184 = stablehlo.reduce(%183 init: %cst_50) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %185 = stablehlo.multiply %60, %181 : tensor<6x2x3x12xf32>
    %cst_51 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %186 = stablehlo.reduce(%185 init: %cst_51) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %187 = stablehlo.reshape %186 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %188 = stablehlo.broadcast_in_dim %61, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %189 = stablehlo.multiply %181, %188 : tensor<6x2x3x12xf32>
    %cst_52 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %190 = stablehlo.reduce(%187 init: %cst_52) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %191 = stablehlo.multiply %51, %189 : tensor<6x2x3x12xf32>
    %cst_53 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %192 = stablehlo.reduce(%191 init: %cst_53) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %193 = stablehlo.reshape %192 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %194 = stablehlo.broadcast_in_dim %58, dims = [0, 1, 2, 3] : (tensor<1x1x1x12xf32>) -> tensor<6x2x3x12xf32>
    %195 = stablehlo.multiply %189, %194 : tensor<6x2x3x12xf32>
    %cst_54 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %196 = stablehlo.reduce(%193 init: %cst_54) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %197 = stablehlo.multiply %196, %57 : tensor<12xf32>
    %198 = stablehlo.negate %195 : tensor<6x2x3x12xf32>
    %cst_55 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %199 = stablehlo.reduce(%198 init: %cst_55) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %200 = stablehlo.reshape %199 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %cst_56 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %201 = stablehlo.reduce(%200 init: %cst_56) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %cst_57 = stablehlo.constant dense<3.600000e+01> : tensor<f32>
    %202 = stablehlo.broadcast_in_dim %cst_57, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %203 = stablehlo.divide %197, %202 : tensor<12xf32>
    %204 = stablehlo.broadcast_in_dim %203, dims = [3] : (tensor<12xf32>) -> tensor<6x2x3x12xf32>
    %205 = stablehlo.multiply %204, %45 : tensor<6x2x3x12xf32>
    %206 = stablehlo.negate %205 : tensor<6x2x3x12xf32>
    %cst_58 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %207 = stablehlo.reduce(%206 init: %cst_58) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x2x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %208 = stablehlo.reshape %207 : (tensor<12xf32>) -> tensor<1x1x1x12xf32>
    %209 = stablehlo.add %195, %205 : tensor<6x2x3x12xf32>
    %cst_59 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %210 = stablehlo.reduce(%208 init: %cst_59) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x12xf32>, tensor<f32>) -> tensor<12xf32>
    %211 = stablehlo.add %201, %210 : tensor<12xf32>
    %cst_60 = stablehlo.constant dense<3.600000e+01> : tensor<f32>
    %212 = stablehlo.broadcast_in_dim %cst_60, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %213 = stablehlo.divide %211, %212 : tensor<12xf32>
    %214 = stablehlo.broadcast_in_dim %213, dims = [3] : (tensor<12xf32>) -> tensor<6x2x3x12xf32>
    %215 = stablehlo.add %209, %214 : tensor<6x2x3x12xf32>
    %216 = stablehlo.convolution(%35, %215) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[0, 1], [0, 1]], lhs_dilate = [1, 1], rhs_dilate = [2, 2], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x4x6x8xf32>, tensor<6x2x3x12xf32>) -> tensor<3x3x8x12xf32>
    %217 = stablehlo.reverse %arg3, dims = [0, 1] : tensor<3x3x8x12xf32>
    %218 = stablehlo.convolution(%215, %217) dim_numbers = [b, 0, 1, f]x[0, 1, o, i]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[2, 1], [2, 1]], lhs_dilate = [2, 2], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x2x3x12xf32>, tensor<3x3x8x12xf32>) -> tensor<6x4x6x8xf32>
    %219 = stablehlo.add %142, %218 : tensor<6x4x6x8xf32>
    %cst_61 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %220 = stablehlo.pad %31, %cst_61, low = [0, 0, 1, 0], high = [0, 1, 1, 0], interior = [0, 0, 0, 0] : (tensor<6x8x11x8xf32>, tensor<f32>) -> tensor<6x9x13x8xf32>
    %cst_62 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %221 = "stablehlo.select_and_scatter"(%220, %219, %cst_62) <{padding = dense<0> : tensor<4x2xi64>, window_dimensions = array<i64: 1, 3, 3, 1>, window_strides = array<i64: 1, 2, 2, 1>}> ({
    ^bb0(%arg14: tensor<f32>, %arg15: tensor<f32>):
      %296 = stablehlo.compare GE, %arg14, %arg15, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1>
      stablehlo.return %296 : tensor<i1>
    }, {
    ^bb0(%arg14: tensor<f32>, %arg15: tensor<f32>):
      %296 = stablehlo.add %arg14, %arg15 : tensor<f32>
      stablehlo.return %296 : tensor<f32>
    }) : (tensor<6x9x13x8xf32>, tensor<6x4x6x8xf32>, tensor<f32>) -> tensor<6x9x13x8xf32>
    %222 = stablehlo.slice %221 [0:6, 0:8, 1:12, 0:8] : (tensor<6x9x13x8xf32>) -> tensor<6x8x11x8xf32>
    %cst_63 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %223 = stablehlo.broadcast_in_dim %cst_63, dims = [] : (tensor<f32>) -> tensor<6x8x11x8xf32>
    %224 = stablehlo.select %33, %222, %223 : tensor<6x8x11x8xi1>, tensor<6x8x11x8xf32>
    %cst_64 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %225 = stablehlo.reduce(%224 init: %cst_64) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x8x11x8xf32>, tensor<f32>) -> tensor<8xf32>
    %226 = stablehlo.reshape %225 : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %cst_65 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %227 = stablehlo.reduce(%226 init: %cst_65) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x8xf32>, tensor<f32>) -> tensor<8xf32>
    %228 = stablehlo.multiply %24, %224 : tensor<6x8x11x8xf32>
    %cst_66 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %229 = stablehlo.reduce(%228 init: %cst_66) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x8x11x8xf32>, tensor<f32>) -> tensor<8xf32>
    %230 = stablehlo.reshape %229 : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %231 = stablehlo.broadcast_in_dim %25, dims = [0, 1, 2, 3] : (tensor<1x1x1x8xf32>) -> tensor<6x8x11x8xf32>
    %232 = stablehlo.multiply %224, %231 : tensor<6x8x11x8xf32>
    %cst_67 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %233 = stablehlo.reduce(%230 init: %cst_67) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x8xf32>, tensor<f32>) -> tensor<8xf32>
    %234 = stablehlo.multiply %15, %232 : tensor<6x8x11x8xf32>
    %cst_68 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %235 = stablehlo.reduce(%234 init: %cst_68) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x8x11x8xf32>, tensor<f32>) -> tensor<8xf32>
    %236 = stablehlo.reshape %235 : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %237 = stablehlo.broadcast_in_dim %22, dims = [0, 1, 2, 3] : (tensor<1x1x1x8xf32>) -> tensor<6x8x11x8xf32>
    %238 = stablehlo.multiply %232, %237 : tensor<6x8x11x8xf32>
    %cst_69 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %239 = stablehlo.reduce(%236 init: %cst_69) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x8xf32>, tensor<f32>) -> tensor<8xf32>
    %240 = stablehlo.multiply %239, %21 : tensor<8xf32>
    %241 = stablehlo.negate %238 : tensor<6x8x11x8xf32>
    %cst_70 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %242 = stablehlo.reduce(%241 init: %cst_70) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x8x11x8xf32>, tensor<f32>) -> tensor<8xf32>
    %243 = stablehlo.reshape %242 : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %cst_71 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %244 = stablehlo.reduce(%243 init: %cst_71) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x8xf32>, tensor<f32>) -> tensor<8xf32>
    %cst_72 = stablehlo.constant dense<5.280000e+02> : tensor<f32>
    %245 = stablehlo.broadcast_in_dim %cst_72, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %246 = stablehlo.divide %240, %245 : tensor<8xf32>
    %247 = stablehlo.broadcast_in_dim %246, dims = [3] : (tensor<8xf32>) -> tensor<6x8x11x8xf32>
    %248 = stablehlo.multiply %247, %9 : tensor<6x8x11x8xf32>
    %249 = stablehlo.negate %248 : tensor<6x8x11x8xf32>
    %cst_73 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %250 = stablehlo.reduce(%249 init: %cst_73) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<6x8x11x8xf32>, tensor<f32>) -> tensor<8xf32>
    %251 = stablehlo.reshape %250 : (tensor<8xf32>) -> tensor<1x1x1x8xf32>
    %252 = stablehlo.add %238, %248 : tensor<6x8x11x8xf32>
    %cst_74 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %253 = stablehlo.reduce(%251 init: %cst_74) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x1x1x8xf32>, tensor<f32>) -> tensor<8xf32>
    %254 = stablehlo.add %244, %253 : tensor<8xf32>
    %cst_75 = stablehlo.constant dense<5.280000e+02> : tensor<f32>
    %255 = stablehlo.broadcast_in_dim %cst_75, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %256 = stablehlo.divide %254, %255 : tensor<8xf32>
    %257 = stablehlo.broadcast_in_dim %256, dims = [3] : (tensor<8xf32>) -> tensor<6x8x11x8xf32>
    %258 = stablehlo.add %252, %257 : tensor<6x8x11x8xf32>
    %259 = stablehlo.convolution(%arg12, %258) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x8x11x3xf32>, tensor<6x8x11x8xf32>) -> tensor<3x3x3x8xf32>
    %cst_76 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %260 = stablehlo.broadcast_in_dim %cst_76, dims = [] : (tensor<f32>) -> tensor<3x3x3x8xf32>
    %261 = stablehlo.multiply %260, %259 : tensor<3x3x3x8xf32>
    %262 = stablehlo.subtract %arg0, %261 : tensor<3x3x3x8xf32>
    %cst_77 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %263 = stablehlo.broadcast_in_dim %cst_77, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %264 = stablehlo.multiply %263, %233 : tensor<8xf32>
    %265 = stablehlo.subtract %arg1, %264 : tensor<8xf32>
    %cst_78 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %266 = stablehlo.broadcast_in_dim %cst_78, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %267 = stablehlo.multiply %266, %227 : tensor<8xf32>
    %268 = stablehlo.subtract %arg2, %267 : tensor<8xf32>
    %cst_79 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %269 = stablehlo.broadcast_in_dim %cst_79, dims = [] : (tensor<f32>) -> tensor<3x3x8x12xf32>
    %270 = stablehlo.multiply %269, %216 : tensor<3x3x8x12xf32>
    %271 = stablehlo.subtract %arg3, %270 : tensor<3x3x8x12xf32>
    %cst_80 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %272 = stablehlo.broadcast_in_dim %cst_80, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %273 = stablehlo.multiply %272, %190 : tensor<12xf32>
    %274 = stablehlo.subtract %arg4, %273 : tensor<12xf32>
    %cst_81 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %275 = stablehlo.broadcast_in_dim %cst_81, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %276 = stablehlo.multiply %275, %184 : tensor<12xf32>
    %277 = stablehlo.subtract %arg5, %276 : tensor<12xf32>
    %cst_82 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %278 = stablehlo.broadcast_in_dim %cst_82, dims = [] : (tensor<f32>) -> tensor<3x3x12x12xf32>
    %279 = stablehlo.multiply %278, %177 : tensor<3x3x12x12xf32>
    %280 = stablehlo.subtract %arg6, %279 : tensor<3x3x12x12xf32>
    %cst_83 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %281 = stablehlo.broadcast_in_dim %cst_83, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %282 = stablehlo.multiply %281, %151 : tensor<12xf32>
    %283 = stablehlo.subtract %arg7, %282 : tensor<12xf32>
    %cst_84 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %284 = stablehlo.broadcast_in_dim %cst_84, dims = [] : (tensor<f32>) -> tensor<12xf32>
    %285 = stablehlo.multiply %284, %145 : tensor<12xf32>
    %286 = stablehlo.subtract %arg8, %285 : tensor<12xf32>
    %cst_85 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %287 = stablehlo.broadcast_in_dim %cst_85, dims = [] : (tensor<f32>) -> tensor<1x1x8x12xf32>
    %288 = stablehlo.multiply %287, %140 : tensor<1x1x8x12xf32>
    %289 = stablehlo.subtract %arg9, %288 : tensor<1x1x8x12xf32>
    %cst_86 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %290 = stablehlo.broadcast_in_dim %cst_86, dims = [] : (tensor<f32>) -> tensor<24x10xf32>
    %291 = stablehlo.multiply %290, %130 : tensor<24x10xf32>
    %292 = stablehlo.subtract %arg10, %291 : tensor<24x10xf32>
    %cst_87 = stablehlo.constant dense<1.000000e-01> : tensor<f32>
    %293 = stablehlo.broadcast_in_dim %cst_87, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %294 = stablehlo.multiply %293, %128 : tensor<10xf32>
    %295 = stablehlo.subtract %arg11, %294 : tensor<10xf32>
    return %120, %262, %265, %268, %271, %274, %277, %280, %283, %286, %289, %292, %295 : tensor<f32>, tensor<3x3x3x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<3x3x8x12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<3x3x12x12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<1x1x8x12xf32>, tensor<24x10xf32>, tensor<10xf32>
  }
  func.func private @relu(%arg0: tensor<6x8x11x8xf32>) -> tensor<6x8x11x8xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<6x8x11x8xf32>
    %1 = stablehlo.maximum %arg0, %0 : tensor<6x8x11x8xf32>
    return %1 : tensor<6x8x11x8xf32>
  }
  func.func private @relu_0(%arg0: tensor<6x2x3x12xf32>) -> tensor<6x2x3x12xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<6x2x3x12xf32>
    %1 = stablehlo.maximum %arg0, %0 : tensor<6x2x3x12xf32>
    return %1 : tensor<6x2x3x12xf32>
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
  func.func private @take_along_axis_1(%arg0: tensor<6x1x1xi32>, %arg1: tensor<6x1xf32>) -> tensor<6x10xf32> {
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<f32>) -> tensor<6x10xf32>
    %1 = "stablehlo.scatter"(%0, %arg0, %arg1) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [0], scatter_dims_to_operand_dims = [1], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%arg2: tensor<f32>, %arg3: tensor<f32>):
      %2 = stablehlo.add %arg2, %arg3 : tensor<f32>
      stablehlo.return %2 : tensor<f32>
    }) : (tensor<6x10xf32>, tensor<6x1x1xi32>, tensor<6x1xf32>) -> tensor<6x10xf32>
    return %1 : tensor<6x10xf32>
  }
  func.func private @log_softmax_2(%arg0: tensor<6x10xf32>, %arg1: tensor<6x1xf32>, %arg2: tensor<6x10xf32>) -> tensor<6x10xf32> {
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
